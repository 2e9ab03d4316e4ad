"""Component trees without a browser: walk them, read them, compare them."""

import json
from collections.abc import Iterator
from typing import Any

import dash_bootstrap_components as dbc
import orjson
from dash import dcc, html
from dash.development.base_component import Component

from layouts.elements import Written

LIBRARIES = {"dash_html_components": html, "dash_core_components": dcc, "dash_bootstrap_components": dbc}
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")


def read(node: Any) -> Any:
    """A node of a tree; one that was written out before is read back."""
    return orjson.loads(orjson.dumps(node)) if isinstance(node, Written) else node


def is_plain(node: Any) -> bool:
    """Whether a node is a component as plain data (layouts/elements.py)."""
    return isinstance(node, dict) and node.keys() == {"props", "type", "namespace"}


def as_component(node: dict[str, Any]) -> Component:
    """Dash's own object for a component as plain data; Dash refuses a name or property that it lacks."""
    component: Component = getattr(LIBRARIES[node["namespace"]], node["type"])(**node["props"])
    return component


def walk(tree: Any) -> Iterator[Component]:
    """Every component of a tree in the order of the document, the root first; text is passed over."""
    tree = read(tree)
    if is_plain(tree):
        tree = as_component(tree)
    if isinstance(tree, (list, tuple)):
        for item in tree:
            yield from walk(item)
    elif isinstance(tree, Component):
        yield tree
        yield from walk(getattr(tree, "children", None))


def kind(component: Component) -> str:
    """Name of the class, such as ``Button`` or ``Store``."""
    return str(component._type)


def of_kind(tree: Any, *kinds: str) -> list[Component]:
    """Components of these kinds in the order of the document."""
    return [component for component in walk(tree) if kind(component) in kinds]


def prop(component: Any, name: str) -> Any:
    """A property, wildcard properties such as ``aria-label`` included; None when it is not set."""
    plain = component if is_plain(component) else component.to_plotly_json()
    return plain["props"].get(name)


def text(tree: Any) -> str:
    """The words of a tree as a reader gets them, with single spaces."""
    return " ".join("".join(_texts(tree)).split())


def _texts(tree: Any) -> Iterator[str]:
    tree = read(tree)
    if is_plain(tree):
        tree = as_component(tree)
    if isinstance(tree, (list, tuple)):
        for item in tree:
            yield from _texts(item)
    elif isinstance(tree, Component):
        yield " "
        yield from _texts(getattr(tree, "children", None))
        yield " "
    elif tree is not None:
        yield str(tree)


def id_key(component_id: Any) -> str:
    """An id as one text, also a pattern id."""
    return component_id if isinstance(component_id, str) else json.dumps(component_id, sort_keys=True)


def with_id(tree: Any) -> dict[str, Component]:
    """Components by id; an id that occurs twice is an error."""
    found: dict[str, Component] = {}
    for component in walk(tree):
        own = prop(component, "id")
        if own is not None:
            assert id_key(own) not in found, f"id {own} occurs twice"
            found[id_key(own)] = component
    return found


def by_id(tree: Any, component_id: Any) -> Component:
    """The component with an id."""
    return with_id(tree)[id_key(component_id)]


def as_json(tree: Any) -> Any:
    """The tree as the browser receives it."""

    def plain(item: Any) -> Any:
        return read(item) if isinstance(item, Written) else item.to_plotly_json()

    return json.loads(json.dumps(tree, default=plain))


def assert_component_equal(actual: Any, expected: Any, *, without: tuple[str, ...] = ()) -> None:
    """Two trees are equal as JSON; properties named in ``without`` do not count."""
    assert _stripped(as_json(actual), without) == _stripped(as_json(expected), without)


def _stripped(node: Any, without: tuple[str, ...]) -> Any:
    if isinstance(node, list):
        return [_stripped(item, without) for item in node]
    if isinstance(node, dict) and {"props", "type"} <= node.keys():
        props = {
            name: _stripped(value, without) for name, value in node["props"].items() if name not in without
        }
        return {"type": node["type"], "props": props}
    return node


def table_cells(table: Component) -> tuple[list[str], list[list[str]]]:
    """Headers and rows of an html.Table as texts."""
    head, body = of_kind(table, "Thead")[0], of_kind(table, "Tbody")[0]
    headers = [text(cell) for cell in of_kind(head, "Th")]
    rows = [[text(cell) for cell in of_kind(row, "Th", "Td")] for row in of_kind(body, "Tr")]
    return headers, rows
