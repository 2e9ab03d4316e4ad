"""The description of the open data is made from the schema and is the one that was committed."""

import csv
import json
import re
from pathlib import Path

import pytest

from gka_dash.exports.datapackage import (
    DATA_VERSION,
    datapackage,
    datapackage_json,
    document_with_tables,
    tables_markdown,
)
from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import TABLES, Alias, Municipality

ROOT = Path(__file__).parents[2]
RENEW = "run `python -m gka_dash.exports.datapackage` and commit the result"


def test_the_committed_description_is_up_to_date() -> None:
    assert (ROOT / "data" / "datapackage.json").read_text(encoding="utf-8") == datapackage_json(), RENEW


def test_the_documentation_of_the_tables_is_up_to_date() -> None:
    document = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    assert tables_markdown() in document, RENEW
    assert document_with_tables(document) == document, RENEW
    assert document_with_tables("a <!-- tables: start -->x<!-- tables: end --> b").startswith("a <!--")


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_each_resource_describes_its_file(table: object) -> None:
    resource = next(r for r in datapackage()["resources"] if r["name"] == table.name)
    with (ROOT / "data" / resource["path"]).open(encoding=resource["encoding"], newline="") as file:
        header = next(csv.reader(file, delimiter=resource["dialect"]["delimiter"]))
    names = [field["name"] for field in resource["schema"]["fields"]]
    optional = {column.name for column in table.columns if column.may_be_absent}
    assert [name for name in names if name in header or name not in optional] == header
    assert set(resource["schema"]["primaryKey"]) <= set(names)
    assert ("fieldsMatch" in resource["schema"]) == bool(optional)


def test_rules_of_a_column_are_passed_on() -> None:
    fields = {(r["name"], f["name"]): f for r in datapackage()["resources"] for f in r["schema"]["fields"]}
    assert fields["agendas", "gemeentecode"]["constraints"] == {
        "required": True,
        "unique": True,
        "maxLength": 2000,
        "pattern": r"GM\d{4}",
    }
    assert fields["agendas", "precisie"]["constraints"]["enum"][-1] == "onbekend"
    assert fields["factoren", "nummer"]["constraints"]["minimum"] == 1
    assert fields["agendas", "themas"] | {"description": ""} == {
        "name": "themas",
        "title": "Thema's",
        "type": "list",
        "description": "",
        "delimiter": "|",
        "itemType": "string",
    }
    moment = re.compile(fields["interventies", "start"]["constraints"]["pattern"])
    assert moment.fullmatch("2019-06")
    assert not moment.fullmatch("2019-6")


def test_a_version_can_be_given_and_the_text_is_json() -> None:
    assert json.loads(datapackage_json("7.1.0"))["version"] == "7.1.0"
    assert datapackage()["version"] == DATA_VERSION
    assert re.fullmatch(r"\d+\.\d+\.\d+", DATA_VERSION)


def test_a_foreign_key_is_left_out_where_a_predecessor_is_named() -> None:
    def keys(data: Dataset | None) -> bool:
        resources = {r["name"]: r for r in datapackage(dataset=data)["resources"]}
        return "foreignKeys" in resources["gemeentenaam_alias"]["schema"]

    town = Municipality(gemeentecode="GM0001", gemeente="A", provinciecode="PV20", provincie="P")
    alias = Alias(alias="a", gemeentecode="GM0001")
    old = Alias(alias="b", gemeentecode="GM0002")
    assert keys(None)
    assert keys(Dataset(gemeenten=(town,), gemeentenaam_alias=(alias,)))
    assert not keys(Dataset(gemeenten=(town,), gemeentenaam_alias=(alias, old)))
