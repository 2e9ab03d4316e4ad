"""Somebody in the back row, or with a phone, sees every municipality as large as any other."""

import re

from playwright.sync_api import expect

from tests.browser.actions import Actions, sideways
from tests.browser.conftest import Check, Watch


def switch(user: Actions, form: str) -> None:
    user.page.get_by_role("group", name="Vorm van de kaart").get_by_role("button", name=form).click()


def sizes(user: Actions) -> set[tuple[int, int]]:
    return {
        (round(w), round(h))
        for w, h in user.regions().evaluate_all(
            "(all) => all.map((one) => { const { width, height } = one.getBBox(); return [width, height]; })"
        )
    }


def test_the_switch_shows_tiles_and_back_shows_the_map(user: Actions, watch: Watch, check: Check) -> None:
    user.open("/?gemeente=GM0034")
    assert watch.calls("tegels-") == 0
    counts = user.legend_counts()
    switch(user, "Tegels")
    expect(user.page.locator(".lk-short")).to_be_attached()
    user.expect_link("/?vorm=tegels&gemeente=GM0034")
    user.expect_chosen("Almere")
    assert watch.calls("tegels-") == 1
    assert len(sizes(user)) == 1
    assert user.legend_counts() == counts
    check(user.page)
    user.page.go_back()
    expect(user.page.locator(".lk-short")).to_have_count(0)
    assert len(sizes(user)) > 100
    user.page.go_forward()
    expect(user.page.locator(".lk-short")).to_be_attached()


def test_a_shared_link_opens_with_tiles_and_loads_no_borders(user: Actions, watch: Watch) -> None:
    user.open("/?vorm=tegels&kleur=interventies")
    assert len(sizes(user)) == 1
    assert watch.calls("boundaries-") == 0
    expect(user.page.get_by_role("button", name="Tegels")).to_have_attribute("aria-pressed", "true")
    switch(user, "Kaart")
    expect(user.page.locator(".lk-short")).to_have_count(0)
    user.expect_link("/?kleur=interventies")


def test_arrows_lead_to_the_tile_beside(user: Actions) -> None:
    user.open("/?vorm=tegels")
    tile = user.municipality("Utrecht")
    tile.focus()
    before = tile.bounding_box()
    user.page.keyboard.press("ArrowRight")
    after = user.page.locator(".lk-region:focus").bounding_box()
    assert before
    assert after
    assert abs(after["x"] - before["x"] - before["width"]) < 2
    assert abs(after["y"] - before["y"]) < 2
    user.page.keyboard.press("Enter")
    assert re.search("gemeente=GM", user.page.url)


def test_names_appear_as_soon_as_they_can_be_read(phone_user: Actions, check: Check) -> None:
    phone_user.open("/?vorm=tegels")
    names = phone_user.page.locator(".lk-short")
    expect(names).to_be_hidden()
    for _ in range(2):
        phone_user.page.get_by_role("button", name="Zoom in").click()
    expect(names).to_be_visible()
    assert sideways(phone_user.page) == 0
    check(phone_user.page)


def test_a_region_fills_the_map_of_tiles(user: Actions) -> None:
    user.open("/?vorm=tegels&regio=PV30")
    expect(user.page.get_by_role("heading", name=re.compile("agenda in Noord-Brabant"))).to_be_visible()
    group = user.page.locator(".lk-region:not(.lk-outside)")
    expect(group).to_have_count(56)
