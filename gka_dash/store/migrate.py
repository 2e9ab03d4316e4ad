"""Brings a database to the form that this version of the dashboard needs."""

from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from gka_dash.errors import StoreError

FOLDER = Path(__file__).resolve().parent / "migrations"
_LOCK = 0x676B61  # any number will do, as long as all versions of the dashboard use the same


def migrate(engine: sa.Engine) -> None:
    """Run the migrations that are missing, in one transaction; a second process waits for the first one."""
    script = ScriptDirectory(str(FOLDER))
    # Look first, without a lock: who starts while somebody publishes must not wait for that.
    with engine.connect() as connection:
        if _is_current(connection, script):
            return
    with engine.connect() as connection:
        connection = connection.execution_options(writes=True)
        with connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
            if not _is_current(connection, script):
                config = Config()
                config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
                config.attributes["connection"] = connection
                command.upgrade(config, "head")


def _is_current(connection: sa.Connection, script: ScriptDirectory) -> bool:
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in {each.revision for each in script.walk_revisions()}:
        raise StoreError(
            "De database met publicaties is gemaakt door een nieuwere versie van het dashboard. "
            "Installeer die versie, of zet een reservekopie van de database terug."
        )
    return current == script.get_current_head()
