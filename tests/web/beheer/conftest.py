"""The management pages on a small country, with a store of their own and a provider that does as told."""

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from dash import html
from flask.testing import FlaskClient
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Provenance
from gka_dash.store.engine import open_store
from gka_dash.store.first import ensure_first
from gka_dash.store.store import Store
from gka_dash.web.app_factory import Parts, create_app
from gka_dash.web.beheer import register_beheer
from gka_dash.web.index import PageHead
from gka_dash.web.static_build import build_static
from tests.books import NAME
from tests.small import small_dataset
from tests.web.beheer.false_provider import CLIENT, FalseProvider, serving_provider
from tests.web.conftest import settings_for

HOME = "https://kaart.voorbeeld.nl"
KEY = "0123456789abcdefghijklmnopqrstuv"


class Coordinator:
    """Somebody with a browser: keeps cookies, fills in forms, and follows what a page sends."""

    def __init__(self, client: FlaskClient, provider: FalseProvider) -> None:
        self.client = client
        self.provider = provider

    def get(self, path: str, **more: Any) -> TestResponse:
        return self.client.get(path, base_url=HOME, **more)

    def post(self, path: str, data: Any = None, **more: Any) -> TestResponse:
        """Send a form without its token."""
        return self.client.post(path, base_url=HOME, data=data or {}, **more)

    def token(self, path: str = "/beheer/") -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', self.get(path).text)
        assert found
        return found[1]

    def send(self, path: str, **fields: Any) -> TestResponse:
        """Send a form as the page would."""
        return self.post(path, {"csrf_token": self.token(), **fields})

    def start(self, to: str = "") -> str:
        """Go to the provider; gives the address there."""
        answer = self.get("/beheer/inloggen/start" + (f"?next={to}" if to else ""))
        assert answer.status_code == 302, answer.text
        return answer.headers["Location"]

    def come_back(self, address: str) -> TestResponse:
        code, state = self.provider.code_for(address)
        return self.get(f"/beheer/inloggen/terug?code={code}&state={state}")

    def sign_in(self, to: str = "") -> TestResponse:
        return self.come_back(self.start(to))

    def hand_in(self, data: bytes, name: str = NAME) -> TestResponse:
        """Upload a file; the answer is a redirect to its check, or a page that says why not."""
        # Encoded here: the client would keep a large body in a file that it does not close.
        fields = {"csrf_token": self.token(), "file": FileStorage(io.BytesIO(data), name)}
        boundary, body = encode_multipart(fields)
        return self.post("/beheer/inleveren", body, content_type=f"multipart/form-data; boundary={boundary}")

    def checked(self, data: bytes, name: str = NAME) -> TestResponse:
        """The page with the check of a file."""
        answer = self.hand_in(data, name)
        assert answer.status_code == 303, answer.text
        return self.get(answer.headers["Location"])


@pytest.fixture
def facts() -> Dataset:
    """The small country without the circle in its mergers, which no workbook may hold."""
    country = small_dataset()
    whole = tuple(m for m in country.herindelingen if country.successors(m.oude_code))
    return replace(country, herindelingen=whole)


@pytest.fixture
def store(tmp_path: Path, facts: Dataset) -> Iterator[Store]:
    opened = open_store(f"sqlite:///{tmp_path}/publicaties.sqlite")
    ensure_first(opened, facts, Provenance())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def one_provider() -> Iterator[FalseProvider]:
    with serving_provider() as provider:
        yield provider


@pytest.fixture
def provider(one_provider: FalseProvider) -> FalseProvider:
    """The same process for every test, honest again."""
    key, issuer = one_provider.key, one_provider.issuer
    FalseProvider.__init__(one_provider)
    one_provider.key = one_provider.signs_with = key
    one_provider.issuer = issuer
    return one_provider


Start = Callable[..., FlaskClient]


@pytest.fixture
def start(project: Path, provider: FalseProvider, store: Store) -> Start:
    """Start a server with the management pages; settings as keyword arguments."""

    def describe(path: str, _query: Any) -> PageHead:
        return PageHead("Kaart") if path == "/" else PageHead("Onbekend", status=404)

    def begin(**settings: str) -> FlaskClient:
        build_static(project, project / "build")
        chosen = settings_for(project, **{**login_settings(provider), **settings})
        parts = Parts(
            html.Div("Kaart"),
            lambda _app: None,
            describe,
            lambda server: register_beheer(server, chosen, lambda: store),
        )
        client: FlaskClient = create_app(chosen, parts).server.test_client()
        return client

    return begin


def login_settings(provider: FalseProvider) -> dict[str, str]:
    return {
        "GKA_OIDC_ISSUER": provider.issuer,
        "GKA_OIDC_CLIENT_ID": CLIENT,
        "GKA_OIDC_CLIENT_SECRET": "geheim",
        "GKA_OIDC_GROUPS": "gka-beheer",
        "GKA_SESSION_KEY": KEY,
        "GKA_BASE_URL": HOME,
    }


@pytest.fixture
def stranger(start: Start, provider: FalseProvider) -> Coordinator:
    """Somebody who has not signed in."""
    return Coordinator(start(), provider)


@pytest.fixture
def anna(stranger: Coordinator) -> Coordinator:
    """A coordinator who has signed in."""
    assert stranger.sign_in().status_code == 303
    return stranger
