"""Find an nginx to try several machines with, and get Debian's where that can be done without asking.

The package is unpacked in `build/` and not installed: an installed one would start a web server on port 80.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

UNPACKED: Final = Path(__file__).resolve().parent.parent / "build" / "nginx"
_PLACES: Final = ("/usr/sbin/nginx", "/usr/local/sbin/nginx", "/opt/homebrew/bin/nginx")


class NoNginx(Exception):  # noqa: N818
    """There is no usable nginx; the message (Dutch) says how to get one."""


def find_nginx() -> Path:
    """Path of an nginx that starts; raises NoNginx when there is none.

    Order: the environment variable NGINX, the one of the system, what was unpacked before.
    """
    if wanted := os.environ.get("NGINX", "").strip():
        found = shutil.which(wanted)
        if found and _starts(Path(found)):
            return Path(found)
        raise NoNginx(f"NGINX={wanted} start niet. Geef het pad van een nginx of laat NGINX leeg.")
    for path in _candidates():
        if path.is_file() and _starts(path):
            return path
    raise NoNginx(
        "Er is geen nginx gevonden. Installeer hem (Debian, Ubuntu: apt install nginx-light; macOS: brew "
        "install nginx) of geef het pad op: NGINX=/pad."
    )


def _candidates() -> Iterator[Path]:
    if found := shutil.which("nginx"):
        yield Path(found)
    yield from map(Path, _PLACES)
    yield UNPACKED / "usr" / "sbin" / "nginx"


def _starts(path: Path) -> bool:
    """An unpacked one may miss a library."""
    try:
        done = subprocess.run([str(path), "-v"], capture_output=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0 and b"nginx" in done.stderr


def _get() -> None:
    """Unpack Debian's own package; its lists are fetched first when this user may do so."""
    print("nginx ontbreekt: ik haal het pakket van Debian op met apt-get download.", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        if os.geteuid() == 0:
            _quietly(["apt-get", "update", "-qq"], folder)
        _quietly(["apt-get", "download", "-qq", "nginx"], folder)
        for package in Path(folder).glob("nginx_*.deb"):
            UNPACKED.mkdir(parents=True, exist_ok=True)
            _quietly(["dpkg-deb", "--extract", str(package), str(UNPACKED)], folder)


def _quietly(command: list[str], folder: str) -> None:
    subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=300, check=True
    )


def main() -> int:
    """Find nginx or get it first. Without one the tests of several machines are skipped, and say why."""
    try:
        try:
            find_nginx()
        except NoNginx:
            if os.environ.get("NGINX", "").strip() or not (
                shutil.which("apt-get") and shutil.which("dpkg-deb")
            ):
                raise
            _get()
            find_nginx()
    except NoNginx as problem:
        print(problem, file=sys.stderr)
        return 1
    except (subprocess.SubprocessError, OSError) as problem:
        reason = (getattr(problem, "stderr", "") or str(problem)).strip()
        print(f"nginx ophalen is mislukt: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
