"""The open data: the tables as they were read, their description, the borders, and what is on screen."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from gka_dash.exports.csv_table import table_csv
from gka_dash.exports.screen_csv import SCREENS
from gka_dash.model.schema import TABLES, Table
from gka_dash.sources.csv_folder import read_folder
from tests.layouts.real_site import QUERIES, real_app, real_services, view_of

BR = {"Accept-Encoding": "br, gzip"}
HOSTILE = ["%ff%fe", "zoek=%3D1%2B1", "datum=9999", "thema=" + "x," * 500, "=", "&", "zoek=%00", "a" * 4000]


@pytest.fixture
def client() -> FlaskClient:
    return real_app().server.test_client()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_is_given_as_it_was_read(client: FlaskClient, table: Table) -> None:
    answer = client.get(f"/data/{table.name}.csv")
    assert answer.status_code == 200
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert f"{table.name}.csv" in answer.headers["Content-Disposition"]
    assert answer.get_data() == table_csv(table, real_services().dataset.rows(table.name)).encode()


def test_the_tables_read_back_to_the_same_dataset(client: FlaskClient, tmp_path: Path) -> None:
    for table in TABLES:
        (tmp_path / f"{table.name}.csv").write_bytes(client.get(f"/data/{table.name}.csv").data)
    again, dataset = read_folder(tmp_path), real_services().dataset
    assert again.problems == ()
    for table in TABLES:
        assert again.rows(table.name) == dataset.rows(table.name)


@pytest.mark.parametrize(
    "path",
    [
        "/data/geheim.csv",
        "/data/.csv",
        "/data/problems.csv",
        "/data/agendas.CSV",
        "/data/agendas.csv/",
        "/data/a/b.csv",
        "/export/geheim.csv",
        "/export/.csv",
        "/data/__class__.csv",
        "/data/municipality.csv",
        "/data/../settings.csv",
    ],
)
def test_what_is_no_table_is_a_dutch_404(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert '<html lang="nl">' in answer.text


def test_the_description_fits_the_tables(client: FlaskClient) -> None:
    package = client.get("/data/datapackage.json").get_json()
    dataset = real_services().dataset
    assert [resource["name"] for resource in package["resources"]] == [table.name for table in TABLES]
    assert package["version"] == real_services().version
    for resource in package["resources"]:
        answer = client.get(f"/data/{resource['path']}")
        header = next(csv.reader(io.StringIO(answer.text)))
        assert header == [field["name"] for field in resource["schema"]["fields"]]
        for key in resource["schema"].get("foreignKeys", []):
            (column,), target = key["fields"], key["reference"]
            known = {getattr(row, target["fields"][0]) for row in dataset.rows(target["resource"])}
            used = {getattr(row, column) for row in dataset.rows(resource["name"])}
            assert used <= known, f"{resource['name']}.{column} points to nothing"


# ---- borders ----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def geojson() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(real_app().server.test_client().get("/data/gemeenten.geojson").data)
    return content


def test_the_borders_carry_the_facts(geojson: dict[str, Any]) -> None:
    dataset = real_services().dataset
    facts = [feature["properties"] for feature in geojson["features"]]
    assert [own["statcode"] for own in facts] == list(dataset.codes)
    assert len(facts) == 342
    assert sum(own["activiteiten"] for own in facts) == 143
    assert sum(own["interventies"] for own in facts) == 114
    assert sum(own["precisie"] is not None for own in facts) == 75
    assert all(type(own["activiteiten"]) is int for own in facts)
    assert "CBS" in geojson["attribution"]


def test_the_borders_are_in_degrees_within_the_netherlands(geojson: dict[str, Any]) -> None:
    for feature in geojson["features"]:
        for polygon in feature["geometry"]["coordinates"]:
            for ring in polygon if feature["geometry"]["type"] == "MultiPolygon" else [polygon]:
                assert ring[0] == ring[-1]
                assert all(3 < longitude < 7.3 and 50.7 < latitude < 53.6 for longitude, latitude in ring)


def test_the_borders_are_compressed_and_asked_again(client: FlaskClient) -> None:
    answer = client.get("/data/gemeenten.geojson", headers=BR)
    assert answer.mimetype == "application/geo+json"
    assert answer.headers["Content-Encoding"] == "br"
    assert len(answer.data) < 150_000
    again = client.get("/data/gemeenten.geojson", headers={**BR, "If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304
    assert again.data == b""


@pytest.mark.parametrize(
    "path", ["/data/interventies.csv", "/data/datapackage.json", "/export/gemeenten.csv"]
)
def test_files_are_compressed_and_asked_again(client: FlaskClient, path: str) -> None:
    for headers in (BR, {}):
        answer = client.get(path, headers=headers)
        assert answer.headers.get("Content-Encoding") == ("br" if headers else None)
        again = client.get(path, headers={**headers, "If-None-Match": answer.headers["ETag"]})
        assert again.status_code == 304
        assert client.get(path, headers={**headers, "If-None-Match": '"iets anders"'}).status_code == 200


# ---- what is on screen ------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("query", QUERIES)
def test_a_screen_with_its_filters(client: FlaskClient, name: str, query: str) -> None:
    answer = client.get(f"/export/{name}.csv?{query}")
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf"), "Excel knows UTF-8 by this mark only"
    assert answer.data.count(b"\xef\xbb\xbf") == 1
    lines = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"))
    above = [line[0] for line in lines if line[0].startswith("# ")]
    assert above[0] == f"# {SCREENS[name][0]}"
    assert any(line.startswith("# Filter: ") for line in above)
    assert any(line.startswith("# Bron: ") for line in above)
    headers, rows = SCREENS[name][1](view_of(query))
    assert lines[len(above)] == headers
    assert len(lines) == len(above) + 1 + len(rows)


@pytest.mark.parametrize("query", HOSTILE)
@pytest.mark.parametrize("name", SCREENS)
def test_a_strange_query_gives_a_file_all_the_same(client: FlaskClient, name: str, query: str) -> None:
    answer = client.get(f"/export/{name}.csv?{query}")
    assert answer.status_code == 200
    for line in csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline=""), delimiter=";"):
        assert not [cell for cell in line if cell.startswith(("=", "+", "@", "\t", "\r"))]


@pytest.mark.parametrize("path", ["/data/agendas.csv", "/data/gemeenten.geojson", "/export/kaart.csv"])
def test_files_can_only_be_read(client: FlaskClient, path: str) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        answer = client.open(path, method=method)
        assert answer.status_code == 405
        assert "GET" in answer.headers["Allow"]
    assert client.head(path).status_code == 200
