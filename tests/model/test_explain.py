"""Behind every total: the rule, the source, and a list that is as long as the number."""

import unicodedata
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gka_dash.model.dataset import Dataset
from gka_dash.model.explain import EXPLANATIONS, Explanation, explain
from gka_dash.model.selection import Selection, normalised
from gka_dash.model.view import View, make_view
from gka_dash.model.vocabulary import Vocabulary
from tests.small import activity, agenda, with_rows

Look = Callable[..., View]
KEYS = sorted(EXPLANATIONS)
ACTIVITIES = {
    "activiteiten",
    "interventies",
    "interventies-gepubliceerd",
    "zonder-sector",
    "zonder-startjaar",
    "zonder-thema",
}
PUBLISHED = {"gemeenten-gepubliceerd": "gemeenten", "interventies-gepubliceerd": "interventies"}


def _as_in_a_list(name: str) -> str:
    """'s-Gravenhage stands at the g and Súdwest-Fryslân at the s, as in a Dutch list of names."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return plain.removeprefix("'s-").lstrip("'")


def _check(view: View, key: str) -> Explanation:
    found = explain(view, key)
    assert found.key == key
    assert found.label == found.label.strip() != ""
    assert found.rule.endswith(".")
    assert "  " not in found.rule + found.rows_title + found.label
    assert found.rows_title
    for row in found.rows:
        assert row.code in view.dataset.municipality
        assert row.name
        assert row.remark
        assert row.source
    if key in PUBLISHED:
        assert found.origin == "gepubliceerd"
        known = {getattr(m, PUBLISHED[key]) for m in view.dataset.mijlpalen if m.datum <= view.day} - {None}
        assert found.value in known if known else found.value is None
        assert bool(found.source) == (found.value is not None)
    else:
        assert found.origin == "geteld"
        assert found.value == len(found.rows)
        assert found.source
    return found


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize(
    "choices",
    [
        {},
        {"day": "2016-10-31"},
        {"day": "2020-07-14"},
        {"since": "2019-07-16", "day": "2020-07-14", "region": "PV30"},
        {"region": "PV24", "themes": ("taalbevordering", "onbekend")},
        {"year_from": 2020, "kinds": ("interventie",)},
        {"text": "zzz"},
    ],
    ids=repr,
)
def test_a_total_is_as_long_as_its_list(look: Look, key: str, choices: dict[str, Any]) -> None:
    _check(look(**choices), key)


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("on", ["2019-01-01", "2020-05-01", "2022-12-31"])
def test_a_total_of_the_small_country_is_as_long_as_its_list(look_small: Look, key: str, on: str) -> None:
    _check(look_small(day=on), key)
    _check(look_small(day=on, since="2019-01-01", region="PV02"), key)


@given(data=st.data())
@settings(deadline=None, max_examples=40)
def test_whatever_is_chosen_number_and_list_agree(
    data: st.DataObject, dataset: Dataset, vocabulary: Vocabulary
) -> None:
    days = st.none() | st.dates(vocabulary.first_day, vocabulary.last_day)
    chosen = Selection(
        day=data.draw(days),
        since=data.draw(days),
        region=data.draw(st.sampled_from(["", *vocabulary.regions])),
        themes=tuple(data.draw(st.sets(st.sampled_from(list(vocabulary.themes)), max_size=2))),
        sectors=tuple(data.draw(st.sets(st.sampled_from(list(vocabulary.sectors)), max_size=2))),
        year_from=data.draw(st.none() | st.sampled_from(vocabulary.start_years)),
    )
    view = make_view(dataset, vocabulary, normalised(chosen, vocabulary))
    found = {key: _check(view, key).value for key in KEYS}
    assert found["activiteiten"] == view.counts.total
    assert found["interventies"] == view.counts.kinds.get("interventie", 0)
    assert found["zonder-thema"] == view.counts.without_theme
    assert found["zonder-sector"] == view.counts.without_sector
    assert found["gemeenten-met-activiteit"] == view.counts.municipalities
    assert found["zonder-startjaar"] == len(view.matching.without_year)


@pytest.mark.parametrize(
    ("on", "values"),
    [
        ("2019-07-16", (30, 30, 0, None)),
        ("2020-07-14", (50, 40, 25, 169)),
        ("2022-12-31", (101, 74, 0, 264)),
        ("2023-12-31", (101, 75, 0, 264)),
    ],
)
def test_totals_of_the_bundled_facts(look: Look, on: str, values: tuple[int | None, ...]) -> None:
    view = look(day=on)
    keys = ("gemeenten-gepubliceerd", "gemeenten-zeker", "gemeenten-mogelijk", "interventies-gepubliceerd")
    assert tuple(explain(view, key).value for key in keys) == values
    assert explain(view, "activiteiten").value == 143
    assert explain(view, "interventies").value == 114
    assert explain(view, "gemeenten-met-activiteit").value == 61


@pytest.mark.parametrize(
    "choices",
    [{"region": "PV24"}, {"themes": ("taalbevordering",)}, {"sectors": ("ho",)}, {"text": "zzz"}],
    ids=repr,
)
def test_beside_a_published_total_stands_what_is_known_in_the_whole_country(
    look: Look, choices: dict[str, Any]
) -> None:
    """A published total has no filter; beside it a filtered list would make the rest seem unknown."""
    view = look(**choices)
    assert len(explain(view, "gemeenten-gepubliceerd").rows) == 74
    assert len(explain(view, "interventies-gepubliceerd").rows) == 114


@pytest.mark.parametrize(
    ("on", "others"),
    [("2016-10-31", False), ("2019-07-16", False), ("2022-12-30", False), ("2022-12-31", True)],
)
def test_other_names_are_only_missing_when_there_are_others(look: Look, on: str, others: bool) -> None:
    """30 of 30 are known; and on 30 December 2022 we know more names than the 50 last published."""
    found = explain(look(day=on), "gemeenten-gepubliceerd")
    assert ("niet gevonden" in found.rows_title) is others


def test_no_share_of_the_published_interventions_is_claimed(look: Look) -> None:
    found = explain(look(), "interventies-gepubliceerd")
    assert "niet bekend" in found.rows_title
    assert " van 264" not in found.rows_title + found.rule
    assert "heel Nederland" in found.rule


def test_a_split_municipality_is_one_row_under_its_own_name(look_small: Look) -> None:
    members = explain(look_small(), "gemeenten-zeker").rows
    assert [(row.name, row.code) for row in members] == [
        ("Alfa", "GM0001"),
        ("Bravo", "GM0002"),
        ("Echo", "GM0005"),
        ("Tussen", "GM0003"),
    ]
    assert [row.remark for row in members if row.name == "Tussen"] == ["ondertekend: mei 2020"]
    assert [row.remark for row in members if row.name == "Echo"] == ["ondertekend: datum niet gevonden"]


def test_every_activity_stands_once_among_the_places(small: Dataset) -> None:
    """Tussen was split over Charlie and Delta; its activity is not counted a second time at Charlie."""
    own = with_rows(small, interventies=(activity("I6", "GM0003"),))
    words = Vocabulary(own)
    rows = explain(make_view(own, words, Selection()), "gemeenten-met-activiteit").rows
    assert [(row.name, row.code, row.remark) for row in rows] == [
        ("Alfa", "GM0001", "2 activiteiten"),
        ("Charlie", "GM0003", "1 activiteit"),
        ("Delta", "GM0004", "1 activiteit"),
        ("Foxtrot", "GM0006", "1 activiteit"),
        ("Tussen", "GM0003", "1 activiteit"),
    ]


def test_an_activity_of_a_split_municipality_is_listed_under_its_own_name(look_small: Look) -> None:
    rows = explain(look_small(year_from=2020, year_to=2020), "activiteiten").rows
    assert [row.remark for row in rows] == ["Tussen, interventie"]


def test_rows_that_lead_nowhere_do_not_break_an_explanation(small: Dataset) -> None:
    """The reader leaves such rows out; a total must survive a reader that did not."""
    lost = with_rows(
        small,
        interventies=(activity("I9", "GM0098"), activity("I8", "GM7777")),
        agendas=(agenda("GM0099", "2019-01-01", "2019-01-01", "dag"),),
    )
    view = make_view(lost, Vocabulary(lost), Selection())
    for key in KEYS:
        explain(view, key)


def test_a_period_has_its_list_of_unknown_years(look_small: Look) -> None:
    found = explain(look_small(year_from=2020), "zonder-startjaar")
    assert [row.name for row in found.rows] == ["Café voor ouders", "Titel I5"]


def test_the_rule_names_the_filter(look: Look) -> None:
    view = look(region="PV24", themes=("taalbevordering",))
    for key in ("activiteiten", "interventies", "gemeenten-met-activiteit", "zonder-thema", "zonder-sector"):
        assert explain(view, key).rule.endswith("Filter: regio Flevoland; thema Taalbevordering.")


@pytest.mark.parametrize(
    "key", ["gemeenten-zeker", "gemeenten-mogelijk", "gemeenten-nieuw", "gemeenten-mogelijk-nieuw"]
)
def test_a_count_inside_a_region_says_so(look: Look, key: str) -> None:
    view = look(region="PV24", since="2019-07-16", day="2022-12-31")
    assert explain(view, key).label.endswith("in Flevoland")


def test_an_empty_dataset_can_be_explained() -> None:
    empty = Dataset()
    view = make_view(empty, Vocabulary(empty), Selection())
    assert {key: _check(view, key).value or 0 for key in KEYS} == dict.fromkeys(KEYS, 0)


@pytest.mark.parametrize("key", KEYS)
def test_rows_stand_as_in_a_dutch_list(look: Look, key: str) -> None:
    """Municipalities by name, activities by municipality."""
    rows = explain(look(since="2019-01-01", year_from=2020), key).rows
    names = [_as_in_a_list(row.remark if key in ACTIVITIES else row.name) for row in rows]
    assert names == sorted(names)


def test_a_key_that_does_not_exist_is_an_error(look: Look) -> None:
    with pytest.raises(KeyError):
        explain(look(), "bestaat-niet")


@pytest.mark.parametrize("key", KEYS)
def test_a_total_without_its_list_has_made_no_rows(look: Look, key: str) -> None:
    """Eight totals are shown at a time and one of them is opened now and then."""
    found = explain(look(themes=("taalbevordering",)), key)
    assert "rows" not in vars(found)
    assert found.rows == found.make_rows()
    assert "rows" in vars(found)
