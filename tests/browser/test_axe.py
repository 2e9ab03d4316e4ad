"""axe-core finds nothing: every page wide and on a phone, and the states that a page can be in."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.actions import Actions
from tests.browser.conftest import PHONE, Check, Watch

PAGES = (
    "/",
    "/interventies",
    "/gemeenten",
    "/regios",
    "/regio/PV30",
    "/achtergrond",
    "/presenteren",
    "/data",
    "/gemeente/GM0034",
    "/gemeente/GM0003",
    "/gemeente/GM9999",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_wide_and_narrow(user: Actions, watch: Watch, check: Check, path: str) -> None:
    if path.endswith("9999"):
        watch.expect("404")
    user.open(path)
    if path == "/":
        user.wait_for_charts()
    check(user.page)
    user.page.set_viewport_size(PHONE)
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
