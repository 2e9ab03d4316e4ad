"""The two lists, in the order the user chose."""

from collections.abc import Callable
from typing import Any

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.lists import municipality_rows, name_key, place_of, sorted_activities
from gka_dash.model.membership import Status
from gka_dash.model.selection import SORTS
from gka_dash.model.view import View

Look = Callable[..., View]


def _codes(view: View) -> str:
    return " ".join(row.code[-1] for row in municipality_rows(view))


def _numbers(view: View) -> str:
    return " ".join(row.interventie_id for row in sorted_activities(view))


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("'s-Gravenhage", "gravenhage"),
        ("'t Zand", "t zand"),
        ("Súdwest-Fryslân", "sudwest-fryslan"),
        ("Ede", "ede"),
    ],
)
def test_a_name_stands_where_a_reader_looks_for_it(name: str, key: str) -> None:
    assert name_key(name) == key


@pytest.mark.parametrize(
    ("sort", "codes"),
    [
        ("", "1 2 3 4 5 6"),
        ("gemeente", "1 2 3 4 5 6"),
        ("-gemeente", "6 5 4 3 2 1"),
        ("provincie", "1 2 3 4 5 6"),
        ("-provincie", "4 5 6 1 2 3"),
        ("aansluiting", "1 3 4 2 5 6"),
        ("activiteiten", "2 5 3 6 1 4"),
        ("-activiteiten", "1 4 3 6 2 5"),
        ("titel", "1 2 3 4 5 6"),
    ],
)
def test_municipalities_in_the_chosen_order(look_small: Look, sort: str, codes: str) -> None:
    assert _codes(look_small(sort=sort)) == codes


def test_latest_first_still_ends_with_what_is_not_known(look_small: Look) -> None:
    """Turned round, Bravo (2022) comes first; Echo (no date) and Foxtrot (no agenda) stay last."""
    assert _codes(look_small(sort="-aansluiting")) in ("2 3 4 1 5 6", "2 3 4 1 6 5")


@pytest.mark.parametrize(
    ("sort", "numbers"),
    [
        ("", "I2 I1 I3 I5 I4"),  # within Alfa the title decides: "Café" stands before "Titel"
        ("gemeente", "I2 I1 I3 I5 I4"),
        ("-gemeente", "I4 I5 I3 I2 I1"),
        ("titel", "I2 I1 I3 I4 I5"),
        ("-titel", "I5 I4 I3 I1 I2"),
        ("aard", "I1 I3 I5 I2 I4"),
        ("start", "I1 I3 I4 I2 I5"),
    ],
)
def test_activities_in_the_chosen_order(look_small: Look, sort: str, numbers: str) -> None:
    assert _numbers(look_small(sort=sort)) == numbers


def test_newest_first_still_ends_with_what_is_not_known(look_small: Look) -> None:
    assert _numbers(look_small(sort="-start")) == "I4 I3 I1 I2 I5"


@pytest.mark.parametrize("sort", SORTS)
def test_no_order_loses_a_row(look: Look, sort: str) -> None:
    view = look(sort=sort, region="PV30", sectors=("po",))
    assert sorted(row.code for row in municipality_rows(view)) == [
        m.gemeentecode for m in view.municipalities
    ]
    assert set(sorted_activities(view)) == set(view.activities)
    assert len(sorted_activities(view)) == view.counts.total


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("GM0001", {"signed": "tussen 1 januari 2019 en 16 juli 2019", "signed_by": "Alfaoord, Alfadam"}),
        ("GM0001", {"status": "aangesloten", "interventions": 1, "activities": 2, "region": "Noord"}),
        ("GM0003", {"signed": "mei 2020", "signed_by": "Tussen", "activities": 1}),
        ("GM0002", {"status": "mogelijk aangesloten", "signed_by": "", "activities": 0}),
        ("GM0005", {"signed": "datum niet gevonden", "status": "aangesloten", "signed_by": "Oudecho"}),
        ("GM0006", {"signed": "", "status": "geen agenda gevonden", "interventions": 0, "activities": 1}),
    ],
)
def test_what_a_row_says(look_small: Look, code: str, expected: dict[str, Any]) -> None:
    row = next(row for row in municipality_rows(look_small(day="2021-06-01")) if row.code == code)
    assert {name: getattr(row, name) for name in expected} == expected


def test_the_list_and_the_map_say_the_same(look: Look) -> None:
    view = look(day="2020-07-14")
    words = [row.status for row in municipality_rows(view)]
    assert words.count("aangesloten") == len(view.members[Status.CERTAIN])
    assert words.count("mogelijk aangesloten") == len(view.members[Status.POSSIBLE])
    assert sum(row.activities for row in municipality_rows(view)) == view.counts.total


def test_the_place_of_an_activity_is_a_municipality_of_today(look_small: Look, small: Dataset) -> None:
    places = {row.interventie_id: place_of(look_small(), row).gemeente for row in small.interventies}
    assert places == {"I1": "Alfa", "I2": "Alfa", "I3": "Charlie", "I4": "Foxtrot", "I5": "Delta"}
