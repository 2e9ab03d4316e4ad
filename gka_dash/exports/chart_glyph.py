"""A chart as a sign the size of a word: its shape without letters, before its name on a slide."""

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any, Final

WIDTH, HEIGHT = 40, 24
_FULL: Final = 0.78  # how much of a row or column is filled


def glyph(figure: Mapping[str, Any]) -> str:
    """The shapes of a figure of bars or cells, for an ``<svg>`` of WIDTH by HEIGHT."""
    main = figure["data"][0]
    shapes = _cells(main) if "base" in main else _bars(main)
    return "".join(
        f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{escape(fill)}"/>'
        for x, y, width, height, fill in shapes
    )


def _bars(main: Mapping[str, Any]) -> Sequence[tuple[float, float, float, float, str]]:
    numbers = [number or 0 for number in main["x"]]
    most, row = max([*numbers, 1]), HEIGHT / max(len(numbers), 1)
    fill = main["marker"]["color"]
    return [(0, n * row, number / most * WIDTH, row * _FULL, fill) for n, number in enumerate(numbers)]


def _cells(main: Mapping[str, Any]) -> Sequence[tuple[float, float, float, float, str]]:
    rows, columns = max(main["y"]) + 1, round(max(main["base"])) + 1
    wide, high = WIDTH / columns, HEIGHT / rows
    places = zip(main["base"], main["y"], main["marker"]["color"], strict=True)
    return [(round(base) * wide, row * high, wide * _FULL, high * _FULL, fill) for base, row, fill in places]
