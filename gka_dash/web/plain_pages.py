"""``/zonder-javascript/…``: every list and fact as a plain page, for a browser that runs no scripts (R09).

The page is built as always; here its components become HTML. What only works with scripts is left out.
"""

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

import orjson
from flask import Flask, Response, abort, redirect, request

from gka_dash.web.error_pages import page_of
from gka_dash.web.services import Services
from layouts import pages

PREFIX: Final = "/zonder-javascript"
FIRST: Final = "/gemeenten"  # what stands in for the map
NEED_SCRIPTS: Final = ("kaart", "presenteren")
READABLE: Final = tuple(page for page in pages.PAGES if page.key not in NEED_SCRIPTS)
_TAGS: Final = frozenset(
    {
        *("A", "Abbr", "Article", "B", "Code", "Dd", "Details", "Div", "Dl", "Dt", "Em", "Figcaption"),
        *("Figure", "H1", "H2", "H3", "H4", "H5", "H6", "Li", "Ol", "P", "Section", "Small", "Span"),
        *("Strong", "Sub", "Summary", "Sup", "Time", "Ul"),
        *("Caption", "Table", "Tbody", "Td", "Tfoot", "Th", "Thead", "Tr"),
    }
)
_AS: Final = {"Button": "span", "Link": "a"}  # a button says a number, and pressing it needs a script
_ATTRIBUTES: Final = {
    "href": "href",
    "className": "class",
    "id": "id",
    "lang": "lang",
    "scope": "scope",
    "colSpan": "colspan",
    "rowSpan": "rowspan",
    "dateTime": "datetime",
    "rel": "rel",
    "role": "role",
    "tabIndex": "tabindex",  # what scrolls sideways is reached with the keyboard
}
_ALONE: Final = "close"  # the class of a button that says nothing


def plain_html(tree: Any, leads_to: Callable[[str], str]) -> str:
    """Components as HTML; ``leads_to`` gives the address behind each link."""
    return _html(json.loads(orjson.dumps(tree)), leads_to)


def _html(node: Any, leads_to: Callable[[str], str]) -> str:
    if node is None or isinstance(node, bool):
        return ""
    if isinstance(node, list):
        return "".join(_html(inner, leads_to) for inner in node)
    if not isinstance(node, dict):
        return escape(str(node))
    kind, properties = node["type"], node["props"]
    tag = _AS.get(kind) or (kind.lower() if kind in _TAGS else "")
    to_map = str(properties.get("href", "")).partition("?")[0] == "/"  # there is none here
    if not tag or to_map or properties.get("className") == _ALONE:
        return ""
    inner = _html(properties.get("children"), leads_to)
    return f"<{tag}{_attributes(properties, leads_to)}>{inner}</{tag}>"


def _attributes(properties: Mapping[str, Any], leads_to: Callable[[str], str]) -> str:
    found = {
        name: properties[own] for own, name in _ATTRIBUTES.items() if isinstance(properties.get(own), str)
    }
    found |= {name: properties[name] for name in ("aria-label", "aria-sort") if name in properties}
    if "href" in found:
        found["href"] = leads_to(found["href"])
    return "".join(f' {name}="{escape(str(value))}"' for name, value in found.items())


def plain_address(address: str) -> str:
    """Where the plain twin of a page stands, the map being told by its list; other addresses stay."""
    path, mark, query = address.partition("?")
    if path == "/":
        return f"{PREFIX}{FIRST}{mark}{query}"
    others = [page.path for page in READABLE]
    is_page = any(path.startswith(own) if own.endswith("/") else path == own for own in others)
    return f"{PREFIX}{address}" if is_page else address


def twin_of(address: str) -> str:
    """What a browser without scripts can read in place of any page; the list when there is nothing nearer."""
    found = plain_address(address)
    return found if found.startswith(PREFIX) else f"{PREFIX}{FIRST}"


def add_plain_pages(server: Flask, services: Services, css_url: str) -> None:
    """Register the plain pages."""

    @server.get(f"{PREFIX}/<path:page>")
    def plain_page(page: str) -> Response:
        moved = pages.moved_to(services, f"/{page}")
        if moved:
            return redirect(f"{request.script_root}{PREFIX}{moved}", code=301)  # type: ignore[return-value]
        found = pages.find(services, f"/{page}")
        if found.page is None or found.page.key in NEED_SCRIPTS:
            abort(404)
        view = services.view(request.query_string.decode("utf-8", "replace"))
        inner = _menu() + plain_html(found.build(services, view), plain_address)
        banner = f'<p class="banner">{escape(services.banner)}</p>' if services.banner else ""
        footer = f'<p class="soft">Gegevens: {escape(services.version)}</p>'
        return page_of(
            200, found.title(services, view), banner + inner + footer, css_url, "zonder-javascript"
        )


def _menu() -> str:
    links = "".join(
        f'<li><a href="{PREFIX}{page.path}">{escape(page.label)}</a></li>' for page in READABLE if page.label
    )
    return f'<nav aria-label="Hoofdmenu"><ul>{links}</ul></nav>'
