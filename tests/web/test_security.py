"""What the whole dashboard keeps to, whatever it is asked; docs/veiligheid.md has the numbers."""

import ast
import re
import socket
from typing import Any

import pytest
from flask.testing import FlaskClient

from gka_dash.model.schema import TABLES
from gka_dash.model.selection import PARAMETERS
from gka_dash.settings import PROJECT_ROOT, Settings
from gka_dash.web.app_factory import create_app
from gka_dash.web.services import KEPT_VIEWS, KEPT_WORKBOOKS
from gka_dash.web.site import site_parts
from tests.layouts.real_site import PATHS, real_app, real_publications, real_services, real_settings

DEV_ADDRESSES = (
    "/_reload-hash",
    "/_favicon.ico",
    "/_alive_test_1234",
    "/_dash-ws-callback",
    "/_dash-ws",
    "/_mcp",
    "/_mcp/",
    "/console",
)
DOWNLOADS = (
    *(f"/data/{table.name}.csv" for table in TABLES),
    "/data/werkmap.xlsx",
    "/data/werkmap.xlsx?regio=PV30",
    "/export/kaart.csv?zoek=%0d%0aX-Ingespoten:%20ja",
    "/export/gemeenten.csv?regio=PV21&zoek=S%C3%BAdwest-Frysl%C3%A2n",
)
SWITCHES = {
    "FLASK_DEBUG": "1",
    "FLASK_ENV": "development",
    "DASH_DEBUG": "true",
    "DASH_UI": "true",
    "DASH_HOT_RELOAD": "true",
    "DASH_SERVE_DEV_BUNDLES": "true",
    "DASH_PROPS_CHECK": "true",
    "DASH_MCP_ENABLED": "true",
    "DASH_ASSETS_EXTERNAL_PATH": "https://elders.voorbeeld.nl/",
}


@pytest.fixture
def client() -> FlaskClient:
    return real_app().server.test_client()


@pytest.fixture
def switched_on(monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """The dashboard where the environment asks for everything that helps a developer."""
    for name, value in SWITCHES.items():
        monkeypatch.setenv(name, value)
    app = create_app(real_settings(), site_parts(real_settings(), real_publications()))
    assert not app.server.debug
    assert not app.server.config["PROPAGATE_EXCEPTIONS"]
    tools = ("ui", "hot_reload", "props_check", "serve_dev_bundles")
    assert not [tool for tool in tools if app._dev_tools[tool]]
    assert not app._enable_mcp
    return app.server.test_client()


# ---- files that are downloaded ----------------------------------------------------------------------------


@pytest.mark.parametrize("address", DOWNLOADS)
def test_s22_the_name_of_a_download_is_a_plain_name(client: FlaskClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 200
    assert re.fullmatch(r'attachment; filename="[\w-]+\.(csv|xlsx)"', answer.headers["Content-Disposition"])
    assert "X-Ingespoten" not in answer.headers


@pytest.mark.parametrize("region", ["PV99", "../../x", '"; filename="x.exe', "PV30\r\nX-Ingespoten: ja", "é"])
def test_s22_what_is_no_region_names_no_file(client: FlaskClient, region: str) -> None:
    answer = client.get("/data/werkmap.xlsx", query_string={"regio": region})
    assert answer.status_code == 404
    assert "Content-Disposition" not in answer.headers
    assert "X-Ingespoten" not in answer.headers


# ---- addresses and links ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path", ["/", "/gemeenten", "/interventies", "/gemeente/GM0363", "/export/kaart.csv"]
)
@pytest.mark.parametrize("value", ["1800-01-01", "9999-12-31", "x" * 50_000, "%00", "-1", "PV30&" * 3000])
def test_s34_a_value_that_cannot_be_is_left_out(client: FlaskClient, path: str, value: str) -> None:
    for parameter in PARAMETERS:
        answer = client.get(f"{path}?{parameter.name}={value}&{parameter.name}=x")
        assert answer.status_code == 200, parameter.name
        assert "Traceback" not in answer.text


# ---- what a developer would want --------------------------------------------------------------------------


@pytest.mark.parametrize("address", DEV_ADDRESSES)
def test_s43_nothing_for_developers_answers(switched_on: FlaskClient, address: str) -> None:
    for method in ("GET", "POST"):
        answer = switched_on.open(address, method=method, json={} if method == "POST" else None)
        assert answer.status_code in (404, 405)
        assert "reloadHash" not in answer.text


def test_s36_the_page_does_not_ask_for_developers_tools(switched_on: FlaskClient) -> None:
    page = switched_on.get("/").text
    for word in (
        "elders.voorbeeld.nl",
        "hot_reload",
        "dev_bundles",
        ".dev.js",
        '"ui":true',
        "sourceMappingURL",
    ):
        assert word not in page
    assert "http" not in re.sub(r"\s", "", re.findall(r'id="_dash-config"[^>]*>(.*?)</script>', page)[0])


def test_s36_what_every_page_is_made_of_holds_no_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each setting gets a value that cannot stand there by accident, and is looked for in what goes out."""
    secrets = {"GKA_DATABASE_URL": "postgresql://gka:zeergeheim@127.0.0.1:1/gka"}
    settings = Settings.from_environment(secrets)
    client = create_app(settings, site_parts(settings, real_publications())).server.test_client()
    for path in ("/", "/_dash-layout", "/_dash-dependencies", "/versie", "/data", "/health", "/bestaat-niet"):
        content = client.get(path).text
        for word in ("zeergeheim", "postgresql", str(PROJECT_ROOT), str(settings.state_dir)):
            assert word not in content, path


def test_s36_no_source_map_is_served(client: FlaskClient) -> None:
    names = [file.url for file in real_app()._manifest.files.values()]
    assert names
    assert not [name for name in names if name.endswith(".map")]
    for name in names:
        if name.endswith((".js", ".css")):
            answer = client.get(name, headers={"Accept-Encoding": "identity"})
            assert b"sourceMappingURL=data:" not in answer.data, name
            answer.close()


# ---- memory and other hosts -------------------------------------------------------------------------------


def test_s42_random_filters_do_not_fill_the_memory(client: FlaskClient) -> None:
    services = real_services()
    for number in range(KEPT_VIEWS * 3):
        client.get(f"/export/kaart.csv?zoek=woord{number}&onzin{number}=1&indeling=x{number}")
    assert len(services._views) == KEPT_VIEWS
    known = {
        (edition.key, division) for edition in services.editions for division in services.vocabulary.divisions
    }
    assert set(services._datasets) <= known
    for region in (*services.vocabulary.regions, *(f"PV{number}" for number in range(90))):
        client.get(f"/data/werkmap.xlsx?regio={region}")
    assert len(services._workbooks) <= KEPT_WORKBOOKS


def test_s42_what_is_kept_is_kept_under_what_was_checked(client: FlaskClient) -> None:
    """Two ways to write the same choice are one view; another visitor's choice is another one."""
    services = real_services()
    first = services.view("thema=taalbevordering&sector=po&onzin=1")
    assert services.view("sector=po,po&thema=taalbevordering") is first
    assert services.view("sector=po") is not first


def test_s42_nothing_that_is_kept_for_ever_is_kept_by_a_text() -> None:
    """``functools.cache`` has no end; a text may come from outside."""
    for folder in ("gka_dash", "layouts", "callbacks"):
        for path in (PROJECT_ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.FunctionDef) and "cache" in map(ast.unparse, node.decorator_list):
                    texts = [
                        a.arg for a in node.args.args if a.annotation and "str" in ast.unparse(a.annotation)
                    ]
                    assert not texts, f"{path.name}: {node.name}"
                if isinstance(node, ast.Call) and ast.unparse(node.func) == "lru_cache":
                    assert "maxsize=None" not in ast.unparse(node), path.name


def test_r11_no_page_asks_another_computer(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """So a page is never slower or broken because somebody else's website is."""
    asked: list[Any] = []

    def refuse(_self: Any, address: Any) -> None:
        asked.append(address)
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *given, **_: asked.append(given) or [])
    for path in PATHS:
        assert client.get(path).status_code in (200, 404)
    assert client.get("/data/agendas.csv").status_code == 200
    assert asked == []
