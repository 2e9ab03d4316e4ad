"""Which rows everybody may see: a draft, or a row that becomes visible later, is for coordinators."""

from dataclasses import replace
from datetime import date
from typing import Any

from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import DRAFT, TABLES, Kept

GUARDED = tuple(table.name for table in TABLES if issubclass(table.record, Kept))


def may_be_seen(record: Any, day: date) -> bool:
    """Whether everybody may see a row on ``day``."""
    if not isinstance(record, Kept):
        return True
    return record.status != DRAFT and (record.zichtbaar_vanaf is None or record.zichtbaar_vanaf <= day)


def visible(dataset: Dataset, day: date, coordinator: bool = False) -> Dataset:
    """``dataset`` without the rows that the public may not see yet; a coordinator sees everything."""
    if coordinator:
        return dataset
    kept: dict[str, Any] = {
        name: tuple(row for row in dataset.rows(name) if may_be_seen(row, day)) for name in GUARDED
    }
    return replace(dataset, **kept)


def hidden_count(dataset: Dataset, day: date) -> int:
    """The number of rows that only coordinators see on ``day``."""
    return sum(not may_be_seen(row, day) for name in GUARDED for row in dataset.rows(name))
