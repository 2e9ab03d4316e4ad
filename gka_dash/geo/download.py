"""Get a large file in pieces, and go on where it stopped."""

from __future__ import annotations

import fcntl
import json
import os
import re
from pathlib import Path
from typing import Any

from gka_dash.errors import BoundaryError
from gka_dash.geo.progress import Progress
from gka_dash.geo.web import CHUNK, Client, Interrupted, Refused

MOST_BYTES = 1_000_000_000
GEOPACKAGE = b"SQLite format 3\x00"
_NOT_A_FILE = ("text/", "application/json", "application/xml", "application/xhtml+xml")


def download(url: str, folder: Path, name: str, client: Client, progress: Progress) -> Path:
    """Bring a GeoPackage into `folder` and return its path.

    What came in before the line broke is kept as `name`.part, with a note of the version it belongs to;
    the next try, also after a restart, asks for the rest only. Raises Refused, Interrupted or BoundaryError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part, note = folder / f"{name}.part", folder / f"{name}.part.json"
    with part.open("ab") as sink:
        try:
            fcntl.flock(sink, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BoundaryError(f"Een andere opdracht haalt {name} al op. Wacht tot die klaar is.") from error
        client.patiently(
            lambda: _next_pieces(url, part, note, client, progress), moved=lambda: part.stat().st_size
        )
        _must_be_geopackage(part, note)
        target = folder / name
        os.replace(part, target)
        note.unlink(missing_ok=True)
    return target


def _next_pieces(url: str, part: Path, note: Path, client: Client, progress: Progress) -> None:
    """Ask for what is missing and add it; returns when the file is complete."""
    known = _read_note(note, url)
    have = part.stat().st_size
    version = str(known.get("version", ""))
    if have and not version:
        _truncate(part)
        have = 0
    headers = {"Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": version}
    with client.get(url, headers) as answer:
        if answer.status_code == 416:
            if have and have == known.get("total"):
                return
            _truncate(part)
            raise Interrupted("De server kan niet verder waar het ophalen was gestopt; het begint opnieuw.")
        kind = answer.headers.get("Content-Type", "").casefold()
        if kind.startswith(_NOT_A_FILE):
            raise Refused(f"De server gaf geen kaartbestand maar {kind.split(';')[0]}.")
        start, total = _place(answer)
        if start != have:
            _truncate(part)
            if start:
                raise Interrupted("De server gaf een ander stuk dan gevraagd; het begint opnieuw.")
        if total is not None and total > MOST_BYTES:
            raise Refused(f"Het bestand is groter dan {MOST_BYTES // 1_000_000} MB.")
        note.write_text(json.dumps({"url": url, "version": _version(answer), "total": total}))
        _append(answer, part, total, progress)
    if total is not None and part.stat().st_size != total:
        raise Interrupted("De verbinding is halverwege afgebroken.")


def _append(answer: Any, part: Path, total: int | None, progress: Progress) -> None:
    have = part.stat().st_size
    with part.open("ab") as sink:
        for piece in answer.iter_content(CHUNK):
            have += len(piece)
            if have > (total or MOST_BYTES):
                sink.truncate(0)
                raise Refused("De server gaf meer dan hij had gezegd.")
            sink.write(piece)
            progress.part(have, total or 0)


def _place(answer: Any) -> tuple[int, int | None]:
    """Return the position of the first byte of an answer in the file, and the size of the whole file."""
    if answer.status_code == 206:
        match = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", answer.headers.get("Content-Range", "").strip())
        if match:
            return int(match.group(1)), int(match.group(2)) if match.group(2) != "*" else None
        raise Refused("De server zegt niet welk stuk van het bestand hij geeft.")
    length = answer.headers.get("Content-Length", "")
    return 0, int(length) if length.isdecimal() else None


def _version(answer: Any) -> str:
    """Return what tells this version of the file from another; a weak tag cannot be used for pieces."""
    tag = str(answer.headers.get("ETag", ""))
    return tag if tag and not tag.startswith("W/") else str(answer.headers.get("Last-Modified", ""))


def _read_note(note: Path, url: str) -> dict[str, Any]:
    try:
        known = json.loads(note.read_text())
    except (OSError, ValueError):
        return {}
    return known if isinstance(known, dict) and known.get("url") == url else {}


def _truncate(part: Path) -> None:
    os.truncate(part, 0)


def _must_be_geopackage(part: Path, note: Path) -> None:
    with part.open("rb") as stream:
        head = stream.read(len(GEOPACKAGE))
    if head != GEOPACKAGE:
        _truncate(part)
        note.unlink(missing_ok=True)
        raise Refused("Wat de server gaf, is geen GeoPackage.")
