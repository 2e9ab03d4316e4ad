"""The map as a PNG made without a browser: the right size, our letters, and its facts as text in the file."""

import io
import struct
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image

from gka_dash.exports.origin import NAME, Origin
from gka_dash.exports.picture import Picture
from gka_dash.exports.png_map import SHARP, map_png, with_texts
from gka_dash.exports.sheets import Press
from gka_dash.exports.svg_map import WIDTH
from gka_dash.figures.theme import colour
from tests.exports.conftest import HOSTILE
from tests.prepared import BUILT

Make = Callable[[str], Picture]


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(BUILT)


def chunks_in(data: bytes) -> list[tuple[bytes, bytes]]:
    """Name and content of every chunk; each is checked against its own sum."""
    found, at = [], 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        name, content = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length])[0] == zlib.crc32(name + content)
        found.append((name, content))
        at += 12 + length
    return found


def texts_in(data: bytes) -> dict[str, str]:
    """What a PNG says of itself, by key."""
    parts = (content.split(b"\0", 1) for name, content in chunks_in(data) if name == b"iTXt")
    return {key.decode(): rest.rsplit(b"\0", 1)[1].decode() for key, rest in parts}


def test_the_picture_is_sharp_and_has_the_colours_of_the_map(press: Press, picture: Make) -> None:
    found = picture("regio=PV30")
    with Image.open(io.BytesIO(map_png(found, Origin(found.view, "v"), press))) as image:
        assert image.width == WIDTH * SHARP
        seen = {"#{:02x}{:02x}{:02x}".format(*pixel[:3]) for _, pixel in image.getcolors(1 << 24) or []}
    for shape in found.shapes:
        if not shape.outside and not shape.look.pattern:
            assert colour(shape.look.fill) in seen, shape.name
    assert colour("--ink") in seen, "the title is written"


def test_the_facts_stand_in_the_file_as_text(press: Press, picture: Make) -> None:
    found = picture("thema=taalbevordering")
    origin = Origin(found.view, "ab12cd34", "https://kaart.voorbeeld.nl")
    data = map_png(found, origin, press)
    texts = texts_in(data)
    assert texts["Title"] == origin.title
    assert texts["Author"] == NAME
    assert all(line in texts["Description"] for line in origin.lines)
    assert found.spoken in texts["Description"]
    assert {name for name, _ in chunks_in(data)} <= {b"IHDR", b"iTXt", b"IDAT", b"IEND", b"sRGB", b"pHYs"}


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_never_breaks_the_file(text: str) -> None:
    written = io.BytesIO()
    Image.new("L", (2, 2)).save(written, "PNG")
    data = with_texts(written.getvalue(), [("Title", text), ("Description", text)])
    assert [name for name, _ in chunks_in(data)] == [b"IHDR", b"iTXt", b"iTXt", b"IDAT", b"IEND"]
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        assert image.size == (2, 2)


def test_it_is_made_without_the_front_end_packages(
    picture: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gka_dash.exports.sheet_fonts.FILES", tmp_path / "nergens")
    found = picture("regio=PV24")
    with Image.open(io.BytesIO(map_png(found, Origin(found.view, "v"), Press(tmp_path)))) as image:
        assert image.width == WIDTH * SHARP
