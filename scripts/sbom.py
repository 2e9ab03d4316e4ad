"""What the dashboard is made of, for machines (CycloneDX): `python -m scripts.sbom [FOLDER]`.

Two well-kept tools read what is pinned: cyclonedx-bom the requirements and npm its own lock file. The Python
list gets the licences that the installed packages declare; pinned requirements do not hold them.
"""

import json
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any, Final

from gka_dash.settings import PROJECT_ROOT
from scripts.licences import licence_of
from scripts.node_tools import find_tools

PYTHON: Final = "sbom-python.cdx.json"
BROWSER: Final = "sbom-npm.cdx.json"
SPECIFICATION: Final = "1.5"  # npm writes no newer one
_ANNOUNCED: Final = "CycloneDX"


class SbomError(Exception):
    """One of the tools did not do its work."""


def python_list() -> dict[str, Any]:
    """The run-time packages of Python, each with its hash, address and licence."""
    options = ["--pyproject", "pyproject.toml", "--spec-version", SPECIFICATION, "--output-reproducible"]
    command = [sys.executable, "-m", "cyclonedx_py", "requirements", *options, "requirements.txt"]
    found = _made(command)
    for component in found["components"]:
        try:
            component["licenses"] = [{"license": {"name": licence_of(component["name"])}}]
        except PackageNotFoundError:  # a package for another system or version of Python
            continue
    return found


def browser_list() -> dict[str, Any]:
    """The packages of the browser, and what is only needed to build or try them."""
    tools = find_tools()
    if tools is None:
        raise SbomError("Er is geen Node.js 18 of nieuwer.")
    found = _made(
        [*tools.command("npm"), "sbom", "--sbom-format", "cyclonedx", "--package-lock-only", "--include=peer"]
    )
    found["metadata"]["component"]["name"] = "landkaart-gelijke-kansen"  # npm takes the name of the folder
    return found


def _made(command: list[str]) -> dict[str, Any]:
    done = subprocess.run(command, cwd=PROJECT_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SbomError((done.stderr.strip() or done.stdout.strip())[-2000:])
    found: dict[str, Any] = json.loads(done.stdout)
    if found.get("bomFormat") != _ANNOUNCED:
        raise SbomError(f"Geen {_ANNOUNCED}: {done.stdout[:200]}")
    return found


def main(arguments: list[str]) -> int:
    """Write both lists."""
    folder = Path(arguments[0]) if arguments else PROJECT_ROOT / "build"
    folder.mkdir(parents=True, exist_ok=True)
    try:
        for name, made in ((PYTHON, python_list()), (BROWSER, browser_list())):
            (folder / name).write_text(
                json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8"
            )
            print(f"{folder / name}: {len(made['components'])} pakketten")
    except SbomError as problem:
        print(f"De lijst van pakketten kon niet worden gemaakt. {problem}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
