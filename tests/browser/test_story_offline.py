"""A story in a file, opened from a disk with the network off: nothing is asked of anybody."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from gka_dash.exports.built import Built
from gka_dash.exports.offline_html import offline_html
from gka_dash.settings import Settings
from tests.browser.conftest import Everywhere
from tests.browser.presenting import (
    BEAMER,
    TEXTS,
    expect_step,
    map_fills,
    open_notes,
    open_story,
    press,
    shown,
    too_small,
)
from tests.conftest import PATIENCE
from tests.exports.told import FULL, poisoned, told

SIX = "gka-in-zes-stappen"
WITH_CHARTS = "wat-doen-gemeenten"


@pytest.fixture(scope="module")
def files(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The files that the command makes."""
    folder = tmp_path_factory.mktemp("met spatie")
    made = {slug: folder / f"{slug}.html" for slug in (SIX, WITH_CHARTS)}
    for slug, path in made.items():
        command = [sys.executable, "-m", "gka_dash", "export", "html", "--story", slug, "--output", path]
        subprocess.run(command, cwd=project, check=True, capture_output=True)
    return made


class Desk:
    """A computer without network that notes every request and every trouble of every window."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(viewport=BEAMER, locale="nl-NL", offline=True)  # type: ignore[arg-type]
        self.context.set_default_timeout(PATIENCE)
        self.requests: list[str] = []
        self.troubles: list[str] = []
        self.context.on("request", lambda request: self.requests.append(request.url))
        self.context.on("console", lambda m: m.type in ("error", "warning") and self.troubles.append(m.text))
        self.context.on("weberror", lambda error: self.troubles.append(str(error.error)))

    def open(self, path: Path) -> Page:
        return open_story(self.context.new_page(), path.as_uri())

    @property
    def outside(self) -> list[str]:
        """What was asked for besides the file itself; fonts and pictures inside it are no request."""
        return [url for url in self.requests if not url.startswith(("file://", "data:"))]


@pytest.fixture
def desk(chromium: Browser) -> Iterator[Desk]:
    made = Desk(chromium)
    yield made
    made.context.close()
    assert made.outside == []
    assert made.troubles == []


def test_the_keys_do_the_same_and_only_the_file_is_read(desk: Desk, files: dict[str, Path]) -> None:
    page = desk.open(files[SIX])
    assert len(map_fills(page)) == 342
    press(page, "ArrowRight", "PageDown")
    expect_step(page, 3)
    press(page, "b", "b", "o", "Escape", "?", "Escape", "End")
    expect_step(page, 6)
    assert too_small(page.evaluate(TEXTS), BEAMER["width"]) == []
    assert [url for url in desk.requests if not url.startswith("data:")] == [files[SIX].as_uri()]
    assert page.evaluate("[...document.fonts].every((face) => face.status === 'loaded')")


def test_the_notes_keep_in_step_without_a_server(desk: Desk, files: dict[str, Path]) -> None:
    page = desk.open(files[SIX])
    notes = open_notes(page)
    expect(notes.get_by_text("Stap 1 van 6")).to_be_visible()
    press(page, "ArrowRight")
    expect(notes.get_by_text("Stap 2 van 6")).to_be_visible()
    press(notes, "PageDown")
    expect_step(page, 3)
    # Where a browser keeps files apart, the windows write to each other.
    assert page.evaluate("location.protocol") == "file:"


def test_the_windows_do_without_a_broadcast(desk: Desk, files: dict[str, Path]) -> None:
    desk.context.add_init_script("delete window.BroadcastChannel")
    page = desk.open(files[SIX])
    notes = open_notes(page)
    press(page, "End")
    expect(notes.get_by_text("Stap 6 van 6")).to_be_visible()
    press(notes, "Home")
    expect_step(page, 1)


def test_a_chart_is_drawn_under_the_policy_of_the_file(desk: Desk, files: dict[str, Path]) -> None:
    page = desk.open(files[WITH_CHARTS])
    for _ in range(10):
        press(page, "1")
        if page.locator("#p-chart[open]").count():
            break
        press(page, "ArrowRight")
    expect(page.locator("#p-chart-picture .bars, #p-chart-picture .trace").first).to_be_visible()


def test_every_state_of_the_file_at_every_width(
    desk: Desk, files: dict[str, Path], everywhere: Everywhere
) -> None:
    page = desk.open(files[WITH_CHARTS])
    press(page, "PageDown")
    everywhere(shown(page), "story in a file")
    press(page, "1")
    everywhere(page.locator("#p-chart"), "chart in a file")
    press(page, "Escape", "o")
    everywhere(page.locator(".p-mini").first, "overview in a file")


def test_hostile_data_stays_text(desk: Desk, project: Path, tmp_path: Path) -> None:
    built = Built.load(Settings.from_environment({}).build_dir)
    path = tmp_path / "kwaad.html"
    path.write_text(offline_html(poisoned(told(FULL)), built), encoding="utf-8")
    page = desk.open(path)
    press(page, "o", "Escape", "1")
    expect(page.locator("#p-chart[open]")).to_contain_text("</script>")
    assert page.evaluate("window.kwaad") is None
    assert page.locator("img").count() == 0
