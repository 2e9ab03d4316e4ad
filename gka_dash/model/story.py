"""A story to tell with the dashboard: steps that each show one view, with a text beside it.

A story holds words and links; every number on screen comes from the view of a step. In a text ``{regio}``,
``{datum}`` and the key of a number, such as ``{gemeenten-zeker}``, stand for what that view says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from textwrap import shorten

from gka_dash.model.dates import dutch_date
from gka_dash.model.explain import EXPLANATIONS, explain
from gka_dash.model.selection import Reading, Selection, normalised, read_query
from gka_dash.model.summary import filters_text, map_title
from gka_dash.model.view import View
from gka_dash.model.vocabulary import Vocabulary

OWN = "eigen"  # the slug of the story that a visitor makes; it stands in the browser alone
REGION = "regio"
PLACEHOLDER = re.compile(r"\{([a-z][a-z-]{1,40})\}")
NOTHING_PUBLISHED = "nog geen aantal"

MOST_STEPS = 30
LONGEST_TITLE = 120
LONGEST_SUMMARY = 400
LONGEST_TEXT = 2000
LONGEST_NOTES = 3000


@dataclass(frozen=True)
class Step:
    """One view with its words. ``text`` and ``notes`` are Markdown, ``query`` is that of a link to the map.

    ``number`` is the key of the big number (``model/explain.py``) or empty. ``charts`` are keys of charts;
    None leaves it to the selection.
    """

    title: str
    text: str = ""
    notes: str = ""
    query: str = ""
    number: str = ""
    charts: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Story:
    """Steps in order. ``asks`` is ``regio`` for a story about one region, which the link then names."""

    slug: str
    title: str
    summary: str = ""
    asks: str = ""
    steps: tuple[Step, ...] = ()


def step_reading(step: Step, vocabulary: Vocabulary, region: str = "") -> Reading:
    """The Selection of a step with what its link names in vain; in a story that asks, of ``region``."""
    reading = read_query(step.query, vocabulary)
    if not region:
        return reading
    return replace(reading, selection=normalised(replace(reading.selection, region=region), vocabulary))


def step_charts(step: Step, selection: Selection) -> tuple[str, ...]:
    """Keys of the charts of a step: those it names, else those that go with what is chosen.

    A chart of themes says little when one theme is chosen, so then the sectors are shown, and the other way
    around. A map of members needs no chart.
    """
    if step.charts is not None:
        return step.charts
    if selection.themes and selection.sectors:
        return ("matrix",)
    if selection.themes or selection.colouring not in ("jaar", "interventies"):
        return ("sector",)
    rest = replace(selection, region="")
    return ("thema",) if rest.filters_activities or selection.colouring == "interventies" else ()


def proposed(view: View) -> dict[str, str]:
    """Title and number of a step for a view that somebody wants to tell of."""
    chosen = view.selection
    rest = replace(view, selection=replace(chosen, region=""))  # the title names the region already
    extra = [view.chosen.gemeente] if view.chosen else []
    extra += [filters_text(rest)] if view.narrows else []
    title = f"{map_title(view)} ({'; '.join(extra)})" if extra else map_title(view)
    about_activities = view.narrows or chosen.colouring == "interventies"
    number = "activiteiten" if about_activities else "gemeenten-nieuw" if view.since else "gemeenten-zeker"
    return {"title": shorten(title, LONGEST_TITLE, placeholder="…"), "number": number}


def placeholders(text: str) -> Iterator[str]:
    """The words between braces in a text."""
    return (found[1] for found in PLACEHOLDER.finditer(text))


class Words(Mapping[str, str]):
    """What the placeholders of a step stand for; a number is worked out when a text asks for it."""

    KEYS = (REGION, "datum", *EXPLANATIONS)

    def __init__(self, view: View) -> None:
        self._view = view

    def __getitem__(self, key: str) -> str:
        if key == REGION:
            return self._view.region_name
        if key == "datum":
            return dutch_date(self._view.day)
        value = explain(self._view, key).value
        return NOTHING_PUBLISHED if value is None else str(value)

    def __contains__(self, key: object) -> bool:
        return key in self.KEYS

    def __iter__(self) -> Iterator[str]:
        return iter(self.KEYS)

    def __len__(self) -> int:
        return len(self.KEYS)


def filled(text: str, words: Mapping[str, str]) -> str:
    """A text with its placeholders filled in; one that means nothing stays as it stands."""
    return PLACEHOLDER.sub(lambda found: words[found[1]] if found[1] in words else found[0], text)
