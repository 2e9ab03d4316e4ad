"""A real gunicorn with its workers, to kill, reload and starve."""

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from typing import Any

from tests.browser.served import environment, free_port

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
# Root may write where nobody may; Linux lets a process give that up (PR_CAPBSET_DROP of CAP_DAC_OVERRIDE).
_AS_ANYBODY = (
    "import ctypes, os, sys; ctypes.CDLL(None).prctl(24, 1, 0, 0, 0); os.execv(sys.argv[1], sys.argv[1:])"
)


@dataclass
class Live:
    """A server that runs: where, as which process, and what it wrote."""

    port: int
    process: subprocess.Popen[bytes]
    log: Path

    def get(self, path: str = "/", timeout: float = 20, **headers: str) -> tuple[int, str]:
        """Status and text of one question over a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("GET", path, headers={"Connection": "close", **headers})
            answer = connection.getresponse()
            return answer.status, answer.read().decode("utf-8", "replace")
        finally:
            connection.close()

    def workers(self) -> set[int]:
        """The processes that answer."""
        asked = ["ps", "-o", "pid=", "--ppid", str(self.process.pid)]
        if sys.platform == "darwin":
            asked = ["pgrep", "-P", str(self.process.pid)]
        told = subprocess.run(asked, capture_output=True, text=True, check=False).stdout
        return {int(line) for line in told.split()}

    def signal(self, number: signal.Signals) -> None:
        """Tell the master process something."""
        self.process.send_signal(number)

    def told(self) -> str:
        """The log so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def until(fits: Callable[[], Any], what: str) -> None:
    """Wait for something that happens by itself."""
    end = time.monotonic() + PATIENCE
    while not fits():
        assert time.monotonic() < end, what
        time.sleep(0.05)


def answers(live: Live, path: str = "/health") -> bool:
    """Whether somebody answers there now."""
    with suppress(OSError, http.client.HTTPException):
        return live.get(path, timeout=3)[0] == 200
    return False


@contextmanager
def serving_live(
    folder: Path, *arguments: str, bound: bool = False, settings: Mapping[str, str] | None = None
) -> Iterator[Live]:
    """Start gunicorn as it runs in production and stop it; ``bound`` by the rights of files, also as root."""
    port, log = free_port(), folder / "log.txt"
    own = {"HOST": "127.0.0.1", "PORT": str(port), "GKA_STATE_DIR": str(folder / "state"), **(settings or {})}
    command = [sys.executable, "-m", "gunicorn", *(arguments or ("app:server",))]
    if bound and os.geteuid() == 0:
        command = [sys.executable, "-c", _AS_ANYBODY, *command]
    with log.open("wb") as output:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment(**own, PYTHONDONTWRITEBYTECODE="1"),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        live = Live(port, process, log)
        try:
            until(lambda: process.poll() is not None or live_or_failing(live), "it did not start")
            assert process.poll() is None, live.told()
            yield live
        finally:
            process.terminate()
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def live_or_failing(live: Live) -> bool:
    """Whether the server answers at all, be it with an error."""
    with suppress(OSError, http.client.HTTPException):
        return live.get("/health", timeout=3)[0] > 0
    return False


class Crowd:
    """Visitors who keep asking; whatever goes wrong for one of them is kept."""

    def __init__(self, live: Live, *paths: str, visitors: int = 4) -> None:
        self.answered = 0
        self.faults: list[str] = []
        self._live, self._paths = live, paths or ("/",)
        self._end = Event()
        self._threads = [Thread(target=self._ask, daemon=True) for _ in range(visitors)]

    def __enter__(self) -> "Crowd":
        for thread in self._threads:
            thread.start()
        until(lambda: self.answered > 8, "nobody was answered")
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        for thread in self._threads:
            thread.join(timeout=PATIENCE)

    def go_on(self, more: int = 40) -> None:
        """Wait until so many more have been answered."""
        wanted = self.answered + more
        until(lambda: self.answered >= wanted, "the crowd was not answered any more")

    def _ask(self) -> None:
        number = 0
        while not self._end.is_set():
            path = self._paths[number % len(self._paths)]
            number += 1
            try:
                status, text = self._live.get(path)
            except (OSError, http.client.HTTPException) as problem:
                self.faults.append(f"{path}: {type(problem).__name__} {problem}")
                continue
            self.answered += 1
            if status != 200 or "Er ging iets mis" in text:
                self.faults.append(f"{path}: {status}")
