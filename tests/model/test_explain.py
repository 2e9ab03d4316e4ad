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


def test_a_period_has_its_list_of_unknown_years(look_small: Look) -> None:
    found = explain(look_small(year_from=2020), "zonder-startjaar")
    assert [row.name for row in found.rows] == ["Café voor ouders", "Titel I5"]


def test_the_rule_names_the_filter(look: Look) -> None:
    view = look(region="PV24", themes=("taalbevordering",))
    for key in ("activiteiten", "interventies", "gemeenten-met-activiteit", "zonder-thema", "zonder-sector"):
        assert explain(view, key).rule.endswith("Filter: regio Flevoland; thema Taalbevordering.")


def test_an_empty_dataset_can_be_explained() -> None:
    empty = Dataset()
    view = make_view(empty, Vocabulary(empty), Selection())
    assert {key: _check(view, key).value or 0 for key in KEYS} == dict.fromkeys(KEYS, 0)


def test_a_key_that_does_not_exist_is_an_error(look: Look) -> None:
    with pytest.raises(KeyError):
        explain(look(), "bestaat-niet")
