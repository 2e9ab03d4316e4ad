"""A coordinator signs in at a real provider, brings a workbook in, publishes, undoes and signs out."""

import json
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from gka_dash.exports.workbook import MEDIA_TYPE
from tests.books import changed, put
from tests.browser.conftest import Everywhere, Visitor, Watch
from tests.browser.served import environment, free_port, serving

USERS = (
    {"sub": "anna", "preferred_username": "anna@gemeente.nl", "groups": ["coordinatoren"]},
    {"sub": "bram", "preferred_username": "bram@gemeente.nl", "groups": ["lunch"]},
)
SETTINGS = {
    "GKA_OIDC_CLIENT_ID": "landkaart",
    "GKA_OIDC_CLIENT_SECRET": "geheim-van-de-test",
    "GKA_OIDC_GROUPS": "coordinatoren",
    "GKA_SESSION_KEY": "alleen-voor-de-test-0123456789abcdef",
}


@contextmanager
def serving_provider(folder: Path) -> Iterator[str]:
    """A real OpenID Connect provider in a process of its own."""
    port, log = free_port(), folder / "provider.txt"
    users = [part for user in USERS for part in ("--user-claims", json.dumps(user))]
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "oidc_provider_mock", "-p", str(port), *users],
            env=environment(),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/.well-known/openid-configuration", process, log)
            yield address
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + 60
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The provider did not start:\n{log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="module")
def server(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard with its management pages, a store of its own, and the provider."""
    folder, port = tmp_path_factory.mktemp("beheer"), free_port()
    with serving_provider(folder) as issuer:
        settings = {
            **SETTINGS,
            "GKA_OIDC_ISSUER": issuer,
            "GKA_BASE_URL": f"http://127.0.0.1:{port}",
            "GKA_STATE_DIR": str(folder / "state"),
            "GKA_UPLOAD_MB": "1",
        }
        with serving(project, folder, port=port, **settings) as address:
            yield address


@pytest.fixture
def coordinator(visitor: Visitor, watch: Watch) -> Page:
    """Somebody who may leave for the provider; when the story ends no cookie is left, so sign out."""
    watch.expect(r"another host: (http://127\.0\.0\.1:|https://[^ ]*pico\.min\.css)")
    page = visitor()
    # The provider's own page wants a style sheet of somebody else; a test asks nobody outside.
    page.route("https://**/pico.min.css", lambda route: route.fulfill(body="", content_type="text/css"))
    return page


def sign_in(page: Page, who: str = "anna") -> None:
    page.goto("/beheer/")
    page.get_by_role("link", name="Inloggen bij uw organisatie").click()
    page.get_by_role("button", name=who, exact=True).click()
    page.wait_for_url("**/beheer/**")


def sign_out(page: Page) -> None:
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.get_by_role("heading", name="U bent uitgelogd")).to_be_visible()


def hand_in(page: Page, data: bytes) -> None:
    page.get_by_role("link", name="Inleveren", exact=True).click()
    file: FilePayload = {"name": "werkmap.xlsx", "mimeType": MEDIA_TYPE, "buffer": data}
    page.get_by_label("Bestand").set_input_files(file)
    page.get_by_role("button", name="Controleer het bestand").click()


def test_from_a_workbook_to_a_publication_and_back(coordinator: Page, everywhere: Everywhere) -> None:
    page = coordinator

    def heading(name: str, state: str = "") -> None:
        everywhere(page.get_by_role("heading", name=name, exact=True), state or name)

    page.goto("/beheer/")
    heading("Inloggen")
    sign_in(page)
    heading("Overzicht")
    page.get_by_role("link", name="Werkmap ophalen").first.click()
    heading("Werkmap ophalen")
    page.get_by_label("Regio").select_option("PV30")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download de werkmap").click()
    book = Path(download.value.path()).read_bytes()

    page.get_by_role("link", name="Inleveren", exact=True).click()
    heading("Bestand inleveren")
    hand_in(page, changed(book, put("Interventies", F2="Tael")))
    heading("Controle van werkmap.xlsx", "Controle met fouten")
    expect(page.get_by_role("rowheader", name="Interventies!F2")).to_be_visible()
    expect(page.get_by_role("button", name="Publiceer")).to_have_count(0)

    hand_in(page, changed(book, put("Interventies", B2="Nieuwe titel van een interventie")))
    heading("Controle van werkmap.xlsx", "Controle met verschillen")
    expect(page.get_by_text("1 gewijzigde interventie").first).to_be_visible()
    expect(page.get_by_role("cell", name="Nieuwe titel van een interventie")).to_be_visible()
    page.get_by_label("Waarom publiceert u dit?").fill("Titel verbeterd")
    page.get_by_role("button", name="Publiceer").dblclick()
    page.wait_for_timeout(500)  # the second click sends the form once more, and its answer comes on screen
    page.wait_for_load_state("networkidle")
    heading("Publicatie 2", "Gepubliceerd")
    expect(page.get_by_role("status")).to_contain_text("Publicatie 2")

    page.get_by_role("link", name="Overzicht").click()
    expect(
        page.get_by_role("row", name="Publicatie 2").get_by_role("cell", name="Titel verbeterd")
    ).to_be_visible()
    expect(page.get_by_role("row", name="Publicatie 3")).to_have_count(0)
    page.get_by_role("link", name="Maak ongedaan").click()
    heading("Publicatie 1", "Maak ongedaan")
    page.get_by_label("Waarom zet u deze publicatie terug?").fill("Was een proef")
    page.get_by_role("button", name="Zet publicatie 1 terug").click()
    heading("Publicatie 3", "Teruggezet")
    page.get_by_role("link", name="Takenlijst").click()
    page.get_by_label("Regio").select_option("PV30")
    page.get_by_role("button", name="Toon").click()
    heading("Takenlijst")
    sign_out(page)
    heading("U bent uitgelogd")


def test_a_private_link_shows_the_draft_and_nobody_else_sees_it(coordinator: Page, visitor: Visitor) -> None:
    page, title = coordinator, "Alleen in het voorbeeld"
    sign_in(page)
    with page.expect_download() as download:
        page.goto("/beheer/werkmap")
        page.get_by_role("button", name="Download de werkmap").click()
    book = Path(download.value.path()).read_bytes()
    hand_in(page, changed(book, put("Interventies", B2=title)))
    link = page.get_by_role("link", name="Bekijk het voorbeeld").get_attribute("href") or ""
    stranger = visitor()
    stranger.goto(f"{link}interventies")
    expect(stranger.get_by_text(title).first).to_be_visible()
    stranger.goto(f"{link}data")
    expect(stranger.get_by_role("heading", level=1)).to_be_visible()
    stranger.goto("/interventies")
    expect(stranger.get_by_role("table").first).to_be_visible()
    expect(stranger.get_by_text(title)).to_have_count(0)
    page.get_by_role("button", name="Gooi dit concept weg").click()
    sign_out(page)


def test_a_file_that_is_too_large_is_told_and_not_just_cut_off(
    coordinator: Page, watch: Watch, everywhere: Everywhere
) -> None:
    watch.expect("413")
    sign_in(coordinator)
    hand_in(coordinator, b"PK" + bytes(6_000_000))
    everywhere(coordinator.get_by_role("heading", name="Het bestand is te groot"), "Het bestand is te groot")
    sign_out(coordinator)


def test_somebody_of_another_group_reads_why(coordinator: Page, watch: Watch, everywhere: Everywhere) -> None:
    watch.expect("403")
    sign_in(coordinator, "bram")
    everywhere(coordinator.get_by_role("heading", name="U hebt geen toegang"), "U hebt geen toegang")
