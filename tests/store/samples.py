"""What the tests of the store publish, and how they break off a publisher half-way."""

from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Provenance, Source
from gka_dash.model.schema import TABLES, Theme
from gka_dash.store.publication import Publication
from gka_dash.store.store import Store


def places(dataset: Dataset, file: str = "gegevens.xlsx") -> Provenance:
    """Every row of a dataset in a sheet of ``file``."""
    found = {}
    for table in TABLES:
        source = Source(file, table.sheet, {c.name: place for place, c in enumerate(table.columns)})
        rows = dataset.rows(table.name)
        if rows:
            found[table.name] = {table.key_of(row): (source, place) for place, row in enumerate(rows, 2)}
    return Provenance(found)


def with_theme(dataset: Dataset, name: str) -> Dataset:
    """The dataset with one more theme, to know it by."""
    return replace(dataset, themas=(*dataset.themas, Theme(thema=name, bron="Kamerbrief")))


def publish(store: Store, dataset: Dataset, base: int | None = None, **more: Any) -> Publication:
    told: dict[str, Any] = {"who": "Jan", "why": "Nieuwe lijst", "provenance": places(dataset)} | more
    return store.publish(dataset, base=base, **told)


class BrokenOffError(Exception):
    """What a test throws into a transaction."""


class Steps:
    """Counts what a store asks of its database and calls ``at_last`` at the step that was chosen."""

    def __init__(self, store: Store, at_last: Any, step: int) -> None:
        self.engine: sa.Engine = store._engine
        self.at_last, self.step, self.taken = at_last, step, 0

    def _take(self, *_: Any) -> None:
        self.taken += 1
        if self.taken == self.step:
            self.at_last()

    def __enter__(self) -> "Steps":
        for name in ("before_cursor_execute", "commit"):
            sa.event.listen(self.engine, name, self._take)
        return self

    def __exit__(self, *_: object) -> None:
        for name in ("before_cursor_execute", "commit"):
            sa.event.remove(self.engine, name, self._take)
