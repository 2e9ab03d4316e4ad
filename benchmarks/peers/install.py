"""The virtual environment of the peers: one, because their requirements do not conflict, filled peer by peer.

So one that cannot be installed on this machine is left out by name, and the others go on.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.peers.catalogue import FOLDER, PEERS, PYTHON

REQUIREMENTS = Path(__file__).with_name("requirements.txt")
WITH_ALL = ("plotly", "pandas", "shapely", "gunicorn", "brotli", "dash", "flask-compress")
_FIRST_LINE = re.compile(r"^([A-Za-z0-9][\w.\-]*)==")
_VIA = re.compile(r"^\s+#(?: via)?\s+(\S+)\s*$")


def entries(text: str) -> dict[str, list[tuple[str, set[str]]]]:
    """Compiled requirements by name: each text with its hashes, and what it is needed by."""
    found: dict[str, list[tuple[str, set[str]]]] = {}
    lines: list[str] = []
    for line in [*text.splitlines(), "end=="]:
        if _FIRST_LINE.match(line) and lines:
            name = _FIRST_LINE.match(lines[0])[1]  # type: ignore[index]
            needed_by = {via[1] for via in map(_VIA.match, lines) if via}
            kept = [part for part in lines if not part.lstrip().startswith("#")]
            found.setdefault(name, []).append(("\n".join(kept), needed_by))
            lines = []
        lines.append(line)
    return found


def needed(text: str, wanted: set[str]) -> str:
    """The part of compiled requirements that these packages need, themselves included."""
    known = entries(text)
    chosen = wanted & known.keys()
    while True:
        more = {name for name, each in known.items() for _, by in each if by & chosen} - chosen
        if not more:
            break
        chosen |= more
    return "\n".join(part for name in known if name in chosen for part, _ in known[name]) + "\n"


def install() -> dict[str, str]:
    """Make the environment and fill it; why a peer could not be installed, by its key."""
    if not Path(PYTHON).exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", str(FOLDER / "venv")], check=True)
    failed: dict[str, str] = {}
    for peer in PEERS:
        if not peer.package:
            continue
        problem = _install(needed(REQUIREMENTS.read_text(encoding="utf-8"), {*WITH_ALL, peer.package}))
        if problem:
            failed[peer.key] = problem
    return failed


def _install(requirements: str) -> str:
    """The last line of what pip says when it fails; empty when it does not."""
    stamp = FOLDER / "installed.txt"
    before = stamp.read_text(encoding="utf-8") if stamp.exists() else ""
    if requirements in before:
        return ""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(requirements)
        file.flush()
        command = [PYTHON, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", file.name]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")]
        return (errors or ["pip gave no reason"])[-1]
    stamp.write_text(before + requirements, encoding="utf-8")
    return ""
