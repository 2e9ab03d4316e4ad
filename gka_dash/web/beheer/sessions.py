"""A session that exists under /beheer only: every other page stays without a cookie."""

from datetime import timedelta
from typing import Final

from flask import Flask, Request, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from gka_dash.settings import Settings
from gka_dash.web.headers import is_https

PATH: Final = "/beheer"
COOKIE: Final = "gka_beheer"
IDLE: Final = timedelta(hours=8)


def add_sessions(server: Flask, settings: Settings) -> None:
    """Let the server keep signed sessions under /beheer."""
    server.secret_key = settings.session_key
    server.config.update(
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_PATH=PATH,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",  # the provider sends people back from its own site
        SESSION_COOKIE_SECURE=settings.base_url.startswith("https:"),
        PERMANENT_SESSION_LIFETIME=IDLE,
        SESSION_REFRESH_EACH_REQUEST=True,
        WTF_CSRF_TIME_LIMIT=None,  # a form works for as long as the session does
    )
    server.session_interface = ManagementSessions()


def is_management(path: str) -> bool:
    """Whether a path belongs to the management pages."""
    return path == PATH or path.startswith(PATH + "/")


class ManagementSessions(SecureCookieSessionInterface):
    """Signed cookies for the management pages; None, so no session at all, for the others."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of a request, or None outside /beheer: Flask then refuses to write one."""
        return super().open_session(app, request) if is_management(request.path) else None

    def get_cookie_secure(self, app: Flask) -> bool:
        """Only over https, unless this very request came over http to a server that has no https."""
        return super().get_cookie_secure(app) or is_https(request.environ)
