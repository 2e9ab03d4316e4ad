"""Where the rows of a publication came from, when only some of them were brought in."""

from typing import Any

from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Key, Provenance, Source
from gka_dash.model.schema import TABLE_BY_NAME, TABLES
from gka_dash.store.publication import Publication

Places = dict[Key, tuple[Source, int]]


def kept_places(before: Publication | None, dataset: Dataset, given: Provenance) -> Provenance:
    """The places ``given``; a row without one keeps what it had, as long as nothing in it changed.

    A place of a row that is not in ``dataset`` is left out.
    """
    found: dict[str, Places] = {}
    for table in TABLES:
        rows = {table.key_of(row): row for row in dataset.rows(table.name)}
        old = _unchanged(before, table.name, rows) if before else {}
        new = {key: place for key, place in given.rows.get(table.name, {}).items() if key in rows}
        if old or new:
            found[table.name] = {**old, **new}
    return Provenance(found)


def _unchanged(before: Publication, name: str, rows: dict[Key, Any]) -> Places:
    places = before.provenance.rows.get(name, {})
    return {
        key: places[key]
        for key, row in ((_key(name, row), row) for row in before.dataset.rows(name))
        if key in places and rows.get(key) == row
    }


def _key(name: str, row: Any) -> Key:
    return TABLE_BY_NAME[name].key_of(row)
