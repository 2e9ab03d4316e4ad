"""The other pages of the dashboard."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.states.map_page import CUT_OFF
from tests.browser.states.state import Arrive, State


def activities_sorted(arrive: Arrive) -> Locator:
    """The list of activities, filtered and sorted."""
    page = arrive().open("/interventies?regio=PV28&thema=taalbevordering&sorteer=-gemeente").page
    return page.locator("th[aria-sort=descending]")


def activities_empty(arrive: Arrive) -> Locator:
    """No activity fits the filters."""
    page = arrive().open("/interventies?thema=taalbevordering&sector=mbo").page
    return page.get_by_role("heading", name="Niets gevonden")


def municipalities_sorted(arrive: Arrive) -> Locator:
    """The list of municipalities of one region, sorted."""
    return (
        arrive()
        .open("/gemeenten?regio=PV29&sorteer=-activiteiten")
        .page.get_by_role("table", name="Gemeenten")
    )


def regions_sorted(arrive: Arrive) -> Locator:
    """The list of regions, filtered."""
    return arrive().open("/regios?thema=taalbevordering").page.get_by_role("table", name="Regio's")


def files_of_a_region(arrive: Arrive) -> Locator:
    """The files of a region to take along."""
    page = arrive().open("/regio/PV29").page
    page.locator("details.downloads > summary").click()
    return page.get_by_role("link", name=re.compile("^A4-bladen"))


def list_shared(arrive: Arrive) -> Locator:
    """The window to share on a page without a map."""
    return arrive().open("/regio/PV29").open_sharing()


def origin_of_a_value(arrive: Arrive) -> Locator:
    """A municipality with every 'where does this come from' unfolded."""
    page = arrive().open("/gemeente/GM0034").page
    origins = page.get_by_text(re.compile("^Herkomst van "))
    for origin in origins.all():
        origin.click()
    return page.locator("details[open]").filter(has=origins).first.get_by_text("publicatie").first


def without_activities(arrive: Arrive) -> Locator:
    """A municipality of which nothing is known under these filters."""
    page = arrive().open("/gemeente/GM0034?thema=taalbevordering&sector=mbo").page
    return page.get_by_role("heading", level=1)


def compare_one_place(arrive: Arrive) -> Locator:
    """One of two places chosen."""
    page = arrive().open("/vergelijken?links=GM0034").page
    return page.get_by_role("heading", name="Kies nog een gemeente of regio")


def compare_several_found(arrive: Arrive) -> Locator:
    """A beginning that fits more places."""
    return _look_for(arrive, "alm", "past bij meer dan één gemeente of regio")


def compare_nothing_found(arrive: Arrive) -> Locator:
    """A name that no place has."""
    return _look_for(arrive, "Nergenshuizen", "Geen gemeente of regio gevonden")


def _look_for(arrive: Arrive, text: str, said: str) -> Locator:
    page = arrive().open("/vergelijken").page
    box = page.get_by_label("Gemeente of regio links")
    box.fill(text)
    box.press("Enter")
    return page.get_by_text(said)


def two_maps_with_a_handle(arrive: Arrive) -> Locator:
    """Two days as one map with a handle."""
    page = _two_maps(arrive)
    page.get_by_role("radio", name="Met schuif").check(force=True)
    return page.get_by_role("slider", name=re.compile("^Schuif tussen de kaart"))


def two_maps_side_by_side(arrive: Arrive) -> Locator:
    """Two days as two maps, with what became of one municipality."""
    page = _two_maps(arrive)
    page.get_by_role("radio", name="Naast elkaar").check(force=True)
    return page.get_by_role("group", name="Kaart van 31 december 2022")


def _two_maps(arrive: Arrive):  # type: ignore[no-untyped-def]
    page = arrive().open("/vergelijken/datums?sinds=2019-07-16&gemeente=GM0384").page
    expect(page.locator("#twee-kaarten")).to_have_attribute("data-drawn", "true")
    return page


def two_maps_of_one_day(arrive: Arrive) -> Locator:
    """Twice the same day: the page asks for another."""
    page = _two_maps(arrive)
    page.get_by_label("Datum links").fill("2022-12-31")
    return page.get_by_text("Kies twee verschillende datums.")


def two_maps_without_borders(arrive: Arrive) -> Locator:
    """Neither map could be loaded; the numbers stay."""
    page = arrive().page
    page.route("**/boundaries-*.json", lambda route: route.abort("failed"))
    page.goto("/vergelijken/datums?sinds=2019-07-16")
    return page.get_by_role("alert").filter(has_text="De kaarten konden niet worden geladen")


def news_without_a_date(arrive: Arrive) -> Locator:
    """What is new asks since when."""
    return arrive().open("/vergelijken/nieuw").page.get_by_role("heading", name="Kies een datum")


def news_of_a_region(arrive: Arrive) -> Locator:
    """What is new in one region."""
    page = arrive().open("/vergelijken/nieuw?regio=PV30&kring=2019-10-01").page
    return page.get_by_role("heading", name="Nieuw in Noord-Brabant sinds 1 oktober 2019")


def table_without_guests(arrive: Arrive) -> Locator:
    """Nobody at the table yet."""
    return arrive().open("/vergelijken/tafel").page.get_by_label("Zoek op naam")


def table_searched(arrive: Arrive) -> Locator:
    """One at the table, and others looked for by name."""
    page = arrive().open("/vergelijken/tafel?tafel=GM0034").page
    page.get_by_label("Zoek op naam").fill("zwol")
    return page.get_by_role("checkbox", name=re.compile("Zwolle"))


def table_full(arrive: Arrive) -> Locator:
    """No room for one more."""
    user = arrive().open("/vergelijken/tafel")
    found = user.page.evaluate(
        "() => gka.component('kies-tafel').props.options.map(({ value }) => value).slice(0, 24).sort()"
    )
    page = user.open(f"/vergelijken/tafel?tafel={','.join(found)}").page
    page.get_by_label("Zoek op naam").fill("zwolle")
    page.get_by_role("checkbox", name=re.compile("Zwolle")).click(force=True)
    return page.get_by_text("Er kunnen hoogstens 24 gemeenten aan tafel.")


def stories_by_region(arrive: Arrive) -> Locator:
    """The list of stories, with the regions to choose from unfolded."""
    page = arrive().open("/presenteren").page
    page.get_by_text("Kies uw provincie").click()
    return page.get_by_role("link", name="Zeeland")


OTHER_PAGES = (
    State(activities_sorted),
    State(activities_empty),
    State(municipalities_sorted),
    State(regions_sorted),
    State(files_of_a_region),
    State(list_shared),
    State(origin_of_a_value),
    State(without_activities),
    State(compare_one_place),
    State(compare_several_found),
    State(compare_nothing_found),
    State(two_maps_with_a_handle),
    State(two_maps_side_by_side),
    State(two_maps_of_one_day),
    State(two_maps_without_borders, trouble=CUT_OFF),
    State(news_without_a_date),
    State(news_of_a_region),
    State(table_without_guests),
    State(table_searched),
    State(table_full),
    State(stories_by_region),
)
