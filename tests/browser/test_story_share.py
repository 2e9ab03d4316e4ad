"""A coordinator shares what is on screen: as a link, as a code for a room, as a map on the own website."""

import functools
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.actions import MUNICIPALITIES, Actions
from tests.browser.conftest import PHONE, Check, Everywhere, Visitor
from tests.browser.served import free_port, serving
from tests.conftest import PATIENCE

BRABANT = 56


@dataclass(frozen=True)
class Sites:
    """The dashboard, a website that may show its map, and one that may not; pages stand in `folder`."""

    dashboard: str
    friend: str
    stranger: str
    folder: Path


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nobody reads this."""


@contextmanager
def website(folder: Path, port: int) -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", port), functools.partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="module")
def sites(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sites]:
    folder = tmp_path_factory.mktemp("websites")
    port = free_port()
    friend = f"http://127.0.0.1:{port}"
    with (
        serving(project, tmp_path_factory.mktemp("share"), GKA_EMBED_HOSTS=friend) as dashboard,
        website(folder, port),
        website(folder, free_port()) as stranger,
    ):
        yield Sites(dashboard, friend, stranger, folder)


@pytest.fixture(scope="module")
def server(sites: Sites) -> str:
    return sites.dashboard


def share(user: Actions) -> Locator:
    user.page.get_by_role("button", name="Delen", exact=True).click()
    dialog = user.dialog()
    expect(dialog.get_by_role("heading", name="Delen")).to_be_visible()
    return dialog


def code_of(dialog: Locator) -> str:
    return dialog.get_by_label("Code voor uw website").input_value()


@pytest.mark.parametrize(
    "path", ["/gemeenten?thema=taalbevordering", "/regio/PV30", "/?regio=PV30&vorm=tegels"]
)
def test_every_page_can_be_shared_with_the_keyboard(
    user: Actions, check: Check, sites: Sites, path: str
) -> None:
    user.page.goto(path)
    button = user.page.get_by_role("button", name="Delen", exact=True)
    button.focus()
    user.page.keyboard.press("Enter")
    link = user.dialog().get_by_label("Link naar deze pagina")
    expect(link).to_be_focused()
    expect(link).to_have_value(sites.dashboard + path)
    check(user.page)
    user.page.set_viewport_size(PHONE)
    check(user.page)
    user.page.keyboard.press("Escape")
    expect(user.dialog()).to_have_count(0)
    expect(button).to_be_focused()


def test_without_the_clipboard_the_text_is_selected(user: Actions) -> None:
    user.page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject() } })"
    )
    user.open("/?regio=PV30")
    dialog = share(user)
    dialog.get_by_role("button", name="Kopieer link").click()
    expect(dialog.get_by_role("status")).to_contain_text("kopieer die zelf")
    assert user.page.evaluate("String(getSelection())").endswith("/?regio=PV30")


def test_with_the_clipboard_the_code_is_copied(visitor: Visitor, sites: Sites) -> None:
    user = Actions(visitor(permissions=["clipboard-read", "clipboard-write"])).open()
    dialog = share(user)
    dialog.get_by_role("button", name="Kopieer code").click()
    expect(dialog.get_by_role("status")).to_have_text("De code is gekopieerd.")
    assert user.page.evaluate("navigator.clipboard.readText()") == code_of(dialog)


def test_the_code_fills_the_screen_for_a_room(user: Actions) -> None:
    user.open()
    share(user).get_by_role("button", name="Toon groot").click()
    big = user.page.get_by_role("dialog", name="QR-code, groot")
    place = big.locator("svg").bounding_box()
    assert place
    assert place["height"] > 0.7 * (user.page.viewport_size or PHONE)["height"]
    user.page.keyboard.press("Escape")
    expect(big).to_have_count(0)
    expect(user.dialog()).to_have_count(1)


def test_the_code_for_a_website_follows_the_choices(
    user: Actions, sites: Sites, everywhere: Everywhere
) -> None:
    user.open("/?regio=PV30")
    dialog = share(user)
    assert f'src="{sites.dashboard}/inbed?regio=PV30"' in code_of(dialog)
    assert 'loading="lazy"' in code_of(dialog)
    everywhere(dialog.get_by_label("Code voor uw website"), "code for another website")
    dialog.get_by_label("Stilstaand beeld").check()
    dialog.get_by_label("Legenda").uncheck()
    dialog.get_by_label("Filters").check()
    dialog.get_by_label(re.compile("Alleen Noord-Brabant")).check()
    dialog.get_by_label("Breedte").fill("500")
    dialog.get_by_label("Hoogte").fill("12")  # too small: the usual height stays
    code = code_of(dialog)
    for word in ("beeld=stil", "legenda=uit", "filters=aan", "gebied=vast", 'width="500"', 'height="640"'):
        assert word in code
    dialog.get_by_role("button", name="Toon voorbeeld").click()
    example = dialog.frame_locator("iframe")
    expect(example.locator(".embed-still")).to_be_visible()
    everywhere(dialog.locator("iframe"), "example of the map elsewhere")
    dialog.get_by_label("Kaart om aan te klikken").check()
    expect(example.locator(".lk-region")).to_have_count(BRABANT)
    dialog.get_by_role("button", name="Verberg voorbeeld").click()
    expect(dialog.locator("iframe")).to_have_count(0)


def test_only_the_websites_of_the_setting_can_show_the_map(
    user: Actions, chromium: Browser, sites: Sites
) -> None:
    user.open("/?regio=PV30&vorm=tegels")
    code = code_of(share(user))
    (sites.folder / "index.html").write_text(f"<!doctype html><title>Ergens anders</title>{code}")
    context = chromium.new_context(locale="nl-NL")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    refused: list[str] = []
    page.on("console", lambda message: "frame-ancestors" in message.text and refused.append(message.text))
    page.goto(sites.friend)
    inside = page.frame_locator("iframe")
    expect(inside.locator(".lk-region")).to_have_count(MUNICIPALITIES)
    expect(inside.get_by_role("link", name=re.compile("hele kaart"))).to_be_visible()
    assert refused == []
    page.goto(sites.stranger)
    page.wait_for_function("() => document.querySelector('iframe').contentDocument === null")
    expect(inside.locator(".lk-region")).to_have_count(0)
    assert len(refused) == 1
    assert context.cookies() == []
    context.close()


def embedded(page: Page, query: str) -> Page:
    page.goto(f"/inbed?{query}")
    expect(page.locator("#inbed-kaart[data-drawn]")).to_be_visible()
    return page


def test_a_click_on_the_map_elsewhere_says_more(page: Page, check: Check) -> None:
    embedded(page, "kleur=interventies&filters=aan")
    page.get_by_role("option", name=re.compile("^Almere")).click()
    told = page.get_by_role("status").filter(has_text="Almere")
    expect(told.get_by_role("link", name="Bekijk Almere")).to_have_attribute(
        "href", "/gemeente/GM0034?kleur=interventies"
    )
    check(page)
    page.set_viewport_size(PHONE)
    check(page)
    page.get_by_label("Regio").select_option("Noord-Brabant")
    page.get_by_role("button", name="Toon", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Noord-Brabant")


@pytest.mark.parametrize("form", ["kaart", "tegels"])
def test_a_fixed_region_is_all_there_is(page: Page, check: Check, form: str) -> None:
    embedded(page, f"regio=PV30&gebied=vast&filters=aan&vorm={form}")
    expect(page.locator(".lk-region")).to_have_count(BRABANT)
    expect(page.get_by_label("Regio", exact=True)).to_have_count(0)
    page.get_by_role("button", name="Zoom in").click()
    page.get_by_role("button", name="Toon de hele regio").click()
    seen = page.locator(".lk-region").evaluate_all(
        "(all) => all.filter((one) => one.getBoundingClientRect().width > 0).length"
    )
    assert seen == BRABANT
    check(page)


def test_a_still_picture_stands_without_scripts(visitor: Visitor, check: Check) -> None:
    page = visitor(java_script_enabled=False)
    page.goto("/inbed?beeld=stil&regio=PV30")
    picture = page.get_by_role(
        "img", name=re.compile("^Kaart: Gemeenten met een GKA-agenda in Noord-Brabant")
    )
    expect(picture).to_be_visible()
