"""The one declaration of tables and columns."""

import csv
import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.row_checks import ROW_CHECKS
from gka_dash.model.schema import (
    INFERABLE,
    TABLE_BY_NAME,
    TABLES,
    Column,
    Intervention,
    Merger,
    Table,
)
from tests.small import agenda, day, merger

COLUMNS = [(table, column) for table in TABLES for column in table.columns]
NAMES = [f"{table.name}.{column.name}" for table, column in COLUMNS]


@pytest.mark.parametrize(("table", "column"), COLUMNS, ids=NAMES)
def test_a_column_can_be_shown_and_checked(table: Table, column: Column) -> None:
    assert column.label
    assert column.label[0].isupper()
    assert column.label == column.label.strip()
    assert not column.vocabulary or column.vocabulary in TABLE_BY_NAME
    assert bool(column.choices) or column.kind != "choice"
    assert not column.pattern or re.compile(column.pattern)
    assert column.longest > 0
    assert not (column.required and column.may_be_absent)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_has_labels_of_its_own_and_a_key_that_is_filled(table: Table) -> None:
    labels = [column.label for column in table.columns]
    assert len(set(labels)) == len(labels)
    assert table.title
    assert table.note
    for name in table.key:
        assert table.column(name).required
    with pytest.raises(KeyError, match=table.name):
        table.column("bestaat_niet")


def test_the_tables_are_the_attributes_of_a_dataset() -> None:
    attributes = [field.name for field in fields(Dataset) if field.name not in ("problems", "base")]
    assert sorted(attributes) == sorted(TABLE_BY_NAME)
    assert all(table is TABLE_BY_NAME[table.name] for table in TABLES)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_vocabulary_is_read_before_the_table_that_uses_it(table: Table) -> None:
    order = [candidate.name for candidate in TABLES]
    for column in table.columns:
        if column.vocabulary:
            assert order.index(column.vocabulary) < order.index(table.name)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_columns_stand_in_the_order_of_the_bundled_file(table: Table, project: Path) -> None:
    with (project / "data" / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert [c.name for c in table.columns if c.name in header or not c.may_be_absent] == header


def test_what_can_be_inferred_is_a_column_of_an_activity() -> None:
    assert set(INFERABLE) <= {field.name for field in fields(Intervention)}


@pytest.mark.parametrize(
    ("kind", "empty"), [("text", ""), ("list", ()), ("date", None), ("integer", None), ("moment", "")]
)
def test_an_empty_cell_of_a_kind(kind: str, empty: Any) -> None:
    found = [
        field.default
        for t, c in COLUMNS
        for field in fields(t.record)
        if c.name == field.name and c.kind == kind
    ]
    assert found
    assert all(value == empty for value in found)


@pytest.mark.parametrize(
    ("column", "good", "wrong"),
    [
        (("gemeenten", "gemeentecode"), "GM0363", ("GM363", "gm0363", "GM03630", "0363", "")),
        (("gemeenten", "provinciecode"), "PV24", ("PV2", "PV240", "GM24")),
        (("interventies", "interventie_id"), "I001", ("", "a b", "<b>", "x" * 21)),
    ],
)
def test_patterns_fit_the_whole_cell(column: tuple[str, str], good: str, wrong: tuple[str, ...]) -> None:
    pattern = TABLE_BY_NAME[column[0]].column(column[1]).pattern
    assert re.fullmatch(pattern, good)
    assert not any(re.fullmatch(pattern, text) for text in wrong)


def _complaints(table: str, record: Any) -> list[tuple[str, str, str]]:
    return [complaint for check in ROW_CHECKS.get(table, ()) if (complaint := check(record))]


@pytest.mark.parametrize(
    ("start", "end", "precision", "column"),
    [
        ("2019-07-16", "2019-07-16", "dag", None),
        ("2019-07-16", "2019-07-17", "dag", "ondertekend_tot"),
        ("2019-07-01", "2019-07-31", "maand", None),
        ("2019-07-16", "2020-07-14", "interval", None),
        ("2020-07-14", "2019-07-16", "interval", "ondertekend_tot"),
        ("2020-07-14", "2019-07-16", "dag", "ondertekend_tot"),
        ("", "2019-07-16", "interval", "ondertekend_van"),
        ("2019-07-16", "", "dag", "ondertekend_tot"),
        ("2019-07-16", "2019-07-16", "onbekend", "precisie"),
        ("2019-07-16", "", "onbekend", "precisie"),
        ("", "", "onbekend", None),
    ],
)
def test_an_interval_must_be_in_order(start: str, end: str, precision: str, column: str | None) -> None:
    row = agenda("GM0001", start, end, precision)
    found = _complaints("agendas", row)
    assert [complaint[0] for complaint in found] == ([column] if column else [])


def test_an_agenda_without_dates_must_say_that_they_are_unknown() -> None:
    assert _complaints("agendas", replace(agenda("GM0001"), precisie="interval"))


@pytest.mark.parametrize(
    ("row", "wrong"),
    [(merger("2021-01-01", "GM0011", "GM0001"), False), (merger("2021-01-01", "GM0001", "GM0001"), True)],
)
def test_a_merger_changes_the_code(row: Merger, wrong: bool) -> None:
    assert bool(_complaints("herindelingen", row)) is wrong


def test_every_complaint_names_a_column_and_what_to_do() -> None:
    wrong = {
        "agendas": [agenda("GM0001", "2020-01-02", "2020-01-01"), agenda("GM0001", "2020-01-02", "", "dag")],
        "herindelingen": [merger("2021-01-01", "GM0001", "GM0001")],
    }
    assert set(wrong) == set(ROW_CHECKS)
    for table, rows in wrong.items():
        for row in rows:
            for column, message, hint in _complaints(table, row):
                assert TABLE_BY_NAME[table].column(column)
                assert message.endswith(".")
                assert hint.endswith(".")


def test_the_bundled_rows_pass_their_own_checks(dataset: Dataset) -> None:
    for table in TABLES:
        for row in dataset.rows(table.name):
            assert not _complaints(table.name, row)


def test_the_bundled_facts_hold_together(dataset: Dataset) -> None:
    themes = {row.thema for row in dataset.themas}
    sectors = {row.sector for row in dataset.sectoren}
    for agenda_row in dataset.agendas:
        assert set(agenda_row.themas) <= themes
        assert dataset.successors(agenda_row.gemeentecode)
    for row in dataset.interventies:
        assert set(row.themas) <= themes
        assert set(row.sectoren) <= sectors
        assert dataset.successors(row.gemeentecode)
        assert all(getattr(row, column) for column in row.afgeleid), "an empty cell cannot be inferred"
    assert dataset.mijlpalen[0].datum == day("2016-10-31")
