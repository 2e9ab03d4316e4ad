"""What every test may ask for: the bundled data, a small hand-made dataset, and views of both."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from gka_dash.model.dataset import Dataset
from gka_dash.model.vocabulary import Vocabulary
from scripts.find_chromium import ARGUMENTS, find_chromium

PROJECT = Path(__file__).resolve().parents[1]
# The same examples every time: what fails here fails for everybody. HYPOTHESIS_PROFILE=zoeken looks further.
settings.register_profile("vast", derandomize=True, deadline=None)
settings.register_profile("zoeken", max_examples=2000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "vast"))

PATIENCE = 15_000  # milliseconds: a busy machine is slow, not wrong
# Rooms with the longest files. Workers take whole files: one that begins a long one last keeps all waiting.
LONG_ROOMS = ("browser", "several", "exports", "sources")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long rooms where workers share the files; alone, what fails soonest stays first."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: by_length(item.path))


def by_length(path: Path) -> int:
    """A place in the order: the number of the room, and last what is in none of these."""
    room = path.relative_to(PROJECT / "tests").parts[0]
    return LONG_ROOMS.index(room) if room in LONG_ROOMS else len(LONG_ROOMS)


@pytest.fixture(scope="session")
def project() -> Path:
    return PROJECT


@pytest.fixture(scope="session")
def dataset() -> Dataset:
    """The facts in data/, read once."""
    from gka_dash.sources.csv_folder import read_folder

    return read_folder(PROJECT / "data")


@pytest.fixture(scope="session")
def vocabulary(dataset: Dataset) -> Vocabulary:
    return Vocabulary(dataset)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for every test that needs one: a second Playwright cannot run beside the first."""
    path = find_chromium()
    with sync_playwright() as playwright:
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=str(path), args=["--headless", *ARGUMENTS])
        yield browser
        browser.close()
