"""Components as plain data are what Dash's own components would be in the browser."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from dash import dcc, html

from layouts import elements as plain
from layouts import pages, parts
from tests.layouts.real_site import PATHS, QUERIES, page_tree, real_services, shell_tree
from tests.layouts.trees import as_component, as_json, is_plain, read


def _nodes(tree: Any) -> Iterator[dict[str, Any]]:
    """Every plain component of a tree."""
    if isinstance(tree, (list, tuple)):
        for item in tree:
            yield from _nodes(item)
    elif is_plain(tree := read(tree)):
        yield tree
        yield from _nodes(tree["props"].get("children"))


def _without_nothing(node: dict[str, Any]) -> dict[str, Any]:
    """Dash writes ``children: null`` where a component has none; for the browser that is the same."""
    props = {name: value for name, value in node["props"].items() if (name, value) != ("children", None)}
    return {**node, "props": props}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("query", ["", QUERIES[3], QUERIES[5], QUERIES[9], QUERIES[13]])
def test_every_component_of_a_page_is_what_dash_would_write(path: str, query: str) -> None:
    """Dash refuses a property that its component does not have, so a misspelled one fails here."""
    found = list(_nodes(page_tree(path, query)))
    assert found
    for node in found:
        assert as_json(_without_nothing(as_component(node).to_plotly_json())) == as_json(node)


def test_the_shell_is_what_dash_would_write() -> None:
    found = list(_nodes(shell_tree().children))
    assert len(found) > 50
    for node in found:
        assert as_json(_without_nothing(as_component(node).to_plotly_json())) == as_json(node)


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (plain.html.P("tekst", className="soft"), html.P("tekst", className="soft")),
        (plain.html.Div(["a", 1]), html.Div(["a", 1])),
        (
            plain.html.Th("x", scope="col", **{"aria-sort": "none"}),
            html.Th("x", scope="col", **{"aria-sort": "none"}),
        ),
        (plain.dcc.Link("Ede", href="/gemeente/GM0228"), dcc.Link("Ede", href="/gemeente/GM0228")),
        (plain.dcc.Store(id="deel", data={"a": None}), dcc.Store(id="deel", data={"a": None})),
    ],
)
def test_one_component(ours: Any, theirs: Any) -> None:
    assert as_json(ours) == as_json(theirs)


def test_a_component_that_dash_lacks_is_lacking_here_too() -> None:
    with pytest.raises(AttributeError):
        plain.html.Marqueee  # noqa: B018


def test_a_table_is_what_dash_would_write() -> None:
    shown = parts.table("Regio's", ["Regio", "Aantal", "Stand"], [["Noord", 3, "zeker"], ["Zuid", 3, ""]])
    head = [html.Th("Regio", scope="col"), html.Th("Aantal", scope="col", className="number")]
    rows = [
        html.Tr([html.Th(name, scope="row"), html.Td(3, className="number"), html.Td(last)])
        for name, last in (("Noord", "zeker"), ("Zuid", ""))
    ]
    table = [
        html.Caption("Regio's"),
        html.Thead(html.Tr([*head, html.Th("Stand", scope="col")])),
        html.Tbody(rows),
    ]
    wanted = html.Div(
        html.Table(table, className="table"),
        className="table-scroll",
        tabIndex="0",
        role="region",
        **{"aria-label": "Tabel: Regio's"},
    )
    assert as_json(shown) == as_json(wanted)


@pytest.mark.parametrize("path", PATHS)
def test_what_is_kept_between_pages_is_not_changed_by_them(path: str) -> None:
    """Cells of tables and links to sources are made once; other pages leave them as they are."""
    services = real_services()

    def written() -> str:
        return json.dumps(as_json(pages.find(services, path).build(services, services.view(""))))

    before = written()
    for other in PATHS:
        pages.find(services, other).build(services, services.view(QUERIES[5]))
    assert written() == before
