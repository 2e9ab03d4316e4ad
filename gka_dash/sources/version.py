"""The version of a folder with data: the same bytes give the same version."""

import hashlib
from pathlib import Path

from gka_dash.model.schema import TABLES


def data_version(folder: Path) -> str:
    """Eight hexadecimal signs that change with any byte of any table; missing files count as empty."""
    digest = hashlib.sha256()
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        digest.update(table.name.encode())
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()[:8]
