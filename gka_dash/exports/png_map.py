"""The map as a PNG without a browser: the drawing of ``svg_map``, made into points by typst.

What the picture says of itself stands in the picture, and once more as text in the file, where programs that
catalogue pictures and screen readers look for it.
"""

import re
import struct
import zlib
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from gka_dash.exports.origin import NAME, Origin
from gka_dash.exports.picture import Picture
from gka_dash.exports.plain import xml_text
from gka_dash.exports.svg_map import map_svg

if TYPE_CHECKING:
    from gka_dash.exports.sheets import Press

SHARP: Final = 2  # points per pixel of the drawing: sharp on a beamer and on paper
_SIGNATURE: Final = 8
_LENGTH, _AROUND = 4, 12  # of a chunk: its length comes first; length, name and check take twelve bytes
_SIZE = re.compile(r'width="(\d+)" height="(\d+)"')


def map_png(picture: Picture, origin: Origin, press: "Press") -> bytes:
    """The .png of a view; the same view and data give the same bytes."""
    svg = map_svg(picture, origin)
    size = _SIZE.search(svg)
    width, height = (int(part) for part in size.groups()) if size else (0, 0)
    drawn = press.points({"svg": svg, "width": width, "height": height}, SHARP)
    said = (
        ("Title", origin.title),
        ("Author", NAME),
        ("Description", f"{picture.spoken}. {' '.join(origin.lines)}"),
    )
    return with_texts(drawn, said)


def with_texts(png: bytes, texts: Iterable[tuple[str, str]]) -> bytes:
    """A PNG with these texts (iTXt) behind its header."""
    header = _SIGNATURE + int.from_bytes(png[_SIGNATURE : _SIGNATURE + _LENGTH]) + _AROUND
    chunks = (
        _chunk(b"iTXt", key.encode() + b"\0\0\0nl\0\0" + xml_text(text).encode()) for key, text in texts
    )
    return png[:header] + b"".join(chunks) + png[header:]


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))
