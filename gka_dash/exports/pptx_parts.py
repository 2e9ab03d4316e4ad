"""What every slide deck of ours is made of: slides, text, native tables and native charts.

Built to be read from the back of a room: no text is smaller than ``SMALLEST``. Nothing in a deck names a
person, a computer or an address outside it, and the same content gives the same bytes.
"""

import io
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from lxml import etree
from openpyxl import Workbook
from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from gka_dash.exports.plain import xml_text
from gka_dash.exports.xlsx_parts import packed, write_text
from gka_dash.exports.zipped import repacked
from gka_dash.figures.theme import colour

LANGUAGE = "nl-NL"
WIDTH, HEIGHT = Inches(13.333), Inches(7.5)  # 16:9
SMALLEST, TITLE_SIZE = Pt(18), Pt(28)
LEFT, RIGHT, TOP, BOTTOM = Inches(0.5), Inches(12.83), Inches(1.3), Inches(6.75)
_TITLE_SLIDE, _TITLE_ONLY = 0, 5  # places of the two layouts that stay of python-pptx's own template
_P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
_WITH_TEXT = ("a:rPr", "a:endParaRPr", "a:defRPr")
_NUMBER = (
    '<p:sp xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><p:nvSpPr><p:cNvPr id="{id}" '
    'name="Dianummer"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldNum" sz="quarter" '
    'idx="12"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:fld '
    'id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="nl-NL" sz="1800"/>'
    "<a:t>{number}</a:t></a:fld></a:p></p:txBody></p:sp>"
)
Shade = Callable[[int, int], tuple[str, str] | None]


def rgb(hex_colour: str) -> RGBColor:
    """``#rrggbb`` as python-pptx takes it."""
    return RGBColor.from_string(hex_colour.removeprefix("#").upper())


class Deck:
    """A deck that grows by a slide at a time."""

    def __init__(self, made: date, author: str) -> None:
        self.made, self.author = made, author
        self.file: Any = Presentation()
        self.file.slide_width, self.file.slide_height = WIDTH, HEIGHT
        self._layouts = [self.file.slide_layouts[at] for at in (_TITLE_SLIDE, _TITLE_ONLY)]
        for layout in list(self.file.slide_layouts):
            if layout not in self._layouts:
                self.file.slide_layouts.remove(layout)
        _widen(self.file.slide_master)
        for layout in self._layouts:
            _widen(layout)
        self._leave_out("printerSettings", self.file.part.rels)
        # What the template says of itself, such as a shape of 4:3 and the program that it was made with.
        for kind in ("thumbnail", "extended-properties"):
            self._leave_out(kind, self.file.part.package._rels)
        self.file.part._element.find(qn("p:sldSz")).attrib.pop("type", None)
        self._sections: list[tuple[str, int]] = []

    @staticmethod
    def _leave_out(kind: str, relations: Any) -> None:
        for key in [key for key, relation in relations.items() if relation.reltype.endswith(kind)]:
            relations.pop(key)

    def slide(self, title: str, notes: str, first: bool = False) -> Any:
        """A new slide with its title and speaker notes."""
        slide = self.file.slides.add_slide(self._layouts[0 if first else 1])
        write(slide.shapes.title.text_frame, [title], Pt(40) if first else TITLE_SIZE, bold=True)
        if not first:
            slide.shapes.title.text_frame.vertical_anchor = MSO_ANCHOR.MIDDLE
            place(slide.shapes.title, LEFT, Inches(0.3), RIGHT - LEFT, Inches(0.95))
        slide.notes_slide.notes_text_frame.text = xml_text(notes)
        return slide

    def section(self, name: str) -> None:
        """From the next slide on, slides belong together under this name in the list of slides."""
        self._sections.append((xml_text(name), len(self.file.slides)))

    def bars(
        self,
        slide: Any,
        name: str,
        spoken: str,
        table: tuple[Sequence[str], Sequence[Sequence[Any]]],
        top: int,
    ) -> None:
        """A native bar chart of a table: a column of names and one or two columns of numbers."""
        headers, rows = table
        data = CategoryChartData()
        data.categories = [xml_text(row[0]) for row in rows]
        for column, header in enumerate(headers[1:], start=1):
            # No bar for a zero of the chosen municipality, as on the screen.
            data.add_series(xml_text(header), [row[column] or (0 if column == 1 else None) for row in rows])
        frame = slide.shapes.add_chart(
            XL_CHART_TYPE.BAR_CLUSTERED, LEFT, top, RIGHT - LEFT, BOTTOM - top, data
        )
        name_shape(frame, name, spoken)
        chart = frame.chart
        chart.part.chart_workbook.update_from_xlsx_blob(self._data_sheet(headers, rows))
        chart.font.size, chart.font.color.rgb = SMALLEST, rgb(colour("--ink"))
        chart.has_title = False
        chart.has_legend = len(headers) > 2
        if chart.has_legend:
            chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
        _plain_axes(chart)
        plot = chart.plots[0]
        plot.gap_width, plot.overlap = 30, 0
        for series, fill in zip(plot.series, ("--bar", "--chosen"), strict=False):
            series.format.fill.solid()
            series.format.fill.fore_color.rgb = rgb(colour(fill))
            labels = series.data_labels
            labels.show_value, labels.position = True, XL_LABEL_POSITION.OUTSIDE_END
            labels.font.size = SMALLEST

    def _data_sheet(self, headers: Sequence[str], rows: Sequence[Sequence[Any]]) -> bytes:
        """The data sheet behind a chart, where no name can become a formula; the cells that it refers to."""
        book = Workbook()
        sheet = book.active
        sheet.title = "Sheet1"
        for column, header in enumerate(headers[1:], start=2):
            write_text(sheet, 1, column, header)
        for place_of_row, row in enumerate(rows, start=2):
            write_text(sheet, place_of_row, 1, row[0])
            for column, value in enumerate(row[1:], start=2):
                sheet.cell(place_of_row, column, value)
        return packed(book, self.made, self.author, self.author)

    def save(self, title: str, subject: str) -> bytes:
        """The bytes of the deck."""
        for number, slide in enumerate(self.file.slides, start=1):  # last, so that it is read out last
            text = _NUMBER.format(id=slide.shapes._next_shape_id, number=number)
            slide.shapes._spTree.append(etree.fromstring(text))
        if self._sections:
            self._add_sections()
        facts = self.file.core_properties
        facts.author = facts.last_modified_by = self.author
        facts.title, facts.subject, facts.language = xml_text(title)[:255], xml_text(subject)[:255], LANGUAGE
        facts.keywords = facts.comments = facts.category = ""
        facts.created = facts.modified = datetime(self.made.year, self.made.month, self.made.day)
        facts.revision = 1
        for part in self.file.part.package.iter_parts():
            if hasattr(part, "_element"):
                _speak_dutch(part._element)
        written = io.BytesIO()
        self.file.save(written)
        return repacked(written.getvalue())

    def _add_sections(self) -> None:
        """PowerPoint's list of sections: every slide stands in one; an id follows from its section."""
        slides = [entry.get("id") for entry in self.file.slides._sldIdLst]
        starts = [0, *(start for _, start in self._sections[1:]), len(slides)]
        listed = etree.Element(f"{{{_P14}}}sectionLst", nsmap={"p14": _P14})
        for number, (name, _) in enumerate(self._sections):
            own = str(uuid5(NAMESPACE_URL, f"{number} {name}")).upper()
            section = etree.SubElement(listed, f"{{{_P14}}}section", {"name": name, "id": f"{{{own}}}"})
            inside = etree.SubElement(section, f"{{{_P14}}}sldIdLst")
            for key in slides[starts[number] : starts[number + 1]]:
                etree.SubElement(inside, f"{{{_P14}}}sldId", {"id": key})
        whole = self.file.part._element
        rest = whole.find(qn("p:extLst"))
        rest = etree.SubElement(whole, qn("p:extLst")) if rest is None else rest
        etree.SubElement(rest, qn("p:ext"), {"uri": _SECTIONS}).append(listed)


def place(shape: Any, left: int, top: int, width: int, height: int) -> None:
    """Put a shape somewhere."""
    shape.left, shape.top, shape.width, shape.height = Emu(left), Emu(top), Emu(width), Emu(height)


def name_shape(shape: Any, name: str, spoken: str) -> None:
    """The name of a shape in the list of shapes, and its text for who cannot see it."""
    properties = shape._element.xpath("./*/p:cNvPr")[0]
    properties.set("name", xml_text(name))
    properties.set("descr", xml_text(spoken))


def write(
    frame: Any,
    paragraphs: Sequence[str],
    size: Any = SMALLEST,
    *,
    bold: bool = False,
    ink: str = "--ink",
    align: Any = PP_ALIGN.LEFT,
) -> None:
    """Fill a text frame."""
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.NONE
    for number, text in enumerate(paragraphs):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = align
        run = paragraph.add_run()
        run.text = " ".join(xml_text(text).split())
        run.font.size, run.font.bold = size, bold
        run.font.color.rgb = rgb(colour(ink) if ink.startswith("--") else ink)


def text_box(slide: Any, name: str, box: tuple[int, int, int, int], texts: Sequence[str], **how: Any) -> Any:
    """A named text box at (left, top, width, height)."""
    shape = slide.shapes.add_textbox(*(Emu(value) for value in box))
    shape.name = name
    write(shape.text_frame, texts, **how)
    return shape


def table(
    slide: Any,
    name: str,
    spoken: str,
    content: tuple[Sequence[str], Sequence[Sequence[Any]]],
    widths: Sequence[float],
    top: int,
    shade: Shade = lambda _row, _column: None,
) -> None:
    """A native table; ``widths`` are parts of the whole, ``shade`` gives fill and ink of a cell."""
    headers, rows = content
    height = Inches(0.4)
    frame = slide.shapes.add_table(len(rows) + 1, len(headers), LEFT, top, RIGHT - LEFT, height)
    name_shape(frame, name, spoken)
    frame.table.horz_banding = False
    for column, part in zip(frame.table.columns, widths, strict=True):
        column.width = Emu(int((RIGHT - LEFT) * part / sum(widths)))
    for place_of_row, row in enumerate([headers, *rows]):
        frame.table.rows[place_of_row].height = height
        for column, value in enumerate(row):
            cell = frame.table.cell(place_of_row, column)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            fill, ink = ("--structure", "--on-structure") if place_of_row == 0 else ("--card", "--ink")
            fill, ink = (place_of_row and shade(place_of_row - 1, column)) or (fill, ink)
            cell.fill.solid()
            cell.fill.fore_color.rgb = rgb(colour(fill) if fill.startswith("--") else fill)
            number = isinstance(value, int) or (place_of_row == 0 and column > 0 and len(headers) > 3)
            align = PP_ALIGN.CENTER if number else PP_ALIGN.LEFT
            write(cell.text_frame, [str(value)], ink=ink, bold=place_of_row == 0, align=align)


def _plain_axes(chart: Any) -> None:
    names, values = chart.category_axis, chart.value_axis
    names.reverse_order = True
    names.tick_labels.font.size = SMALLEST
    names.format.line.fill.background()
    values.visible = values.has_major_gridlines = False
    values.minimum_scale = 0


def _widen(sheet: Any) -> None:
    """Bring the places of python-pptx's own template from 4:3 to 16:9."""
    for shape in sheet.placeholders:
        if shape._element.xpath("./p:spPr/a:xfrm"):
            shape.left, shape.width = int(shape.left * 4 / 3), int(shape.width * 4 / 3)


def _speak_dutch(element: Any) -> None:
    """Give every text the language, so that a screen reader pronounces it and nothing is marked as wrong."""
    for run in element.iter(qn("a:r")):
        if run.find(qn("a:rPr")) is None:
            run.insert(0, run.makeelement(qn("a:rPr"), {}))
    for name in _WITH_TEXT:
        for properties in element.iter(qn(name)):
            properties.set("lang", LANGUAGE)
