"""Where the pages are and are not."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from dash import html

from gka_dash.web.app_factory import Parts, create_app
from gka_dash.web.beheer import register_beheer
from gka_dash.web.index import PageHead
from gka_dash.web.static_build import build_static
from tests.web.beheer.conftest import HOME, Coordinator, login_settings
from tests.web.beheer.false_provider import FalseProvider
from tests.web.conftest import settings_for

LOADED = """
import sys
from flask import Flask
from gka_dash.settings import Settings
from gka_dash.web.beheer import register_beheer
server = Flask("x")
register_beheer(server, Settings.from_environment({}), lambda: None)
print([name for name in sys.modules if name.split(".")[0] in ("authlib", "flask_wtf", "joserfc")
       or name.startswith("gka_dash.web.beheer.")], len(server.blueprints))
"""


def test_nothing_is_loaded_without_a_provider(project: Path) -> None:
    """In a process of its own, because other tests have loaded it."""
    root = Path(__file__).resolve().parents[3]
    done = subprocess.run(
        [sys.executable, "-c", LOADED], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[] 0"


def test_a_preview_has_no_management_pages(stranger: Coordinator) -> None:
    assert stranger.get("/beheer/inloggen").status_code == 200
    answer = stranger.get("/beheer/inloggen", environ_overrides={"SCRIPT_NAME": "/voorbeeld/abc"})
    assert answer.status_code == 404
    assert not answer.headers.getlist("Set-Cookie")


def test_the_first_address_leads_to_the_overview(anna: Coordinator) -> None:
    assert anna.get("/beheer").headers["Location"] == "/beheer/"


def test_without_a_database_the_pages_say_so(project: Path, provider: FalseProvider) -> None:
    """One can sign in, and reads why there is nothing to manage."""
    build_static(project, project / "build")
    settings = settings_for(project, **login_settings(provider))
    parts = Parts(
        html.Div(),
        lambda _app: None,
        lambda _path, _query: PageHead("Kaart"),
        lambda server: register_beheer(server, settings, lambda: None),
    )
    user = Coordinator(create_app(settings, parts).server.test_client(), provider)
    assert user.sign_in().status_code == 303
    for path in ("/beheer/", "/beheer/taken", "/beheer/werkmap.xlsx", "/beheer/publicatie/1"):
        answer = user.get(path)
        assert answer.status_code == 503, path
        assert "Beheren kan nu niet." in answer.text
    assert user.client.get("/", base_url=HOME).status_code == 200


def test_a_page_that_fails_is_dutch_and_has_a_number(
    stranger: Coordinator, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError("geheim")

    stranger.client.application.view_functions["beheer.login"] = fail
    answer = stranger.get("/beheer/inloggen")
    assert answer.status_code == 500
    assert '<html lang="nl"' in answer.text
    assert "Internal Server Error" not in answer.text
    assert "geheim" not in answer.text
    (number,) = re.findall(r"Foutnummer (\w{8})\.", answer.text)
    assert answer.headers["X-Foutnummer"] == number
    assert any(number in record.getMessage() and record.exc_info for record in caplog.records)


def test_another_method_is_explained_in_dutch(stranger: Coordinator) -> None:
    answer = stranger.client.delete("/beheer/inloggen")
    assert answer.status_code == 405
    assert "Dit kan niet op dit adres" in answer.text
