"""A small country for the pages that operators watch."""

import pytest

from gka_dash.model.dataset import Dataset
from tests.small import small_dataset


@pytest.fixture
def small() -> Dataset:
    return small_dataset()
