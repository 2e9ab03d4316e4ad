"""Signing in and out."""

import logging

from flask import Blueprint, Response, g, redirect, request, session, url_for

from gka_dash.web.beheer.account import Account, safe_next
from gka_dash.web.beheer.desk import Desk
from gka_dash.web.beheer.guard import refused
from gka_dash.web.beheer.provider import ProviderAwayError, SignInRefusedError

_log = logging.getLogger("gka_dash.beheer")


def add_sign_in(blueprint: Blueprint, desk: Desk) -> None:
    """Register the pages of the sign-in."""

    @blueprint.get("/inloggen")
    def login() -> Response:
        return desk.page("inloggen", next=safe_next(request.args.get("next", "")))

    @blueprint.get("/inloggen/start")
    def start() -> Response:
        session.clear()  # nothing of an earlier or planted session takes part in this sign-in
        session["next"] = safe_next(request.args.get("next", ""))
        return _to_provider(desk)

    @blueprint.get("/inloggen/terug")
    def back() -> Response:
        return _from_provider(desk)

    @blueprint.post("/uitloggen")
    def leave() -> Response:
        desk.books.sign_out(desk.account.key, desk.account.until)
        desk.log("uitgelogd")
        session.clear()
        return _see(url_for("beheer.gone"))

    @blueprint.get("/uitgelogd")
    def gone() -> Response:
        return desk.page("uitgelogd", provider=desk.provider.end_of_session())


def _to_provider(desk: Desk) -> Response:
    try:
        return desk.provider.send(desk.settings.base_url + url_for("beheer.back"))
    except ProviderAwayError as error:
        return _away(desk, error)


def _from_provider(desk: Desk) -> Response:
    to = safe_next(str(session.get("next", "")))
    try:
        claims = desk.provider.claims()
    except ProviderAwayError as error:
        return _away(desk, error)
    except SignInRefusedError as error:
        return _failed(desk, error)
    settings = desk.settings
    account = Account.of_claims(claims, settings.oidc_groups_claim, settings.oidc_groups)
    session.clear()
    g.account = account
    if not account.groups:
        desk.log("geweigerd: hoort niet bij een groep die mag beheren")
        g.account = None
        return refused(desk)
    account.start(session)
    session.permanent = True  # so that eight quiet hours end it
    desk.log("ingelogd")
    return _see(to)


def _see(address: str) -> Response:
    answer: Response = redirect(address, 303)  # type: ignore[assignment]
    return answer


def _away(desk: Desk, error: Exception) -> Response:
    _log.warning("De dienst om in te loggen geeft geen goed antwoord: %s", error)
    text = "De dienst waarmee u inlogt geeft geen antwoord. Het ligt niet aan u. Probeer het later opnieuw."
    return desk.message(503, "Inloggen lukt nu niet", text, (url_for("beheer.login"), "Opnieuw proberen"))


def _failed(desk: Desk, error: Exception) -> Response:
    session.clear()
    _log.warning("Een poging om in te loggen is geweigerd: %s", error)
    text = "Het inloggen is niet afgemaakt, of duurde te lang. Er is niets gebeurd."
    return desk.message(400, "Inloggen is niet gelukt", text, (url_for("beheer.login"), "Opnieuw proberen"))
