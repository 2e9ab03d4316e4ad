"""The facts that come with the project: complete, without errors, and in step with what the CBS counts."""

from collections import Counter
from pathlib import Path

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import TABLES
from gka_dash.sources.csv_folder import read_folder

DATA = Path(__file__).parents[2] / "data"
ROWS = {
    "gemeenten": 342,
    "gemeentenaam_alias": 12,
    "herindelingen": 75,
    "agendas": 75,
    "interventies": 143,
    "mijlpalen": 9,
    "landelijke_agendas": 3,
    "factoren": 30,
    "regioindelingen": 0,
    "themas": 9,
    "sectoren": 6,
}


@pytest.fixture(scope="module")
def bundled() -> Dataset:
    return read_folder(DATA)


def test_nothing_is_wrong(bundled: Dataset) -> None:
    assert [str(p) for p in bundled.problems] == []


def test_every_row_is_there(bundled: Dataset) -> None:
    assert {table.name: len(bundled.rows(table.name)) for table in TABLES} == ROWS


def test_kinds_of_activities(bundled: Dataset) -> None:
    kinds = Counter(i.aard for i in bundled.interventies)
    assert kinds == {"interventie": 114, "inzet": 27, "verwant programma": 2}
    assert len({i.gemeentecode for i in bundled.interventies}) == 61
    assert sum(not i.themas for i in bundled.interventies) == 40
    assert sum(not i.sectoren for i in bundled.interventies) == 29
    assert sum("Taalbevordering" in i.themas and "po" in i.sectoren for i in bundled.interventies) == 25


def test_only_noordwijk_has_an_activity_without_an_agenda(bundled: Dataset) -> None:
    members = {a.gemeentecode for a in bundled.agendas}
    assert {i.gemeente for i in bundled.interventies if i.gemeentecode not in members} == {"Noordwijk"}


# The CBS numbers municipalities in the order in which they come into being; GM1942 is the first of 2016.
FIRST_OF_2016 = "GM1942"
COUNTS = {
    "2015-12-31": 393,
    "2016-01-01": 390,
    "2017-01-01": 388,
    "2018-01-01": 380,
    "2019-01-01": 355,
    "2020-01-01": 355,
    "2021-01-01": 352,
    "2022-01-01": 345,
    "2022-03-24": 344,
    "2023-01-01": 342,
    "2024-01-01": 342,
}


def test_mergers_give_the_counts_that_the_cbs_publishes(bundled: Dataset) -> None:
    ended = {m.oude_code: m.datum.isoformat() for m in bundled.herindelingen}
    begun = {
        m.nieuwe_code: m.datum.isoformat() for m in bundled.herindelingen if m.nieuwe_code >= FIRST_OF_2016
    }
    every = set(bundled.municipality) | set(ended)
    assert not set(bundled.municipality) & set(ended)
    counts = {
        day: sum(begun.get(code, "") <= day < ended.get(code, "9999") for code in every) for day in COUNTS
    }
    assert counts == COUNTS


def test_no_more_certain_members_than_were_published(bundled: Dataset) -> None:
    totals = [(m.datum, m.gemeenten) for m in bundled.mijlpalen if m.gemeenten is not None]
    assert len(totals) == 5
    for day, published in totals:
        assert (
            sum(a.ondertekend_tot is not None and a.ondertekend_tot <= day for a in bundled.agendas)
            <= published
        )


def test_every_merged_municipality_lives_on_today(bundled: Dataset) -> None:
    for merger in bundled.herindelingen:
        assert bundled.municipality[merger.nieuwe_code].gemeente == merger.nieuwe_naam
    assert len({m.provinciecode for m in bundled.gemeenten}) == 12
