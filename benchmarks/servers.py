"""Starts the dashboard and its twin with gunicorn, each on a free port of this machine."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
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


@contextmanager
def serving(arguments: Sequence[str]) -> Iterator[str]:
    """Address of a gunicorn with these arguments, for as long as the block runs; raises ServerDidNotStart."""
    port = free_port()
    environment = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "GKA_LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "gunicorn", *arguments]
    with tempfile.TemporaryFile() as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            address = f"http://127.0.0.1:{port}"
            if not _answers(address, process):
                log.seek(0)
                end = log.read()[-2000:].decode(errors="replace")
                raise ServerDidNotStart(f"De server {arguments[-1]} start niet:\n{end}")
            yield address
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
            with urllib.request.urlopen(address + "/_dash-layout", timeout=10):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False


def body_size(address: str) -> int:
    """Bytes of the body that a browser which knows Brotli gets from an address."""
    request = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return len(answer.read())
