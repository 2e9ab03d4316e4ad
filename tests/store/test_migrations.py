"""The migrations make exactly the tables that the code declares."""

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from gka_dash.errors import StoreError
from gka_dash.model.dataset import Dataset
from gka_dash.store.engine import make_engine, open_store
from gka_dash.store.migrate import FOLDER, migrate
from gka_dash.store.store import Store
from gka_dash.store.tables import METADATA
from tests.store.samples import BrokenOffError, Steps, publish


def differences(store: Store, metadata: sa.MetaData = METADATA) -> list[object]:
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return list(compare_metadata(context, metadata))


def test_there_is_no_difference_between_the_code_and_the_migrations(store: Store) -> None:
    assert differences(store) == []


def test_a_difference_would_be_seen(store: Store) -> None:
    """The comparison sees a new table, a new column and another type."""
    changed = sa.MetaData(naming_convention=METADATA.naming_convention)
    for table in METADATA.tables.values():
        table.to_metadata(changed)
    sa.Table("extra", changed, sa.Column("a", sa.Integer, primary_key=True))
    changed.tables["drafts"].append_column(sa.Column("kleur", sa.Text))
    changed.tables["publications"].c.sha256.type = sa.Integer()
    found = str(differences(store, changed))
    for word in ("add_table", "add_column", "modify_type"):
        assert word in found


def test_there_is_one_line_of_migrations() -> None:
    script = ScriptDirectory(str(FOLDER))
    assert len(script.get_heads()) == len(script.get_bases()) == 1
    assert len(list(script.walk_revisions())) == len(list((FOLDER / "versions").glob("*.py")))


def test_opening_again_changes_nothing(store: Store, url: str, small: Dataset) -> None:
    made = publish(store, small)
    again = open_store(url)
    assert again.latest() == made
    again.close()


def test_a_migration_that_breaks_off_leaves_no_trace(url: str) -> None:
    engine = make_engine(url)

    def fail() -> None:
        raise BrokenOffError

    step = 0
    while True:
        step += 1
        with Steps(Store(engine), fail, step):
            try:
                migrate(engine)
                break
            except BrokenOffError:
                assert sa.inspect(engine).get_table_names() == []
    assert step > 10
    assert set(METADATA.tables) < set(sa.inspect(engine).get_table_names())
    engine.dispose()


def test_a_database_of_a_newer_version_is_left_alone(store: Store, url: str) -> None:
    with store._engine.begin() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="nieuwere versie"):
        open_store(url)
