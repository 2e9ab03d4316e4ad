"""What a presenter does and sees, for a story on the site and for one in a file."""

import json
import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

PROJECT = Path(__file__).resolve().parents[2]
SIX = "/presenteren/gka-in-zes-stappen"
BEAMER = {"width": 1920, "height": 1080}
# Every text on the slide with the size in which it is drawn; what is no slide has said so.
TEXTS = """() => Presenteren.test.texts(document.querySelector('#p-stage'))"""
LARGE_TEXTS = """() => [...document.querySelectorAll('#p-chart h2, #p-chart > p, #p-chart-picture text')]
  .filter((e) => e.textContent.trim())
  .map((e) => ({ text: e.textContent, size: parseFloat(getComputedStyle(e).fontSize) }))"""


def open_story(page: Page, address: str = SIX) -> Page:
    """Open a story and wait until its map stands."""
    page.goto(address)
    expect(page.locator("html[data-ready]")).to_be_attached()
    return page


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def shown(page: Page) -> Locator:
    """The step on screen."""
    return page.locator(".p-step:not([hidden])")


def expect_step(page: Page, number: int) -> None:
    """This step, and no other, is on screen."""
    expect(shown(page)).to_have_count(1)
    expect(shown(page)).to_have_id(f"stap-{number}")


def open_notes(page: Page) -> Page:
    """Press N and give the window that opens."""
    with page.context.expect_page() as opened:
        press(page, "n")
    notes = opened.value
    expect(notes.get_by_text(re.compile(r"^Stap \d+ van \d+$"))).to_be_visible()
    return notes


def map_fills(page: Page) -> list[str]:
    fills: list[str] = page.locator("#p-map .lk-region").evaluate_all(
        "(all) => all.map((path) => path.getAttribute('fill'))"
    )
    return fills


def rule() -> float:
    """Smallest letter on a beamer by docs/presenteren.md, in pixels of 1920."""
    text = (PROJECT / "docs" / "presenteren.md").read_text(encoding="utf-8")
    assert "48 of 1920 pixels" in text
    return 48


def too_small(found: list[dict[str, Any]], width: int) -> list[str]:
    least = rule() * width / 1920 - 0.05
    return [f"{item['text'][:40]}: {item['size']}" for item in found if item["size"] < least]


def story_of(page: Page) -> dict[str, Any]:
    """What the scripts were given."""
    content: dict[str, Any] = json.loads(page.locator("#p-story").text_content() or "")
    return content
