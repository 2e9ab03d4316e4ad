"""Traps in the tables (S01, S03); a locked-down computer without WebGL (R08) or scripts (R09)."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from scripts.find_chromium import ARGUMENTS
from tests.browser.actions import MUNICIPALITIES, Actions
from tests.browser.conftest import WIDE, Check, Visitor, Watch
from tests.browser.served import serving_after

TEXTS = (
    "<img src=x onerror=alert(1)>",
    "<script>alert(2)</script>",
    "<a href=javascript:alert(3)>klik</a>",
    "</script><script>alert(4)</script>",
    "$\\href{javascript:alert(5)}{x}$",
    "{{7*7}} ${7*7} %{7*7}",
    "[klik](javascript:alert(6))",
    "omgekeerd \u202e tekst \u2066 en \u200b niets",
    "lang " * 300,
)
LINKS = (
    "javascript:alert(1)",
    "JaVa\tscript:alert(2)",
    "vbscript:msgbox(3)",
    "data:text/html,<script>alert(4)</script>",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "https://goed.nl@evil.example/",
    "https://goed.nl/\njavascript:alert(5)",
    "\x01javascript:alert(6)",
)
GOOD = "https://www.gelijke-kansen.nl/"
COLUMNS = 13  # of interventies.csv
SEEN = ("/", "/interventies", "/gemeente/GM0363", "/gemeenten", "/regio/PV27", "/data", "/achtergrond")


def _rows() -> str:
    made = io.StringIO()
    write = csv.writer(made, lineterminator="\n").writerow
    for number, text in enumerate(TEXTS):
        row = [
            f"V{number:03}",
            f"{text} titel",
            "interventie",
            "GM0363",
            "Amsterdam",
            "Extra onderwijs",
            "po",
        ]
        write([*row, f"{text} doelgroep", "2020", "nee", f"{text} samenvatting", GOOD, ""])
    for number, link in enumerate(LINKS):
        row = [f"L{number:03}", f"Met link {number}", "interventie", "GM0363", "Amsterdam", "", "po"]
        write([*row, "", "2020", "nee", "", link, ""])
    return made.getvalue()


@pytest.fixture(scope="module")
def server(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The dashboard with traps in its tables."""
    header = (project / "data" / "interventies.csv").read_text(encoding="utf-8").splitlines()[0]
    assert header.count(",") == COLUMNS - 1
    with serving_after(project, tmp_path_factory.mktemp("traps"), more={"interventies": _rows()}) as address:
        yield address


@pytest.fixture
def quiet(user: Actions) -> Iterator[Actions]:
    """A visitor to whom no trap may say anything."""
    said: list[str] = []

    def note(dialog: object) -> None:
        said.append(str(dialog))
        dialog.dismiss()  # type: ignore[attr-defined]

    user.page.on("dialog", note)
    yield user
    user.page.wait_for_timeout(300)
    assert said == []


def test_s03_text_of_the_tables_is_shown_as_text(quiet: Actions) -> None:
    page = quiet.page
    quiet.open("/interventies?regio=PV27")
    main = page.get_by_role("main")
    for text in TEXTS[:7]:
        expect(main).to_contain_text(f"{text} titel")
    for path in SEEN:
        quiet.open(path)
        assert page.locator("main img, main script, main iframe").count() == 0, path
        links = page.locator("main [href]").evaluate_all("(all) => all.map((a) => a.href)")
        assert "alert(" not in " ".join(links)
    quiet.open("/?gemeente=GM0363").wait_for_charts()
    quiet.hover_municipality("Amsterdam")
    assert page.evaluate("document.title").endswith("Landkaart Gelijke Kansen")


def test_s01_no_link_of_the_tables_runs_anything(quiet: Actions, watch: Watch) -> None:
    page = quiet.page
    for path in SEEN:
        quiet.open(path)
        links = page.locator("main a[href]").evaluate_all("(all) => all.map((a) => [a.protocol, a.host])")
        assert {protocol for protocol, _ in links} <= {"http:", "https:"}, path
        assert not [host for _, host in links if "evil" in host], path
        assert links or path in ("/", "/achtergrond"), path
    # A click on everything in the rows with a trap goes nowhere.
    quiet.open("/gemeente/GM0363")
    traps = page.get_by_role("main").get_by_text("alert(")
    for number in range(min(traps.count(), 12)):
        traps.nth(number).click(force=True, no_wait_after=True)
    expect(page.get_by_role("main").get_by_role("heading", level=1)).to_contain_text("Amsterdam")
    assert not [address for address in watch.requests if "evil" in address]


def test_s01_what_was_left_out_is_reported_by_row(quiet: Actions) -> None:
    quiet.open("/data")
    told = quiet.page.locator("#weggelaten")
    for number in range(len(LINKS)):
        expect(told).to_contain_text(f"rij {145 + len(TEXTS) + number}")
    expect(told).to_contain_text("bron_url")


# ---- other computers --------------------------------------------------------------------------------------


def test_r08_without_webgl_the_map_and_the_charts_are_drawn(
    chromium: Browser, server: str, watch: Watch
) -> None:
    arguments = ["--headless", "--disable-3d-apis", "--disable-webgl", *ARGUMENTS]
    launch = chromium.browser_type.launch
    other = launch(executable_path=_program(), args=arguments)
    try:
        page = other.new_page(base_url=server, viewport=WIDE)
        watch.follow(page)
        assert page.evaluate("document.createElement('canvas').getContext('webgl')") is None
        user = Actions(page)
        user.open().wait_for_charts()
        expect(user.regions()).to_have_count(MUNICIPALITIES)
        user.click_municipality("Almere")
        user.expect_chosen("Almere")
        assert watch.troubles() == []
    finally:
        other.close()


def _program() -> str:
    from scripts.find_chromium import find_chromium

    return str(find_chromium())


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_r09_without_scripts_the_lists_can_be_read(
    visitor: Visitor, check: Check, watch: Watch, width: int
) -> None:
    watch.expect("csp")  # the browser's way to say that scripts are off
    page = visitor(java_script_enabled=False, viewport={"width": width, "height": 900})
    page.goto("/?regio=PV27")
    page.get_by_role("link", name="deze gegevens als gewone pagina lezen").click()
    assert page.url.endswith("/zonder-javascript/gemeenten?regio=PV27")
    table = page.get_by_role("table", name="Gemeenten")
    table.get_by_role("link", name="Amsterdam", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Amsterdam")
    expect(page.get_by_role("main")).to_contain_text("<script>alert(2)</script> titel")
    page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Interventies").click()
    expect(page.get_by_role("table")).to_be_visible()


@pytest.mark.parametrize("width", [1440, 390])
def test_r09_the_plain_pages_pass_axe(visitor: Visitor, check: Check, width: int) -> None:
    page = visitor(viewport={"width": width, "height": 900})
    for path in ("/gemeenten", "/regios", "/gemeente/GM1979", "/regio/PV27", "/data", "/achtergrond"):
        page.goto(f"/zonder-javascript{path}")
        check(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
