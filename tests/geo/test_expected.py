from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gka_dash.errors import BoundaryError
from gka_dash.model.dataset import Dataset
from gka_dash.model.division import (
    change_dates,
    days_to_check,
    expected_municipalities,
    formation_dates,
    mergers_between,
    municipality_provinces,
    same_list,
)

COUNTS = {
    "2016-01-01": 390,
    "2016-12-31": 390,
    "2017-01-01": 388,
    "2018-01-01": 380,
    "2019-01-01": 355,
    "2020-01-01": 355,
    "2021-01-01": 352,
    "2022-01-01": 345,
    "2022-03-23": 345,
    "2022-03-24": 344,
    "2022-12-31": 344,
    "2023-01-01": 342,
    "2026-01-01": 342,
}
SOME_DAY = st.dates(date(2016, 1, 1), date(2027, 1, 1))


@pytest.mark.parametrize(("day", "count"), COUNTS.items())
def test_number_of_municipalities(dataset, day, count):
    assert len(expected_municipalities(dataset, date.fromisoformat(day))) == count


def test_before_the_table_the_list_is_not_known(dataset):
    with pytest.raises(BoundaryError, match=r"31 december 2015.*vanaf 2016"):
        expected_municipalities(dataset, date(2015, 12, 31))


@settings(max_examples=60, deadline=None)
@given(SOME_DAY)
def test_every_municipality_of_a_day_has_a_successor_and_a_province(dataset, day):
    names = expected_municipalities(dataset, day)
    assert all(dataset.successors(code) for code in names)
    assert set(municipality_provinces(dataset, day)) == set(names)
    assert {now for code in names for now in dataset.successors(code)} == set(dataset.codes)


@settings(max_examples=40, deadline=None)
@given(SOME_DAY)
def test_the_list_changes_on_change_dates_only(dataset, day):
    next_day = day + timedelta(days=1)
    changed = expected_municipalities(dataset, day) != expected_municipalities(dataset, next_day)
    assert changed == (next_day in change_dates(dataset))


@settings(max_examples=40, deadline=None)
@given(SOME_DAY)
def test_the_stretch_with_the_same_list(dataset, day):
    start, end = same_list(dataset, day)
    own = expected_municipalities(dataset, day)
    assert start <= day
    assert expected_municipalities(dataset, start) == own
    if end is None:
        assert own == expected_municipalities(dataset, date(2100, 1, 1))
    else:
        assert day <= end
        assert expected_municipalities(dataset, end) == own
        assert expected_municipalities(dataset, end + timedelta(days=1)) != own


@pytest.mark.parametrize(
    ("code", "formed"),
    [
        ("GM1942", "2016-01-01"),  # Gooise Meren
        ("GM1969", "2019-01-01"),  # Westerkwartier
        ("GM1992", "2023-01-01"),  # Voorne aan Zee
        ("GM0363", None),  # Amsterdam took Weesp in
        ("GM1900", None),  # Súdwest-Fryslân, of 2011, took a part of Littenseradiel in
        ("GM0014", None),  # Groningen kept its code
    ],
)
def test_which_successors_are_new(dataset, code, formed):
    assert formation_dates(dataset).get(code) == (date.fromisoformat(formed) if formed else None)


def test_vijfheerenlanden_came_from_two_provinces(dataset):
    before = municipality_provinces(dataset, date(2018, 12, 31))
    assert before["GM0545"] == before["GM0707"] == ("PV28", "Zuid-Holland")
    assert before["GM0620"] == ("PV26", "Utrecht")
    assert municipality_provinces(dataset, date(2019, 1, 1))["GM1961"] == ("PV26", "Utrecht")


def test_a_split_municipality_lies_in_the_province_of_its_parts(dataset):
    assert municipality_provinces(dataset, date(2017, 1, 1))["GM0140"] == ("PV21", "Fryslân")


def test_days_and_mergers_of_a_year(dataset):
    assert days_to_check(dataset, 2022) == (date(2022, 1, 1), date(2022, 3, 24))
    assert days_to_check(dataset, 2020) == (date(2020, 1, 1),)
    (weesp,) = mergers_between(dataset, date(2022, 1, 1), date(2022, 12, 31))
    assert (weesp.oude_naam, weesp.nieuwe_naam) == ("Weesp", "Amsterdam")


def test_without_mergers_there_is_one_list(dataset):
    alone = Dataset(gemeenten=dataset.gemeenten)
    assert len(expected_municipalities(alone, date(1900, 1, 1))) == 342
    assert same_list(alone, date(2020, 1, 1)) == (None, None)
