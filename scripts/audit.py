"""Hold the pinned packages against the public lists of known weaknesses: `python -m scripts.audit`.

Exit code 1 when a list names one of our packages. A list that cannot be reached, or that knows none of them,
is told in one line and stops nobody: a change must not wait for somebody else's server.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from gka_dash.settings import PROJECT_ROOT
from scripts.node_tools import find_tools

SECONDS: Final = 300
REQUIREMENTS: Final = ("requirements.txt", "requirements-dev.txt")


@dataclass(frozen=True)
class Outcome:
    """What one list says: how many packages it knows, and each weakness as a line."""

    source: str
    known: int
    found: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The outcome for who runs the check."""
        if self.found:
            return f"{self.source}: {len(self.found)} bekende zwakke plekken."
        if not self.known:
            return f"{self.source}: niet gecontroleerd, de lijst met zwakke plekken is niet te bereiken."
        return f"{self.source}: {self.known} pakketten gecontroleerd, geen zwakke plek bekend."


def _answer(command: list[str]) -> Any:
    """The JSON that a command prints; None when it prints none."""
    try:
        done = subprocess.run(
            command, cwd=PROJECT_ROOT, capture_output=True, text=True, timeout=SECONDS, check=False
        )
        return json.loads(done.stdout)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        return None


def read_pip_audit(source: str, answer: Any) -> Outcome:
    """What pip-audit found; a package that it could not ask about has a reason in place of a list."""
    rows = answer.get("dependencies", []) if isinstance(answer, dict) else []
    asked = [row for row in rows if "vulns" in row]
    found = [
        f"{row['name']} {row['version']}: {weakness['id']}, opgelost in {_in_words(weakness['fix_versions'])}"
        for row in asked
        for weakness in row["vulns"]
    ]
    return Outcome(source, len(asked), tuple(found))


def read_npm_audit(source: str, answer: Any) -> Outcome:
    """What npm audit found; without counts it could not ask."""
    told = answer if isinstance(answer, dict) else {}
    counts = told.get("metadata", {}).get("dependencies", {})
    rows = told.get("vulnerabilities", {})
    found = [f"{name} {row.get('range', '')}: {row.get('severity', '')}" for name, row in rows.items()]
    return Outcome(source, int(counts.get("total", 0)), tuple(found))


def _in_words(versions: list[str]) -> str:
    return ", ".join(versions) or "nog geen versie"


def outcomes(ask: Callable[[list[str]], Any] = _answer) -> Iterator[Outcome]:
    """Ask both lists about everything that is pinned."""
    for name in REQUIREMENTS:
        exact = ["--disable-pip", "--require-hashes", "--progress-spinner", "off", "--format", "json"]
        answer = ask([sys.executable, "-m", "pip_audit", "--requirement", name, *exact])
        yield read_pip_audit(name, answer)
    tools = find_tools()
    command = [*tools.command("npm"), "audit", "--package-lock-only", "--json"] if tools else []
    yield read_npm_audit("package-lock.json", ask(command) if command else None)


def main() -> int:
    """Print one line per list, and one per weakness."""
    found = list(outcomes())
    for outcome in found:
        print("\n  ".join((outcome.line, *outcome.found)))
    return int(any(outcome.found for outcome in found))


if __name__ == "__main__":
    sys.exit(main())
