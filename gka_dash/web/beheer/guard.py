"""What every request to the management pages passes: rate, sign-in, group, size, form token."""

import time
from typing import Final

from flask import Blueprint, Response, abort, flash, g, redirect, request, session, url_for
from flask_wtf.csrf import validate_csrf
from werkzeug.exceptions import HTTPException
from wtforms import ValidationError

from gka_dash.errors import StoreError
from gka_dash.web.beheer.account import Account
from gka_dash.web.beheer.desk import Desk
from gka_dash.web.beheer.limits import client_address
from gka_dash.web.beheer.sessions import COOKIE
from gka_dash.web.error_pages import words_for

# Nothing on these pages runs a script, so nothing that somebody writes into the data can.
POLICY: Final = (
    "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self' data:; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
OPEN: Final = ("beheer.login", "beheer.start", "beheer.back", "beheer.gone")
COUNTED: Final = ("beheer.start", "beheer.back")
UPLOAD: Final = "beheer.hand_in"
AROUND_FILE: Final = 100_000  # what a browser sends around the file itself

_MESSAGES: Final = {
    400: ("Dit formulier is niet meer geldig", "Ga terug, laad de pagina opnieuw en probeer het nog eens."),
    404: ("Dit is er niet (meer)", "Misschien is het verlopen, al gepubliceerd of van iemand anders."),
    405: ("Dit kan niet op dit adres", "Ga terug naar het overzicht."),
    429: ("Even wachten", "U deed dit te vaak achter elkaar. Probeer het over een minuut opnieuw."),
}


def add_guard(blueprint: Blueprint, desk: Desk) -> None:
    """Let nothing through that did not pass, and put the headers on every answer."""
    blueprint.before_request(lambda: _refuse(desk))
    blueprint.after_request(_with_headers)
    blueprint.register_error_handler(HTTPException, lambda error: _explain(desk, error))
    blueprint.register_error_handler(StoreError, lambda error: _store_away(desk, error))


def _refuse(desk: Desk) -> Response | None:
    if request.script_root:
        abort(404)  # a private preview shows the public pages only
    if request.endpoint in COUNTED and not desk.sign_ins.allows(_address(desk)):
        return _too_often(desk)
    account = Account.of_session(session, time.time())
    if request.endpoint in OPEN:
        return None
    if account is None or desk.books.signed_out(account.key):
        session.clear()
        return _ask_to_sign_in(desk)
    g.account = account
    if not account.groups & desk.settings.oidc_groups and request.endpoint != "beheer.leave":
        return refused(desk)
    if request.method == "POST":
        return _refuse_form(desk)
    return None


def _refuse_form(desk: Desk) -> Response | None:
    """Size and rate come before the body is read; the token is in the body."""
    if request.endpoint == UPLOAD:
        request.max_content_length = desk.settings.upload_bytes + AROUND_FILE
        if not desk.uploads.allows(_address(desk)):
            return _too_often(desk)
        if (request.content_length or 0) > request.max_content_length:
            return _explain_size(desk)
        return None  # its token is looked at when there is room for the file
    return form_fault(desk)


def form_fault(desk: Desk) -> Response | None:
    """An answer when the form does not carry the token of this session. Reads the body."""
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return desk.message(400, *_MESSAGES[400])
    return None


def _ask_to_sign_in(desk: Desk) -> Response:
    """To the sign-in page, back here afterwards; a form cannot be sent twice, so its sender is told."""
    if request.cookies.get(COOKIE):
        flash("Uw sessie is verlopen. Log opnieuw in.")
    if request.method != "POST":
        return redirect(url_for("beheer.login", next=request.full_path.rstrip("?")))  # type: ignore[return-value]
    text = "Er is niets opgeslagen. Log opnieuw in en probeer het nog eens."
    return desk.message(401, "U bent niet ingelogd", text, (url_for("beheer.login"), "Inloggen"))


def refused(desk: Desk) -> Response:
    """The page for somebody who signed in and may not be here."""
    text = (
        "U bent ingelogd, maar uw account hoort niet bij een groep die de gegevens mag beheren. "
        "Vraag de beheerder van uw organisatie om toegang."
    )
    return desk.message(403, "U hebt geen toegang", text)


def _too_often(desk: Desk) -> Response:
    answer = desk.message(429, *_MESSAGES[429])
    answer.headers["Retry-After"] = "60"
    return answer


def _explain_size(desk: Desk) -> Response:
    most = desk.settings.upload_bytes // 1_000_000
    text = f"Een bestand mag niet groter zijn dan {most} MB. Er is niets opgeslagen."
    return desk.message(413, "Het bestand is te groot", text, (url_for("beheer.upload"), "Ander bestand"))


def _explain(desk: Desk, error: HTTPException) -> Response | HTTPException:
    code = error.code
    if code is None or code < 400:  # on to another address
        return error
    if code == 413:
        return _explain_size(desk)
    return desk.message(code, *(_MESSAGES.get(code) or words_for(code)))


def _store_away(desk: Desk, error: StoreError) -> Response:
    return desk.message(503, "Dit lukt nu niet", str(error))


def _address(desk: Desk) -> str:
    forwarded = request.headers.get("X-Forwarded-For", "")
    return client_address(request.remote_addr or "", forwarded, desk.settings.proxies)


def _with_headers(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Frame-Options"] = "DENY"
    return response
