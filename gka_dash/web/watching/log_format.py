"""How the log is written: plain lines or JSON, on standard error, without addresses of visitors."""

import ipaddress
import logging
import re
from typing import Any, Final

FORMATS: Final = ("tekst", "json")
# Wide on purpose: what turns out to be no address after all stays as it is.
_ADDRESS = re.compile(
    r"(?<![\w.:])\[?(\d{1,3}(?:\.\d{1,3}){3}|[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7})\]?(?!\.?\w)"
)


def logging_config(level: str, form: str, requests: bool) -> dict[str, Any]:
    """For ``logging.config.dictConfig``: the log of this dashboard and of gunicorn, in one form."""
    lines: dict[str, Any] = (
        {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "format": "%(asctime)s %(levelname)s %(name)s %(process)d %(message)s",
            "rename_fields": {
                "asctime": "tijd",
                "levelname": "niveau",
                "name": "deel",
                "process": "proces",
                "message": "tekst",
            },
            "json_ensure_ascii": False,
        }
        if form == "json"
        else {"format": "[%(asctime)s] [%(process)d] [%(levelname)s] %(message)s"}
    )
    handler = {
        "class": "logging.StreamHandler",
        "formatter": "lines",
        "filters": ["without_addresses"],
        "stream": "ext://sys.stderr",
    }
    own = {"level": level, "handlers": [], "propagate": True}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_addresses": {"()": WithoutAddresses}},
        "formatters": {"lines": lines},
        "handlers": {"console": handler},
        "root": {"level": level, "handlers": ["console"]},
        "loggers": {
            "gunicorn.error": own,
            "gunicorn.access": own | {"level": "CRITICAL"},
            "gka_dash.requests": own | {"level": "INFO" if requests else "CRITICAL"},
        },
    }


class WithoutAddresses(logging.Filter):
    """Takes the address of a visitor out of a line: gunicorn names it when it cannot read a request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, without addresses."""
        text = record.getMessage()
        clean = _ADDRESS.sub(_hidden, text)
        if clean != text:
            record.msg, record.args = clean, None
        return True


def _hidden(found: re.Match[str]) -> str:
    try:
        address = ipaddress.ip_address(found[1])
    except ValueError:
        return found[0]
    return found[0] if address.is_unspecified or address.is_loopback else "(adres)"
