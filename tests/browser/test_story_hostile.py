"""Broken and hostile links, a network that fails, and no JavaScript: a Dutch sentence, never a blank page."""

import re

from playwright.sync_api import Route, expect

from tests.browser.actions import MUNICIPALITIES, Actions
from tests.browser.conftest import Visitor, Watch

CANONICAL = {
    "/?thema=taalbevordering,loopbaanleren": "/?thema=loopbaanleren,taalbevordering",
    "/?thema=taalbevordering&regio=PV30": "/?regio=PV30&thema=taalbevordering",
    "/?datum=2022-12-31&kleur=jaar": "/",
    "/?datum=2019-07-16&sinds=2020-07-14": "/?datum=2020-07-14&sinds=2019-07-16",
    "/?gemeente=GM0010": "/?gemeente=GM0010",
    "/?zoek=%20%20": "/",
    "/?zoek=%22OR%201%3D1": "/?zoek=%22OR%201%3D1",
}
NOWHERE = (
    "/gemeente/..%2f..%2fetc",
    "/gemeente/",
    "/regio/PV99",
    "/bestaat/niet",
    "/data/x.csv",
    "/export/x.csv",
)


def test_what_a_link_says_that_is_not_known_is_named_politely(user: Actions) -> None:
    user.open("/?thema=%3Cscript%3Ealert(1)%3C/script%3E,taalbevordering&datum=2019-02-30&foo=bar")
    notice = user.notice()
    expect(notice).to_be_visible()
    for words in ("<script>alert(1)</script>", "2019-02-30", "foo"):
        expect(notice).to_contain_text(words)
    user.expect_link("/?thema=taalbevordering")
    expect(user.choice("Thema", "Taalbevordering")).to_be_checked()
    expect(user.status()).to_contain_text("29 activiteiten")
    notice.get_by_role("button", name="Sluit").click()
    expect(notice).to_have_count(0)


def test_the_notice_goes_when_somebody_goes_on(user: Actions) -> None:
    user.open("/?foo=bar")
    expect(user.notice()).to_be_visible()
    user.page.get_by_role("navigation").get_by_role("link", name="Gemeenten").click()
    expect(user.page.get_by_role("heading", name="Gemeenten", level=1)).to_be_visible()
    expect(user.notice()).to_have_count(0)


def test_a_link_becomes_canonical(user: Actions) -> None:
    for given, canonical in CANONICAL.items():
        user.open(given)
        user.expect_link(canonical)
        expect(user.notice()).to_have_count(0)


def test_a_very_long_link_shows_the_page_without_choices(user: Actions, watch: Watch) -> None:
    watch.expect("414")
    user.open("/?zoek=" + "a" * 3_500)
    expect(user.notice()).to_contain_text("langer dan 2000 tekens")
    expect(user.status()).to_contain_text("143 activiteiten")
    user.expect_link("/")
    answer = user.page.goto("/?zoek=" + "a" * 50_000)
    assert answer
    assert answer.status == 414
    expect(user.page.locator("html")).to_have_attribute("lang", "nl")
    expect(user.page.get_by_role("heading", name="Deze aanvraag klopt niet")).to_be_visible()
    assert "Request Line" not in user.page.content()


def test_an_address_that_does_not_exist_is_a_dutch_404(user: Actions, watch: Watch) -> None:
    watch.expect("404")
    for path in NOWHERE:
        answer = user.page.goto(path)
        assert answer
        assert answer.status == 404, path
        expect(user.page.get_by_role("heading", name="Deze pagina bestaat niet").first).to_be_visible()
        expect(user.page.get_by_role("link", name="Naar de kaart")).to_be_visible()
        assert "Traceback" not in user.page.content()


def test_coming_back_and_reloading_show_the_same_page(user: Actions) -> None:
    """The second time the browser asks whether the document changed; that answer brings its own headers."""
    user.open("/?thema=taalbevordering")
    for _ in range(2):
        user.page.reload()
        user.wait_for_page().wait_for_charts()
    expect(user.choice("Thema", "Taalbevordering")).to_be_checked()


def test_without_a_server_the_map_stays_and_the_page_says_what_happened(user: Actions, watch: Watch) -> None:
    watch.expect("_dash-update-component|Failed to fetch|ERR_FAILED|Callback")
    user.open().wait_for_charts()
    user.page.route("**/_dash-update-component", lambda route: route.abort("failed"))
    user.choose_theme("Taalbevordering")
    message = user.page.get_by_role("alert")
    expect(message).to_contain_text("Geen verbinding met de server")
    expect(user.regions()).to_have_count(MUNICIPALITIES)
    expect(user.status()).to_contain_text("143 activiteiten")
    user.page.unroute("**/_dash-update-component")
    user.choose_sector("Primair onderwijs")
    expect(user.status()).to_contain_text("25 activiteiten")
    expect(message).to_be_hidden()


def test_a_server_that_answers_nonsense_is_named_too(user: Actions, watch: Watch) -> None:
    watch.expect("status 500|500 |Callback|JSON")
    user.open()
    failed = {"status": 500, "body": "<h1>Traceback</h1>", "headers": {"X-Foutnummer": "7KQ4RT2B"}}
    user.page.route("**/_dash-update-component", lambda route: route.fulfill(**failed))
    user.choose_theme("Taalbevordering")
    message = user.page.get_by_role("alert")
    expect(message).to_contain_text("De server gaf geen goed antwoord")
    expect(message).to_contain_text("Foutnummer 7KQ4RT2B.")
    expect(user.page.get_by_text("Traceback")).to_have_count(0)


def test_while_the_server_is_slow_the_page_can_be_used(user: Actions) -> None:
    user.open()
    held: list[Route] = []
    user.page.route("**/_dash-update-component", lambda route: held.append(route))
    user.choose_theme("Taalbevordering")
    expect(user.choice("Thema", "Taalbevordering")).to_be_checked()
    user.hover_municipality("Amsterdam")
    expect(user.page.locator(".lk-card")).to_contain_text("Amsterdam")
    expect(user.status()).to_be_visible()
    assert held
    while held:
        held.pop().continue_()
        user.page.wait_for_timeout(200)  # an answer may lead to a next question
    expect(user.status()).to_contain_text("29 activiteiten")


def test_a_late_list_does_not_take_the_place_of_the_page_after_it(user: Actions) -> None:
    """A slow answer about the list comes when its visitor has gone on: nobody waits for it any more."""
    user.open("/gemeenten")
    late: list[Route] = []

    def hold_the_list(route: Route) -> None:
        if "vraag-lijst" in (route.request.post_data or ""):
            late.append(route)
        else:
            route.continue_()

    user.page.route("**/_dash-update-component", hold_the_list)
    user.choose_theme("Taalbevordering")
    user.expect_link("/gemeenten?thema=taalbevordering")
    user.page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Over de data").click()
    heading = user.page.get_by_role("main").get_by_role("heading", level=1)
    expect(heading).to_have_text("Over de data")
    assert len(late) == 1
    with user.page.expect_response("**/_dash-update-component") as answered:
        late[0].continue_()
    answered.value.finished()
    user.page.wait_for_timeout(1000)  # longer than Dash takes to show a list
    expect(heading).to_have_text("Over de data")


def test_without_borders_the_page_says_so_and_can_try_again(user: Actions, watch: Watch) -> None:
    watch.expect("boundaries|ERR_FAILED|Failed to fetch|TypeError")
    user.page.route("**/boundaries-*.json", lambda route: route.abort("failed"))
    user.page.goto("/")
    message = user.page.get_by_role("alert").filter(has_text="De kaart kon niet worden geladen")
    expect(message).to_be_visible()
    expect(user.status()).to_contain_text("143 activiteiten")
    user.go_to_date("2019-07-16")  # the timeline needs no borders
    user.expect_link("/?datum=2019-07-16")
    user.expect_total(30, "zeker aangesloten", "geteld")
    expect(user.time_slider()).to_have_attribute("aria-valuetext", re.compile("30 zeker"))
    user.page.unroute("**/boundaries-*.json")
    message.get_by_role("button", name=re.compile("probeer het opnieuw", re.IGNORECASE)).click()
    user.wait_for_page()
    expect(user.time_slider()).to_have_count(1)


def test_when_the_borders_come_after_all_there_is_one_timeline(user: Actions, watch: Watch) -> None:
    watch.expect("boundaries|ERR_FAILED|Failed to fetch|TypeError")
    user.page.route("**/boundaries-*.json", lambda route: route.abort("failed"))
    user.page.goto("/")
    expect(user.page.get_by_role("alert").filter(has_text="De kaart kon niet")).to_be_visible()
    expect(user.time_slider()).to_be_visible()
    user.page.unroute("**/boundaries-*.json")
    user.choose_theme("Taalbevordering")
    user.wait_for_page()
    expect(user.time_slider()).to_have_count(1)
    user.go_to_date("2019-07-16")
    user.expect_link("/?datum=2019-07-16&thema=taalbevordering")
    user.expect_total(30, "zeker aangesloten", "geteld")
    assert user.legend_counts()["2019"] == 30


def test_without_borders_and_data_the_page_says_both(user: Actions, watch: Watch) -> None:
    watch.expect("boundaries|gegevens|ERR_FAILED|Failed to fetch|TypeError")
    for name in ("boundaries", "gegevens"):
        user.page.route(f"**/{name}-*.json", lambda route: route.abort("failed"))
    user.page.goto("/")
    expect(
        user.page.get_by_role("alert").filter(has_text="De tijdlijn kon niet worden geladen")
    ).to_be_visible()
    expect(user.status()).to_contain_text("143 activiteiten")


def test_without_the_chart_library_the_tables_still_tell_everything(user: Actions, watch: Watch) -> None:
    watch.expect("plotly|ERR_FAILED|Plotly|ChunkLoadError|async-graph")
    user.page.route("**/*plotly*.js", lambda route: route.abort("failed"))
    user.open()
    table = user.as_table("Activiteiten per thema")
    row = table.get_by_role("row", name=re.compile("Taalbevordering"))
    expect(row.get_by_role("cell")).to_have_text("29")
    user.click_municipality("Almere")
    user.expect_chosen("Almere")


def test_without_javascript_there_are_words_and_a_way_to_the_data(visitor: Visitor, watch: Watch) -> None:
    watch.expect("csp")  # the browser's way to say that scripts are off
    page = visitor(java_script_enabled=False)
    page.goto("/")
    words = page.locator("noscript p")
    expect(words).to_be_visible()
    expect(words).to_contain_text("werken alleen met JavaScript")
    expect(page.locator("body")).to_contain_text(re.compile(r"74 gemeenten .*De GKA publiceerde 101"))
    plain, *files = words.locator("a").all()
    assert plain.get_attribute("href") == "/zonder-javascript/gemeenten"
    for link in files:
        answer = page.request.get(str(link.get_attribute("href")))
        assert answer.status == 200
        assert answer.headers["content-type"].startswith(("text/csv", "application/json"))
