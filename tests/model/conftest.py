"""The small country, and views of it and of the bundled facts, for the tests of the model."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.selection import Selection, normalised
from gka_dash.model.view import View, make_view
from gka_dash.model.vocabulary import Vocabulary
from tests.small import small_dataset

Look = Callable[..., View]


@pytest.fixture(scope="session")
def small() -> Dataset:
    """Six municipalities in which every rule about mergers and dates occurs once (tests/small.py)."""
    return small_dataset()


def looking_at(dataset: Dataset) -> Look:
    """A function from choices to a view; days may be given as ``yyyy-mm-dd``."""
    vocabulary = Vocabulary(dataset)

    def look(**choices: Any) -> View:
        for name in ("day", "since"):
            if isinstance(choices.get(name), str):
                choices[name] = date.fromisoformat(choices[name])
        return make_view(dataset, vocabulary, normalised(Selection(**choices), vocabulary))

    return look


@pytest.fixture(scope="session")
def look(dataset: Dataset) -> Look:
    """Views of the bundled facts: ``look(region="PV24", day="2020-07-14")``."""
    return looking_at(dataset)


@pytest.fixture(scope="session")
def look_small(small: Dataset) -> Look:
    """Views of the small country."""
    return looking_at(small)
