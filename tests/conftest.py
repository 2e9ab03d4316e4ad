"""What every test may ask for: the bundled data, a small hand-made dataset, and views of both."""

from pathlib import Path

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.vocabulary import Vocabulary

PROJECT = Path(__file__).resolve().parents[1]


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
