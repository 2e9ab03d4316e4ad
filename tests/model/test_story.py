"""A step is a view with words: what its link shows, which charts go with it, what placeholders stand for."""

import pytest

from gka_dash.model.membership import Status
from gka_dash.model.selection import write_query
from gka_dash.model.story import (
    LONGEST_TITLE,
    NOTHING_PUBLISHED,
    Step,
    Words,
    filled,
    placeholders,
    proposed,
    step_charts,
    step_reading,
)
from gka_dash.model.vocabulary import Vocabulary
from tests.model.conftest import Look


@pytest.mark.parametrize(
    ("query", "charts"),
    [
        ("", ()),
        ("regio=PV30", ()),
        ("datum=2019-07-16", ()),
        ("kleur=interventies", ("thema",)),
        ("aard=inzet", ("thema",)),
        ("sector=po", ("thema",)),
        ("thema=taalbevordering", ("sector",)),
        ("kleur=taalbevordering", ("sector",)),
        ("thema=taalbevordering&sector=po", ("matrix",)),
    ],
)
def test_the_charts_follow_from_the_selection(
    vocabulary: Vocabulary, query: str, charts: tuple[str, ...]
) -> None:
    step = Step("x", query=query)
    assert step_charts(step, step_reading(step, vocabulary).selection) == charts


@pytest.mark.parametrize("named", [(), ("matrix", "thema")])
def test_a_step_that_names_its_charts_is_believed(vocabulary: Vocabulary, named: tuple[str, ...]) -> None:
    step = Step("x", query="thema=taalbevordering", charts=named)
    assert step_charts(step, step_reading(step, vocabulary).selection) == named


def test_a_region_comes_over_that_of_the_link(vocabulary: Vocabulary) -> None:
    step = Step("x", query="datum=2019-07-16&regio=PV20")
    assert write_query(step_reading(step, vocabulary, "PV30").selection) == "datum=2019-07-16&regio=PV30"
    assert write_query(step_reading(step, vocabulary).selection) == "datum=2019-07-16&regio=PV20"


def test_a_link_says_what_it_names_in_vain(vocabulary: Vocabulary) -> None:
    reading = step_reading(Step("x", query="regio=PV99"), vocabulary, "PV30")
    assert reading.dropped == (("regio", "PV99"),)
    assert reading.selection.region == "PV30"


def test_placeholders_are_what_the_view_counts(look: Look) -> None:
    view = look(region="PV29")
    known = str(len(view.members[Status.CERTAIN]))
    assert (
        filled("{regio}: {gemeenten-zeker} op {datum}", Words(view))
        == f"Zeeland: {known} op 31 december 2022"
    )
    assert filled("{onbekend} {{regio}} { regio }", Words(view)) == "{onbekend} {Zeeland} { regio }"
    assert Words(look(day="2016-10-31"))["gemeenten-gepubliceerd"] == NOTHING_PUBLISHED


def test_every_word_can_be_filled_in(look: Look) -> None:
    words = Words(look())
    assert len(words) == len(list(words)) == len({words[key] and key for key in words})
    assert list(placeholders("{regio} en {datum}, geen {R} of {}")) == ["regio", "datum"]


def test_a_view_proposes_its_own_title_and_number(look: Look) -> None:
    assert proposed(look()) == {
        "title": "Gemeenten met een GKA-agenda op 31 december 2022",
        "number": "gemeenten-zeker",
    }
    assert proposed(look(since="2019-07-16"))["number"] == "gemeenten-nieuw"
    filtered = proposed(look(region="PV30", themes=("taalbevordering",), municipality="GM0758"))
    assert filtered["number"] == "activiteiten"
    assert "Noord-Brabant" in filtered["title"]
    assert filtered["title"].endswith("(Breda; thema Taalbevordering)")


def test_a_proposed_title_fits(look: Look, vocabulary: Vocabulary) -> None:
    title = proposed(look(themes=tuple(vocabulary.themes)))["title"]
    assert len(title) <= LONGEST_TITLE
    assert title.endswith("…")
