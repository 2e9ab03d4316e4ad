"""The page with the map."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.actions import CHARTS, Actions
from tests.browser.states.state import Arrive, State, open_unscripted

TOUCH = {"has_touch": True, "is_mobile": True}
CALLS = "**/_dash-update-component"
BESIDE = "from 1024 pixels the filters always stand beside the map"
IN_SIGHT = "from 600 pixels every door of the menu is in sight"


def explanation(arrive: Arrive) -> Locator:
    """The window that explains a number, with its table."""
    user = arrive().open()
    user.total("gemeenten met een agenda", "gepubliceerd").click()
    expect(user.dialog().get_by_role("table")).to_be_visible()
    return user.dialog()


def filters_unfolded(arrive: Arrive) -> Locator:
    """The filters unfolded, on a screen for a thumb."""
    user = arrive(**TOUCH).open("/?thema=taalbevordering")
    user.page.get_by_role("button", name=re.compile("^Filter")).tap()
    return user.filters()


def menu_at_its_end(arrive: Arrive) -> Locator:
    """The menu, slid along to its last door."""
    menu = arrive().open().page.get_by_role("navigation", name="Hoofdmenu")
    assert menu.evaluate("(menu) => menu.scrollWidth > menu.clientWidth")
    menu.evaluate("(menu) => (menu.scrollLeft = menu.scrollWidth)")
    return menu.get_by_role("link").last


def tiles(arrive: Arrive) -> Locator:
    """Equal tiles in place of borders."""
    user = arrive().open("/?vorm=tegels&gemeente=GM0034")
    expect(user.page.locator(".lk-short")).to_be_attached()
    return user.page.get_by_role("button", name="Tegels", pressed=True)


def difference(arrive: Arrive) -> Locator:
    """The difference between two days, on map and timeline."""
    user = arrive().open("/?datum=2021-12-31&sinds=2019-07-16")
    expect(user.time_slider("Begin van de periode")).to_be_visible()
    return user.legend().get_by_text("nieuw aangesloten", exact=True)


def milestones(arrive: Arrive) -> Locator:
    """The list of milestones unfolded."""
    page = arrive().open().page
    page.get_by_text(re.compile("^Mijlpalen")).click()
    return page.get_by_role("button", name=re.compile("16 juli 2019")).first


def before_the_first_count(arrive: Arrive) -> Locator:
    """A day on which nothing was published yet."""
    return arrive().open("/?datum=2017-01-01").status()


def wrong_date(arrive: Arrive) -> Locator:
    """A date that the timeline does not know."""
    user = arrive().open()
    user.go_to_date("2030-01-01")
    return user.page.get_by_text(re.compile("^Kies een datum van 31 oktober 2016"))


def search_finds_nothing(arrive: Arrive) -> Locator:
    """A name that no municipality has."""
    return _search(arrive(), "Atlantis").get_by_text("Geen gemeente gevonden met de naam “Atlantis”.")


def search_finds_several(arrive: Arrive) -> Locator:
    """A beginning that fits more municipalities."""
    return _search(arrive(), "Bergen").get_by_text(re.compile(r"Bergen \(L\.\).*Bergen \(NH\.\)"))


def _search(user: Actions, text: str) -> Locator:
    box = user.open().page.get_by_label("Zoek een gemeente")
    box.fill(text)
    box.press("Enter")
    return user.page.locator(".search")


def share(arrive: Arrive) -> Locator:
    """The window to share: link, and code for a room."""
    return arrive().open("/?regio=PV30").open_sharing()


def share_told(arrive: Arrive) -> Locator:
    """The window to share, after a click that could not copy."""
    dialog = share(arrive)
    refused = "Object.defineProperty(navigator, 'clipboard', {value: {writeText: () => Promise.reject()}})"
    dialog.page.evaluate(refused)
    dialog.get_by_role("button", name="Kopieer link").click()
    return dialog.get_by_role("status").filter(has_text="kopieer die zelf")


def share_large(arrive: Arrive) -> Locator:
    """The code as large as the screen, for a room."""
    dialog = share(arrive)
    dialog.get_by_role("button", name="Toon groot").click()
    return dialog.page.get_by_role("dialog", name="QR-code, groot")


def own_story(arrive: Arrive) -> Locator:
    """The panel of an own story with two steps, one unfolded."""
    page = arrive().open().page
    panel = page.get_by_role("complementary", name="Uw verhaal maken")
    for step in ("1", "2"):
        page.get_by_role("button", name="Voeg toe aan verhaal").click()
        expect(panel.get_by_role("textbox", name=f"Titel van stap {step}")).to_be_visible()
    panel.get_by_text("Tekst, getal en notities").first.click()
    return panel


def own_story_taken_away(arrive: Arrive) -> Locator:
    """The panel after everything in it was taken away."""
    panel = own_story(arrive)
    panel.get_by_role("button", name="Begin opnieuw").click()
    return panel.get_by_role("button", name="Zet terug")


def downloads(arrive: Arrive) -> Locator:
    """The menu of files to take along."""
    page = arrive().open().page
    page.locator("details.downloads > summary").click()
    return page.get_by_role("link", name=re.compile("^Dia's"))


def downloads_of_a_chart(arrive: Arrive) -> Locator:
    """The downloads of a chart unfolded."""
    card = arrive().open().wait_for_charts().chart(CHARTS[0])
    card.locator("summary", has_text="Download").click()
    return card.get_by_role("button", name=re.compile(r"\bSVG\b"))


def charts_as_tables(arrive: Arrive) -> Locator:
    """Every chart as a table."""
    user = arrive().open()
    return [user.as_table(title) for title in CHARTS][-1]


def without_a_server(arrive: Arrive) -> Locator:
    """The server cannot be reached: the bar says so and the page stays."""
    user = arrive().open().wait_for_charts()
    user.page.route(CALLS, lambda route: route.abort("failed"))
    user.choose_theme("Taalbevordering")
    return user.page.get_by_role("alert").filter(has_text="Geen verbinding met de server")


def server_fails(arrive: Arrive) -> Locator:
    """The server gives no good answer: the bar tells the number of the failure."""
    user = arrive().open()
    failed = {"status": 500, "body": "stuk", "headers": {"X-Foutnummer": "7KQ4RT2B"}}
    user.page.route(CALLS, lambda route: route.fulfill(**failed))
    user.choose_theme("Taalbevordering")
    return user.page.get_by_role("alert").filter(has_text="Foutnummer 7KQ4RT2B.")


def without_borders(arrive: Arrive) -> Locator:
    """The map could not be loaded."""
    page = arrive().page
    page.route("**/boundaries-*.json", lambda route: route.abort("failed"))
    page.goto("/")
    return page.get_by_role("alert").filter(has_text="De kaart kon niet worden geladen")


def without_borders_and_data(arrive: Arrive) -> Locator:
    """Neither map nor timeline could be loaded."""
    page = arrive().page
    for name in ("boundaries", "gegevens"):
        page.route(f"**/{name}-*.json", lambda route: route.abort("failed"))
    page.goto("/")
    return page.get_by_role("alert").filter(has_text="De tijdlijn kon niet worden geladen")


def without_the_chart_library(arrive: Arrive) -> Locator:
    """No chart can be drawn."""
    user = arrive()
    user.page.route("**/*plotly*.js", lambda route: route.abort("failed"))
    return user.open().chart(CHARTS[0])


def chosen(arrive: Arrive) -> Locator:
    """A municipality chosen, with its card."""
    user = arrive().open("/?gemeente=GM0034&thema=taalbevordering").wait_for_charts()
    user.expect_chosen("Almere")
    return user.card("Almere")


def chosen_with_a_thumb(arrive: Arrive) -> Locator:
    """The card of a municipality as a sheet at the bottom of a screen for a thumb."""
    user = arrive(**TOUCH).open("/?gemeente=GM0034")
    user.expect_chosen("Almere")
    return user.card("Almere")


def walking_with_keys(arrive: Arrive) -> Locator:
    """The keyboard on a municipality of a region, with what is said of it."""
    user = arrive().open("/?regio=PV28")
    user.municipality("Rotterdam").focus()
    user.page.keyboard.press("ArrowUp")
    return user.page.locator(".lk-region:focus")


def nothing_found(arrive: Arrive) -> Locator:
    """Filters that nothing fits."""
    page = arrive().open("/?thema=taalbevordering&sector=mbo").page
    return page.get_by_role("heading", name="Niets gevonden")


def notice(arrive: Arrive) -> Locator:
    """A link with something that is not known here."""
    return arrive().open("/?foo=bar&datum=2019-02-30").notice()


def without_scripts(arrive: Arrive) -> Locator:
    """A browser that runs no scripts: words, and a way to the lists."""
    page = open_unscripted(arrive, "/")
    return page.get_by_role("link", name="deze gegevens als gewone pagina lezen")


CUT_OFF = "ERR_FAILED|Failed to fetch|Failed to load|TypeError|Callback|ChunkLoadError|lotly"
MAP_PAGE = (
    State(explanation),
    State(filters_unfolded, widths=(768, 390, 320), because=BESIDE),
    State(menu_at_its_end, widths=(390, 320), because=IN_SIGHT),
    State(tiles),
    State(difference),
    State(milestones),
    State(before_the_first_count),
    State(wrong_date),
    State(search_finds_nothing),
    State(search_finds_several),
    State(share),
    State(share_told),
    State(share_large),
    State(own_story),
    State(own_story_taken_away),
    State(downloads),
    State(downloads_of_a_chart),
    State(charts_as_tables),
    State(without_a_server, trouble=CUT_OFF),
    State(server_fails, trouble="status 500|500 |Callback|JSON"),
    State(without_borders, trouble=CUT_OFF),
    State(without_borders_and_data, trouble=CUT_OFF),
    State(without_the_chart_library, trouble=CUT_OFF),
    State(chosen),
    State(chosen_with_a_thumb, widths=(768, 390, 320), because="a phone or tablet is no wider"),
    State(walking_with_keys),
    State(nothing_found),
    State(notice),
    State(without_scripts),
)
