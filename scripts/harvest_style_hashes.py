"""Write gka_dash/web/style_hashes.txt: the <style> elements that Dash and Plotly add to our pages.

    make styles                                            the pages of this dashboard
    python -m scripts.harvest_style_hashes http://… / /x   a server that already runs, and these paths

Each page is opened with the policy off, so that nothing is blocked, and every <style> element is hashed.
Hashes that are no longer seen are dropped. A browser test fails when one is missing.
"""

import base64
import hashlib
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from playwright.sync_api import sync_playwright

from gka_dash.web.headers import STYLE_HASHES
from scripts.find_chromium import find_chromium

PROJECT_ROOT: Final = Path(__file__).resolve().parent.parent
PATHS: Final = (
    "/",
    "/?beeld=interventies",
    "/gemeente/GM0363",
    "/interventies",
    "/gemeenten",
    "/regio/PV30",
    "/achtergrond",
    "/data",
    "/bestaat-niet",
)
FLAGS: Final = ("--no-sandbox", "--disable-gpu", "--disable-quic")

# Notes every <style> from the first moment, also those that are removed again.
_WATCH: Final = """
window.__styles = new Set();
const note = (node) => { if (node.nodeName === "STYLE") window.__styles.add(node.textContent); };
new MutationObserver((records) => {
  for (const record of records) { record.addedNodes.forEach(note); note(record.target); }
}).observe(document, { childList: true, subtree: true });
"""
_READ: Final = """() => [...new Set([...window.__styles,
  ...[...document.querySelectorAll("style")].map((node) => node.textContent)])]"""


def hash_of(style: str) -> str:
    """The CSP hash of a style text."""
    return "sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


def harvest(base_url: str, paths: tuple[str, ...] = PATHS) -> dict[str, str]:
    """Hash -> first characters of each style that the pages add."""
    found: dict[str, str] = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find_chromium()), args=list(FLAGS))
        context = browser.new_context(bypass_csp=True)
        context.add_init_script(_WATCH)
        page = context.new_page()
        for path in paths:
            page.goto(base_url + path, wait_until="networkidle")
            for style in page.evaluate(_READ):
                found.setdefault(hash_of(style), " ".join(style.split())[:60])
        browser.close()
    return found


def write(found: dict[str, str], path: Path = STYLE_HASHES) -> None:
    """One line per hash, sorted, with the start of the style as a comment."""
    lines = ["# Styles that Dash and Plotly add; written by scripts/harvest_style_hashes.py (make styles)."]
    lines += [f"{digest}  {start}".rstrip() for digest, start in sorted(found.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@contextmanager
def running_server() -> Iterator[str]:
    """Start our own server on a free port and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "GKA_LOG_LEVEL": "WARNING"}
    command = [sys.executable, "-m", "gunicorn", "app:server"]
    server = subprocess.Popen(command, cwd=PROJECT_ROOT, env=environment)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(address + "/health")
        yield address
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait(url: str, attempts: int = 150) -> None:
    for _ in range(attempts):
        try:
            with urllib.request.urlopen(url):  # noqa: S310  (our own address)
                return
        except urllib.error.URLError:
            time.sleep(0.2)
    raise TimeoutError(f"{url} gives no answer")


def main() -> int:
    """Harvest from the given server or from our own."""
    if sys.argv[1:]:
        found = harvest(sys.argv[1], tuple(sys.argv[2:]) or PATHS)
    else:
        with running_server() as address:
            found = harvest(address)
    write(found)
    print(f"{len(found)} stijlen vastgelegd in {STYLE_HASHES.name}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
