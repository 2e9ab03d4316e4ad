"""Which rows everybody may see: a draft, or a row that becomes visible later, is for coordinators."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import DRAFT, TABLES, Kept

# Not tables: what the check noted while reading a file, and what it has to say about the file as a whole.
NOTED: Final = "opgemerkt"
FILE: Final = "bestand"
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


def without_remarks(dataset: Dataset) -> Dataset:
    """The data without what the check remarked about the file itself: that is for who handed it in."""
    return replace(dataset, problems=tuple(p for p in dataset.problems if p.table not in (NOTED, FILE)))
