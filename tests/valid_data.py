"""Any valid dataset, made from the schema: what hypothesis draws has been read as a cell once."""

from datetime import date
from typing import Any

from hypothesis import strategies as st

from gka_dash.exports.csv_table import safe_cell
from gka_dash.model.column import Column
from gka_dash.model.dataset import Dataset
from gka_dash.model.row_checks import ROW_CHECKS
from gka_dash.model.schema import FIRST_DAY, LAST_DAY, TABLE_BY_NAME, UNKNOWN, Table
from gka_dash.sources.cells import Words, read_cell
from tests.small import NAMES, SOURCE, small_dataset

COUNTRY = small_dataset()
CODES = tuple(code for code in NAMES if COUNTRY.successors(code))
GENERATED = ("agendas", "interventies", "landelijke_agendas", "mijlpalen")
# Signs that spreadsheets, CSV and XML each have their own trouble with.
SIGNS = st.one_of(st.sampled_from("'=+-@\"|;,<>&_xé\u00a0\n\t\r\u2019\u200b\x01"), st.characters())
LINKS = st.sampled_from(("", "https://voorbeeld.nl/a?b=c&d=e#f", "http://wéb.voorbeeld.nl:8080/"))


def texts(column: Column) -> st.SearchStrategy[Any]:
    """Values of a column of free text, as they are after reading."""

    def settled(raw: str) -> Any:
        value: Any = raw
        for _ in range(3):  # reading what was read changes nothing any more
            text = "|".join(value) if isinstance(value, tuple) else str(value)
            value = read_cell(column, safe_cell(text), Words()).value
            if value is None:
                return None
            value = value or (() if column.kind == "list" else "")
        return value

    least = 1 if column.required else 0
    found = st.text(SIGNS, min_size=least, max_size=12).map(settled)
    return found.filter(lambda value: value is not None and (bool(value) or not column.required))


def days() -> st.SearchStrategy[date]:
    return st.dates(FIRST_DAY, LAST_DAY)


def values(column: Column) -> st.SearchStrategy[Any]:
    if column.vocabulary:
        words = [
            getattr(row, TABLE_BY_NAME[column.vocabulary].key[0]) for row in COUNTRY.rows(column.vocabulary)
        ]
        return st.lists(st.sampled_from(words), unique=True).map(tuple)
    if column.kind == "list" and column.choices:
        return st.lists(st.sampled_from(column.choices), unique=True).map(tuple)
    if column.kind == "choice":
        return st.sampled_from(column.choices if column.required else ("", *column.choices))
    if column.kind == "date":
        return days() if column.required else st.one_of(st.none(), days())
    if column.kind == "moment":
        day = days().map(date.isoformat)
        some = day.flatmap(lambda text: st.sampled_from((text, text[:7], text[:4])))
        return some if column.required else st.one_of(st.just(""), some)
    if column.kind == "integer":
        return st.one_of(st.none(), st.integers(column.smallest, 1_000_000))
    if column.kind == "link":
        return LINKS
    if column.kind == "source":
        return st.one_of(st.just(SOURCE), texts(column))
    if column.pattern:
        return st.from_regex(column.pattern, fullmatch=True).filter(str.isascii)
    return texts(column)


@st.composite
def records(draw: st.DrawFn, table: Table) -> Any:
    given: dict[str, Any] = {c.name: draw(values(c)) for c in table.columns if c.kind != "municipality"}
    if any(c.kind == "municipality" for c in table.columns):
        given["gemeentecode"] = draw(st.sampled_from(CODES))
        given["gemeente"] = NAMES[given["gemeentecode"]]
    if table.name == "agendas":
        first, last = sorted((draw(days()), draw(days())))
        precision = given["precisie"]
        dates = {UNKNOWN: (None, None), "dag": (first, first)}.get(precision, (first, last))
        given["ondertekend_van"], given["ondertekend_tot"] = dates
    record = table.record(**given)
    assert not any(check(record) for check in ROW_CHECKS.get(table.name, ()))
    return record


def rows(table: Table) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(records(table), max_size=4, unique_by=table.key_of).map(tuple)


def datasets() -> st.SearchStrategy[Dataset]:
    """The small country with any rows in the tables that people fill in; its own circle is left out."""
    whole = tuple(m for m in COUNTRY.herindelingen if COUNTRY.successors(m.oude_code))
    generated = {name: rows(TABLE_BY_NAME[name]) for name in GENERATED}
    return st.fixed_dictionaries(generated).map(
        lambda found: Dataset.from_tables(
            {**{n: COUNTRY.rows(n) for n in ("gemeenten", "gemeentenaam_alias", "themas", "sectoren")}}
            | {"herindelingen": whole}
            | found
        )
    )
