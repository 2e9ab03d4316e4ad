"""The workbook: made from the schema, the same bytes for the same data, and safe to open."""

import csv
import io
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from gka_dash.errors import SourceError
from gka_dash.exports import workbook_words as words
from gka_dash.exports.workbook import DAY_FORMAT, workbook
from gka_dash.exports.xlsx_parts import escaped
from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import LIST_SEPARATOR, TABLE_BY_NAME, TABLES, Table
from tests.books import made
from tests.small import activity, small_dataset, with_rows

TABLE_IDS = [table.name for table in TABLES]


@pytest.fixture(scope="module")
def data(dataset: Dataset) -> bytes:
    return made(dataset)


@pytest.fixture(scope="module")
def book(data: bytes) -> Workbook:
    return load_workbook(io.BytesIO(data))


def opened(dataset: Dataset, region: str = "") -> Workbook:
    return load_workbook(io.BytesIO(made(dataset, region)))


def test_there_is_a_sheet_for_every_table(book: Workbook) -> None:
    assert book.sheetnames == [words.READ_ME, *(table.sheet for table in TABLES), words.LISTS]


@pytest.mark.parametrize("table", TABLES, ids=TABLE_IDS)
def test_names_of_sheets_fit_in_excel(table: Table) -> None:
    assert 0 < len(table.sheet) <= 31
    assert not re.search(r"[\[\]:*?/\\]|^'|'$", table.sheet)
    assert table.sheet not in (words.READ_ME, words.LISTS)


@pytest.mark.parametrize("table", TABLES, ids=TABLE_IDS)
def test_every_cell_is_what_stands_in_the_source(table: Table, book: Workbook, project: Path) -> None:
    """Text as text, days as days and codes with their zeros, for all rows of the bundled files."""
    with (project / "data" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        source = list(csv.DictReader(file))
    rows = list(book[table.sheet].values)
    assert list(rows[0]) == [column.label for column in table.columns]
    assert len(rows) == len(source) + 1
    for expected, cells in zip(source, rows[1:], strict=True):
        for column, cell in zip(table.columns, cells, strict=True):
            text = expected.get(column.name, "")
            if column.kind == "date" and text:
                assert cell == datetime.fromisoformat(text)
            elif column.kind == "integer" and text:
                assert cell == int(text)
            else:
                assert (cell or "") == text


@pytest.mark.parametrize("table", TABLES, ids=TABLE_IDS)
def test_a_note_at_every_header_says_what_belongs_there(table: Table, book: Workbook) -> None:
    sheet = book[table.sheet]
    assert sheet.freeze_panes == "A2"
    for place, column in enumerate(table.columns, start=1):
        note = sheet.cell(1, place).comment.text
        assert column.label in note
        assert column.name in note
        assert ("Moet gevuld zijn." in note) == column.required
        assert all(choice in note for choice in column.choices)
        assert sheet.column_dimensions[sheet.cell(1, place).column_letter].width > len(column.label)


def _offered(book: Workbook, sheet: str, letter: str) -> tuple[list[object], bool]:
    """The values that can be picked in a column, and whether other ones are refused."""
    (rule,) = [
        rule
        for rule in book[sheet].data_validations.dataValidation
        if rule.type == "list" and any(str(part).startswith(f"{letter}2:") for part in rule.sqref.ranges)
    ]
    name, _, cells = rule.formula1.lstrip("=").rpartition("!")
    return [row[0].value for row in book[name.strip("'")][cells.replace("$", "")]], rule.showErrorMessage


def test_pick_lists_come_from_the_vocabularies(book: Workbook, dataset: Dataset) -> None:
    def letter(table: str, column: str) -> str:
        return "ABCDEFGHIJKLMNOPQR"[[c.name for c in TABLE_BY_NAME[table].columns].index(column)]

    checked = 0
    for table in TABLES:
        for column in table.columns:
            if column.vocabulary:
                key = TABLE_BY_NAME[column.vocabulary].key[0]
                values = [getattr(row, key) for row in dataset.rows(column.vocabulary)]
            elif column.choices:
                values = list(column.choices)
            else:
                continue
            offered, enforced = _offered(book, table.sheet, letter(table.name, column.name))
            assert offered == values
            assert enforced == (column.kind == "choice"), "of a list more values may be written"
            checked += 1
    assert checked > 8
    assert len(_offered(book, "Agenda's", "A")[0]) == 342


def test_the_first_sheet_says_what_this_is(book: Workbook, dataset: Dataset) -> None:
    cells = [str(cell) for row in book[words.READ_ME].values for cell in row if cell]
    assert cells[cells.index(words.VERSION) + 1] == "abc12345"
    assert cells[cells.index(words.MADE) + 1] == "22 november 2026"
    assert cells[cells.index(words.REGION) + 1] == words.EVERYWHERE
    assert any("Aantal rijen: 143." in cell for cell in cells)
    assert any("formules" in cell for cell in cells)


def test_the_same_data_gives_the_same_bytes(data: bytes, dataset: Dataset) -> None:
    assert made(dataset) == data
    assert workbook(dataset, date(2026, 11, 23), "abc12345") != data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
        assert re.findall(r"20\d\d-\d\d-\d\dT[\d:]+", core) == ["2026-11-22T00:00:00"] * 2


def test_s23_no_macros_outside_links_or_names_of_people(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert not [name for name in archive.namelist() if re.search(r"vba|external|printer", name, re.I)]
        for name in archive.namelist():
            if name.endswith(".rels"):
                assert b"External" not in archive.read(name)
        people = re.findall(
            r"<dc:creator>(.*?)<|lastModifiedBy>(.*?)<", archive.read("docProps/core.xml").decode()
        )
    assert people == [(words.AUTHOR, "")]


RISKY = ("=1+1", "+31", "-5", "@SUM(A1)", '=HYPERLINK("http://kwaad.nl")', "#N/A", "=cmd|' /C calc'!A0")


@pytest.mark.parametrize("text", RISKY)
def test_s20_a_text_is_never_a_formula(text: str) -> None:
    data = with_rows(small_dataset(), interventies=[activity("I9", "GM0001", titel=text)])
    cell = opened(data)["Interventies"]["B7"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.number_format == "@"
    assert cell.quotePrefix == (text[0] in "=+-@")
    with zipfile.ZipFile(io.BytesIO(made(data))) as archive:
        sheets = [archive.read(name) for name in archive.namelist() if "worksheets/sheet" in name]
    assert not any(b"<f>" in sheet or b"<f " in sheet for sheet in sheets)


@pytest.mark.parametrize(
    ("text", "cell"),
    [("a\x01b", "a_x0001_b"), ("_x0041_", "_x005F_x0041_"), ("a\nb", "a\nb"), ("\uffff", "_xFFFF_")],
)
def test_signs_that_xml_has_no_place_for(text: str, cell: str) -> None:
    assert escaped(text) == cell


def test_new_rows_keep_the_format_of_their_column(book: Workbook) -> None:
    sheet = book["Agenda's"]
    for place, column in enumerate(TABLE_BY_NAME["agendas"].columns, start=1):
        letter = sheet.cell(1, place).column_letter
        expected = DAY_FORMAT if column.kind == "date" else "@"
        assert sheet.column_dimensions[letter].number_format == expected


def test_a_regional_workbook_has_the_rows_of_that_region_only(dataset: Dataset) -> None:
    book = opened(dataset, "PV30")
    assert book.sheetnames == [words.READ_ME, "Agenda's", "Interventies", words.LISTS]
    brabant = {m.gemeente for m in dataset.gemeenten if m.provinciecode == "PV30"}
    for name, rows in (("Agenda's", dataset.agendas), ("Interventies", dataset.interventies)):
        place = [cell.value for cell in book[name][1]].index("Gemeente")
        written = [row[place] for row in list(book[name].values)[1:]]
        codes = {m.gemeentecode for m in dataset.gemeenten if m.gemeente in brabant}
        expected = [r.gemeente for r in rows if set(dataset.successors(r.gemeentecode)) & codes]
        assert written == expected
        assert written
    cells = [str(cell) for row in book[words.READ_ME].values for cell in row if cell]
    assert "PV30 Noord-Brabant" in cells
    assert any("Alleen de rijen van deze regio worden vervangen" in cell for cell in cells)
    assert set(_offered(book, "Agenda's", "B")[0]) == brabant


def test_an_unknown_region_is_named(dataset: Dataset) -> None:
    with pytest.raises(SourceError, match="PV99"):
        made(dataset, "PV99")


def test_lists_are_joined_as_in_the_files(dataset: Dataset, book: Workbook) -> None:
    joined = [LIST_SEPARATOR.join(row.themas) or None for row in dataset.agendas]
    place = [c.name for c in TABLE_BY_NAME["agendas"].columns].index("themas")
    assert [row[place] for row in list(book["Agenda's"].values)[1:]] == joined
