"""Datasets and provenance as text and back, exactly: the same rows always give the same text.

JSON and not CSV: what a cell means (empty or nothing, a text or a number) is in it, and no sign gets lost.
Everything outside ASCII is escaped, because PostgreSQL refuses a NUL and half a surrogate pair.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import astuple
from datetime import date
from typing import Any

from gka_dash.model.column import Column
from gka_dash.model.dataset import Dataset
from gka_dash.model.problem import Problem
from gka_dash.model.provenance import Key, Provenance, Source
from gka_dash.model.schema import TABLE_BY_NAME, TABLES, Table

Texts = Mapping[str, str]


def tables_text(dataset: Dataset) -> dict[str, str]:
    """Every table as text, by name."""
    return {table.name: _table_text(table, dataset.rows(table.name)) for table in TABLES}


def problems_text(dataset: Dataset) -> str:
    """What was said of the data when it was read."""
    return _dumped([astuple(problem) for problem in dataset.problems])


def dataset_of(tables: Texts, problems: str) -> Dataset:
    """The dataset that was written; a table or column that is not declared any more is passed over."""
    found = {
        name: _records(TABLE_BY_NAME[name], text) for name, text in tables.items() if name in TABLE_BY_NAME
    }
    return Dataset.from_tables(found, tuple(Problem(*values) for values in json.loads(problems)))


def fingerprint(tables: Texts) -> str:
    """The sha256 of all tables together."""
    found = hashlib.sha256()
    for name in sorted(tables):
        found.update(f"{name}\n{tables[name]}\n".encode())
    return found.hexdigest()


def places_text(provenance: Provenance) -> dict[str, str]:
    """Where the rows came from as text, by table; sources are written once."""
    return {name: _places_text(places) for name, places in provenance.rows.items()}


def provenance_of(places: Texts) -> Provenance:
    """The provenance that was written."""
    known = {name: text for name, text in places.items() if name in TABLE_BY_NAME}
    return Provenance({name: _places(TABLE_BY_NAME[name], text) for name, text in known.items()})


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"), default=date.isoformat)


def _table_text(table: Table, rows: tuple[Any, ...]) -> str:
    names = [column.name for column in table.columns]
    return _dumped({"columns": names, "rows": [[getattr(row, name) for name in names] for row in rows]})


def _records(table: Table, text: str) -> tuple[Any, ...]:
    held = json.loads(text)
    known = {column.name: column for column in table.columns}
    return tuple(
        table.record(
            **{
                name: _value(known[name], value)
                for name, value in zip(held["columns"], row, strict=True)
                if name in known
            }
        )
        for row in held["rows"]
    )


def _value(column: Column, value: Any) -> Any:
    if column.kind == "list":
        return tuple(value)
    return date.fromisoformat(value) if column.kind == "date" and value else value


def _places_text(places: Mapping[Key, tuple[Source, int]]) -> str:
    sources: dict[str, int] = {}
    rows = []
    for key, (source, row) in places.items():
        told = _dumped([source.file, source.sheet, dict(source.columns)])
        rows.append([*key, sources.setdefault(told, len(sources)), row])
    return _dumped({"sources": [json.loads(told) for told in sources], "rows": rows})


def _places(table: Table, text: str) -> dict[Key, tuple[Source, int]]:
    held = json.loads(text)
    sources = [Source(*values) for values in held["sources"]]
    columns = [table.column(name) for name in table.key]
    found: dict[Key, tuple[Source, int]] = {}
    for *key, source, row in held["rows"]:
        values = tuple(_value(column, value) for column, value in zip(columns, key, strict=True))
        found[values] = (sources[source], row)
    return found
