"""How alembic runs: on the connection that ``gka_dash/store/migrate.py`` hands over, in its transaction."""

from alembic import context

from gka_dash.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"], target_metadata=METADATA, transactional_ddl=True
)
context.run_migrations()
