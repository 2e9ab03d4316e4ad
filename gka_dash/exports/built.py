"""What the build made for the browser, for files that bring it along themselves."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from gka_dash.errors import ArtefactError

PLOTLY = "plotly/package_data/plotly.min.js"


@dataclass(frozen=True)
class Built:
    """The static files of a build: by logical name, Dash's own by their path in a package."""

    folder: Path
    names: Mapping[str, str]

    @classmethod
    def load(cls, build_dir: Path) -> Self:
        """Read the list that the build wrote; ArtefactError when it is not there."""
        folder = build_dir / "static"
        try:
            listed: dict[str, Any] = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
            names = {key: row[0] for kind in ("suites", "files") for key, row in listed[kind].items()}
        except (OSError, ValueError, LookupError, TypeError, AttributeError) as problem:
            raise ArtefactError(
                "De kaart is nog niet gemaakt. Voer eerst dit uit: python -m gka_dash build."
            ) from problem
        return cls(folder, names)

    def content(self, logical: str) -> bytes:
        """The bytes of a file; ArtefactError when it was not built."""
        try:
            return self.hashed(self.names[logical])
        except KeyError:
            raise _missing(logical) from None

    def hashed(self, name: str) -> bytes:
        """The bytes of a file by the name with its hash, as style sheets have it."""
        try:
            return (self.folder / name).read_bytes()
        except OSError as problem:
            raise _missing(name) from problem

    def text(self, logical: str) -> str:
        """A script, style sheet or data file as text."""
        return self.content(logical).decode("utf-8")


def _missing(name: str) -> ArtefactError:
    return ArtefactError(f"Het bestand {name} is niet gebouwd. Voer eerst dit uit: python -m gka_dash build.")
