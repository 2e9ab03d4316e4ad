"""The map as a drawing: the twin of what the browser makes, with the same patterns and colours."""

import re
from collections.abc import Callable
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import PALE, Picture, fill_colours, rings
from gka_dash.exports.plain import xml_text
from gka_dash.exports.svg_map import MARKS, TILE, map_svg
from gka_dash.figures.map_classes import class_counts
from gka_dash.figures.theme import colour
from gka_dash.model.view import make_view
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.settings import PROJECT_ROOT
from tests.exports.conftest import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"
QUERIES = (
    "",
    "regio=PV30&thema=taalbevordering&gemeente=GM0758",
    "sinds=2019-07-16&datum=2022-12-31",
    "kleur=taalbevordering",
)
Make = Callable[[str], Picture]


def drawn(picture: Picture) -> ElementTree.Element:
    return ElementTree.fromstring(
        map_svg(picture, Origin(picture.view, "ab12cd34", "https://x.voorbeeld.nl"))
    )


@pytest.mark.parametrize("query", QUERIES)
def test_the_drawing_carries_what_it_is(query: str, picture: Make) -> None:
    found = picture(query)
    root = drawn(found)
    origin = Origin(found.view, "ab12cd34", "https://x.voorbeeld.nl")
    assert root.findtext(f"{SVG}title") == origin.title
    words = "".join("".join(text.itertext()) for text in root.iter(f"{SVG}text")).replace(" ", "")
    for line in origin.lines:
        assert line.replace(" ", "") in words
        assert line in (root.findtext(f"{SVG}desc") or "")
    for line in found.legend:
        assert f"{line.label}({line.count})".replace(" ", "") in words


@pytest.mark.parametrize("query", QUERIES)
def test_every_fill_is_there_and_every_municipality_is_named(query: str, picture: Make) -> None:
    found = picture(query)
    root = drawn(found)
    patterns = {own.get("id") for own in root.iter(f"{SVG}pattern")}
    places = {p.get("id"): p for p in root.iter(f"{SVG}path") if re.fullmatch(r"GM\d{4}", p.get("id") or "")}
    assert len(places) == len(found.shapes)
    for shape in found.shapes:
        fill = places[shape.code].get("fill") or ""
        assert places[shape.code].findtext(f"{SVG}title") == shape.spoken
        if shape.look.pattern:
            assert fill.removeprefix("url(#").removesuffix(")") in patterns
        else:
            assert fill == fill_colours(shape.look, shape.pale)[0]


def test_nothing_is_fetched_or_run(picture: Make) -> None:
    text = map_svg(picture(""), Origin(picture("").view, "v"))
    assert not re.search(r"href|<script|<style|style=|on\w+=|<image|@import", text)


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_the_data_stays_text(text: str, picture: Make) -> None:
    found = picture("gemeente=GM0034")
    rows = tuple(replace(own, provincie=text) for own in found.view.dataset.gemeenten)
    dataset = replace(found.view.dataset, gemeenten=rows)
    view = make_view(dataset, Vocabulary(dataset), replace(found.view.selection, region="PV24"))
    root = drawn(Picture(view, found.geometry))
    assert " ".join(xml_text(text).split()) in " ".join((root.findtext(f"{SVG}title") or "").split())
    assert {own.tag.removeprefix(SVG) for own in root.iter()} <= {
        *("svg", "title", "desc", "g", "path", "text", "rect", "circle", "pattern", "defs")
    }


def test_the_patterns_are_those_of_the_browser() -> None:
    """The browser has its own copy, because it cannot read this one; the two may not drift apart."""
    script = (PROJECT_ROOT / "assets" / "landkaart-draw.js").read_text(encoding="utf-8")
    script = re.sub(r"\s*\n\s*", " ", script)
    for name, marks in MARKS.items():
        assert f"{name}: (ink) => `{marks.replace('{ink}', '${ink}')}`" in script
    assert f"const TILE = {TILE};" in script
    assert f"const FADED = {PALE};" in script


def test_rings_are_read_as_a_browser_reads_them() -> None:
    assert rings("m10 20l5-5 5 5z") == (((10, 20), (15, 15), (20, 20)),)
    assert rings("m10 20h5v-5 -2zm1 1l2 0 0 2z") == (
        ((10, 20), (15, 20), (15, 15), (15, 13)),
        ((11, 21), (13, 21), (13, 23)),
    )


def test_what_is_inside_the_region_adds_up(picture: Make) -> None:
    found = picture("regio=PV30&thema=taalbevordering")
    counts = class_counts(found.view)
    inside = [shape for shape in found.shapes if not shape.outside]
    assert sum(counts.values()) == len(inside) == len(found.view.municipalities)
    pale = next(line for line in found.legend if line.pale)
    assert pale.count == sum(shape.pale for shape in found.shapes)
    assert not any(shape.pale for shape in found.shapes if shape.outside)


def test_a_difference_shows_who_merged(picture: Make) -> None:
    found = picture("sinds=2019-07-16&datum=2022-12-31")
    merged = next(line for line in found.legend if line.look is None)
    assert merged.count == len(found.marked) > 0
    assert not picture("").marked


def test_tiles_carry_their_short_names(picture: Make) -> None:
    true = picture("")
    regions = true.geometry["regions"]
    tiles = Picture(true.view, {**true.geometry, "regions": regions | {"short": regions["code"]}})
    names = {text.text: text for text in drawn(tiles).iter(f"{SVG}text")}
    assert set(regions["code"]) <= set(names)
    assert not set(regions["code"]) & {text.text for text in drawn(true).iter(f"{SVG}text")}
    for shape in tiles.shapes:
        dark = shape.look.fill in ("--ramp-1", "--ramp-2") and not shape.look.pattern
        assert names[shape.short].get("fill") == colour("--card" if dark else "--ink")
        assert bool(names[shape.short].get("stroke")) is bool(shape.look.pattern)
