"""On every day each municipality lies in exactly one region, whatever years are installed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gka_dash.model.dataset import Dataset
from gka_dash.model.division import expected_municipalities, rebased
from gka_dash.model.regions_table import (
    NOWHERE,
    divisions_in,
    installed_divisions,
    label_of,
    placements,
    regions_of,
)
from gka_dash.model.schema import RegionOfMunicipality
from tests.small import day, small_dataset, with_rows


def row(code: str, region: str, year: int, division: str = "corop") -> RegionOfMunicipality:
    return RegionOfMunicipality(
        indeling=division, jaar=year, gemeentecode=code, regiocode=region, regio=f"Regio {region}"
    )


def installed(dataset: Dataset, *years: int, division: str = "corop", count: int = 7) -> Dataset:
    """Regions invented for the test: the municipalities of a year in turn."""
    rows = [
        row(code, f"CR{place % count + 1:02d}", year, division)
        for year in years
        for place, code in enumerate(expected_municipalities(dataset, date(year, 1, 1)))
    ]
    return with_rows(dataset, regioindelingen=rows)


@pytest.fixture
def country() -> Dataset:
    """The small country in 2017 (before everything) and in 2022 (after everything)."""
    before = {"GM0011": "CR01", "GM0012": "CR02", "GM0013": "CR01", "GM0015": "CR02", "GM0002": "CR01"}
    before |= {"GM0003": "CR02", "GM0004": "CR01", "GM0006": "CR01"}
    after = {"GM0001": "CR01", "GM0002": "CR02", "GM0003": "CR03", "GM0004": "CR04", "GM0005": "CR05"}
    rows = [row(code, region, 2017) for code, region in before.items()]
    rows += [row(code, region, 2022) for code, region in after.items()]
    return with_rows(small_dataset(), regioindelingen=rows)


@pytest.mark.parametrize(
    ("on", "year"),
    [
        ("2016-05-01", 2017),
        ("2017-12-31", 2017),
        ("2019-07-02", 2017),
        ("2020-01-01", 2022),
        ("2030-01-01", 2022),
    ],
)
def test_the_nearest_year_is_taken(country: Dataset, on: str, year: int) -> None:
    assert placements(country, "corop", day(on)).year == year


def test_of_equally_near_years_the_later_one(dataset: Dataset) -> None:
    both = installed(dataset, 2018, 2020)
    assert placements(both, "corop", date(2019, 7, 2)).year == 2020
    assert placements(both, "corop", date(2019, 7, 1)).year == 2018


def test_codes_are_followed_back(country: Dataset) -> None:
    """Today's municipalities in the table of 2017: Alfa came from two regions, Echo by way of Middenecho."""
    found = placements(country, "corop", day("2017-06-01"))
    assert {code: region[0] for code, region in found.regions.items()} == {
        "GM0001": "CR01",  # Alfaoord in CR01, Alfadam in CR02: equal, so the first
        "GM0002": "CR01",
        "GM0003": "CR02",
        "GM0004": "CR01",
        "GM0005": "CR02",
        "GM0006": "CR01",
    }
    assert found.notes == (
        "GM0001 Alfa: de delen liggen in 2017 in verschillende regio's: Regio CR01 (1), Regio CR02 (1). "
        "De kaart toont Regio CR01.",
    )


def test_codes_are_followed_forward(country: Dataset) -> None:
    """The municipalities of 2020 in the table of 2022: Tussen was split over two regions."""
    then = rebased(country, day("2020-07-02"))
    found = placements(then, "corop", day("2020-07-02"))
    assert found.year == 2022
    assert found.regions["GM0011"] == found.regions["GM0012"] == ("CR01", "Regio CR01")
    assert found.regions["GM0013"][0] == "CR03"
    assert any(note.startswith("GM0013 Tussen") for note in found.notes)
    assert found.regions["GM0006"] == NOWHERE, "Foxtrot is missing in 2022"
    assert "GM0006 Foxtrot: de indeling van 2022 kent deze gemeente niet." in found.notes


def test_the_region_of_most_parts(dataset: Dataset) -> None:
    """Haaren was split over four; three of them in one region."""
    codes = expected_municipalities(dataset, date(2021, 1, 1))
    there = {"GM0757": "CR02", "GM0824": "CR02", "GM0865": "CR01", "GM0855": "CR02"}
    rows = [row(code, there.get(code, "CR03"), 2021) for code in codes]
    then = rebased(with_rows(dataset, regioindelingen=rows), date(2020, 12, 31))
    assert regions_of(then, "corop", date(2020, 12, 31))["GM0788"] == ("CR02", "Regio CR02")


def test_circles_end(country: Dataset) -> None:
    then = rebased(country, day("2020-01-01"))
    assert regions_of(then, "corop", day("2020-01-01")).keys() == set(then.codes)


def test_provinces_need_no_table(dataset: Dataset) -> None:
    then = rebased(dataset, date(2018, 6, 1))
    found = placements(then, "provincie", date(2018, 6, 1))
    assert found.regions["GM0707"] == ("PV28", "Zuid-Holland")
    assert found.year is None
    assert len(found.regions) == 380


def test_a_division_that_is_not_installed(dataset: Dataset) -> None:
    with pytest.raises(KeyError, match="rmc"):
        regions_of(dataset, "rmc", date(2024, 1, 1))


def test_divisions_in_order(dataset: Dataset) -> None:
    assert divisions_in(dataset)["provincie"] == "Provincie"
    every = [
        row("GM0014", "CR01", 2024, name)
        for name in ("jeugd-zorg", "gka", "veiligheid", "corop", "agrarisch")
    ]
    assert list(divisions_in(with_rows(dataset, regioindelingen=every)).items()) == [
        ("provincie", "Provincie"),
        ("corop", "COROP-gebied"),
        ("veiligheid", "Veiligheidsregio"),
        ("gka", "GKA-regio"),
        ("agrarisch", "Agrarisch"),
        ("jeugd-zorg", "Jeugd zorg"),
    ]
    assert label_of("rmc") == "RMC-regio"


def test_a_label_that_was_given_is_that_of_the_last_year(dataset: Dataset) -> None:
    rows = [
        replace(row("GM0014", "JE01", year, "jeugd"), benaming=label)
        for year, label in ((2025, "Jeugdregio"), (2024, "Regio voor jeugd"), (2026, ""))
    ]
    assert divisions_in(with_rows(dataset, regioindelingen=rows))["jeugd"] == "Jeugdregio"


def test_what_is_installed_is_counted_by_year(dataset: Dataset) -> None:
    full = installed(installed(dataset, 2019, 2024), 2020, division="jeugd", count=3)
    found = installed_divisions(full)
    assert [(row.label, row.year, row.regions, row.municipalities) for row in found] == [
        ("Provincie", None, 12, 342),
        ("COROP-gebied", 2019, 7, 355),
        ("COROP-gebied", 2024, 7, 342),
        ("Jeugd", 2020, 3, 355),
    ]


YEARS = st.sets(st.integers(2016, 2026), min_size=1, max_size=3)
DAYS = st.dates(date(2016, 1, 1), date(2027, 12, 31))


@settings(max_examples=60, deadline=None)
@given(years=YEARS, on=DAYS, count=st.integers(1, 40), then=st.booleans())
def test_every_municipality_is_in_exactly_one_region(
    dataset: Dataset, years: set[int], on: date, count: int, then: bool
) -> None:
    """For every division, every set of years, every day, on borders of the day and on those of today."""
    full = installed(installed(dataset, *years, count=count), *sorted(years)[:1], division="rmc")
    shown = rebased(full, on) if then else full
    for division in divisions_in(full):
        found = regions_of(shown, division, on)
        assert tuple(sorted(found)) == shown.codes
        assert all(code and name for code, name in found.values())
        assert NOWHERE not in found.values()


@pytest.mark.parametrize("year", range(2016, 2027))
def test_in_its_own_year_the_table_is_given_back(dataset: Dataset, year: int) -> None:
    full = installed(dataset, year)
    wanted = {r.gemeentecode: (r.regiocode, r.regio) for r in full.regioindelingen}
    for on in (date(year, 1, 1), date(year, 1, 1) + timedelta(days=40)):
        assert regions_of(rebased(full, on), "corop", on) == wanted
