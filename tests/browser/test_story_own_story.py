"""Somebody makes a story from two views, orders it, takes it along as a file and opens it again."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from gka_dash.sources.stories import read_story
from tests.browser.actions import Actions
from tests.browser.conftest import Check, Visitor, Watch

FIRST = "/?datum=2020-07-14"
SECOND = "/?regio=PV30&thema=taalbevordering"


def panel(page: Page) -> Locator:
    return page.get_by_role("complementary", name="Uw verhaal maken")


def titles(page: Page) -> list[str]:
    boxes = panel(page).get_by_role("textbox", name=re.compile(r"^Titel van stap"))
    return [box.input_value() for box in boxes.all()]


def button(page: Page, name: str) -> Locator:
    return panel(page).get_by_role("button", name=name, exact=True)


def add(user: Actions, link: str, step: int) -> None:
    user.open(link)
    user.page.get_by_role("button", name="Voeg toe aan verhaal").click()
    expect(panel(user.page).get_by_role("status")).to_contain_text(f"Toegevoegd als stap {step}.")


def download(page: Page) -> tuple[str, bytes]:
    with page.expect_download() as waiting:
        button(page, "Download verhaal").click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def test_two_views_become_a_file_and_the_file_a_story_again(
    user: Actions, visitor: Visitor, tmp_path: Path
) -> None:
    page = user.page
    add(user, FIRST, 1)
    add(user, SECOND, 2)
    assert titles(page) == [
        "Gemeenten met een GKA-agenda op 14 juli 2020",
        "Gemeenten met een GKA-agenda in Noord-Brabant op 31 december 2022 (thema Taalbevordering)",
    ]
    button(page, "Stap 2 naar boven").click()
    expect(panel(page).get_by_role("status")).to_have_text("Stap 2 is nu stap 1.")
    panel(page).get_by_role("textbox", name="Titel van het verhaal").fill("Taal in Brabant")
    panel(page).get_by_role("textbox", name="Titel van stap 1").fill("Wie werkt aan taal?")
    panel(page).get_by_text("Tekst, getal en notities").first.click()
    panel(page).get_by_role("textbox", name="Tekst bij de kaart").first.fill(
        "Zes **activiteiten**? Kijk mee."
    )
    panel(page).get_by_role("textbox", name="Notities voor wie vertelt").first.fill("Vraag de zaal.")
    panel(page).get_by_role("combobox", name="Groot getal").first.select_option("gemeenten-met-activiteit")
    name, content = download(page)
    assert name == "taal-in-brabant.md"
    read = read_story(content, name, "x")
    assert read.problems == ()
    assert read.story
    first, second = read.story.steps
    assert (first.title, first.number, first.notes) == (
        "Wie werkt aan taal?",
        "gemeenten-met-activiteit",
        "Vraag de zaal.",
    )
    assert (first.query, second.query) == (SECOND[2:], FIRST[2:])
    # Somebody else opens the file.
    other = Actions(visitor())
    other.open("/presenteren")
    with other.page.expect_file_chooser() as choosing:
        other.page.get_by_role("main").get_by_role("button", name="Open een verhaal").click()
    file = tmp_path / name
    file.write_bytes(content)
    choosing.value.set_files(file)
    expect(panel(other.page).get_by_role("status")).to_have_text("Geopend: Taal in Brabant.")
    assert titles(other.page) == [first.title, second.title]
    assert download(other.page) == (name, content)
    expect(panel(other.page).get_by_role("link", name="Presenteer")).to_have_attribute(
        "href", "/presenteren/eigen"
    )


def test_what_was_taken_away_can_be_put_back(user: Actions) -> None:
    page = user.page
    add(user, FIRST, 1)
    add(user, SECOND, 2)
    before = titles(page)
    button(page, "Verwijder stap 1").click()
    assert titles(page) == before[1:]
    expect(button(page, "Verwijder stap 1")).to_be_focused()
    button(page, "Zet terug").click()
    assert titles(page) == before
    button(page, "Begin opnieuw").click()
    assert titles(page) == []
    assert page.evaluate("localStorage.length") == 0
    button(page, "Zet terug").click()
    assert titles(page) == before
    user.open("/gemeenten")
    user.open("/")
    page.get_by_role("button", name="Uw verhaal", exact=True).click()
    assert titles(page) == before
    assert page.context.cookies() == []


def test_it_works_with_the_keyboard_alone(user: Actions) -> None:
    page = user.page
    user.open(FIRST)
    page.get_by_role("button", name="Voeg toe aan verhaal").press("Enter")
    expect(panel(page).get_by_role("status")).to_contain_text("Toegevoegd")
    expect(page.get_by_role("button", name="Voeg toe aan verhaal")).to_be_focused()
    page.get_by_role("button", name="Voeg toe aan verhaal").press("Enter")
    expect(panel(page).get_by_role("status")).to_contain_text("stap 2")
    button(page, "Stap 1 naar beneden").press("Space")
    expect(button(page, "Stap 2 naar beneden")).to_be_focused()
    page.keyboard.press("Escape")
    expect(panel(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Voeg toe aan verhaal")).to_be_focused()


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\xff", b"zomaar tekst", b"x" * 250_000])
def test_a_file_that_is_no_story_says_why_and_keeps_the_story(
    user: Actions, watch: Watch, tmp_path: Path, content: bytes
) -> None:
    watch.expect("status 4|console: Failed to load resource")
    add(user, FIRST, 1)
    before = titles(user.page)
    file = tmp_path / "plaatje.md"
    file.write_bytes(content)
    with user.page.expect_file_chooser() as choosing:
        button(user.page, "Open een verhaal").click()
    choosing.value.set_files(file)
    expect(panel(user.page).get_by_role("status")).to_contain_text(re.compile("verhaal|bestand|tekst"))
    expect(panel(user.page).get_by_role("status")).not_to_contain_text("Toegevoegd")
    assert titles(user.page) == before


def test_without_a_server_nothing_is_lost(user: Actions, watch: Watch) -> None:
    watch.expect("verhaal|Failed to load resource")
    add(user, FIRST, 1)
    user.page.route("**/verhaal", lambda route: route.abort())
    user.page.get_by_role("button", name="Voeg toe aan verhaal").click()
    expect(panel(user.page).get_by_role("status")).to_contain_text("Geen verbinding met de server.")
    assert len(titles(user.page)) == 1


def test_what_somebody_else_wrote_there_does_no_harm(user: Actions) -> None:
    for text in (
        "{",
        "[]",
        json.dumps({"title": 3, "steps": [None, {"title": "<b>x</b>", "link": "javascript:1"}]}),
    ):
        user.open("/presenteren")
        user.page.evaluate("(text) => localStorage.setItem('gka-verhaal', text)", text)
        user.open("/")
        user.page.get_by_role("button", name="Uw verhaal", exact=True).click()
        expect(panel(user.page).get_by_role("heading", name="Uw verhaal")).to_be_visible()
        assert user.page.locator("a[href^='javascript']").count() == 0


def test_every_state_is_accessible_wide_and_on_a_phone(
    user: Actions, phone_user: Actions, check: Check
) -> None:
    for one in (user, phone_user):
        page = one.page
        one.open("/presenteren")
        page.get_by_text("Kies uw provincie").click()
        expect(page.get_by_role("link", name="Zeeland")).to_have_attribute(
            "href", "/presenteren/mijn-regio?regio=PV29"
        )
        check(page)
        one.open("/")
        page.get_by_role("button", name="Voeg toe aan verhaal").click()
        expect(panel(page).get_by_role("textbox", name="Titel van stap 1")).to_be_visible()
        panel(page).get_by_text("Tekst, getal en notities").click()
        check(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
