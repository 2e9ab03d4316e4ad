"""What may stand in a link."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import ACTIVITY_KINDS, UNKNOWN, Theme
from gka_dash.model.vocabulary import UNKNOWN_LABEL, Vocabulary, slug
from tests.small import SOURCE, activity, agenda, day, milestone, with_rows, without


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Armoede en gezondheid", "armoede-en-gezondheid"),
        ("Één school", "een-school"),
        ("  Taal & Ouders!  ", "taal-ouders"),
        ("verwant programma", "verwant-programma"),
        ("po", "po"),
        ("", ""),
    ],
)
def test_a_word_for_a_link(text: str, word: str) -> None:
    assert slug(text) == word


@given(st.text())
def test_a_word_for_a_link_needs_no_encoding(text: str) -> None:
    word = slug(text)
    assert slug(word) == word
    assert set(word) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert not word.startswith("-")
    assert not word.endswith("-")


def test_unknown_is_a_class_of_its_own_and_stands_last(small: Dataset) -> None:
    words = Vocabulary(small)
    assert list(words.themes.items()) == [
        ("taal", "Taal"),
        ("ouders-en-thuis", "Ouders en thuis"),
        ("een-school", "Één school"),
        (UNKNOWN, UNKNOWN_LABEL),
    ]
    assert list(words.sectors.items()) == [
        ("po", "Primair onderwijs"),
        ("vo", "Voortgezet onderwijs"),
        (UNKNOWN, UNKNOWN_LABEL),
    ]


def test_kinds_lead_back_to_the_data(small: Dataset) -> None:
    words = Vocabulary(small)
    assert tuple(words.kind_keys.values()) == ACTIVITY_KINDS
    assert list(words.kinds) == list(words.kind_keys)
    assert words.kinds["verwant-programma"] == "Verwant programma"


def test_the_map_can_be_coloured_by_every_known_theme(small: Dataset) -> None:
    assert list(Vocabulary(small).colourings) == [
        "jaar",
        "interventies",
        "taal",
        "ouders-en-thuis",
        "een-school",
    ]


def test_themes_stand_by_number_of_activities_with_unknown_last(small: Dataset) -> None:
    own = with_rows(small, interventies=(activity("I9", "GM0001", themas=("Één school",)),) * 3)
    assert Vocabulary(own).themes_by_frequency == ("een-school", "ouders-en-thuis", "taal", UNKNOWN)
    assert set(Vocabulary(own).themes_by_frequency) == set(Vocabulary(own).themes)


def test_narrow_columns_have_short_names_of_their_own(dataset: Dataset) -> None:
    short = Vocabulary(dataset).sector_abbreviations
    assert list(short) == list(Vocabulary(dataset).sectors)
    assert all(0 < len(text) <= 4 for text in short.values())
    assert len(set(short.values())) == len(short)
    assert short[UNKNOWN] == "n.b."


def test_years_run_on_without_gaps(small: Dataset) -> None:
    assert Vocabulary(small).start_years == (2019, 2020, 2021, 2022)


def test_the_timeline_of_the_small_country(small: Dataset) -> None:
    words = Vocabulary(small)
    assert (words.first_day, words.last_day) == (day("2019-01-01"), day("2022-12-31"))
    assert words.initial_day == day("2022-12-31")


def test_the_last_fact_closes_the_year(small: Dataset) -> None:
    later = with_rows(small, agendas=(agenda("GM0006", "2024-02-01", "2024-02-01", "dag"),))
    words = Vocabulary(later)
    assert words.last_day == day("2024-12-31")
    assert words.initial_day == day("2022-12-31")


def test_the_first_view_stands_at_the_last_published_total(small: Dataset) -> None:
    talk = with_rows(small, mijlpalen=(milestone("2023-05-01", title="Zonder aantal"),))
    assert Vocabulary(talk).initial_day == day("2022-12-31")


def _no_milestones(dataset: Dataset) -> Dataset:
    return without(dataset, "mijlpalen")


def _only_early_agendas(dataset: Dataset) -> Dataset:
    return with_rows(
        without(dataset, "mijlpalen", "agendas"), agendas=(agenda("GM0001", "2012-01-01", "2014-05-01"),)
    )


def _early_agenda(dataset: Dataset) -> Dataset:
    return with_rows(dataset, agendas=(agenda("GM0006", "2012-01-01", "2014-05-01"),))


@pytest.mark.parametrize(
    "change", [lambda _: Dataset(), lambda d: d, _no_milestones, _early_agenda, _only_early_agendas]
)
def test_the_first_view_lies_on_the_timeline(small: Dataset, change: object) -> None:
    assert callable(change)
    words = Vocabulary(change(small))
    assert words.first_day <= words.initial_day <= words.last_day


def test_an_empty_dataset_has_only_the_unknown() -> None:
    words = Vocabulary(Dataset())
    assert list(words.themes) == list(words.sectors) == [UNKNOWN]
    assert list(words.colourings) == ["jaar", "interventies"]
    assert words.start_years == ()


@pytest.mark.parametrize("name", ["Jaar", "Interventies"])
def test_a_theme_may_not_take_the_place_of_a_fixed_word(small: Dataset, name: str) -> None:
    """A user's own theme called Jaar must not silently become the colouring by year."""
    own = with_rows(
        small,
        themas=(Theme(thema=name, bron=SOURCE),),
        interventies=(activity("I9", "GM0001", themas=(name,)),),
    )
    words = Vocabulary(own)
    assert words.colourings["jaar"] == "Jaar van aansluiting"
    assert words.colourings["interventies"] == "Aantal activiteiten"
    assert words.themes[UNKNOWN] == UNKNOWN_LABEL
    assert name in words.themes.values()


def test_the_bundled_words(dataset: Dataset) -> None:
    words = Vocabulary(dataset)
    assert (len(words.themes), len(words.sectors), len(words.kinds), len(words.regions)) == (10, 7, 3, 12)
    assert (words.first_day, words.initial_day, words.last_day) == (
        day("2016-10-31"),
        day("2022-12-31"),
        day("2023-12-31"),
    )
    assert "Taalbevordering" in words.themes.values()
