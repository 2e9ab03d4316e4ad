"""A coordinator looks at regions of the own organisation, on borders of 2019 as well."""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from gka_dash.geo.read import read_boundaries
from gka_dash.model.dataset import Dataset
from tests.browser.actions import Actions, table_rows
from tests.browser.conftest import Everywhere
from tests.browser.served import serving_after
from tests.geo.older import borders_of

# Parts of the country by province, as an organisation might divide its coordinators.
PARTS = {
    "Noord": ("PV20", "PV21", "PV22"),
    "Oost": ("PV23", "PV24", "PV25"),
    "West": ("PV26", "PV27", "PV28"),
    "Zuid": ("PV29", "PV30", "PV31"),
}
IN_2019 = 355


@pytest.fixture(scope="module")
def server(project: Path, dataset: Dataset, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard with a list of own regions, and with borders of 2019 cut out of those of 2024."""
    folder = tmp_path_factory.mktemp("regions")
    with (folder / "regios.csv").open("w", encoding="utf-8", newline="") as file:
        part_of = {province: part for part, provinces in PARTS.items() for province in provinces}
        csv.writer(file).writerows([row.gemeente, part_of[row.provinciecode]] for row in dataset.gemeenten)
    today = read_boundaries(project / "data" / "geo" / "gemeenten_2024_afgeleid.gpkg", year=2024).frame
    borders_of(date(2019, 1, 1), today, dataset).to_file(folder / "grenzen.gpkg", layer="gemeenten")
    commands = (
        ("divisions", "import", folder / "regios.csv", "--year", "2024", "--label", "Rayon"),
        ("boundaries", "add", folder / "grenzen.gpkg", "--year", "2019"),
    )
    with serving_after(project, folder, *commands) as address:
        yield address


def test_own_regions_can_be_chosen_and_everything_follows(
    user: Actions, everywhere: Everywhere, dataset: Dataset
) -> None:
    user.open()
    provinces = user.outlines()
    user.filters().get_by_label("Indeling").select_option(label="Rayon")
    user.expect_link("/?indeling=rayon")
    options = user.filters().get_by_label("Regio").get_by_role("option").all_inner_texts()
    assert options[1:] == list(PARTS)
    expect(user.page.locator(".lk-outlines path")).to_have_count(len(PARTS))
    assert provinces == 12
    north = sum(place.provinciecode in PARTS["Noord"] for place in dataset.gemeenten)
    before = user.municipality("Groningen").bounding_box()
    user.choose_region("Noord")
    user.expect_link("/?indeling=rayon&regio=RA01")
    expect(user.page.get_by_role("heading", name=re.compile("in Noord op"))).to_be_visible()
    assert sum(user.legend_counts().values()) == north
    assert before
    user.page.wait_for_function(  # the zoom takes a moment
        "([region, least]) => region.getBoundingClientRect().width > least",
        arg=[user.municipality("Groningen").element_handle(), 1.5 * before["width"]],
    )
    everywhere(user.page.get_by_role("heading", name=re.compile("in Noord op")), "own region on the map")
    user.page.go_back()
    user.expect_link("/?indeling=rayon")
    user.page.go_back()
    expect(user.page.locator(".lk-outlines path")).to_have_count(provinces)
    expect(user.filters().get_by_label("Indeling")).to_have_value("provincie")


def test_the_page_of_an_own_region_leads_to_the_map_and_back(user: Actions, everywhere: Everywhere) -> None:
    user.open("/regios?indeling=rayon")
    table = user.page.get_by_role("table", name="Regio's")
    assert [row[0] for row in table_rows(table)] == list(PARTS)
    everywhere(table, "list of own regions")
    table.get_by_role("link", name="Noord").click()
    expect(user.page.get_by_role("heading", name="Noord", level=1)).to_be_visible()
    user.expect_link("/regio/RA01?indeling=rayon")
    user.page.get_by_role("link", name="Toon op de kaart").click()
    user.wait_for_page()
    user.expect_link("/?indeling=rayon&regio=RA01")
    expect(user.filters().get_by_label("Regio")).to_have_value("RA01")
    user.page.go_back()
    expect(user.page.get_by_role("heading", name="Noord", level=1)).to_be_visible()


def test_one_agenda_of_eemsdelta_is_seen_at_its_three_predecessors(user: Actions) -> None:
    user.open("/?datum=2019-07-16", IN_2019)
    user.expect_total(30, "zeker aangesloten", "geteld")
    for name in ("Appingedam", "Delfzijl", "Loppersum"):
        expect(user.municipality(name)).to_have_accessible_name(re.compile("agenda sinds 2019"))
    box = user.page.get_by_label("Zoek een gemeente")
    box.fill("Loppersum")
    box.press("Enter")
    user.expect_chosen("Loppersum")
    expect(
        user.page.get_by_role("main").get_by_text("Loppersum → Eemsdelta (2021)", exact=True)
    ).to_be_visible()
    user.go_to_date("2022-12-31")
    expect(user.regions()).to_have_count(342)
    user.expect_chosen("Eemsdelta")
    user.expect_total(74, "zeker aangesloten", "geteld")
    user.page.go_back()
    user.expect_chosen("Loppersum")


def test_own_regions_hold_on_older_borders(user: Actions) -> None:
    user.open("/?datum=2019-07-16&indeling=rayon&regio=RA01", IN_2019)
    expect(user.page.locator(".lk-outlines path")).to_have_count(len(PARTS))
    expect(user.municipality("Delfzijl")).to_be_in_viewport()
    counts = sum(user.legend_counts().values())
    user.go_to_date("2022-12-31")
    expect(user.regions()).to_have_count(342)
    assert sum(user.legend_counts().values()) < counts
