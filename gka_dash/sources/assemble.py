"""Grids of cells to one Dataset: for a folder of CSV files and for the sheets of a workbook."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from gka_dash.model.dataset import Dataset
from gka_dash.model.draft import may_be_seen, visible
from gka_dash.model.schema import TABLE_BY_NAME, TABLES, UNKNOWN
from gka_dash.model.vocabulary import slug
from gka_dash.sources.cells import Words
from gka_dash.sources.grid import Grid
from gka_dash.sources.municipalities import (
    check_codes,
    check_mergers,
    check_municipality_names,
    learn_aliases,
    municipality_tables,
)
from gka_dash.sources.rows import TableRows, read_rows, vocabulary
from gka_dash.sources.wording import shown


def assemble(grids: Mapping[str, Grid], day: date | None = None) -> Dataset:
    """Read every table of the schema from ``grids``, check them together and keep what can be used.

    ``grids`` holds a grid for each table name. ``Dataset.problems`` names each row that was left out or used
    with a warning, in the order of the tables and of the rows. With a ``day`` only what everybody may see
    on that day is kept, also of the problems.
    """
    tables = check_tables(grids)
    if day is not None:
        return _public(tables, day)
    return dataset_of(tables)


def dataset_of(tables: Mapping[str, TableRows]) -> Dataset:
    """The rows that can be used and every problem, as one dataset."""
    records = {name: tuple(row.record for row in found.rows) for name, found in tables.items()}
    problems = [problem for table in TABLES for problem in tables[table.name].report.problems()]
    return Dataset.from_tables(records, tuple(problems))


def _public(tables: Mapping[str, TableRows], day: date) -> Dataset:
    """What everybody may see: a message about a draft could tell what stands in it."""
    secret = {
        (name, number)
        for name, found in tables.items()
        for number in found.guarded.difference(
            row.number for row in found.rows if may_be_seen(row.record, day)
        )
    }
    shown = visible(dataset_of(tables), day)
    return replace(shown, problems=tuple(p for p in shown.problems if (p.table, p.row) not in secret))


def check_tables(grids: Mapping[str, Grid]) -> dict[str, TableRows]:
    """The rows of every table, checked on their own and against each other."""
    words = Words()
    tables = _read_tables(grids, words)
    aliases = tables["gemeentenaam_alias"]
    names = check_mergers(tables["gemeenten"], tables["herindelingen"], words.suggester)
    check_municipality_names(tables["gemeenten"])
    check_codes(aliases, names, words.suggester)
    learn_aliases(aliases, names)
    for found in municipality_tables(tables):
        if found is not aliases:
            check_codes(found, names, words.suggester)
    _check_totals(tables["mijlpalen"])
    return tables


def _read_tables(grids: Mapping[str, Grid], words: Words) -> dict[str, TableRows]:
    """All tables; vocabularies first, because other tables choose from them."""
    used = {column.vocabulary for table in TABLES for column in table.columns} - {""}
    tables: dict[str, TableRows] = {}
    for name in used:
        table = TABLE_BY_NAME[name]
        tables[name] = read_rows(table, grids[name], words)
        _check_vocabulary(tables[name])
        words.vocabularies[name] = vocabulary(tables[name].rows, table.key[0])
    for table in TABLES:
        if table.name not in used:
            tables[table.name] = read_rows(table, grids[table.name], words)
    return tables


def _check_vocabulary(found: TableRows) -> None:
    """Leave out words that cannot be told apart in a link, where only plain letters and digits stand."""
    taken = {UNKNOWN: 0}
    reasons: dict[int, tuple[str | None, str, str]] = {}
    key = found.table.key[0]
    for row in found.rows:
        word = str(getattr(row.record, key))
        short = slug(word)
        earlier = taken.setdefault(short, row.number)
        if not short:
            reasons[row.number] = (
                key,
                f"{shown(word)} heeft geen letters. De rij is weggelaten.",
                "Kies een ander woord.",
            )
        elif earlier == 0:
            reasons[row.number] = (
                key,
                f"{shown(word)} betekent al 'niet bekend'. De rij is weggelaten.",
                "Kies een ander woord.",
            )
        elif earlier != row.number:
            message = f"{shown(word)} is in een link gelijk aan rij {earlier}. De rij is weggelaten."
            reasons[row.number] = (key, message, "Haal een van beide weg.")
    found.leave_out(reasons)


def _check_totals(found: TableRows) -> None:
    """Warn where a published total is lower than an earlier one."""
    for column in (c.name for c in found.table.columns if c.kind == "integer"):
        highest, since = 0, ""
        for row in sorted(found.rows, key=lambda row: row.record.datum):
            total = getattr(row.record, column)
            if total is None:
                continue
            if total < highest:
                message = f"het totaal {total} is lager dan {highest} op {since}."
                found.warn(row, column, message, "Kijk het getal en de datum na.")
            else:
                highest, since = total, str(row.record.datum)
