"""The same facts on the municipalities of any day: every place once, and the same counts on every map."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gka_dash.figures.map_classes import class_counts
from gka_dash.model.dataset import Dataset
from gka_dash.model.division import change_dates, expected_municipalities, rebased, redivided
from gka_dash.model.membership import members_at
from gka_dash.model.regions_table import PROVINCE
from gka_dash.model.selection import Selection
from gka_dash.model.view import make_view
from gka_dash.model.vocabulary import Vocabulary

COUNTS = {
    date(2016, 1, 1): 390,
    date(2017, 1, 1): 388,
    date(2018, 1, 1): 380,
    date(2019, 1, 1): 355,
    date(2020, 1, 1): 355,
    date(2021, 1, 1): 352,
    date(2022, 1, 1): 345,
    date(2022, 3, 23): 345,
    date(2022, 3, 24): 344,
    date(2023, 1, 1): 342,
    date(2026, 11, 22): 342,
}
DAYS = st.dates(date(2016, 1, 1), date(2026, 12, 31))


@pytest.mark.parametrize(("day", "number"), COUNTS.items())
def test_the_number_of_municipalities_is_that_of_cbs(dataset: Dataset, day: date, number: int) -> None:
    assert len(rebased(dataset, day).codes) == number


@given(day=DAYS, on=DAYS)
def test_counts_of_agendas_do_not_depend_on_the_borders(dataset: Dataset, day: date, on: date) -> None:
    assert members_at(rebased(dataset, day), on) == members_at(dataset, on)


@given(day=DAYS)
def test_every_municipality_of_a_day_is_one_region_with_one_class(dataset: Dataset, day: date) -> None:
    old = rebased(dataset, day)
    assert list(old.codes) == sorted(expected_municipalities(dataset, day))
    view = make_view(old, Vocabulary(dataset), Selection(day=day))
    assert sum(class_counts(view).values()) == len(old.codes)
    assert len(view.signs) == len(old.codes)


@given(day=DAYS)
def test_no_agenda_and_no_activity_gets_lost(dataset: Dataset, day: date) -> None:
    old = rebased(dataset, day)
    for row in (*dataset.agendas, *dataset.interventies):
        assert old.successors(row.gemeentecode)
    view = make_view(old, Vocabulary(dataset), Selection())
    assert view.counts.total == len(dataset.interventies)
    assert view.counts.municipalities == 61


def test_eemsdelta_lies_at_its_three_predecessors_in_2019_as_one_agenda(dataset: Dataset) -> None:
    old = rebased(dataset, date(2019, 7, 16))
    assert old.successors("GM1979") == ("GM0003", "GM0010", "GM0024")
    for code in ("GM0003", "GM0010", "GM0024"):
        assert [agenda.gemeente for agenda in old.agendas_by_municipality[code]] == ["Eemsdelta"]
    certain = members_at(old, date(2019, 7, 16))
    assert len(next(iter(certain.values()))) == 30


def test_a_municipality_of_the_past_that_was_split_is_itself_again(dataset: Dataset) -> None:
    assert rebased(dataset, date(2020, 6, 1)).successors("GM0788") == ("GM0788",)
    assert set(dataset.successors("GM0788")) == {"GM0757", "GM0824", "GM0865", "GM0855"}


def test_weesp_is_there_until_the_day_it_joined_amsterdam(dataset: Dataset) -> None:
    change = date(2022, 3, 24)
    assert change in change_dates(dataset)
    assert "GM0457" in rebased(dataset, change - timedelta(1)).municipality
    assert "GM0457" not in rebased(dataset, change).municipality


def test_provinces_as_a_division_change_nothing(dataset: Dataset) -> None:
    again = redivided(dataset, PROVINCE, date(2024, 1, 1))
    assert again.gemeenten == dataset.gemeenten
    assert members_at(again, date(2022, 12, 31)) == members_at(dataset, date(2022, 12, 31))
