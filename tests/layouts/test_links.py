"""Every link on every page: outside ones are safe, inside ones lead somewhere and are canonical."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from gka_dash.exports.screen_csv import SCREENS
from gka_dash.model.explain import EXPLANATIONS, explain
from gka_dash.model.links import is_web_link
from gka_dash.model.schema import TABLE_BY_NAME
from gka_dash.model.selection import read_query, write_query
from gka_dash.model.story import OWN
from layouts import pages, parts, uitleg
from tests.browser.addresses import EVERY_PAGE
from tests.layouts.real_site import PATHS, QUERIES, page_tree, real_app, real_services, view_of, whole_tree
from tests.layouts.trees import of_kind, prop, text

FILES = {f"/data/{name}.csv" for name in TABLE_BY_NAME} | {f"/export/{name}.csv" for name in SCREENS}
FILES |= {"/data/datapackage.json", "/data/gemeenten.geojson", "/data/werkmap.xlsx", "/versie"}
HOSTILE = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "file:///etc/passwd",
    "//evil.example",
    "\\\\evil.example",
    "https:evil.example",
    "ftp://voorbeeld.nl",
    "HTTPS",
    "",
    "Raadsbrief 2019",
    "zie https://voorbeeld.nl",
]
LOOK_LIKE_LINKS = [
    "https://",
    "http:///pad",
    "https://gebruiker:geheim@voorbeeld.nl/",
    "https://voorbeeld.nl@evil.example/",
    "https://voorbeeld.nl\\@evil.example/",
    "https://voorbeeld.nl/\u202egnp.exe",
    "https://localhost:0/",
]


def _links(tree: Any) -> tuple[set[str], set[str]]:
    """Addresses inside and outside; checks what every outside link must carry."""
    inside: set[str] = set()
    for link in of_kind(tree, "Link"):
        inside.add(str(prop(link, "href")))
    outside: set[str] = set()
    for link in of_kind(tree, "A"):
        address = str(prop(link, "href"))
        if address.startswith("/"):
            inside.add(address)
            continue
        assert prop(link, "target") == "_blank"
        assert set(str(prop(link, "rel")).split()) == {"noopener", "noreferrer"}
        outside.add(address)
    return inside, outside


def _is_download(path: str) -> bool:
    """Whether the server has a file or page of its own for a path; tests/web/downloads tries those."""
    routes = real_app().server.url_map.bind("")
    return path.startswith("/download/") and str(routes.match(path)[0]).startswith("downloads.")


def _check_inside(address: str) -> None:
    services = real_services()
    parts_of = urlsplit(address)
    assert (parts_of.scheme, parts_of.netloc, parts_of.fragment) == ("", "", "")
    assert address.startswith("/")
    assert not address.startswith("//")
    own = FILES | {f"/presenteren/{slug}" for slug in (*services.stories, OWN)}
    known = parts_of.path in own or _is_download(parts_of.path) or pages.find(services, parts_of.path).page
    assert known, address
    reading = read_query(parts_of.query, services.vocabulary)
    assert reading.dropped == ()
    assert write_query(reading.selection) == parts_of.query, f"not canonical: {address}"
    assert "?" in address or "=" not in address


@pytest.mark.parametrize("query", QUERIES)
def test_links_of_every_page(query: str) -> None:
    inside: set[str] = set()
    outside: set[str] = set()
    for path in PATHS:
        found = _links(whole_tree(path, query))
        inside |= found[0]
        outside |= found[1]
    assert inside
    for address in inside:
        _check_inside(address)
    for address in outside:
        assert is_web_link(address), address


def test_no_link_ends_in_an_empty_query() -> None:
    for path in PATHS:
        for address in _links(whole_tree(path))[0]:
            assert not address.endswith("?"), f"{address} on {path}"


def test_links_of_every_municipality_and_every_explanation() -> None:
    services = real_services()
    trees = [page_tree(f"/gemeente/{code}") for code in services.dataset.codes]
    trees += [page_tree(f"/regio/{code}") for code in services.vocabulary.regions]
    trees += [
        uitleg.build(explain(view_of(query), key), view_of(query).selection)
        for query in QUERIES[:7]
        for key in EXPLANATIONS
    ]
    inside, outside = _links(trees)
    for address in inside:
        _check_inside(address)
    assert all(is_web_link(address) for address in outside)


@pytest.mark.parametrize("hostile", HOSTILE)
@pytest.mark.parametrize("label", ["", "Bron"])
def test_only_web_addresses_become_a_link(hostile: str, label: str) -> None:
    shown = parts.outside(hostile, label)
    assert not of_kind(shown, "A", "Link")
    assert text(shown) == " ".join((label or hostile).split())


@pytest.mark.parametrize("address", LOOK_LIKE_LINKS)
def test_what_the_reader_calls_no_safe_address_stays_text(address: str) -> None:
    """sources.cells promises its owner that such a text is shown as plain text."""
    assert not is_web_link(address)
    assert not of_kind(parts.outside(address), "A")


def test_a_remark_behind_an_address_is_no_part_of_the_link() -> None:
    shown = parts.outside("https://www.voorbeeld.nl/bericht (nieuwsbericht van 2020)")
    assert prop(of_kind(shown, "A")[0], "href") == "https://www.voorbeeld.nl/bericht"
    assert text(shown) == "voorbeeld.nl (nieuwsbericht van 2020)"


def test_a_link_without_label_shows_its_host() -> None:
    link = parts.outside("https://www.voorbeeld.nl/pad?x=1")
    assert text(link) == "voorbeeld.nl"
    assert prop(link, "href") == "https://www.voorbeeld.nl/pad?x=1"


def test_tests_in_the_browser_visit_every_page() -> None:
    """What holds for all pages, such as axe, is tested on a list; a new page may not be forgotten there."""
    visited = {
        page.key for path in EVERY_PAGE if (page := pages.find(real_services(), urlsplit(path).path).page)
    }
    assert visited == {page.key for page in pages.PAGES}
