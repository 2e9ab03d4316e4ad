"""Somebody installed the official borders of 2022: the date of the map decides which municipalities exist."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.actions import Actions
from tests.browser.conftest import Everywhere
from tests.browser.served import serving_after
from tests.geo.official import official_file

LATER = "2024-06-01,dag,Bericht van later,,,,https://www.example.nl/later\n"


@pytest.fixture(scope="module")
def server(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard with borders of 2022 and of 2024; a milestone gives 2024 days on the timeline."""
    add = ("boundaries", "add", official_file(), "--year", "2022")
    with serving_after(
        project, tmp_path_factory.mktemp("borders"), add, more={"mijlpalen": LATER}
    ) as address:
        yield address


@pytest.mark.parametrize(
    ("day", "regions", "weesp", "note"),
    [
        ("2019-07-16", 345, 1, "De grenzen van 16 juli 2019 zijn niet geïnstalleerd; .* gemeenten van 2022"),
        ("2022-02-01", 345, 1, ""),
        ("2022-04-01", 344, 0, ""),
        ("2024-02-01", 342, 0, ""),
    ],
)
def test_every_date_has_its_own_municipalities(
    user: Actions, everywhere: Everywhere, day: str, regions: int, weesp: int, note: str
) -> None:
    user.open(f"/?datum={day}", regions)
    expect(user.municipality("Weesp")).to_have_count(weesp)
    assert sum(user.legend_counts().values()) == regions
    shown = user.page.get_by_text(re.compile("zijn niet geïnstalleerd"))
    if note:
        expect(shown).to_have_text(re.compile(note))
        expect(shown).to_be_visible()
        everywhere(shown, "borders of that day are not installed")
    else:
        expect(shown).to_have_count(0)


def test_a_chosen_municipality_goes_along_through_time_and_back(
    user: Actions, everywhere: Everywhere
) -> None:
    user.open("/?datum=2022-02-01", 345)
    user.click_municipality("Weesp")
    user.expect_chosen("Weesp")
    expect(user.page.get_by_role("main").get_by_text("Weesp → Amsterdam (2022)", exact=True)).to_be_visible()
    everywhere(user.card("Weesp"), "chosen municipality that was merged later")
    user.go_to_date("2022-04-01")
    expect(user.regions()).to_have_count(344)
    user.expect_chosen("Amsterdam")
    user.expect_link("/?datum=2022-04-01&gemeente=GM0457")
    user.page.go_back()
    expect(user.regions()).to_have_count(345)
    user.expect_chosen("Weesp")
    user.page.go_back()
    expect(user.card("Weesp")).to_have_count(0)


def test_the_keys_of_the_timeline_change_the_borders(user: Actions) -> None:
    user.open("/?datum=2022-04-01", 344)
    user.time_slider().focus()
    user.page.keyboard.press("Home")
    expect(user.regions()).to_have_count(345)
    user.page.keyboard.press("End")
    expect(user.regions()).to_have_count(342)


def test_the_page_about_the_data_names_the_borders(user: Actions) -> None:
    user.open("/data")
    table = user.page.get_by_role("table", name="Grenzen op de kaart")
    for words in ("1 januari 2022 345", "24 maart 2022 344", "1 januari 2024 342"):
        expect(table.get_by_role("row", name=re.compile(words))).to_be_visible()
