"""What is new since the last meeting."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.history import history
from gka_dash.model.news import News, merger_names, news_rows, news_sentence, not_known
from gka_dash.model.stamp import Stamp
from gka_dash.model.view import View
from tests.small import activity, day, with_rows

Look = Callable[..., View]


def _stamp(number: int, when: str) -> Stamp:
    return Stamp(number, datetime.combine(day(when), datetime.min.time(), UTC))


def _followed(look: Look, small: Dataset, region: str = "") -> View:
    """The small country after three publications: a row was added in the second, one changed in the third."""
    second = with_rows(small, interventies=[activity("I6", "GM0002", themas=("Taal",))])
    third = replace(
        second,
        interventies=tuple(
            replace(row, titel="Nieuwe titel") if row.interventie_id == "I4" else row
            for row in second.interventies
        ),
    )
    stamps = (_stamp(1, "2024-01-10"), _stamp(2, "2024-02-10"), _stamp(3, "2024-03-10"))
    changes = history(zip(stamps, (small, second, third), strict=True))
    return replace(look(region=region), dataset=third, changes=changes)


@pytest.mark.parametrize(
    ("since", "certain", "possible"),
    [
        ("2018-12-31", ["Alfa", "Bravo", "Tussen"], []),
        ("2020-01-01", ["Bravo", "Tussen"], []),
        ("2020-05-15", ["Bravo"], ["Tussen"]),
        ("2022-01-01", [], ["Bravo"]),
        ("2023-01-01", [], []),
    ],
)
def test_who_joined_since(look_small: Look, since: str, certain: list[str], possible: list[str]) -> None:
    joined = News(look_small(), day(since)).joined
    assert [row.name for row in joined if row.certain] == certain
    assert [row.name for row in joined if not row.certain] == possible
    assert list(joined) == sorted(joined, key=lambda row: not row.certain)


def test_a_region_hears_its_own_news(look_small: Look) -> None:
    news = News(look_small(region="PV02"), day("2020-01-01"))
    assert [row.name for row in news.joined] == ["Tussen"], "a part of it lies in this region"
    assert {row.oude_naam for row in news.mergers} == {"Middenecho", "Tussen"}
    assert news.undated == ("Echo",)


def test_a_split_is_one_line_with_more_than_one_name(look_small: Look) -> None:
    news = News(look_small(), day("2021-06-01"))
    assert merger_names(news.mergers) == ((date(2022, 1, 1), "Tussen", "Charlie en Delta"),)


def test_what_publications_brought_and_changed(look_small: Look, small: Dataset) -> None:
    view = _followed(look_small, small)
    both = News(view, day("2024-01-31")).published
    assert [(row.title, row.is_new, row.changed, row.stamp.number) for row in both] == [
        ("Nieuwe titel", False, ("Titel",), 3),
        ("Titel I6", True, (), 2),
    ]
    assert [row.title for row in News(view, day("2024-02-10")).published] == ["Nieuwe titel"]
    assert News(view, day("2024-03-10")).published == ()


def test_the_first_publication_is_no_news(look_small: Look, small: Dataset) -> None:
    news = News(_followed(look_small, small), day("2020-01-01"))
    assert len(news.published) == 2
    assert news.known_from == date(2024, 1, 10)
    assert any("oudste publicatie" in line and "10 januari 2024" in line for line in not_known(news))


def test_a_region_hears_of_its_own_rows_only(look_small: Look, small: Dataset) -> None:
    news = News(_followed(look_small, small, "PV02"), day("2024-01-31"))
    assert [row.code for row in news.published] == ["GM0006"]


def test_the_sentence_counts_what_the_lists_show(look_small: Look, small: Dataset) -> None:
    assert news_sentence(News(look_small(), day("2020-05-15"))) == (
        "Sinds 15 mei 2020: 1 gemeente zeker nieuw aangesloten, 1 gemeente mogelijk en 4 gemeenten "
        "opgegaan in een andere."
    )
    told = news_sentence(News(_followed(look_small, small), day("2024-01-31")))
    assert told.endswith("In onze gegevens: 1 rij toegevoegd en 1 rij gewijzigd.")
    quiet = news_sentence(News(_followed(look_small, small), day("2024-04-01")))
    assert quiet.endswith("is sindsdien niets toegevoegd of gewijzigd.")


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("2020-05-15", "kan ook voor 15 mei 2020 zijn ondertekend"),
        ("2020-05-15", "Van 1 gemeente met een agenda is de datum niet gevonden"),
        ("2024-01-01", "Na 31 december 2022 staat er nog geen datum"),
        ("2020-05-15", "er is geen gegevensbank"),
        ("2020-05-15", "weggehaald"),
    ],
)
def test_what_the_numbers_cannot_say_is_said(look_small: Look, since: str, words: str) -> None:
    assert any(words in line for line in not_known(News(look_small(), day(since))))


def test_the_rows_of_the_file_are_those_of_the_lists(look_small: Look, small: Dataset) -> None:
    news = News(_followed(look_small, small), day("2020-01-01"))
    rows = news_rows(news)
    assert len(rows) == len(news.joined) + len(news.mergers) + len(news.published)
    assert [row[0] for row in rows if row[0].endswith("gegevens")] == [
        "gewijzigd in de gegevens",
        "nieuw in de gegevens",
    ]
    assert news_rows(News(look_small(), day("2023-01-01"))) == ()
