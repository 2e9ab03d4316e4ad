"""A story as one HTML document to present: every step as text, and what the scripts need to show one step.

The same document is served by the site and written as a file for a place without network; only where styles,
scripts and borders come from differs (``Frame``). Everything in it comes from the payload of
``presentation.py``; words of the data are escaped here, prose was made into safe HTML there.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import escape

from gka_dash.exports.chart_glyph import glyph
from gka_dash.exports.inline import json_for_script
from gka_dash.exports.origin import NAME
from gka_dash.exports.picture import LegendLine
from gka_dash.exports.screen_csv import SOURCE_SHORT
from gka_dash.exports.svg_map import swatch
from gka_dash.figures.map_classes import MapClass
from gka_dash.model.regions_table import PROVINCE

TEMPLATE: Final = "presentation.html"
# What the scripts read; the words stand in the document already.
_OWN_LINK: Final = re.compile(r'<a href="/([^"]*)">(.*?)</a>', re.DOTALL)
_OF_STEP: Final = ("title", "map")
_OF_CHART: Final = ("key", "title", "sentence", "n", "figure")
# The swatches of a slide are large; with this their patterns are as coarse as those of its map.
_PATTERN: Final = "scale(0.73)"


@dataclass(frozen=True)
class Frame:
    """Where a document gets what is not its story: elements for its head and its end, and its borders.

    ``borders`` gives, for a key of ``border_key``, the addresses of the borders and, when the regions are
    others than theirs, of the outlines; ``data`` are elements with borders that stand in the document.
    ``home`` is the address to stop, ``file`` that of the story as a file; ``own`` is for a story that only
    the browser knows. ``pages`` is where links to pages of the dashboard begin; without it they become text.
    ``notice`` is what the visitor has to know of the address.
    """

    head: Sequence[str] = ()
    end: Sequence[str] = ()
    borders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    data: Sequence[str] = ()
    home: str = ""
    file: str = ""
    own: bool = False
    pages: str = "/"
    notice: str = ""


def border_key(division: str, edition: str) -> str:
    """The key of borders, as assets/presenteren/presenteren-kaart.js makes it."""
    return f"{division}/{edition}"


def border_files(payload: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """The logical names of the built files that the steps are drawn on, by the key of their borders."""
    found: dict[str, tuple[str, ...]] = {}
    for step in payload["steps"]:
        division, edition = step["map"]["division"], step["map"]["edition"]
        names = [f"geo/boundaries-{edition}.json"]
        if division != PROVINCE:
            names.append(f"geo/division-{division}-{edition}.json")
        if edition:
            found[border_key(division, edition)] = tuple(names)
    return found


def page(payload: Mapping[str, Any] | None, frame: Frame) -> str:
    """The whole document; without a payload the one that asks for the story of the visitor's own browser."""
    story = _for_scripts(payload, frame) if payload else None
    document: str = _template().render(
        story=payload,
        steps=list(_steps(payload, frame.pages)) if payload else [],
        site=NAME,
        frame=frame,
        head="\n".join(frame.head),
        end="\n".join(frame.end),
        data="\n".join(frame.data),
        notice=" ".join(filter(None, (frame.notice, _notice(payload) if payload else ""))),
        json=json_for_script(story) if story else "",
    )
    return document


@cache
def _template() -> Any:
    folder = Path(__file__).resolve().parent
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(TEMPLATE)


def _for_scripts(payload: Mapping[str, Any], frame: Frame) -> dict[str, Any]:
    steps = [
        {name: step[name] for name in _OF_STEP}
        | {"charts": [{name: chart[name] for name in _OF_CHART} for chart in step["charts"]]}
        for step in payload["steps"]
    ]
    return {
        "slug": payload["slug"],
        "title": payload["title"],
        "steps": steps,
        "editions": {
            key: {"codes": edition["codes"], "labels": edition["labels"]}
            for key, edition in payload["editions"].items()
        },
        "borders": {key: list(addresses) for key, addresses in frame.borders.items()},
    }


def _steps(payload: Mapping[str, Any], pages: str) -> Iterator[dict[str, Any]]:
    for place, step in enumerate(payload["steps"]):
        yield {
            **step,
            "place": place,
            "link": step["link"] if pages or not step["link"].startswith("/") else "",
            "html": _linked(step["html"], pages),
            "notes_html": _linked(step["notes_html"], pages),
            "legend": [_legend_line(line, f"-{place}-{row}") for row, line in enumerate(step["legend"])],
            "source": source_line(step),
            "number": _number(step["number"]),
            "charts": [{**chart, "glyph": glyph(chart["figure"])} for chart in step["charts"]],
        }


def _legend_line(line: Mapping[str, Any], suffix: str) -> dict[str, Any]:
    look = MapClass(**line["class"]) if line["class"] else None
    drawn = swatch(LegendLine(look, line["label"], line["count"], line["pale"]), suffix, _PATTERN)
    return {"label": line["label"], "count": line["count"], "swatch": drawn}


def _linked(html: str, pages: str) -> str:
    """Prose with its links to pages of the dashboard where these are; as text when they are nowhere."""
    if pages == "/":
        return html

    def moved(found: re.Match[str]) -> str:
        return f'<a href="{escape(pages)}{found[1]}">{found[2]}</a>' if pages else found[2]

    return _OWN_LINK.sub(moved, html)


def _notice(payload: Mapping[str, Any]) -> str:
    """What of the links of the steps meant nothing, in one sentence."""
    dropped = dict.fromkeys(
        f"{label}: {text}" for step in payload["steps"] for label, text in step["dropped"]
    )
    return f"Niet bekend en weggelaten: {'; '.join(dropped)}." if dropped else ""


def _number(number: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if number is None:
        return None
    return {**number, "shown": f"{number['value']:,}".replace(",", ".")}


def source_line(step: Mapping[str, Any]) -> str:
    """Whose facts and borders these are in one line of a slide; the whole of it stands in the text.

    The year of the borders is there when it is not that of the step.
    """
    owner = step["attribution"].partition(";")[0].rpartition("©")[2].strip().replace(" / ", "/")
    year = f" {step['map']['edition']}" if step["border_note"] else ""
    return f"Bron: {SOURCE_SHORT}" + (f" · kaart{year} © {owner}" if owner else "")
