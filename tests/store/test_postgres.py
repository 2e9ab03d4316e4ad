"""The server that the tests start themselves, also on a computer without PostgreSQL."""

from pathlib import Path

import psycopg
import pytest

from tests.store import postgres
from tests.store.postgres import NoPostgres, PostgresServer, start_server


def test_the_wheel_among_the_test_packages_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "candidates", lambda: iter(postgres.wheels()))
    server = start_server()
    try:
        assert "pgserver" in str(server.programs)
        with psycopg.connect(server.new_database("proef")) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        server.remove()
    assert not server.home.exists()


def test_without_any_server_the_reason_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(postgres, "candidates", lambda: iter([tmp_path]))
    with pytest.raises(NoPostgres, match=str(tmp_path)):
        start_server()


def test_what_one_server_holds_stays_after_a_restart(postgres: PostgresServer) -> None:
    url = postgres.new_database("blijft")
    postgres.stop()
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(url)
    postgres.start()
    psycopg.connect(url).close()
