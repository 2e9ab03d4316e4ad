"""Choices to a link and back: one canonical form, and no query string that breaks it."""

from dataclasses import fields, replace
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import LAST_DAY
from gka_dash.model.selection import (
    LONGEST_QUERY,
    LONGEST_TEXT,
    MOST_AT_TABLE,
    PARAMETERS,
    SORTS,
    Selection,
    normalised,
    read_query,
    write_query,
)
from gka_dash.model.vocabulary import Vocabulary
from tests.small import day

DEFAULT = Selection()


def _subset(options: Any) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(list(options))).map(tuple)


def _selections(words: Vocabulary, text: st.SearchStrategy[str]) -> st.SearchStrategy[Selection]:
    days = st.none() | st.dates(words.first_day, words.last_day)
    years = st.none() | st.sampled_from(words.start_years)
    return st.builds(
        Selection,
        day=days,
        since=days,
        region=st.sampled_from(["", *words.regions]),
        themes=_subset(words.themes),
        sectors=_subset(words.sectors),
        kinds=_subset(words.kinds),
        year_from=years,
        year_to=years,
        text=text,
        colouring=st.sampled_from(list(words.colourings)),
        municipality=st.sampled_from(["", *words.dataset.codes]),
        sort=st.sampled_from(["", *SORTS]),
        left=st.sampled_from(["", *words.regions, *words.dataset.codes]),
        right=st.sampled_from(["", *words.regions, *words.dataset.codes]),
        last_meeting=st.none() | st.dates(words.first_day, LAST_DAY),
        at_table=st.lists(st.sampled_from(words.dataset.codes), max_size=6).map(tuple),
    )


def _ordered(selection: Selection, words: Vocabulary) -> Selection:
    """Lists in vocabulary order and a search text without loose spaces, as reading a link gives them."""
    lists = {
        name: tuple(key for key in getattr(words, name) if key in getattr(selection, name))
        for name in ("themes", "sectors", "kinds", "at_table")
    }
    return replace(selection, **lists, text=" ".join(selection.text.split()))


def _every_sign_encoded(text: str) -> str:
    return "".join(f"%{byte:02x}" for byte in text.encode())


@given(data=st.data())
@settings(deadline=None)
def test_a_link_gives_back_what_was_chosen(data: st.DataObject, vocabulary: Vocabulary) -> None:
    plain = st.text(st.characters(categories=("L", "N", "P", "S")) | st.just(" "), max_size=LONGEST_TEXT)
    chosen = normalised(_ordered(data.draw(_selections(vocabulary, plain)), vocabulary), vocabulary)
    link = write_query(chosen)
    reading = read_query(link, vocabulary)
    assert reading.selection == chosen
    assert reading.dropped == ()
    assert write_query(reading.selection) == link
    assert len(link) <= LONGEST_QUERY


@given(data=st.data())
@settings(deadline=None)
def test_one_choice_has_one_link_whatever_the_order_of_the_clicks(
    data: st.DataObject, vocabulary: Vocabulary
) -> None:
    """``normalised`` is the one form: it orders lists and cleans the text just as reading does."""
    chosen = normalised(data.draw(_selections(vocabulary, st.text(max_size=120))), vocabulary)
    assert normalised(chosen, vocabulary) == chosen
    assert read_query(write_query(chosen), vocabulary).selection == chosen


@given(data=st.data())
@settings(deadline=None)
def test_a_link_that_was_shuffled_doubled_or_encoded_again_is_the_same_link(
    data: st.DataObject, vocabulary: Vocabulary
) -> None:
    word = st.sampled_from(["taal", "café & co", "50%", "één, twee"])
    chosen = normalised(_ordered(data.draw(_selections(vocabulary, word)), vocabulary), vocabulary)
    link = write_query(chosen)
    pairs = []
    for name, text in parse_qsl(link):
        parts = text.split(",") if name in ("thema", "sector", "aard", "tafel") else [text]
        pairs += [(name, part) for part in parts] * data.draw(st.integers(1, 2))
    shuffled = data.draw(st.permutations(pairs))
    encode = data.draw(st.sampled_from([quote, _every_sign_encoded]))
    encoded = "&".join(f"{name}={encode(text)}" for name, text in shuffled)
    reading = read_query("?" + encoded, vocabulary)
    assert write_query(reading.selection) == link
    assert reading.dropped == ()


NAME = st.sampled_from([parameter.name for parameter in PARAMETERS]) | st.text(max_size=8)
VALUE = st.text(max_size=90) | st.sampled_from(
    [
        "2019-07-16",
        "2019-02-30",
        "PV24",
        "GM0010",
        "taalbevordering,po,,x",
        "%00",
        "%ED%A0%80",
        "%zz",
        "2019",
        "-",
    ]
)
QUERY = st.text() | st.lists(st.tuples(NAME, VALUE).map("=".join)).map("&".join)


@given(query=QUERY)
@settings(deadline=None, max_examples=300)
def test_no_query_string_breaks_and_the_answer_is_canonical(query: str, vocabulary: Vocabulary) -> None:
    reading = read_query(query, vocabulary)
    link = write_query(reading.selection)
    again = read_query(link, vocabulary)
    assert again.selection == reading.selection
    assert again.dropped == ()
    assert write_query(again.selection) == link
    for label, text in reading.dropped:
        assert label
        assert len(text) <= 40
        assert text.isprintable()
    link.encode("ascii")
    reading.selection.text.encode("utf-8")


LONG_LIST = ",".join(["taalbevordering"] * 100)


@pytest.mark.parametrize(
    ("query", "dropped"),
    [
        ("zoek=" + "a" * 50_000, [("link", "langer dan 2000 tekens")]),
        ("&" * 50_000, [("link", "langer dan 2000 tekens")]),
        ("datum=2019-02-30", [("datum", "2019-02-30")]),
        ("datum=0000-01-01", [("datum", "0000-01-01")]),
        ("datum=9999-12-31", [("datum", "9999-12-31")]),
        ("datum=2016-10-30", [("datum", "2016-10-30")]),
        ("datum=2024-01-01", [("datum", "2024-01-01")]),
        ("datum=20190716", [("datum", "20190716")]),
        ("datum=2019-7-16", [("datum", "2019-7-16")]),
        ("datum=%D9%A2%D9%A0%D9%A1%D9%A9-07-16", [("datum", "٢٠١٩-07-16")]),
        ("datum=\ud800019-07-16", [("datum", "?019-07-16")]),
        ("sinds=morgen", [("begindatum", "morgen")]),
        ("regio=PV99", [("regio", "PV99")]),
        ("regio=%00", [("regio", "?")]),
        ("thema=%00,taalbevordering,%0a", [("thema", "?"), ("thema", "?")]),
        ("thema=<script>", [("thema", "<script>")]),
        ("thema=" + "z" * 60, [("thema", "z" * 39 + "…")]),
        ("thema=" + "z" * 40, [("thema", "z" * 40)]),
        ("sector=\udfff", [("sector", "?")]),
        ("aard=Interventie", [("aard", "Interventie")]),
        ("vanaf=0000", [("beginjaar", "0000")]),
        ("vanaf=9999", [("beginjaar", "9999")]),
        ("vanaf=%C2%B2%C2%B0%C2%B9%C2%B9", [("beginjaar", "²°¹¹")]),
        ("vanaf=%EF%BC%92%EF%BC%90%EF%BC%91%EF%BC%99", [("beginjaar", "２０１９")]),
        ("tot=1e3", [("eindjaar", "1e3")]),
        ("kleur=onbekend", [("kleuring", "onbekend")]),
        ("gemeente=GM9999", [("gemeente", "GM9999")]),
        ("sorteer=__class__", [("volgorde", "__class__")]),
        ("day=2019-07-16", [("onbekende naam", "day")]),
        ("__class__=x&\u202e=y", [("onbekende naam", "__class__"), ("onbekende naam", "?")]),
        ("datum=x&datum=2019-07-16", [("datum", "x")]),
    ],
)
def test_what_is_not_known_is_dropped_and_named(
    query: str, dropped: list[tuple[str, str]], vocabulary: Vocabulary
) -> None:
    reading = read_query(query, vocabulary)
    assert list(reading.dropped) == dropped
    kept = replace(reading.selection, themes=())
    assert kept == DEFAULT


@pytest.mark.parametrize("query", ["", "?", "&", "=", "datum", "datum=", "thema=,,,", "zoek=%20%09", "&&a&&"])
def test_a_link_without_a_value_is_the_first_view(query: str, vocabulary: Vocabulary) -> None:
    reading = read_query(query, vocabulary)
    assert reading.selection == DEFAULT
    assert reading.dropped == ()


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("datum=2022-12-31", ""),
        ("datum=2020-07-14", "datum=2020-07-14"),
        ("datum=2019-07-16&sinds=2020-07-14", "datum=2020-07-14&sinds=2019-07-16"),
        ("datum=2020-07-14&sinds=2020-07-14", "datum=2020-07-14"),
        ("sinds=2023-12-31", "datum=2023-12-31&sinds=2022-12-31"),
        ("thema=taalbevordering&thema=extra-onderwijs", "thema=extra-onderwijs,taalbevordering"),
        (f"thema={LONG_LIST}", "thema=taalbevordering"),
        ("thema=onbekend,loopbaanleren", "thema=loopbaanleren,onbekend"),
        ("aard=verwant-programma,interventie", "aard=interventie,verwant-programma"),
        ("vanaf=2022&tot=2019", "vanaf=2019&tot=2022"),
        ("tot=2019", "tot=2019"),
        ("gemeente=GM0010", "gemeente=GM0010"),
        ("gemeente=GM0788", "gemeente=GM0788"),
        ("kleur=jaar", ""),
        ("kleur=interventies&regio=PV24", "regio=PV24&kleur=interventies"),
        ("zoek=%20voor%0A%00lezen%20", "zoek=voor%20lezen"),
        ("zoek=a+b", "zoek=a%20b"),
        ("zoek=1%2B1%3D2%26c%23d", "zoek=1%2B1%3D2%26c%23d"),
        ("zoek=" + "a" * 100, "zoek=" + "a" * LONGEST_TEXT),
        ("zoek=" + "a" * (LONGEST_TEXT - 1) + "+b", "zoek=" + "a" * (LONGEST_TEXT - 1)),
        ("sorteer=-activiteiten", "sorteer=-activiteiten"),
        ("vorm=kaart", ""),
        ("gemeente=GM0010&vorm=tegels", "vorm=tegels&gemeente=GM0010"),
        ("vorm=taart", ""),
    ],
)
def test_a_link_is_canonical(query: str, canonical: str, vocabulary: Vocabulary) -> None:
    link = write_query(read_query(query, vocabulary).selection)
    assert link == canonical
    assert write_query(read_query(link, vocabulary).selection) == canonical


def test_everything_at_once_still_fits_in_a_link(vocabulary: Vocabulary) -> None:
    everything = Selection(
        day=day("2021-01-01"),
        since=day("2019-01-01"),
        region="PV24",
        themes=tuple(vocabulary.themes),
        sectors=tuple(vocabulary.sectors),
        kinds=tuple(vocabulary.kinds),
        year_from=2015,
        year_to=2023,
        text="😀" * LONGEST_TEXT,
        colouring=list(vocabulary.colourings)[-1],
        municipality="GM0034",
        sort="-activiteiten",
    )
    link = write_query(everything)
    assert len(link) <= LONGEST_QUERY
    assert read_query(link, vocabulary).selection == everything
    assert len(write_query(replace(everything, text=""))) < 500


def test_every_choice_has_a_name_of_its_own_in_the_link() -> None:
    assert sorted(p.attribute for p in PARAMETERS) == sorted(f.name for f in fields(Selection))
    assert len({p.name for p in PARAMETERS}) == len({p.label for p in PARAMETERS}) == len(PARAMETERS)


@pytest.mark.parametrize(
    ("name", "value", "filters"),
    [
        ("region", "PV24", True),
        ("themes", ("taalbevordering",), True),
        ("sectors", ("po",), True),
        ("kinds", ("inzet",), True),
        ("year_from", 2019, True),
        ("year_to", 2019, True),
        ("text", "taal", True),
        ("day", day("2020-01-01"), False),
        ("since", day("2020-01-01"), False),
        ("colouring", "interventies", False),
        ("municipality", "GM0034", False),
        ("sort", "titel", False),
    ],
)
def test_what_counts_as_a_filter(name: str, value: Any, filters: bool) -> None:
    chosen = replace(DEFAULT, **{name: value})
    assert chosen.filters_activities is filters


def test_a_link_can_be_limited_to_some_of_the_choices() -> None:
    chosen = Selection(region="PV24", text="taal", municipality="GM0034")
    assert write_query(chosen, ["zoek", "regio"]) == "regio=PV24&zoek=taal"
    assert write_query(chosen, []) == ""


def test_at_most_twenty_unknown_things_are_named(vocabulary: Vocabulary) -> None:
    query = "&".join(f"n{number}=1" for number in range(200))
    assert len(read_query(query, vocabulary).dropped) == 20


def test_a_link_of_another_dataset_reads_with_that_datasets_words(small: Dataset) -> None:
    words = Vocabulary(small)
    reading = read_query("thema=een-school,taalbevordering&gemeente=GM0013&regio=PV02", words)
    assert reading.selection.themes == ("een-school",)
    assert reading.selection.municipality == "GM0013"
    assert reading.dropped == (("thema", "taalbevordering"),)


def test_days_at_both_ends_of_the_timeline_can_be_chosen(vocabulary: Vocabulary) -> None:
    for chosen in (vocabulary.first_day, vocabulary.last_day):
        assert read_query(f"datum={chosen}", vocabulary).selection.day == chosen
    for outside in (vocabulary.first_day - timedelta(1), vocabulary.last_day + timedelta(1)):
        assert read_query(f"datum={outside}", vocabulary).dropped


@pytest.mark.parametrize(
    ("query", "attribute", "value"),
    [
        ("links=GM0363", "left", "GM0363"),
        ("links=PV30", "left", "PV30"),
        ("rechts=GM0457", "right", "GM0363"),  # Weesp went up into Amsterdam
        ("kring=2031-05-01", "last_meeting", day("2031-05-01")),
        ("tafel=GM0363,GM0034,GM0363,GM0457", "at_table", ("GM0034", "GM0363")),
    ],
)
def test_what_only_the_page_that_compares_knows(
    query: str, attribute: str, value: Any, vocabulary: Vocabulary
) -> None:
    reading = read_query(query, vocabulary)
    assert getattr(reading.selection, attribute) == value
    assert reading.dropped == ()
    assert reading.selection.shared == DEFAULT


@pytest.mark.parametrize(
    ("query", "label"),
    [
        ("links=GM9999", "plaats links"),
        ("rechts=Almere", "plaats rechts"),
        ("kring=2016-01-01", "vorige Kenniskring"),
        ("kring=2101-01-01", "vorige Kenniskring"),
        ("tafel=PV30", "gemeente aan tafel"),
    ],
)
def test_a_place_or_day_that_is_not_known_is_dropped(query: str, label: str, vocabulary: Vocabulary) -> None:
    reading = read_query(query, vocabulary)
    assert reading.selection == DEFAULT
    assert [what for what, _ in reading.dropped] == [label]


def test_a_table_has_a_last_chair(vocabulary: Vocabulary) -> None:
    codes = vocabulary.dataset.codes[: MOST_AT_TABLE + 3]
    reading = read_query(f"tafel={','.join(codes)}", vocabulary)
    assert reading.selection.at_table == codes[:MOST_AT_TABLE]
    assert reading.dropped == (("gemeente aan tafel", f"meer dan {MOST_AT_TABLE}"),)
