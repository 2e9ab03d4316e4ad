"""The dialog to share a page: only own addresses, one canonical link, the same in text and in the QR code."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from gka_dash.exports.qr import qr_svg
from gka_dash.web.share_page import NOT_ALLOWED
from tests.web.shared_site import HOSTS, allowed, client

__all__ = ["allowed", "client"]
HOSTILE = '"><script>alert(1)</script>'


def field(text: str, name: str) -> str:
    found = re.search(rf'{name}="([^"]*)"', text)
    assert found, text[:200]
    return unescape(found[1])


@pytest.mark.parametrize(
    ("asked", "link"),
    [
        ("", "http://localhost/"),
        (
            "pad=/&thema=taalbevordering%2Cextra-onderwijs",
            "http://localhost/?thema=extra-onderwijs,taalbevordering",
        ),
        ("datum=2022-12-31&pad=/gemeenten/&sorteer=-start", "http://localhost/gemeenten?sorteer=-start"),
        ("pad=/gemeente/GM0363&vorm=tegels", "http://localhost/gemeente/GM0363?vorm=tegels"),
        (f"pad=/&zoek={quote(HOSTILE)}&onzin=1", f"http://localhost/?zoek={quote(HOSTILE, safe=',')}"),
        ("pad=/&zoek=" + "a" * 5000, "http://localhost/"),
    ],
)
def test_the_link_is_the_canonical_one(client: FlaskClient, asked: str, link: str) -> None:
    text = client.get(f"/delen?{asked}").text
    assert field(text, "readonly value") == link
    assert "<script" not in text
    path, _, query = link.removeprefix("http://localhost").partition("?")
    page = client.get(f"{path}?{query}")
    assert page.status_code in (200, 301)


@pytest.mark.parametrize(
    "path",
    [
        "/geen-pagina",
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "/beheer/",
        "/gemeente/GM9999",
    ],
)
@pytest.mark.parametrize("route", ["/delen", "/delen/qr.svg", "/delen/qr.png"])
def test_only_pages_of_ours_are_shared(client: FlaskClient, route: str, path: str) -> None:
    assert client.get(f"{route}?pad={quote(path)}").status_code == 404


@pytest.mark.parametrize("host", ["evil.example/x", "a b", "x" * 300, 'a"b'])
def test_a_strange_name_of_the_server_is_refused(client: FlaskClient, host: str) -> None:
    assert client.get("/delen", headers={"Host": host}).status_code == 400


def test_the_public_address_wins_and_https_is_believed(client: FlaskClient, allowed: FlaskClient) -> None:
    assert (
        field(allowed.get("/delen?regio=PV30").text, "readonly value")
        == "https://kaart.voorbeeld.nl/?regio=PV30"
    )
    secure = client.get("/delen", headers={"X-Forwarded-Proto": "https"}).text
    assert field(secure, "readonly value") == "https://localhost/"


def test_the_code_is_of_the_link_in_the_dialog_and_in_the_files(client: FlaskClient) -> None:
    text = client.get("/delen?pad=/regio/PV30&thema=taalbevordering").text
    link = field(text, "readonly value")
    own = re.search(r'stroke="#000" d="([^"]+)"', qr_svg(link, ""))
    assert own
    assert own[1] in text
    addresses = [unescape(one) for one in re.findall(r'href="(/delen/qr\.[^"]+)"', text)]
    assert len(addresses) == 2
    svg, png = (client.get(address) for address in addresses)
    assert own[1] in svg.text
    assert svg.mimetype == "image/svg+xml"
    assert png.mimetype == "image/png"
    assert png.data.startswith(b"\x89PNG")


def test_the_dialog_says_how_embedding_is_allowed_or_where(client: FlaskClient, allowed: FlaskClient) -> None:
    refused = client.get("/delen").text
    assert NOT_ALLOWED in refused
    assert "GKA_EMBED_HOSTS" in refused
    assert "share-form" not in refused
    text = allowed.get("/delen?regio=PV30").text
    assert ", ".join(HOSTS) in text
    assert NOT_ALLOWED not in text
    assert field(text, "data-embed") == "https://kaart.voorbeeld.nl/inbed?regio=PV30"
    assert "Alleen Noord-Brabant" in text
    assert 'name="gebied"' not in allowed.get("/delen").text
