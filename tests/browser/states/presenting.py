"""A story before a hall, and the same story in a file."""

import re
from functools import partial

from playwright.sync_api import Locator, Page, expect

from tests.browser.presenting import SIX, open_notes, open_story, press, shown
from tests.browser.states.state import Arrive, State, open_unscripted

STEPS = 6
WITH_CHARTS = "/presenteren/wat-doen-gemeenten#stap-2"
OWN = """() => localStorage.setItem('gka-verhaal', JSON.stringify({ title: 'Mijn verhaal',
  summary: '', asks: '', steps: [{ title: 'Een', link: '/?regio=PV30' }, { title: 'Twee', link: '/' }] }))"""


def _present(arrive: Arrive, address: str = WITH_CHARTS) -> Page:
    return open_story(arrive(reduced_motion="reduce").page, address)


def _step(number: int, arrive: Arrive) -> Locator:
    return shown(_present(arrive, f"{SIX}#stap-{number}"))


def of_a_region(arrive: Arrive) -> Locator:
    """A story about one region."""
    return shown(_present(arrive, "/presenteren/mijn-regio?regio=PV30"))


def overview(arrive: Arrive) -> Locator:
    """Every step, small."""
    page = _present(arrive)
    press(page, "o")
    return page.locator(".p-mini").first


def keys_explained(arrive: Arrive) -> Locator:
    """The keys, and the ways out."""
    page = _present(arrive)
    press(page, "?")
    return page.get_by_role("dialog", name="Toetsen")


def chart_large(arrive: Arrive) -> Locator:
    """One chart as large as the screen."""
    page = _present(arrive)
    press(page, "1")
    chart = page.locator("#p-chart")
    expect(chart.locator(".bars, .trace").first).to_be_visible()
    return chart


def black(arrive: Arrive) -> Locator:
    """Nothing to look at but the presenter."""
    page = _present(arrive)
    press(page, "b")
    return page.get_by_role("button", name=re.compile("^Zwart scherm"))


def beamertest(arrive: Arrive) -> Locator:
    """The test of the beamer, from so far that some text is too small."""
    page = _present(arrive)
    press(page, "c")
    panel = page.get_by_role("region", name="Beamertest")
    panel.get_by_label("Afstand in meters").fill("12,5")
    expect(panel.get_by_role("listitem").first).to_be_attached()
    return panel


def timer(arrive: Arrive) -> Locator:
    """The clock runs."""
    page = _present(arrive)
    press(page, "t")
    return page.locator("#p-timer")


def notes(arrive: Arrive) -> Locator:
    """The second window, with the notes."""
    return open_notes(_present(arrive)).get_by_role("heading", level=1)


def notes_left_alone(arrive: Arrive) -> Locator:
    """The second window after the first was closed."""
    page = _present(arrive)
    other = open_notes(page)
    page.close()
    return other.get_by_text(re.compile("^De presentatie is dicht"))


def no_own_story(arrive: Arrive) -> Locator:
    """No story was made in this browser yet."""
    page = arrive().page
    page.goto("/presenteren/eigen")
    return page.get_by_text("nog geen eigen verhaal")


def an_own_story(arrive: Arrive) -> Locator:
    """A story that was made in this browser."""
    page = no_own_story(arrive).page
    page.evaluate(OWN)
    return shown(open_story(page, "/presenteren/eigen"))


def story_without_scripts(arrive: Arrive) -> Locator:
    """Every step below the other, for a browser that runs no scripts."""
    return open_unscripted(arrive, SIX).get_by_role("heading", level=2).last


PRESENTING = (
    *(State(partial(_step, number), called=f"step {number} of {STEPS}") for number in range(1, STEPS + 1)),
    State(of_a_region),
    State(overview),
    State(keys_explained),
    State(chart_large),
    State(black),
    State(beamertest),
    State(timer),
    State(notes),
    State(notes_left_alone),
    State(no_own_story),
    State(an_own_story),
    State(story_without_scripts),
)
