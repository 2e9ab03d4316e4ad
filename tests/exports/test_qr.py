"""The QR code holds exactly the link, with room for damage, and does not break on the longest one."""

import io
import re
from xml.etree import ElementTree

import pytest
import segno

from gka_dash.exports.qr import QUIET, qr_png, qr_svg
from gka_dash.model.selection import LONGEST_QUERY

SVG = "{http://www.w3.org/2000/svg}"
LINK = "https://kaart.voorbeeld.nl/?regio=PV30&thema=taalbevordering"


def modules(svg: str) -> set[tuple[int, int]]:
    """The dark modules of a code, read from its path."""
    root = ElementTree.fromstring(svg)
    dark = root.findall(f"{SVG}path")[-1].get("d") or ""
    found: set[tuple[int, int]] = set()
    x = y = 0.0
    for command, one, two in re.findall(r"([Mmh])(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?", dark):
        if command == "h":
            found |= {(int(x) + step, int(y)) for step in range(int(float(one)))}
            x += float(one)
        elif command == "M":
            x, y = float(one), float(two)
        else:
            x, y = x + float(one), y + float(two)
    return found


def test_the_code_holds_the_link_and_can_lose_a_part() -> None:
    expected = segno.make(LINK, error="m", micro=False)
    assert expected.error in ("M", "Q", "H")
    dark = {
        (x + QUIET, y + QUIET)
        for y, row in enumerate(expected.matrix)
        for x, module in enumerate(row)
        if module
    }
    svg = qr_svg(LINK, "Titel")
    assert modules(svg) == dark
    side = len(expected.matrix) + 2 * QUIET
    assert ElementTree.fromstring(svg).get("viewBox") == f"0 0 {side} {side}"


def test_another_link_gives_another_code() -> None:
    assert modules(qr_svg(LINK, "")) != modules(qr_svg(LINK + "x", ""))


def test_a_title_cannot_become_markup() -> None:
    svg = qr_svg(LINK, '</title><script>alert("x")</script>')
    assert ElementTree.fromstring(svg).findtext(f"{SVG}title") == '</title><script>alert("x")</script>'
    assert "style=" not in svg


@pytest.mark.parametrize("length", [1, 1000, LONGEST_QUERY + 300])
def test_links_of_every_length_fit(length: int) -> None:
    link = "https://kaart.voorbeeld.nl/?zoek=" + "a" * length
    assert modules(qr_svg(link, ""))
    assert io.BytesIO(qr_png(link)).read(8) == b"\x89PNG\r\n\x1a\n"
