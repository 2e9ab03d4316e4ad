"""Numbers of failures: what a visitor reads on the screen finds the line in the log.

What went wrong here has a number, and so has a question that a page of ours cannot have sent: somebody with a
page of before an update sees one too. An address that does not exist is no failure.
"""

import secrets
from typing import Any, Final

from flask import Flask, Response, current_app, g, request

from gka_dash.web.watching.observer import UNKNOWN

HEADER: Final = "X-Foutnummer"
_SIGNS: Final = "23456789BCDFGHJKLMNPQRSTVWXZ"  # nothing that is read for another sign, and no words
_LENGTH: Final = 8


def new_number() -> str:
    """A number that two failures do not share, short enough to read out over the telephone."""
    return "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))


def failure_number(status: int) -> str:
    """The number of the failure that this request ends in; empty when an answer with ``status`` is none."""
    if status < 500 and status != 400:
        return ""
    if "failure" not in g:
        g.failure = new_number()
        log = current_app.logger.error if status >= 500 else current_app.logger.info
        log("Foutnummer %s: antwoord %s op %s", g.failure, status, _asked(), extra={"foutnummer": g.failure})
    return str(g.failure)


def sentence(number: str) -> str:
    """How a page tells the number."""
    return f"Foutnummer {number}. Noem dit nummer als u hulp vraagt."


class NumberedFlask(Flask):
    """Flask that writes the trace of a failure down under the number that its page will show."""

    def log_exception(self, exc_info: Any) -> None:
        """Called by Flask right before the page is made."""
        g.failure = new_number()
        told = {"foutnummer": g.failure}
        self.logger.error("Foutnummer %s: %s", g.failure, _asked(), exc_info=exc_info, extra=told)


def tell_scripts(response: Response) -> Response:
    """The scripts of a page show no page of ours: they read the number from a header."""
    if "failure" in g:
        response.headers[HEADER] = g.failure
    return response


def _asked() -> str:
    """Method and pattern: in the address itself anything can stand, also about a person."""
    return f"{request.method} {request.url_rule.rule if request.url_rule else UNKNOWN}"
