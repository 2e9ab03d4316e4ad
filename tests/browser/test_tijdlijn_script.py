"""Moving through time: drag, keys, exact dates, playing, and what the page is told of it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.tijdlijn_site import (
    CHANGES,
    log,
    open_page,
    serve,
    settle,
    slider,
    wait_for_commit,
    wait_until,
    x_of,
    y_of_plot,
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Iterator[str]:
    with serve(tmp_path_factory.mktemp("tijdlijn"), project) as address:
        yield address


@pytest.fixture
def options() -> dict[str, Any]:
    return {}


@pytest.fixture
def page(chromium: Browser, site: str, options: dict[str, Any]) -> Iterator[Page]:
    with open_page(chromium, site, options) as page:
        yield page


def test_it_begins_at_the_initial_date_and_says_nothing_yet(page: Page) -> None:
    expect(slider(page)).to_have_attribute(
        "aria-valuetext", "31 december 2020: 3 zeker, 0 mogelijk, 4 gepubliceerd"
    )
    expect(page.locator(".tijdlijn-tellers")).to_have_text(
        "Met naam bekend: 3 zeker · 0 mogelijk · 4 gepubliceerd", use_inner_text=False
    )
    expect(page.get_by_label("Datum", exact=True)).to_have_value("2020-12-31")
    expect(page.get_by_role("radio", name="Stand")).to_be_checked()
    expect(page.get_by_role("img", name="2 op 16 juli 2019, 4 op 14 juli 2020")).to_be_visible()
    assert log(page) == []


def test_dragging_tells_the_way_and_at_the_end_one_decision(page: Page) -> None:
    y = y_of_plot(page)
    page.mouse.move(x_of(page, "2020-12-31"), y)
    page.mouse.down()
    for date in ("2020-11-01", "2020-03-01", "2019-09-01", "2019-03-01"):
        page.mouse.move(x_of(page, date), y, steps=3)
        settle(page)
    way = log(page)
    assert {row[0] for row in way} == {"scrub"}
    assert len(way) >= 4
    assert [row[1] for row in way] == sorted((row[1] for row in way), reverse=True)
    page.mouse.up()
    told = log(page)
    assert [row[0] for row in told] == ["commit"]
    assert told[0][1][:7] in ("2019-02", "2019-03")
    assert told[0][2] is None


def test_a_press_near_a_change_means_that_change_and_the_focus_goes_to_the_slider(page: Page) -> None:
    page.mouse.click(x_of(page, "2019-07-16") + 2, y_of_plot(page))
    assert log(page, "commit") == [["commit", "2019-07-16", None]]
    expect(slider(page)).to_be_focused()
    expect(page.locator(".tijdlijn-tellers b").first).to_have_text("2")


def test_dragging_back_to_the_beginning_decides_nothing(page: Page) -> None:
    page.evaluate("lijn.update({ date: '2019-07-16' })")
    y, start = y_of_plot(page), x_of(page, "2019-07-16")
    page.mouse.move(start, y)
    page.mouse.down()
    for x in (start + 60, start + 120, start):
        page.mouse.move(x, y)
        settle(page)
    page.mouse.up()
    told = log(page)
    assert [row[0] for row in told] == ["scrub"] * 3
    assert told[-1][1] == "2019-07-16"


def test_a_finger_that_turns_out_to_scroll_the_page_undoes_its_move(page: Page) -> None:
    page.mouse.move(x_of(page, "2019-07-16"), y_of_plot(page))
    page.mouse.down()
    settle(page)
    cancel = "(el) => el.dispatchEvent(new PointerEvent('pointercancel', { pointerId: 1 }))"
    page.locator(".tijdlijn-vlak").evaluate(cancel)
    page.mouse.up()
    assert log(page) == [["scrub", "2019-07-16", None], ["scrub", "2020-12-31", None]]
    expect(slider(page)).to_have_attribute(
        "aria-valuetext", "31 december 2020: 3 zeker, 0 mogelijk, 4 gepubliceerd"
    )


@pytest.mark.parametrize(
    ("keys", "dates"),
    [
        (["ArrowLeft", "ArrowDown"], ["2020-07-14", "2020-01-01"]),
        (["ArrowRight", "ArrowUp"], ["2021-12-31"]),
        (["PageDown", "PageUp", "PageUp"], ["2019-12-31", "2020-12-31", "2021-12-31"]),
        (["Home", "ArrowUp", "ArrowRight"], ["2018-01-01", "2018-10-01", "2019-07-16"]),
        (["End", "End"], ["2021-12-31"]),
    ],
)
def test_each_key_is_one_decision(page: Page, keys: list[str], dates: list[str]) -> None:
    for key in keys:
        slider(page).press(key)
    assert log(page) == [["commit", date, None] for date in dates]


def test_a_held_key_tells_the_way_and_decides_at_the_end(page: Page) -> None:
    slider(page).press("Home")
    log(page)
    for _ in range(4):
        page.keyboard.down("ArrowRight")
        settle(page)
    assert [row[:2] for row in log(page)] == [
        ["commit", "2018-10-01"],
        ["scrub", "2019-07-16"],
        ["scrub", "2020-01-01"],
        ["scrub", "2020-07-14"],
    ]
    page.keyboard.up("ArrowRight")
    assert log(page) == [["commit", "2020-07-14", None]]


def test_a_notch_by_assistive_technology_is_the_next_moment(page: Page) -> None:
    slider(page).evaluate(
        """(el) => {
          el.value = Number(el.value) - 1;
          for (const name of ["input", "change"]) el.dispatchEvent(new Event(name));
        }"""
    )
    assert log(page, "commit") == [["commit", "2020-07-14", None]]


def test_an_exact_date_is_shown_at_once_and_told_once(page: Page) -> None:
    box = page.get_by_label("Datum", exact=True)
    box.fill("2019-07-16")
    settle(page)
    assert log(page) == [["scrub", "2019-07-16", None]]
    box.press("Enter")
    box.blur()
    assert log(page) == [["commit", "2019-07-16", None]]


def test_an_exact_date_is_told_after_a_pause_too(page: Page) -> None:
    page.get_by_label("Datum", exact=True).fill("2020-02-29")
    wait_for_commit(page)
    page.keyboard.press("Tab")
    assert log(page, "commit") == [["commit", "2020-02-29", None]]


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("2030-01-01", "Kies een datum van 1 januari 2018 tot en met 31 december 2021."),
        ("1999-01-01", "Kies een datum van 1 januari 2018 tot en met 31 december 2021."),
        ("", "Dit is geen datum. Kies een datum van 1 januari 2018 tot en met 31 december 2021."),
    ],
)
def test_a_wrong_date_says_why_and_changes_nothing(page: Page, typed: str, message: str) -> None:
    box = page.get_by_label("Datum", exact=True)
    box.fill(typed)
    expect(box).not_to_have_attribute("aria-invalid", "true")
    box.press("Enter")
    expect(box).to_have_attribute("aria-invalid", "true")
    expect(box).to_have_accessible_description(message)
    expect(slider(page)).to_have_attribute(
        "aria-valuetext", "31 december 2020: 3 zeker, 0 mogelijk, 4 gepubliceerd"
    )
    assert log(page) == []
    slider(page).press("ArrowLeft")
    expect(box).to_have_value("2020-07-14")
    expect(box).to_have_accessible_description("")


def test_a_date_that_becomes_wrong_takes_its_preview_back(page: Page) -> None:
    box = page.get_by_label("Datum", exact=True)
    box.fill("2019-07-16")
    settle(page)
    box.fill("2030-01-01")
    box.press("Enter")
    assert log(page) == [["scrub", "2019-07-16", None], ["scrub", "2020-12-31", None]]


def test_playing_walks_every_change_and_decides_at_the_end(page: Page) -> None:
    page.get_by_role("button", name="Speel af").click()
    expect(page.get_by_role("button", name="Pauze")).to_be_visible()
    wait_for_commit(page)
    told = log(page)
    assert [row[1] for row in told] == CHANGES
    assert [row[0] for row in told] == ["scrub"] * 5 + ["commit"]
    expect(page.get_by_role("button", name="Speel af")).to_be_visible()


@pytest.mark.parametrize("options", [{"interval": 600}])
def test_space_plays_and_pauses_and_an_echo_does_not_disturb(page: Page) -> None:
    slider(page).press("Space")
    wait_until(page, "log.length >= 2")
    page.evaluate("lijn.update({ date: '2020-12-31', from: null })")
    slider(page).press("Space")
    way = log(page)
    last = way[-1][1]
    assert way == [["scrub", date, None] for date in CHANGES[: len(way) - 1]] + [["commit", last, None]]
    assert last == way[-2][1]
    expect(page.get_by_role("button", name="Speel af")).to_be_visible()
    slider(page).press("Space")
    wait_until(page, "log.length >= 1")
    assert log(page)[0][1] == CHANGES[CHANGES.index(last) + 1], "playing goes on where it paused"


def test_another_date_of_the_page_ends_playing_without_a_word(page: Page) -> None:
    page.get_by_role("button", name="Speel af").click()
    wait_until(page, "log.length >= 1")
    page.evaluate("lijn.update({ date: '2019-07-16', from: null })")
    log(page)
    expect(page.get_by_role("button", name="Speel af")).to_be_visible()
    page.wait_for_timeout(120)
    assert log(page) == []
    expect(page.get_by_label("Datum", exact=True)).to_have_value("2019-07-16")


def test_stop_is_the_pause_button(page: Page) -> None:
    page.get_by_role("button", name="Speel af").click()
    wait_until(page, "log.length >= 2")
    page.evaluate("lijn.stop(); lijn.stop()")
    assert [row[0] for row in log(page)].count("commit") == 1


@pytest.mark.parametrize("options", [{"reduced_motion": "reduce"}])
def test_without_motion_the_button_takes_one_step(page: Page) -> None:
    step = page.get_by_role("button", name="Volgende moment")
    step.click()
    step.click()
    step.click()
    page.wait_for_timeout(120)
    assert log(page) == [["commit", date, None] for date in ("2021-12-31", "2018-01-01", "2018-10-01")]
