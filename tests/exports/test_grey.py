"""A sheet from a printer without colour: every text can be read, every class of the map can be told apart.

Measured on what typst draws, not on what the colours were meant to be: the page as points, in grey.
"""

import io
import itertools
import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image, ImageStat

from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import LegendLine, Picture
from gka_dash.exports.sheet_facts import Sheet, municipality_sheet, region_sheet, view_sheet
from gka_dash.exports.sheet_fonts import font_families
from gka_dash.exports.sheets import TEMPLATE, Press
from gka_dash.exports.svg_map import swatch
from tests.prepared import BUILT

QUERIES = (
    "",
    "regio=PV30",
    "kleur=interventies",
    "kleur=taalbevordering",
    "sinds=2019-07-16&datum=2022-12-31",
)
READABLE = 4.5
TOLD_APART = 12  # steps of the 256 of grey between two plain classes: what lies side by side on a map
SPECKLED = 4  # spread of grey by which a pattern shows
Make = Callable[[str], Picture]


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(BUILT)


def sheets_of(found: Picture) -> list[Sheet]:
    origin = Origin(found.view, "ab12cd34", "https://kaart.voorbeeld.nl")
    made = [view_sheet(found, origin), region_sheet(found, origin)]
    return [*made, *([municipality_sheet(found, origin, found.view.chosen)] if found.view.chosen else [])]


def drawn(press: Press, facts: Sheet) -> str:
    """The sheet as SVG: what is text in it, and in which colour, can be read from that."""
    data = json.dumps(facts | {"fonts": font_families()})
    made: Any = press._compiler.compile(input=TEMPLATE, format="svg", sys_inputs={"data": data})
    return "".join(page.decode() for page in ([made] if isinstance(made, bytes) else made))


def luminance(grey: int) -> float:
    part = grey / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def contrast(one: int, other: int) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def grey_of(colour: str) -> int:
    """What a printer without colour makes of ``#rrggbb``."""
    return int(Image.new("RGB", (1, 1), colour).convert("L").getpixel((0, 0)))  # type: ignore[arg-type]


@pytest.mark.parametrize("query", [*QUERIES, "regio=PV24&gemeente=GM0034"])
def test_every_text_can_be_read_in_grey(query: str, press: Press, picture: Make) -> None:
    for facts in sheets_of(picture(query)):
        page = drawn(press, facts)
        inks = set(re.findall(r'<use [^>]*fill="(#[0-9a-f]{6})"', page))  # a letter is a shape that is used
        assert len(inks) >= 3, "title, text and what is beside it"
        for ink in inks:
            assert contrast(grey_of(ink), 255) >= READABLE, ink


def shown(press: Press, line: LegendLine) -> tuple[float, float]:
    """Mean and spread of the grey inside the swatch of a class, as it is printed."""
    box = 'xmlns="http://www.w3.org/2000/svg" width="22" height="16" viewBox="0 0 22 16"'
    points = press.points({"svg": f"<svg {box}>{swatch(line)}</svg>", "width": 22, "height": 16}, 10)
    with Image.open(io.BytesIO(points)) as image:
        inside = image.convert("L").crop((30, 30, image.width - 30, image.height - 30))
        found = ImageStat.Stat(inside)
        return found.mean[0], found.stddev[0]


@pytest.mark.parametrize("query", QUERIES)
def test_every_two_classes_of_the_map_can_be_told_apart_in_grey(
    query: str, press: Press, picture: Make
) -> None:
    lines = [LegendLine(look, look.label, 1) for look in picture(query).classes]
    greys = {line.label: shown(press, line) for line in lines}
    for (one, (mean, spread)), (other, (second, third)) in itertools.combinations(greys.items(), 2):
        patterned = (spread > SPECKLED) != (third > SPECKLED)
        assert patterned or abs(mean - second) >= TOLD_APART, (one, other, greys)


def test_the_measure_sees_what_cannot_be_told_apart(press: Press, picture: Make) -> None:
    line = LegendLine(picture("").classes[0], "a", 1)
    assert shown(press, line) == shown(press, line)
    assert contrast(grey_of("#8fb0d0"), 255) < READABLE
