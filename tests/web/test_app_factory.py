import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from gka_dash.errors import ArtefactError
from gka_dash.settings import Settings
from gka_dash.web.app_factory import create_app, placeholder_parts
from gka_dash.web.static_build import build_static

UPDATE = "/_dash-update-component"


def click(times: Any) -> dict[str, Any]:
    return {
        "output": "uit.children",
        "outputs": {"id": "uit", "property": "children"},
        "inputs": [{"id": "in", "property": "n_clicks", "value": times}],
        "changedPropIds": ["in.n_clicks"],
        "state": [],
    }


def test_callback_answers(client: FlaskClient) -> None:
    answer = client.post(UPDATE, json=click(2))
    assert answer.get_json()["response"] == {"uit": {"children": "2 keer"}}


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', json.dumps({**click(1), "output": "geheim.children"}).encode()]
    + [
        json.dumps({key: value for key, value in click(1).items() if key != gone}).encode()
        for gone in ("output", "inputs", "changedPropIds")
    ],
)
def test_malformed_callback_is_refused(client: FlaskClient, body: bytes) -> None:
    answer = client.post(UPDATE, data=body, content_type="application/json")
    assert answer.status_code == 400
    assert '<html lang="nl">' in answer.text


def test_too_large_request_is_refused(client: FlaskClient) -> None:
    answer = client.post(UPDATE, data=b"x" * 1_000_001, content_type="application/json")
    assert answer.status_code == 413
    assert "1 MB" in answer.text


def test_failure_shows_a_dutch_page_without_a_trace(client: FlaskClient) -> None:
    answer = client.post(UPDATE, json=click(13))
    assert answer.status_code == 500
    assert '<html lang="nl">' in answer.text
    assert "Er ging iets mis" in answer.text
    for secret in ("ZeroDivisionError", "geheim", "Traceback", ".py"):
        assert secret not in answer.text
    assert answer.headers["Cache-Control"] == "no-store"


def test_wrong_method_names_what_is_allowed(client: FlaskClient) -> None:
    answer = client.delete("/robots.txt")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_health_and_robots(client: FlaskClient) -> None:
    assert client.get("/health").text == "OK"
    assert client.get("/robots.txt").text.startswith("User-agent: *")


def test_large_json_is_compressed_and_small_is_not(client: FlaskClient) -> None:
    headers = {"Accept-Encoding": "br, gzip"}
    assert client.get("/_dash-dependencies", headers=headers).headers.get("Content-Encoding") is None
    assert client.get("/", headers=headers).headers["Content-Encoding"] == "br"


def test_start_without_build_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ArtefactError, match="gka_dash build"):
        create_app(Settings.from_environment({"GKA_BUILD_DIR": str(tmp_path)}))


def test_works_without_front_end_packages(make_client: Callable[..., FlaskClient]) -> None:
    page = make_client().get("/")
    assert page.status_code == 200
    assert "fonts/" not in page.text


def test_placeholder_runs(project: Path) -> None:
    build_static(project, project / "build")
    settings = Settings.from_environment({"GKA_BUILD_DIR": str(project / "build")})
    client = create_app(settings, placeholder_parts()).server.test_client()
    assert client.get("/").status_code == 200
    assert client.get("/iets").status_code == 404


def test_no_control_over_the_process_from_outside(client: FlaskClient) -> None:
    assert client.get("/_mcp").status_code == 404
    assert client.post("/_mcp", json={}).status_code in (404, 405)
