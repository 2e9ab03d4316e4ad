"""A zip of a stranger: looked at before anything is unpacked, and counted while it is unpacked."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from gka_dash.errors import SourceError

MOST_BYTES = 10_000_000
MOST_UNPACKED = 60_000_000
MOST_TIMES_LARGER = 200
"""Tables shrink ten to fifty times; what shrinks more was made to fill a memory."""
SMALL = 1_000_000
"""Bytes that may shrink any number of times: an empty sheet with formats does."""
MOST_MEMBERS = 1_000
CHUNK = 1 << 20
_ENCRYPTED = 0x1
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)


def damaged(name: str) -> SourceError:
    """What to say of a file that breaks off or does not hold together."""
    return SourceError(f"{name} is beschadigd of niet compleet. Sla het opnieuw op en probeer het nog eens.")


def too_large(name: str, limit: int) -> SourceError:
    """What to say of a file that is larger than it may be."""
    return SourceError(
        f"{name} is groter dan {limit // 1_000_000} MB en is niet gelezen. Haal weg wat er niet in hoort."
    )


@dataclass
class Archive:
    """The members of a zip by name. Every byte that is unpacked counts, whatever the zip says of itself."""

    name: str
    members: dict[str, zipfile.ZipInfo]
    _zip: zipfile.ZipFile
    _left: int = field(default=MOST_UNPACKED)

    def chunks(self, member: str) -> Iterator[bytes]:
        """The bytes of a member in large pieces. Raises SourceError when it is damaged or too much."""
        try:
            with self._zip.open(self.members[member]) as source:
                while piece := source.read(CHUNK):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise _bomb(self.name)
                    yield piece
        except _BROKEN as error:
            raise damaged(self.name) from error

    def read(self, member: str) -> bytes:
        """All bytes of a member."""
        return b"".join(self.chunks(member))


def open_archive(name: str, data: bytes) -> Archive:
    """Open a zip without unpacking it. Raises SourceError (Dutch) for one that cannot be trusted."""
    try:
        content = zipfile.ZipFile(io.BytesIO(data))
        members = content.infolist()
    except _BROKEN as error:
        raise damaged(name) from error
    if len(members) > MOST_MEMBERS:
        raise SourceError(f"In {name} zitten {len(members)} bestanden; het mogen er {MOST_MEMBERS} zijn.")
    found: dict[str, zipfile.ZipInfo] = {}
    for member in members:
        _check(name, member)
        if member.filename in found:
            raise SourceError(f"In {name} zit twee keer een bestand met dezelfde naam. Maak de zip opnieuw.")
        found[member.filename] = member
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_UNPACKED or unpacked > SMALL + MOST_TIMES_LARGER * len(data):
        raise _bomb(name)
    return Archive(name, found, content)


def _check(name: str, member: zipfile.ZipInfo) -> None:
    path = PurePosixPath(member.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in member.filename or "\0" in member.filename:
        raise SourceError(f"In {name} zit een bestand met een onveilige naam. De zip is niet gelezen.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise SourceError(f"In {name} zit een verwijzing naar een ander bestand. De zip is niet gelezen.")
    if member.flag_bits & _ENCRYPTED:
        raise SourceError(f"{name} is met een wachtwoord beveiligd. Haal het wachtwoord eraf.")
    if member.compress_type not in _METHODS:
        raise SourceError(f"{name} is op een ongewone manier ingepakt. Maak een gewone zip of werkmap.")


def _bomb(name: str) -> SourceError:
    return SourceError(
        f"{name} wordt bij het uitpakken veel te groot ({MOST_UNPACKED // 1_000_000} MB of meer, of meer dan "
        f"{MOST_TIMES_LARGER} keer zo groot) en is niet gelezen. Haal lege rijen en opmaak weg."
    )
