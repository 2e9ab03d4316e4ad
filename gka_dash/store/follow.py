"""Takes over each new publication, in a thread of its own, and survives a database that is away."""

import logging
import os
import threading
import time
from collections.abc import Callable

from gka_dash.errors import StoreError
from gka_dash.store.publication import Publication, PublicationLine
from gka_dash.store.store import Store

SLOWEST = 5.0
"""The most seconds between two attempts, so that a new publication is seen within that time."""

_log = logging.getLogger(__name__)


class Follower:
    """Calls ``on_new`` for each new publication, at most every ``seconds`` one question to the database.

    A thread does not live on in a fork: call ``start`` in each worker, or ``start_in_workers`` once before
    the fork. ``known`` is what the caller already shows. When the database is away, or ``on_new`` fails,
    the caller keeps its last good publication; that is logged once and tried again until it works.
    """

    def __init__(
        self,
        store: Store,
        on_new: Callable[[Publication], None],
        seconds: float = 2,
        known: PublicationLine | None = None,
    ) -> None:
        self._store = store
        self._on_new = on_new
        self._seconds = min(seconds, SLOWEST)
        self._known = _identity(known)
        self._reset()

    def _reset(self) -> None:
        self._checking = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._process = os.getpid()
        self._trouble: float | None = None

    def start(self) -> None:
        """Follow from now on; a second call in the same process changes nothing."""
        if self._process != os.getpid():
            self._reset()
        if self._thread is None:
            self._stopping.clear()
            self._thread = threading.Thread(target=self._run, name="publicaties", daemon=True)
            self._thread.start()

    def start_in_workers(self) -> None:
        """Start in every process that this one forks from now on, and not here: for a preloading server."""
        os.register_at_fork(after_in_child=self.start)

    def stop(self) -> None:
        """Stop following; returns when the thread has ended."""
        thread, self._thread = self._thread, None
        self._stopping.set()
        if thread is not None:
            thread.join()

    @property
    def trouble_for(self) -> float | None:
        """Seconds since the first look at the database that failed; None when the last one succeeded."""
        return None if self._trouble is None else time.monotonic() - self._trouble

    def knows(self, line: PublicationLine) -> None:
        """The caller came to show ``line`` by another way."""
        self._known = _identity(line)

    def check_now(self) -> bool:
        """Look once, in this thread; whether there was something new. Never raises for the database."""
        with self._checking:
            try:
                found = self._look()
            except StoreError as error:
                self._tell("De publicaties zijn niet te lezen; de laatste goede blijft staan. %s", error)
                return False
            except Exception:
                # Whatever is wrong with one publication, the next one must still be taken over.
                self._tell("Een nieuwe publicatie kan niet worden getoond; de laatste goede blijft staan.")
                return False
            if self._trouble is not None:
                _log.info("De publicaties zijn weer te lezen.")
                self._trouble = None
            return found

    def _look(self) -> bool:
        lines = self._store.lines(1)
        # Its number is not enough: after a backup was put back the same number can mean something else.
        if not lines or _identity(lines[0]) == self._known:
            return False
        publication = self._store.get(lines[0].number)
        if publication is None:
            return False
        self._on_new(publication)
        self._known = _identity(publication)
        return True

    def _tell(self, message: str, *values: object) -> None:
        if self._trouble is None:
            _log.warning(message, *values, exc_info=not values)
            self._trouble = time.monotonic()

    def _run(self) -> None:
        wait = self._seconds
        while not self._stopping.wait(wait):
            self.check_now()
            wait = min(wait * 2, SLOWEST) if self._trouble is not None else self._seconds


def _identity(line: PublicationLine | None) -> tuple[object, ...] | None:
    return None if line is None else (line.number, line.made_at, line.sha256)
