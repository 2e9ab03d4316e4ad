"""Dates in plain Dutch."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gka_dash.model.dates import MONTHS, dutch_date, dutch_interval, dutch_moment, dutch_precise
from tests.small import day


@pytest.mark.parametrize(
    ("on", "words"),
    [("2019-07-16", "16 juli 2019"), ("2020-02-29", "29 februari 2020"), ("2022-12-01", "1 december 2022")],
)
def test_a_day_in_words(on: str, words: str) -> None:
    assert dutch_date(day(on)) == words


def test_every_month_has_its_own_name() -> None:
    assert len(set(MONTHS)) == 12
    assert [dutch_date(date(2020, month, 1)).split()[1] for month in range(1, 13)] == list(MONTHS)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2019", "2019"),
        ("2019-06", "juni 2019"),
        ("2019-06-27", "27 juni 2019"),
        ("2019-01", "januari 2019"),
        ("2019-12", "december 2019"),
        ("2019-06-07", "7 juni 2019"),
        ("", ""),
        ("voorjaar 2019", "voorjaar 2019"),
        ("2019-13", "2019-13"),
        ("2019-00", "2019-00"),
        ("2019-", "2019-"),
        ("2019-06-27-1", "2019-06-27-1"),
        ("²", "²"),
        ("2019-٠٦", "2019-٠٦"),
    ],
)
def test_a_moment_is_as_sharp_as_it_was_written(moment: str, words: str) -> None:
    assert dutch_moment(moment) == words


@given(st.text(alphabet="0123456789-²٣①x", max_size=12))
def test_no_moment_raises(moment: str) -> None:
    assert isinstance(dutch_moment(moment), str)


@pytest.mark.parametrize(
    ("on", "precision", "words"),
    [
        ("2022-12-31", "dag", "31 december 2022"),
        ("2022-12-31", "maand", "december 2022"),
        ("2022-12-31", "jaar", "eind 2022"),
        ("2022-06-30", "jaar", "2022"),
    ],
)
def test_a_published_date_is_no_sharper_than_its_precision(on: str, precision: str, words: str) -> None:
    assert dutch_precise(day(on), precision) == words


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        ("2019-07-16", "2019-07-16", "16 juli 2019"),
        ("2019-07-01", "2019-07-31", "juli 2019"),
        ("2019-07-31", "2019-08-01", "tussen 31 juli 2019 en 1 augustus 2019"),
        ("2019-07-16", "2020-07-14", "tussen 16 juli 2019 en 14 juli 2020"),
        ("", "2020-07-14", "datum niet gevonden"),
        ("2020-07-14", "", "datum niet gevonden"),
        ("", "", "datum niet gevonden"),
    ],
)
def test_when_an_agenda_was_signed(start: str, end: str, words: str) -> None:
    assert dutch_interval(day(start) if start else None, day(end) if end else None) == words
