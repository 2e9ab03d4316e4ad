"""The sentences: plain Dutch, and every number in them is the number that was counted."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import strategies as st

from gka_dash.model.dataset import Dataset
from gka_dash.model.summary import (
    activities_line,
    activity_numbers,
    filters_text,
    gaps_sentence,
    listed,
    members_line,
    number_of,
    published_line,
    region_label,
    share_sentence,
)
from gka_dash.model.view import View
from tests.small import activity, agenda

Look = Callable[..., View]
ENGLISH = {
    *("the", "and", "with", "without", "none", "no", "not", "unknown", "total", "theme", "themes"),
    *("municipality", "municipalities", "activity", "activities", "member", "members", "date", "year"),
    *("since", "until", "from", "to", "by", "all", "any", "true", "false"),
}


def themes_sentence(view: View) -> str:
    return share_sentence(view, view.counts.themes, view.vocabulary.themes, "thema")


def sectors_sentence(view: View) -> str:
    return share_sentence(view, view.counts.sectors, view.vocabulary.sectors, "sector")


SENTENCES = (
    members_line,
    activities_line,
    published_line,
    themes_sentence,
    sectors_sentence,
    gaps_sentence,
)


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "geen gemeenten"),
        (1, "1 gemeente"),
        (2, "2 gemeenten"),
        (999, "999 gemeenten"),
        (1234, "1.234 gemeenten"),
    ],
)
def test_a_number_with_its_word(count: int, words: str) -> None:
    assert number_of(count, "gemeente", "gemeenten") == words


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a en b"),
        (["a", "b", "c"], "a, b en c"),
        (iter(["a", "b"]), "a en b"),
    ],
)
def test_a_list_in_words(words: Any, line: str) -> None:
    assert listed(words) == line


@pytest.mark.parametrize(
    ("choices", "line"),
    [
        ({}, "74 gemeenten zijn met naam bekend. De GKA publiceerde 101 (eind 2022)."),
        (
            {"day": "2019-07-16"},
            "30 gemeenten zijn met naam bekend. De GKA publiceerde 30 (16 juli 2019).",
        ),
        (
            {"day": "2020-07-14"},
            "40 gemeenten zijn met naam bekend, 25 gemeenten waren mogelijk al aangesloten. "
            "De GKA publiceerde 50 (14 juli 2020).",
        ),
        (
            {"day": "2016-10-31"},
            "Geen gemeenten zijn met naam bekend. De GKA publiceerde op deze datum nog geen aantal.",
        ),
        (
            {"region": "PV24"},
            "2 gemeenten zijn met naam bekend. De GKA publiceerde voor heel Nederland 101 (eind 2022).",
        ),
        (
            {"since": "2019-07-16", "day": "2022-12-31"},
            "44 gemeenten kwamen er in deze periode zeker bij, geen gemeenten mogelijk.",
        ),
        (
            {"since": "2022-12-31", "day": "2023-12-31"},
            "1 gemeente kwam er in deze periode zeker bij, geen gemeenten mogelijk.",
        ),
    ],
)
def test_how_many_members(look: Look, choices: dict[str, Any], line: str) -> None:
    assert members_line(look(**choices)) == line


def test_one_certain_and_one_possible_member(look_small: Look) -> None:
    assert members_line(look_small(day="2019-01-01")) == (
        "1 gemeente is met naam bekend, 1 gemeente was mogelijk al aangesloten. "
        "De GKA publiceerde op deze datum nog geen aantal."
    )


@pytest.mark.parametrize(
    ("choices", "line"),
    [
        ({}, "143 activiteiten in 61 gemeenten; 40 zonder thema, 29 zonder sector."),
        (
            {"themes": ("taalbevordering",), "sectors": ("po",)},
            "25 activiteiten in 16 gemeenten; geen zonder thema, geen zonder sector.",
        ),
        ({"sectors": ("ho",)}, "Geen activiteit past bij dit filter."),
    ],
)
def test_how_many_activities(look: Look, choices: dict[str, Any], line: str) -> None:
    assert activities_line(look(**choices)) == line


def test_a_period_says_what_it_leaves_out(look_small: Look) -> None:
    assert activities_line(look_small(year_from=2022)) == (
        "1 activiteit in 1 gemeente; geen zonder thema, 1 zonder sector. "
        "Niet meegeteld: 2 activiteiten zonder bekend startjaar."
    )


@pytest.mark.parametrize(
    ("choices", "line"),
    [
        ({}, "Gepubliceerd door de GKA (eind 2022, heel Nederland): 264 interventies."),
        (
            {"day": "2020-07-14"},
            "Gepubliceerd door de GKA (19 november 2019, heel Nederland): 169 interventies.",
        ),
        ({"day": "2019-07-16"}, "De GKA publiceerde op deze datum nog geen aantal interventies."),
    ],
)
def test_what_was_published_stands_apart(look: Look, choices: dict[str, Any], line: str) -> None:
    assert published_line(look(**choices)) == line


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ({}, "geen filter"),
        ({"region": "PV24"}, "regio Flevoland"),
        ({"themes": ("taalbevordering", "onbekend")}, "thema Taalbevordering of Niet bekend"),
        ({"sectors": ("po",), "kinds": ("inzet",)}, "sector Primair onderwijs; aard Inzet"),
        ({"year_from": 2019, "year_to": 2021}, "start 2019 tot en met 2021"),
        ({"text": "voorlezen"}, "zoekwoord “voorlezen”"),
    ],
)
def test_the_filters_in_words(look: Look, choices: dict[str, Any], words: str) -> None:
    assert filters_text(look(**choices)) == words


def test_nothing_known_of_what_fits(look_small: Look) -> None:
    view = look_small(kinds=("inzet",))
    assert themes_sentence(view) == "Van geen enkele passende activiteit is het thema bekend."
    assert sectors_sentence(view) == "Van geen enkele passende activiteit is de sector bekend."
    assert gaps_sentence(view) == "In geen enkele combinatie van thema en sector past een activiteit."


@pytest.mark.parametrize(
    ("kinds", "words"),
    [
        ([], "geen activiteit beschreven"),
        (["interventie"], "1 interventie"),
        (["interventie", "interventie", "inzet"], "2 interventies en 1 andere inzet"),
        (["verwant programma", "verwant programma"], "2 verwante programma's"),
        (
            ["interventie", "inzet", "inzet", "verwant programma"],
            "1 interventie, 2 andere inzetten en 1 verwant programma",
        ),
    ],
)
def test_activities_by_kind(kinds: list[str], words: str) -> None:
    assert activity_numbers(activity(f"I{n}", "GM0001", kind) for n, kind in enumerate(kinds)) == words


DATED = agenda("GM0001", "2020-03-10", "2020-03-10", "dag")
WIDE = agenda("GM0001", "2020-07-14", "2022-05-22")


def test_labels_on_the_map(dataset: Dataset) -> None:
    by_name = {m.gemeente: m.gemeentecode for m in dataset.gemeenten}
    labels = {
        "Almere": "agenda sinds 2020, 4 interventies",
        "Eemsdelta": "agenda sinds 2019, 12 interventies",
        "Noordwijk": "geen agenda gevonden, 1 andere inzet",
        "Zeewolde": "geen agenda gevonden, geen activiteit beschreven",
        "Heerenveen": "agenda, jaar niet gevonden (2020–2022), 1 interventie",
    }
    assert {name: region_label(dataset, by_name[name]) for name in labels} == labels


def _numbers(sentence: str) -> list[int]:
    """The numbers in a sentence, without what stands between brackets; ``geen`` is zero."""
    plain = re.sub(r"\([^)]*\)", "", sentence.lower())
    return [
        0 if word == "geen" else int(word.replace(".", ""))
        for word in re.findall(r"\bgeen\b|\d[\d.]*\b", plain)
    ]


CHOICES = st.fixed_dictionaries(
    {
        "region": st.sampled_from(["", "PV20", "PV24", "PV30"]),
        "themes": st.sampled_from([(), ("taalbevordering",), ("onbekend",), ("loopbaanleren", "onbekend")]),
        "sectors": st.sampled_from([(), ("po",), ("ho",), ("so", "mbo")]),
        "kinds": st.sampled_from([(), ("interventie",), ("verwant-programma",)]),
        "year_from": st.sampled_from([None, 2019, 2023]),
        "text": st.sampled_from(["", "school", "zzz"]),
        "municipality": st.sampled_from(["", "GM0034", "GM0575"]),
        "colouring": st.sampled_from(["jaar", "interventies", "taalbevordering"]),
    }
)
