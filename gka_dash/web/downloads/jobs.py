"""Long work in a process of its own, kept as files so that any worker can tell how far it is.

A job is a folder. Its process holds a lock on a file in it for as long as it lives, whatever happens to the
worker that started it; a job that says it is busy while nobody holds its lock has ended unexpectedly.
"""

import fcntl
import hmac
import json
import os
import re
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from gka_dash.settings import PROJECT_ROOT
from gka_dash.sources.replace import replace_file

SHEETS, STORY = "bladen", "verhaal"
BUSY, DONE, STOPPED, FAILED = "bezig", "klaar", "gestopt", "mislukt"
MOST_AT_ONCE: Final = 2
MOST_KEPT: Final = 20
TIME_LIMIT: Final = 300  # seconds that a job may take
GRACE: Final = 15  # and what it gets on top to say so by itself
KEPT_FOR: Final = 3600  # seconds after its end that a result can be fetched
ENDED: Final = "De taak is onverwacht gestopt."
TOO_LONG: Final = f"De taak duurde langer dan {TIME_LIMIT // 60} minuten en is gestopt."
_KEY: Final = re.compile(r"[A-Za-z0-9_-]{22}")
_ORDER, _STATE, _ALIVE, _STOP, _RESULT, _DOOR, _SECRET = (
    "opdracht.json", "stand.json", "leeft", "stop", "uit", "deur", "sleutel",
)  # fmt: skip


@dataclass(frozen=True)
class Order:
    """What is asked for: the sheets of a region (``of`` is its code) or a story (its name) as a kind of file.

    ``query`` is canonical, ``title`` is what people call it, ``mark`` the publication that was shown.
    """

    what: str
    of: str
    title: str
    kind: str = ""
    query: str = ""
    region: str = ""
    mark: str = ""


@dataclass(frozen=True)
class State:
    """How far a job is. ``name`` is that of the finished file, ``failed`` are sentences on what it lacks."""

    status: str = BUSY
    done: int = 0
    total: int = 0
    label: str = ""
    failed: tuple[str, ...] = ()
    name: str = ""
    size: int = 0
    reason: str = ""
    pid: int = 0


@dataclass(frozen=True)
class Job:
    """A job as it is now."""

    key: str
    order: Order
    state: State
    began: float
    ended: float = 0.0
    stopping: bool = False

    @property
    def until(self) -> float:
        """When its result goes."""
        return self.ended + KEPT_FOR


class Refused(Exception):  # noqa: N818 - being busy is no fault
    """There is no room for another job; the message (Dutch) says what to do."""


@dataclass
class Jobs:
    """The jobs under a folder that all workers share. ``command`` runs the job of the folder behind it."""

    folder: Path
    command: tuple[str, ...] = (sys.executable, "-m", "gka_dash.web.downloads.worker")
    clock: Callable[[], float] = time.time
    _children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self, order: Order, address: str) -> str:
        """Start a job and give its key, or that of a result that is there already. Raises Refused."""
        with self._alone():
            self._tidy()
            jobs = list(self._all())
            for job in jobs:
                if job.order == order and job.state.status == DONE and not job.state.failed:
                    return job.key
            owner = self._owner(address)
            busy = [job for job in jobs if job.state.status == BUSY]
            if any(_read(self.folder / job.key / _ORDER).get("owner") == owner for job in busy):
                raise Refused("Vanaf uw adres loopt al een taak. Wacht tot die klaar is, of stop die eerst.")
            if len(busy) >= MOST_AT_ONCE:
                raise Refused(
                    "Er lopen nu al te veel taken van anderen. Probeer het over een minuut opnieuw."
                )
            return self._begin(order, owner)

    def find(self, key: str) -> Job | None:
        """The job with this key; None when there is none or its time is over."""
        self._reap()
        if not _KEY.fullmatch(key) or not (self.folder / key / _ORDER).is_file():
            return None
        job = self._job(self.folder / key)
        return None if job is None or self._is_over(job) else job

    def stop(self, key: str) -> None:
        """Ask a job to stop; it does so before its next part."""
        if self.find(key):
            with suppress(OSError):
                (self.folder / key / _STOP).touch()

    def result(self, job: Job) -> Path:
        """The file that a finished job made."""
        return self.folder / job.key / _RESULT

    # ---- files -------------------------------------------------------------------------------------------

    def _begin(self, order: Order, owner: str) -> str:
        key = secrets.token_urlsafe(16)
        made = self.folder / f".{key}"
        made.mkdir(mode=0o700)
        _write(made / _ORDER, asdict(order) | {"owner": owner, "began": self.clock()})
        _write(made / _STATE, asdict(State()))
        # The lock is taken here and goes along to the process: there is no moment in which nobody holds it.
        with (made / _ALIVE).open("wb") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            made.rename(self.folder / key)
            child = subprocess.Popen(
                [*self.command, str(self.folder / key)],
                cwd=PROJECT_ROOT,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(lock.fileno(),),
                start_new_session=True,  # it outlives the worker, which may be renewed at any time
            )
        self._children.append(child)
        return key

    def _all(self) -> Iterator[Job]:
        for path in sorted(self.folder.iterdir()):
            if _KEY.fullmatch(path.name):
                job = self._job(path)
                if job is not None:
                    yield job

    def _job(self, path: Path) -> Job | None:
        order, state = _read(path / _ORDER), _state_of(path)
        began = float(order.pop("began", 0))
        order.pop("owner", None)
        if state.status == BUSY and not _is_alive(path):
            state = _state_of(path)  # it may have ended between the two looks
            state = replace(state, status=FAILED, reason=ENDED) if state.status == BUSY else state
        if state.status == BUSY and state.pid and self.clock() > began + TIME_LIMIT + GRACE:
            with suppress(OSError):
                os.kill(state.pid, signal.SIGKILL)  # its lock is held, so this number is still its own
        try:
            ended = (path / _STATE).stat().st_mtime if state.status != BUSY else 0.0
            return Job(path.name, Order(**order), state, began, ended, (path / _STOP).exists())
        except (OSError, TypeError):  # tidied away by another worker just now
            return None

    def _is_over(self, job: Job) -> bool:
        return job.state.status != BUSY and self.clock() > job.until

    def _tidy(self) -> None:
        ended = sorted((job for job in self._all() if job.state.status != BUSY), key=lambda job: job.ended)
        too_many = ended[: max(0, len(ended) - MOST_KEPT)]
        for job in ended:
            if job in too_many or self._is_over(job):
                shutil.rmtree(self.folder / job.key, ignore_errors=True)

    def _reap(self) -> None:
        self._children = [child for child in self._children if child.poll() is None]

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """One at a time, over all workers."""
        self._reap()
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with (self.folder / _DOOR).open("wb") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield

    def _owner(self, address: str) -> str:
        """What tells addresses apart; the address itself is written down nowhere."""
        path = self.folder / _SECRET
        if not path.is_file():
            replace_file(path, secrets.token_bytes(32))
            path.chmod(0o600)
        return hmac.digest(path.read_bytes(), address.encode(), "sha256").hex()


class Desk:
    """What the process of a job works with: its order, how far it is, and whether to stop."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder, self._clock = folder, clock
        given = _read(folder / _ORDER)
        given.pop("owner", None)
        given.pop("began", None)
        self.order = Order(**given)
        self.state = State(pid=os.getpid())
        self._told = -1.0

    @property
    def must_stop(self) -> bool:
        """Whether somebody asked to stop."""
        return (self._folder / _STOP).exists()

    def tell(self, **changes: Any) -> None:
        """Write down how far it is; five times a second is often enough."""
        self.state = replace(self.state, **changes)
        if self.state.status != BUSY or self._clock() > self._told + 0.2:
            _write(self._folder / _STATE, asdict(self.state))
            self._told = self._clock()

    def finish(self, name: str, content: bytes, failed: tuple[str, ...]) -> None:
        """Hand over what was made."""
        replace_file(self._folder / _RESULT, content)
        done = self.state.total or self.state.done
        self.tell(status=DONE, done=done, label="", failed=failed, name=name, size=len(content))


def _is_alive(path: Path) -> bool:
    try:
        with (path / _ALIVE).open("rb") as lock:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def _state_of(path: Path) -> State:
    found = _read(path / _STATE)
    found["failed"] = tuple(found.get("failed", ()))
    return State(**found)


def _read(path: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


def _write(path: Path, content: Any) -> None:
    replace_file(path, json.dumps(content, ensure_ascii=False).encode())
