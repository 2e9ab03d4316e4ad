"""R03: a disk that is full costs nobody what was there; who publishes is told, and can try again."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa

from gka_dash.errors import StoreError
from gka_dash.model.dataset import Dataset
from gka_dash.store.store import Store
from tests.store.samples import places, publish


@pytest.fixture
def engine_name() -> str:
    """A server of PostgreSQL has a disk of its own; the file of SQLite stands on ours."""
    return "sqlite"


@pytest.fixture
def fill_disk(store: Store) -> Iterator[Callable[[bool], None]]:
    """Let the file grow no further, which SQLite tells as it tells a full disk; False makes room again."""

    def no_room(connection: Any, _record: Any) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

    def fill(full: bool) -> None:
        (sa.event.listen if full else sa.event.remove)(store._engine, "connect", no_room)

    yield fill
    store.close()


def test_r03_on_a_full_disk_everything_that_was_published_stays(
    store: Store, small: Dataset, fill_disk: Callable[[bool], None]
) -> None:
    before = publish(store, small)
    # Words that differ, so that nothing fits in what is left of the last page.
    long = tuple(
        replace(row, samenvatting=" ".join(f"{row.interventie_id}{number}" for number in range(9000)))
        for row in small.interventies
    )
    large = replace(small, interventies=long)
    fill_disk(True)
    with pytest.raises(StoreError, match="Probeer het later opnieuw"):
        publish(store, large, base=1)
    with pytest.raises(StoreError, match="Probeer het later opnieuw"):
        store.keep_draft(large, who="Jan", file_name="x.xlsx", provenance=places(large), base=1)
    latest = store.latest()
    assert latest is not None
    assert (latest.number, latest.sha256) == (1, before.sha256)
    assert len(store.lines()) == 1
    fill_disk(False)
    assert publish(store, large, base=1).number == 2
