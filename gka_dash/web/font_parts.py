"""A variable font with the characters, weights and features that our pages use, and no more.

fontTools is imported where it is used: the build needs it, the web process does not.
"""

import hashlib
import io
from importlib.metadata import version
from pathlib import Path
from typing import Final

from gka_dash.web.lighter import NotAsExpected
from gka_dash.web.manifest import write_atomic

# Lightest and heaviest weight in our style sheets; the rule for the font says the same.
WEIGHTS: Final = (400, 700)
# Accents, local forms, kerning and the alternatives that Inter chooses by itself: browsers use these
# unasked. Figures of equal width come with font-variant-numeric.
FEATURES: Final = ("calt", "ccmp", "kern", "locl", "tnum")


def characters(ranges: str) -> set[int]:
    """The code points of a CSS unicode-range."""
    found: set[int] = set()
    for part in ranges.replace("U+", "").split(","):
        first, _, last = part.partition("-")
        found |= set(range(int(first, 16), int(last or first, 16) + 1))
    return found


def unicode_range(points: set[int]) -> str:
    """Code points as a CSS unicode-range."""
    runs: list[list[int]] = []
    for point in sorted(points):
        if runs and point == runs[-1][1] + 1:
            runs[-1][1] = point
        else:
            runs.append([point, point])
    return ",".join(f"U+{a:04X}" if a == b else f"U+{a:04X}-{b:04X}" for a, b in runs)


def in_font(font: bytes, ranges: str) -> str:
    """The part of `ranges` that is in the font; a browser looks for the rest in the next font at once."""
    from fontTools.ttLib import TTFont

    try:
        with TTFont(io.BytesIO(font), lazy=True) as opened:
            return unicode_range(characters(ranges) & set(opened.getBestCmap()))
    except Exception:  # whatever is wrong with a foreign file: the browser then judges it
        return ranges


def lighter_font(font: bytes, ranges: str, kept: Path) -> bytes:
    """The font with the characters of `ranges`, WEIGHTS and FEATURES; NotAsExpected when it has none.

    This takes seconds, so the outcome stays in the folder `kept` for the next build.
    """
    recipe = f"{version('fonttools')} {WEIGHTS} {FEATURES} {ranges}".encode()
    path = kept / f"{hashlib.sha256(font + recipe + Path(__file__).read_bytes()).hexdigest()[:16]}.woff2"
    if not path.is_file():
        write_atomic(path, _make(font, ranges))
    return path.read_bytes()


def _make(font: bytes, ranges: str) -> bytes:
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    subsetter = subset.Subsetter(subset.Options(layout_features=list(FEATURES), notdef_outline=True))
    subsetter.populate(unicodes=characters(ranges))
    written = io.BytesIO()
    try:
        # The moment of change stays as it was: the same font always gives the same bytes, on every server.
        with TTFont(io.BytesIO(font), recalcTimestamp=False) as opened:
            subsetter.subset(opened)
            instancer.instantiateVariableFont(opened, {"wght": WEIGHTS}, inplace=True)
            opened.flavor = "woff2"
            opened.save(written)
    except Exception as problem:  # a foreign file can be wrong in more ways than fontTools has names for
        raise NotAsExpected(f"het lettertype is anders opgebouwd ({problem})") from problem
    return written.getvalue()
