"""Every kind of file: what it says of itself, and that it is made the same every time."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from openpyxl import load_workbook

from gka_dash.exports.files import FILES
from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import Picture
from gka_dash.exports.screen_csv import activities, municipalities
from gka_dash.exports.xlsx_tables import ORIGIN
from gka_dash.exports.zipped import repacked, zipped
from gka_dash.figures.charts import CHARTS
from gka_dash.model.summary import filters_text
from tests.exports.conftest import HOSTILE

QUERIES = ("", "regio=PV30&thema=taalbevordering", "sinds=2019-07-16&datum=2022-12-31&zoek=%3D1%2B1")
BASE = "https://kaart.voorbeeld.nl"
Make = Callable[[str], Picture]


def origin_of(picture: Picture) -> Origin:
    return Origin(picture.view, "ab12cd34", BASE)


def words_in(kind: str, data: bytes) -> str:
    """All text of a file, whatever it is packed in."""
    if kind in ("csv", "svg"):
        return data.decode()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return "".join(archive.read(n).decode() for n in archive.namelist() if n.endswith(".xml"))


@pytest.mark.parametrize("kind", FILES)
@pytest.mark.parametrize("query", QUERIES[:2])
def test_a_file_carries_filters_date_version_source_and_link(kind: str, query: str, picture: Make) -> None:
    found = picture(query)
    origin = origin_of(found)
    text = words_in(kind, FILES[kind][1](found, origin)).replace("&amp;", "&")
    wanted = (
        filters_text(found.view),
        origin.when,
        "ab12cd34",
        "gelijke-kansen.nl, Kamerstukken",
        origin.link,
    )
    assert all(part in text for part in wanted)
    assert origin.link == (f"{BASE}/?{query}" if query else f"{BASE}/")


@pytest.mark.parametrize("kind", FILES)
def test_the_same_view_gives_the_same_bytes_and_another_version_others(kind: str, picture: Make) -> None:
    found = picture("regio=PV30")
    make = FILES[kind][1]
    assert make(found, origin_of(found)) == make(found, origin_of(found))
    assert make(found, origin_of(found)) != make(found, replace(origin_of(found), version="00000000"))


@pytest.mark.parametrize("query", QUERIES)
def test_the_workbook_has_the_tables_of_the_screen(query: str, picture: Make) -> None:
    found = picture(query)
    book = load_workbook(io.BytesIO(FILES["xlsx"][1](found, origin_of(found))))
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
    data = FILES["xlsx"][1](replace(found, view=view), Origin(view, "v"))
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
