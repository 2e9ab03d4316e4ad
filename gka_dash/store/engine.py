"""From an address to a store: SQLite or PostgreSQL, each set up so that a reader never waits for a writer."""

import sqlite3
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import sqlalchemy as sa
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from gka_dash.errors import StoreError
from gka_dash.store.migrate import migrate
from gka_dash.store.store import Store

BUSY_SECONDS = 10
"""How long SQLite waits for somebody who is publishing."""

PATIENCE = {
    "connect_timeout": "3",
    "keepalives_idle": "5",
    "keepalives_interval": "2",
    "keepalives_count": "2",
    "tcp_user_timeout": "8000",
}
"""A PostgreSQL server that disappears without a word is noticed within seconds, not after two hours."""


def open_store(url: str) -> Store:
    """The store at ``url``, brought up to date; raises StoreError (Dutch) when it cannot be used.

    ``sqlite:////folder/file.sqlite`` or ``postgresql://user:password@host/name``. Safe to call in several
    processes at once: one of them makes the tables, the others wait.
    """
    engine = make_engine(url)
    try:
        if engine.dialect.name == "sqlite":
            _use_wal(engine)
        migrate(engine)
    except StoreError:
        engine.dispose()
        raise
    except (SQLAlchemyError, sqlite3.Error) as error:
        engine.dispose()
        raise StoreError(
            f"De database met publicaties ({_shown(url)}) is niet te openen. Kijk of hij bestaat, "
            "of hij draait en of het dashboard erin mag schrijven."
        ) from error
    return Store(engine)


def is_there(url: str) -> bool:
    """False for a file of SQLite that nobody made yet; a server of PostgreSQL says for itself what it has."""
    address = sa.make_url(url)
    return address.get_backend_name() != "sqlite" or Path(address.database or "").expanduser().is_file()


def make_engine(url: str) -> sa.Engine:
    """An engine for ``url`` that has not connected yet; the folder and file of SQLite are made."""
    try:
        address = sa.make_url(url)
    except ArgumentError as error:
        raise StoreError("GKA_DATABASE_URL is geen adres van een database.") from error
    if address.get_backend_name() in ("postgres", "postgresql"):
        return _postgresql(address)
    if address.get_backend_name() == "sqlite":
        return _sqlite(address)
    raise StoreError("GKA_DATABASE_URL begint met sqlite:/// of postgresql://; iets anders kan niet.")


def _postgresql(address: sa.URL) -> sa.Engine:
    whole = address.set(drivername="postgresql+psycopg").update_query_dict(
        {name: value for name, value in PATIENCE.items() if name not in address.query}
    )
    # A connection that the server closed meanwhile is replaced before it is used.
    return sa.create_engine(whole, pool_pre_ping=True, pool_size=2, max_overflow=8, pool_timeout=5)


def _sqlite(address: sa.URL) -> sa.Engine:
    if address.database in (None, "", ":memory:") or str(address.database).startswith("file:"):
        raise StoreError("GKA_DATABASE_URL moet een bestand noemen: sqlite:////map/publicaties.sqlite.")
    path = Path(str(address.database)).expanduser().resolve()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # drafts in it are for nobody else on this computer
    except OSError as error:
        raise StoreError(
            f"De database met publicaties ({path}) is niet te maken: {error.strerror or error}."
        ) from error

    def connect() -> sqlite3.Connection:
        # mode=rw: a file that was moved away is an error, and never quietly becomes a new and empty one.
        return sqlite3.connect(
            f"file:{quote(str(path))}?mode=rw", uri=True, timeout=BUSY_SECONDS, check_same_thread=False
        )

    # Without a pool every question opens the file again, so a file that was put back is seen at once.
    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.pool.NullPool)
    sa.event.listen(engine, "connect", _set_up)
    sa.event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _record: Any) -> None:
    """The driver leaves transactions to us: by itself it would begin them too late."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: sa.Connection) -> None:
    """A writer takes its place before it reads, so that nobody can come in between."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _use_wal(engine: sa.Engine) -> None:
    """Readers go on while somebody writes; this stays with the file, and changing it knows no waiting."""
    until = time.monotonic() + BUSY_SECONDS
    while True:
        connection = engine.raw_connection()
        try:
            connection.cursor().execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.05)
        finally:
            connection.close()


def _shown(url: str) -> str:
    """The address as it may be shown: without a password, also one among the options behind the ?."""
    return sa.make_url(url).set(password=None, query={}).render_as_string()
