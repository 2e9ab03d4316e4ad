"""A backup that was never put back is no backup: made, everything destroyed, put back, and followed."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from gka_dash.errors import StoreError
from gka_dash.model.dataset import Dataset
from gka_dash.store.backup import make_backup, restore_backup
from gka_dash.store.engine import make_engine, open_store
from gka_dash.store.follow import Follower
from gka_dash.store.store import Store
from tests.store.postgres import PostgresServer
from tests.store.samples import publish, with_theme


@pytest.fixture(autouse=True)
def programs(engine_name: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """pg_dump of the server that is tried: an older one refuses a newer server."""
    if engine_name == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres")
        monkeypatch.setenv("PATH", str(server.programs), prepend=os.pathsep)


@pytest.fixture
def backup(store: Store, url: str, small: Dataset, tmp_path: Path) -> Path:
    """A backup of three publications."""
    for number in range(3):
        publish(store, with_theme(small, f"Thema {number}"), number or None)
    path = tmp_path / "kopie" / "gka.backup"
    make_backup(url, path)
    return path


@pytest.fixture
def destroy(url: str, opened: Callable[[], Store]) -> Iterator[Callable[[], None]]:
    """Everything that was published is gone: file and all, or every table."""

    def do() -> None:
        address = sa.make_url(url)
        if address.get_backend_name() == "sqlite":
            for path in Path(str(address.database)).parent.glob("publicaties.sqlite*"):
                path.unlink()
            return
        engine = make_engine(url)
        with engine.begin() as connection:
            connection.exec_driver_sql("DROP SCHEMA public CASCADE")
            connection.exec_driver_sql("CREATE SCHEMA public")
        engine.dispose()

    return do


def test_what_was_destroyed_comes_back_and_is_followed(
    store: Store, url: str, backup: Path, destroy: Callable[[], None], small: Dataset
) -> None:
    before, lines = store.latest(), store.lines()
    shown: list[int] = []
    follower = Follower(store, lambda publication: shown.append(publication.number), known=before)
    publish(store, with_theme(small, "Na de kopie"), 3)
    assert follower.check_now()
    destroy()
    assert not follower.check_now(), "the last good one stays"
    restored = restore_backup(url, backup)
    assert restored.latest() == before
    assert restored.lines() == lines
    assert follower.check_now()
    assert shown == [4, 3]
    again = publish(restored, with_theme(small, "Weer verder"), 3)
    assert follower.check_now(), "and publishing goes on from there"
    assert again.number == 4
    restored.close()


def test_a_backup_replaces_what_there_is_while_it_is_being_read(
    store: Store, url: str, backup: Path, small: Dataset
) -> None:
    newer = publish(store, with_theme(small, "Verkeerd"), 3)
    assert store.latest() == newer
    restore_backup(url, backup).close()
    assert [line.number for line in store.lines()] == [3, 2, 1]


def test_a_backup_is_whole_private_and_can_be_made_again(url: str, backup: Path) -> None:
    first = backup.stat()
    make_backup(url, backup)
    assert backup.stat().st_mode & 0o777 == 0o600
    assert backup.stat().st_size > 1000
    assert backup.stat().st_ino != first.st_ino
    assert [path.name for path in backup.parent.iterdir()] == [backup.name]


@pytest.mark.parametrize("content", [b"", b"Geen kopie", b"SQLite format 3\0 half", b"PGDMP half"])
def test_a_file_that_is_no_backup_changes_nothing(
    store: Store, url: str, backup: Path, content: bytes, tmp_path: Path
) -> None:
    before = store.latest()
    wrong = tmp_path / "fout"
    wrong.write_bytes(content)
    with pytest.raises(StoreError, match=r"reservekopie|pg_restore"):
        restore_backup(url, wrong)
    with pytest.raises(StoreError, match="niet terug te zetten"):
        restore_backup(url, tmp_path / "bestaat-niet")
    assert store.latest() == before


def test_a_backup_of_a_database_that_is_away_leaves_no_file(url: str, tmp_path: Path) -> None:
    elsewhere = sa.make_url(url)
    if elsewhere.get_backend_name() == "sqlite":
        away = f"sqlite:///{tmp_path}/bestaat-niet/p.sqlite"
    else:
        away = "postgresql://ik:geheim@127.0.0.1:9/gka?connect_timeout=2"
    path = tmp_path / "kopie"
    with pytest.raises(StoreError) as caught:
        make_backup(away, path)
    assert "geheim" not in str(caught.value)
    assert list(tmp_path.glob("kopie*")) == []


def test_without_the_program_it_says_what_to_install(
    store: Store, url: str, engine_name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if engine_name == "sqlite":
        make_backup(url, tmp_path / "kopie")  # needs no program
        assert open_store(f"sqlite:///{tmp_path}/kopie").lines() == []
        return
    with pytest.raises(StoreError, match="postgresql-client"):
        make_backup(url, tmp_path / "kopie")
