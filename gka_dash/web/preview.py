"""``/voorbeeld/<token>/…``: the whole dashboard on data that is not published yet, for who has the link.

The same application answers: the part before the page becomes the place where it stands (SCRIPT_NAME), and
the request works with the Services of the draft. Only links have to know; they get the place in front of them
as the answer goes out, in this one module.
"""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask, Response, g, redirect, request

from gka_dash.errors import StoreError
from gka_dash.web.error_pages import words_page
from gka_dash.web.services import Services
from gka_dash.web.story_routes import STORY_POSTS

_ADDRESS: Final = re.compile(r"(/voorbeeld/([A-Za-z0-9_-]{20,100}))(/.*)?", re.DOTALL)
# A link to a page of ours in HTML, or in the JSON of components, where Dash may write a slash as a number;
# static files have one address for everybody.
_LINK: Final = re.compile(
    rb'(\bhref="|"href":\s?")(?:/|\\u002[fF])(?!/|\\u002[fF]|static/|voorbeeld/|_dash-)'
)
_WITH_LINKS: Final = ("text/html", "application/json")
# What a page posts; nothing of it is kept.
POSTED: Final = ("/_dash-update-component", *STORY_POSTS)
GONE: Final = (
    "Dit voorbeeld is er niet (meer)",
    "De link klopt niet, of de tijd ervan is om. Vraag een nieuwe link aan wie u deze gaf.",
)
AWAY: Final = (
    "Het voorbeeld is nu niet te laten zien",
    "De gegevensbank is niet bereikbaar. Probeer het zo opnieuw.",
)

FindDraft = Callable[[str, str], Services | None]


class PreviewMount:
    """WSGI wrapper: takes the part up to and including the token off the address.

    Static files are found below it as well, because Dash asks for its lazy scripts there; they are no secret.
    """

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the application answer as if it stood under that part."""
        found = _ADDRESS.fullmatch(environ.get("PATH_INFO", ""))
        if found:
            environ = {**environ, "SCRIPT_NAME": found[1], "PATH_INFO": found[3] or "", "gka.token": found[2]}
        return self._application(environ, start_response)


def add_preview(server: Flask, find_draft: FindDraft, css_url: str) -> None:
    """Let ``server`` answer for drafts. Register before what settles the Services of a request."""

    def begin() -> Any:
        token = request.environ.get("gka.token")
        if token is None:
            return None
        g.preview = request.script_root
        try:
            services = find_draft(token, request.script_root)
        except StoreError:
            return words_page(503, *AWAY, css_url)
        may_be_asked = request.method in ("GET", "HEAD") or request.path in POSTED
        if services is None or not may_be_asked:
            return words_page(404, *GONE, css_url)
        g.services = services
        return None if request.environ["PATH_INFO"] else redirect(f"{request.script_root}/")

    def end(response: Response) -> Response:
        base = g.get("preview")
        if base is None:
            return response
        response.headers["X-Robots-Tag"] = "noindex, nofollow"
        response.headers["Cache-Control"] = "no-store"
        if (
            "services" in g
            and response.mimetype in _WITH_LINKS
            and "Content-Encoding" not in response.headers
        ):
            response.set_data(_under(base, response.get_data()))
        return response

    server.before_request(begin)
    server.after_request(end)


def _under(base: str, content: bytes) -> bytes:
    """``content`` with ``base`` in front of every link to a page of ours.

    A quote inside a text is written as ``\\"`` or ``&quot;``, so only real links fit the pattern.
    """
    return _LINK.sub(lambda found: found[1] + base.encode() + b"/", content)
