"""A comparison in words."""

from collections.abc import Callable

import pytest

from gka_dash.model import compare_words as words
from gka_dash.model.compare import (
    Comparison,
    Mention,
    Relation,
    compare,
    municipality_profile,
    region_profile,
)
from gka_dash.model.view import View

Look = Callable[..., View]


def _of(view: View, left: str, right: str) -> Comparison:
    left_profile, right_profile = municipality_profile(view, left), municipality_profile(view, right)
    return compare(left_profile, right_profile, view.vocabulary.themes, view.vocabulary.sectors)


@pytest.mark.parametrize(
    ("left", "right", "sentence"),
    [
        (
            "GM0001",
            "GM0004",
            "Alfa en Delta delen 1 thema: Taal. Alleen Delta: Ouders en thuis. "
            "Bij geen van beide gevonden: Één school.",
        ),
        (
            "GM0002",
            "GM0005",
            "Bravo en Echo delen geen thema dat bij ons bekend is. Alleen Bravo: Één school. "
            "Bij geen van beide gevonden: Taal en Ouders en thuis.",
        ),
    ],
)
def test_the_sentence_names_what_is_shared_and_what_is_not(
    look_small: Look, left: str, right: str, sentence: str
) -> None:
    view = look_small()
    assert words.sentence(_of(view, left, right), view.vocabulary.themes) == sentence


@pytest.mark.parametrize(
    ("mention", "is_region", "text"),
    [
        (Mention(), False, ""),
        (Mention(1, 0, 0), False, "in de agenda"),
        (Mention(1, 2, 0), False, "in de agenda en 2 interventies"),
        (Mention(3, 1, 1), True, "3 agenda's, 1 interventie en 1 andere activiteit"),
        (Mention(0, 0, 2), True, "2 andere activiteiten"),
    ],
)
def test_where_something_was_found(mention: Mention, is_region: bool, text: str) -> None:
    assert words.mention_words(mention, is_region) == text


def test_every_relation_has_a_word_and_a_sign_of_its_own() -> None:
    shown = {words.relation_words(relation, "Alfa", "Bravo") for relation in Relation}
    assert shown == {"beide", "alleen Alfa", "alleen Bravo", "geen van beide"}
    assert len({words.SIGNS[relation] for relation in Relation}) == len(Relation)


def test_a_municipality_in_words(look_small: Look) -> None:
    bravo, echo = (municipality_profile(look_small(day="2022-01-31"), code) for code in ("GM0002", "GM0005"))
    assert words.agenda_words(bravo) == "Agenda, jaar niet gevonden (2021–2022)"
    assert words.signed_words(bravo) == "tussen 1 juni 2021 en 31 december 2022"
    assert words.status_words(bravo) == "mogelijk aangesloten"
    assert words.period_words(bravo) == "niet bekend"
    assert words.activity_words(bravo) == "Geen activiteit beschreven"
    assert words.signed_words(echo) == "datum niet gevonden"


def test_a_region_in_words(look_small: Look) -> None:
    north = region_profile(look_small(region="PV01", day="2022-01-31"))
    assert words.agenda_words(north) == "2 van de 3 gemeenten zeker aangesloten, 1 mogelijk"
    assert words.signed_words(north) == "jaar bekend van 3 van de 4 agenda's"
    assert words.status_words(north) == ""


@pytest.mark.parametrize(
    ("code", "unknown"),
    [
        (
            "GM0001",
            (
                "de periode van de agenda",
                "van 1 van de 2 activiteiten het thema",
                "van 1 van de 2 activiteiten de sector",
                "van 1 van de 2 activiteiten het startjaar",
            ),
        ),
        (
            "GM0005",
            (
                "het jaar van ondertekening",
                "de periode van de agenda",
                "de thema's van de agenda",
                "geen activiteit beschreven",
            ),
        ),
        ("GM0006", ("geen ondertekende agenda gevonden", "van 1 van de 1 activiteit de sector")),
    ],
)
def test_what_is_not_known_is_said(look_small: Look, code: str, unknown: tuple[str, ...]) -> None:
    assert words.unknown(municipality_profile(look_small(), code)) == unknown


def test_what_is_not_known_of_a_region_is_counted(look_small: Look) -> None:
    assert words.unknown(region_profile(look_small(region="PV01")))[:3] == (
        "van 1 van de 4 agenda's het jaar van ondertekening",
        "van 4 van de 4 agenda's de periode",
        "van 1 van de 4 agenda's de thema's",
    )


def test_who_lays_unlike_things_side_by_side_is_warned(look_small: Look) -> None:
    view = look_small()
    alfa, north = municipality_profile(view, "GM0001"), region_profile(look_small(region="PV01"))
    mixed = compare(alfa, north, view.vocabulary.themes, view.vocabulary.sectors)
    assert "een regio heeft er meer" in words.warning(mixed)
    assert words.names(mixed) == ("Alfa (gemeente)", "Noord (provincie)")
    assert "dezelfde plaats" in words.warning(_of(view, "GM0001", "GM0001"))
    usual = _of(view, "GM0001", "GM0002")
    assert (words.warning(usual), words.names(usual)) == ("", ("Alfa", "Bravo"))
