from collections.abc import Callable
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from gka_dash.web.headers import content_security_policy, read_style_hashes

EVERYWHERE = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PATHS = [
    "/",
    "/bestaat-niet",
    "/health",
    "/robots.txt",
    "/favicon.svg",
    "/_dash-layout",
    "/_dash-dependencies",
]


def policy(client: FlaskClient, path: str = "/") -> dict[str, list[str]]:
    rules = client.get(path).headers["Content-Security-Policy"].split("; ")
    return {name: values for name, *values in (rule.split() for rule in rules)}


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_guarded(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    for name, value in EVERYWHERE.items():
        assert answer.headers.get_all(name) == [value]
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    answer.close()


@pytest.mark.parametrize("path", ["/", "/bestaat-niet"])
def test_pages_allow_nothing_unsafe(client: FlaskClient, path: str) -> None:
    rules = policy(client, path)
    assert not [value for values in rules.values() for value in values if "unsafe" in value or "*" in value]
    assert rules["default-src"] == ["'self'"]
    assert rules["object-src"] == rules["base-uri"] == rules["frame-ancestors"] == ["'none'"]
    assert not [value for values in rules.values() for value in values if "://" in value]


def test_the_inline_script_of_dash_is_allowed_by_its_hash(client: FlaskClient) -> None:
    scripts = policy(client)["script-src"]
    assert scripts[0] == "'self'"
    assert len(scripts) == 2
    assert scripts[1].startswith("'sha256-")


def test_style_hashes_are_read_and_used(client: FlaskClient, tmp_path: Path) -> None:
    file = tmp_path / "hashes.txt"
    file.write_text("# uitleg\n\nsha256-abc=  .a { b: c }\nsha256-def=\n")
    assert read_style_hashes(file) == ("sha256-abc=", "sha256-def=")
    assert read_style_hashes(tmp_path / "bestaat-niet") == ()
    assert "'sha256-abc='" in content_security_policy([], read_style_hashes(file))
    assert len(policy(client)["style-src"]) == 1 + len(read_style_hashes())
    assert read_style_hashes()


def test_pages_are_never_shown_elsewhere_but_may_show_the_map(
    make_client: Callable[..., FlaskClient],
) -> None:
    client = make_client(GKA_EMBED_HOSTS="https://www.voorbeeld.nl")
    assert policy(client)["frame-ancestors"] == ["'none'"]
    assert policy(client)["frame-src"] == ["'self'"]
    assert client.get("/").headers.get_all("X-Frame-Options") == ["DENY"]


def test_frames_are_refused_unless_asked(client: FlaskClient) -> None:
    assert client.get("/").headers["X-Frame-Options"] == "DENY"
    assert policy(client)["frame-src"] == ["'none'"]


@pytest.mark.parametrize(
    ("mode", "scheme", "forwarded", "expected"),
    [
        ("auto", "http", None, False),
        ("auto", "https", None, True),
        ("auto", "http", "https", True),
        ("altijd", "http", None, True),
        ("nooit", "https", "https", False),
    ],
)
def test_hsts(
    make_client: Callable[..., FlaskClient], mode: str, scheme: str, forwarded: str | None, expected: bool
) -> None:
    headers = {"X-Forwarded-Proto": forwarded} if forwarded else {}
    answer = make_client(GKA_HSTS=mode).get("/", base_url=f"{scheme}://localhost", headers=headers)
    assert ("Strict-Transport-Security" in answer.headers) is expected
