"""The description of the open data: ``datapackage.json`` and the tables in the documentation.

The form is Data Package 2.0 (datapackage.org), made from the schema only.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from gka_dash.exports.csv_table import columns_of
from gka_dash.model.column import Column
from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import (
    FIRST_DAY,
    LAST_DAY,
    LIST_SEPARATOR,
    MUNICIPALITY_CODE,
    TABLE_BY_NAME,
    TABLES,
    Table,
)

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
DATA_VERSION = "2026.11.0"
MOMENT = r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?"
LICENCE = {
    "name": "CC-BY-4.0",
    "title": "Creative Commons Naamsvermelding 4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/deed.nl",
}
SOURCES = (
    {"title": "Gelijke Kansen Alliantie", "path": "https://www.gelijke-kansen.nl"},
    {"title": "CBS, Gebieden in Nederland: codes en namen van gemeenten en provincies"},
    {"title": "Verwey-Jonker Instituut (2021): factoren van kansengelijkheid"},
    {"title": "Gemeenten, scholen en nieuwsmedia, per rij genoemd in de kolom bron of bron_url"},
)
_TYPES = {"date": "date", "integer": "integer", "list": "list"}
_DOC_START, _DOC_END = "<!-- tables: start -->", "<!-- tables: end -->"


def datapackage(version: str = DATA_VERSION, dataset: Dataset | None = None) -> dict[str, Any]:
    """The description of every table as a Data Package 2.0 descriptor.

    With ``dataset`` a foreign key is left out where it does not hold: a municipality may be named by the code
    of a predecessor, which is not in ``gemeenten``.
    """
    return {
        "$schema": PROFILE,
        "name": "landkaart-gelijke-kansen",
        "title": "Landkaart Gelijke Kansen",
        "description": "Gemeenten in de Gelijke Kansen Alliantie: agenda's, activiteiten en mijlpalen, elk "
        "met bron. Gepubliceerde totalen en tellingen van rijen zijn verschillende dingen.",
        "version": version,
        "licenses": [LICENCE],
        "sources": list(SOURCES),
        "resources": [_resource(table, dataset) for table in TABLES],
    }


def datapackage_json(version: str = DATA_VERSION, dataset: Dataset | None = None) -> str:
    """``datapackage`` as the text of ``datapackage.json``."""
    return json.dumps(datapackage(version, dataset), ensure_ascii=False, indent=2) + "\n"


def _resource(table: Table, dataset: Dataset | None) -> dict[str, Any]:
    columns = table.columns if dataset is None else columns_of(table, dataset.rows(table.name))
    schema: dict[str, Any] = {
        "fields": [_field(table, column) for column in columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if any(column.may_be_absent for column in columns):
        schema["fieldsMatch"] = "superset"  # the file may have fewer columns than are declared
    keys = [_foreign_key(column) for column in columns if _holds(table, column, dataset)]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": table.name,
        "type": "table",
        "title": table.title,
        "description": table.note,
        "path": f"{table.name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "quoteChar": '"', "doubleQuote": True},
        "schema": schema,
    }


def _field(table: Table, column: Column) -> dict[str, Any]:
    found: dict[str, Any] = {
        "name": column.name,
        "title": column.label,
        "type": _TYPES.get(column.kind, "string"),
    }
    if column.note:
        found["description"] = column.note
    if column.kind == "link":
        found["format"] = "uri"
    if column.kind == "list":
        found |= {"delimiter": LIST_SEPARATOR, "itemType": "string"}
    constraints = _constraints(table, column)
    return found | ({"constraints": constraints} if constraints else {})


def _constraints(table: Table, column: Column) -> dict[str, Any]:
    rules: dict[str, Any] = {}
    if column.required:
        rules["required"] = True
    if table.key == (column.name,):
        rules["unique"] = True
    if column.kind == "integer":
        rules["minimum"] = column.smallest
    elif column.kind == "date":
        rules |= {"minimum": FIRST_DAY.isoformat(), "maximum": LAST_DAY.isoformat()}
    elif column.kind == "choice":
        rules["enum"] = list(column.choices)
    elif column.kind != "list":
        rules["maxLength"] = column.longest
        pattern = {"municipality": MUNICIPALITY_CODE, "moment": MOMENT}.get(column.kind, column.pattern)
        if pattern:
            rules["pattern"] = pattern
    return rules


def _foreign_key(column: Column) -> dict[str, Any]:
    target = TABLE_BY_NAME["gemeenten"]
    return {"fields": [column.name], "reference": {"resource": target.name, "fields": list(target.key)}}


def _holds(table: Table, column: Column, dataset: Dataset | None) -> bool:
    if column.kind != "municipality":
        return False
    if dataset is None:
        return True
    return all(getattr(row, column.name) in dataset.municipality for row in dataset.rows(table.name))


def tables_markdown() -> str:
    """Every table with its columns as Markdown, for ``docs/data.md``."""
    return "\n".join(line for table in TABLES for line in _table_lines(table)).strip() + "\n"


def document_with_tables(document: str) -> str:
    """``document`` with the part between the two markers written anew from the schema."""
    part = f"{_DOC_START}\n\n{tables_markdown()}\n{_DOC_END}"
    return re.sub(f"{_DOC_START}.*{_DOC_END}", lambda _: part, document, flags=re.DOTALL)


def _table_lines(table: Table) -> Iterable[str]:
    yield f"### `{table.name}.csv`: {table.title}"
    yield ""
    key = " + ".join(f"`{name}`" for name in table.key)
    needed = "" if table.needed else " The file may be absent."
    yield f"{table.note[:1].upper()}{table.note[1:]}. Key: {key}.{needed}"
    yield ""
    yield "| column | label on screen | kind | filled | rules and meaning |"
    yield "|---|---|---|---|---|"
    for column in table.columns:
        filled = "always" if column.required else "may be absent" if column.may_be_absent else "may be empty"
        rules = "; ".join(_rules(column)).replace("|", r"\|")
        yield f"| `{column.name}` | {column.label} | {column.kind} | {filled} | {rules} |"
    yield ""


def _rules(column: Column) -> Iterable[str]:
    if column.note:
        yield column.note
    if column.vocabulary:
        yield f"values of `{column.vocabulary}.csv`"
    if column.choices:
        yield "one of " + ", ".join(f"`{choice}`" for choice in column.choices)
    if column.pattern:
        yield f"pattern `{column.pattern}`"
    if column.kind == "integer":
        yield f"{column.smallest} or more"
    if column.kind in ("text", "key") and not column.pattern:
        yield f"at most {column.longest} characters"


def _renew(root: Path) -> None:
    """Write ``data/datapackage.json`` and the tables in ``docs/data.md`` anew."""
    (root / "data" / "datapackage.json").write_text(datapackage_json(), encoding="utf-8")
    document = root / "docs" / "data.md"
    document.write_text(document_with_tables(document.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    _renew(Path(__file__).parents[2])
