"""Which addresses of a database can be used, and what is said of the others."""

import sqlite3
from pathlib import Path
from urllib.parse import quote

import pytest

from gka_dash.errors import StoreError
from gka_dash.model.dataset import Dataset
from gka_dash.settings import Settings
from gka_dash.store.engine import PATIENCE, make_engine, open_store
from tests.store.samples import publish


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "geen adres"),
        ("publicaties.sqlite", "geen adres"),
        ("mysql://root:geheim@db/gka", "iets anders kan niet"),
        ("oracle://root:geheim@db/gka", "iets anders kan niet"),
        ("sqlite://", "een bestand noemen"),
        ("sqlite:///:memory:", "een bestand noemen"),
        ("sqlite:////dev/null/x/publicaties.sqlite", "niet te maken"),
        ("postgresql://ik:geheim@127.0.0.1:9/gka?connect_timeout=2&sslpassword=geheim", "niet te openen"),
        ("postgres://ik:geheim@127.0.0.1:9/gka", "niet te openen"),
    ],
)
def test_an_address_that_cannot_be_used(url: str, words: str) -> None:
    with pytest.raises(StoreError, match=words) as caught:
        open_store(url)
    assert "geheim" not in str(caught.value)


LETTER = b"Dit is geen database, maar een brief. " * 100


@pytest.mark.parametrize("content", [LETTER, b"SQLite format 3\0 afgebroken"])
def test_a_file_that_is_no_database(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "publicaties.sqlite"
    path.write_bytes(content)
    with pytest.raises(StoreError, match="niet te openen"):
        open_store(f"sqlite:///{path}")
    assert path.read_bytes() == content


@pytest.mark.parametrize("name", ["publicaties.sqlite", "een map/p?q#r.sqlite", "50%25 é.sqlite"])
def test_sqlite_is_set_up_to_be_safe(name: str, tmp_path: Path, small: Dataset) -> None:
    """Readers go on while somebody writes (WAL), and what was published survives a power cut (FULL)."""
    path = tmp_path / name
    store = open_store(f"sqlite:///{quote(str(path))}")
    with store._engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == 2
        assert connection.exec_driver_sql("PRAGMA busy_timeout").scalar() == 10_000
    publish(store, small)
    assert path.stat().st_mode & 0o077 == 0
    with sqlite3.connect(path) as direct:
        assert direct.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    direct.close()


def test_a_lost_postgresql_server_is_noticed_soon() -> None:
    """What somebody sets in the address goes first."""
    query = make_engine("postgresql://db/gka?connect_timeout=9").url.query
    assert query == {**PATIENCE, "connect_timeout": "9"}


def test_the_default_is_a_file_in_the_state_folder(tmp_path: Path) -> None:
    folder = tmp_path / "50%25 be?waard#"
    settings = Settings.from_environment({"GKA_STATE_DIR": str(folder)})
    open_store(settings.store_url).close()
    assert (folder / "publicaties.sqlite").is_file()
    chosen = Settings.from_environment({"GKA_DATABASE_URL": "postgresql://ik:geheim@db/gka"})
    assert chosen.store_url == "postgresql://ik:geheim@db/gka"
    assert "geheim" not in repr(chosen)
