"""What a visitor, a robot or a stranger gets at every kind of address of the real dashboard."""

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, run_wsgi_app

from gka_dash.figures.map_classes import colouring
from gka_dash.web.index import SITE_NAME
from gka_dash.web.site import page_config
from layouts import ids, pages
from tests.layouts.real_site import PATHS, QUERIES, real_app, real_services, view_of

GUARDS = (
    "X-Content-Type-Options",
    "Referrer-Policy",
    "Content-Security-Policy",
    "Cross-Origin-Resource-Policy",
)
KNOWN = [path for path in PATHS if "GM9999" not in path and path != "/geen-pagina"]
STRANGE_PATHS = [
    "//evil.example",
    "//evil.example/%2f..",
    "///evil.example",
    "/\\evil.example",
    "/gemeente/GM0010//evil.example",
    "/gemeente//evil.example",
    "/gemeente/../../etc/passwd",
    "/gemeente/..%2f..%2fapp.py",
    "/data/../app.py",
    "/data/..%2f..%2fapp.py.csv",
    "/data/x\x00.csv",
    "/static/../../app.py",
    "/static//etc/passwd",
    "/static/manifest.json",
    "/_dash-assets/../../../etc/passwd",
    "/_dash-component-suites/dash/../../x.js",
    "/_dash-component-suites/geheim/x.js",
    "/export/../data/agendas.csv",
    "/gemeente/GM0010\r\nSet-Cookie: a=b",
    "/gemeente/\xff",
    "/.git/config",
    "/app.py",
    "/gka_dash/settings.py",
    "/index.html",
    "/gemeente/",
    "/regio/",
    "/gemeente/gm0363",
    "/gemeente/GM0363/x",
    "/" + "a" * 5000,
    "/data/..\\..\\app.py",
    "/static/..\\..\\app.py",
    "/C:\\Windows\\win.ini",
    "/data/CON.csv",
    "/export/..%5c..%5capp.py.csv",
    "/gemeente/%2e%2e/%2e%2e/etc/passwd",
    "/gemeente/%252e%252e%252fetc",
    "/_dash-component-suites/plotly/../../app.py",
    "/_dash-component-suites/dash/%2e%2e/%2e%2e/dash.py",
    "/_dash-component-suites/dash/dash.py",
    "/_dash-component-suites/dash/deps/../../../dash/dash.py",
    "/static/plotly-locale-nl.js\x00.png",
    "/.well-known/../app.py",
]
STRANGE_QUERIES = [
    "%ff%fe",
    "=",
    "&&&",
    "thema=" + "a," * 900,
    "zoek=%00%0d%0aSet-Cookie:a",
    "datum=9999-99-99",
    "datum=0000-00-00",
    "datum=２０１９-07-16",
    "thema=%3Cscript%3Ealert(1)%3C/script%3E",
    "zoek=%3C/script%3E%3Cscript%3Ealert(1)%3C/script%3E",
    "regio=PV30&regio=PV24",
    "__proto__=1&constructor=2",
    "a=" * 300,
    "x" * 5000,
    "a=1;b=2",
]


@pytest.fixture
def client() -> FlaskClient:
    return real_app().server.test_client()


def raw(path: str, query: str = "", **environ: Any) -> tuple[int, dict[str, str], str]:
    """An answer to an address exactly as it stands, without a client that tidies it up."""
    environment = EnvironBuilder(query_string=query).get_environ() | {"PATH_INFO": path, **environ}
    content, status, headers = run_wsgi_app(real_app().server.wsgi_app, environment)
    return int(status[:3]), dict(headers), b"".join(content).decode("utf-8", "replace")


def _head(text: str, pattern: str) -> str:
    found = re.search(pattern, text)
    return unescape(found[1]) if found else ""


def _canonical(text: str) -> str:
    return _head(text, r'<link rel="canonical" href="([^"]*)"')


def _config(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_head(text, r'id="gka-config">(.*?)</script>'))
    return found


# ---- pages ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", KNOWN)
def test_every_page_has_a_title_and_its_own_address(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    title = _head(answer.text, r"<title>(.*?)</title>")
    assert title.endswith(SITE_NAME)
    assert len(title) > len(SITE_NAME) + 3
    assert _canonical(answer.text) == path
    assert len(_head(answer.text, r'name="description" content="([^"]*)"')) > 40
    assert answer.text.count("<h1") <= 1


def test_titles_tell_pages_apart(client: FlaskClient) -> None:
    titles = [_head(client.get(path).text, r"<title>(.*?)</title>") for path in KNOWN]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize("path", [path for path in KNOWN if path != "/"])
def test_a_trailing_slash_is_the_same_page(client: FlaskClient, path: str) -> None:
    answer = client.get(path + "/", follow_redirects=True)
    assert answer.status_code == 200
    assert _canonical(answer.text) == path


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("sector=po&thema=taalbevordering", "/?thema=taalbevordering&sector=po"),
        ("sector=vo&sector=po", "/?sector=po,vo"),
        ("datum=2022-12-31&kleur=jaar", "/"),
        ("onzin=1&regio=PV99&thema=geheim", "/"),
        ("gemeente=GM0010", "/?gemeente=GM0010"),
        ("sinds=2022-12-31&datum=2019-07-16", "/?sinds=2019-07-16"),
        ("utm_source=nieuwsbrief&regio=PV30", "/?regio=PV30"),
    ],
)
def test_the_canonical_link_is_short_and_ordered(client: FlaskClient, query: str, canonical: str) -> None:
    assert _canonical(client.get(f"/?{query}").text) == canonical


@pytest.mark.parametrize("path", ["/gemeente/GM9999", "/regio/PV99", "/geen-pagina", "/gemeente/", "/kaart"])
def test_an_unknown_address_is_a_real_404_in_dutch(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert '<html lang="nl">' in answer.text
    assert "bestaat niet" in _head(answer.text, r"<title>(.*?)</title>")
    assert _canonical(answer.text) == ""


# ---- old codes --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("/gemeente/GM0010", "/gemeente/GM1979"),
        ("/gemeente/GM0010/", "/gemeente/GM1979"),
        (
            "/gemeente/GM0010?sector=po&thema=taalbevordering&onzin=1",
            "/gemeente/GM1979?thema=taalbevordering&sector=po",
        ),
        ("/gemeente/GM0010?datum=2019-07-16", "/gemeente/GM1979?datum=2019-07-16"),
    ],
)
def test_an_old_code_leads_to_its_successor(client: FlaskClient, address: str, target: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 301
    assert answer.headers["Location"] == target


def test_every_old_code_leads_somewhere(client: FlaskClient) -> None:
    dataset = real_services().dataset
    old = {merger.oude_code for merger in dataset.herindelingen} - set(dataset.municipality)
    assert len(old) > 50
    for code in old:
        answer = client.get(f"/gemeente/{code}")
        assert answer.status_code == 301
        assert answer.headers["Location"].removeprefix("/gemeente/") in dataset.successors(code)


def test_a_split_municipality_leads_to_one_of_its_parts(client: FlaskClient) -> None:
    target = client.get("/gemeente/GM0140").headers["Location"].removeprefix("/gemeente/")
    parts = {m.nieuwe_code for m in real_services().dataset.herindelingen if m.oude_code == "GM0140"}
    assert len(parts) == 3
    assert target in parts


def test_a_repeated_list_keeps_all_its_values_when_it_moves(client: FlaskClient) -> None:
    location = client.get("/gemeente/GM0010?thema=taalbevordering&thema=loopbaanleren").headers["Location"]
    assert (
        view_of(location.partition("?")[2]).selection.themes
        == view_of("thema=taalbevordering,loopbaanleren").selection.themes
    )


# ---- strangers --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", STRANGE_PATHS)
def test_a_strange_address_is_refused_without_harm(path: str) -> None:
    status, headers, text = raw(path)
    assert status in (301, 308, 400, 404)
    location = headers.get("Location", "/")
    assert re.match(r"/(?![/\\])", location), f"leads away: {location}"
    assert "\n" not in location
    assert "Set-Cookie" not in headers
    for secret in ("Traceback", "root:", "werkzeug", "[core]", "import "):
        assert secret not in text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "localhost\r\nX: y"])
def test_a_strange_host_is_never_led_to(host: str) -> None:
    for path in ("/gemeente/GM0010", "//gemeente/GM0010", "/"):
        _, headers, text = raw(path, HTTP_HOST=host, HTTP_X_FORWARDED_HOST=host)
        assert "evil" not in headers.get("Location", "")
        assert "evil" not in text


@pytest.mark.parametrize("query", STRANGE_QUERIES)
@pytest.mark.parametrize("path", ["/", "/gemeenten", "/gemeente/GM0010", "/regio/PV30"])
def test_a_strange_query_is_dropped(path: str, query: str) -> None:
    status, headers, text = raw(path, quote(query, safe="=&%;,+"))
    assert status in (200, 301)
    assert "<script>alert" not in text
    assert "\r" not in headers.get("Location", "")
    if status == 200:
        assert _canonical(text).split("?")[0] == path


def _all_answers(client: FlaskClient) -> Iterator[Any]:
    yield from (client.get(path) for path in PATHS)
    for path in ("/data/agendas.csv", "/data/x.csv", "/data/datapackage.json", "/data/gemeenten.geojson"):
        yield client.get(path)
    for path in ("/export/kaart.csv", "/health", "/robots.txt", "/favicon.svg", "/_dash-layout"):
        yield client.get(path)
    yield client.get("/gemeente/GM0010")
    yield client.delete("/data/agendas.csv")
    yield client.post("/_dash-update-component", data=b"{")
    yield client.post("/_dash-update-component", data=b"x" * 1_100_000, content_type="application/json")
    yield client.get(real_app()._manifest.files["app.css"].url)


def test_headers_and_cookies_of_every_kind_of_answer(client: FlaskClient) -> None:
    statuses = set()
    for answer in _all_answers(client):
        statuses.add(answer.status_code)
        for name in GUARDS:
            assert len(answer.headers.getlist(name)) == 1, (answer.request.path, name)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert "frame-ancestors" in answer.headers["Content-Security-Policy"]
        assert "unsafe" not in answer.headers["Content-Security-Policy"]
        assert "Set-Cookie" not in answer.headers
        assert "Server" not in answer.headers
        assert answer.headers["Content-Type"].count("charset") <= 1
        answer.close()
    assert {200, 301, 400, 404, 405, 413} <= statuses


def test_no_page_names_an_outside_host_that_a_browser_would_ask(client: FlaskClient) -> None:
    for path in ("/", "/data", "/gemeente/GM0363", "/geen-pagina"):
        text = client.get(path).text
        for address in re.findall(r'(?:src|href)="([^"]+)"', text):
            assert address.startswith(("/", "#")), address
        assert not re.search(r"\son\w+=", text), "an event handler in the document"
        assert "style=" not in text


# ---- what the scripts start with --------------------------------------------------------------------------


@pytest.mark.parametrize("query", QUERIES)
def test_the_first_map_is_the_map_of_the_link(client: FlaskClient, query: str) -> None:
    view = view_of(query)
    first = _config(client.get(f"/?{query}").text)["eerste"]
    assert first["state"]["base"] == colouring(view).base
    assert first["date"] == view.day.isoformat()
    assert first["from"] == (view.since.isoformat() if view.since else None)
    assert first["state"]["chosen"] == (view.selection.municipality or None)


def test_only_the_map_page_starts_with_a_map(client: FlaskClient) -> None:
    assert "eerste" not in _config(client.get("/gemeenten").text)


def test_the_files_that_the_scripts_ask_for_are_there(client: FlaskClient) -> None:
    files = _config(client.get("/").text)["bestanden"]
    assert {"geo/boundaries-2024.json", "gegevens-2024.json"} <= set(files)
    for address in files.values():
        answer = client.get(address, headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Encoding"] == "br"
        answer.close()


def test_geometry_on_the_wire_is_fifty_kilobytes_at_most(client: FlaskClient) -> None:
    address = _config(client.get("/").text)["bestanden"]["geo/boundaries-2024.json"]
    answer = client.get(address, headers={"Accept-Encoding": "br"})
    assert 10_000 < len(answer.data) <= 50_000
    answer.close()


def test_signs_and_borders_stand_in_one_order() -> None:
    """The map gives the sign at place n to the border at place n."""
    services = real_services()
    assert tuple(services.boundaries["regions"]["code"]) == services.dataset.codes


def test_the_page_config_comes_from_the_declarations() -> None:
    config = page_config(real_services())
    names = [parameter["name"] for parameter in config["parameters"]]
    assert names[0] == "datum"
    assert set(ids.CONTROLS) <= set(names)
    assert {name for slice_names in ids.SLICES.values() for name in slice_names} <= set(names)
    assert set(config["filters"]) == {"regio", "thema", "sector", "aard", "vanaf", "tot", "zoek"}


def test_the_neighbours_are_mutual_and_known() -> None:
    services = real_services()
    around = services.neighbours
    assert set(around) == set(services.dataset.codes)
    for code, others in around.items():
        assert all(code in around[other] for other in others)
    assert around["GM0448"] == ()


def test_every_address_in_the_menu_is_a_page() -> None:
    for page in pages.PAGES:
        if page.label:
            assert pages.find(real_services(), page.path).page is page
