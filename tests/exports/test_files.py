"""Every kind of file: what it says of itself, and that it is made the same every time."""

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest
from openpyxl import load_workbook

from gka_dash.exports.files import FILES, LONGEST_NAME, Tools, file_name
from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import Picture
from gka_dash.exports.screen_csv import activities, municipalities
from gka_dash.exports.xlsx_tables import ORIGIN
from gka_dash.exports.zipped import repacked, zipped
from gka_dash.figures.charts import CHARTS
from gka_dash.model.summary import filters_text
from gka_dash.model.view import make_view
from tests.exports.conftest import HOSTILE
from tests.exports.test_png_map import texts_in
from tests.prepared import BUILT

QUERIES = ("", "regio=PV30&thema=taalbevordering", "sinds=2019-07-16&datum=2022-12-31&zoek=%3D1%2B1")
KINDS = tuple(kind for kind in FILES if kind != "html")  # that takes the built site: tests/web/downloads
NO_TOOLS = Tools(Path("nergens"))
BASE = "https://kaart.voorbeeld.nl"
Make = Callable[[str], Picture]


def origin_of(picture: Picture) -> Origin:
    return Origin(picture.view, "ab12cd34", BASE)


@pytest.fixture(scope="module")
def tools() -> Tools:
    return Tools(BUILT)


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Tools:
    """Made here and now, fonts and all."""
    return Tools(tmp_path_factory.mktemp("build"))


def words_in(kind: str, data: bytes) -> str:
    """All text of a file, whatever it is packed in."""
    if kind in ("csv", "svg"):
        return data.decode()
    if kind == "png":
        return " ".join(texts_in(data).values())
    if kind == "pdf":
        pages = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
        return re.sub(r"& ", "&", " ".join(pages.split()))  # a long address goes on on the next line
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("query", QUERIES[:2])
def test_a_file_carries_filters_date_version_source_and_link(
    kind: str, query: str, picture: Make, tools: Tools
) -> None:
    found = picture(query)
    origin = origin_of(found)
    text = words_in(kind, FILES[kind].make(found, origin, tools)).replace("&amp;", "&")
    wanted = (
        filters_text(found.view),
        origin.when,
        "ab12cd34",
        "gelijke-kansen.nl, Kamerstukken",
        origin.link,
    )
    assert [part for part in wanted if part not in text] == []
    assert origin.link == (f"{BASE}/?{query}" if query else f"{BASE}/")


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_view_gives_the_same_bytes_and_another_version_others(
    kind: str, picture: Make, tools: Tools, others: Tools
) -> None:
    found = picture("regio=PV30")
    make = FILES[kind].make
    assert make(found, origin_of(found), tools) == make(found, origin_of(found), others)
    assert make(found, origin_of(found), tools) != make(
        found, replace(origin_of(found), version="00000000"), tools
    )


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", "gka-nederland-2022-12-31.pptx"),
        ("regio=PV30", "gka-noord-brabant-2022-12-31.pptx"),
        ("regio=PV24&gemeente=GM0034&datum=2021-12-31", "gka-almere-2021-12-31.pptx"),
        ("sinds=2019-07-16&regio=PV20", "gka-groningen-2019-07-16-2022-12-31.pptx"),
    ],
)
def test_the_name_of_a_file_says_where_and_when(query: str, name: str, picture: Make) -> None:
    assert file_name(picture(query).view, "pptx") == name


@pytest.mark.parametrize("text", [*HOSTILE, "../../etc/passwd", "a" * 500, "\r\nSet-Cookie: x"])
def test_the_name_of_a_file_is_safe_whatever_a_place_is_called(text: str, picture: Make) -> None:
    found = picture("gemeente=GM0034")
    dataset = found.view.dataset
    places = [replace(m, gemeente=text) if m.gemeentecode == "GM0034" else m for m in dataset.gemeenten]
    view = make_view(replace(dataset, gemeenten=tuple(places)), found.view.vocabulary, found.view.selection)
    name = file_name(view, "csv")
    assert re.fullmatch(r"gka-[a-z0-9-]*2022-12-31\.csv", name)
    assert len(name) < LONGEST_NAME + 30


def test_every_kind_says_in_a_line_what_it_is_and_for_whom() -> None:
    assert list(FILES) == ["pptx", "html", "pdf", "png", "svg", "xlsx", "csv"]
    for kind in FILES.values():
        assert kind.what.endswith(".")
        assert len(kind.what) < 90
    assert len({kind.name for kind in FILES.values()}) == len(FILES)


@pytest.mark.parametrize("query", QUERIES)
def test_the_workbook_has_the_tables_of_the_screen(query: str, picture: Make) -> None:
    found = picture(query)
    book = load_workbook(io.BytesIO(FILES["xlsx"].make(found, origin_of(found), NO_TOOLS)))
    assert [list(row) for row in book[ORIGIN].values][1:] == [list(fact) for fact in origin_of(found).facts]
    tables = {"Gemeenten": municipalities(found.view), "Activiteiten": activities(found.view)}
    tables |= {chart.key.capitalize(): chart.table(found.view) for chart in CHARTS}
    for name, (headers, rows) in tables.items():
        shown = [list(row) for row in book[name].values]
        assert shown[0] == headers
        assert shown[1:] == [[cell if cell != "" else None for cell in row] for row in rows]
    assert book.sheetnames == [ORIGIN, "In cijfers", *tables]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_cell_of_the_workbook_is_a_formula(text: str, picture: Make) -> None:
    found = picture("")
    rows: Any = tuple(replace(row, titel=text, bron_url=text) for row in found.view.dataset.interventies)
    view = replace(found.view, dataset=replace(found.view.dataset, interventies=rows))
    data = FILES["xlsx"].make(replace(found, view=view), Origin(view, "v"), NO_TOOLS)
    cells = [cell for sheet in load_workbook(io.BytesIO(data)) for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert any(str(cell.value).startswith(text[:3]) for cell in cells)


def test_without_a_public_address_the_link_begins_at_the_root(picture: Make) -> None:
    found = picture("regio=PV30")
    assert Origin(found.view, "v").link == "/?regio=PV30"
    assert Origin(found.view, "v").facts[-1] == ("Link", "/?regio=PV30")


def test_a_zip_knows_no_time() -> None:
    loose = io.BytesIO()
    with zipfile.ZipFile(loose, "w") as archive:
        archive.writestr(zipfile.ZipInfo("b", (2026, 11, 22, 1, 2, 4)), b"2")
        archive.writestr(zipfile.ZipInfo("a", (2025, 1, 1, 0, 0, 0)), b"1")
    assert repacked(loose.getvalue()) == zipped([("b", b"2"), ("a", b"1")])
    with zipfile.ZipFile(io.BytesIO(repacked(loose.getvalue()))) as archive:
        assert [(m.filename, m.date_time[0]) for m in archive.infolist()] == [("b", 1980), ("a", 1980)]
