"""On a phone, and with the page four times as large, everything fits and can be pressed."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.actions import Actions, sideways
from tests.browser.addresses import EVERY_PAGE
from tests.browser.conftest import Visitor

STATES = ("/?gemeente=GM0034", "/?datum=2020-07-14&sinds=2019-07-16", "/?thema=taalbevordering&sector=mbo")
NARROWEST = ("/", "/?gemeente=GM0363", "/interventies", "/gemeente/GM0034", "/data")


def test_the_map_comes_before_filters_and_legend(phone_user: Actions) -> None:
    phone_user.open()
    places = {
        "map": phone_user.map().bounding_box(),
        "legend": phone_user.page.get_by_role("list", name="Legenda").bounding_box(),
        "totals": phone_user.total("gemeenten met een agenda", "gepubliceerd").bounding_box(),
    }
    assert all(places.values())
    top = {name: box["y"] for name, box in places.items() if box}
    assert top["map"] < top["legend"]
    assert top["map"] < top["totals"]
    assert top["map"] < 300  # of 844: the map is what somebody sees first
    expect(phone_user.filters()).to_be_hidden()


def test_the_filters_fold_into_one_button(phone_user: Actions) -> None:
    phone_user.open()
    button = phone_user.page.get_by_role("button", name=re.compile(r"^Filter"))
    expect(button).to_have_attribute("aria-expanded", "false")
    button.tap()
    expect(button).to_have_attribute("aria-expanded", "true")
    phone_user.choice("Thema", "Taalbevordering").tap()
    expect(button).to_have_accessible_name(re.compile(r"\(?1\)?"))
    expect(phone_user.status()).to_contain_text("29 activiteiten")
    button.tap()
    expect(phone_user.filters()).to_be_hidden()


def test_a_tap_shows_the_municipality_in_a_sheet_at_the_bottom(phone_user: Actions) -> None:
    phone_user.open()
    x, y = phone_user.place_of("Almere")
    phone_user.page.touchscreen.tap(x, y)
    phone_user.expect_link("/?gemeente=GM0034")
    expect(phone_user.card("Almere")).to_be_in_viewport()
    expect(phone_user.page.get_by_role("link", name="Bekijk Almere")).to_be_in_viewport()
    box = phone_user.card("Almere").bounding_box()
    assert box
    assert box["y"] > 844 / 3
    phone_user.page.get_by_role("button", name="Sluit Almere").tap()
    expect(phone_user.card("Almere")).to_have_count(0)


def test_the_sheet_does_not_hide_the_end_of_the_page(phone_user: Actions) -> None:
    phone_user.open("/?gemeente=GM0034").expect_chosen("Almere")
    phone_user.page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    footer = phone_user.page.get_by_role("contentinfo").get_by_role("link", name="Over de data")
    covered = footer.evaluate(
        """(link) => {
          const box = link.getBoundingClientRect();
          return !link.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
        }"""
    )
    assert not covered


def test_nothing_scrolls_sideways_on_a_phone(phone_user: Actions) -> None:
    pixels = {path: sideways(phone_user.open(path).page) for path in (*EVERY_PAGE, *STATES)}
    assert {path: too_wide for path, too_wide in pixels.items() if too_wide} == {}


def test_nothing_scrolls_sideways_at_four_times_the_size(visitor: Visitor) -> None:
    user = Actions(visitor(viewport={"width": 320, "height": 256}))
    pixels = {path: sideways(user.open(path).page) for path in NARROWEST}
    assert {path: too_wide for path, too_wide in pixels.items() if too_wide} == {}


@pytest.mark.parametrize("path", ["/?gemeente=GM0034", "/gemeenten?regio=PV29", "/gemeente/GM0034"])
def test_everything_can_be_pressed_with_a_thumb(phone_user: Actions, path: str) -> None:
    """WCAG 2.5.8: 24 pixels; not for links inside a sentence, nor the map, which has a list as twin."""
    phone_user.open(path)
    small = phone_user.page.evaluate(
        """() => [...document.querySelectorAll('button, select, input:not([type=range]), summary, nav a')]
          .filter((el) => el.checkVisibility({ visibilityProperty: true }) && !el.closest('p'))
          .map((el) => [el, (el.closest('.form-check') || el).getBoundingClientRect()])
          .filter(([, box]) => box.width > 1 && Math.min(box.width, box.height) < 24)
          .map(([el, box]) => `${el.tagName} ${el.textContent.trim()} ${box.width}x${box.height}`)"""
    )
    assert small == []


def test_the_sector_chart_keeps_its_words_on_a_phone(phone_user: Actions) -> None:
    phone_user.open().wait_for_charts()
    outside = phone_user.page.evaluate(
        """() => [...document.querySelectorAll('.js-plotly-plot text')].filter((text) => {
          const card = text.closest('section').getBoundingClientRect(), box = text.getBoundingClientRect();
          return box.width && (box.left < card.left - 1 || box.right > card.right + 1);
        }).map((text) => text.textContent)"""
    )
    assert outside == []


def test_activities_read_as_cards_on_a_phone(phone_user: Actions) -> None:
    """Every column is there without scrolling sideways, each with its name, and it still is a table."""
    page = phone_user.open("/interventies").page
    table = page.get_by_role("table", name="Activiteiten")
    cells = table.get_by_role("row").nth(1).get_by_role("cell")
    lefts = cells.evaluate_all("(cells) => cells.map((cell) => cell.getBoundingClientRect().left)")
    assert len(set(lefts)) == 1
    shown = "(cells) => cells.map((cell) => getComputedStyle(cell, '::before').content.split('\"')[1])"
    assert cells.evaluate_all(shown) == ["Gemeente", "Aard", "Start", "Thema", "Sector"]
    box = page.get_by_role("region", name="Tabel: Activiteiten")
    assert box.evaluate("(box) => box.scrollWidth - box.clientWidth") <= 1
    header = table.get_by_role("columnheader", name="Start")
    header.get_by_role("link").tap()
    expect(header).to_have_attribute("aria-sort", "ascending")


def test_sector_names_over_the_matrix_do_not_run_together(phone_user: Actions) -> None:
    phone_user.open().wait_for_charts()
    boxes = phone_user.page.evaluate(
        """() => [...document.querySelectorAll('#grafiek-matrix .xtick text')].map((text) => {
          const { left, right, top } = text.getBoundingClientRect();
          return { left, right, inside: top >= text.closest('svg').getBoundingClientRect().top };
        })"""
    )
    assert len(boxes) > 3
    assert all(box["inside"] for box in boxes)
    assert all(first["right"] < second["left"] for first, second in pairwise(boxes))


def test_the_menu_shows_that_there_is_more(phone_user: Actions) -> None:
    page = phone_user.open("/interventies").page
    menu = page.get_by_role("navigation", name="Hoofdmenu")
    sign = "(menu) => getComputedStyle(menu, '::after').opacity"
    assert menu.evaluate("(menu) => menu.scrollWidth > menu.clientWidth")
    assert menu.evaluate(sign) == "1"
    menu.evaluate("(menu) => (menu.scrollLeft = menu.scrollWidth)")
    page.wait_for_timeout(200)
    assert menu.evaluate(sign) == "0"
