"""The store: publications that are written once, and drafts that expire."""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError, SQLAlchemyError

from gka_dash.errors import StoreConflict, StoreError
from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Provenance
from gka_dash.model.stamp import home_time
from gka_dash.store.content import (
    dataset_of,
    fingerprint,
    places_text,
    problems_text,
    provenance_of,
    tables_text,
)
from gka_dash.store.kept_places import kept_places
from gka_dash.store.publication import Draft, Publication, PublicationLine
from gka_dash.store.tables import DRAFTS, PUBLICATION_PROVENANCE, PUBLICATION_TABLES, PUBLICATIONS, SIGN_OUTS

LONGEST = 500
_LINE = [column for column in PUBLICATIONS.c if column.name != "problems"]


class Store:
    """Publications and drafts in one database; ``open_store`` makes one. Safe to share between threads.

    Every method raises StoreError (Dutch) when the database cannot be reached. A publication is written
    in one transaction: a reader sees all of it or nothing.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._process = os.getpid()

    def latest_number(self) -> int | None:
        """The number of the latest publication; None for an empty store."""
        with self._transaction() as connection:
            return _latest_number(connection)

    def latest(self) -> Publication | None:
        """The latest publication with its contents."""
        with self._transaction() as connection:
            number = _latest_number(connection)
            return None if number is None else _read(connection, number)

    def get(self, number: int) -> Publication | None:
        """The publication with this number; None when there is none."""
        with self._transaction() as connection:
            return _read(connection, number)

    def lines(self, limit: int = 50) -> list[PublicationLine]:
        """The most recent publications without their contents, the newest first."""
        with self._transaction() as connection:
            return _lines(connection, sa.select(*_LINE).order_by(PUBLICATIONS.c.number.desc()).limit(limit))

    def publish(
        self, dataset: Dataset, *, who: str, why: str, base: int | None, provenance: Provenance
    ) -> Publication:
        """Make ``dataset`` public under the next number.

        ``base`` is the number that its maker started from: raises StoreConflict when that is not the latest
        one any more. A row that did not change keeps the place that it had unless ``provenance`` has one.
        """
        who, why = _told(who, "Wie publiceert?"), _told(why, "Waarom wordt er gepubliceerd?")
        with self._writing(base) as connection:
            before = None if base is None else _read(connection, base)
            kept = kept_places(before, dataset, provenance)
            return _write(connection, dataset, kept, who=who, why=why, base=base)

    def undo(self, number: int, *, who: str, why: str) -> Publication:
        """Bring the contents of ``number`` back as a new publication; what came after it stays readable."""
        who, why = _told(who, "Wie draait terug?"), _told(why, "Waarom wordt er teruggedraaid?")
        base = self.latest_number()
        if number == base:
            raise StoreError(f"Publicatie {number} is al de laatste; er is niets om terug te draaien.")
        with self._writing(base) as connection:
            old = _read(connection, number)
            if old is None:
                raise StoreError(f"Publicatie {number} bestaat niet.")
            return _write(connection, old.dataset, old.provenance, who=who, why=why, base=base, undone=number)

    def keep_draft(
        self,
        dataset: Dataset,
        *,
        who: str,
        file_name: str,
        provenance: Provenance,
        base: int | None,
        hours: float = 24,
    ) -> Draft:
        """Keep data for who has the token of the draft, for some hours."""
        now = datetime.now(UTC)
        draft = Draft(
            secrets.token_urlsafe(32),
            now,
            now + timedelta(hours=hours),
            _told(who, "Van wie is dit concept?"),
            _clean(file_name),
            base,
            dataset.today,
            provenance,
        )
        row = {
            "token_sha256": _hashed(draft.token),
            "made_at": draft.made_at,
            "expires_at": draft.expires_at,
            "who": draft.who,
            "file_name": draft.file_name,
            "base": base,
            "tables": json.dumps(tables_text(draft.dataset)),
            "problems": problems_text(draft.dataset),
            "places": json.dumps(places_text(provenance)),
        }
        with self._transaction(writes=True) as connection:
            connection.execute(sa.insert(DRAFTS).values(row))
        return draft

    def draft(self, token: str) -> Draft | None:
        """The draft of a token; None when it is unknown or expired, which nobody can tell apart."""
        wanted = sa.and_(DRAFTS.c.token_sha256 == _hashed(token), DRAFTS.c.expires_at > datetime.now(UTC))
        with self._transaction() as connection:
            row = connection.execute(sa.select(DRAFTS).where(wanted)).one_or_none()
        if row is None:
            return None
        return Draft(
            token,
            row.made_at,
            row.expires_at,
            row.who,
            row.file_name,
            row.base,
            dataset_of(json.loads(row.tables), row.problems),
            provenance_of(json.loads(row.places)),
        )

    def drop_draft(self, token: str) -> None:
        """Forget a draft; one that is not there is no error."""
        with self._transaction(writes=True) as connection:
            connection.execute(sa.delete(DRAFTS).where(DRAFTS.c.token_sha256 == _hashed(token)))

    def drop_expired(self) -> int:
        """Forget the drafts and the sign-outs whose time is over; returns how many drafts there were."""
        now = datetime.now(UTC)
        with self._transaction(writes=True) as connection:
            connection.execute(sa.delete(SIGN_OUTS).where(SIGN_OUTS.c.expires_at <= now))
            return connection.execute(sa.delete(DRAFTS).where(DRAFTS.c.expires_at <= now)).rowcount

    def sign_out(self, session: str, expires_at: datetime) -> None:
        """Refuse the session with this key from now on; after ``expires_at`` it is over by itself."""
        row = {"session_sha256": _hashed(session), "expires_at": expires_at}
        with self._transaction(writes=True) as connection:
            connection.execute(
                sa.delete(SIGN_OUTS).where(SIGN_OUTS.c.session_sha256 == row["session_sha256"])
            )
            connection.execute(sa.insert(SIGN_OUTS).values(row))

    def signed_out(self, session: str) -> bool:
        """Whether the session with this key ended because somebody signed out."""
        wanted = sa.exists().where(SIGN_OUTS.c.session_sha256 == _hashed(session))
        with self._transaction() as connection:
            return bool(connection.scalar(sa.select(wanted)))

    def close(self) -> None:
        """Close every connection; the store can be used again afterwards."""
        self._engine.dispose()

    @contextmanager
    def _transaction(self, writes: bool = False) -> Iterator[sa.Connection]:
        """A transaction that is undone as a whole when anything goes wrong in it."""
        self._leave_connections_of_parent()
        try:
            with self._engine.connect() as connection:
                connection = connection.execution_options(writes=writes)
                with connection.begin():
                    yield connection
        except SQLAlchemyError as error:
            raise StoreError(
                "De database met publicaties is niet te bereiken of niet te lezen. Probeer het later opnieuw."
            ) from error

    @contextmanager
    def _writing(self, base: int | None) -> Iterator[sa.Connection]:
        """A transaction for a publication on top of ``base``."""
        try:
            with self._transaction(writes=True) as connection:
                if _latest_number(connection) != base:
                    raise _conflict(connection, base)
                yield connection
        except StoreError as error:
            # PostgreSQL only sees at the insert that somebody else took the number at the same moment.
            if isinstance(error.__cause__, IntegrityError):
                with self._transaction() as connection:
                    if _latest_number(connection) != base:
                        raise _conflict(connection, base) from error
            raise

    def _leave_connections_of_parent(self) -> None:
        """A connection that came along in a fork still belongs to the parent: forget it, do not close it."""
        if self._process != os.getpid():
            self._engine.dispose(close=False)
            self._process = os.getpid()


def _latest_number(connection: sa.Connection) -> int | None:
    found: int | None = connection.scalar(sa.select(sa.func.max(PUBLICATIONS.c.number)))
    return found


def _lines(connection: sa.Connection, wanted: sa.Select[Any]) -> list[PublicationLine]:
    return [PublicationLine(**row) for row in connection.execute(wanted).mappings()]


def _read(connection: sa.Connection, number: int) -> Publication | None:
    row = (
        connection.execute(sa.select(PUBLICATIONS).where(PUBLICATIONS.c.number == number))
        .mappings()
        .one_or_none()
    )
    if row is None:
        return None
    tables = _texts(connection, PUBLICATION_TABLES, number)
    if fingerprint(tables) != row["sha256"]:
        raise StoreError(f"Publicatie {number} is beschadigd. Zet een reservekopie van de database terug.")
    return Publication(
        **{column.name: row[column.name] for column in _LINE},
        dataset=dataset_of(tables, row["problems"]),
        provenance=provenance_of(_texts(connection, PUBLICATION_PROVENANCE, number)),
    )


def _texts(connection: sa.Connection, table: sa.Table, number: int) -> dict[str, str]:
    found = connection.execute(sa.select(table).where(table.c.number == number))
    return {name: text for _, name, text in found}


def _write(
    connection: sa.Connection,
    dataset: Dataset,
    provenance: Provenance,
    *,
    who: str,
    why: str,
    base: int | None,
    undone: int | None = None,
) -> Publication:
    whole = dataset.today
    tables = tables_text(whole)
    line = PublicationLine((base or 0) + 1, datetime.now(UTC), who, why, fingerprint(tables), base, undone)
    row = {**vars(line), "problems": problems_text(whole)}
    connection.execute(sa.insert(PUBLICATIONS).values(row))
    _write_texts(connection, PUBLICATION_TABLES, line.number, "rows", tables)
    _write_texts(connection, PUBLICATION_PROVENANCE, line.number, "places", places_text(provenance))
    return Publication(**vars(line), dataset=whole, provenance=provenance)


def _write_texts(
    connection: sa.Connection, table: sa.Table, number: int, column: str, texts: Mapping[str, str]
) -> None:
    rows = [{"number": number, "table_name": name, column: text} for name, text in texts.items()]
    if rows:
        connection.execute(sa.insert(table), rows)


def _conflict(connection: sa.Connection, base: int | None) -> StoreConflict:
    """What to say to who started from ``base`` while others went on."""
    newer = sa.select(*_LINE).where((base or 0) < PUBLICATIONS.c.number).order_by(PUBLICATIONS.c.number)
    told = [
        f"publicatie {line.number} door {line.who} op {home_time(line.made_at)} ({line.why})"
        for line in _lines(connection, newer)
    ]
    if not told:
        return StoreConflict(f"Publicatie {base} bestaat niet. Begin opnieuw vanaf de laatste publicatie.")
    return StoreConflict(
        f"Er is intussen al gepubliceerd: {'; '.join(told)}. Er is niets veranderd. "
        "Bekijk de verschillen opnieuw en publiceer dan."
    )


def _told(text: str, question: str) -> str:
    clean = _clean(text)
    if not clean:
        raise StoreError(f"{question} Vul dat in.")
    if len(clean) > LONGEST:
        raise StoreError(f"{question} Houd het korter dan {LONGEST} tekens.")
    return clean


def _clean(text: str) -> str:
    """One line without signs that cannot be seen; PostgreSQL refuses some of them."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
