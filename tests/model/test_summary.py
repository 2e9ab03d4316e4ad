"""The sentences: plain Dutch, and every number in them is the number that was counted."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gka_dash.model.dataset import Dataset
from gka_dash.model.membership import Status
from gka_dash.model.schema import Agenda
from gka_dash.model.selection import Selection, normalised
from gka_dash.model.summary import (
    activities_line,
    activity_numbers,
    agenda_line,
    filters_text,
    gaps_sentence,
    highlight_line,
    listed,
    map_title,
    members_line,
    number_of,
    published_line,
    region_label,
    share_sentence,
)
from gka_dash.model.view import View, make_view
from gka_dash.model.vocabulary import Vocabulary
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
        ({}, "Gemeenten met een GKA-agenda op 31 december 2022"),
        ({"day": "2019-07-16"}, "Gemeenten met een GKA-agenda op 16 juli 2019"),
        ({"region": "PV24"}, "Gemeenten met een GKA-agenda in Flevoland op 31 december 2022"),
        (
            {"colouring": "interventies", "region": "PV30"},
            "Beschreven activiteiten per gemeente in Noord-Brabant, stand op 31 december 2022",
        ),
        (
            {"colouring": "taalbevordering"},
            "Taalbevordering in agenda's en activiteiten, stand op 31 december 2022",
        ),
        (
            {"since": "2019-07-16", "day": "2020-07-14"},
            "Aangesloten gemeenten: van 16 juli 2019 tot en met 14 juli 2020",
        ),
    ],
)
def test_titles_of_the_map(look: Look, choices: dict[str, Any], line: str) -> None:
    assert map_title(look(**choices)) == line


@pytest.mark.parametrize(
    ("choices", "line"),
    [
        ({}, "Met naam bekend: 74 gemeenten zeker aangesloten. De GKA publiceerde 101 (eind 2022)."),
        (
            {"day": "2019-07-16"},
            "Met naam bekend: 30 gemeenten zeker aangesloten. De GKA publiceerde 30 (16 juli 2019).",
        ),
        (
            {"day": "2020-07-14"},
            "Met naam bekend: 40 gemeenten zeker aangesloten en 25 gemeenten mogelijk. "
            "De GKA publiceerde 50 (14 juli 2020).",
        ),
        (
            {"day": "2016-10-31"},
            "Met naam bekend: geen gemeenten zeker aangesloten. "
            "De GKA publiceerde op deze datum nog geen aantal.",
        ),
        (
            {"region": "PV24"},
            "Met naam bekend: 2 gemeenten zeker aangesloten. "
            "De GKA publiceerde voor heel Nederland 101 (eind 2022).",
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
        "Met naam bekend: 1 gemeente zeker aangesloten en 1 gemeente mogelijk. "
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


def test_nothing_fits_but_some_have_no_year(look_small: Look) -> None:
    """An empty answer that rests on what is not known must say so."""
    assert activities_line(look_small(year_from=2021, year_to=2021)) == (
        "Geen activiteit past bij dit filter. Niet meegeteld: 2 activiteiten zonder bekend startjaar."
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


@pytest.mark.parametrize(
    ("year", "words"),
    [({"year_from": 2019}, "start vanaf 2019"), ({"year_to": 2019}, "start tot en met 2019")],
)
def test_an_open_period_in_words(look: Look, year: dict[str, int], words: str) -> None:
    assert filters_text(look(**year)) == words


def test_the_largest_part_is_not_called_most_of_all(look: Look) -> None:
    """34 of 143 is not "de meeste activiteiten": 40 have no known theme."""
    view = look()
    assert themes_sentence(view) == "Ouderbetrokkenheid komt het vaakst voor (34 van 143 activiteiten)."
    assert sectors_sentence(view) == (
        "Primair onderwijs komt het vaakst voor (91 van 143 activiteiten). Geen enkele: Hoger onderwijs."
    )


def test_a_shared_first_place_and_the_chosen_municipality(look_small: Look) -> None:
    assert themes_sentence(look_small(municipality="GM0004")) == (
        "Taal en Ouders en thuis komen het vaakst voor (elk 2 van 5 activiteiten). Geen enkele: Één school. "
        "Delta: 2 passende activiteiten."
    )


def test_nothing_known_of_what_fits(look_small: Look) -> None:
    view = look_small(kinds=("inzet",))
    assert themes_sentence(view) == "Van geen enkele passende activiteit is het thema bekend."
    assert sectors_sentence(view) == "Van geen enkele passende activiteit is de sector bekend."
    assert gaps_sentence(view) == "In geen enkele combinatie van thema en sector past een activiteit."


def test_many_empty_classes_are_counted_and_not_called_undescribed_under_a_filter(look: Look) -> None:
    line = themes_sentence(look(region="PV24"))
    assert line.endswith(" Bij 7 van de 9 past geen activiteit bij het filter.")


def test_of_equal_pairs_none_is_named(look_small: Look) -> None:
    assert gaps_sentence(look_small(region="PV02")) == (
        "In 2 van de 6 combinaties past geen activiteit bij het filter."
    )


def test_gaps_in_the_whole(look: Look) -> None:
    assert gaps_sentence(look()) == (
        "In 23 van de 54 combinaties is geen activiteit beschreven. "
        "Taalbevordering in Primair onderwijs komt het vaakst voor (25)."
    )


def test_a_gap_made_by_a_filter_is_not_called_a_gap_in_what_is_described(look: Look) -> None:
    line = gaps_sentence(look(sectors=("po",)))
    assert line.startswith("In 25 van de 54 combinaties past geen activiteit bij het filter.")


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


@pytest.mark.parametrize(
    ("agendas", "words"),
    [
        ((), "geen agenda gevonden"),
        ((DATED,), "agenda sinds 2020"),
        ((WIDE,), "agenda, jaar niet gevonden (2020–2022)"),
        ((WIDE, DATED), "agenda sinds 2020"),
        ((agenda("GM0001"),), "agenda, jaar niet gevonden"),
        ((agenda("GM0001"), DATED), "agenda, jaar niet gevonden"),
    ],
)
def test_since_when_there_is_an_agenda(agendas: tuple[Agenda, ...], words: str) -> None:
    assert agenda_line(iter(agendas)) == words


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


@given(choices=CHOICES, data=st.data())
@settings(deadline=None, max_examples=80)
def test_every_sentence_is_dutch_whole_and_counted(
    choices: dict[str, Any], data: st.DataObject, dataset: Dataset, vocabulary: Vocabulary
) -> None:
    days = st.dates(vocabulary.first_day, vocabulary.last_day)
    chosen = Selection(day=data.draw(days), since=data.draw(st.none() | days), **choices)
    view = make_view(dataset, vocabulary, normalised(chosen, vocabulary))
    for line in SENTENCES:
        sentence = line(view)
        assert sentence.endswith("."), sentence
        assert sentence[0].isupper() or sentence[0].isdigit(), sentence
    for text in (*(line(view) for line in SENTENCES), map_title(view), filters_text(view)):
        assert not re.search(r"  | [.,;:]|\.\.|\b1 (gemeenten|activiteiten|interventies)\b|None|_", text), (
            text
        )
        assert not ENGLISH & set(re.findall(r"[a-z-]+", text.lower())), text
        assert text == text.strip()
    if view.since:
        assert _numbers(members_line(view)) == [len(view.joined["zeker"]), len(view.joined["mogelijk"])]
    else:
        expected = [len(view.members[Status.CERTAIN])]
        expected += [len(view.members[Status.POSSIBLE])] if view.members[Status.POSSIBLE] else []
        expected += [view.published.gemeenten or 0 if view.published else 0]
        assert _numbers(members_line(view)) == expected
    counts = view.counts
    left_out = [len(view.matching.without_year)] if view.matching.without_year else []
    whole = [counts.total, counts.municipalities, counts.without_theme, counts.without_sector]
    assert _numbers(activities_line(view)) == (whole if counts.total else [0]) + left_out


TAAL, ARMOEDE = "taalbevordering", "armoede-en-gezondheid"


@pytest.mark.parametrize(
    "choices", [{}, {"themes": (TAAL,), "sectors": ("po",)}, {"region": "PV30", "themes": (TAAL,)}]
)
def test_without_themes_alone_the_map_shows_what_the_numbers_count(
    look: Look, choices: dict[str, Any]
) -> None:
    assert highlight_line(look(**choices)) == ""


@pytest.mark.parametrize("choices", [{"themes": (TAAL,)}, {"themes": (ARMOEDE, TAAL)}])
def test_the_line_counts_what_the_map_does_not_fade(look: Look, choices: dict[str, Any]) -> None:
    view = look(**choices)
    bright = [code for code, sign in zip(view.dataset.codes, view.fits, strict=True) if sign == "1"]
    assert len(bright) > view.counts.municipalities
    assert f" {len(bright)} gemeenten " in highlight_line(view)
