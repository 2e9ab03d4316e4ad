"""The version of a folder with data: the same bytes give the same version."""

import hashlib
from datetime import date
from pathlib import Path

from gka_dash.model.draft import GUARDED, hidden_count
from gka_dash.model.schema import TABLES
from gka_dash.sources.csv_folder import read_folder

MOST_HEADER = 5000


def data_version(folder: Path, day: date | None = None) -> str:
    """Eight hexadecimal signs that change with any byte of any table; missing files count as empty.

    They also change on the day when a row becomes visible. Without a ``day`` it is today.
    """
    digest = hashlib.sha256()
    dated = False
    for table in TABLES:
        path = folder / f"{table.name}.csv"
        data = path.read_bytes() if path.is_file() else b""
        digest.update(table.name.encode())
        digest.update(data)
        dated = dated or (table.name in GUARDED and b"vanaf" in data[:MOST_HEADER].lower())
    if dated:
        hidden = hidden_count(read_folder(folder, coordinator=True), day or date.today())
        digest.update(str(hidden).encode())
    return digest.hexdigest()[:8]
