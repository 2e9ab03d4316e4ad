"""The addresses of stories: a document of its own, a file to take along, and polite about what is unknown."""

import json

import pytest
from flask.testing import FlaskClient

from gka_dash.web.presentation_routes import FILES, PATH, STRAY
from tests.layouts.real_site import real_app, real_services

STORY = {"title": "Mijn <b>verhaal</b>", "steps": [{"title": "Stap", "link": "/?regio=PV30"}]}


@pytest.fixture
def client() -> FlaskClient:
    return real_app().server.test_client()


@pytest.mark.parametrize("slug", list(real_services().stories))
def test_every_story_has_a_document(client: FlaskClient, slug: str) -> None:
    answer = client.get(PATH + slug)
    assert answer.status_code == 200
    assert answer.mimetype == "text/html"
    assert "_dash" not in answer.text
    assert answer.text.count('class="p-step"') == len(real_services().stories[slug].steps)
    assert "'unsafe" not in answer.headers["Content-Security-Policy"]
    assert client.get(PATH + slug, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


@pytest.mark.parametrize("path", [PATH + "weg", FILES + "weg.html", PATH + "..", FILES + "eigen.html"])
def test_an_unknown_story_is_not_found(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_region_is_in_the_link_and_a_strange_one_is_named(client: FlaskClient) -> None:
    assert "Regio: Noord-Brabant" in client.get(f"{PATH}mijn-regio?regio=PV30").text
    assert f"{FILES}mijn-regio.html?regio=PV30" in client.get(f"{PATH}mijn-regio?regio=PV30").text
    for address in (f"{PATH}mijn-regio?regio=PV99", f"{PATH}gka-in-zes-stappen?regio=PV30"):
        assert STRAY in client.get(address).text
    assert STRAY not in client.get(f"{PATH}mijn-regio?regio=PV30").text


def test_the_file_names_story_and_region(client: FlaskClient) -> None:
    answer = client.get(f"{FILES}mijn-regio.html?regio=PV30")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="gka-mijn-regio-PV30.html"'
    assert 'http-equiv="Content-Security-Policy"' in answer.text


def test_the_own_story_comes_from_the_browser_and_is_not_kept(client: FlaskClient) -> None:
    assert "data-own" in client.get(f"{PATH}eigen").text
    headers = {"Accept": "text/html"}
    shown = client.post(
        f"{PATH}eigen", data=json.dumps(STORY), headers=headers, content_type="application/json"
    )
    assert shown.headers["Cache-Control"] == "no-store"
    assert "Mijn &lt;b&gt;verhaal" in shown.text
    assert 'data-action="save"' in shown.text
    file = client.post(
        f"{PATH}eigen?als=bestand", data=json.dumps(STORY), headers=headers, content_type="application/json"
    )
    assert 'http-equiv="Content-Security-Policy"' in file.text
    assert (
        client.post(f"{PATH}eigen", data="[]", headers=headers, content_type="application/json").status_code
        == 400
    )
