"""Workbooks as people hand them in: other orders and spellings, dates as text, formulas, hidden rows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from gka_dash.model.dataset import Dataset
from gka_dash.model.diff import difference
from gka_dash.sources.incoming import Incoming
from tests.books import handed_in, put

ABOUT_PERSONS = "lijkt over personen te gaan"
Change = Callable[[Workbook], Any]


def same(small: Dataset, found: Incoming) -> bool:
    return found.errors == () and difference(small, found.dataset).is_empty


def turned(book: Workbook) -> None:
    """Columns from right to left, in a new sheet of the same name."""
    sheet = book["Interventies"]
    rows = [list(row)[::-1] for row in sheet.values]
    book.remove(sheet)
    fresh = book.create_sheet("Interventies")
    for row in rows:
        fresh.append(row)


def retitled(book: Workbook, title: str) -> None:
    sheet = book["Interventies"]
    sheet.title = "Even anders"  # names that differ in capitals only are the same for openpyxl
    sheet.title = title


def renamed(*pairs: tuple[str, str]) -> Change:
    return put("Interventies", **dict(pairs))


UNDERSTOOD: dict[str, tuple[Change, str]] = {
    "columns in another order": (turned, ""),
    "names of the schema": (renamed(("A1", "interventie_id"), ("D1", "gemeentecode")), ""),
    "capitals and spaces": (renamed(("A1", "  NUMMER "), ("G1", "sec\u200btoren"), ("F1", "themas")), ""),
    "a small typing error": (renamed(("B1", "Tittel")), "de kolom 'Tittel' is gelezen als 'Titel'"),
    "an underscore for a space": (renamed(("J1", "in-addendum")), ""),
    "the name of the table": (lambda book: retitled(book, "interventies"), ""),
    "the title on screen": (lambda book: setattr(book["Interventies"], "title", "ACTIVITEITEN"), ""),
    "a sheet that is spelled differently": (
        lambda book: setattr(book["Interventies"], "title", "Intervensies"),
        "Het werkblad 'Intervensies' is gelezen als 'Interventies'",
    ),
    "a sheet that is known by its columns": (
        lambda book: setattr(book["Interventies"], "title", "Blad1"),
        "Het werkblad 'Blad1' is gelezen als 'Interventies'",
    ),
    "titles above the header": (
        lambda book: (book["Interventies"].insert_rows(1, 2), put("Interventies", A1="Overzicht")(book)),
        "Interventies: de kop is rij 3; niet gelezen is rij 1",
    ),
    "merged titles above the header": (
        lambda book: (
            book["Interventies"].insert_rows(1),
            put("Interventies", A1="Overzicht")(book),
            book["Interventies"].merge_cells("A1:F1"),
        ),
        "niet gelezen is rij 1",
    ),
    "blank rows": (lambda book: book["Interventies"].insert_rows(3, 4), ""),
    "blanks after everything": (put("Interventies", A900=" ", R3="  ", Z700=""), ""),
    "sheets in another order": (lambda book: book.move_sheet("Factoren", -9), ""),
}


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_what_is_understood(name: str, small: Dataset) -> None:
    change, told = UNDERSTOOD[name]
    found = handed_in(small, change)
    assert same(small, found), (found.errors, difference(small, found.dataset).sentence)
    assert found.warnings == ()
    assert told in " ".join(found.understood)
    assert bool(told) == bool(found.understood)


CELLS: list[tuple[str, str, object, str, object]] = [  # sheet, cell, value, field, what is read
    ("Agenda's", "C2", "2019-01-02", "ondertekend_van", date(2019, 1, 2)),
    ("Agenda's", "C2", date(2019, 1, 2), "ondertekend_van", date(2019, 1, 2)),
    ("Agenda's", "C2", datetime(2019, 1, 2), "ondertekend_van", date(2019, 1, 2)),
    ("Agenda's", "H2", 5050, "aandachtspunten", ("5050",)),
    ("Agenda's", "K2", 1.5, "opmerking", "1,5"),
    ("Agenda's", "K2", "=1+1", "opmerking", "=1+1"),
    ("Agenda's", "K2", "'=1", "opmerking", "'=1"),
    ("Interventies", "I2", 2020, "start", "2020"),
    ("Interventies", "I2", date(2020, 5, 6), "start", "2020-05-06"),
    ("Interventies", "J2", True, "in_addendum", "ja"),
    ("Mijlpalen", "E2", "30", "gemeenten", 30),
    ("Mijlpalen", "E2", 31.0, "gemeenten", 31),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "name", "read"), CELLS)
def test_a_cell_that_is_read_without_a_word(
    small: Dataset, sheet: str, cell: str, value: object, name: str, read: object
) -> None:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value
        if isinstance(value, str):
            book[sheet][cell].data_type = "s"

    found = handed_in(small, change)
    table = {"Agenda's": "agendas"}.get(sheet, sheet.lower())
    assert getattr(found.dataset.rows(table)[0], name) == read
    assert found.errors + found.warnings == ()


def test_a_month_that_excel_made_a_day_of_is_a_month(small: Dataset) -> None:
    def change(book: Workbook) -> None:
        book["Interventies"]["I2"] = date(2020, 5, 1)
        book["Interventies"]["I2"].number_format = "mmm-yy"

    assert handed_in(small, change).dataset.interventies[0].start == "2020-05"


TOLD: list[tuple[str, str, object, str, str]] = [  # sheet, cell, value, severity, part of the message
    ("Agenda's", "C2", "2-1-2019", "waarschuwing", "is gelezen als 2 januari 2019"),
    ("Agenda's", "C2", 12, "fout", "'1900-01-12' ligt buiten de jaren 2010"),
    ("Agenda's", "C2", datetime(2019, 1, 2, 13, 0), "fout", "is geen datum"),
    ("Agenda's", "A2", 14, "waarschuwing", "'14' is gelezen als GM0014"),
    (
        "Agenda's",
        "K2",
        date(2019, 7, 16),
        "waarschuwing",
        "die is gelezen als 2019-07-16",
    ),
    ("Agenda's", "K2", "=1+1", "fout", "er staat een formule; de uitkomst is niet te controleren"),
    ("Agenda's", "K2", '=HYPERLINK("https://a.nl")', "fout", "er staat een formule"),
    ("Agenda's", "K2", "#N/A", "fout", "er staat een foutwaarde: '#N/B'"),
    ("Agenda's", "E2", "", "fout", "de cel is leeg, maar moet gevuld zijn"),
    ("Interventies", "F2", "Taal", "fout", "bedoelde u Taalbevordering?"),
    ("Interventies", "F2", "onzin", "fout", "staat niet in de lijst voor thema's. Kies uit: Taalbevordering"),
    ("Interventies", "C2", "intervensie", "fout", "bedoelde u interventie?"),
    ("Interventies", "D2", "GM0530", "fout", "De code van Groningen is GM0014"),
    ("Interventies", "E2", "Delft", "waarschuwing", "is niet de naam van GM0014"),
    ("Interventies", "A2", "I002", "fout", "I002 staat ook in rij 2"),
    (
        "Interventies",
        "K2",
        "bel 06 12345678",
        "fout",
        "er staat een telefoonnummer in. Gegevens",
    ),
    ("Interventies", "L2", "jan@gemeente.nl", "fout", "er staat een mailadres in. Gegevens van personen"),
    ("Interventies", "O2", "consept", "fout", "bedoelde u concept?"),
    ("Interventies", "P2", "ooit", "fout", "is geen datum"),
    ("Herindelingen", "D2", "GM0009", "fout", "staat niet in het werkblad Gemeenten"),
    ("Mijlpalen", "E2", 30.5, "fout", "is geen heel getal"),
    ("Mijlpalen", "E2", 1e308, "fout", "is geen heel getal"),
]


@pytest.mark.parametrize(("sheet", "cell", "value", "severity", "part"), TOLD)
def test_a_cell_is_told_by_its_address(
    small: Dataset, sheet: str, cell: str, value: object, severity: str, part: str
) -> None:
    found = handed_in(small, put(sheet, **{cell: value}))
    told = [p for p in found.dataset.problems if p.severity == severity and part in str(p)]
    expected = f"{sheet}!{'A3' if value == 'I002' else cell}"
    assert [p.place for p in told] == [expected], [str(p) for p in found.dataset.problems]
    assert "weggelaten" not in told[0].message
    assert bool(found.errors) == (severity == "fout")


def hide_row(book: Workbook) -> None:
    book["Interventies"].row_dimensions[3].hidden = True
    book["Interventies"].column_dimensions["H"].hidden = True


def hide_sheet(book: Workbook) -> None:
    book["Interventies"].sheet_state = "hidden"


def merge(book: Workbook) -> None:
    book["Interventies"].merge_cells("H2:H3")


def two_sheets(book: Workbook) -> None:
    copy = book.copy_worksheet(book["Interventies"])
    copy.title = "Activiteiten"


def a_stranger(book: Workbook) -> None:
    book.create_sheet("Notities").append(["Nog doen"])


SHEETS: dict[str, tuple[Change, str, str]] = {
    "hidden row and column": (hide_row, "waarschuwing", "verborgen, maar wel gelezen: kolom H en rij 3"),
    "hidden sheet": (hide_sheet, "waarschuwing", "het werkblad is verborgen; het is wel gelezen"),
    "merged cells": (merge, "waarschuwing", "de cellen H2:H3 zijn samengevoegd; de waarde telt alleen in H2"),
    "two sheets of one table": (two_sheets, "fout", "de werkbladen 'Interventies' en 'Activiteiten' horen"),
    "unknown sheet": (a_stranger, "waarschuwing", "Het werkblad 'Notities' is niet herkend"),
    "unknown column": (put("Interventies", R1="Budget", R2="5"), "waarschuwing", "onbekende kolom: 'budget'"),
    "column of persons": (
        put("Interventies", R1="Naam contactpersoon"),
        "fout",
        ABOUT_PERSONS,
    ),
    "addresses in an unknown column": (
        put("Interventies", R1="Extra", R2="jan@gemeente.nl"),
        "fout",
        ABOUT_PERSONS,
    ),
    "addresses without a header": (
        put("Interventies", T2="06-12345678"),
        "fout",
        ABOUT_PERSONS,
    ),
    "cells without a header": (
        put("Interventies", T3="let op"),
        "waarschuwing",
        "boven kolom T staat geen kop, maar er staat wel iets in, zoals in T3",
    ),
    "a cell far away": (put("Interventies", XFD1048576="x"), "waarschuwing", "zoals in XFD1048576"),
    "missing column": (
        lambda book: book["Interventies"].delete_cols(3),
        "fout",
        "Interventies, kolom Aard: de kolom ontbreekt",
    ),
    "missing column that may be empty": (
        lambda book: book["Interventies"].delete_cols(8),
        "fout",
        "Interventies, kolom Doelgroep: de kolom ontbreekt; alle cellen zijn leeg",
    ),
    "column twice": (put("Interventies", R1="Titel"), "fout", "de kolom staat er twee keer"),
    "no header": (
        lambda book: book["Interventies"].delete_rows(1),
        "fout",
        "er staat geen rij met de namen van de kolommen",
    ),
    "empty sheet": (lambda book: book["Interventies"].delete_rows(1, 9), "fout", "het werkblad is leeg"),
}


@pytest.mark.parametrize("name", SHEETS)
def test_what_is_told_about_a_sheet(name: str, small: Dataset) -> None:
    change, severity, part = SHEETS[name]
    found = handed_in(small, change)
    told = [str(p) for p in found.dataset.problems if p.severity == severity and part in str(p)]
    assert len(told) == 1, [str(p) for p in found.dataset.problems]
    assert bool(found.errors) == (severity == "fout")
    if severity == "waarschuwing":
        assert "I002" in [row.interventie_id for row in found.dataset.interventies]


def test_a_missing_column_never_makes_a_draft_public(small: Dataset) -> None:
    """Without drafts nobody misses the column."""

    def change(book: Workbook) -> None:
        book["Interventies"].delete_cols(15, 2)

    assert same(small, handed_in(small, change))
    draft = replace(small.interventies[0], status="concept")
    found = handed_in(replace(small, interventies=(draft, small.interventies[1])), change)
    (problem,) = found.errors
    assert "de kolom Status ontbreekt; van 1 rijen zou de waarde verdwijnen" in problem.message


@pytest.mark.parametrize(
    ("number", "severity", "part"),
    [
        (43467, "waarschuwing", "het getal 43467 is gelezen als 2 januari 2019"),
        (12, "fout", "'12' is geen datum"),
        (43467.5, "fout", "'43467.5' is geen datum"),
        (-1e300, "fout", "is geen datum"),
    ],
)
def test_a_number_without_the_format_of_a_date(
    small: Dataset, number: float, severity: str, part: str
) -> None:
    def change(book: Workbook) -> None:
        book["Agenda's"]["C2"] = number
        book["Agenda's"]["C2"].number_format = "General"

    problems = handed_in(small, change).dataset.problems
    assert [p.severity for p in problems if part in p.message and p.place == "Agenda's!C2"] == [severity]


def test_days_of_an_old_mac(small: Dataset) -> None:
    """The same number is another day when a workbook counts from 1904."""

    def change(book: Workbook) -> None:
        from openpyxl.utils.datetime import MAC_EPOCH

        book.epoch = MAC_EPOCH

    assert same(small, handed_in(small, change))


def test_there_are_not_too_many_messages(small: Dataset) -> None:
    def change(book: Workbook) -> None:
        for number in range(2, 3000):
            book["Interventies"][f"A{number}"] = f"=A{number}"

    found = handed_in(small, change)
    assert 900 < len(found.errors) < 1100
    assert "nog" in found.errors[-1].message
