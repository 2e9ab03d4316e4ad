"""Find a Chromium for the browser tests, and get one where that can be done without asking."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

REMEMBERED: Final = Path(__file__).resolve().parent.parent / "build" / "chromium.txt"

# How it is started for tests and benches: quiet, and asking nothing of anybody.
ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--font-render-hinting=none",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)

# The first is Debian's Chromium without windows: the same engine, and tests take a quarter less time.
_COMMANDS: Final = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
_MAC_APPS: Final = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)


class NoChromium(Exception):  # noqa: N818
    """There is no usable Chromium; the message (Dutch) says how to get one."""


def find_chromium() -> Path:
    """Path of a Chromium that starts; raises NoChromium when there is none.

    Order: the environment variable CHROMIUM, what `make test` found last time, the usual commands and
    applications, the download of Playwright.
    """
    if wanted := os.environ.get("CHROMIUM", "").strip():
        found = shutil.which(wanted)
        if found and _starts(Path(found)):
            return Path(found)
        raise NoChromium(
            f"CHROMIUM={wanted} start niet. Geef het pad van een Chromium of laat CHROMIUM leeg."
        )
    for path in _candidates():
        if path.is_file() and _starts(path):
            return path
    raise NoChromium("Er is geen Chromium gevonden. `make test` haalt er een op.")


def _candidates() -> Iterator[Path]:
    """Lazily: asking Playwright starts a process, which a test that already runs Playwright may not do."""
    if REMEMBERED.is_file():
        yield Path(REMEMBERED.read_text(encoding="utf-8").strip())
    for name in _COMMANDS:
        if found := shutil.which(name):
            yield Path(found)
    yield from map(Path, _MAC_APPS)
    yield from _playwright_chromium()


def _playwright_chromium() -> list[Path]:
    """Where Playwright keeps (or would put) its own download."""
    try:
        from playwright.sync_api import sync_playwright
    except ModuleNotFoundError:
        return []
    with sync_playwright() as playwright:
        return [Path(playwright.chromium.executable_path)]


def _starts(path: Path) -> bool:
    """Ubuntu's /usr/bin/chromium-browser may be an empty shell around a snap, so ask for the version."""
    try:
        answer = subprocess.run([str(path), "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and b"hrom" in answer.stdout


def _get() -> None:
    """Fetch Chromium: Debian's own package as root, elsewhere the download of Playwright."""
    as_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if as_root and _is_debian() and shutil.which("apt-get"):
        print(
            "Chromium ontbreekt: ik haal het op met apt-get update en apt-get install chromium.", flush=True
        )
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for step in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *step], env=environment, stdin=subprocess.DEVNULL, check=True)
        return
    print("Chromium ontbreekt: ik haal het op met playwright install chromium.", flush=True)
    system_packages = ["--with-deps"] if as_root and shutil.which("apt-get") else []
    command = [sys.executable, "-m", "playwright", "install", *system_packages, "chromium"]
    subprocess.run(command, stdin=subprocess.DEVNULL, check=True)


def _is_debian() -> bool:
    """Debian itself; on Ubuntu the package `chromium` is only a pointer to a snap."""
    release = Path("/etc/os-release")
    return release.is_file() and "\nID=debian" in "\n" + release.read_text(encoding="utf-8")


def main() -> int:
    """Find Chromium, or get it first; remember the path for the tests."""
    try:
        try:
            path = find_chromium()
        except NoChromium:
            if os.environ.get("CHROMIUM", "").strip():
                raise
            _get()
            path = find_chromium()
    except NoChromium as problem:
        print(problem, file=sys.stderr)
        return 1
    except (subprocess.CalledProcessError, OSError) as problem:
        print(f"Chromium ophalen is mislukt ({problem}).", file=sys.stderr)
        print(
            "Installeer zelf Chromium of Chrome en geef het pad op: CHROMIUM=/pad make test", file=sys.stderr
        )
        return 1
    REMEMBERED.parent.mkdir(parents=True, exist_ok=True)
    REMEMBERED.write_text(f"{path}\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
