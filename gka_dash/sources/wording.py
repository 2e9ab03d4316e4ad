"""Words in messages: cells shown safely, and spellings that someone may have meant."""

import difflib
import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from itertools import islice

LONGEST_SHOWN = 40
MOST_CANDIDATES = 500
MOST_SEARCHES = 300
MOST_MEANT = 3
LEAST_ALIKE = 0.7  # names of places are much alike: at 0.6 Nuenen would be Rhenen
_INVISIBLE = ("Cc", "Cf", "Cs", "Zl", "Zp")


def shown(text: str) -> str:
    """``text`` between quotes, on one line, without invisible signs and no longer than 40 signs."""
    start = " ".join(without_invisible(text[: 4 * LONGEST_SHOWN]).split())
    return f"'{start}'" if len(start) <= LONGEST_SHOWN else f"'{start[: LONGEST_SHOWN - 1]}…'"


def without_invisible(text: str) -> str:
    """``text`` without control signs, zero-width signs and signs that turn the reading direction.

    Line ends and tabs stay.
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join(sign for sign in text if sign in "\n\r\t" or unicodedata.category(sign) not in _INVISIBLE)


def folded(text: str) -> str:
    """``text`` as it is compared: small letters, plain apostrophes and hyphens, single spaces."""
    simple = text.replace("\u2019", "'").replace("\u2018", "'").replace("\u2010", "-").replace("\u2011", "-")
    return " ".join(simple.split()).casefold()


def listed(words: Collection[str], most: int = 5) -> str:
    """``a, b en c``; after ``most`` words the rest is counted: ``a, b en 7 andere``."""
    some, rest = list(islice(words, most)), len(words) - most
    if rest > 0:
        return f"{', '.join(some)} en {rest} andere"
    return " en ".join(filter(None, [", ".join(some[:-1]), *some[-1:]]))


class Suggester:
    """Finds the spelling that someone meant.

    Comparing is slow, so one reader searches a limited number of times and gives no proposal after that:
    a file with a million different typing errors must not keep the machine busy.
    """

    def __init__(self) -> None:
        self._searches_left = MOST_SEARCHES

    def place(self, name: str, spelled: Mapping[str, str]) -> list[str]:
        """The few names of places that begin with ``name`` as a whole word, else the one most like it.

        ``spelled`` are names by their folded form.
        """
        plain = folded(name[:LONGEST_SHOWN]).removeprefix("gemeente ")
        if plain in spelled:
            return [spelled[plain]]
        if not plain or self._searches_left <= 0:
            return []
        longer = [one for text, one in spelled.items() if re.match(rf"{re.escape(plain)}[^\w-]", text)]
        if 0 < len(longer) <= MOST_MEANT:
            self._searches_left -= 1
            return longer
        near = self.closest(plain, spelled.values(), LEAST_ALIKE)
        return [near] if near else []

    def closest(self, word: str, candidates: Iterable[str], least: float = 0.6) -> str | None:
        """The candidate that is spelled most like ``word`` and at least so much (1: the same), or None."""
        if self._searches_left <= 0:
            return None
        self._searches_left -= 1
        choices = {folded(candidate): candidate for candidate in islice(candidates, MOST_CANDIDATES)}
        return self._search(folded(word[:LONGEST_SHOWN]), choices, least)

    @staticmethod
    def _search(word: str, choices: dict[str, str], least: float) -> str | None:
        near = difflib.get_close_matches(word, choices, n=1, cutoff=least)
        if near:
            return choices[near[0]]
        # A first word is often typed for the whole: "Taal" for "Taalbevordering".
        begins = [choice for text, choice in choices.items() if len(word) > 2 and text.startswith(word)]
        return begins[0] if len(begins) == 1 else None
