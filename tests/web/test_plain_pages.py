"""R09: without JavaScript every list and fact is a plain page with tables and links."""

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from gka_dash.model.lists import municipality_rows
from gka_dash.web.plain_pages import PREFIX, plain_address, plain_html
from layouts.elements import dcc, html, written
from tests.layouts.real_site import PATHS, real_app, real_services, view_of

NO_TWIN = ("/", "/presenteren", "/geen-pagina", "/gemeente/GM9999")
PAGES = [path for path in PATHS if path not in NO_TWIN]
VOID = {"meta", "link"}


class _Reader(HTMLParser):
    """Refuses a page whose elements are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        assert not {name for name in found if name.startswith("on") or name == "style"}
        assert tag not in ("script", "iframe", "object", "form", "input")
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a":
            self.links.append(found["href"] or "")
        if found.get("id"):
            self.ids.append(found["id"] or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read(client: FlaskClient, path: str) -> tuple[_Reader, str]:
    answer = client.get(PREFIX + path)
    assert answer.status_code == 200, path
    reader = _Reader()
    reader.feed(answer.text)
    assert reader.open == []
    return reader, answer.text


@pytest.fixture
def client() -> FlaskClient:
    return real_app().server.test_client()


@pytest.mark.parametrize("path", PAGES)
def test_r09_every_page_has_a_plain_twin(client: FlaskClient, path: str) -> None:
    reader, text = read(client, path)
    assert text.count("<h1") == 1
    assert len(set(reader.ids)) == len(reader.ids)
    assert '<html lang="nl">' in text
    for link in reader.links:
        assert re.match(r"(/|https?://)(?!/)", link), link


def test_r09_every_document_leads_there(client: FlaskClient) -> None:
    for path in (*PAGES, "/", "/presenteren", "/interventies?thema=taalbevordering", "/geen-pagina"):
        hidden = re.findall(r"<noscript>.*?</noscript>", client.get(path).text, re.DOTALL)[0]
        address = re.findall(rf'href="({PREFIX}[^"]+)"', hidden)[0]
        assert client.get(address).status_code == 200, address


@pytest.mark.parametrize("query", ["", "regio=PV30", "thema=taalbevordering&sector=po", "datum=2019-07-16"])
def test_r09_the_list_says_what_the_screen_says(client: FlaskClient, query: str) -> None:
    _, text = read(client, f"/gemeenten?{query}")
    table = re.findall(r"<tbody>.*?</tbody>", text, re.DOTALL)[0]
    rows = municipality_rows(view_of(query))
    assert table.count("<tr>") == len(rows)
    assert all(row.name.replace("'", "&#x27;") in table for row in rows)


def test_r09_links_lead_on_within_it(client: FlaskClient) -> None:
    """A crawl from the first list reaches every municipality and region that there is."""
    wanted, seen = [f"{PREFIX}/gemeenten", f"{PREFIX}/regios"], set()
    while wanted:
        address = wanted.pop()
        path = address.partition("?")[0]
        if path in seen or not address.startswith(PREFIX):
            continue
        seen.add(path)
        wanted += read(client, address.removeprefix(PREFIX))[0].links if len(seen) < 40 else []
    services = real_services()
    assert {f"{PREFIX}{path}" for path in ("/gemeenten", "/regios", "/interventies", "/data")} <= seen
    links = set(read(client, "/gemeenten")[0].links)
    assert {f"{PREFIX}/gemeente/{code}" for code in services.dataset.codes} <= links


@pytest.mark.parametrize(
    "path", ["/", "/geen-pagina", "/gemeente/GM9999", "/../app.py", "//evil.example", "/x%00"]
)
def test_what_is_no_page_is_a_dutch_404(client: FlaskClient, path: str) -> None:
    answer = client.get(PREFIX + path)
    assert answer.status_code in (301, 308, 404)
    assert "evil" not in answer.headers.get("Location", "")


def test_an_old_code_leads_to_its_successor(client: FlaskClient) -> None:
    answer = client.get(f"{PREFIX}/gemeente/GM0010")
    assert (answer.status_code, answer.headers["Location"]) == (301, f"{PREFIX}/gemeente/GM1979")


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("/", f"{PREFIX}/gemeenten"),
        ("/presenteren", "/presenteren"),
        ("/?regio=PV30", f"{PREFIX}/gemeenten?regio=PV30"),
        ("/gemeente/GM0363", f"{PREFIX}/gemeente/GM0363"),
        ("/interventies?thema=x", f"{PREFIX}/interventies?thema=x"),
        ("/data/agendas.csv", "/data/agendas.csv"),
        ("/export/kaart.csv", "/export/kaart.csv"),
        ("https://voorbeeld.nl/gemeenten", "https://voorbeeld.nl/gemeenten"),
        ("#boven", "#boven"),
    ],
)
def test_which_links_lead_on_within_it(address: str, plain: str) -> None:
    assert plain_address(address) == plain


def test_text_stays_text_and_controls_are_left_out() -> None:
    tree = html.Div(
        [
            html.P("<script>alert(1)</script> & meer", className='a"b'),
            html.Button("143", type="button", **{"data-explain": "x"}),
            html.Button("×", className="close"),
            html.A("Toon op de kaart", href="/?gemeente=GM0363"),
            dcc.Store(id="x", data="geheim"),
            html.Td(written(html.A("naam", href="/gemeente/GM0363")), colSpan="2"),
            None,
            True,
            7,
        ]
    )
    assert plain_html(tree, plain_address) == (
        '<div><p class="a&quot;b">&lt;script&gt;alert(1)&lt;/script&gt; &amp; meer</p><span>143</span>'
        f'<td colspan="2"><a href="{PREFIX}/gemeente/GM0363">naam</a></td>7</div>'
    )
