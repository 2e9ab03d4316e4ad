"""Take the map files out of a zip without trusting its names or its sizes."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from gka_dash.errors import BoundaryError

MAP_FILES = (".shp", ".gpkg", ".geojson", ".topojson", ".json")
BESIDE_A_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg", ".qpj")
MOST_FILES = 2_000
MOST_BYTES = 3_000_000_000
MOST_TIMES_LARGER = 500
"""No map file shrinks this much: a zip that does is meant to fill a disk."""
_CHUNK = 1 << 20
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    NotImplementedError,
    EOFError,
    RuntimeError,
    OSError,
)


def unpack(archive: Path, into: Path) -> list[Path]:
    """Write the map files of a zip to `into` and return them, sorted by name.

    Only files with a known ending are taken, under names without folders, so nothing can land elsewhere;
    the bytes are counted while they are written, whatever the zip says about itself. Raises BoundaryError.
    """
    try:
        with zipfile.ZipFile(archive) as content:
            found = _wanted(content, archive)
            if not any(_suffix(member) in MAP_FILES for member in found):
                raise BoundaryError(
                    f"In {archive.name} zit geen kaartbestand. Gezocht is naar: {', '.join(MAP_FILES)}."
                )
            limit = min(MOST_BYTES, max(50_000_000, archive.stat().st_size * MOST_TIMES_LARGER))
            written = 0
            for member in found:
                written = _write(content, member, into / _flat_name(member), archive, written, limit)
    except _BROKEN as error:
        raise BoundaryError(
            f"Het bestand {archive.name} kan niet worden uitgepakt; misschien is het beschadigd, afgebroken "
            "of met "
            "een wachtwoord beveiligd. Haal het opnieuw op."
        ) from error
    return sorted(path for path in into.iterdir() if path.suffix in MAP_FILES)


def _wanted(content: zipfile.ZipFile, archive: Path) -> list[zipfile.ZipInfo]:
    members = content.infolist()
    if len(members) > MOST_FILES:
        raise BoundaryError(
            f"In {archive.name} zitten {len(members)} bestanden. Pak het zelf uit en kies er één."
        )
    return [
        member
        for member in members
        if not member.is_dir()
        and _suffix(member) in MAP_FILES + BESIDE_A_SHAPEFILE
        and not _name(member).name.startswith(".")  # macOS puts ._name next to name
    ]


def _write(
    content: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, archive: Path, written: int, limit: int
) -> int:
    if target.exists():
        raise BoundaryError(
            f"In {archive.name} heten twee bestanden {target.name}. Pak het zelf uit en kies er één."
        )
    with content.open(member) as source, target.open("wb") as sink:
        while piece := source.read(_CHUNK):
            written += len(piece)
            if written > limit:
                raise BoundaryError(
                    f"{archive.name} wordt bij het uitpakken groter dan {limit // 1_000_000} MB en is daarom "
                    "niet "
                    "gelezen. Pak het zelf uit als u zeker weet dat het klopt."
                )
            sink.write(piece)
    return written


def _name(member: zipfile.ZipInfo) -> PurePosixPath:
    return PurePosixPath(member.filename.replace("\\", "/"))


def _suffix(member: zipfile.ZipInfo) -> str:
    return _name(member).suffix.lower()


def _flat_name(member: zipfile.ZipInfo) -> str:
    """Return the bare name with a lower-case ending and only plain signs in it."""
    stem = "".join(sign if sign.isalnum() or sign in "-_." else "_" for sign in _name(member).stem)[:80]
    return f"{stem or 'bestand'}{_suffix(member)}"
