"""Two places side by side."""

from collections.abc import Callable
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gka_dash.model.compare import (
    Comparison,
    Mention,
    Profile,
    Relation,
    compare,
    longest,
    municipality_profile,
    region_profile,
    without_year,
)
from gka_dash.model.dataset import Dataset
from gka_dash.model.membership import Status
from gka_dash.model.schema import UNKNOWN
from gka_dash.model.view import View

Look = Callable[..., View]


def _compared(view: View, left: Profile, right: Profile) -> Comparison:
    return compare(left, right, view.vocabulary.themes, view.vocabulary.sectors)


def _of(view: View, left: str, right: str) -> Comparison:
    return _compared(view, municipality_profile(view, left), municipality_profile(view, right))


@pytest.mark.parametrize(
    ("left", "right", "relations"),
    [
        ("GM0001", "GM0004", {"taal": "beide", "ouders-en-thuis": "rechts", "een-school": "geen"}),
        ("GM0002", "GM0001", {"taal": "rechts", "ouders-en-thuis": "geen", "een-school": "links"}),
        ("GM0005", "GM0005", {"taal": "geen", "ouders-en-thuis": "geen", "een-school": "geen"}),
    ],
)
def test_each_theme_has_one_relation(
    look_small: Look, left: str, right: str, relations: dict[str, str]
) -> None:
    found = _of(look_small(), left, right)
    assert {pair.key: pair.relation.value for pair in found.themes} == relations
    assert {key for relation in Relation for key in found.themes_that(relation)} == set(relations)


def test_a_theme_counts_agendas_interventions_and_the_rest_apart(look_small: Look) -> None:
    profile = municipality_profile(look_small(), "GM0001")
    assert profile.themes == {"taal": Mention(agendas=1, interventions=1), UNKNOWN: Mention(others=1)}
    assert profile.interventions == 1
    assert profile.known_sectors == {"po", UNKNOWN}


def test_what_was_split_stands_at_every_part_but_counts_once_in_a_region(look_small: Look) -> None:
    view = look_small()
    for code in ("GM0003", "GM0004"):
        assert municipality_profile(view, code).themes["ouders-en-thuis"] == Mention(1, 1, 0)
    north, south = (region_profile(look_small(region=code)) for code in ("PV01", "PV02"))
    assert north.themes["ouders-en-thuis"] == Mention(1, 1, 0)
    assert south.themes["ouders-en-thuis"] == Mention(1, 1, 1)


def test_a_region_counts_what_its_view_counts(look: Look) -> None:
    for code in look().vocabulary.regions:
        view = look(region=code)
        profile = region_profile(view)
        assert profile.size == len(view.municipalities)
        assert len(profile.activities) == view.counts.total
        assert profile.statuses == {status: len(units) for status, units in view.members.items()}
        assert (profile.name, profile.kind) == (view.region_name, "Provincie")
        for key, mention in profile.themes.items():
            assert mention.interventions + mention.others == view.counts.themes.get(key, 0)


def test_the_filters_of_a_view_play_no_part_in_a_profile(look: Look) -> None:
    bare, filtered = look(region="PV30"), look(region="PV30", themes=("taalbevordering",), text="ouders")
    assert region_profile(bare) == region_profile(filtered)


@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_the_other_way_round_is_the_mirror_image(dataset: Dataset, look: Look, data: st.DataObject) -> None:
    view = look()
    code = st.sampled_from(dataset.codes)
    region = st.sampled_from(list(view.vocabulary.regions))
    profiles = code.map(lambda own: municipality_profile(view, own))
    profiles |= region.map(lambda own: region_profile(look(region=own)))
    left, right = data.draw(profiles), data.draw(profiles)
    found = _compared(view, left, right)
    assert _compared(view, right, left) == found.mirrored()
    assert found.mirrored().mirrored() == found
    assert found.alike is found.mirrored().alike
    assert longest(found.themes) == longest(found.mirrored().themes)
    for relation, other in (("links", "rechts"), ("beide", "beide"), ("geen", "geen")):
        assert found.themes_that(Relation(relation)) == found.mirrored().themes_that(Relation(other))


def test_what_is_shared_with_oneself_is_all_there_is(dataset: Dataset, look: Look) -> None:
    for code in dataset.codes:
        found = _of(look(), code, code)
        assert not found.themes_that(Relation.LEFT) + found.themes_that(Relation.RIGHT)
        assert {*found.themes_that(Relation.BOTH)} == found.left.known_themes - {UNKNOWN}


def test_the_longest_bar_is_the_largest_number(look: Look) -> None:
    for left, right in combinations(("GM0034", "GM0363", "GM0599", "GM1680"), 2):
        found = _of(look(), left, right)
        numbers = [n for pair in found.themes for n in (pair.left.interventions, pair.right.interventions)]
        assert longest(found.themes) == max(numbers)


def test_status_and_year_of_a_municipality(look_small: Look) -> None:
    assert municipality_profile(look_small(day="2022-01-31"), "GM0002").statuses == {Status.POSSIBLE: 1}
    assert municipality_profile(look_small(), "GM0006").statuses == {Status.NEVER: 1}
    numbers = {code: without_year(municipality_profile(look_small(), code)) for code in ("GM0001", "GM0005")}
    assert numbers == {"GM0001": 0, "GM0005": 1}
