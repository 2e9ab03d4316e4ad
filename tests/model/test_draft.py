"""Drafts are for coordinators: nothing of them reaches the public."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from gka_dash.exports.browser_data import browser_data
from gka_dash.exports.csv_table import table_csv
from gka_dash.exports.screen_csv import SCREENS, screen_csv
from gka_dash.model.dataset import Dataset
from gka_dash.model.draft import GUARDED, hidden_count, may_be_seen, visible
from gka_dash.model.schema import TABLES
from gka_dash.model.selection import Selection
from gka_dash.model.view import View
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.sources.csv_folder import read_folder
from gka_dash.sources.version import data_version
from tests.small import activity, agenda, day, small_dataset, with_rows

TODAY = day("2026-11-22")
SECRET = "Geheimplan"


def test_the_tables_that_people_keep_are_guarded() -> None:
    assert GUARDED == ("agendas", "interventies")
    for table in TABLES:
        guards = [column.name for column in table.columns if column.guards]
        assert bool(guards) == (table.name in GUARDED)


@pytest.mark.parametrize(
    ("status", "since", "seen"),
    [
        ("", None, True),
        ("definitief", None, True),
        ("concept", None, False),
        ("", TODAY, True),
        ("", TODAY + timedelta(1), False),
        ("definitief", TODAY + timedelta(1), False),
        ("concept", TODAY - timedelta(1), False),
    ],
)
def test_who_sees_a_row(status: str, since: object, seen: bool) -> None:
    row = activity("I9", "GM0001", status=status, zichtbaar_vanaf=since)
    assert may_be_seen(row, TODAY) is seen
    data = with_rows(small_dataset(), interventies=[row])
    assert (row in visible(data, TODAY).interventies) is seen
    assert row in visible(data, TODAY, coordinator=True).interventies
    assert hidden_count(data, TODAY) == (not seen)
    assert visible(data, TODAY).gemeenten == data.gemeenten


def with_drafts() -> Dataset:
    return with_rows(
        small_dataset(),
        agendas=[agenda("GM0006", "2020-01-01", "2020-01-01", "dag", status="concept", opmerking=SECRET)],
        interventies=[
            activity("I8", "GM0001", titel=SECRET, zichtbaar_vanaf=TODAY + timedelta(1)),
            activity("I9", "GM0006", titel=SECRET, status="concept"),
        ],
    )


def write(data: Dataset, folder: Path) -> None:
    for table in TABLES:
        (folder / f"{table.name}.csv").write_text(table_csv(table, data.rows(table.name)), encoding="utf-8")


def test_nothing_public_knows_of_a_draft(tmp_path: Path) -> None:
    """Files, exports, what the browser gets and every total."""
    write(with_drafts(), tmp_path)
    read = read_folder(tmp_path, TODAY)
    plain = tmp_path / "zonder"
    plain.mkdir()
    write(small_dataset(), plain)
    assert replace(read, problems=()) == replace(read_folder(plain, TODAY), problems=())
    view = View(read, Vocabulary(read), Selection())
    public = [table_csv(table, read.rows(table.name)) for table in TABLES]
    public += [screen_csv(view, name, "1") for name in SCREENS]
    public += [json.dumps(browser_data(read, "1"), default=str), repr(read.problems)]
    assert not [text for text in public if SECRET in text]
    assert SECRET in table_csv(TABLES[6], read_folder(tmp_path, TODAY, coordinator=True).interventies)


def test_a_row_appears_on_its_day_and_the_version_changes(tmp_path: Path) -> None:
    write(with_drafts(), tmp_path)
    tomorrow = TODAY + timedelta(1)
    assert "I8" not in [i.interventie_id for i in read_folder(tmp_path, TODAY).interventies]
    assert "I8" in [i.interventie_id for i in read_folder(tmp_path, tomorrow).interventies]
    assert data_version(tmp_path, TODAY) != data_version(tmp_path, tomorrow)
    assert data_version(tmp_path, tomorrow) == data_version(tmp_path, tomorrow + timedelta(1))


@pytest.mark.parametrize(
    ("old", "new"), [("concept", "consept"), ("concept", "wachten"), ("2026-11-23", "binnenkort")]
)
def test_what_cannot_be_understood_hides_the_row_and_says_nothing(tmp_path: Path, old: str, new: str) -> None:
    """A typing error in a status may never make a draft public; its messages stay inside as well."""
    write(with_drafts(), tmp_path)
    for path in tmp_path.glob("*.csv"):
        text = path.read_text(encoding="utf-8").replace(old, new).replace("Alfa,", f"{SECRET},")
        path.write_text(text, encoding="utf-8")
    public = read_folder(tmp_path, TODAY)
    assert SECRET not in repr(public.interventies) + repr(public.agendas).replace(f"gemeente='{SECRET}'", "")
    told = [p for p in read_folder(tmp_path, TODAY, coordinator=True).problems if new in p.message]
    assert {p.severity for p in told} == {"fout"}
    assert not [p for p in public.problems if new in p.message]
