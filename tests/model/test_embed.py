"""The words in the link of a map on another website: every one both ways, and nonsense leaves the usual."""

from itertools import product

import pytest

from gka_dash.model.embed import WORDS, EmbedOptions, split_embed
from gka_dash.model.selection import LONGEST_QUERY, PARAMETER_BY_NAME

EVERY = [EmbedOptions(*flags) for flags in product((False, True), repeat=len(WORDS))]


@pytest.mark.parametrize("options", EVERY)
def test_every_combination_is_read_from_the_link(options: EmbedOptions) -> None:
    usual = EmbedOptions()
    changed = [words for name, words in WORDS.items() if getattr(options, name) != getattr(usual, name)]
    own = "&".join("=".join(words) for words in changed)
    assert split_embed(f"?regio=PV30&{own}") == (options, "regio=PV30")


@pytest.mark.parametrize(
    "query",
    ["", "?", "beeld=film", "legenda=aan&filters=uit", "gebied=", "beeld=%ff", "beeld=&&=;"],
)
def test_a_word_that_means_nothing_leaves_the_usual(query: str) -> None:
    assert split_embed(query)[0] == EmbedOptions()


def test_what_is_not_ours_stays_for_the_selection() -> None:
    assert split_embed("thema=a%2Cb&beeld=stil&zoek=x%26y") == (
        EmbedOptions(still=True),
        "thema=a%2Cb&zoek=x%26y",
    )


def test_the_first_of_two_words_counts() -> None:
    assert split_embed("beeld=stil&beeld=")[0].still
    assert not split_embed("beeld=x&beeld=stil")[0].still


def test_a_link_that_is_too_long_stays_too_long() -> None:
    query = "zoek=" + "a" * LONGEST_QUERY
    assert split_embed(query) == (EmbedOptions(), query)


def test_no_word_has_the_name_of_a_choice() -> None:
    assert not {name for name, _ in WORDS.values()} & set(PARAMETER_BY_NAME)
