"""Everything a screen shows of a selection."""

from collections.abc import Callable
from typing import Any

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.membership import Status
from gka_dash.model.selection import Selection
from gka_dash.model.view import View, make_view
from gka_dash.model.vocabulary import Vocabulary
from tests.small import day

Look = Callable[..., View]


def test_the_first_view_stands_at_the_last_published_total(look_small: Look) -> None:
    view = look_small()
    assert view.day == day("2022-12-31")
    assert view.since is None
    assert view.region_name == "Nederland"
    assert view.signs == "zzzzz-"
    assert view.signs_since == ""
    assert view.published is not None
    assert view.published.gemeenten == 5
    assert view.published_interventions is not None
    assert view.published_interventions.interventies == 9
    assert view.chosen is None
    assert view.chosen_activities == ()
    assert not view.narrows


@pytest.mark.parametrize(
    ("region", "codes", "name"),
    [
        ("", ["GM0001", "GM0002", "GM0003", "GM0004", "GM0005", "GM0006"], "Nederland"),
        ("PV01", ["GM0001", "GM0002", "GM0003"], "Noord"),
        ("PV02", ["GM0004", "GM0005", "GM0006"], "Zuid"),
    ],
)
def test_a_region_narrows_the_municipalities(
    look_small: Look, region: str, codes: list[str], name: str
) -> None:
    view = look_small(region=region)
    assert [m.gemeentecode for m in view.municipalities] == codes
    assert view.region_name == name
    assert len(view.signs) == 6, "the map always draws the whole country"


def test_published_totals_stay_those_of_the_whole_country(look_small: Look) -> None:
    assert look_small(region="PV02").published == look_small().published


@pytest.mark.parametrize(
    ("since", "until", "certain", "possible"),
    [
        ("2019-01-01", "2019-07-16", (), ("GM0001",)),
        ("2019-01-01", "2020-05-31", ("GM0013",), ("GM0001",)),
        ("2020-05-31", "2022-12-31", ("GM0002",), ()),
        ("2020-05-31", "2021-06-01", (), ("GM0002",)),
        ("2021-06-01", "2022-12-30", (), ("GM0002",)),
        ("2021-06-01", "2022-12-31", (), ("GM0002",)),
        ("2021-05-31", "2022-12-31", ("GM0002",), ()),
    ],
)
def test_who_joined_between_two_days(
    look_small: Look, since: str, until: str, certain: tuple[str, ...], possible: tuple[str, ...]
) -> None:
    view = look_small(since=since, day=until)
    assert view.joined == {"zeker": certain, "mogelijk": possible}
    assert len(view.signs_since) == len(view.signs)


def test_without_a_second_day_nobody_joined(look_small: Look) -> None:
    assert look_small().joined == {"zeker": (), "mogelijk": ()}


def test_who_joined_is_narrowed_by_a_region(look_small: Look) -> None:
    view = look_small(since="2019-01-01", day="2022-12-31", region="PV02")
    assert view.joined == {"zeker": ("GM0013",), "mogelijk": ()}


@pytest.mark.parametrize("region", ["", "PV24", "PV30"])
def test_joined_and_before_are_all_members(look: Look, region: str) -> None:
    """Nobody is lost between two days: new, possibly new and already sure make up who is shown now."""
    for since, until in (("2019-01-01", "2020-07-14"), ("2020-07-14", "2022-12-31")):
        view = look(since=since, day=until, region=region)
        before = look(day=since, region=region).members
        now = {*view.members[Status.CERTAIN], *view.members[Status.POSSIBLE]}
        parts = [view.joined["zeker"], view.joined["mogelijk"], before[Status.CERTAIN]]
        assert sum(map(len, parts)) == len(now)
        assert set().union(*parts) == now


def test_an_activity_of_a_split_municipality_stands_at_every_part(look_small: Look) -> None:
    found = look_small().activities_by_municipality
    assert {code: [row.interventie_id for row in rows] for code, rows in found.items()} == {
        "GM0001": ["I1", "I2"],
        "GM0003": ["I3"],
        "GM0004": ["I3", "I5"],
        "GM0006": ["I4"],
    }


def test_the_chosen_municipality_shows_what_fits_the_filters(look_small: Look) -> None:
    view = look_small(municipality="GM0004", themes=("taal",))
    assert view.chosen is not None
    assert view.chosen.gemeente == "Delta"
    assert [row.interventie_id for row in view.chosen_activities] == ["I3"]
    assert view.chosen_counts.total == 1


@pytest.mark.parametrize(
    ("choices", "narrows", "fits"),
    [
        ({"themes": ("taal",)}, True, "101100"),  # Alfaoord's agenda and activity, Tussen's activity
        ({"themes": ("een-school",)}, True, "010000"),  # only Bravo's agenda names it
        ({"themes": ("ouders-en-thuis",)}, True, "001101"),
        ({"themes": ("een-school",), "sectors": ("po",)}, True, "000000"),
        ({"sectors": ("vo",)}, True, "001100"),
        ({"kinds": ("inzet",)}, True, "100000"),
        ({"year_from": 2022}, True, "000001"),
        ({"year_to": 2019}, True, "100000"),
        ({"text": "cafe"}, True, "100000"),
        ({"day": "2019-01-01"}, False, "101101"),
        ({"region": "PV01"}, False, "101100"),
    ],
)
def test_what_the_map_fades(look_small: Look, choices: dict[str, Any], narrows: bool, fits: str) -> None:
    view = look_small(**choices)
    assert view.narrows is narrows
    assert view.fits == fits


def test_outside_the_region_nothing_fits_for_whichever_reason(look_small: Look) -> None:
    """Bravo's agenda names the theme, but Bravo does not lie in Zuid; nor would an activity there."""
    assert look_small(themes=("een-school",), region="PV02").fits == "000000"


def test_what_fits_has_an_activity_or_an_agenda_with_the_theme(look: Look, vocabulary: Vocabulary) -> None:
    for theme in vocabulary.themes:
        view = look(themes=(theme,))
        assert len(view.fits) == 342
        found = {code for code, sign in zip(view.dataset.codes, view.fits, strict=True) if sign == "1"}
        assert set(view.activities_by_municipality) <= found


def test_an_empty_dataset_has_a_view() -> None:
    empty = Dataset()
    view = make_view(empty, Vocabulary(empty), Selection())
    assert view.signs == view.fits == ""
    assert view.counts.total == 0
    assert view.published is None
    assert view.municipalities == ()
    assert view.day == Vocabulary(empty).initial_day


def test_a_view_costs_nothing_until_it_is_read(look: Look) -> None:
    fields = {"dataset", "vocabulary", "selection", "edition", "border_note", "attribution", "changes"}
    view = look(region="PV24")
    assert set(vars(view)) == fields
    assert view.counts is view.counts
    assert set(vars(view)) >= {"counts", "matching"}
