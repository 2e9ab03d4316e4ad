"""Moving through time: who had joined when, and what is certain about it."""

import re

from playwright.sync_api import expect

from tests.browser.actions import MUNICIPALITIES, Actions
from tests.browser.conftest import Visitor, Watch

CERTAIN = "zeker aangesloten"


def test_arrow_keys_lead_to_the_second_count_and_the_legend_follows(user: Actions) -> None:
    user.open()
    slider = user.time_slider()
    slider.focus()
    for _ in range(20):
        if str(slider.get_attribute("aria-valuetext")).startswith("14 juli 2020"):
            break
        user.page.keyboard.press("ArrowLeft")
    expect(slider).to_have_attribute("aria-valuetext", "14 juli 2020: 40 zeker, 25 mogelijk, 50 gepubliceerd")
    user.expect_link("/?datum=2020-07-14")
    expect(user.page.get_by_role("heading", name=re.compile("op 14 juli 2020"))).to_be_visible()
    user.expect_total(50, "gemeenten met een agenda", "gepubliceerd")
    user.expect_total(40, CERTAIN, "geteld")
    user.expect_total(25, "mogelijk aangesloten", "geteld")
    counts = user.legend_counts()
    assert counts["mogelijk al aangesloten"] == 25
    assert sum(counts.values()) == MUNICIPALITIES


def test_on_the_way_the_map_follows_without_asking_the_server(user: Actions, watch: Watch) -> None:
    user.open().wait_for_charts()
    slider = user.time_slider()
    slider.focus()
    user.page.keyboard.press("Home")
    user.expect_link("/?datum=2016-10-31")
    expect(user.page.get_by_role("heading", name=re.compile("op 31 oktober 2016"))).to_be_visible()
    user.page.keyboard.down("ArrowRight")
    user.page.evaluate("new Promise(requestAnimationFrame)")
    user.page.wait_for_load_state("networkidle")
    calls, before = watch.calls(), user.legend_counts()
    for _ in range(40):
        if str(slider.get_attribute("aria-valuetext")).startswith("14 juli 2020"):
            break
        user.page.keyboard.down("ArrowRight")
        user.page.evaluate("new Promise(requestAnimationFrame)")
    assert user.legend_counts() != before
    assert watch.calls() == calls
    user.page.keyboard.up("ArrowRight")
    user.expect_link("/?datum=2020-07-14")
    expect(user.page.get_by_role("heading", name=re.compile("op 14 juli 2020"))).to_be_visible()
    assert watch.calls() > calls


def test_dragging_recolours_the_map_and_letting_go_decides(user: Actions, watch: Watch) -> None:
    user.open().wait_for_charts()
    user.time_slider().scroll_into_view_if_needed()
    box = user.time_slider().bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    user.page.mouse.move(box["x"] + box["width"] * 0.85, middle)
    user.page.mouse.down()
    calls = watch.calls()
    user.page.mouse.move(box["x"] + box["width"] * 0.35, middle, steps=12)
    expect(user.time_slider()).to_have_attribute("aria-valuetext", re.compile("201[789]|2020"))
    assert watch.calls() == calls
    user.page.mouse.up()
    expect(user.page).to_have_url(re.compile(r"datum=20(1[789]|20)-"))


def test_play_and_pause(user: Actions) -> None:
    user.open("/?datum=2019-01-01")
    slider = user.time_slider()
    start = str(slider.get_attribute("aria-valuetext"))
    user.page.get_by_role("button", name="Speel af").click()
    expect(slider).not_to_have_attribute("aria-valuetext", start)
    user.page.get_by_role("button", name="Pauze").click()
    stopped = str(slider.get_attribute("aria-valuetext"))
    expect(user.page).not_to_have_url(re.compile("datum=2019-01-01"))
    expect(user.page.get_by_role("button", name="Speel af")).to_be_visible()
    expect(slider).to_have_attribute("aria-valuetext", stopped)


def test_with_reduced_motion_nothing_plays_by_itself(visitor: Visitor) -> None:
    user = Actions(visitor(reduced_motion="reduce")).open("/?datum=2019-07-16")
    expect(user.page.get_by_role("button", name="Speel af")).to_have_count(0)
    user.page.get_by_role("button", name="Volgende moment").click()
    expect(user.page).not_to_have_url(re.compile("datum=2019-07-16"))
    user.click_municipality("Almere")
    user.expect_chosen("Almere")
    user.choose_region("Flevoland")
    expect(user.page.get_by_role("heading", name=re.compile("in Flevoland"))).to_be_visible()


def test_an_exact_date_and_a_wrong_one(user: Actions) -> None:
    user.open()
    user.go_to_date("2019-07-16")
    user.expect_link("/?datum=2019-07-16")
    user.expect_total(30, "gemeenten met een agenda", "gepubliceerd")
    user.expect_total(30, CERTAIN, "geteld")
    user.go_to_date("2030-01-01")
    expect(user.page.get_by_text(re.compile("Kies een datum van 31 oktober 2016 tot en met"))).to_be_visible()
    user.expect_link("/?datum=2019-07-16")


def test_the_difference_between_two_counts(user: Actions) -> None:
    user.open("/?datum=2020-07-14")
    user.page.get_by_role("radio", name="Verschil").check()
    user.go_to_date("2019-07-16", "Vanaf")
    user.expect_link("/?datum=2020-07-14&sinds=2019-07-16")
    title = re.compile("van 16 juli 2019 tot (en met )?14 juli 2020")
    expect(user.page.get_by_role("heading", name=title)).to_be_visible()
    expect(user.status()).to_contain_text(re.compile("10 gemeenten .*zeker .* 25 gemeenten .*mogelijk"))
    counts = user.legend_counts()
    assert counts["nieuw aangesloten"] == 10
    assert counts["mogelijk nieuw"] == 25
    assert sum(number for label, number in counts.items() if "samengevoegd" not in label) == MUNICIPALITIES
    user.page.get_by_role("radio", name="Stand").check()
    user.expect_link("/?datum=2020-07-14")


def test_a_merger_in_the_period_is_outlined_and_named(user: Actions) -> None:
    user.open("/?datum=2021-12-31&sinds=2020-07-14")
    expect(user.legend()).to_contain_text("samengevoegd in deze periode")
    expect(user.municipality("Eemsdelta")).to_have_accessible_name(re.compile("samengevoegd"))
    expect(user.municipality("Texel")).not_to_have_accessible_name(re.compile("samengevoegd"))


def test_a_milestone_leads_to_its_date(user: Actions) -> None:
    user.open()
    user.page.get_by_text(re.compile(r"^Mijlpalen \(9\)")).click()
    user.page.get_by_role("button", name=re.compile("16 juli 2019")).first.click()
    user.expect_link("/?datum=2019-07-16")
    expect(user.page.get_by_role("heading", name=re.compile("op 16 juli 2019"))).to_be_visible()


def test_before_the_first_count_nothing_is_claimed(user: Actions) -> None:
    user.open("/?datum=2017-01-01")
    expect(user.status()).to_contain_text("De GKA publiceerde op deze datum nog geen aantal.")
    user.expect_total(0, CERTAIN, "geteld")
    assert sum(user.legend_counts().values()) == MUNICIPALITIES
