"""The Markdown of stories: what becomes HTML, and what stays the signs that it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gka_dash.model.prose import html_of, may_link, plain_of, wrong_links

WORDS = {"regio": "<b>*Zeeland*</b> [x](/y)"}


def test_paragraphs_lists_emphasis_and_links() -> None:
    text = (
        "Een **vet** en *schuin* woord.\n\n- een\n- [twee](/gemeenten)\n\n1. [drie](https://www.example.nl/a)"
    )
    html = html_of(text, {})
    for part in ("<p>Een <strong>vet</strong> en <em>schuin</em> woord.</p>", "<ul>\n<li>een</li>", "<ol>"):
        assert part in html
    assert '<a href="/gemeenten">twee</a>' in html
    assert '<a href="https://www.example.nl/a" target="_blank" rel="noopener noreferrer">drie</a>' in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"),
        ("# kop", "<p># kop</p>"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>"),
        ("[x](//elders.nl)", "<p>[x](//elders.nl)</p>"),
        ("[x](\\\\elders.nl)", "<p>[x](\\elders.nl)</p>"),
        ("[x](data:text/html,a)", "<p>[x](data:text/html,a)</p>"),
        ("```\ncode\n```", "<p>```\ncode\n```</p>"),
    ],
)
def test_anything_else_stays_as_it_is_written(text: str, html: str) -> None:
    assert html_of(text, {}) == html


def test_a_picture_is_never_fetched() -> None:
    assert "<img" not in html_of("![spion](https://www.example.nl/a.png)", {})


def test_words_come_in_as_words() -> None:
    """What a table calls a region is no markup, wherever it stands."""
    assert html_of("In **{regio}**.", WORDS) == (
        "<p>In <strong>&lt;b&gt;*Zeeland*&lt;/b&gt; [x](/y)</strong>.</p>"
    )
    assert plain_of("In **{regio}**.", WORDS) == f"In {WORDS['regio']}."


def test_plain_text_keeps_lines_items_and_addresses() -> None:
    text = "Een *zin*\nop twee regels.\n\n- een\n- [twee](/data)\n\nBron: <https://www.example.nl/>"
    assert plain_of(text, {}) == (
        "Een zin op twee regels.\n- een\n- twee (/data)\nBron: https://www.example.nl/"
    )


def test_wrong_links_are_named() -> None:
    assert wrong_links("[a](/data) [b](ftp://x.nl) [c](<//y.nl>) tekst (tussen haakjes)") == [
        "ftp://x.nl",
        "//y.nl",
    ]


@given(st.text(alphabet="[](){}<>!*_`\\\"'&#/:.-\n abjspx1", max_size=120))
def test_no_text_brings_an_element_that_is_not_ours(text: str) -> None:
    elements = re.findall(r"<(/?\w+)", html_of(text, WORDS))
    known = {"p", "strong", "em", "ul", "ol", "li", "a", "br", "blockquote"}
    assert {name.removeprefix("/") for name in elements} <= known
    assert all(may_link(address) for address in re.findall(r'href="([^"]*)"', html_of(text, {})))
