"""The real dashboard as it is, and as it is where other websites may show the map."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from gka_dash.web.app_factory import create_app
from gka_dash.web.site import site_parts
from tests.layouts.real_site import real_app, real_publications, real_settings

HOSTS = ("https://www.voorbeeld.nl", "https://*.andere.nl")


@pytest.fixture
def client() -> Iterator[FlaskClient]:
    with real_app().server.test_client() as opened:
        yield opened


@pytest.fixture(scope="module")
def allowed() -> FlaskClient:
    settings = replace(real_settings(), embed_hosts=HOSTS, base_url="https://kaart.voorbeeld.nl")
    opened: FlaskClient = create_app(settings, site_parts(settings, real_publications())).server.test_client()
    return opened
