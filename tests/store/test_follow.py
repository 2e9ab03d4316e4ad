"""A new publication reaches every process, and a database that is away harms nobody."""

import logging
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import pytest
import sqlalchemy as sa

from gka_dash.errors import StoreError
from gka_dash.model.dataset import Dataset
from gka_dash.store.follow import SLOWEST, Follower
from gka_dash.store.publication import Publication
from gka_dash.store.store import Store
from gka_dash.store.tables import METADATA
from tests.store.postgres import PostgresServer
from tests.store.samples import publish, with_theme

QUICK = 0.05
PATIENCE = 20.0

FORKING = """
import os, sys, threading
from gka_dash.store.engine import open_store
from gka_dash.store.follow import Follower
from tests.small import small_dataset
from tests.store.samples import publish

store, seen = open_store(sys.argv[1]), threading.Event()
first = publish(store, small_dataset())
Follower(store, lambda publication: seen.set(), 0.05, known=first).start_in_workers()
assert threading.active_count() == 1
children = []
for _ in range(2):
    child = os.fork()
    if child == 0:
        os._exit(0 if seen.wait(20) and threading.active_count() == 2 else 1)
    children.append(child)
publish(store, small_dataset(), 1)
print([os.waitpid(child, 0)[1] for child in children], seen.is_set())
"""

ENDING = """
import sys, time
from gka_dash.store.engine import open_store
from gka_dash.store.follow import Follower

Follower(open_store(sys.argv[1]), print, 0.01).start()
time.sleep(0.1)
print("einde")
"""


class Seen(list[Publication]):
    """What a worker took over."""

    def wait_for(self, number: int) -> float:
        """How many seconds it took until this number was there."""
        start = time.monotonic()
        while not (self and self[-1].number == number):
            assert time.monotonic() - start < PATIENCE, [each.number for each in self]
            time.sleep(0.01)
        return time.monotonic() - start


@pytest.fixture
def seen() -> Seen:
    return Seen()


@pytest.fixture
def follow(store: Store) -> Iterator[Callable[..., Follower]]:
    made: list[Follower] = []

    def start(on_new: Callable[[Publication], None], seconds: float = QUICK, **more: object) -> Follower:
        made.append(Follower(store, on_new, seconds, **more))  # type: ignore[arg-type]
        made[-1].start()
        return made[-1]

    yield start
    for follower in made:
        follower.stop()


@pytest.fixture
def outage(engine_name: str, url: str, request: pytest.FixtureRequest) -> Iterator[Callable[[bool], None]]:
    """Takes the database away (True) and brings it back (False)."""
    if engine_name == "sqlite":
        path = Path(sa.make_url(url).database or "")
        aside = path.with_name("elders.sqlite")

        def change(gone: bool) -> None:
            path.rename(aside) if gone else aside.rename(path)

        yield change
        return
    server: PostgresServer = request.getfixturevalue("postgres")
    state = {"gone": False}

    def stop_or_start(gone: bool) -> None:
        server.stop() if gone else server.start()
        state["gone"] = gone

    yield stop_or_start
    if state["gone"]:
        server.start()


def run(code: str, url: str, project: Path) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code, url],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    return done.stdout.strip()


def test_a_publication_of_another_process_is_taken_over_within_five_seconds(
    follow: Callable[..., Follower], store: Store, seen: Seen, small: Dataset, url: str, project: Path
) -> None:
    """With the interval that the dashboard itself uses."""
    first = publish(store, small)
    follower = Follower(store, seen.append, known=first)
    assert follower._seconds < SLOWEST <= 5
    follower.start()
    try:
        command = [sys.executable, "-m", "tests.store.publisher", url, "Els", "1"]
        subprocess.run(command, cwd=project, check=True)
        assert seen.wait_for(2) < 5
    finally:
        follower.stop()
    assert seen == [store.latest()]


def test_only_what_is_new_is_told(
    follow: Callable[..., Follower], store: Store, seen: Seen, small: Dataset
) -> None:
    follower = Follower(store, seen.append)
    assert not follower.check_now()  # an empty store
    first = publish(store, small)
    assert follower.check_now()
    assert not follower.check_now()
    for number in (1, 2, 3):
        publish(store, with_theme(small, f"Thema {number}"), number)
    assert follower.check_now()
    assert [each.number for each in seen] == [1, 4]  # the latest one only
    assert not Follower(store, seen.append, known=seen[-1].line).check_now()
    assert Follower(store, seen.append, known=first).check_now()


def test_a_backup_that_was_put_back_is_taken_over(store: Store, seen: Seen, small: Dataset) -> None:
    """The same number can then mean something else."""
    publish(store, small)
    follower = Follower(store, seen.append)
    assert follower.check_now()
    with store._engine.begin() as connection:
        for table in reversed(METADATA.sorted_tables):
            connection.execute(sa.delete(table))
    assert not follower.check_now()
    again = publish(store, with_theme(small, "Sport"))
    assert follower.check_now()
    assert [each.number for each in seen] == [1, 1]
    assert seen[-1] == again


def test_a_database_that_is_away_comes_back(
    follow: Callable[..., Follower],
    store: Store,
    seen: Seen,
    small: Dataset,
    outage: Callable[[bool], None],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO, "gka_dash.store")
    publish(store, small)
    follower = follow(seen.append)
    seen.wait_for(1)
    for number in (2, 3):
        caplog.clear()
        outage(True)
        time.sleep(1)
        with pytest.raises(StoreError, match="niet te bereiken"):
            store.latest()
        assert not follower.check_now()
        assert [each.number for each in seen] == list(range(1, number))
        outage(False)
        publish(store, with_theme(small, f"Thema {number}"), number - 1)
        seen.wait_for(number)
        while len(caplog.messages) < 2:
            time.sleep(0.01)
        levels = [record.levelname for record in caplog.records]
        assert levels == ["WARNING", "INFO"], caplog.text


class Pauses:
    """Stands in for the pause between two attempts: notes how long it would be, and ends after ten."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def wait(self, seconds: float) -> bool:
        self.seconds.append(seconds)
        return len(self.seconds) == 10


@pytest.mark.parametrize("seconds", [0.5, 2, 60])
def test_a_database_that_stays_away_is_not_asked_all_the_time(
    seconds: float, store: Store, seen: Seen, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each pause is twice the one before, and never so long that a new publication would come late."""
    follower = Follower(store, seen.append, seconds)
    pauses = Pauses()
    monkeypatch.setattr(follower, "_stopping", pauses)
    follower._run()
    first = min(seconds, SLOWEST)
    assert pauses.seconds == [first] * 10

    def away(_: int = 50) -> NoReturn:
        raise StoreError("weg")

    monkeypatch.setattr(store, "lines", away)
    pauses.seconds.clear()
    follower._run()
    assert pauses.seconds == [min(first * 2**attempt, SLOWEST) for attempt in range(10)]


def test_a_publication_that_cannot_be_shown_is_tried_again(
    store: Store, small: Dataset, caplog: pytest.LogCaptureFixture
) -> None:
    publish(store, small)
    attempts: list[int] = []

    def on_new(publication: Publication) -> None:
        attempts.append(publication.number)
        if len(attempts) < 3:
            raise ValueError("kan dit niet tekenen")

    follower = Follower(store, on_new)
    assert [follower.check_now() for _ in range(4)] == [False, False, True, False]
    assert attempts == [1, 1, 1]
    warnings = [record for record in caplog.records if record.levelname == "WARNING"]
    assert len(warnings) == 1
    assert "kan dit niet tekenen" in caplog.text


def test_stopping_is_quick_and_starting_again_works(store: Store, seen: Seen, small: Dataset) -> None:
    before = threading.active_count()
    follower = Follower(store, seen.append, 60)
    follower.start()
    follower.start()
    assert threading.active_count() == before + 1
    start = time.monotonic()
    follower.stop()
    follower.stop()
    assert threading.active_count() == before
    assert time.monotonic() - start < SLOWEST / 2  # it does not sit out its pause
    follower = Follower(store, seen.append, QUICK)
    for number in (1, 2):
        publish(store, with_theme(small, f"Thema {number}"), number - 1 or None)
        follower.start()
        seen.wait_for(number)
        follower.stop()


def test_a_forked_worker_follows_by_itself(url: str, project: Path) -> None:
    """As a preloading gunicorn does it: the parent has no thread, each worker has one of its own."""
    assert run(FORKING, url, project) == "[0, 0] False"


def test_a_follower_keeps_no_process_alive(url: str, project: Path) -> None:
    assert run(ENDING, url, project) == "einde"


def test_what_is_told_is_whole(
    follow: Callable[..., Follower], store: Store, seen: Seen, small: Dataset
) -> None:
    """Never a mix of two: every publication that a reader gets carries its own theme."""
    publish(store, replace(small, themas=()))
    follow(seen.append, 0.001)
    for number in range(2, 30):
        publish(store, with_theme(replace(small, themas=()), str(number)), number - 1)
    seen.wait_for(29)
    for each in seen[1:]:
        assert [theme.thema for theme in each.dataset.themas] == [str(each.number)]
