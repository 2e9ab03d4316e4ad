"""The map on a slide: one shape per municipality, grouped per region, with a legend beside it."""

from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any

from lxml import etree
from pptx.oxml.ns import qn
from pptx.util import Inches

from gka_dash.exports.picture import LegendLine, Picture, Rings, Shape, fill_colours, rings
from gka_dash.exports.plain import xml_text
from gka_dash.exports.pptx_parts import BOTTOM, HEIGHT, LEFT, RIGHT, SMALLEST, TOP, text_box
from gka_dash.exports.svg_map import frame, wrapped
from gka_dash.figures.map_classes import MapClass
from gka_dash.figures.theme import colour

PRESETS = {"hatch": "wdUpDiag", "dots": "pct25", "cross": "diagCross"}
MAP_LEFT = Inches(7.1)
THIN, REGION, STRONG = 3175, 9525, 28575  # widths of lines in EMU: a quarter, three quarters and 2¼ points
LINE, INSET = Inches(0.42), Inches(0.1)


def add_map(slide: Any, picture: Picture, borders: str) -> None:
    """Legend first, because it is read first; then the map. ``borders`` says whose and of when they are."""
    top = max(_add_legend(slide, picture.legend), BOTTOM - Inches(1.5))
    if borders:
        box = (LEFT, top, MAP_LEFT - LEFT, min(Inches(1.8), HEIGHT - top))
        text_box(slide, "Bron van de grenzen", box, [borders], ink="--ink-soft")
    tree = slide.shapes._spTree
    drawn = _Drawing(picture, count(slide.shapes._next_shape_id))
    whole = drawn.group(tree, "Kaart", f"{picture.view.region_name}. {picture.spoken}")
    # A slide cannot cut off what sticks out, so of a chosen region only its own municipalities are drawn.
    shown = [shape for shape in picture.shapes if not shape.outside]
    for number, name in [*((n, o.name) for n, o in enumerate(picture.outlines)), (-1, "Zonder regio")]:
        own = [shape for shape in shown if shape.region == number]
        if own:
            group = drawn.group(whole, name, f"{name}: {len(own)} op de kaart")
            for shape in own:
                drawn.municipality(group, shape)
    codes = {shape.region for shape in shown}
    lines = drawn.group(whole, "Grenzen van regio's", "Grenzen van regio's")
    for number, outline in enumerate(picture.outlines):
        if number in codes:
            drawn.line(lines, f"Grens van {outline.name}", outline.path, "--line-strong", REGION)
    _add_marks(drawn, whole, picture, shown)


def _add_marks(drawn: "_Drawing", whole: Any, picture: Picture, shown: Iterable[Shape]) -> None:
    chosen = picture.view.chosen.gemeentecode if picture.view.chosen else ""
    for shape in shown:
        if shape.code in picture.marked:
            drawn.line(whole, f"Samengevoegd: {shape.name}", shape.path, "--ink", STRONG // 2)
        if shape.code == chosen:
            drawn.line(whole, f"Gekozen (rand): {shape.name}", shape.path, "--ink", 2 * STRONG)
            drawn.line(whole, f"Gekozen: {shape.name}", shape.path, "--chosen", STRONG)


def _add_legend(slide: Any, lines: Iterable[LegendLine]) -> int:
    """The legend down the left side; returns where it ends."""
    top, left, width = int(TOP), LEFT + Inches(0.4), MAP_LEFT - LEFT - Inches(0.4)
    for line in lines:
        swatch = _shape(slide.shapes._spTree, slide.shapes._next_shape_id, f"Kleur: {line.label}", line.label)
        properties = _boxed(swatch, (LEFT, top + Inches(0.1), Inches(0.34), Inches(0.24)))
        box = etree.SubElement(properties, qn("a:prstGeom"), {"prst": "rect"})
        etree.SubElement(box, qn("a:avLst"))
        _fill(properties, line.look, line.pale)
        _outline(properties, "--line-strong" if line.look else "--ink", REGION if line.look else STRONG)
        text = f"{line.label} ({line.count})"
        rows = len(wrapped(text, (width - 2 * INSET) / SMALLEST, 1))
        height = LINE + (rows - 1) * Inches(0.3)
        text_box(slide, f"Legenda: {line.label}", (left, top, width, height), [text])
        top += height
    return int(top + INSET)


class _Drawing:
    """Shapes of the grid at their place on the slide."""

    def __init__(self, picture: Picture, numbers: Iterator[int]) -> None:
        self.left, self.top, self.width, self.height = frame(picture)
        room_x, room_y = RIGHT - MAP_LEFT, BOTTOM - TOP
        self.scale = min(room_x / self.width, room_y / self.height)
        self.at_x = MAP_LEFT + (room_x - self.width * self.scale) / 2
        self.at_y = float(TOP)
        self.numbers = numbers

    def _emu(self, x: float, y: float) -> tuple[int, int]:
        return round(self.at_x + (x - self.left) * self.scale), round(self.at_y + (y - self.top) * self.scale)

    def group(self, parent: Any, name: str, spoken: str) -> Any:
        """A group whose own coordinates are those of the slide."""
        group = etree.SubElement(parent, qn("p:grpSp"))
        described = etree.SubElement(group, qn("p:nvGrpSpPr"))
        _named(described, next(self.numbers), name, spoken)
        etree.SubElement(described, qn("p:cNvGrpSpPr"))
        etree.SubElement(described, qn("p:nvPr"))
        moved = etree.SubElement(etree.SubElement(group, qn("p:grpSpPr")), qn("a:xfrm"))
        x, y = self._emu(self.left, self.top)
        size = {"cx": str(round(self.width * self.scale)), "cy": str(round(self.height * self.scale))}
        for offset, extent in (("a:off", "a:ext"), ("a:chOff", "a:chExt")):
            etree.SubElement(moved, qn(offset), {"x": str(x), "y": str(y)})
            etree.SubElement(moved, qn(extent), size)
        return group

    def municipality(self, group: Any, shape: Shape) -> None:
        """A municipality with its colour or pattern, its name and what is known of it."""
        properties = self._path(group, f"{shape.name} ({shape.code})", shape.spoken, rings(shape.path))
        _fill(properties, shape.look, shape.pale)
        _outline(properties, "--card", THIN)

    def line(self, group: Any, name: str, path: str, ink: str, width: int) -> None:
        """An outline that lets through what lies under it."""
        properties = self._path(group, name, name, rings(path))
        etree.SubElement(properties, qn("a:noFill"))
        _outline(properties, ink, width)

    def _path(self, group: Any, name: str, spoken: str, parts: Rings) -> Any:
        """A freeform; its points are in grid units, which are shorter to write than those of the slide."""
        xs = [x for ring in parts for x, _ in ring]
        ys = [y for ring in parts for _, y in ring]
        left, top, width, height = min(xs), min(ys), max(xs) - min(xs) or 1, max(ys) - min(ys) or 1
        shape = _shape(group, next(self.numbers), name, spoken)
        box = (*self._emu(left, top), round(width * self.scale), round(height * self.scale))
        properties = _boxed(shape, box)
        geometry = etree.SubElement(properties, qn("a:custGeom"))
        for empty in ("a:avLst", "a:gdLst", "a:ahLst", "a:cxnLst"):
            etree.SubElement(geometry, qn(empty))
        etree.SubElement(geometry, qn("a:rect"), {"l": "0", "t": "0", "r": "r", "b": "b"})
        path = etree.SubElement(
            etree.SubElement(geometry, qn("a:pathLst")), qn("a:path"), {"w": str(width), "h": str(height)}
        )
        for ring in parts:
            for number, (x, y) in enumerate(ring):
                step = etree.SubElement(path, qn("a:lnTo" if number else "a:moveTo"))
                etree.SubElement(step, qn("a:pt"), {"x": str(x - left), "y": str(y - top)})
            etree.SubElement(path, qn("a:close"))
        return properties


def _named(parent: Any, number: int, name: str, spoken: str) -> None:
    attributes = {"id": str(number), "name": xml_text(name), "descr": xml_text(spoken)}
    etree.SubElement(parent, qn("p:cNvPr"), attributes)


def _shape(parent: Any, number: int, name: str, spoken: str) -> Any:
    shape = etree.SubElement(parent, qn("p:sp"))
    described = etree.SubElement(shape, qn("p:nvSpPr"))
    _named(described, number, name, spoken)
    etree.SubElement(described, qn("p:cNvSpPr"))
    etree.SubElement(described, qn("p:nvPr"))
    return shape


def _boxed(shape: Any, box: tuple[int, ...]) -> Any:
    """The properties of a shape, with its place and size as the first of them."""
    left, top, width, height = (str(int(value)) for value in box)
    properties = etree.SubElement(shape, qn("p:spPr"))
    moved = etree.SubElement(properties, qn("a:xfrm"))
    etree.SubElement(moved, qn("a:off"), {"x": left, "y": top})
    etree.SubElement(moved, qn("a:ext"), {"cx": width, "cy": height})
    return properties


def _fill(properties: Any, look: MapClass | None, pale: bool) -> None:
    if look is None:
        etree.SubElement(properties, qn("a:noFill"))
        return
    marks, ground = fill_colours(look, pale)
    if not look.pattern:
        _colour(etree.SubElement(properties, qn("a:solidFill")), marks)
        return
    pattern = etree.SubElement(properties, qn("a:pattFill"), {"prst": PRESETS[look.pattern]})
    _colour(etree.SubElement(pattern, qn("a:fgClr")), marks)
    _colour(etree.SubElement(pattern, qn("a:bgClr")), ground)


def _outline(properties: Any, ink: str, width: int) -> None:
    line = etree.SubElement(properties, qn("a:ln"), {"w": str(width)})
    _colour(etree.SubElement(line, qn("a:solidFill")), colour(ink))
    etree.SubElement(line, qn("a:round"))


def _colour(parent: Any, hex_colour: str) -> None:
    etree.SubElement(parent, qn("a:srgbClr"), {"val": hex_colour.removeprefix("#").upper()})
