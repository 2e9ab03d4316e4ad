"""The downloads on the real dashboard, with a folder for long work of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gka_dash.exports.bench import Borders
from gka_dash.exports.files import Tools
from gka_dash.web.downloads.counter import Counter
from gka_dash.web.downloads.jobs import Jobs
from tests.layouts.real_site import real_app, real_services, real_settings


@pytest.fixture
def client() -> FlaskClient:
    return real_app().server.test_client()


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """What downloads share, inside a request."""
    settings = real_settings()
    made = Counter(
        settings, real_services(), Borders(Tools(settings.build_dir)), Jobs(tmp_path / "taken"), (), ()
    )
    with Flask("test").test_request_context("/"):
        yield made
