"""Long work as pages: asked for with a form, followed by any worker, stopped and fetched without a script."""

import io
import re
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gka_dash.web.downloads.job_routes import NOT_HERE
from gka_dash.web.downloads.register import add_downloads
from gka_dash.web.error_pages import add_error_pages
from gka_dash.web.manifest import Manifest
from tests.layouts.real_site import real_publications, real_settings

PATIENCE = 60.0
FORM = {"wat": "bladen", "van": "PV24", "keuze": "regio=PV24&thema=taalbevordering"}


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A worker; its jobs read their settings from the environment, as they do in production."""
    settings = replace(real_settings(), state_dir=tmp_path)
    monkeypatch.setenv("GKA_STATE_DIR", str(tmp_path))
    server = Flask("test")
    add_error_pages(server, Manifest.load(settings.build_dir))
    counter = add_downloads(server, real_publications().current.proxy, settings)
    yield server
    for child in counter.jobs._children:
        child.wait(PATIENCE)


@pytest.fixture
def visitor(server: Flask) -> FlaskClient:
    return server.test_client()


def start(visitor: FlaskClient, **form: str) -> str:
    answer = visitor.post("/download/taken", data={**FORM, **form})
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def end_of(visitor: FlaskClient, page: str) -> dict[str, object]:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last:
        state: dict[str, object] = visitor.get(f"{page}/stand").get_json()
        if not state["busy"]:
            return state
        time.sleep(0.1)
    raise AssertionError(state)


def test_a_task_from_form_to_file(visitor: FlaskClient) -> None:
    page = start(visitor)
    busy = visitor.get(page)
    assert "A4-bladen van Flevoland" in busy.text
    assert busy.headers["Cache-Control"] == "no-store"
    assert end_of(visitor, page)["status"] == "klaar"
    done = visitor.get(page).text
    assert "<h1" in done
    assert "Klaar: A4-bladen van Flevoland" in done
    assert "http-equiv" not in done, "nothing is loaded again when it is done"
    link = re.search(r'href="([^"]+/bestand)"', done)
    assert link
    file = visitor.get(link[1])
    assert "filename=gka-bladen-flevoland-2022-12-31.zip" in file.headers["Content-Disposition"].replace(
        '"', ""
    )
    with zipfile.ZipFile(io.BytesIO(file.data)) as archive:
        assert len(archive.namelist()) == 7
    file.close()
    with visitor.get(link[1], headers={"If-None-Match": file.headers["ETag"]}) as again:
        assert again.status_code == 304
    assert start(visitor) == page, "what is there already is not made again"


def test_without_a_script_the_page_is_loaded_again_and_can_stop(visitor: FlaskClient) -> None:
    page = start(visitor, van="NL", keuze="")
    busy = visitor.get(page).text
    assert '<noscript><meta http-equiv="refresh"' in busy
    assert "<progress" in busy
    stop = re.search(r'action="([^"]+/stop)"', busy)
    assert stop
    assert visitor.post(stop[1]).headers["Location"] == page
    assert end_of(visitor, page)["status"] == "gestopt"
    assert "Er is niets bewaard" in visitor.get(page).text
    assert visitor.get(f"{page}/bestand").status_code == 404


def test_a_second_task_of_an_address_waits_for_the_first(visitor: FlaskClient) -> None:
    page = start(visitor, van="NL", keuze="")
    second = visitor.post("/download/taken", data=FORM)
    assert second.status_code == 429
    assert "Vanaf uw adres loopt al een taak" in second.text
    assert second.headers["Retry-After"]
    visitor.post(f"{page}/stop")
    end_of(visitor, page)


def test_who_starts_too_often_waits(visitor: FlaskClient) -> None:
    answers = [visitor.post("/download/taken", data={"wat": "x"}).status_code for _ in range(8)]
    assert answers[0] == 400
    assert answers[-1] == 429


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"wat": "bladen", "van": "PV99"},
        {"wat": "bladen", "van": "PV24", "keuze": "x=1"},
        {"wat": "../..", "van": "PV24"},
        {"wat": "verhaal", "van": "nergens", "soort": "pptx"},
        {"wat": "verhaal", "van": "mijn-regio", "soort": "exe"},
        {"wat": "verhaal", "van": "mijn-regio", "soort": "pptx", "regio": "PV99"},
    ],
)
def test_a_form_that_means_nothing_starts_nothing(
    form: dict[str, str], visitor: FlaskClient, tmp_path: Path
) -> None:
    assert visitor.post("/download/taken", data=form).status_code in (400, 404)
    assert not [path for path in tmp_path.glob("taken/*") if path.is_dir()]


def test_another_website_cannot_start_or_stop_work(visitor: FlaskClient) -> None:
    for site in ("cross-site", "same-site"):
        for path in ("/download/taken", "/download/taken/abcdefghijklmnopqrstuv/stop"):
            answer = visitor.post(path, data=FORM, headers={"Sec-Fetch-Site": site})
            assert answer.status_code == 403


def test_what_is_over_says_so(visitor: FlaskClient) -> None:
    for path in ("/download/taken/abcdefghijklmnopqrstuv", "/download/taken/abcdefghijklmnopqrstuv/bestand"):
        answer = visitor.get(path)
        assert answer.status_code == 404
        assert NOT_HERE[0] in answer.text
