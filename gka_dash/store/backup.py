"""A backup of the database with publications, and putting one back: with what the database brings for that.

SQLite copies itself, also while somebody publishes; for PostgreSQL it is pg_dump and pg_restore. The programs
get the address and its password through the environment, where other users of the computer cannot see it.
"""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from typing import Final
from urllib.parse import quote

import sqlalchemy as sa
from psycopg import ProgrammingError
from psycopg.conninfo import conninfo_to_dict

from gka_dash.errors import StoreError
from gka_dash.store.engine import BUSY_SECONDS, open_store
from gka_dash.store.store import Store

# How the parts of an address are called in the environment of PostgreSQL's programs.
_VARIABLES: Final = {
    "host": "PGHOST",
    "hostaddr": "PGHOSTADDR",
    "port": "PGPORT",
    "user": "PGUSER",
    "password": "PGPASSWORD",
    "dbname": "PGDATABASE",
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "options": "PGOPTIONS",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}
_SQLITE: Final = b"SQLite format 3\0"
_POSTGRESQL: Final = b"PGDMP"
_LONGEST: Final = 3600  # seconds


def make_backup(url: str, path: Path) -> None:
    """Write the whole database at ``url`` to ``path``, only for who makes it; StoreError when that fails.

    There is a whole file or none, and one that stands there already is replaced.
    """
    partial = path.with_name(path.name + ".half")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        partial.touch(mode=0o600)
        if _is_sqlite(url):
            _copy(_file_of(url), partial)
        else:
            _run("pg_dump", url, "--format=custom", f"--file={partial}")
        partial.replace(path)
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"De reservekopie {path} is niet te maken: {error}.") from error
    finally:
        partial.unlink(missing_ok=True)


def restore_backup(url: str, path: Path) -> Store:
    """Put the backup ``path`` in the place of what the database at ``url`` holds; returns the store.

    All or nothing, and servers that follow the database take it over. StoreError when the file is no backup
    of this kind of database, or when the newest publication in it cannot be read.
    """
    kind = _SQLITE if _is_sqlite(url) else _POSTGRESQL
    try:
        with path.open("rb") as file:
            if file.read(len(kind)) != kind:
                raise StoreError(f"{path} is geen reservekopie van deze soort database.")
        if _is_sqlite(url):
            open_store(url).close()  # makes folder and file when they are gone, as safely as ever
            _copy(path, _file_of(url))
        else:
            _run(
                "pg_restore",
                url,
                *("--clean", "--if-exists", "--single-transaction", "--no-owner", "--no-privileges"),
                *("--dbname", _environment(url)["PGDATABASE"], str(path)),
            )
    except (OSError, sqlite3.Error) as error:
        raise StoreError(f"De reservekopie {path} is niet terug te zetten: {error}.") from error
    return open_store(url)


def _is_sqlite(url: str) -> bool:
    return sa.make_url(url).get_backend_name() == "sqlite"


def _file_of(url: str) -> Path:
    return Path(str(sa.make_url(url).database)).expanduser()


def _copy(source: Path, target: Path) -> None:
    """Copy page by page in one transaction, while others may read and write."""
    found = f"file:{quote(str(source.resolve()))}?mode=ro"
    with (
        closing(sqlite3.connect(found, uri=True, timeout=BUSY_SECONDS)) as old,
        closing(sqlite3.connect(target, timeout=BUSY_SECONDS)) as new,
    ):
        if old.execute("PRAGMA quick_check").fetchone() != ("ok",):
            raise sqlite3.DatabaseError("het bestand is beschadigd")
        old.backup(new)


def _environment(url: str) -> Mapping[str, str]:
    try:
        parts = conninfo_to_dict(url.replace("postgresql+psycopg://", "postgresql://", 1))
    except ProgrammingError as error:
        raise StoreError("GKA_DATABASE_URL is geen adres van een database.") from error
    return {_VARIABLES[name]: str(value) for name, value in parts.items() if name in _VARIABLES and value}


def _run(program: str, url: str, *arguments: str) -> None:
    found = shutil.which(program)
    if found is None:
        raise StoreError(f"Het programma {program} ontbreekt. Installeer het pakket postgresql-client.")
    done = subprocess.run(
        [found, "--no-password", *arguments],
        env={**os.environ, **_environment(url)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_LONGEST,
        check=False,
    )
    if done.returncode:
        raise StoreError(f"{program} is niet gelukt: {done.stderr.strip()[-500:]}")
