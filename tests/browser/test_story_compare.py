"""A coordinator prepares a Kenniskring: two places, two dates, the news, and the sheet for the table."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import Actions, sideways, table_rows
from tests.browser.conftest import Check, Visitor, Watch

DATES = "/vergelijken/datums?sinds=2019-07-16"


def results(user: Actions) -> Locator:
    return user.page.locator("#vergelijking")


def handle(page: Page) -> Locator:
    return page.get_by_role("slider", name=re.compile("^Schuif tussen de kaart"))


def maps(page: Page) -> Locator:
    return page.get_by_role("main").get_by_role("listbox")


def open_dates(user: Actions, address: str = DATES) -> None:
    user.open(address)
    expect(maps(user.page)).to_have_count(2)
    expect(user.page.locator("#twee-kaarten")).to_have_attribute("data-drawn", "true")


def tab_to(user: Actions, target: Locator) -> None:
    """Press Tab, from the switch above the maps, until one of these has the focus."""
    user.page.get_by_role("radio", name="Met schuif").focus()
    for _ in range(20):
        user.page.keyboard.press("Tab")
        if target.evaluate_all("(found) => found.includes(document.activeElement)"):
            return


def choose(user: Actions, label: str, text: str) -> None:
    field = user.page.get_by_label(label)
    field.fill(text)
    field.press("Enter")


def part(user: Actions, name: str) -> None:
    user.page.get_by_role("navigation", name="Vormen van vergelijken").get_by_role("link", name=name).click()


def at_table(user: Actions, name: str) -> Locator:
    return user.page.get_by_role("checkbox", name=re.compile(rf"^(✓ )?{name}$"))


def test_two_places_are_chosen_with_the_keyboard_and_stand_in_the_link(user: Actions, check: Check) -> None:
    user.open()
    user.page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Vergelijken").click()
    expect(user.page.get_by_role("heading", level=1, name="Twee gemeenten of regio's")).to_be_focused()
    choose(user, "Gemeente of regio links", "alm")
    expect(user.page.get_by_text("past bij meer dan één gemeente of regio")).to_be_visible()
    check(user.page)
    choose(user, "Gemeente of regio links", "almere")
    user.expect_link("/vergelijken?links=GM0034")
    choose(user, "Gemeente of regio rechts", "Nergenshuizen")
    expect(user.page.get_by_text("Geen gemeente of regio gevonden")).to_be_visible()
    choose(user, "Gemeente of regio rechts", "Amsterdam")
    user.expect_link("/vergelijken?links=GM0034&rechts=GM0363")
    expect(results(user).get_by_role("status")).to_contain_text("Almere en Amsterdam delen 3 thema's")
    expect(user.page.get_by_label("Gemeente of regio rechts")).to_be_focused()
    rows = {
        row[0]: row[-1] for row in table_rows(user.page.get_by_role("table", name="Thema's naast elkaar"))
    }
    assert rows["Taalbevordering"].split() == ["=", "beide"]
    assert rows["Soepele overgangen"].split() == ["▸", "alleen", "Amsterdam"]


def test_back_and_forward_bring_the_places_back(user: Actions) -> None:
    user.open("/vergelijken?links=GM0034&rechts=GM0363")
    left, right = (user.page.get_by_label(f"Gemeente of regio {side}") for side in ("links", "rechts"))
    swap = results(user).get_by_role("link", name="Wissel links en rechts")
    swap.click()
    user.expect_link("/vergelijken?links=GM0363&rechts=GM0034")
    expect(left).to_have_value("Amsterdam")
    expect(right).to_have_value("Almere")
    expect(swap).to_be_focused()
    user.page.go_back()
    expect(left).to_have_value("Almere")
    expect(results(user).get_by_role("heading", name="Almere en Amsterdam")).to_be_visible()
    user.page.go_forward()
    expect(left).to_have_value("Amsterdam")
    left.fill("")
    user.expect_link("/vergelijken?rechts=GM0034")
    expect(results(user).get_by_role("heading", name="Kies nog een gemeente of regio")).to_be_visible()


def test_what_only_this_page_knows_stays_here(user: Actions) -> None:
    user.open("/vergelijken?regio=PV30&links=GM0034&rechts=GM0363")
    part(user, "Aan tafel")
    user.expect_link("/vergelijken/tafel?regio=PV30&links=GM0034&rechts=GM0363")
    user.page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Gemeenten").click()
    user.expect_link("/gemeenten?regio=PV30")


def test_the_page_of_a_municipality_leads_to_its_comparison(user: Actions) -> None:
    user.open("/gemeente/GM0034")
    user.page.get_by_role("link", name="Vergelijk met").click()
    user.expect_link("/vergelijken?links=GM0034")
    results(user).get_by_role("link", name="Flevoland (provincie)").click()
    user.expect_link("/vergelijken?links=GM0034&rechts=PV24")
    expect(user.page.get_by_label("Gemeente of regio rechts")).to_have_value("Flevoland (provincie)")


def test_the_handle_works_with_the_keyboard_alone(user: Actions, check: Check) -> None:
    open_dates(user)
    own = handle(user.page)
    tab_to(user, own)
    expect(own).to_be_focused()
    for key, now in (
        ("Home", "4"),
        ("ArrowRight", "6"),
        ("PageUp", "16"),
        ("ArrowLeft", "14"),
        ("End", "96"),
    ):
        user.page.keyboard.press(key)
        expect(own).to_have_attribute("aria-valuenow", now)
    words = "96 procent 16 juli 2019, 4 procent 31 december 2022"
    expect(own).to_have_attribute("aria-valuetext", words)
    check(user.page)


def test_who_walks_over_a_map_with_the_keys_sees_all_of_it(user: Actions) -> None:
    open_dates(user)
    for place, now in ((0, "96"), (1, "4")):
        tab_to(user, maps(user.page).nth(place).get_by_role("option"))
        expect(handle(user.page)).to_have_attribute("aria-valuenow", now)


def test_the_handle_follows_the_mouse_and_each_map_stays_on_its_side(user: Actions) -> None:
    open_dates(user)
    own = handle(user.page)
    box = own.bounding_box()
    assert box
    user.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 40)
    user.page.mouse.down()
    user.page.mouse.move(box["x"] - 240, box["y"] + 40, steps=4)
    user.page.mouse.up()
    share = int(own.get_attribute("aria-valuenow") or 0)
    assert 4 < share < 45
    edges = user.page.evaluate(
        """() => {
          const stage = document.querySelector('.two-stage').getBoundingClientRect();
          const y = stage.top + stage.height / 2;
          const hit = (part) => document.elementsFromPoint(stage.left + stage.width * part, y)
            .find((el) => el.closest('.two-side')).closest('.two-side').className;
          return [hit(0.02), hit(0.9)];
        }"""
    )
    assert ["links" in edges[0], "rechts" in edges[1]] == [True, True]


def test_both_maps_zoom_together_and_show_the_same_choice(user: Actions) -> None:
    open_dates(user)
    user.page.get_by_role("group", name="Kaart van 31 december 2022").get_by_role(
        "button", name="Zoom in"
    ).click()
    views = "() => [...document.querySelectorAll('.lk-view')].map((view) => view.getAttribute('transform'))"
    user.page.wait_for_function(f"({views})().every((view) => !view.includes('scale(1.00000)'))")
    user.page.wait_for_timeout(500)
    first, second = user.page.evaluate(views)
    assert first == second
    region = maps(user.page).last.get_by_role("option", name=re.compile("^Diemen"))
    region.focus()
    user.page.keyboard.press("Enter")
    user.expect_link("/vergelijken/datums?sinds=2019-07-16&gemeente=GM0384")
    told = "Diemen op 16 juli 2019: nog niet aangesloten; Diemen op 31 december 2022: nog niet aangesloten."
    expect(user.page.get_by_text(told)).to_be_visible()
    expect(maps(user.page).locator("[aria-selected=true]")).to_have_count(2)


def test_other_dates_change_the_maps_the_numbers_and_the_link(user: Actions) -> None:
    open_dates(user)
    user.page.get_by_label("Datum links").fill("2020-07-14")
    user.expect_link("/vergelijken/datums?sinds=2020-07-14")
    expect(user.page.locator(".two-label").first).to_have_text("14 juli 2020")
    expect(results(user).get_by_role("columnheader", name="14 juli 2020")).to_be_visible()
    user.page.go_back()
    expect(user.page.get_by_label("Datum links")).to_have_value("2019-07-16")
    user.page.get_by_label("Datum links").fill("2022-12-31")
    expect(user.page.get_by_text("Kies twee verschillende datums.")).to_be_visible()
    user.page.get_by_label("Datum links").fill("1999-01-01")
    expect(user.page.get_by_text(re.compile("^Kies een datum van 31 oktober 2016"))).to_be_visible()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "reduced motion"])
def test_the_maps_begin_beside_each_other_where_a_handle_is_no_help(
    visitor: Visitor, check: Check, phone: bool
) -> None:
    small = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    page = visitor(**(small if phone else {"reduced_motion": "reduce"}))
    open_dates(Actions(page))
    expect(page.get_by_role("radio", name="Naast elkaar")).to_be_checked()
    expect(handle(page)).to_be_hidden()
    left, right = (page.locator(f".two-{side} .lk-svg").bounding_box() for side in ("links", "rechts"))
    assert left
    assert right
    assert (right["y"] >= left["y"] + left["height"]) is phone
    assert sideways(page) == 0
    check(page)
    page.get_by_role("radio", name="Met schuif").check(force=True)
    expect(handle(page)).to_be_visible()
    check(page)


def test_without_borders_the_numbers_and_lists_stay(user: Actions, watch: Watch) -> None:
    watch.expect("boundaries|Failed to load|ERR_FAILED|TypeError")
    user.page.route(re.compile("boundaries-.*json"), lambda route: route.abort())
    user.open(DATES)
    expect(
        user.page.get_by_role("alert").filter(has_text="De kaarten konden niet worden geladen")
    ).to_be_visible()
    expect(results(user).get_by_role("heading", name="Zeker nieuw aangesloten")).to_be_visible()


def test_the_news_since_the_last_meeting_of_a_region(user: Actions, check: Check) -> None:
    user.open("/vergelijken/nieuw")
    expect(results(user).get_by_role("heading", name="Kies een datum")).to_be_visible()
    user.page.get_by_label("Datum van de vorige Kenniskring").fill("2019-10-01")
    user.expect_link("/vergelijken/nieuw?kring=2019-10-01")
    expect(results(user).get_by_role("heading", name="Nieuw sinds 1 oktober 2019")).to_be_visible()
    choose(user, "Alleen deze regio", "Noord-Brabant")
    user.expect_link("/vergelijken/nieuw?regio=PV30&kring=2019-10-01")
    expect(
        results(user).get_by_role("heading", name="Nieuw in Noord-Brabant sinds 1 oktober 2019")
    ).to_be_visible()
    check(user.page)
    listed = results(user).get_by_role("table", name="Zeker nieuw aangesloten")
    names = [row[0] for row in table_rows(listed)]
    with user.page.expect_download() as download:
        results(user).get_by_role("link", name="Download deze lijst").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    assert "Sinds 1 oktober 2019" in text
    assert [line.split(";")[2] for line in text.splitlines() if line.startswith("zeker nieuw")] == names


def test_a_sheet_for_the_table(user: Actions, check: Check) -> None:
    user.open("/vergelijken/tafel")
    expect(user.page.get_by_role("checkbox")).to_have_count(0)
    user.page.get_by_label("Zoek op naam").fill("almer")
    at_table(user, "Almere").check(force=True)
    user.expect_link("/vergelijken/tafel?tafel=GM0034")
    expect(results(user).get_by_text("Vink nog een gemeente aan")).to_be_visible()
    user.page.get_by_label("Zoek op naam").fill("")
    expect(at_table(user, "Almere")).to_be_checked()
    user.page.get_by_label("Of toon een regio").select_option(label="Noord-Holland (provincie)")
    at_table(user, "Amsterdam").check(force=True)
    user.expect_link("/vergelijken/tafel?tafel=GM0034,GM0363")
    expect(results(user).get_by_role("status")).to_contain_text("Iedereen heeft:")
    check(user.page)
    user.page.go_back()
    expect(at_table(user, "Amsterdam")).not_to_be_checked()
    user.page.go_forward()
    expect(at_table(user, "Amsterdam")).to_be_checked()
    at_table(user, "Almere").uncheck(force=True)
    user.expect_link("/vergelijken/tafel?tafel=GM0363")


def test_a_full_table_takes_no_more_and_prints_on_one_sheet(user: Actions) -> None:
    user.open("/vergelijken/tafel")
    codes = user.page.evaluate(
        "() => gka.component('kies-tafel').props.options.map(({ value }) => value).slice(0, 24).sort()"
    )
    user.open(f"/vergelijken/tafel?tafel={','.join(codes)}")
    expect(results(user).get_by_role("status")).to_contain_text("24 gemeenten aan tafel")
    sheet = user.page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1
    user.page.get_by_label("Zoek op naam").fill("zwolle")
    at_table(user, "Zwolle").click(force=True)
    expect(user.page.get_by_text("Er kunnen hoogstens 24 gemeenten aan tafel.")).to_be_visible()
    expect(at_table(user, "Zwolle")).not_to_be_checked()
    assert user.link.count("GM") == 24
