"""A part of a page: outputs that change together, and what they depend on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from dash import Output

from gka_dash.model.view import View


@dataclass(frozen=True)
class Part:
    """``slice`` names the part of the link it depends on (``layouts.ids.SLICES``).

    ``answer`` makes the value of each output from the view and from what was asked: the query string and
    the form of each chart. ``form`` is the place in that list of a form it depends on as well, 0 for none.
    """

    slice: str
    outputs: tuple[Output, ...]
    answer: Callable[[View, Sequence[Any]], Sequence[Any]]
    form: int = 0
