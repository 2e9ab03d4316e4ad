"""Pages that are no part of Dash: on other websites, without scripts, when something is wrong."""

import re
from functools import partial

from playwright.sync_api import Locator, expect

from tests.browser.states.map_page import TOUCH
from tests.browser.states.state import Arrive, State

PLAIN = (
    "/gemeenten?regio=PV29",
    "/interventies?regio=PV30",
    "/regios",
    "/regio/PV29",
    "/gemeente/GM1979",
    "/data",
    "/achtergrond",
    "/toegankelijkheid",
)


def embedded_chosen(arrive: Arrive) -> Locator:
    """The map on another website, with filters and a municipality chosen."""
    page = _embed(arrive, "kleur=interventies&filters=aan").page
    page.get_by_role("option", name=re.compile("^Almere")).click()
    return page.get_by_role("link", name="Bekijk Almere")


def embedded_region(arrive: Arrive) -> Locator:
    """One region on another website, as tiles."""
    return _embed(arrive, "regio=PV30&gebied=vast&filters=aan&vorm=tegels")


def embedded_with_a_thumb(arrive: Arrive) -> Locator:
    """The map on another website, on a screen for a thumb."""
    return _embed(arrive, "", **TOUCH)


def _embed(arrive: Arrive, query: str, **options: object) -> Locator:
    page = arrive(**options).page
    page.goto(f"/inbed?{query}")
    return page.locator("#inbed-kaart[data-drawn]")


def embedded_still(arrive: Arrive) -> Locator:
    """A still picture on another website, which needs no scripts."""
    page = arrive().page
    page.goto("/inbed?beeld=stil&regio=PV30&filters=aan")
    return page.get_by_role("img", name=re.compile("^Kaart: "))


def embedded_with_a_notice(arrive: Arrive) -> Locator:
    """A link on another website with something that is not known here."""
    page = _embed(arrive, "foo=bar").page
    return page.get_by_text(re.compile("weggelaten"))


def _open(address: str, arrive: Arrive) -> Locator:
    page = arrive().page
    page.goto(address)
    return page.get_by_role("heading", level=1)


def link_too_long(arrive: Arrive) -> Locator:
    """A link that the server does not read."""
    return _open("/?zoek=" + "a" * 50_000, arrive)


def question_not_understood(arrive: Arrive) -> Locator:
    """A form that no page of ours sends; the page tells the number of the failure."""
    page = _open("/download/bladen/PV29", arrive).page
    page.locator("form input[name=wat]").evaluate("(box) => { box.value = 'iets'; }")
    page.get_by_role("button", name="Maak het bestand").click()
    return page.locator(".foutnummer")


def file_to_ask_for(arrive: Arrive) -> Locator:
    """Long work, before it begins."""
    return _open("/download/bladen/PV29", arrive).page.get_by_role("button", name="Maak het bestand")


def task_that_is_over(arrive: Arrive) -> Locator:
    """Long work that is not there any more."""
    found = _open("/download/taken/abcdefghijklmnopqrstuv", arrive)
    expect(found).to_have_text("Deze taak is er niet (meer)")
    return found


DOCUMENTS = (
    State(embedded_chosen),
    State(embedded_region),
    State(embedded_with_a_thumb, widths=(768, 390, 320), because="a phone or tablet is no wider"),
    State(embedded_still),
    State(embedded_with_a_notice),
    *(
        State(partial(_open, f"/zonder-javascript{path}"), called=f"plain {path.split('?')[0]}")
        for path in PLAIN
    ),
    State(partial(_open, "/bestaat/niet"), called="no such page", trouble="404"),
    State(link_too_long, trouble="414"),
    State(question_not_understood, trouble="400"),
    State(partial(_open, "/status"), called="how the server is"),
    State(partial(_open, "/versie"), called="version"),
    State(file_to_ask_for),
    State(task_that_is_over, trouble="404"),
)
