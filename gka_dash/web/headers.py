"""Security headers on every answer, static files and error pages included."""

from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from gka_dash.settings import Settings

STYLE_HASHES: Final = Path(__file__).with_name("style_hashes.txt")

_PERMISSIONS: Final = (
    "accelerometer=(), autoplay=(), browsing-topics=(), camera=(), display-capture=(), geolocation=(), "
    "gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=(), "
    "clipboard-write=(self), fullscreen=(self)"
)
_TWO_YEARS: Final = 63072000
NOWHERE: Final = "'none'"


def read_style_hashes(path: Path = STYLE_HASHES) -> tuple[str, ...]:
    """The hashes of the <style> elements that Dash and Plotly add; see scripts/harvest_style_hashes.py."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else []
    return tuple(line.split()[0] for line in lines if line.strip() and not line.startswith("#"))


def content_security_policy(
    script_hashes: Sequence[str] = (),
    style_hashes: Sequence[str] = (),
    *,
    shown_in: Sequence[str] = (),
    shows: bool = False,
) -> str:
    """The policy of a page: our own files, the named inline scripts and styles, and nothing else.

    `shown_in` are the websites that may show the page in a frame; with `shows` it may show one of ours.
    """
    rules = {
        "default-src": ["'self'"],
        "script-src": ["'self'", *script_hashes],
        "style-src": ["'self'", *(f"'{digest}'" for digest in style_hashes)],
        "img-src": ["'self'", "data:", "blob:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "frame-src": ["'self'" if shows else "'none'"],
        "worker-src": ["'none'"],
        "object-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'self'"],
        "frame-ancestors": list(shown_in) or [NOWHERE],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in rules.items())


class SecurityHeaders:
    """WSGI wrapper that adds the headers an answer does not already carry."""

    def __init__(
        self, application: WSGIApplication, settings: Settings, script_hashes: Callable[[], Sequence[str]]
    ) -> None:
        self._application = application
        self._settings = settings
        self._script_hashes = script_hashes

    @cached_property
    def _page_policy(self) -> str:
        """Made at the first page: only then are all inline scripts known."""
        # The dialog to share a page shows what will stand on the other website, where that is allowed.
        shows = bool(self._settings.embed_hosts)
        return content_security_policy(self._script_hashes(), read_style_hashes(), shows=shows)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Let the application answer, with our headers."""

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            present = {name.lower() for name, _ in headers}
            kind = next((value for name, value in headers if name.lower() == "content-type"), "")
            # What a 304 carries replaces what the browser kept: it must not bring a file's policy to a page.
            added = (
                []
                if status.startswith("304")
                else self._headers(is_page=kind.startswith("text/html"), is_https=is_https(environ))
            )
            complete = headers + [pair for pair in added if pair[0].lower() not in present]
            complete += _no_frame(complete)
            return (
                start_response(status, complete, exc_info) if exc_info else start_response(status, complete)
            )

        return self._application(environ, start)

    def _headers(self, *, is_page: bool, is_https: bool) -> list[tuple[str, str]]:
        headers = [
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
        if is_page:
            headers += [
                ("Content-Security-Policy", self._page_policy),
                ("Permissions-Policy", _PERMISSIONS),
                ("Cross-Origin-Opener-Policy", "same-origin"),
            ]
        else:
            headers.append(("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"))
        if self._settings.hsts == "altijd" or (self._settings.hsts == "auto" and is_https):
            headers.append(("Strict-Transport-Security", f"max-age={_TWO_YEARS}; includeSubDomains"))
        return headers


def _no_frame(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What older browsers read, in agreement with the policy that is sent along."""
    policy = next((value for name, value in headers if name.lower() == "content-security-policy"), "")
    is_page = any(n.lower() == "content-type" and v.startswith("text/html") for n, v in headers)
    known = any(name.lower() == "x-frame-options" for name, _ in headers)
    refused = is_page and not known and f"frame-ancestors {NOWHERE}" in policy
    return [("X-Frame-Options", "DENY")] if refused else []


def is_https(environ: WSGIEnvironment) -> bool:
    """A browser ignores HSTS on plain http, so believing a proxy's word here can do no harm."""
    return "https" in (environ.get("wsgi.url_scheme"), environ.get("HTTP_X_FORWARDED_PROTO"))
