"""Sheets and cells made to do harm (S14): bounded, and told by cell."""

import io
import zipfile

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.sources import headings, sheets
from gka_dash.sources.incoming import read_incoming
from tests.books import HEADER, NAME, cell, refused, repacked, row, sheet, told


def test_s14_a_sheet_that_claims_to_be_endless() -> None:
    """The dimension, a row format and a cell far away: only filled cells cost anything."""
    data = sheet(
        row(1, HEADER) + '<row r="1048576" spans="1:16384" s="1"/>' + row(1048576, cell("XFD1048576", "ver")),
        before='<dimension ref="A1:XFD1048576"/><cols><col min="1" max="16384" hidden="1"/></cols>',
        after='<mergeCells><mergeCell ref="A1:XFD1048576"/><mergeCell ref="B2:XFD1048576"/></mergeCells>',
    )
    assert "zoals in XFD1048576" in told(data)


def test_s14_too_many_cells() -> None:
    cells = "".join(f'<row><c t="n"><v>{n}</v></c></row>' for n in range(sheets.MOST_CELLS + 2))
    refused(sheet(row(1, HEADER) + cells), "gevulde cellen")


def test_s14_too_many_cells_in_one_row() -> None:
    refused(sheet(f"<row>{'<c><v>1</v></c>' * 16_385}</row>"), "beschadigd")


def test_s14_shared_strings_without_end(whole: bytes, small: Dataset) -> None:
    strings = b"<sst>" + b"<si><t>x</t></si>" * 400_000 + b"</sst>"
    relations = zipfile.ZipFile(io.BytesIO(whole)).read("xl/_rels/workbook.xml.rels").decode()
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
    extra = f'<Relationship Type="{kind}" Target="sharedStrings.xml" Id="s1"/></Relationships>'
    parts = {
        "xl/sharedStrings.xml": strings,
        "xl/_rels/workbook.xml.rels": relations.replace("</Relationships>", extra).encode(),
    }
    assert read_incoming(NAME, repacked(whole, parts), small).dataset == small


@pytest.mark.parametrize(
    "cells",
    [
        '<c r="A2" t="s"><v>7</v></c>',
        '<c r="A2" t="s"><v>-1</v></c>',
        '<c r="A0"><v>1</v></c>',
        '<c r="A99999999"><v>1</v></c>',
        '<c r="ZZZZ2"><v>1</v></c>',
        '<c r="A3"><v>1</v></c>',
        '<c r="A2"><v>1</v></c><c r="A2"><v>2</v></c>',
        '<c r="XFE2"><v>1</v></c>',
    ],
)
def test_s14_cells_that_cannot_be(cells: str) -> None:
    refused(sheet(row(1, HEADER) + row(2, cells)), "beschadigd")


@pytest.mark.parametrize("number", ["0", "1048577", "9" * 5000])
def test_s14_rows_that_cannot_be(number: str) -> None:
    refused(sheet(f'<row r="{number}"><c><v>1</v></c></row>'), "beschadigd")


VALUES = [
    ('<c r="A2"><f>1+1</f><v>2</v></c>', "er staat een formule"),
    ('<c r="A2" t="str"><f>HYPERLINK("x")</f><v>x</v></c>', "er staat een formule"),
    ('<c r="A2"><f t="shared" si="0"/><v>2</v></c>', "er staat een formule"),
    ('<c r="A2"><f t="dataTable" ref="A2:A9"/></c>', "er staat een formule"),
    ('<c r="A2" t="e"><v>#REF!</v></c>', "er staat een foutwaarde: '#VERW!'"),
    ('<c r="A2"><v>NaN</v></c>', "'NaN' is geen getal"),
    ('<c r="A2"><v>INF</v></c>', "'INF' is geen getal"),
    (f'<c r="A2"><v>{"9" * 5000}</v></c>', "is geen getal"),
    ('<c r="A2"><v>abc</v></c>', "'abc' is geen getal"),
    ('<c r="A2" t="d"><v>2019-99-99</v></c>', "is geen datum die bestaat"),
    (cell("B2", "x" * 50_000), "de tekst is 40001 tekens lang"),
    (cell("B2", "a_x0000_b_x001B_c\u202e"), "onzichtbare tekens zijn weggehaald"),
]


@pytest.mark.parametrize(("cells", "part"), VALUES)
def test_s14_values_that_are_none(cells: str, part: str) -> None:
    names = ("Nummer", "Titel", "Aard", "Gemeentecode", "Gemeente", "Thema's", "Sectoren", "Bron")
    header = "".join(cell(f"{c}1", t) for c, t in zip("ABCDEFGH", names, strict=True))
    place = f"Interventies!{'B2' if 'B2' in cells else 'A2'}: "
    lines = told(sheet(row(1, header) + row(2, cells))).splitlines()
    assert [line for line in lines if line.startswith(place) and part in line], lines


def test_s14_two_sheets_of_one_name(whole: bytes) -> None:
    book = zipfile.ZipFile(io.BytesIO(whole)).read("xl/workbook.xml").decode()
    assert 'name="Factoren"' in book
    parts = {"xl/workbook.xml": book.replace('name="Factoren"', 'name="MIJLPALEN"').encode()}
    refused(repacked(whole, parts), "twee werkbladen dezelfde naam")


def test_s14_sheets_that_lead_nowhere(whole: bytes) -> None:
    refused(repacked(whole, {"xl/worksheets/sheet3.xml": None}), "beschadigd")


def test_s14_outside_links_are_named_and_not_followed(whole: bytes, small: Dataset) -> None:
    found = read_incoming(NAME, repacked(whole, {"xl/externalLinks/externalLink1.xml": b"<x/>"}), small)
    assert found.dataset.interventies == small.interventies
    assert "Koppelingen naar andere bestanden zijn niet gelezen" in "".join(map(str, found.warnings))


def test_s14_a_million_misspelled_titles_do_not_keep_the_machine_busy(
    monkeypatch: pytest.MonkeyPatch, small: Dataset
) -> None:
    compared: list[str] = []
    closest = headings.closest
    monkeypatch.setattr(headings, "closest", lambda *words: compared.append(words[0]) or closest(*words))
    cells = "".join(f"<c t='inlineStr'><is><t>titl{n}</t></is></c>" for n in range(10_000))
    told(sheet(row(1, HEADER + cells)), small)
    assert len(compared) <= 2 * headings.MOST_COMPARED
