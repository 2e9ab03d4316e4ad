"""The log in both forms, without addresses of visitors."""

import json
import logging
import logging.config
from collections.abc import Iterator

import pytest

from gka_dash.web.watching.log_format import WithoutAddresses, logging_config


@pytest.fixture(autouse=True)
def as_it_was() -> Iterator[None]:
    root = logging.getLogger()
    kept = (root.level, list(root.handlers))
    yield
    root.setLevel(kept[0])
    root.handlers[:] = kept[1]
    for name in ("gunicorn.error", "gunicorn.access", "gka_dash.requests"):
        logger = logging.getLogger(name)
        logger.setLevel(logging.NOTSET)
        logger.propagate = True


def lines_of(capsys: pytest.CaptureFixture[str], form: str, requests: bool = False) -> list[str]:
    logging.config.dictConfig(logging_config("INFO", form, requests))
    logging.getLogger("gunicorn.error").warning("Invalid request from ip=%s: bad", "203.0.113.9")
    logging.getLogger("gka_dash.requests").info("GET / 200 in 1.5 ms", extra={"status": 200})
    logging.getLogger("gka_dash").debug("te veel")
    return capsys.readouterr().err.splitlines()


def test_each_line_of_json_says_when_what_and_how_bad(capsys: pytest.CaptureFixture[str]) -> None:
    first, second = map(json.loads, lines_of(capsys, "json", requests=True))
    assert (first["niveau"], first["deel"]) == ("WARNING", "gunicorn.error")
    assert first["tekst"] == "Invalid request from ip=(adres): bad"
    assert second["status"] == 200
    assert {"tijd", "proces"} <= set(second)


def test_plain_lines_without_requests(capsys: pytest.CaptureFixture[str]) -> None:
    (line,) = lines_of(capsys, "tekst")
    assert line.endswith("[WARNING] Invalid request from ip=(adres): bad")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("from 203.0.113.9", "from (adres)"),
        ("from 2001:db8::1 now", "from (adres) now"),
        ("[2001:db8::1]:443", "(adres):443"),
        ("('203.0.113.9', 51612)", "('(adres)', 51612)"),
        ("Listening at: http://127.0.0.1:8050 (1)", "Listening at: http://127.0.0.1:8050 (1)"),
        ("op 22 november 2026 om 14:05:03", "op 22 november 2026 om 14:05:03"),
        ("versie 0.1.0 en 25.0.1", "versie 0.1.0 en 25.0.1"),
        ("GET /data/<name>.csv 200 in 1.5 ms", "GET /data/<name>.csv 200 in 1.5 ms"),
        ("abc::def in een woord", "(adres) in een woord"),
    ],
)
def test_addresses_are_taken_out_and_nothing_else(text: str, clean: str) -> None:
    record = logging.LogRecord("a", logging.INFO, "", 0, "%s", (text,), None)
    assert WithoutAddresses().filter(record)
    assert record.getMessage() == clean
