"""Fetching from the CBS, against a server on this computer that answers in the shape of its OData."""

import argparse
import json
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from gka_dash.cli_divisions import add_commands, run
from gka_dash.errors import BoundaryError, SettingsError, SourceError
from gka_dash.geo.web import Client
from gka_dash.model.dataset import Dataset
from gka_dash.settings import Settings
from gka_dash.sources.csv_folder import read_folder
from gka_dash.sources.divisions import TABLES_OF_CBS
from gka_dash.sources.divisions_fetch import Limits, fetch_divisions, titles_of
from tests.sources.test_divisions_shapes import COUNTS, KEPT, columns_for, keys, paths, table

YEAR = 2024
NUMBER = TABLES_OF_CBS[YEAR]
CBS = Settings.from_environment({}).cbs_odata
Reply = Callable[["Handler", bytes], None]


def properties(year: int) -> list[dict[str, Any]]:
    """DataProperties: groups and topics, each with the group it is in, the regions in front."""
    found: list[dict[str, Any]] = [
        {
            "odata.type": "Cbs.OData.GeoDetail",
            "ID": 0,
            "Position": 0,
            "ParentID": None,
            "Key": "RegioS",
            "Title": "Regio's",
        }
    ]
    ids: dict[tuple[str, ...], int] = {}
    for key, path in zip(keys(columns_for(year)), paths(columns_for(year)), strict=True):
        above: list[str] = []
        parent = None
        for title in filter(None, path[:-1]):
            above.append(title)
            if tuple(above) not in ids:
                ids[tuple(above)] = len(found)
                found.append(
                    {
                        "odata.type": "Cbs.OData.TopicGroup",
                        "ID": len(found),
                        "Position": None,
                        "ParentID": parent,
                        "Key": "",
                        "Title": title,
                    }
                )
            parent = ids[tuple(above)]
        found.append(
            {
                "odata.type": "Cbs.OData.Topic",
                "ID": len(found),
                "Position": len(found),
                "ParentID": parent,
                "Key": key,
                "Title": path[-1].split(" (")[0],
                "Datatype": "String",
            }
        )
    return found


def records(dataset: Dataset, year: int) -> list[dict[str, Any]]:
    names = keys(columns_for(year))
    return [
        {"ID": n, "RegioS": cells[0], **dict(zip(names, cells, strict=True)), names[-1]: 20_000 + n}
        for n, cells in enumerate(table(dataset, year))
    ]


@dataclass
class Cbs:
    """The tables of the server; `faults` are answers that are given first, one per request."""

    tables: dict[str, dict[str, list[dict[str, Any]]]]
    page: int = 100
    faults: list[Reply] = field(default_factory=list)
    next_key: str = "odata.nextLink"
    next_host: str = ""
    asked: list[str] = field(default_factory=list)
    base: str = ""


class Handler(BaseHTTPRequestHandler):
    cbs: Cbs
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.cbs.asked.append(self.path)
        parts = urlsplit(self.path)
        steps = parts.path.strip("/").split("/")
        rows = self.cbs.tables.get(steps[2], {}).get(steps[3]) if len(steps) == 4 else None
        if rows is None or steps[:2] != ["ODataFeed", "odata"]:
            self.reply(404, b"{}")
            return
        query = parse_qs(parts.query)
        assert query["$format"] == ["json"]
        skip = int(query.get("$skip", ["0"])[0])
        content: dict[str, Any] = {
            "odata.metadata": f"{self.cbs.base}/ODataFeed/odata/{steps[2]}/$metadata#{steps[3]}",
            "value": rows[skip : skip + self.cbs.page],
        }
        if skip + self.cbs.page < len(rows):
            here = self.cbs.next_host or self.cbs.base
            content[self.cbs.next_key] = f"{here}{parts.path}?$format=json&$skip={skip + self.cbs.page}"
        body = json.dumps(content).encode()
        if self.cbs.faults:
            self.cbs.faults.pop(0)(self, body)
        else:
            self.reply(200, body)

    def reply(
        self, status: int, body: bytes, kind: str = "application/json;charset=utf-8", **headers: str
    ) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def cut(self, body: bytes) -> None:
        """Announce everything, give half, and hang up."""
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def tables(dataset: Dataset) -> dict[str, dict[str, list[dict[str, Any]]]]:
    return {
        TABLES_OF_CBS[year]: {
            "TableInfos": [{"Title": f"Gebieden in Nederland {year}", "Identifier": TABLES_OF_CBS[year]}],
            "DataProperties": properties(year),
            "TypedDataSet": records(dataset, year),
        }
        for year in (2018, YEAR)
    }


@pytest.fixture
def cbs(tables: dict[str, dict[str, list[dict[str, Any]]]], monkeypatch: pytest.MonkeyPatch) -> Iterator[Cbs]:
    pytest.importorskip("cbsodata", reason="cbsodata is not installed (requirements.in)")
    state = Cbs({number: dict(parts) for number, parts in tables.items()})
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (Handler,), {"cbs": state}))
    state.base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def waits() -> list[float]:
    return []


@pytest.fixture
def client(waits: list[float]) -> Iterator[Client]:
    client = Client(sleep=waits.append, jitter=lambda: 1.0, timeout=(2.0, 2.0))
    yield client
    client.session.close()


@pytest.mark.parametrize("year", [2018, YEAR])
@pytest.mark.parametrize("next_key", ["odata.nextLink", "@odata.nextLink"])
def test_a_table_in_pages(dataset: Dataset, cbs: Cbs, client: Client, year: int, next_key: str) -> None:
    cbs.next_key = next_key
    imported = fetch_divisions(cbs.base, year, dataset, client=client)
    assert imported.trusted, [str(problem) for problem in imported.problems]
    count = {2018: 380, YEAR: 342}[year]
    assert imported.counts == {KEPT[g]: (count, COUNTS[g]) for g in columns_for(year) if g in KEPT}
    assert len([path for path in cbs.asked if "TypedDataSet" in path]) == 4
    assert all(TABLES_OF_CBS[year] in path for path in cbs.asked)


@pytest.mark.parametrize("key", ["Key", "Title"])
def test_without_titles_the_codes_tell(dataset: Dataset, cbs: Cbs, client: Client, key: str) -> None:
    bare = [{**row, key: "" if key == "Key" else None} for row in cbs.tables[NUMBER]["DataProperties"]]
    cbs.tables[NUMBER]["DataProperties"] = bare
    assert set(fetch_divisions(cbs.base, YEAR, dataset, client=client).counts) == set(KEPT.values())


BUSY: list[Reply] = [
    lambda handler, _: handler.reply(500, b"{}"),
    lambda handler, _: handler.reply(503, b"busy", "text/plain", Retry_After="7"),
    lambda handler, body: handler.cut(body),
    lambda handler, body: handler.reply(200, body[: len(body) // 2]),
]


def test_it_tries_again_and_waits_longer(
    dataset: Dataset, cbs: Cbs, client: Client, waits: list[float]
) -> None:
    cbs.faults = list(BUSY)
    imported = fetch_divisions(cbs.base, YEAR, dataset, client=client)
    assert imported.trusted
    assert waits == [1.0, 7.0, 4.0, 8.0]


def test_a_slow_answer_is_asked_again(dataset: Dataset, cbs: Cbs, client: Client, waits: list[float]) -> None:
    client.timeout = (2.0, 0.2)

    def slow(handler: Handler, body: bytes) -> None:
        time.sleep(0.5)
        handler.close_connection = True

    cbs.faults = [slow]
    assert fetch_divisions(cbs.base, YEAR, dataset, client=client).trusted
    assert waits == [1.0]


LASTING: dict[str, tuple[Reply, str, int]] = {
    "500": (BUSY[0], "te druk of is stuk", 5),
    "cut": (BUSY[2], "halverwege afgebroken|geen verbinding", 5),
    "half": (BUSY[3], "geen geldige JSON", 5),
    "page": (lambda h, _: h.reply(200, b"<p>Onderhoud", "text/html"), "gaf geen gegevens maar text/html", 1),
    "403": (lambda h, _: h.reply(403, b"{}"), "weigert", 1),
    "list": (lambda h, _: h.reply(200, b"[]"), "andere vorm", 1),
    "other": (lambda h, _: h.reply(200, b'{"error": 1}'), "andere vorm", 1),
    "rows": (lambda h, _: h.reply(200, b'{"value": [1]}'), "andere vorm", 1),
    "elsewhere": (lambda h, _: h.reply(302, b"", Location="https://example.invalid/"), "andere plek", 1),
}


@pytest.mark.parametrize("fault", LASTING)
def test_what_does_not_pass_is_said(dataset: Dataset, cbs: Cbs, client: Client, fault: str) -> None:
    reply, message, tries = LASTING[fault]
    cbs.faults = [reply] * 50
    with pytest.raises(SourceError, match=message) as caught:
        fetch_divisions(cbs.base, YEAR, dataset, client=client)
    assert len(cbs.asked) == tries
    assert "divisions import BESTAND" in str(caught.value), "what to do without the internet"


def test_links_to_another_server_are_not_followed(dataset: Dataset, cbs: Cbs, client: Client) -> None:
    cbs.next_host = "https://example.invalid"
    with pytest.raises(SourceError, match="andere plek"):
        fetch_divisions(cbs.base, YEAR, dataset, client=client)


def test_pages_without_end(dataset: Dataset, cbs: Cbs, client: Client) -> None:
    cbs.page = 1
    with pytest.raises(SourceError, match="volgende pagina"):
        fetch_divisions(cbs.base, YEAR, dataset, client=client, limits=Limits(pages=20))
    assert len(cbs.asked) == 20


def test_a_page_that_points_to_itself(dataset: Dataset, cbs: Cbs, client: Client) -> None:
    cbs.page = 0
    with pytest.raises(SourceError, match="volgende pagina"):
        fetch_divisions(cbs.base, YEAR, dataset, client=client)
    assert len(cbs.asked) <= 3


def test_too_much_and_too_long(dataset: Dataset, cbs: Cbs, client: Client) -> None:
    with pytest.raises(SourceError, match="groter dan"):
        fetch_divisions(cbs.base, YEAR, dataset, client=client, limits=Limits(page_bytes=1000))
    seconds = iter(range(0, 10_000, 100))
    with pytest.raises(SourceError, match="duurt te lang"):
        fetch_divisions(
            cbs.base, YEAR, dataset, client=client, limits=Limits(clock=lambda: float(next(seconds)))
        )


def test_a_table_of_something_else(dataset: Dataset, cbs: Cbs, client: Client) -> None:
    with pytest.raises(
        SourceError, match="niet 'Gebieden in Nederland 2024' maar 'Gebieden in Nederland 2018'"
    ):
        fetch_divisions(cbs.base, YEAR, dataset, TABLES_OF_CBS[2018], client)
    cbs.tables[NUMBER]["TypedDataSet"] = []
    with pytest.raises(SourceError, match="is leeg"):
        fetch_divisions(cbs.base, YEAR, dataset, client=client)


def test_a_table_with_a_page_missing_is_not_trusted(dataset: Dataset, cbs: Cbs, client: Client) -> None:
    cbs.tables[NUMBER]["TypedDataSet"] = cbs.tables[NUMBER]["TypedDataSet"][:320]
    imported = fetch_divisions(cbs.base, YEAR, dataset, client=client)
    assert not imported.trusted
    assert any("GM1992 Voorne aan Zee" in problem.message for problem in imported.problems)


def test_cbsodata_is_left_as_it_was(dataset: Dataset, cbs: Cbs, client: Client) -> None:
    from cbsodata import cbsodata3

    before = (cbsodata3.Session, cbsodata3.options.use_https, cbsodata3.options.catalog_url)
    cbs.faults = [lambda handler, _: handler.reply(403, b"{}")]
    with pytest.raises(SourceError):
        fetch_divisions(cbs.base, YEAR, dataset, client=client)
    assert (cbsodata3.Session, cbsodata3.options.use_https, cbsodata3.options.catalog_url) == before


def test_the_command_writes_only_what_can_be_trusted(
    cbs: Cbs, tmp_path: Path, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (project / "data").glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    before = (tmp_path / "regioindelingen.csv").read_bytes()
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers())
    given = Settings.from_environment({"GKA_DATA_DIR": str(tmp_path), "GKA_CBS_ODATA": cbs.base})
    rows = cbs.tables[NUMBER]["TypedDataSet"]
    cbs.tables[NUMBER]["TypedDataSet"] = rows[:-1]
    assert run(parser.parse_args(["divisions", "fetch", "--year", "2024"]), given) == 1
    assert (tmp_path / "regioindelingen.csv").read_bytes() == before
    cbs.tables[NUMBER]["TypedDataSet"] = rows
    assert run(parser.parse_args(["divisions", "fetch", "--year", "2024"]), given) == 0
    assert "Toegevoegd: RMC-regio 2024, 342 gemeenten in 40 regio's." in capsys.readouterr().out
    assert len(read_folder(tmp_path).regioindelingen) == 4 * 342


def test_without_the_package(dataset: Dataset, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cbsodata", None)
    monkeypatch.setitem(sys.modules, "cbsodata.cbsodata3", None)
    with pytest.raises(SourceError, match="pip install cbsodata"):
        fetch_divisions(CBS, YEAR, dataset)


def test_years_that_cannot_be_fetched(dataset: Dataset) -> None:
    with pytest.raises(SourceError, match="--table"):
        fetch_divisions(CBS, 2031, dataset)
    with pytest.raises(SourceError, match="niet bekend"):
        fetch_divisions(CBS, YEAR, dataset, "../geheim")
    with pytest.raises(BoundaryError, match="vanaf 2016"):
        fetch_divisions(CBS, 2009, dataset)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("", "https://opendata.cbs.nl"),
        ("https://spiegel.voorbeeld.nl/", "https://spiegel.voorbeeld.nl"),
        ("https://opendata.cbs.nl/ODataFeed/odata/", "https://opendata.cbs.nl"),
        ("https://opendata.cbs.nl/ODataApi", "https://opendata.cbs.nl"),
        ("http://localhost:8000/cbs", "http://localhost:8000/cbs"),
    ],
)
def test_the_address_is_a_setting(given: str, wanted: str) -> None:
    assert Settings.from_environment({"GKA_CBS_ODATA": given}).cbs_odata == wanted


@pytest.mark.parametrize(
    "given",
    ["opendata.cbs.nl", "http://opendata.cbs.nl", "ftp://x.nl", "https://u:p@x.nl", "https://x.nl/?a=1"],
)
def test_addresses_that_are_refused(given: str) -> None:
    with pytest.raises(SettingsError, match="GKA_CBS_ODATA"):
        Settings.from_environment({"GKA_CBS_ODATA": given})


def test_titles_survive_groups_in_a_circle() -> None:
    rows = [
        {"ID": 1, "ParentID": 2, "Key": "", "Title": "A"},
        {"ID": 2, "ParentID": 1, "Key": "", "Title": "B"},
        {"ID": 3, "ParentID": 2, "Key": "Code_1", "Title": "Code"},
    ]
    assert titles_of(rows) == {"Code_1": "A/B/Code"}
