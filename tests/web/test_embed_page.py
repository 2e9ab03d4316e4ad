"""The map on another website: only where the setting says so, and complete by itself."""

import re
from html import unescape
from urllib.parse import quote

import pytest
from flask.testing import FlaskClient

from gka_dash.model.vocabulary import TILE_NOTE
from tests.layouts.real_site import view_of
from tests.web.shared_site import HOSTS, allowed, client

__all__ = ["allowed", "client"]
HOSTILE = '"><script>alert(1)</script>'


def ancestors(client: FlaskClient, path: str) -> list[str]:
    policy = client.get(path).headers["Content-Security-Policy"]
    return next(rule.split()[1:] for rule in policy.split("; ") if rule.startswith("frame-ancestors"))


def test_only_the_map_may_stand_elsewhere_and_only_there(client: FlaskClient, allowed: FlaskClient) -> None:
    assert ancestors(client, "/inbed") == ["'none'"]
    assert client.get("/inbed").headers["X-Frame-Options"] == "DENY"
    assert ancestors(allowed, "/inbed?beeld=stil") == ["'self'", *HOSTS]
    assert "X-Frame-Options" not in allowed.get("/inbed").headers
    for path in (
        "/",
        "/gemeenten",
        "/delen",
        "/versie",
        "/geen-pagina",
        "/delen/qr.svg",
        "/data/gemeenten.csv",
    ):
        assert ancestors(allowed, path) == ["'none'"], path


@pytest.mark.parametrize(
    "query", ["", "regio=PV30&gebied=vast", "beeld=stil&legenda=uit", "filters=aan&beeld=stil"]
)
def test_every_form_names_what_it_is(client: FlaskClient, query: str) -> None:
    answer = client.get(f"/inbed?{query}")
    text = unescape(answer.text)
    view = view_of("regio=PV30" if "PV30" in query else "")
    assert answer.status_code == 200
    assert "op 31 december 2022</h1>" in text
    assert "gelijke-kansen.nl" in text
    assert view.attribution in text
    assert "publicatie 1" in text
    assert f'href="/{"?regio=PV30" if "PV30" in query else ""}" target="_blank"' in text
    assert "Set-Cookie" not in answer.headers
    assert "style=" not in text
    assert "onclick" not in text


def test_a_still_picture_needs_no_script(client: FlaskClient) -> None:
    still, live = client.get("/inbed?beeld=stil").text, client.get("/inbed").text
    assert "<script" not in still
    assert still.count('<path id="GM') == 342
    assert "inbed." in live
    assert "plotly" not in live.lower()
    assert "react" not in live
    assert 'class="lk-legend"' in still
    assert 'class="lk-legend"' not in client.get("/inbed?beeld=stil&legenda=uit").text
    assert 'id="inbed-legenda"' not in client.get("/inbed?legenda=uit").text


def test_a_still_picture_of_tiles_has_their_names(client: FlaskClient) -> None:
    assert ">Amst<" not in client.get("/inbed?beeld=stil").text
    tiles = client.get("/inbed?beeld=stil&vorm=tegels").text
    assert tiles.count("<text ") == 342
    assert TILE_NOTE in tiles
    assert TILE_NOTE not in client.get("/inbed").text


def test_filters_keep_what_they_do_not_choose(client: FlaskClient) -> None:
    text = client.get("/inbed?filters=aan&thema=taalbevordering&zoek=ouders&vorm=tegels&beeld=stil").text
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', text))
    assert hidden == {"zoek": "ouders", "vorm": "tegels", "filters": "aan", "beeld": "stil"}
    assert re.search(r'value="taalbevordering" checked', text)
    assert "<form" not in client.get("/inbed").text


def test_a_fixed_region_cannot_be_chosen_away(client: FlaskClient) -> None:
    text = client.get("/inbed?filters=aan&regio=PV30&gebied=vast").text
    hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]+)"', text))
    assert hidden == {"regio": "PV30", "filters": "aan", "gebied": "vast"}
    assert '<select name="regio"' not in text
    assert '"alleen":"PV30"' in text
    assert '<select name="regio"' in client.get("/inbed?filters=aan&regio=PV30").text


def test_what_is_not_known_is_said_and_stays_text(client: FlaskClient) -> None:
    text = client.get(f"/inbed?thema={quote(HOSTILE)}&filters=aan&zoek={quote(HOSTILE)}").text
    assert "weggelaten" in text
    assert "<script>alert" not in text
