"""Error pages: Dutch, complete and without a trace of the inside."""

from collections.abc import Iterable
from html import escape
from typing import Final

from dash.exceptions import DependencyException
from flask import Flask, Response, request
from werkzeug.exceptions import HTTPException

from gka_dash.web.failures import failure_number, sentence, tell_scripts
from gka_dash.web.index import SITE_NAME
from gka_dash.web.manifest import Manifest
from gka_dash.web.static_build import APP_CSS

_MESSAGES: Final = {
    400: ("Deze vraag begrijpt de server niet", "Ga terug naar de kaart en probeer het opnieuw."),
    404: ("Deze pagina bestaat niet", "Misschien is het adres veranderd of verkeerd overgenomen."),
    409: ("Er zijn nieuwe gegevens", "Laad de pagina opnieuw om ze te zien."),
    405: ("Dit kan niet op dit adres", "Ga terug naar de kaart en probeer het opnieuw."),
    413: ("Dit is te groot", "De server neemt niet meer dan 1 MB tegelijk aan."),
    500: (
        "Er ging iets mis op de server",
        "Het ligt niet aan u. Probeer het over een paar minuten opnieuw.",
    ),
}

_PAGE: Final = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<title>{title} · {site}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="stylesheet" href="{css}">
</head>
<body>
<main id="inhoud" class="{kind}">
{inner}
<p><a href="/">Naar de kaart</a></p>
</main>
</body>
</html>
"""


def error_page(status: int, css_url: str) -> Response:
    """The page for an HTTP status; an unknown status gets the words of 400 or 500."""
    return words_page(status, *words_for(status), css_url)


def words_for(status: int) -> tuple[str, str]:
    """What is the matter, and what to do."""
    return _MESSAGES.get(status) or _MESSAGES[400 if status < 500 else 500]


def words_page(status: int, title: str, text: str, css_url: str) -> Response:
    """A page of a title and a sentence, for an HTTP status."""
    number = failure_number(status)
    told = f'\n<p class="foutnummer">{sentence(number)}</p>' if number else ""
    response = _page(status, title, f"<p>{escape(text)}</p>{told}", css_url)
    response.headers["Cache-Control"] = "no-store"
    return response


def rows_page(title: str, text: str, rows: Iterable[tuple[str, str]], css_url: str) -> Response:
    """A page of a title, a sentence that may be empty, and facts with their labels."""
    facts = "".join(f"<dt>{escape(label)}</dt><dd>{escape(fact)}</dd>" for label, fact in rows)
    words = f"<p>{escape(text)}</p>" if text else ""
    return _page(200, title, f'{words}<dl class="facts">{facts}</dl>', css_url)


def _page(status: int, title: str, inner: str, css_url: str) -> Response:
    return page_of(status, title, f"<h1>{escape(title)}</h1>\n{inner}", css_url, "foutpagina")


def page_of(status: int, title: str, inner: str, css_url: str, kind: str) -> Response:
    """A page without scripts, of HTML that was escaped where it was made, in a main of class ``kind``."""
    html = _PAGE.format(title=escape(title), inner=inner, site=SITE_NAME, css=css_url, kind=kind)
    return Response(html, status=status, mimetype="text/html")


def add_error_pages(server: Flask, manifest: Manifest) -> None:
    """Answer every error with a page in plain Dutch; the trace stands in the log under the same number."""
    css_url = manifest.url(APP_CSS)

    def on_http_error(error: HTTPException) -> Response:
        response = error_page(error.code or 500, css_url)
        if error.code == 405:
            response.headers.extend(
                [pair for pair in error.get_headers(request.environ) if pair[0].lower() == "allow"]
            )
        return response

    server.register_error_handler(HTTPException, on_http_error)
    server.after_request(tell_scripts)
    # Dash raises this for a script of a package it does not know: somebody guessed an address.
    server.register_error_handler(DependencyException, lambda _error: error_page(404, css_url))
