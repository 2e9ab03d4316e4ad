"""A presenter takes slides of what is on screen; a coordinator the sheets of her region, in two goes."""

import io
import os
import re
import signal
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, expect
from pptx import Presentation

from tests.browser.actions import Actions
from tests.browser.conftest import PHONE, Check, Everywhere, Visitor, Watch
from tests.browser.served import serving
from tests.conftest import PATIENCE

LONG = 120_000  # milliseconds for the sheets of a region on a busy computer
# Python runs this in every process of the server: the sheet of one municipality cannot be made, the sheets of
# Drenthe take until somebody stops them, and those of Flevoland fail.
BROKEN = """
import sys, time
sys.path.insert(0, {project!r})
from gka_dash.errors import ArtefactError
from gka_dash.exports.bench import Bench
whole, bundle = Bench.municipality, Bench.bundle
def broken(self, chosen, code):
    if code == "GM0758":
        raise ValueError("de vulpen is leeg")
    return whole(self, chosen, code)
def slow(self, region, failed, tell=print):
    if region.region == "PV24":
        raise ArtefactError("Het papier is op.")
    while region.region == "PV22":
        tell("Assen")
        time.sleep(1)
    return bundle(self, region, failed, tell)
Bench.municipality, Bench.bundle = broken, slow
"""


@pytest.fixture(scope="module")
def pid_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pid") / "gunicorn.pid"


@pytest.fixture(scope="module")
def server(project: Path, tmp_path_factory: pytest.TempPathFactory, pid_file: Path) -> Iterator[str]:
    """The dashboard as in production, two workers, where one sheet always fails."""
    folder = tmp_path_factory.mktemp("server")
    (folder / "sitecustomize.py").write_text(BROKEN.format(project=str(project)))
    with serving(project, folder, PYTHONPATH=str(folder), GUNICORN_CMD_ARGS=f"--pid {pid_file}") as address:
        yield address


def menu(page: Page) -> Callable[[str], Page]:
    """Open the menu of files and click one by its name."""

    def click(name: str) -> Page:
        if page.locator("details.downloads[open]").count() == 0:
            page.locator("details.downloads > summary").click()
        page.get_by_role("link", name=re.compile(rf"^{re.escape(name)}")).click()
        return page

    return click


def taken(page: Page, name: str) -> Download:
    with page.expect_download(timeout=LONG) as waiting:
        menu(page)(name)
    return waiting.value


def test_a_presenter_takes_slides_of_what_is_on_screen(user: Actions) -> None:
    user.open("/?regio=PV28")
    user.choose_theme("Taalbevordering")
    user.expect_link("/?regio=PV28&thema=taalbevordering")
    got = taken(user.page, "Dia's (PowerPoint)")
    assert got.suggested_filename == "gka-zuid-holland-2022-12-31.pptx"
    show = Presentation(io.BytesIO(Path(got.path()).read_bytes()))
    words = "\n".join(shape.text_frame.text for shape in show.slides[0].shapes if shape.has_text_frame)
    assert "regio Zuid-Holland; thema Taalbevordering" in words
    user.expect_link("/?regio=PV28&thema=taalbevordering")
    assert taken(user.page, "A4 (PDF)").suggested_filename == "gka-zuid-holland-2022-12-31.pdf"


def test_the_menu_works_with_the_keyboard(user: Actions) -> None:
    page = user.open("/").page
    button = page.locator("details.downloads > summary")
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=re.compile("^Dia's"))).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=re.compile("^Dia's"))).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name=re.compile("^Dia's"))).to_be_hidden()
    expect(button).to_be_focused()
    button.click()
    page.mouse.click(5, 500)  # beside it, where nothing else is
    expect(page.get_by_role("link", name=re.compile("^Dia's"))).to_be_hidden()


@pytest.mark.parametrize("path", ["/", "/interventies", "/gemeenten", "/regio/PV30", "/gemeente/GM0034"])
def test_the_menu_fits_on_every_page(path: str, user: Actions, check: Check) -> None:
    for size in ({"width": 1440, "height": 960}, {"width": 768, "height": 1024}, PHONE):
        user.page.set_viewport_size(size)  # type: ignore[arg-type]
        user.open(path)
        user.page.locator("details.downloads > summary").click()
        for link in user.page.locator(".downloads-list a").all():
            box = link.bounding_box()
            assert box is not None
            assert box["x"] >= 0
            assert box["x"] + box["width"] <= size["width"]
    check(user.page)


def test_a_coordinator_stops_and_then_takes_the_sheets_of_her_region(
    user: Actions, check: Check, everywhere: Everywhere, pid_file: Path
) -> None:
    page = user.open("/regio/PV30").page
    menu(page)("A4-bladen (zip)")
    expect(page.get_by_role("heading", level=1)).to_have_text("A4-bladen van Noord-Brabant")
    check(page)
    page.get_by_role("button", name="Maak het bestand").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    check(page)
    page.get_by_role("button", name="Stop").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "Gestopt: A4-bladen van Noord-Brabant", timeout=LONG
    )
    expect(page.get_by_text("Er is niets bewaard")).to_be_visible()
    page.get_by_role("button", name="Begin opnieuw").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
    kill_a_worker(pid_file)
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_have_text("Klaar: A4-bladen van Noord-Brabant", timeout=LONG)
    expect(heading).to_be_focused()
    expect(
        page.get_by_text("Het factsheet van Breda GM0758 is niet gelukt: de vulpen is leeg")
    ).to_be_visible()
    everywhere(heading, "task of which a part failed")
    with page.expect_download() as waiting:
        page.get_by_role("link", name=re.compile("^Download gka-bladen-noord-brabant")).click()
    with zipfile.ZipFile(waiting.value.path()) as archive:
        names = archive.namelist()
        assert "de vulpen is leeg" in archive.read("niet-gelukt.txt").decode()
    assert len(names) == 57
    assert not [name for name in names if name.startswith("GM0758")]


def test_every_state_of_a_task_at_every_width(user: Actions, watch: Watch, everywhere: Everywhere) -> None:
    page = user.page

    def begin(region: str) -> None:
        page.goto(f"/download/bladen/{region}")
        page.get_by_role("button", name="Maak het bestand").click()

    begin("PV22")
    expect(page.locator(".task-text")).to_contain_text("Nu: Assen")
    everywhere(page.get_by_role("progressbar"), "task that runs")
    page.get_by_role("button", name="Stop").click()
    everywhere(page.get_by_text("Er is niets bewaard"), "task that was stopped")
    begin("PV24")
    everywhere(page.get_by_text("Het is niet gelukt. Het papier is op."), "task that failed")
    watch.expect("500")
    page.goto("/download/blad/GM0758.pdf")
    everywhere(page.locator(".foutnummer"), "failure with its number")


def kill_a_worker(pid_file: Path) -> None:
    """End one of the two workers as a computer that runs out of memory would."""
    master = int(pid_file.read_text())
    workers = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    assert len(workers) == 2
    os.kill(int(workers[0]), signal.SIGKILL)


def test_without_a_script_it_works_as_well(chromium: Browser, server: str) -> None:
    context = chromium.new_context(base_url=server, java_script_enabled=False, extra_http_headers={})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    try:
        page.goto("/download/bladen/PV20")
        page.get_by_role("button", name="Maak het bestand").click()
        expect(page.get_by_role("heading", level=1)).to_have_text(
            "Klaar: A4-bladen van Groningen", timeout=LONG
        )
        expect(page.get_by_role("link", name=re.compile("^Download gka-bladen-groningen"))).to_be_visible()
    finally:
        context.close()


def test_a_task_that_is_over_says_so(visitor: Visitor, watch: object) -> None:
    watch.expect("404")  # type: ignore[attr-defined]
    page = visitor()
    page.goto("/download/taken/abcdefghijklmnopqrstuv")
    expect(page.get_by_role("heading", name="Deze taak is er niet (meer)")).to_be_visible()
