"""The list of built static files: which name on disk belongs to which logical name."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Self

from gka_dash.errors import ArtefactError

STATIC_FOLDER: Final = "static"
MANIFEST_NAME: Final = "manifest.json"
STATIC_URL: Final = "/static/"


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file in the static folder. `name` is hashed and relative; sizes in bytes, 0 = no such variant."""

    name: str
    raw: int
    gz: int
    br: int

    @property
    def url(self) -> str:
        """Address at which the browser finds this file, for ever."""
        return STATIC_URL + self.name


@dataclass(frozen=True, slots=True)
class Manifest:
    """Logical name -> static file, and Dash's own component-suite path -> static file.

    `earlier` are the names that the build before this one used and this one does not: a server that is
    still running, or a page that is still open, may ask for them.
    """

    folder: Path
    files: dict[str, StaticFile]
    suites: dict[str, StaticFile]
    earlier: tuple[str, ...] = ()

    @property
    def names(self) -> set[str]:
        """Every file on disk that this build uses, without the compressed twins."""
        return {file.name for file in (*self.files.values(), *self.suites.values())}

    def after(self, previous: "Manifest | None") -> "Manifest":
        """This manifest, remembering what the previous one used; an equal build remembers what it did."""
        if previous is None:
            return self
        gone = previous.names - self.names
        return replace(self, earlier=tuple(sorted(gone)) or previous.earlier)

    def url(self, logical: str) -> str:
        """Address of a file that must be there; ArtefactError when it was not built."""
        if logical not in self.files:
            raise ArtefactError(
                f"Het bestand {logical} is niet gebouwd. Voer `python -m gka_dash build` uit en start "
                "opnieuw."
            )
        return self.files[logical].url

    def has(self, logical: str) -> bool:
        """Whether this file was built (it may depend on packages that could not be fetched)."""
        return logical in self.files

    def save(self) -> None:
        """Write the manifest beside the files it describes."""
        kinds = {"files": self.files, "suites": self.suites}
        content: dict[str, Any] = {
            kind: {key: [item.name, item.raw, item.gz, item.br] for key, item in sorted(files.items())}
            for kind, files in kinds.items()
        }
        content["earlier"] = self.earlier
        write_atomic(self.folder / MANIFEST_NAME, json.dumps(content, indent=1).encode())

    @classmethod
    def load(cls, build_dir: Path) -> Self:
        """Read what `build_static` wrote; ArtefactError when it is missing or damaged."""
        folder = build_dir / STATIC_FOLDER
        path = folder / MANIFEST_NAME
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            read = {
                kind: {str(key): StaticFile(*values) for key, values in content[kind].items()}
                for kind in ("files", "suites")
            }
            earlier = tuple(content["earlier"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as problem:
            raise ArtefactError(
                f"{path} ontbreekt of is beschadigd. Voer eerst `python -m gka_dash build` uit."
            ) from problem
        return cls(folder, **read, earlier=earlier)


def write_atomic(path: Path, content: bytes) -> None:
    """Write so that a reader sees the old file or the new one, never a half one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".tmp")
    temporary.write_bytes(content)
    temporary.replace(path)
