"""How the map looks on another website: a few words in the link beside those of the Selection."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode

from gka_dash.model.selection import LONGEST_QUERY

PATH: Final = "/inbed"


@dataclass(frozen=True)
class EmbedOptions:
    """``still`` is a picture without scripts; ``fixed`` shows the chosen region and nothing around it."""

    still: bool = False
    legend: bool = True
    filters: bool = False
    fixed: bool = False


# Attribute -> its name in the link and the word that differs from the usual.
WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "still": ("beeld", "stil"),
    "legend": ("legenda", "uit"),
    "filters": ("filters", "aan"),
    "fixed": ("gebied", "vast"),
}


def split_embed(query: str) -> tuple[EmbedOptions, str]:
    """The options in a query string, and what is left of it for the Selection; never raises.

    A word that means nothing here leaves the usual.
    """
    pairs = parse_qsl(query.removeprefix("?")[: LONGEST_QUERY + 1], errors="replace", max_num_fields=None)
    given = dict(reversed(pairs))
    usual = EmbedOptions()
    chosen = {
        attribute: getattr(usual, attribute) != (given.get(name) == word)
        for attribute, (name, word) in WORDS.items()
    }
    names = {name for name, _ in WORDS.values()}
    # A link that is too long stays so, for the Selection to say.
    rest = query if len(query) > LONGEST_QUERY else urlencode([p for p in pairs if p[0] not in names])
    return EmbedOptions(**chosen), rest
