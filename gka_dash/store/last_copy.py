"""A copy of the publication that is shown, on the disk of the server itself, for when the database is away.

One file per database, some 30 kB for 100 municipalities: JSON in gzip, replaced as a whole. Nobody changes it
by hand, and one that does not have the fingerprint of its own tables is passed over.
"""

import gzip
import hashlib
import json
import logging
from datetime import datetime
from pathlib import Path
from typing import Any

from gka_dash.sources.replace import replace_file
from gka_dash.store.content import (
    dataset_of,
    fingerprint,
    places_text,
    problems_text,
    provenance_of,
    tables_text,
)
from gka_dash.store.publication import Publication

_log = logging.getLogger(__name__)


def copy_path(folder: Path, store_url: str) -> Path:
    """Where the copy for a database stands: another database has another copy."""
    return folder / f"laatste-publicatie-{hashlib.sha256(store_url.encode()).hexdigest()[:12]}.json.gz"


def write_copy(path: Path, publication: Publication) -> None:
    """Keep ``publication``; a disk that is full or read-only is logged and costs nothing else."""
    line = {**vars(publication.line), "made_at": publication.made_at.isoformat()}
    dataset = publication.dataset
    content = {
        "line": line,
        "tables": tables_text(dataset),
        "problems": problems_text(dataset),
        "places": places_text(publication.provenance),
    }
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # Rows that are not public yet are in it too.
        replace_file(path, gzip.compress(json.dumps(content).encode(), mtime=0), mode=0o600)
    except OSError as problem:
        _log.warning(
            "De kopie van de laatste publicatie (%s) is niet te bewaren: %s.",
            path,
            problem.strerror or problem,
        )


def read_copy(path: Path) -> Publication | None:
    """The publication that was kept; None when there is none, or when it is damaged."""
    try:
        content = json.loads(gzip.decompress(path.read_bytes()))
        return _publication(content)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as problem:
        _log.error("De kopie van de laatste publicatie (%s) is niet te gebruiken: %s.", path, problem)
        return None


def _publication(content: dict[str, Any]) -> Publication:
    line, tables = content["line"], content["tables"]
    if fingerprint(tables) != line["sha256"]:
        raise ValueError("beschadigd")
    return Publication(
        **{**line, "made_at": datetime.fromisoformat(line["made_at"])},
        dataset=dataset_of(tables, content["problems"]),
        provenance=provenance_of(content["places"]),
    )
