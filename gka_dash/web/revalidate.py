"""ETags for what the application makes itself, so that an unchanged answer costs a 304."""

import hashlib
from typing import Final

from flask import Flask, Response, request

_KINDS: Final = ("text/html", "application/json", "text/csv", "application/geo+json", "text/plain")


def add_revalidation(server: Flask) -> None:
    """Answer 304 when the visitor already has exactly this answer.

    Compression later adds `:br` and the like to an ETag and does not recognise its own; the comparison
    here looks at the part before the colon. Register this after the compression, so that it runs first.
    """
    server.after_request(_revalidate)


def _revalidate(response: Response) -> Response:
    if request.method not in ("GET", "HEAD") or response.status_code != 200 or response.direct_passthrough:
        return response
    if response.mimetype not in _KINDS or "no-store" in response.headers.get("Cache-Control", ""):
        return response
    # What knows its own mark has set it, and has asked for what the visitor has before it did any work.
    digest = response.get_etag()[0] or hashlib.blake2b(response.get_data(), digest_size=9).hexdigest()
    response.headers.setdefault("Cache-Control", "no-cache")
    response.set_etag(digest)
    return unchanged(digest, response.headers["Cache-Control"]) or response


def unchanged(digest: str, cache_control: str = "no-cache") -> Response | None:
    """The answer 304 when the visitor already has what carries this mark."""
    for known in request.if_none_match.as_set(include_weak=True):
        if known.split(":")[0] == digest:
            same = Response(status=304)
            same.headers["Cache-Control"] = cache_control
            same.headers["Vary"] = "Accept-Encoding"
            same.set_etag(known)
            return same
    return None
