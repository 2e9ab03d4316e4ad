"""Names short enough for a tile: four letters that no other municipality has."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import combinations

LONGEST = 4
_ARTICLE = re.compile(r"^('s-|'t |'t-|de |den |het )", re.IGNORECASE)


def short_names(names: Mapping[str, str]) -> dict[str, str]:
    """Return a short name by code: the first four letters, or the first and others when those are taken.

    Names are looked at in alphabetical order, so that the same names always get the same ones.
    """
    found: dict[str, str] = {}
    taken: set[str] = set()
    for code, name in sorted(names.items(), key=lambda row: (_letters(row[1]).casefold(), row[0])):
        short = next(
            (choice for choice in _choices(_letters(name)) if choice.casefold() not in taken), code[-LONGEST:]
        )
        taken.add(short.casefold())
        found[code] = short
    return found


def _letters(name: str) -> str:
    """Return the letters of a name without its article and what stands in brackets: ``s-Gravenhage`` is
    ``Gravenhage``."""
    bare = _ARTICLE.sub("", re.sub(r"\(.*?\)", "", name)).strip() or name
    return "".join(sign for sign in unicodedata.normalize("NFC", bare) if sign.isalpha())


def _choices(letters: str) -> Iterator[str]:
    """Yield short names, the plainest first: the beginning, then ever more later letters."""
    yield letters[:LONGEST].capitalize()
    for kept in range(LONGEST - 1, 0, -1):
        for rest in combinations(letters[kept:], LONGEST - kept):
            yield (letters[:kept] + "".join(rest)).capitalize()
    yield from ((letters[: LONGEST - 1] + str(number)).capitalize() for number in range(2, 10))
