"""The Markdown of stories: paragraphs, lists, emphasis and links, and nothing else.

HTML, pictures and headings stay the signs that they are. A link leads to a website or to a page of the
dashboard; any other one stays text.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from gka_dash.model.links import is_web_link
from gka_dash.model.story import filled

_RULES = ("list", "blockquote", "emphasis", "link", "autolink", "escape", "entity", "newline")
_OWN_PAGE = re.compile(r"/(?![/\\])[\w\-./?=&,%+:'()]*", re.ASCII)
_ADDRESS = re.compile(r"\]\(\s*<?([^)\s>]*)")


def may_link(address: str) -> bool:
    """Whether an address may become a link: a website, or a path of the dashboard."""
    return is_web_link(address) or bool(_OWN_PAGE.fullmatch(address) and len(address) <= 2000)


@cache
def _markdown() -> MarkdownIt:
    parser = MarkdownIt("zero", {"html": False, "linkify": False, "typographer": False})
    parser.enable(list(_RULES))
    parser.validateLink = may_link  # type: ignore[method-assign,assignment]
    parser.add_render_rule("link_open", _open_link)
    return parser


def _open_link(self: Any, tokens: list[Token], at: int, options: Any, _env: Any) -> str:
    """A link to elsewhere opens beside the story, which otherwise would be gone."""
    if not str(tokens[at].attrGet("href")).startswith("/"):
        tokens[at].attrSet("target", "_blank")
        tokens[at].attrSet("rel", "noopener noreferrer")
    return str(self.renderToken(tokens, at, options, _env))


def html_of(text: str, words: Mapping[str, str]) -> str:
    """A text as HTML. Words come in after the Markdown was read, so that nothing in them is taken for it."""
    parser = _markdown()
    tokens = parser.parse(text)
    for token in _texts(tokens):
        token.content = filled(token.content, words)
    return str(parser.renderer.render(tokens, parser.options, {})).strip()


def plain_of(text: str, words: Mapping[str, str]) -> str:
    """A text without marks: a line per paragraph or item, an address behind the words of its link."""
    lines = []
    for token in _markdown().parse(text):
        if token.type == "inline":
            lines.append(_plain_line(token.children or [], words))
        elif token.type == "list_item_open":
            lines.append("- ")
    return "\n".join(lines).replace("- \n", "- ").strip()


def wrong_links(text: str) -> list[str]:
    """Addresses that are written as a link and may not become one."""
    return [address for address in _ADDRESS.findall(text) if not may_link(address)]


def _texts(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "text":
            yield token
        yield from _texts(token.children or [])


def _plain_line(tokens: list[Token], words: Mapping[str, str]) -> str:
    parts, href = [], ""
    for token in tokens:
        if token.type == "text":
            parts.append(filled(token.content, words))
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif token.type == "link_open":
            href = str(token.attrGet("href"))
        elif token.type == "link_close" and href != (parts[-1] if parts else ""):
            parts.append(f" ({href})")
    return "".join(parts)
