"""What a visitor reads on a page about a failure finds the line in the log, and nothing else is told."""

import logging
import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gka_dash.web.failures import HEADER, new_number
from tests.web.test_app_factory import UPDATE, click

TOLD = re.compile(r"Foutnummer ([2-9A-Z]{8})\b")


@pytest.fixture(autouse=True)
def _everything_is_noted(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)


def _number(answer: TestResponse) -> str:
    found = TOLD.findall(answer.text)
    assert len(found) == 1
    assert answer.headers[HEADER] == found[0]
    assert '<html lang="nl">' in answer.text
    return str(found[0])


def test_a_failure_has_one_number_on_the_page_in_the_header_and_in_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    number = _number(client.post(UPDATE, json=click(13)))
    told = [record for record in caplog.records if number in record.getMessage()]
    assert len(told) == 1
    assert told[0].levelno == logging.ERROR
    assert told[0].exc_info is not None
    assert told[0].exc_info[0] is ZeroDivisionError
    assert f"POST {UPDATE}" in told[0].getMessage()


def test_a_question_that_is_refused_has_a_number_too(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    """Somebody whose page is of before an update sees this one; no trace, because nothing broke."""
    number = _number(client.post(UPDATE, json={"output": "weg.children"}))
    (told,) = [record for record in caplog.records if number in record.getMessage()]
    assert told.levelno == logging.INFO
    assert told.exc_info is None


@pytest.mark.parametrize("path", ["/bestaat-niet", "/", "/robots.txt", "/oud"])
def test_what_is_no_failure_has_none(
    client: FlaskClient, path: str, caplog: pytest.LogCaptureFixture
) -> None:
    answer = client.get(path)
    assert HEADER not in answer.headers
    assert "Foutnummer" not in answer.text + caplog.text


def test_two_failures_are_told_apart(client: FlaskClient) -> None:
    assert len({_number(client.post(UPDATE, json=click(13))) for _ in range(20)}) == 20


def test_a_number_can_be_read_out() -> None:
    """No sign that looks or sounds like another one, and no word by accident."""
    signs = set("".join(new_number() for _ in range(500)))
    assert not signs & set("01OIAEUY")
    assert len(signs) > 20


def test_nothing_that_somebody_typed_is_in_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> None:
        raise ZeroDivisionError

    client.application.before_request_funcs[None].insert(0, fail)
    number = _number(client.get("/jan-jansen%0aFoutnummer%20NEP?zoek=jan-jansen"))
    (told,) = [record for record in caplog.records if number in record.getMessage()]
    assert "jansen" not in told.getMessage()
    assert told.foutnummer == number  # type: ignore[attr-defined]


@pytest.mark.parametrize("variable", ["FLASK_DEBUG", "DASH_DEBUG", "DASH_UI", "DASH_HOT_RELOAD"])
def test_s36_no_environment_brings_a_trace_to_the_screen(
    variable: str, make_client: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "true" if variable.startswith("DASH") else "1")
    client = make_client()
    assert not client.application.debug
    answer = client.post(UPDATE, json=click(13))
    _number(answer)
    assert "ZeroDivisionError" not in answer.text
