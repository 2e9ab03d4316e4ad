"""Answer static files, Dash's own scripts included, from the precompressed build."""

import re
from collections.abc import Callable, Iterable
from typing import Any, Final
from wsgiref.headers import Headers
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from whitenoise import WhiteNoise

from gka_dash.web.manifest import STATIC_URL, Manifest

SUITES_URL: Final = "/_dash-component-suites/"
# Files that visitors and robots ask for at a fixed address.
FIXED_ADDRESSES: Final = {"/favicon.ico": "favicon.svg", "/favicon.svg": "favicon.svg"}

_FINGERPRINT: Final = re.compile(r"v[\w-]+m[0-9a-fA-F]+")
_CONTENT_HASH: Final = re.compile(r"\.([0-9a-f]{12})\.")
_DAY: Final = 86400


class StaticFiles:
    """WSGI wrapper: `/static/…` for ever, Dash's scripts under their own addresses, the rest falls through.

    The ETag says what changed; the moment of a build, which differs from server to server, is not told.

    A fingerprinted component-suite address never changes meaning and is cached for ever; an address without
    fingerprint (plotly.min.js, the lazy parts) is asked again with its ETag and answered 304.
    """

    def __init__(self, application: WSGIApplication, manifest: Manifest) -> None:
        self._application = application
        self._forever = {SUITES_URL + suite: file.url for suite, file in manifest.suites.items()}
        self._files = WhiteNoise(
            application,
            max_age=None,
            allow_all_origins=False,
            immutable_file_test=lambda _path, url: url.startswith(STATIC_URL),
            add_headers_function=_add_headers,
        )
        for file in {**manifest.files, **manifest.suites}.values():
            self._files.add_file_to_dictionary(file.url, str(manifest.folder / file.name))
        for suite, file in manifest.suites.items():
            self._files.add_file_to_dictionary(SUITES_URL + suite, str(manifest.folder / file.name))
        for address, logical in FIXED_ADDRESSES.items():
            if manifest.has(logical):
                path = manifest.folder / manifest.files[logical].name
                self._files.add_file_to_dictionary(address, str(path))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Serve the file, or let the application answer."""
        path = environ.get("PATH_INFO", "")
        if path.startswith(SUITES_URL):
            plain = without_fingerprint(path)
            if plain != path and plain in self._forever:
                environ = {**environ, "PATH_INFO": self._forever[plain]}
        answer: Callable[[Any, Any], Iterable[bytes]] = self._files
        if environ.get("PATH_INFO") not in self._files.files:
            return answer(environ, start_response)

        def start(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> Any:
            return start_response(status, [pair for pair in headers if pair[0] != "Last-Modified"], exc_info)

        return answer(environ, start)


def without_fingerprint(path: str) -> str:
    """`a/b.v4_4_1m17.min.js` -> `a/b.min.js`; a path without Dash's fingerprint comes back unchanged."""
    folder, _, name = path.rpartition("/")
    parts = name.split(".")
    if len(parts) > 2 and _FINGERPRINT.fullmatch(parts[1]):
        del parts[1]
    return f"{folder}/{'.'.join(parts)}"


def _add_headers(headers: Headers, path: str, url: str) -> None:
    """The content hash is the ETag: equal on every server and after every rebuild."""
    digest = _CONTENT_HASH.search(path)
    if digest:
        headers["ETag"] = f'"{digest[1]}"'
    if url.startswith(SUITES_URL):
        headers["Cache-Control"] = "no-cache"
    elif not url.startswith(STATIC_URL):
        headers["Cache-Control"] = f"max-age={_DAY}, public"
