"""The map of a view as plain shapes: what the browser draws, for files that are made without one.

The borders are those that the build wrote for the browser: relative paths on a grid of whole numbers.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from gka_dash.figures.legend import CLASS_KEY, FADED, MERGED, explain_key
from gka_dash.figures.map_classes import MapClass, class_counts, colouring, drawn_signs
from gka_dash.figures.theme import colour
from gka_dash.geo.file_names import borders_file, division_file
from gka_dash.model.regions_table import PROVINCE
from gka_dash.model.summary import region_label
from gka_dash.model.timeline import merged_between
from gka_dash.model.view import View

Point = tuple[int, int]
Rings = tuple[tuple[Point, ...], ...]
PALE = 0.22  # how much of a colour is left where nothing fits the filter; landkaart-draw.js has it too
_TOKENS = re.compile(r"[mlhvz]|-?\d+")
_OUTSIDE = MapClass("", "", "--later")
_WITHOUT_FACTS = MapClass("", "", "--none")


@dataclass(frozen=True)
class Shape:
    """A municipality as it is drawn. ``region`` is the place of its region in ``Picture.outlines`` or -1."""

    code: str
    name: str
    label: str
    path: str
    region: int
    look: MapClass
    pale: bool
    outside: bool
    short: str = ""
    point: Point = (0, 0)
    size: float = 0

    @property
    def spoken(self) -> str:
        """What is said of it to who cannot see it: ``Almere: agenda sinds 2020, 4 interventies``."""
        return f"{self.name}: {self.label}" if self.label else self.name


@dataclass(frozen=True)
class Outline:
    """The border of a region."""

    code: str
    name: str
    path: str
    bounds: tuple[int, int, int, int]


@dataclass(frozen=True)
class LegendLine:
    """A row of the legend; ``look`` is None for the outline around municipalities that merged."""

    look: MapClass | None
    label: str
    count: int
    pale: bool = False


@dataclass(frozen=True)
class Picture:
    """The map of a view."""

    view: View
    geometry: Mapping[str, Any]

    @property
    def width(self) -> int:
        """Width in units of the grid."""
        return int(self.geometry["width"])

    @property
    def height(self) -> int:
        """Height in units of the grid."""
        return int(self.geometry["height"])

    @cached_property
    def shapes(self) -> tuple[Shape, ...]:
        """Every municipality, in the order of the borders."""
        view, dataset = self.view, self.view.dataset
        looks = {cls.sign: cls for cls in self.classes}
        signs = dict(zip(dataset.codes, drawn_signs(view), strict=True))
        pale = _flagged(view, view.fits, "0") if view.narrows else frozenset()
        inside = {place.gemeentecode for place in view.municipalities}
        regions = self.geometry["regions"]
        return tuple(
            Shape(
                code,
                name,
                region_label(dataset, code) if code in signs else "",
                path,
                region,
                looks.get(signs.get(code, ""), _WITHOUT_FACTS) if code in inside else _OUTSIDE,
                code in inside and code in pale,
                code not in inside,
                short,
                tuple(point),
                size,
            )
            for code, name, path, region, short, point, size in zip(
                *(regions[column] for column in ("code", "name", "path", "group")),
                regions.get("short", [""] * len(regions["code"])),
                regions["point"],
                regions["size"],
                strict=True,
            )
        )

    @cached_property
    def marked(self) -> frozenset[str]:
        """Codes of the municipalities with an outline of their own: those that merged in the period."""
        view = self.view
        return (
            _flagged(view, merged_between(view.dataset, view.since, view.day)) if view.since else frozenset()
        )

    @cached_property
    def outlines(self) -> tuple[Outline, ...]:
        """The borders of the regions."""
        rows = self.geometry["outlines"]
        found = zip(rows["code"], rows["name"], rows["path"], rows["bounds"], strict=True)
        return tuple(Outline(code, name, path, tuple(bounds)) for code, name, path, bounds in found)

    @property
    def classes(self) -> tuple[MapClass, ...]:
        """The classes of the colouring, in the order of the legend."""
        return colouring(self.view).classes

    @cached_property
    def legend(self) -> tuple[LegendLine, ...]:
        """The classes with their numbers, and what is outlined or pale."""
        counts = class_counts(self.view)
        lines = [LegendLine(cls, cls.label, counts[cls.sign]) for cls in self.classes]
        for key in (MERGED, FADED):
            found = explain_key(self.view, CLASS_KEY + key)
            if found and found.value:
                look = MapClass("", "", "--ramp-3") if key == FADED else None
                label = found.label.removeprefix("gemeenten: ")
                lines.append(LegendLine(look, label, found.value, pale=key == FADED))
        return tuple(lines)

    @property
    def spoken(self) -> str:
        """The legend as a sentence, for who cannot see the map."""
        return "; ".join(f"{line.label}: {line.count}" for line in self.legend if line.count)


def _flagged(view: View, flags: str, wanted: str = "1") -> frozenset[str]:
    return frozenset(code for code, flag in zip(view.dataset.codes, flags, strict=False) if flag == wanted)


def read_geometry(build_dir: Path, view: View) -> Mapping[str, Any]:
    """The borders of a view as the build wrote them; raises OSError when there are none."""
    folder = build_dir / "geo"
    content: dict[str, Any] = json.loads(
        (folder / borders_file(view.edition, view.selection.form)).read_text(encoding="utf-8")
    )
    if view.selection.division == PROVINCE:
        return content
    name = division_file(view.selection.division, view.edition, view.selection.form)
    division = json.loads((folder / name).read_text(encoding="utf-8"))
    regions = {**content["regions"], "group": division["group"]}
    return {**content, "regions": regions, "outlines": division["outlines"]}


def rings(path: str) -> Rings:
    """The closed rings of a path of the build, in absolute grid units."""
    found: list[tuple[Point, ...]] = []
    points: list[Point] = []
    tokens = _TOKENS.findall(path)
    x = y = at = 0
    command = ""
    while at < len(tokens):
        if tokens[at].isalpha():
            command, at = tokens[at], at + 1
            if command == "z":
                found.append(tuple(points))
                (x, y), points = points[0], []
                continue
        if command in "ml":
            x, y, at = x + int(tokens[at]), y + int(tokens[at + 1]), at + 2
            command = "l"
        elif command == "h":
            x, at = x + int(tokens[at]), at + 1
        else:
            y, at = y + int(tokens[at]), at + 1
        points.append((x, y))
    return tuple(found)


def fill_colours(look: MapClass, pale: bool = False) -> tuple[str, str]:
    """Colour of the marks and of the ground of a class, as ``#rrggbb``; the same twice without a pattern."""
    marks = colour(look.fill)
    ground = colour(look.base or "--card") if look.pattern else marks
    return (_paled(marks), _paled(ground)) if pale else (marks, ground)


def is_dark(hex_colour: str) -> bool:
    """Whether white letters can be read better on a colour than dark ones."""
    parts = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.2


def _paled(hex_colour: str) -> str:
    paper = colour("--card")
    channels = (
        round(int(hex_colour[i : i + 2], 16) * PALE + int(paper[i : i + 2], 16) * (1 - PALE))
        for i in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)
