"""The map on two days."""

from collections.abc import Callable
from datetime import date

import pytest

from gka_dash.model.selection import Selection
from gka_dash.model.two_days import TwoDays, two_days
from gka_dash.model.view import View
from tests.small import day

Look = Callable[..., View]


@pytest.mark.parametrize(
    ("since", "chosen", "days"),
    [
        (None, None, ("2019-07-16", "2022-12-31")),
        ("2020-03-10", None, ("2020-03-10", "2022-12-31")),
        (None, "2020-03-10", ("2019-07-16", "2020-03-10")),
        (None, "2019-07-16", ("2019-01-01", "2019-07-16")),
    ],
)
def test_without_a_choice_the_days_are_those_of_totals(
    look_small: Look, since: str | None, chosen: str | None, days: tuple[str, str]
) -> None:
    selection = Selection(since=day(since) if since else None, day=day(chosen) if chosen else None)
    found = two_days(selection, look_small().vocabulary)
    assert tuple(one.isoformat() for one in found) == days


def _pair(look: Look, before: str, after: str, **more: str) -> TwoDays:
    return TwoDays(look(day=before, **more), look(day=after, **more))


def test_who_joined_and_what_merged(look_small: Look) -> None:
    pair = _pair(look_small, "2020-01-01", "2021-12-31")
    assert [(row.code, row.name) for row in pair.joined("zeker")] == [("GM0003", "Tussen")]
    assert [row.name for row in pair.joined("mogelijk")] == ["Bravo"]
    assert {(row.oude_naam, row.nieuwe_naam) for row in pair.mergers} == {
        ("Middenecho", "Echo"),
        ("Alfaoord", "Alfa"),
        ("Alfadam", "Alfa"),
    }


def test_a_region_has_its_own_mergers(look_small: Look) -> None:
    pair = _pair(look_small, "2020-01-01", "2021-12-31", region="PV02")
    assert [row.oude_naam for row in pair.mergers] == ["Middenecho"]
    assert pair.joined("mogelijk") == ()


def test_the_numbers_stand_beside_each_other(look: Look) -> None:
    rows = {label: numbers for label, *numbers in _pair(look, "2018-10-01", "2022-12-31").counts}
    assert rows["Zeker aangesloten (met naam bekend)"] == ["0", "74"]
    assert rows["Gepubliceerd door de GKA (heel Nederland)"] == ["nog geen aantal", "101 (eind 2022)"]
    assert rows["Gemeenten op de kaart"] == ["342", "342"]


def test_who_joined_is_what_the_difference_on_the_map_says(look: Look) -> None:
    for before, after in (("2019-07-16", "2022-12-31"), ("2018-01-01", "2020-07-14")):
        pair, view = _pair(look, before, after), look(since=before, day=after)
        for kind in ("zeker", "mogelijk"):
            assert len(pair.joined(kind)) == len(view.joined[kind])
    assert isinstance(pair.before.day, date)
