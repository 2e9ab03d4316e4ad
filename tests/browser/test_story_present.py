"""A presenter with a clicker in front of a hall."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, Check, Visitor, Watch
from tests.browser.presenting import (
    BEAMER,
    LARGE_TEXTS,
    SIX,
    TEXTS,
    expect_step,
    map_fills,
    open_notes,
    open_story,
    press,
    shown,
    story_of,
    too_small,
)

STORIES = ("gka-in-zes-stappen", "wat-doen-gemeenten", "mijn-regio?regio=PV30")
SIZES = ((1920, 1080), (1366, 768), (1024, 768))


@pytest.fixture
def hall(visitor: Visitor) -> Page:
    """The story on a beamer."""
    return open_story(visitor(viewport=BEAMER))


def test_keys_and_clickers_walk_through_the_steps(hall: Page) -> None:
    expect_step(hall, 1)
    for number, key in enumerate(("ArrowRight", "PageDown", " ", "Enter"), start=2):
        press(hall, key)
        expect_step(hall, number)
    for number, key in zip((4, 3, 2), ("ArrowLeft", "PageUp", "Backspace"), strict=True):
        press(hall, key)
        expect_step(hall, number)
    press(hall, "End", "ArrowRight")
    expect_step(hall, 6)
    expect(hall.locator("#p-status")).to_have_text(re.compile("^Stap 6 van 6: "))
    press(hall, "Home", "ArrowLeft")
    expect_step(hall, 1)


def test_every_step_has_an_address_and_back_goes_back(hall: Page) -> None:
    press(hall, "ArrowRight", "ArrowRight")
    expect(hall).to_have_url(re.compile(r"#stap-3$"))
    hall.go_back()
    expect_step(hall, 2)
    hall.go_forward()
    expect_step(hall, 3)
    hall.reload()  # F5 of a clicker
    expect_step(hall, 3)
    expect(hall).to_have_title(re.compile(r"^3\. "))
    open_story(hall, f"{SIX}#stap-99")
    expect_step(hall, 1)


def test_the_browser_keeps_its_own_keys(hall: Page) -> None:
    press(hall, "ArrowRight")
    kept = hall.evaluate(
        """() => ['F5', 'F11', 'Tab', 'Escape', 'ArrowDown', 'ArrowLeft'].map((key) => {
          const altKey = key === 'ArrowLeft';
          const event = new KeyboardEvent('keydown', { key, altKey, bubbles: true, cancelable: true });
          document.body.dispatchEvent(event);
          return event.defaultPrevented;
        })"""
    )
    assert kept == [False] * 6
    expect_step(hall, 2)


def test_the_map_goes_along(hall: Page) -> None:
    steps = story_of(hall)["steps"]
    before = map_fills(hall)
    press(hall, "ArrowRight")
    expect_step(hall, 2)
    assert map_fills(hall) != before
    assert len(map_fills(hall)) == 342
    names = [step["map"]["chosen"] for step in steps]
    chosen = next(place for place, code in enumerate(names) if code)
    hall.goto(f"{SIX}#stap-{chosen + 1}")
    expect_step(hall, chosen + 1)
    expect(hall.locator(".p-name").first).to_be_visible()


def test_the_map_zooms_to_a_region(visitor: Visitor) -> None:
    page = open_story(visitor(viewport=BEAMER), "/presenteren/mijn-regio?regio=PV30")
    zoomed = page.locator("#p-map .lk-zoomed")
    expect(zoomed).to_be_attached()


def test_without_motion_nothing_moves(visitor: Visitor) -> None:
    page = open_story(visitor(viewport=BEAMER, reduced_motion="reduce"), "/presenteren/mijn-regio?regio=PV30")
    moved = page.evaluate(
        """async () => {
          const view = document.querySelector('#p-map .lk-view');
          let changes = 0;
          const count = (all) => (changes += all.length);
          new MutationObserver(count).observe(view, { attributeFilter: ['transform'] });
          document.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
          await new Promise((done) => setTimeout(done, 400));
          const moving = document.getAnimations().filter((one) => one.playState === 'running').length;
          return [changes <= 1, moving];
        }"""
    )
    assert moved == [True, 0]


def test_black_and_back(hall: Page) -> None:
    black = hall.get_by_role("button", name=re.compile("^Zwart scherm"))
    for key in ("b", "."):
        press(hall, key)
        expect(black).to_be_visible()
        assert black.evaluate("(e) => getComputedStyle(e).backgroundColor") == "rgb(0, 0, 0)"
        press(hall, "PageDown")
        expect(black).to_be_hidden()
        expect_step(hall, 1)
    press(hall, "b", "b")
    expect(black).to_be_hidden()


def test_the_overview_leads_to_a_step(hall: Page) -> None:
    press(hall, "o")
    overview = hall.get_by_role("dialog", name="De GKA in zes stappen")
    expect(overview).to_be_visible()
    expect(overview.locator(".p-mini svg")).to_have_count(6)
    press(hall, "ArrowRight", "ArrowRight", "Enter")
    expect(overview).to_be_hidden()
    expect_step(hall, 3)
    press(hall, "o", "Escape")
    expect(overview).to_be_hidden()


def test_help_names_the_keys(hall: Page) -> None:
    press(hall, "?")
    help_ = hall.get_by_role("dialog", name="Toetsen")
    expect(help_).to_contain_text("zwart scherm")
    press(hall, "ArrowRight")
    expect(help_).to_be_visible()
    help_.get_by_role("button", name="Sluit de hulp").click()
    expect(help_).to_be_hidden()
    expect_step(hall, 1)


def test_a_number_makes_a_chart_large(visitor: Visitor) -> None:
    page = open_story(visitor(viewport=BEAMER), "/presenteren/wat-doen-gemeenten")
    steps = story_of(page)["steps"]
    place = next(n for n, step in enumerate(steps) if step["charts"])
    page.goto(f"/presenteren/wat-doen-gemeenten#stap-{place + 1}")
    expect_step(page, place + 1)
    press(page, "1")
    dialog = page.get_by_role("dialog", name=steps[place]["charts"][0]["title"])
    expect(dialog.locator(".bars, .trace").first).to_be_visible()
    expect(dialog.get_by_role("table")).to_be_attached()
    assert too_small(page.evaluate(LARGE_TEXTS), BEAMER["width"]) == []
    press(page, "9")
    expect(dialog).to_be_visible()
    press(page, "Escape")
    expect(dialog).to_be_hidden()
    expect_step(page, place + 1)
    press(page, "1", "PageDown")
    expect(dialog).to_be_hidden()


def test_the_timer(hall: Page) -> None:
    timer = hall.locator("#p-timer")
    expect(timer).to_be_hidden()
    press(hall, "t")
    expect(timer).to_have_text(re.compile(r"0:0[1-9]"))
    hall.reload()
    expect(timer).to_have_text(re.compile(r"0:\d\d"))
    press(hall, "0")
    expect(timer).to_be_hidden()


def test_the_notes_keep_in_step(hall: Page) -> None:
    notes = open_notes(hall)
    expect(notes.get_by_text("Stap 1 van 6")).to_be_visible()
    press(hall, "ArrowRight")
    expect(notes.get_by_text("Stap 2 van 6")).to_be_visible()
    title = shown(hall).get_by_role("heading", level=2).inner_text()
    expect(notes.get_by_role("heading", level=1)).to_have_text(" ".join(title.split()))
    press(notes, "PageDown")  # a clicker that has its focus here
    expect_step(hall, 3)
    notes.get_by_role("button", name="Volgende").click()
    expect_step(hall, 4)
    notes.get_by_role("button", name="Zwart").click()
    expect(hall.get_by_role("button", name=re.compile("^Zwart scherm"))).to_be_visible()
    expect(notes.get_by_text("Het scherm is zwart.")).to_be_visible()
    notes.get_by_role("button", name="Start de klok").click()
    expect(hall.locator("#p-timer")).to_be_visible()


def test_the_notes_find_a_presentation_that_was_loaded_again_and_miss_one_that_closed(hall: Page) -> None:
    notes = open_notes(hall)
    hall.reload()
    expect_step(hall, 1)
    press(hall, "End")
    expect(notes.get_by_text("Stap 6 van 6")).to_be_visible()
    expect(notes.get_by_text("Dit is de laatste stap.")).to_be_visible()
    hall.close()
    expect(notes.get_by_text(re.compile("^De presentatie is dicht"))).to_be_visible()


def test_two_presentations_do_not_hear_each_other(hall: Page) -> None:
    other = open_story(hall.context.new_page())
    notes = open_notes(hall)
    press(other, "End")
    expect_step(other, 6)
    press(hall, "ArrowRight")
    expect(notes.get_by_text("Stap 2 van 6")).to_be_visible()
    expect_step(hall, 2)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("story", STORIES)
def test_every_text_can_be_read_at_ten_metres(visitor: Visitor, story: str, size: tuple[int, int]) -> None:
    page = open_story(visitor(viewport={"width": size[0], "height": size[1]}), f"/presenteren/{story}")
    for number in range(1, len(story_of(page)["steps"]) + 1):
        expect_step(page, number)
        found = page.evaluate(TEXTS)
        assert len(found) > 4
        assert too_small(found, size[0]) == [], f"step {number}"
        cut = shown(page).locator(".p-words").evaluate("(e) => e.scrollHeight - e.clientHeight")
        assert cut <= 1, f"step {number} does not fit"
        assert page.evaluate("document.querySelector('#p-map').clientHeight") > size[1] / 4, f"step {number}"
        press(page, "ArrowRight")


def test_the_beamer_test_names_what_is_too_small_and_shows_other_eyes(hall: Page) -> None:
    press(hall, "c")
    panel = hall.get_by_role("region", name="Beamertest")
    expect(panel).to_contain_text("Alle teksten op dit scherm zijn groot genoeg")
    panel.get_by_label("Afstand in meters").fill("12,5")
    expect(panel).to_contain_text("Te klein op 12,5 meter")
    expect(panel.get_by_role("listitem").first).to_contain_text("48 pixels")
    panel.get_by_role("button", name="Zonder groen zien").click()
    stage = hall.locator("#p-stage")
    assert "p-groen" in stage.evaluate("(e) => getComputedStyle(e).filter")
    press(hall, "PageDown")
    expect_step(hall, 2)
    expect(panel).to_be_visible()
    press(hall, "Escape")
    expect(panel).to_be_hidden()
    assert stage.evaluate("(e) => getComputedStyle(e).filter") == "none"


def normal(_page: Page) -> None:
    """A step as it comes."""


def overview(page: Page) -> None:
    press(page, "o")


def help_(page: Page) -> None:
    press(page, "?")


def chart(page: Page) -> None:
    press(page, "1")


def beamertest(page: Page) -> None:
    press(page, "c")


def black(page: Page) -> None:
    press(page, "b")


@pytest.mark.parametrize("phone", [False, True], ids=["beamer", "phone"])
@pytest.mark.parametrize(
    "state", [normal, overview, help_, chart, beamertest, black], ids=lambda f: f.__name__
)
def test_axe(visitor: Visitor, check: Check, state: object, phone: bool) -> None:
    size = {"viewport": PHONE, "has_touch": True, "is_mobile": True} if phone else {"viewport": BEAMER}
    page = open_story(visitor(**size, reduced_motion="reduce"), "/presenteren/wat-doen-gemeenten#stap-2")
    assert callable(state)
    state(page)
    page.wait_for_timeout(300)
    check(page)


def test_axe_notes(hall: Page, check: Check) -> None:
    check(open_notes(hall))


def test_a_finger_turns_the_page_and_nothing_scrolls_sideways(visitor: Visitor) -> None:
    page = open_story(visitor(viewport=PHONE, has_touch=True, is_mobile=True))
    session = page.context.new_cdp_session(page)
    for kind, x in (("touchStart", 320), ("touchMove", 120), ("touchEnd", None)):
        points = [] if x is None else [{"x": x, "y": 300}]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    expect_step(page, 2)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.get_by_role("button", name="Volgende stap").tap()
    expect_step(page, 3)


def test_when_the_network_goes_away_everything_goes_on(hall: Page, watch: Watch) -> None:
    hall.wait_for_load_state("networkidle")
    asked = len(watch.requests)
    hall.context.set_offline(True)
    for number in range(2, 7):
        press(hall, "ArrowRight")
        expect_step(hall, number)
    press(hall, "o")
    expect(hall.locator(".p-mini svg")).to_have_count(6)
    # Chromium itself asks for the icon at each new address; no picture of ours depends on it.
    assert [url for url in watch.requests[asked:] if "favicon" not in url] == []


def test_without_javascript_every_step_is_text(visitor: Visitor) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(SIX)
    expect(page.get_by_role("heading", level=2)).to_have_count(6)
    for heading in page.get_by_role("heading", level=2).all():
        expect(heading).to_be_visible()
    expect(page.get_by_role("navigation")).to_be_hidden()


def test_on_paper_every_step_has_a_page_with_its_map(hall: Page) -> None:
    paper = hall.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 6
    assert hall.locator(".p-paper svg").count() == 6


def test_the_list_of_stories_leads_here_and_back(visitor: Visitor) -> None:
    page = visitor(viewport=BEAMER)
    page.goto("/presenteren")
    page.locator(f"a[href='{SIX}']").first.click()
    expect_step(page, 1)
    press(page, "?")
    page.get_by_role("link", name="Stop met presenteren").click()
    expect(page).to_have_url(re.compile(r"/presenteren$"))


def test_an_own_story_is_shown_from_the_browser(visitor: Visitor) -> None:
    page = visitor(viewport=BEAMER)
    page.goto("/presenteren/eigen")
    expect(page.get_by_text("nog geen eigen verhaal")).to_be_visible()
    page.evaluate(
        """() => localStorage.setItem('gka-verhaal', JSON.stringify({ title: 'Mijn <b>verhaal</b>',
          summary: '', asks: '', steps: [{ title: 'Een', link: '/?regio=PV30' },
            { title: 'Twee', link: '/' }] }))"""
    )
    open_story(page, "/presenteren/eigen")
    expect_step(page, 1)
    expect(shown(page)).to_contain_text("Mijn <b>verhaal</b>")
    press(page, "ArrowRight")
    expect_step(page, 2)
    notes = open_notes(page)
    expect(notes.get_by_text("Stap 2 van 2")).to_be_visible()
    press(page, "?")
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("^Bewaar als bestand")).click()
    assert download.value.suggested_filename == "gka-eigen-verhaal.html"
