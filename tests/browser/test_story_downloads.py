"""What is on screen can be taken along: pictures and numbers that say what they show, when, and from whom."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.actions import Actions
from tests.browser.conftest import Visitor

SVG = "{http://www.w3.org/2000/svg}"
FILTERED = "/?datum=2021-12-31&regio=PV28&thema=taalbevordering,ouderbetrokkenheid"
PARTS = (
    ("kaart", "Gemeenten met een GKA-agenda in Zuid-Holland"),
    ("thema", "Activiteiten per thema"),
    ("sector", "Activiteiten per sector"),
    ("matrix", "Waar zitten de gaten?"),
)


def card_of(user: Actions, title: str) -> Locator:
    """The card with this title that has downloads."""
    pattern = re.compile(re.escape(title))
    return user.page.get_by_role("region", name=pattern).filter(
        has=user.page.locator("summary", has_text="Download")
    )


def download(page: Page, card: Locator, kind: str) -> tuple[str, bytes]:
    """Name and content of what the button gives."""
    button = card.get_by_role("button", name=re.compile(rf"\b{kind}\b"))
    if not button.is_visible():
        card.locator("summary", has_text="Download").click()
    with page.expect_download() as waiting:
        button.click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()


def must_say(text: str, title: str) -> None:
    """A picture or file without the page around it still says what it is."""
    for words in (
        title,
        "regio Zuid-Holland",
        "Taalbevordering",
        "31 december 2021",
        "Bron",
        "Gegevens: publicatie 1 (",
    ):
        assert words in text, words


@pytest.mark.parametrize(("key", "title"), PARTS)
def test_a_picture_says_what_it_shows_and_parses(user: Actions, key: str, title: str) -> None:
    user.open(FILTERED).wait_for_charts()
    card = card_of(user, title)
    name, content = download(user.page, card, "SVG")
    assert name.startswith(f"gka-{key}")
    assert name.endswith(".svg")
    root = ET.fromstring(content)
    assert root.tag == f"{SVG}svg"
    must_say(" ".join(" ".join(root.itertext()).split()), title)
    assert not list(root.iter(f"{SVG}script"))
    assert "var(--" not in content.decode("utf-8")
    name, content = download(user.page, card, "PNG")
    assert name.endswith(".png")
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert len(content) > 20_000


@pytest.mark.parametrize(("key", "title"), PARTS)
def test_the_numbers_say_what_they_are(user: Actions, key: str, title: str) -> None:
    user.open(FILTERED)
    name, content = download(user.page, card_of(user, title), "CSV")
    assert name == f"gka-{key}.csv" or re.fullmatch(rf"gka-{key}-\d{{4}}-\d\d-\d\d\.csv", name)
    text = content.decode("utf-8-sig")
    must_say(text, "" if key == "kaart" else title)
    if key == "thema":
        bars = user.wait_for_charts().bars(title)
        for label, number in bars.items():
            assert re.search(rf'^"?{re.escape(label)}"?[,;]{number}\r?$', text, re.MULTILINE), label


def test_the_picture_of_the_map_has_the_regions_and_the_legend(user: Actions) -> None:
    user.open("/")
    _, content = download(user.page, card_of(user, "Gemeenten met een GKA-agenda"), "SVG")
    root = ET.fromstring(content)
    text = " ".join(root.itertext())
    assert len(list(root.iter(f"{SVG}path"))) >= 342
    for label in user.legend_counts():
        assert " ".join(label.split()[:2]) in " ".join(text.split())
    assert "CBS" in text


def test_on_paper_the_map_stands_with_its_title_and_without_buttons(user: Actions) -> None:
    user.open(FILTERED)
    user.page.emulate_media(media="print")
    expect(user.page.get_by_role("heading", name=re.compile("agenda in Zuid-Holland"))).to_be_visible()
    expect(user.map()).to_be_visible()
    expect(user.page.locator("form[role=search]")).to_be_hidden()
    expect(user.page.locator(".share-button")).to_be_hidden()


def test_in_forced_colours_the_classes_can_still_be_told_apart(visitor: Visitor) -> None:
    user = Actions(visitor(forced_colors="active")).open("/")
    fills = user.regions().evaluate_all("(all) => [...new Set(all.map((one) => getComputedStyle(one).fill))]")
    assert len(fills) >= 5
    swatches = user.legend().get_by_role("listitem").locator("svg, span").first
    expect(swatches).to_be_visible()
    user.click_municipality("Almere")
    user.expect_chosen("Almere")
