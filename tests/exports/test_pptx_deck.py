"""The slides: native, editable, readable, in Dutch, and without a trace of who made them."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook
from pptx import Presentation
from pptx.oxml.ns import qn

from gka_dash.exports.origin import NAME, Origin
from gka_dash.exports.picture import Picture
from gka_dash.exports.pptx_deck import deck
from gka_dash.exports.pptx_map import PRESETS
from gka_dash.exports.pptx_parts import SMALLEST
from gka_dash.figures.charts import CHART_BY_KEY
from gka_dash.model.schema import Theme
from tests.exports.conftest import HOSTILE

QUERIES = (
    "",
    "regio=PV30&thema=taalbevordering&gemeente=GM0758",
    "sinds=2019-07-16&datum=2022-12-31",
    "kleur=interventies&zoek=geenenkeleactiviteit",
    "kleur=taalbevordering&datum=2019-03-01",
)
Make = Callable[[str], Picture]
MOST_POINTS = 1500
GROUP, FREEFORM = 6, 5


def slides_of(picture: Picture, version: str = "ab12cd34") -> tuple[bytes, Any]:
    data = deck(picture, Origin(picture.view, version, "https://kaart.voorbeeld.nl"))
    return data, Presentation(io.BytesIO(data))


@pytest.fixture(params=QUERIES, scope="module")
def made(request: pytest.FixtureRequest, picture: Make) -> tuple[Picture, bytes, Any]:
    found = picture(request.param)
    return found, *slides_of(found)


def test_every_slide_has_its_own_title_a_number_and_notes(made: tuple[Picture, bytes, Any]) -> None:
    found, _, show = made
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert len(titles) == len(set(titles)) >= 6
    assert all(titles)
    origin = Origin(found.view, "ab12cd34", "https://kaart.voorbeeld.nl")
    assert origin.title in titles
    for place, slide in enumerate(show.slides, start=1):
        fields = [e for e in slide._element.iter(qn("a:fld")) if e.get("type") == "slidenum"]
        assert [f.findtext(qn("a:t")) for f in fields] == [str(place)]
        notes = slide.notes_slide.notes_text_frame.text
        assert notes.endswith("\n".join(origin.lines))
        assert len(notes.splitlines()) > len(origin.lines)
    assert "https://kaart.voorbeeld.nl/" in notes
    assert round(show.slide_width / show.slide_height, 2) == 1.78


def test_nothing_is_too_small_to_read_or_off_the_slide(made: tuple[Picture, bytes, Any]) -> None:
    _, data, show = made
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if re.match(r"ppt/(slides|charts)/[^/]+\.xml", name):
                tree = etree.fromstring(archive.read(name))
                sizes = [int(s) for s in tree.xpath("//@sz[. != 'quarter']") if str(s).isdigit()]
                assert sizes
                assert min(sizes) * 127 >= SMALLEST, name
                runs = list(tree.iter(qn("a:r")))
                assert all(run.find(qn("a:rPr")).get("sz") for run in runs), name
    for slide in show.slides:
        for shape in slide.shapes:
            if shape.width is not None:
                assert shape.left >= 0
                assert shape.top >= 0
                assert shape.left + shape.width <= show.slide_width
                assert shape.top + shape.height <= show.slide_height, shape.name


def test_the_map_has_a_named_shape_for_every_municipality(made: tuple[Picture, bytes, Any]) -> None:
    found, data, show = made
    whole = next(s for s in show.slides[1].shapes if s.shape_type == GROUP and s.name == "Kaart")
    groups = {s.name: s for s in whole.shapes if s.shape_type == GROUP}
    shown = [s for s in found.shapes if not s.outside]
    inside = {place.gemeentecode for place in found.view.municipalities}
    assert {s.code for s in shown} == inside
    seen = {}
    for shape in shown:
        group = groups[found.outlines[shape.region].name]
        own = next(s for s in group.shapes if s.name == f"{shape.name} ({shape.code})")
        properties = own._element.xpath("./p:nvSpPr/p:cNvPr")[0]
        assert properties.get("descr") == shape.spoken
        filled = own._element.spPr
        pattern = filled.find(qn("a:pattFill"))
        assert (pattern is not None) == bool(shape.look.pattern)
        if pattern is not None:
            assert pattern.get("prst") == PRESETS[shape.look.pattern or ""]
        points = len(list(filled.iter(qn("a:pt"))))
        assert 3 <= points <= MOST_POINTS
        seen[shape.code] = points
    assert seen.keys() == inside
    ids = [int(i) for i in show.slides[1]._element.xpath("//p:cNvPr/@id")]
    assert len(ids) == len(set(ids))
    assert len(data) < 2_000_000


def test_the_legend_counts_what_is_drawn(made: tuple[Picture, bytes, Any]) -> None:
    found, _, show = made
    texts = [s.text_frame.text for s in show.slides[1].shapes if s.name.startswith("Legenda: ")]
    assert texts == [f"{line.label} ({line.count})" for line in found.legend]
    source = next(s for s in show.slides[1].shapes if s.name == "Bron van de grenzen")
    assert source.text_frame.text == Origin(found.view, "v").borders
    classes = {cls.label for cls in found.classes}
    assert sum(line.count for line in found.legend if line.label in classes) == len(found.view.municipalities)
    for line in found.legend:
        if line.label in classes:
            drawn = sum(s.look.label == line.label for s in found.shapes if not s.outside)
            assert drawn == line.count


@pytest.mark.parametrize("key", ["thema", "sector"])
def test_charts_are_native_and_their_data_sheet_has_the_same_numbers(
    key: str, made: tuple[Picture, bytes, Any]
) -> None:
    found, _, show = made
    headers, rows = CHART_BY_KEY[key].table(found.view)
    slide = next(s for s in show.slides if s.shapes.title.text_frame.text == CHART_BY_KEY[key].title)
    frame = next(s for s in slide.shapes if s.has_chart)
    chart = frame.chart
    assert list(chart.plots[0].categories) == [row[0] for row in rows]
    assert [s.name for s in chart.plots[0].series] == headers[1:]
    assert list(chart.plots[0].series[0].values) == [row[1] for row in rows]
    sheet = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    assert [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)] == rows
    assert frame._element.xpath("./p:nvGraphicFramePr/p:cNvPr")[0].get("descr")


def test_the_matrix_is_a_native_table_with_its_gaps(picture: Make) -> None:
    found = picture("")
    _, rows = CHART_BY_KEY["matrix"].table(found.view)
    _, show = slides_of(found)
    slide = next(s for s in show.slides if s.shapes.title.text_frame.text == CHART_BY_KEY["matrix"].title)
    table = next(s for s in slide.shapes if s.has_table).table
    cells = [[cell.text_frame.text for cell in row.cells] for row in table.rows]
    assert [[row[0], *map(int, row[1:])] for row in cells[1:]] == rows
    fills = {
        (i, j): table.cell(i + 1, j).fill.fore_color.rgb
        for i, row in enumerate(rows)
        for j in range(1, len(row))
    }
    gaps = {
        fills[at]
        for at in fills
        if rows[at[0]][at[1]] == 0 and at[0] < len(rows) - 1 and at[1] < len(rows[0]) - 1
    }
    filled = {fills[at] for at in fills if rows[at[0]][at[1]]}
    assert len(gaps) == 1
    assert gaps.isdisjoint(filled)


def test_more_rows_than_fit_go_on_another_slide(picture: Make) -> None:
    found = picture("")
    more = (*found.view.dataset.themas, *(Theme(thema=f"Nieuw thema {n}", bron="x") for n in range(15)))
    _, show = slides_of(renewed(found, themas=more))
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert f"{CHART_BY_KEY['thema'].title} (1 van 3)" in titles
    assert f"{CHART_BY_KEY['matrix'].title} (3 van 3)" in titles
    assert len(titles) == len(set(titles))


def renewed(found: Picture, **tables: Any) -> Picture:
    from gka_dash.model.view import make_view
    from gka_dash.model.vocabulary import Vocabulary

    dataset = replace(found.view.dataset, **tables)
    return Picture(make_view(dataset, Vocabulary(dataset), found.view.selection), found.geometry)


def test_nothing_in_the_deck_leads_outside_or_names_somebody(made: tuple[Picture, bytes, Any]) -> None:
    found, data, show = made
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        assert not [n for n in names if re.search(r"vba|macro|printer|thumbnail|media|app\.xml", n, re.I)]
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in names:
            if name.endswith(".rels"):
                assert b"External" not in archive.read(name), name
    facts = show.core_properties
    assert (facts.author, facts.last_modified_by, facts.title) == (NAME, NAME, NAME)
    assert facts.language == "nl-NL"
    assert facts.created.date() == found.view.day


def test_every_text_says_that_it_is_dutch(made: tuple[Picture, bytes, Any]) -> None:
    _, data, _ = made
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        found = set()
        for name in archive.namelist():
            if re.match(r"ppt/(slides|notesSlides|charts|slideLayouts|slideMasters)/[^/]+\.xml", name):
                tree = etree.fromstring(archive.read(name))
                found |= {run.find(qn("a:rPr")).get("lang") for run in tree.iter(qn("a:r"))}
        assert found == {"nl-NL"}


def test_no_text_of_the_data_becomes_anything_else(picture: Make) -> None:
    found = picture("gemeente=GM0034")
    dataset = found.view.dataset
    places = [replace(m, gemeente=HOSTILE[0]) if m.gemeentecode == "GM0034" else m for m in dataset.gemeenten]
    themes = tuple(replace(t, thema=f"{HOSTILE[n % len(HOSTILE)]}{n}") for n, t in enumerate(dataset.themas))
    data, show = slides_of(renewed(found, gemeenten=tuple(places), themas=themes))
    slide = next(s for s in show.slides if s.shapes.title.text_frame.text == CHART_BY_KEY["thema"].title)
    chart = next(s for s in slide.shapes if s.has_chart).chart
    book = load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob))["Sheet1"]
    assert {cell.data_type for row in book.iter_rows() for cell in row} <= {"s", "n"}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                etree.fromstring(archive.read(name))
