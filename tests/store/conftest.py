"""Each test of the store runs twice: on SQLite and on a real PostgreSQL."""

import itertools
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.store.engine import open_store
from gka_dash.store.store import Store
from tests.small import small_dataset
from tests.store.postgres import NoPostgres, PostgresServer, start_server

ENGINES = ("sqlite", "postgresql")
_numbers = itertools.count(1)


class PostgresIsNotTested(UserWarning):
    """Half of the promises of the store were not tried; pytest shows this in its summary."""


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresServer]:
    try:
        server = start_server()
    except NoPostgres as problem:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            warnings.warn(PostgresIsNotTested(str(problem)), stacklevel=1)
        pytest.skip(f"POSTGRESQL IS NOT TESTED: {problem}")
    yield server
    server.remove()


@pytest.fixture(params=ENGINES)
def engine_name(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def url(engine_name: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if engine_name == "sqlite":
        return f"sqlite:///{tmp_path}/een map/publicaties.sqlite"
    server: PostgresServer = request.getfixturevalue("postgres")
    return server.new_database(f"test{next(_numbers)}")


@pytest.fixture
def opened(url: str) -> Iterator[Callable[[], Store]]:
    """Opens the same database as often as asked, and closes it all afterwards."""
    stores: list[Store] = []

    def open_again() -> Store:
        stores.append(open_store(url))
        return stores[-1]

    yield open_again
    for store in stores:
        store.close()


@pytest.fixture
def store(opened: Callable[[], Store]) -> Store:
    return opened()


@pytest.fixture(scope="session")
def small() -> Dataset:
    return small_dataset()
