"""The tables of the database, declared once; ``migrations/`` brings a database to this form."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa


class UtcTime(sa.types.TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zone, so it is put back on reading."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> datetime | None:
        """To the database: the same moment in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Any) -> datetime | None:
        """From the database: with its time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


METADATA = sa.MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
    }
)

PUBLICATIONS = sa.Table(
    "publications",
    METADATA,
    # Its number is given by us: two that build on the same one get the same number, and one of them loses.
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False),
    sa.Column("base", sa.Integer, sa.ForeignKey("publications.number")),
    sa.Column("undone", sa.Integer, sa.ForeignKey("publications.number")),
    sa.Column("problems", sa.Text, nullable=False),
)

PUBLICATION_TABLES = sa.Table(
    "publication_tables",
    METADATA,
    sa.Column("number", sa.Integer, sa.ForeignKey("publications.number"), primary_key=True),
    sa.Column("table_name", sa.String(60), primary_key=True),
    sa.Column("rows", sa.Text, nullable=False),
)

PUBLICATION_PROVENANCE = sa.Table(
    "publication_provenance",
    METADATA,
    sa.Column("number", sa.Integer, sa.ForeignKey("publications.number"), primary_key=True),
    sa.Column("table_name", sa.String(60), primary_key=True),
    sa.Column("places", sa.Text, nullable=False),
)

DRAFTS = sa.Table(
    "drafts",
    METADATA,
    # Who reads the database, or a backup of it, must not be able to open a private link.
    sa.Column("token_sha256", sa.String(64), primary_key=True),
    sa.Column("made_at", UtcTime, nullable=False),
    sa.Column("expires_at", UtcTime, nullable=False, index=True),
    sa.Column("who", sa.Text, nullable=False),
    sa.Column("file_name", sa.Text, nullable=False),
    sa.Column("base", sa.Integer),
    sa.Column("tables", sa.Text, nullable=False),
    sa.Column("problems", sa.Text, nullable=False),
    sa.Column("places", sa.Text, nullable=False),
)

SIGN_OUTS = sa.Table(
    "sign_outs",
    METADATA,
    # A session lives in its own cookie; this says which of them ended before their time.
    sa.Column("session_sha256", sa.String(64), primary_key=True),
    sa.Column("expires_at", UtcTime, nullable=False, index=True),
)

UNCHANGING = (PUBLICATIONS, PUBLICATION_TABLES, PUBLICATION_PROVENANCE)
"""Tables whose rows the database itself refuses to change."""
