"""Zip files that depend on their content only: no time, computer or order of writing stands in them."""

import io
import zipfile
from collections.abc import Iterable

FIRST_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest moment that a zip knows


def zipped(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of these names and contents, in this order; the same parts give the same bytes."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            info = zipfile.ZipInfo(name, FIRST_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16  # without this, unpacked files cannot be read on some systems
            archive.writestr(info, content)
    return packed.getvalue()


def repacked(data: bytes) -> bytes:
    """A zip written by a library, without the moments it put in."""
    with zipfile.ZipFile(io.BytesIO(data)) as loose:
        return zipped((name, loose.read(name)) for name in loose.namelist())
