"""Starts the dashboard, its twin and its peers, each on a free port of this machine."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
OURS = ("app:server",)
TWIN = ("-c", "benchmarks/twin/gunicorn_settings.py", "benchmarks.twin.app:server")


class ServerDidNotStart(Exception):  # noqa: N818
    """A server gave no answer in time; the message (Dutch) holds the end of its log."""


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Running:
    """A server that answers: its address and the process that its workers come from."""

    address: str
    pid: int


@contextmanager
def serving(arguments: Sequence[str]) -> Iterator[str]:
    """Address of a gunicorn with these arguments, for as long as the block runs; raises ServerDidNotStart."""
    with running([sys.executable, "-m", "gunicorn", *arguments], health="/_dash-layout") as server:
        yield server.address


@contextmanager
def running(
    command: Sequence[str], health: str, more: Mapping[str, str] | None = None, log_to: Path | None = None
) -> Iterator[Running]:
    """A server, for as long as the block runs; `{port}` in the command is a free one, PORT holds it as well.

    Raises ServerDidNotStart when `health` is not answered in time. A worker that was killed may not end this.
    """
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "GKA_LOG_LEVEL": "WARNING"}
    filled = [part.replace("{port}", str(port)) for part in command]
    with log_to.open("w+b") if log_to else tempfile.TemporaryFile() as log:
        process = subprocess.Popen(
            filled, cwd=ROOT, env={**environment, **(more or {})}, stdout=log, stderr=log
        )
        try:
            address = f"http://127.0.0.1:{port}"
            if not _answers(address + health, process):
                log.seek(0)
                end = log.read()[-2000:].decode(errors="replace")
                raise ServerDidNotStart(f"De server start niet ({filled[-1]}):\n{end}")
            yield Running(address, process.pid)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(address: str, process: subprocess.Popen[bytes]) -> bool:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=10):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False


def body_size(address: str) -> int:
    """Bytes of the body that a browser which knows Brotli gets from an address."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return len(answer.read())
