"""The dashboard served as in production, on the bundled data or on a copy that commands were tried on."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.prepared import prepare

STARTS_IN = 60.0
STOPS_IN = 20.0


def environment(**more: str) -> dict[str, str]:
    """Only what a server needs, so that nothing of this computer leaks in."""
    kept = {name: os.environ.get(name, "") for name in ("PATH", "HOME")}
    return {**kept, "LANG": "C.UTF-8", **more}


@contextmanager
def serving(project: Path, folder: Path, port: int = 0, **settings: str) -> Iterator[str]:
    """Start the dashboard, give its address, and stop it; its log goes to `folder`."""
    port, log = port or free_port(), folder / "log.txt"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "app:server"],
            cwd=project,
            env=environment(
                HOST="127.0.0.1", PORT=str(port), **{"GKA_STATE_DIR": str(folder / "state"), **settings}
            ),
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_healthy(address, process, log)
            yield address
        finally:
            process.terminate()
            try:
                process.wait(timeout=STOPS_IN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(timeout=STOPS_IN)


@contextmanager
def serving_after(
    project: Path, folder: Path, *commands: Sequence[object], more: Mapping[str, str] | None = None
) -> Iterator[str]:
    """Serve a copy of the data on which commands of ``python -m gka_dash`` were run, build included.

    ``more`` are rows to add at the end of tables.
    """
    shutil.copytree(project / "data", folder / "data")
    prepare(folder / "build")
    for table, rows in (more or {}).items():
        with (folder / "data" / f"{table}.csv").open("a", encoding="utf-8", newline="") as file:
            file.write(rows)
    settings = {"GKA_DATA_DIR": str(folder / "data"), "GKA_BUILD_DIR": str(folder / "build")}
    for command in (*commands, ("build",)):
        subprocess.run(
            [sys.executable, "-m", "gka_dash", *map(str, command)],
            cwd=project,
            env=environment(**settings),
            check=True,
            capture_output=True,
        )
    with serving(project, folder, **settings) as address:
        yield address


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + STARTS_IN
    while time.monotonic() < end:
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2):
                return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"The server did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")
