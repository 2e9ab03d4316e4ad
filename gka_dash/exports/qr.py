"""A link as a QR code, made here: nobody else learns which page is shared."""

import io
from typing import Any

import segno

# Some light spots on a beamer, or a head in front of it, may hide 15 % of the code.
LEVEL = "m"
LEAST = "l"
QUIET = 4  # white around it, in modules, as the standard asks
PNG_SCALE = 16


def _code(link: str) -> Any:
    try:
        return segno.make(link, error=LEVEL, micro=False)
    except segno.DataOverflowError:  # only for links of some 2,300 signs
        return segno.make(link, error=LEAST, micro=False)


def qr_svg(link: str, title: str) -> str:
    """The code as SVG without a size of its own, so that it can be as large as its place."""
    written = io.BytesIO()
    _code(link).save(
        written,
        kind="svg",
        xmldecl=False,
        border=QUIET,
        omitsize=True,
        light="#fff",
        title=title,
        svgclass=None,
        lineclass=None,
    )
    return written.getvalue().decode()


def qr_png(link: str) -> bytes:
    """The code as a picture that can be printed."""
    written = io.BytesIO()
    _code(link).save(written, kind="png", border=QUIET, scale=PNG_SCALE)
    return written.getvalue()
