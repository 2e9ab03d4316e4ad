"""Cells that no spreadsheet runs, and files that read back as they were."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gka_dash.exports.csv_table import plain_cell, records_csv, safe_cell, table_csv
from gka_dash.model.schema import TABLE_BY_NAME, TABLES, Milestone
from gka_dash.sources.assemble import assemble
from gka_dash.sources.csv_folder import grid_of, read_folder

DATA = Path(__file__).parents[2] / "data"
CELLS = [
    (None, ""),
    ("", ""),
    ("Delft", "Delft"),
    ("'s-Hertogenbosch", "'s-Hertogenbosch"),
    ("5 x 50", "5 x 50"),
    ("a=b", "a=b"),
    (-5, "-5"),
    (-1.5, "-1.5"),
    (0, "0"),
    (date(2019, 7, 16), "2019-07-16"),
    (("a", "b"), "a|b"),
    ((), ""),
    (True, "ja"),
    ("=1+1", "'=1+1"),
    ("+31 6", "'+31 6"),
    ("-5", "'-5"),
    ("@SUM(A1)", "'@SUM(A1)"),
    ("\t=1", "'\t=1"),
    ("\rx", "'\rx"),
    ("\nx", "'\nx"),
    ("  =1", "'  =1"),
    ("\u00a0=1", "'\u00a0=1"),
    ("\uff1d1", "'\uff1d1"),
    ("'=1", "''=1"),
    ("\0=1", "'=1"),
    (("=1", "b"), "'=1|b"),
]


@pytest.mark.parametrize(("value", "cell"), CELLS)
def test_safe_cell(value: object, cell: str) -> None:
    assert safe_cell(value) == cell


RISKY_TEXT = st.text(alphabet=st.sampled_from("'=+-@\t\r\n \u00a0\uff1dab"), max_size=8)


@given(st.one_of(RISKY_TEXT, st.text()))
@example("'s-Hertogenbosch")
@example("'=1")
@example("''=1")
@example("' -")
def test_plain_cell_gives_the_text_back(text: str) -> None:
    original = text.replace("\0", "")
    cell = safe_cell(text)
    assert plain_cell(cell) == original
    assert not cell.lstrip().startswith(tuple("=+-@"))
    assert not cell.startswith(tuple("\t\r\n"))


def test_a_table_is_written_as_rfc_4180() -> None:
    rows = [
        Milestone(datum=date(2020, 1, 2), precisie="dag", titel='=1,"x"', gemeenten=30, bron="twee\nregels")
    ]
    assert table_csv(TABLE_BY_NAME["mijlpalen"], rows) == (
        "datum,precisie,titel,toelichting,gemeenten,interventies,bron\r\n"
        '2020-01-02,dag,"\'=1,""x""",,30,,"twee\nregels"\r\n'
    )


def test_what_is_written_reads_back_the_same() -> None:
    data = read_folder(DATA)
    grids = {t.name: grid_of(t, table_csv(t, data.rows(t.name)).encode()) for t in TABLES}
    assert assemble(grids) == data


@given(st.lists(st.text(alphabet=st.sampled_from("'=+-@ \t\r\nab,\";|"), min_size=1), min_size=1, max_size=4))
def test_texts_of_a_table_read_back_the_same_but_for_spaces(texts: list[str]) -> None:
    table = TABLE_BY_NAME["mijlpalen"]
    rows = [
        Milestone(datum=date(2020, 1, 2), precisie="dag", titel=f"t{n}", toelichting=text, bron="x")
        for n, text in enumerate(texts)
    ]
    grids = {t.name: grid_of(t, table_csv(t, rows if t is table else ()).encode()) for t in TABLES}
    read = [m.toelichting for m in assemble(grids).mijlpalen]
    assert ["".join(text.split()) for text in read] == ["".join(text.split()) for text in texts]


def test_what_is_on_screen_opens_in_a_dutch_spreadsheet() -> None:
    text = records_csv(
        ["Gemeente", "Aandeel"],
        [["'s-Hertogenbosch", 1.5], ["=1", -2], ["a;b", None]],
        preamble=["Stand op 16 juli 2019; bron: GKA", "=cmd\r\n=cmd"],
        bom=True,
    )
    assert text.startswith("\ufeff")
    assert list(csv.reader(io.StringIO(text[1:], newline=""), delimiter=";")) == [
        ["# Stand op 16 juli 2019; bron: GKA"],
        ["# =cmd =cmd"],
        ["Gemeente", "Aandeel"],
        ["'s-Hertogenbosch", "1,5"],
        ["'=1", "-2"],
        ["a;b", ""],
    ]
    assert text.count("\r\n") == 6
    assert records_csv(["x"], [[0.5]], delimiter=",") == "x\r\n0.5\r\n"
