"""A page that the browser already has keeps its own policy."""

import pytest
from flask.testing import FlaskClient


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    from gka_dash.settings import Settings
    from gka_dash.web.app_factory import create_app
    from gka_dash.web.site import site_parts

    settings = Settings.from_environment()
    return create_app(settings, site_parts(settings)).server.test_client()


def test_a_304_of_a_page_brings_no_policy_of_its_own(client: FlaskClient) -> None:
    first = client.get("/")
    assert "script-src" in first.headers["Content-Security-Policy"]
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    assert "Content-Security-Policy" not in again.headers
