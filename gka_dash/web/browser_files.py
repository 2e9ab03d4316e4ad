"""What the scripts fetch of a publication: JSON in memory under an address with a hash of its content."""

import gzip
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import brotli
from flask import Response, request

FOLDER: Final = "/gegevens/"
FOREVER: Final = "public, max-age=31536000, immutable"
_HASH_LENGTH: Final = 12


@dataclass(frozen=True)
class BrowserFile:
    """One file: ``name`` carries the hash, ``url`` is where it is; compressed once, when it is made."""

    name: str
    url: str
    raw: bytes
    br: bytes
    gz: bytes

    def answer(self) -> Response:
        """The file as the browser of this request can read it; what has a hash in its name stays as it is."""
        accepted = request.accept_encodings
        chosen = next((name for name in ("br", "gzip") if accepted.quality(name)), "")
        body = {"br": self.br, "gzip": self.gz}.get(chosen, self.raw)
        response = Response(body, mimetype="application/json")
        if chosen:
            response.headers["Content-Encoding"] = chosen
        response.headers["Cache-Control"] = FOREVER
        response.headers["Vary"] = "Accept-Encoding"
        return response


def browser_file(name: str, content: Mapping[str, Any], base: str = "") -> BrowserFile:
    """``content`` as a file; equal content has one address, in every worker and on every machine."""
    raw = json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode()
    hashed = f"{name}.{hashlib.sha256(raw).hexdigest()[:_HASH_LENGTH]}.json"
    return BrowserFile(
        hashed,
        f"{base}{FOLDER}{hashed}",
        raw,
        bytes(brotli.compress(raw, quality=11)),
        gzip.compress(raw, 9, mtime=0),
    )
