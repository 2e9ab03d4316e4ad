"""A story as plain data, complete: words, map, legend, numbers and charts, so that a page asks nothing more.

The borders are not in it. Each step names the edition it is drawn on; ``editions`` gives the order of the
municipalities and what the map says of each of them.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from gka_dash.exports.browser_data import agenda_themes_line
from gka_dash.exports.origin import NAME
from gka_dash.exports.picture import LegendLine, Picture
from gka_dash.exports.screen_csv import SOURCE
from gka_dash.figures.charts import CHART_BY_KEY, Chart
from gka_dash.figures.map_classes import drawn_signs, map_state
from gka_dash.model.dates import dutch_date, dutch_precise
from gka_dash.model.explain import EXPLANATIONS, explain
from gka_dash.model.prose import html_of, plain_of
from gka_dash.model.selection import Selection, write_query
from gka_dash.model.story import REGION, Step, Story, Words, filled, proposed, step_charts, step_reading
from gka_dash.model.summary import activities_line, highlight_line, map_title, members_line, region_label
from gka_dash.model.timeline import merged_between
from gka_dash.model.view import View
from gka_dash.model.vocabulary import Vocabulary

MERGED_LABEL = "samengevoegd in deze periode"
_OF_MILESTONE = {
    "gemeenten-gepubliceerd": "published",
    "interventies-gepubliceerd": "published_interventions",
}


class Source(Protocol):
    """What is asked of the services of the dashboard (gka_dash.web.services)."""

    @property
    def vocabulary(self) -> Vocabulary:
        """What may stand in a link."""
        ...

    @property
    def version(self) -> str:
        """Which publication this is, in words."""
        ...

    def of(self, selection: Selection) -> View:
        """The view of a selection."""
        ...


@dataclass(frozen=True)
class Place:
    """Where the dashboard stands: its public address, and what stands before every path of a preview."""

    base_url: str = ""
    base: str = ""

    def address(self, path: str, query: str = "") -> str:
        """The address of a page."""
        return f"{self.base_url}{self.base}{path}{'?' if query else ''}{query}"


NOWHERE = Place()


def view_story(view: View) -> Story:
    """One view as a story of one step."""
    words = proposed(view)
    step = Step(words["title"], query=write_query(view.selection), number=words["number"])
    return Story("weergave", NAME, steps=(step,))


def presentation(story: Story, source: Source, region: str = "", place: Place = NOWHERE) -> dict[str, Any]:
    """Everything a page needs to tell a story. ``region`` is for a story that asks for one.

    Never fails on a story that was read: what a link or a key means in vain is left out and named in
    ``dropped``.
    """
    region = region if story.asks == REGION and region in source.vocabulary.regions else ""
    readings = [step_reading(step, source.vocabulary, region) for step in story.steps]
    views = [source.of(reading.selection) for reading in readings]
    steps = [
        {**_step(step, view, place), "dropped": [list(pair) for pair in reading.dropped]}
        for step, view, reading in zip(story.steps, views, readings, strict=True)
    ]
    words = Words(views[0]) if views else {}
    return {
        "slug": story.slug,
        "title": filled(story.title, words),
        "summary": filled(story.summary, words),
        "asks": story.asks,
        "region": {"code": region, "name": source.vocabulary.regions[region]} if region else None,
        "publication": source.version,
        "sources": [SOURCE, *dict.fromkeys(view.attribution for view in views if view.attribution)],
        "link": place.address(f"/presenteren/{story.slug}", f"{REGION}={region}" if region else ""),
        "editions": {view.edition: _edition(view) for view in views},
        "steps": steps,
    }


def step_sentences(story: Story, source: Source) -> list[str]:
    """The sentence of every step, as ``presentation`` has it."""
    views = [source.of(step_reading(step, source.vocabulary).selection) for step in story.steps]
    return [
        step_sentence(view, bool(step_charts(step, view.selection)))
        for step, view in zip(story.steps, views, strict=True)
    ]


def _edition(view: View) -> dict[str, list[str]]:
    """What every step on the same borders shares, in the order of the signs."""
    dataset = view.dataset
    return {
        "codes": list(dataset.codes),
        "labels": [region_label(dataset, code) for code in dataset.codes],
        "details": [agenda_themes_line(dataset, code) for code in dataset.codes],
    }


def _step(step: Step, view: View, place: Place) -> dict[str, Any]:
    words = Words(view)
    picture = Picture(view, {})  # the legend needs no borders
    charts = [CHART_BY_KEY[key] for key in step_charts(step, view.selection) if key in CHART_BY_KEY]
    return {
        "title": filled(step.title, words),
        "html": html_of(step.text, words),
        "notes_html": html_of(step.notes, words),
        "notes_text": plain_of(step.notes, words),
        "link": place.address("/", write_query(view.selection)),
        "date": view.day.isoformat(),
        "date_words": dutch_date(view.day),
        "map": _map(view),
        "legend": [_legend_line(line) for line in picture.legend],
        "legend_spoken": picture.spoken,
        "number": _number(step.number, view),
        "sentence": step_sentence(view, bool(charts)),
        "attribution": view.attribution,
        "border_note": view.border_note,
        "charts": [_chart(chart, view) for chart in charts],
    }


def _map(view: View) -> dict[str, Any]:
    """What ``Landkaart.update`` takes, the labels aside; and what the live map takes, to follow the date."""
    merged = merged_between(view.dataset, view.since, view.day) if view.since else ""
    return {
        **map_state(view),
        "signs": drawn_signs(view),
        "faded": "".join("1" if sign == "0" else "0" for sign in view.fits) if view.narrows else "",
        "marked": merged,
        "markedLabel": MERGED_LABEL if view.since else "",
        "chosen": view.chosen.gemeentecode if view.chosen else None,
        "title": map_title(view),
        "since": view.since.isoformat() if view.since else None,
    }


def _legend_line(line: LegendLine) -> dict[str, Any]:
    look = line.look.as_json() if line.look else None
    return {"label": line.label, "count": line.count, "class": look, "pale": line.pale}


def _number(key: str, view: View) -> dict[str, Any] | None:
    """The big number of a step; None when there is none, or when nothing was published yet."""
    found = explain(view, key) if key in EXPLANATIONS else None
    if found is None or found.value is None:
        return None
    milestone = getattr(view, _OF_MILESTONE[key]) if key in _OF_MILESTONE else None
    return {
        "key": key,
        "value": found.value,
        "label": found.label,
        "when": dutch_precise(milestone.datum, milestone.precisie) if milestone else _day_of(key, view),
        "basis": found.origin,
        "rule": found.rule,
        "source": found.source,
    }


def _day_of(key: str, view: View) -> str:
    """The day that a counted number holds on; the activities hang on no day."""
    return dutch_date(view.day) if key.startswith("gemeenten-") and key != "gemeenten-met-activiteit" else ""


def step_sentence(view: View, with_charts: bool) -> str:
    """What the dashboard itself says of a step, with the numbers of now."""
    about = with_charts or view.narrows or view.selection.colouring == "interventies"
    lines = (members_line(view), *((activities_line(view), highlight_line(view)) if about else ()))
    return " ".join(filter(None, lines))


def _chart(chart: Chart, view: View) -> dict[str, Any]:
    headers, rows = chart.table(view)
    return {
        "key": chart.key,
        "title": chart.title,
        "sentence": chart.sentence(view),
        "n": view.counts.total,
        "figure": chart.figure(view),
        "table": {"headers": headers, "rows": rows},
    }
