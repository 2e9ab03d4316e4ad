"""The declaration of accessibility claims nothing that no test repeats."""

from pathlib import Path

import pytest

from layouts.toegankelijkheid import EVIDENCE, PAGES, STATES, WIDTHS, Evidence, build
from tests.browser.addresses import EVERY_ADDRESS
from tests.browser.states import state
from tests.browser.states.every import NAMES
from tests.layouts.trees import text as text_of

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("row", EVIDENCE, ids=lambda row: row.what)
def test_what_is_claimed_is_repeated_by_a_test(row: Evidence) -> None:
    path = ROOT / row.shown_by
    assert path.is_file()
    assert "def test_" in path.read_text(encoding="utf-8")


def test_the_numbers_are_what_the_tests_run() -> None:
    assert len(EVERY_ADDRESS) == PAGES
    assert len(NAMES) == STATES
    assert len(state.WIDTHS) == WIDTHS
    text = text_of(build())
    assert f"{PAGES} adressen" in text
    assert f"{STATES} standen" in text


def test_the_page_says_that_it_is_a_draft_and_what_was_not_done() -> None:
    text = text_of(build())
    assert "Dit is een concept." in text
    assert "nog niet getest" in text
    assert all(row.what in text and row.outcome in text for row in EVIDENCE)
