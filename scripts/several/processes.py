"""A process that serves an address: started until it answers, stopped until it is gone."""

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

STARTS_IN: Final = 90.0
STOPS_IN: Final = 40.0  # gunicorn lets a request that is under way end within 30 s


class DoesNotStart(Exception):  # noqa: N818
    """A process gave no answer in time; the message (Dutch) holds the end of its log."""


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Child:
    """A server in a session of its own, so that Ctrl+C reaches us first and we stop it in order."""

    def __init__(
        self, command: Sequence[str], log: Path, address: str, environment: Mapping[str, str] | None = None
    ) -> None:
        self.address = address
        self._command, self._log, self._environment = list(command), log, environment
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, ready: str = "/health/ready") -> None:
        """Start it; returns when ``ready`` answers. Raises DoesNotStart."""
        self.launch()
        self.wait_until_ready(ready)

    def launch(self) -> None:
        """Start it, without waiting."""
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as output:
            self._process = subprocess.Popen(
                self._command,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
            )

    def wait_until_ready(self, ready: str = "/health/ready") -> None:
        """Wait until ``ready`` answers. Raises DoesNotStart."""
        end = time.monotonic() + STARTS_IN
        while self._process and self._process.poll() is None and time.monotonic() < end:
            try:
                with urllib.request.urlopen(self.address + ready, timeout=5):  # noqa: S310
                    return
            except urllib.error.HTTPError as answer:
                answer.close()
            except OSError:
                pass
            time.sleep(0.05)
        told = self._log.read_text(encoding="utf-8", errors="replace")[-2000:]
        raise DoesNotStart(f"{self._command[0]} start niet:\n{told}")

    def stop(self) -> float:
        """Ask it to stop and wait until it has; returns the seconds that took."""
        begun = time.monotonic()
        self._signal(signal.SIGTERM)
        return time.monotonic() - begun

    def kill(self) -> None:
        """End it at once with all it started, as a machine that loses its power."""
        if self._process and self._process.poll() is None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()

    def freeze(self, frozen: bool) -> None:
        """Let it hang with its connections open, or go on."""
        if self._process:
            os.killpg(self._process.pid, signal.SIGSTOP if frozen else signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(number)
        try:
            self._process.wait(STOPS_IN)
        except subprocess.TimeoutExpired:
            self.kill()
