"""A region at a glance."""

from collections.abc import Callable

import pytest

from gka_dash.model.membership import Status
from gka_dash.model.regions import Region
from gka_dash.model.view import View

Look = Callable[..., View]


def test_every_municipality_of_a_region_has_one_status(look: Look) -> None:
    for code in look().vocabulary.regions:
        view = look(region=code, day="2020-07-14")
        groups = Region(view).by_status
        together = [place for places in groups.values() for place in places]
        assert sorted(p.gemeentecode for p in together) == [m.gemeentecode for m in view.municipalities]
        assert len(groups[Status.CERTAIN]) == len(view.members[Status.CERTAIN])


def test_the_status_follows_the_day(look_small: Look) -> None:
    groups = Region(look_small(region="PV01", day="2020-05-01")).by_status
    assert {status.value: [place.gemeente for place in places] for status, places in groups.items()} == {
        "z": ["Alfa"],
        "m": ["Charlie"],
        "n": ["Bravo"],
        "-": [],
    }


@pytest.mark.parametrize(
    ("region", "themes", "sectors"), [("PV01", ("een-school",), ()), ("PV02", ("een-school",), ())]
)
def test_what_nothing_is_described_of(
    look_small: Look, region: str, themes: tuple[str, ...], sectors: tuple[str, ...]
) -> None:
    found = Region(look_small(region=region))
    assert (found.missing_themes, found.missing_sectors) == (themes, sectors)


def test_what_is_missing_is_not_what_is_unknown(look: Look) -> None:
    for code in look().vocabulary.regions:
        found = Region(look(region=code))
        assert not {"onbekend"} & {*found.missing_themes, *found.missing_sectors}
        assert not set(found.missing_themes) & set(found.view.counts.themes)


def test_what_needs_attention(look_small: Look) -> None:
    found = {
        place.gemeente: points
        for region in ("PV01", "PV02")
        for place, points in Region(look_small(region=region)).attention
    }
    no_link = "geen link naar de agenda"
    assert found == {
        "Alfa": (no_link,),
        "Bravo": ("jaar van ondertekening niet gevonden", no_link, "geen activiteit beschreven"),
        "Charlie": (no_link, "geen activiteit met thema, sector en samenvatting"),
        "Delta": (no_link, "geen activiteit met thema, sector en samenvatting"),
        "Echo": (
            "jaar van ondertekening niet gevonden",
            no_link,
            "geen thema's van de agenda bekend",
            "geen activiteit beschreven",
        ),
        "Foxtrot": (
            "wel een activiteit, geen agenda gevonden",
            "geen activiteit met thema, sector en samenvatting",
        ),
    }


def test_noordwijk_asks_for_attention(look: Look) -> None:
    found = {place.gemeente: points for place, points in Region(look(region="PV28")).attention}
    assert "wel een activiteit, geen agenda gevonden" in found["Noordwijk"]
