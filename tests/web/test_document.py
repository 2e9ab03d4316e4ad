import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from gka_dash.exports.inline import json_for_script
from gka_dash.web.manifest import Manifest


def scripts(page: str) -> list[str]:
    return re.findall(r'<script([^>]*)src="([^"]+)"', page)


def test_document_is_dutch_and_escaped(client: FlaskClient) -> None:
    page = client.get("/").text
    assert '<html lang="nl">' in page
    title = "Kaart &lt;van&gt; &#x27;A&amp;B&#x27; · Landkaart Gelijke Kansen"
    assert f"<title>{title}</title>" in page
    assert 'content="Zegt &quot;alles&quot;"' in page
    assert 'href="/?a=1&amp;b=2"' in page
    assert "<main id='inhoud'>eerst</main>" in page


def test_canonical_link_uses_the_public_address(make_client: Callable[..., FlaskClient]) -> None:
    page = make_client(GKA_BASE_URL="https://kaart.voorbeeld.nl/").get("/").text
    assert 'rel="canonical" href="https://kaart.voorbeeld.nl/?a=1&amp;b=2"' in page


def test_config_cannot_break_out_of_its_element(client: FlaskClient, project: Path) -> None:
    page = client.get("/").text
    assert "alert(1)" in page
    assert "</script><script>alert" not in page
    content = re.search(r'id="gka-config">(.*?)</script>', page, re.DOTALL)
    assert content
    config = json.loads(content[1])
    assert config["naam"] == "</script><script>alert(1)</script>&\u2028"
    geometry = Manifest.load(project / "build").url("geo/boundaries-2024.json")
    assert config["bestanden"] == {"geo/boundaries-2024.json": geometry}


@pytest.mark.parametrize("hostile", ["<", ">", "&", "\u2028", "\u2029", "<!--", "]]>", "</SCRIPT >"])
def test_json_for_script(hostile: str) -> None:
    text = json_for_script({"a": hostile})
    assert not re.search("[<>&\u2028\u2029]", text)
    assert json.loads(text) == {"a": hostile}


def test_scripts_wait_for_the_page_and_come_in_order(client: FlaskClient) -> None:
    found = scripts(client.get("/").text)
    assert all(" defer " in attributes for attributes, _ in found)
    order = ["/static/early.", "/deps/react@18", "/deps/react-dom@18", "dash_renderer", "/static/app."]
    addresses = [address for _, address in found]
    positions = [next(i for i, address in enumerate(addresses) if part in address) for part in order]
    assert positions == sorted(positions)
    assert not [address for address in addresses if "dash_table" in address or "plotly" in address]


def test_a_page_can_let_dash_wait(make_client: Callable[..., FlaskClient]) -> None:
    page = make_client().get("/wacht").text
    found = re.search(r'<script type="application/json" id="later">(.*?)</script>', page)
    assert found
    later = json.loads(found[1])
    assert later["wait"] == "#kaart path"
    assert [part for _, part in scripts(page) if "/static/early." not in part] == []
    assert re.findall(r'as="script" fetchpriority="low" href="([^"]+)"', page) == later["scripts"]
    order = ["/deps/react@18", "/deps/react-dom@18", "dash_renderer", "/static/app."]
    positions = [next(i for i, url in enumerate(later["scripts"]) if part in url) for part in order]
    assert positions == sorted(positions)
    assert positions[-1] == len(later["scripts"]) - 1
    assert page.index('id="later"') < page.index('id="_dash-renderer"')


def test_geometry_and_font_are_preloaded(client: FlaskClient) -> None:
    page = client.get("/").text
    assert re.search(r'rel="preload" as="fetch"[^>]* crossorigin href="/static/geo/boundaries-2024\.', page)
    assert re.search(r'rel="preload" as="font"[^>]* crossorigin href="/static/fonts/inter-latin-wght', page)


def test_without_script_there_is_a_way_to_the_data(client: FlaskClient) -> None:
    hidden = re.search(r"<noscript>(.*?)</noscript>", client.get("/").text, re.DOTALL)
    assert hidden
    assert 'href="/data/datapackage.json"' in hidden[1]
    for name in re.findall(r'href="(/data/[^"]+)"', hidden[1]):
        assert client.get(name).status_code in (200, 404)  # 404 here: this small application has no data


def test_skip_link_is_the_first_thing_in_the_body(client: FlaskClient) -> None:
    body = client.get("/").text.split("<body>")[1].lstrip()
    assert body.startswith('<a class="skip-link" href="#inhoud">')


def test_no_outside_host_and_no_inside_knowledge(client: FlaskClient) -> None:
    page = client.get("/").text
    assert not re.findall(r"https?:\\?/", page)
    assert "python_version" not in page
    assert client.get("/").text == page


def test_unknown_page_and_redirect(client: FlaskClient) -> None:
    assert client.get("/zomaar/iets").status_code == 404
    moved = client.get("/oud")
    assert (moved.status_code, moved.headers["Location"]) == (301, "/nieuw")


@pytest.mark.parametrize("encoding", ["identity", "gzip", "br"])
@pytest.mark.parametrize("path", ["/", "/_dash-layout", "/_dash-dependencies"])
def test_unchanged_answers_cost_a_304(client: FlaskClient, path: str, encoding: str) -> None:
    headers = {"Accept-Encoding": encoding}
    first = client.get(path, headers=headers)
    assert first.headers["Cache-Control"] == "no-cache"
    again = client.get(path, headers={**headers, "If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    other = client.get(path, headers={**headers, "If-None-Match": '"iets anders"'})
    assert other.status_code == 200
