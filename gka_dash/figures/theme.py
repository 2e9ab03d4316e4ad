"""Colours and type of the charts, read from assets/tokens.css: the one place where they are declared."""

import re
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

TOKENS = Path(__file__).resolve().parents[2] / "assets" / "tokens.css"
_DECLARATION = re.compile(r"(--[\w-]+):\s*([^;]+);")


@cache
def tokens() -> Mapping[str, str]:
    """Every custom property of assets/tokens.css by name, for example ``--bar``: ``#135aa3``."""
    return dict(_DECLARATION.findall(TOKENS.read_text(encoding="utf-8")))


def colour(name: str) -> str:
    """The colour called ``name``; raises KeyError for a colour that is not declared."""
    return tokens()[name]


def luminance(hex_colour: str) -> float:
    """Relative luminance of ``#rrggbb`` as WCAG 2.2 defines it, from 0 to 1."""
    channels = [int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@lru_cache(maxsize=1024)
def contrast(first: str, second: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
