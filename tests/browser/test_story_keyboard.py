"""Somebody who uses only the keyboard gets everywhere, sees where they are, and is never locked in."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.actions import Actions, table_rows
from tests.browser.conftest import Visitor

WHERE = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return null;
  const box = (el.closest('label, .form-check') || el).getBoundingClientRect();
  const label = el.labels && el.labels[0] ? el.labels[0].textContent : '';
  return {
    name: (el.getAttribute('aria-label') || label || el.textContent || el.title || '').trim().slice(0, 60),
    tag: el.tagName + (el.type ? ':' + el.type : '') + (el.id ? '#' + el.id : ''),
    role: el.getAttribute('role') || '',
    size: [box.width, box.height],
    seen: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
}"""


def where(page: Page) -> dict[str, Any] | None:
    """What has the focus, or None."""
    found: dict[str, Any] | None = page.evaluate(WHERE)
    return found


def tab_until(page: Page, what: str, most: int = 80) -> int:
    """Press Tab until the thing with the focus has this in its name or tag; returns how often."""
    for times in range(1, most + 1):
        page.keyboard.press("Tab")
        stop = where(page)
        if stop and (what in stop["name"] or what in stop["tag"]):
            return times
    raise AssertionError(f"{most} times Tab does not reach {what}")


def test_the_first_tab_offers_to_skip_to_the_content(user: Actions) -> None:
    user.open()
    user.page.keyboard.press("Tab")
    link = user.page.get_by_role("link", name="Naar de inhoud")
    expect(link).to_be_focused()
    expect(link).to_be_in_viewport()
    user.page.keyboard.press("Enter")
    user.page.keyboard.press("Tab")
    stop = where(user.page)
    assert stop
    assert not user.page.evaluate("document.activeElement.closest('header') !== null")


def test_one_tab_enters_the_map_arrows_walk_and_enter_chooses(user: Actions) -> None:
    user.open("/?gemeente=GM0034")
    user.municipality("Almere").focus()
    user.page.keyboard.press("Enter")
    expect(user.card("Almere")).to_have_count(0)
    user.page.keyboard.press("ArrowRight")
    name = user.page.evaluate("document.activeElement.getAttribute('aria-label')")
    assert name.startswith(("Zeewolde", "Lelystad"))
    user.page.keyboard.type("rott")
    expect(user.municipality("Rotterdam")).to_be_focused()
    user.page.keyboard.press("Enter")
    user.expect_chosen("Rotterdam")
    expect(user.municipality("Rotterdam")).to_be_focused()
    user.page.keyboard.press("Enter")
    expect(user.card("Rotterdam")).to_have_count(0)


def test_the_map_is_one_stop_and_escape_leaves_it(user: Actions) -> None:
    user.open()
    first = user.regions().and_(user.page.locator("[tabindex='0']"))
    expect(first).to_have_count(1)
    first.focus()
    user.page.keyboard.press("Tab")
    assert not user.page.evaluate("document.activeElement.matches('[role=option]')")
    user.page.keyboard.press("Shift+Tab")
    assert user.page.evaluate("document.activeElement.matches('[role=option]')")
    user.page.keyboard.press("ArrowDown")
    user.page.keyboard.press("Escape")  # puts the hover card away, so that one can see what lies under it
    user.page.keyboard.press("Escape")
    assert not user.page.evaluate("document.activeElement.matches('[role=option]')")


def test_letters_find_names_with_signs_and_spaces(user: Actions) -> None:
    user.open()
    user.regions().and_(user.page.locator("[tabindex='0']")).focus()
    for letters, name in (("almere", "Almere"), ("sudwest", "Súdwest-Fryslân"), ("de bilt", "De Bilt")):
        user.page.keyboard.type(letters)
        expect(user.municipality(name)).to_be_focused()
        user.page.wait_for_timeout(1200)  # letters typed after a pause begin a new name


def test_filters_work_with_space_and_keep_the_focus(user: Actions) -> None:
    user.open()
    box = user.choice("Thema", "Taalbevordering")
    box.focus()
    user.page.keyboard.press("Space")
    expect(user.status()).to_contain_text("29 activiteiten")
    expect(box).to_be_focused()
    user.page.keyboard.press("Space")
    expect(user.status()).to_contain_text("143 activiteiten")
    expect(box).to_be_focused()


def test_the_name_of_a_choice_stays_the_same_when_it_is_chosen(user: Actions) -> None:
    user.open("/?thema=taalbevordering")
    chosen = user.choice("Thema", "Taalbevordering")
    expect(chosen).to_be_checked()
    expect(chosen).to_have_accessible_name("Taalbevordering")


def test_the_dialog_keeps_the_focus_and_gives_it_back(user: Actions) -> None:
    user.open()
    button = user.total("beschreven activiteiten", "geteld")
    button.focus()
    user.page.keyboard.press("Enter")
    expect(user.dialog()).to_be_visible()
    user.page.keyboard.press("Shift+Tab")
    for _ in range(6):
        user.page.keyboard.press("Tab")
        assert user.page.evaluate("document.activeElement.closest('[role=dialog]') !== null")
    user.page.keyboard.press("Escape")
    expect(user.dialog()).to_have_count(0)
    expect(button).to_be_focused()


def test_the_table_of_a_chart_is_reached_with_the_arrows(user: Actions) -> None:
    user.open().wait_for_charts()
    card = user.chart("Activiteiten per sector")
    card.get_by_role("radio", name="Grafiek").focus()
    user.page.keyboard.press("ArrowRight")
    expect(card.get_by_role("table")).to_be_visible()
    assert len(table_rows(card.get_by_role("table"))) == 7
    expect(card.get_by_role("radio", name="Tabel")).to_be_focused()


def test_closing_the_card_leaves_the_focus_somewhere_useful(user: Actions) -> None:
    user.open("/?gemeente=GM0034")
    user.page.get_by_role("button", name="Sluit Almere").focus()
    user.page.keyboard.press("Enter")
    expect(user.card("Almere")).to_have_count(0)
    assert where(user.page) is not None


def test_sorting_a_table_keeps_the_focus_on_the_header(user: Actions) -> None:
    user.open("/interventies")
    header = user.page.get_by_role("columnheader", name=re.compile("Gemeente"))
    header.get_by_role("link").focus()
    user.page.keyboard.press("Enter")
    expect(header).to_have_attribute("aria-sort", "ascending")
    expect(header.get_by_role("link")).to_be_focused()


@pytest.mark.parametrize("path", ["/", "/gemeenten?regio=PV29", "/regio/PV29", "/gemeente/GM0034", "/data"])
def test_tab_goes_through_the_whole_page_and_out(visitor: Visitor, path: str) -> None:
    user = Actions(visitor(reduced_motion="reduce")).open(path)  # no smooth scrolling to wait for
    stops: list[dict[str, Any]] = []
    for _ in range(260):
        user.page.keyboard.press("Tab")
        stop = where(user.page)
        if stop is None or (len(stops) > 3 and stop["name"] == "Naar de inhoud"):
            break
        stops.append(stop)
    else:
        raise AssertionError(f"No end after 260 stops: {[stop['tag'] for stop in stops[-6:]]}")
    assert any(stop["name"] == "Over de data" for stop in stops[-3:])
    nameless = [stop["tag"] for stop in stops if not stop["name"]]
    assert nameless == []
    unseen = [stop["tag"] + " " + stop["name"] for stop in stops if not stop["seen"] or min(stop["size"]) < 2]
    assert unseen == []
    if path == "/":
        assert sum(stop["role"] == "option" for stop in stops) == 1
