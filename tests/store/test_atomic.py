"""All or nothing: what breaks off leaves no trace, and of those who publish at once exactly one wins."""

import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NoReturn

import pytest
import sqlalchemy as sa

from gka_dash.errors import StoreConflict, StoreError
from gka_dash.model.dataset import Dataset
from gka_dash.store.engine import open_store
from gka_dash.store.first import ensure_first
from gka_dash.store.store import Store
from gka_dash.store.tables import METADATA, PUBLICATION_TABLES
from tests.store.samples import BrokenOffError, Steps, places, publish, with_theme

AT_ONCE = 8
Attempt = Callable[[Store, Dataset], object]


def attempt_publish(store: Store, dataset: Dataset) -> object:
    return publish(store, with_theme(dataset, "Sport"), 2)


def attempt_undo(store: Store, _: Dataset) -> object:
    return store.undo(1, who="Els", why="Terug")


def attempt_draft(store: Store, dataset: Dataset) -> object:
    return store.keep_draft(dataset, who="Els", file_name="a", provenance=places(dataset), base=2)


ATTEMPTS = [attempt_publish, attempt_undo, attempt_draft]


@pytest.fixture
def filled(store: Store, small: Dataset) -> Store:
    publish(store, small)
    publish(store, with_theme(small, "Muziek"), 1)
    return store


def sizes(store: Store) -> dict[str, int | None]:
    with store._engine.connect() as connection:
        return {
            name: connection.scalar(sa.select(sa.func.count()).select_from(table))
            for name, table in METADATA.tables.items()
        }


def fail() -> NoReturn:
    raise BrokenOffError


def be_killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_an_error_at_any_step_leaves_no_trace(attempt: Attempt, filled: Store, small: Dataset) -> None:
    before, latest = sizes(filled), filled.latest()
    step = 0
    while True:
        step += 1
        with Steps(filled, fail, step) as steps:
            try:
                attempt(filled, small)
            except BrokenOffError:
                pass
            else:
                assert steps.taken < step
                break
        assert sizes(filled) == before
        assert filled.latest() == latest
    assert step > (2 if attempt is attempt_draft else 6)
    assert sizes(filled) != before


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_process_that_is_killed_at_any_step_leaves_no_trace(
    attempt: Attempt, filled: Store, small: Dataset, opened: Callable[[], Store]
) -> None:
    before, latest = sizes(filled), filled.latest()
    step = 0
    while True:
        step += 1
        child = os.fork()
        if child == 0:
            try:
                with Steps(filled, be_killed, step):
                    attempt(filled, small)
                os._exit(0)
            finally:
                os._exit(1)  # a child never goes on with the tests of its parent
        _, status = os.waitpid(child, 0)
        again = opened()
        if os.WIFEXITED(status):
            assert os.WEXITSTATUS(status) == 0
            break
        assert os.WTERMSIG(status) == signal.SIGKILL
        assert sizes(again) == before
        assert again.latest() == latest
        assert filled.latest() == latest
    assert step > (2 if attempt is attempt_draft else 6)
    assert sizes(again) != before


def test_after_a_failure_publishing_works(filled: Store, small: Dataset) -> None:
    with Steps(filled, fail, 7), pytest.raises(BrokenOffError):
        attempt_publish(filled, small)
    assert publish(filled, small, 2).number == 3


def test_one_of_many_threads_wins(filled: Store, small: Dataset) -> None:
    gate = threading.Barrier(AT_ONCE)

    def go(name: str) -> int | StoreConflict:
        gate.wait()
        try:
            return publish(filled, with_theme(small, name), 2, who=name).number
        except StoreConflict as conflict:
            return conflict

    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(go, (f"maker {number}" for number in range(AT_ONCE))))
    conflicts = [each for each in found if isinstance(each, StoreConflict)]
    assert found.count(3) == 1
    assert len(conflicts) == AT_ONCE - 1
    winner = filled.lines(1)[0]
    assert winner.number == 3
    assert all(f"publicatie 3 door {winner.who}" in str(conflict) for conflict in conflicts)


def test_one_of_a_publish_and_an_undo_wins(filled: Store, small: Dataset) -> None:
    """An undo starts from the latest one as well, so what was published a moment before is not lost."""
    publish(filled, small, 2)
    gate = threading.Barrier(2)

    def go(attempt: Callable[[], object]) -> str:
        gate.wait()
        try:
            attempt()
        except StoreConflict:
            return "conflict"
        return "gelukt"

    attempts = [
        lambda: publish(filled, with_theme(small, "Sport"), 3),
        lambda: filled.undo(2, who="Els", why="x"),
    ]
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(go, attempts))
    # The undo may also come just after the other one; then it builds on it, and both are there.
    assert found[1] == "gelukt" or filled.lines(1)[0].undone is None
    lines = filled.lines()
    assert len(lines) == 3 + found.count("gelukt")
    assert [line.base for line in lines[:-1]] == [line.number for line in lines[1:]]


def run_at_once(work: Callable[[str], object]) -> list[str]:
    """What ``work`` says in each of many processes that begin at the same moment."""
    gate_out, gate_in = os.pipe()
    answers = []
    for number in range(AT_ONCE):
        answer_out, answer_in = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(gate_in)
                os.read(gate_out, 1)  # ends for all of them when the parent closes the other end
                os.write(answer_in, str(work(f"maker{number}")).encode())
            except StoreConflict as conflict:
                os.write(answer_in, f"conflict {conflict}".encode())
            except BaseException as error:
                os.write(answer_in, repr(error).encode())
            finally:
                os._exit(0)
        os.close(answer_in)
        answers.append((child, answer_out))
    os.close(gate_out)
    os.close(gate_in)
    said = []
    for child, answer_out in answers:
        with os.fdopen(answer_out, "rb") as file:
            said.append(file.read().decode())
        os.waitpid(child, 0)
    return said


def test_one_of_many_processes_wins(filled: Store, url: str, small: Dataset) -> None:
    said = run_at_once(
        lambda name: publish(open_store(url), with_theme(small, name), 2, who=name).number,
    )
    lost = "conflict Er is intussen al gepubliceerd: publicatie 3 door maker"
    assert said.count("3") == 1
    assert sum(each.startswith(lost) for each in said) == AT_ONCE - 1
    assert filled.latest_number() == 3


def test_many_processes_start_with_an_empty_database(
    url: str, small: Dataset, opened: Callable[[], Store]
) -> None:
    """All make the tables and the first publication at once; all show the same one."""

    def start(name: str) -> str:
        dataset = with_theme(small, name)
        return ensure_first(open_store(url), dataset, places(dataset)).sha256

    said = run_at_once(start)
    latest = opened().latest()
    assert latest is not None
    assert latest.number == 1
    assert said == [latest.sha256] * AT_ONCE


def test_readers_do_not_wait_for_a_writer(filled: Store, opened: Callable[[], Store]) -> None:
    """Somebody is in the middle of publishing; others read the old one at once."""
    latest = filled.latest()
    with filled._transaction(writes=True) as connection:
        row = {"number": 2, "table_name": "nieuw", "rows": "{}"}
        connection.execute(sa.insert(PUBLICATION_TABLES).values(row))
        reader = opened()  # opening writes nothing when the tables are there
        assert reader.latest() == latest
    with pytest.raises(StoreError, match="beschadigd"):
        reader.latest()  # the row that does not belong there is written after all


def test_a_forked_child_has_connections_of_its_own(filled: Store, small: Dataset) -> None:
    filled.latest()  # the pool of PostgreSQL now holds a connection that the child must not touch
    child = os.fork()
    if child == 0:
        try:
            publish(filled, with_theme(small, "Sport"), 2, who="kind")
            os._exit(0)
        finally:
            os._exit(1)
    assert os.waitpid(child, 0)[1] == 0
    latest = filled.latest()
    assert latest is not None
    assert (latest.number, latest.who) == (3, "kind")


def test_a_database_that_is_away_is_an_error_with_words(filled: Store) -> None:
    def away() -> NoReturn:
        raise sa.exc.OperationalError("x", {}, Exception("geheim"))

    with Steps(filled, away, 1), pytest.raises(StoreError, match="niet te bereiken") as caught:
        filled.latest()
    assert "geheim" not in str(caught.value)
