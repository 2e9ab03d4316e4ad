"""The rows that the coordinator of one region keeps, and how they go back among the others."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from gka_dash.model.dataset import Dataset
from gka_dash.model.regions_table import PROVINCE, installed_years, regions_of
from gka_dash.model.schema import TABLES
from gka_dash.model.vocabulary import Vocabulary

REGIONAL = tuple(table for table in TABLES if table.regional)


@dataclass(frozen=True)
class Misplaced:
    """A row of a regional file that cannot be put back: it lies elsewhere, or its key is in use there."""

    table: str
    key: tuple[Any, ...]
    taken_by: str = ""
    """The name of the municipality elsewhere that has this key; empty when the row itself lies elsewhere."""


def region_name(dataset: Dataset, region: str) -> str | None:
    """The name of a region of any division, or None for a code that is not known."""
    return Vocabulary(dataset).regions.get(region)


def codes_in(dataset: Dataset, region: str) -> frozenset[str]:
    """The municipalities of today in a region, by the newest table of its division."""
    division = Vocabulary(dataset).division_of(region)
    years = () if division == PROVINCE else installed_years(dataset, division)
    placed = regions_of(dataset, division, date(max(years, default=1), 1, 1))
    return frozenset(code for code, (found, _) in placed.items() if found == region)


def rows_in(dataset: Dataset, region: str) -> Mapping[str, tuple[Any, ...]]:
    """The rows of a region, per table that has rows of regions.

    A row may name a municipality by the code it had then; after a split it belongs to every region where a
    part lies now.
    """
    codes = codes_in(dataset, region)
    return {
        table.name: tuple(row for row in dataset.rows(table.name) if _lies_in(dataset, row, codes))
        for table in REGIONAL
    }


def with_region(full: Dataset, region: str, part: Dataset) -> tuple[Dataset, tuple[Misplaced, ...]]:
    """``full`` with the rows of a region taken from ``part``; other regions stay as they are.

    Changed rows keep their place and new rows come last. Rows that cannot be put back are left out and named.
    """
    codes = codes_in(full, region)
    tables: dict[str, tuple[Any, ...]] = {}
    misplaced: list[Misplaced] = []
    for table in REGIONAL:
        others = {table.key_of(row): row for row in full.rows(table.name) if not _lies_in(full, row, codes)}
        fresh: dict[tuple[Any, ...], Any] = {}
        for row in part.rows(table.name):
            key = table.key_of(row)
            if not _lies_in(full, row, codes):
                misplaced.append(Misplaced(table.name, key))
            elif key in others:
                misplaced.append(Misplaced(table.name, key, others[key].gemeente))
            else:
                fresh[key] = row
        kept = [
            fresh.pop(table.key_of(row), None) if table.key_of(row) not in others else row
            for row in full.rows(table.name)
        ]
        tables[table.name] = (*(row for row in kept if row is not None), *fresh.values())
    return replace(full, **tables, problems=part.problems), tuple(misplaced)  # type: ignore[arg-type]


def _lies_in(dataset: Dataset, row: Any, codes: frozenset[str]) -> bool:
    return not codes.isdisjoint(dataset.successors(row.gemeentecode))
