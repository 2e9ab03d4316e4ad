"""Under which licences the packages come that the dashboard needs to run: `python -m scripts.licences`."""

import json
import re
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from typing import Final

from gka_dash.settings import PROJECT_ROOT

# Everybody may use, change and pass on what has one of these, also together with code under the EUPL. Of the
# LGPL and MPL the packages are used as they are. As SPDX and as packages of before SPDX write them.
ALLOWED: Final = frozenset(
    {
        *("MIT", "MIT-0", "MIT-CMU", "MIT License"),
        *("BSD", "BSD-2-Clause", "BSD-3-Clause", "0BSD", "BSD License", "BSD 3-Clause License", "ISC"),
        *("Apache-2.0", "Apache 2", "Apache License", "Apache Software License"),
        *("PSF-2.0", "PSFL", "Python Software Foundation License", "Zlib", "CC0-1.0", "OFL-1.1", "EUPL-1.2"),
        *("MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)", "LGPL-3.0-only"),
    }
)
# Pinned for another system or kind of Python, so that nobody can look it up in what is installed here.
ELSEWHERE: Final = {"brotlicffi": "MIT"}
_PINNED = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==\S+", re.MULTILINE)
_LONGEST: Final = 60  # more is the text of a licence, and not its name


def licence_of(package: str) -> str:
    """The licence that a package declares; raises PackageNotFoundError when it is not installed."""
    told = metadata(package)
    # get_all, because what is not there is None in one version of Python and an error in another.
    expression = told.get_all("License-Expression")
    if expression:
        return str(expression[0])
    name = "".join(told.get_all("License") or ()).strip()
    if name and len(name) <= _LONGEST and "\n" not in name:
        return name
    marks = [
        mark.split(" :: ")[-1] for mark in told.get_all("Classifier") or () if mark.startswith("License ::")
    ]
    return " AND ".join(marks) or "onbekend"


def is_allowed(licence: str) -> bool:
    """Whether every part of an SPDX expression leaves a choice that is allowed."""
    parts = (part.strip(" ()").split(" OR ") for part in licence.split(" AND "))
    return all(any(choice.strip(" ()") in ALLOWED for choice in choices) for choices in parts)


def licences() -> Iterator[tuple[str, str]]:
    """Every package that the dashboard needs to run, with its licence; of npm what is not only for tests."""
    text = (PROJECT_ROOT / "requirements.txt").read_text(encoding="utf-8")
    for name in dict.fromkeys(_PINNED.findall(text)):
        try:
            yield name, licence_of(name)
        except PackageNotFoundError:
            yield name, ELSEWHERE.get(name, "onbekend: niet geïnstalleerd")
    lock = json.loads((PROJECT_ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for path, package in lock["packages"].items():
        if not package.get("dev"):
            yield path.removeprefix("node_modules/") or lock["name"], package.get("license", "onbekend")


def main() -> int:
    """Print them all; exit code 1 when one is not on the list."""
    wrong = False
    for name, licence in licences():
        fine = is_allowed(licence)
        wrong = wrong or not fine
        print(f"{name}: {licence}{'' if fine else '  <- staat niet op de lijst'}")
    return int(wrong)


if __name__ == "__main__":
    sys.exit(main())
