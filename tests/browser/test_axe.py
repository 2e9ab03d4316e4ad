"""axe-core finds nothing: every page wide and on a phone, and the states that a page can be in."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.actions import Actions
from tests.browser.addresses import EVERY_PAGE, MISSING
from tests.browser.conftest import Check, Watch

# 320 is what a window of 1280 shows at 400 percent.
WIDTHS = (1440, 1024, 768, 390, 320)


@pytest.mark.parametrize("path", [*EVERY_PAGE, "/gemeente/GM0003", MISSING])
def test_every_page_at_every_width(user: Actions, watch: Watch, check: Check, path: str) -> None:
    if path == MISSING:
        watch.expect("404")
    user.open(path)
    if path == "/":
        user.wait_for_charts()
    for width in WIDTHS:
        user.page.set_viewport_size({"width": width, "height": 800})
        check(user.page)


def open_dialog(user: Actions) -> None:
    user.open().total("gemeenten met een agenda", "gepubliceerd").click()
    expect(user.dialog().get_by_role("table")).to_be_visible()


def open_tables(user: Actions) -> None:
    user.open()
    for title in ("Activiteiten per thema", "Activiteiten per sector", "Waar zitten de gaten?"):
        user.as_table(title)


def choose(user: Actions) -> None:
    user.open("/?gemeente=GM0034&thema=taalbevordering").wait_for_charts().expect_chosen("Almere")
    user.hover_municipality("Amsterdam")
    expect(user.page.locator(".lk-card")).to_be_visible()


def compare(user: Actions) -> None:
    user.open("/?datum=2021-12-31&sinds=2019-07-16")
    user.page.get_by_text(re.compile("^Mijlpalen")).click()


def find_nothing(user: Actions) -> None:
    user.open("/?thema=taalbevordering&sector=mbo")
    expect(user.page.get_by_role("heading", name="Niets gevonden")).to_be_visible()


def see_a_notice(user: Actions) -> None:
    user.open("/?foo=bar")
    expect(user.notice()).to_be_visible()


def walk_with_keys(user: Actions) -> None:
    user.open("/?regio=PV28")
    user.municipality("Rotterdam").focus()
    user.page.keyboard.press("ArrowUp")


STATES = (open_dialog, open_tables, choose, compare, find_nothing, see_a_notice, walk_with_keys)


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_every_state(user: Actions, check: Check, state: Callable[[Actions], None]) -> None:
    state(user)
    check(user.page)


def test_the_filters_unfolded_on_a_phone(phone_user: Actions, check: Check) -> None:
    phone_user.open("/?thema=taalbevordering")
    phone_user.page.get_by_role("button", name=re.compile("^Filter")).tap()
    expect(phone_user.filters()).to_be_visible()
    check(phone_user.page)


def test_a_municipality_chosen_on_a_phone(phone_user: Actions, check: Check) -> None:
    phone_user.open("/?gemeente=GM0034").expect_chosen("Almere")
    check(phone_user.page)
