"""The municipalities around a table."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gka_dash.model.dataset import Dataset
from gka_dash.model.meeting import (
    Meeting,
    meeting,
    names,
    shown_first,
    spread_words,
    table_sentence,
)
from gka_dash.model.selection import MOST_AT_TABLE
from gka_dash.model.view import View

Look = Callable[..., View]


def _keys(table: Meeting) -> dict[str, set[str]]:
    groups = ("shared", "widespread", "contrasts", "missing_themes")
    return {group: {spread.key for spread in getattr(table, group)} for group in groups}


def test_an_empty_table_has_nothing_to_share(look_small: Look) -> None:
    table = meeting(look_small(), ())
    assert (table.profiles, table.shared, table.contrasts, table.talks) == ((), (), (), ())
    assert len(table.missing_themes) == len(table.themes)


def test_who_sits_alone_shares_nothing_and_contrasts_with_nobody(look_small: Look) -> None:
    table = meeting(look_small(), ("GM0001",))
    assert _keys(table)["shared"] == _keys(table)["contrasts"] == set()
    assert {spread.label for spread in table.missing_themes} == {"Ouders en thuis", "Één school"}
    assert table.talks == ()
    assert table_sentence(table) == "1 gemeente aan tafel. Met agenda: 1. Beschreven: 2 activiteiten."


@pytest.mark.parametrize(
    ("codes", "groups"),
    [
        (
            ("GM0001", "GM0004"),
            {
                "shared": {"taal"},
                "widespread": set(),
                "contrasts": {"ouders-en-thuis"},
                "missing_themes": {"een-school"},
            },
        ),
        (
            ("GM0001", "GM0003", "GM0004", "GM0005", "GM0002"),
            {
                "shared": set(),
                "widespread": {"taal"},
                "contrasts": {"ouders-en-thuis", "een-school"},
                "missing_themes": set(),
            },
        ),
    ],
)
def test_themes_are_shared_widespread_rare_or_missing(
    look_small: Look, codes: tuple[str, ...], groups: dict[str, set[str]]
) -> None:
    assert _keys(meeting(look_small(), codes)) == groups


def test_who_has_an_activity_can_tell_who_only_planned_it(look: Look) -> None:
    table = meeting(look(), ("GM0034", "GM0363", "GM0599", "GM0014"))
    first = table.talks[0]
    assert (first.label, names(first.doing), names(first.planning)) == (
        "Mentoring en coaching",
        "Rotterdam",
        "Amsterdam",
    )
    assert spread_words(first) == "Mentoring en coaching (Rotterdam; in de agenda van Amsterdam)"


def test_the_sheet_shows_the_activity_that_the_page_shows_first(look: Look) -> None:
    table = meeting(look(), ("GM0034", "GM1680"))
    titles = {profile.name: shown_first(profile) for profile in table.profiles}
    assert titles["Aa en Hunze"] is None
    row = titles["Almere"]
    assert row is not None
    assert row.gemeentecode == "GM0034"


def test_the_sentence_says_what_everybody_has(look_small: Look) -> None:
    assert table_sentence(meeting(look_small(), ("GM0001", "GM0004"))).endswith("Iedereen heeft: Taal.")
    assert "geen thema dat iedereen heeft" in table_sentence(meeting(look_small(), ("GM0001", "GM0006")))


def test_a_code_of_another_time_takes_no_chair(look_small: Look) -> None:
    assert [p.name for p in meeting(look_small(), ("GM0011", "GM9999", "GM0002")).profiles] == ["Bravo"]


@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_every_theme_stands_in_one_group(dataset: Dataset, look: Look, data: st.DataObject) -> None:
    codes = data.draw(
        st.lists(st.sampled_from(dataset.codes), min_size=2, max_size=MOST_AT_TABLE, unique=True)
    )
    table = meeting(look(), codes)
    together = [key for keys in _keys(table).values() for key in keys]
    assert sorted(together) == sorted(spread.key for spread in table.themes)
    assert meeting(look(), reversed(codes)) == table
    for spread in table.themes:
        assert spread.places == len({p.code for p in (*spread.doing, *spread.planning)})
