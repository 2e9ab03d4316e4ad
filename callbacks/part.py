"""A part of a page: outputs that change together, and what they depend on."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dash import Output, no_update

from callbacks.difference import difference
from gka_dash.model.view import View

FILTERED = "cijfers"  # the slice that holds the filters alone


@dataclass(frozen=True)
class Part:
    """``slice`` names the part of the link it depends on (``layouts.ids.SLICES``).

    ``answer`` makes the value of each output from the view and from what was asked: the query string and
    the form of each chart. ``form`` is the place in that list of a form it depends on as well, 0 for none.
    ``by_place`` says that of a value only the places are sent that differ from what is on screen; after
    another filter most do, and finding them takes longer than sending all.
    """

    slice: str
    outputs: tuple[Output, ...]
    answer: Callable[[View, Sequence[Any]], Sequence[Any]]
    form: int = 0
    by_place: bool = False


@dataclass(frozen=True)
class Screen:
    """What a page shows, or has to: a view, what was asked for it, and each slice of its link."""

    view: View
    asked: Sequence[Any]
    slices: Mapping[str, str]

    def rests_on(self, part: Part) -> Any:
        """What a part is made from; the borders of the day belong to it."""
        return self.slices[part.slice], self.view.edition, part.form and self.asked[part.form]


def news(part: Part, now: Screen, before: Screen | None) -> Sequence[Any]:
    """What to send of a part for each of its outputs; everything when nobody knows what is on screen."""
    if before and now.rests_on(part) == before.rests_on(part):
        return [no_update] * len(part.outputs)
    wanted = part.answer(now.view, now.asked)
    if not (before and part.by_place and now.slices[FILTERED] == before.slices[FILTERED]):
        return wanted
    shown = part.answer(before.view, before.asked)
    return [difference(*pair) for pair in zip(shown, wanted, strict=True)]
