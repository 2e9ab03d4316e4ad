"""What a screen reader gets of every page: one h1, headings in steps, names on everything one can press."""

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from gka_dash.model.explain import EXPLANATIONS
from gka_dash.model.schema import TABLES
from tests.layouts.real_site import PATHS, QUERIES, page_tree, real_services, shell_tree, whole_tree
from tests.layouts.trees import HEADINGS, by_id, kind, of_kind, prop, table_cells, text, walk

# In Dash 4 these fail axe-core: see the tests in the browser.
FAILS_AXE = {
    "dcc": ("RadioItems", "Checklist", "Dropdown", "Slider", "RangeSlider", "Tabs", "Tab"),
    "dbc": ("Tabs", "Tab"),
}
SOURCES = [path for folder in ("layouts", "callbacks", "gka_dash") for path in Path(folder).rglob("*.py")]


@pytest.fixture(params=PATHS)
def trees(request: pytest.FixtureRequest) -> list[Any]:
    """A page in every selection, without the shell."""
    return [page_tree(request.param, query) for query in QUERIES]


@pytest.fixture(params=PATHS)
def whole_trees(request: pytest.FixtureRequest) -> list[Any]:
    """A page in every selection, inside the shell."""
    return [whole_tree(request.param, query) for query in QUERIES]


def _check_outline(tree: Any) -> None:
    headings = of_kind(tree, *HEADINGS)
    levels = [HEADINGS.index(kind(heading)) + 1 for heading in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(deeper - upper <= 1 for upper, deeper in pairwise(levels)), [text(h) for h in headings]
    assert all(text(heading) for heading in headings)


def test_one_h1_and_no_skipped_level(trees: list[Any]) -> None:
    for tree in trees:
        _check_outline(tree)


def test_the_shell_leaves_the_h1_to_the_page() -> None:
    assert not of_kind(shell_tree(), "H1")


def _name(component: Any) -> str:
    return str(prop(component, "aria-label") or text(component))


def test_whatever_can_be_pressed_has_a_name(whole_trees: list[Any]) -> None:
    for component in of_kind(whole_trees, "Button", "A", "Link", "Summary"):
        assert re.search(r"\w", _name(component)), component


def test_buttons_do_not_send_a_form(whole_trees: list[Any]) -> None:
    for button in of_kind(whole_trees, "Button"):
        assert prop(button, "type") == "button", _name(button)


def test_tables_have_a_caption_and_scopes(trees: list[Any]) -> None:
    for table in of_kind(trees, "Table"):
        assert text(of_kind(table, "Caption"))
        head = of_kind(of_kind(table, "Thead")[0], "Th")
        assert {prop(cell, "scope") for cell in head} == {"col"}
        assert all(text(cell) for cell in head)
        for row in of_kind(of_kind(table, "Tbody")[0], "Tr"):
            cells = of_kind(row, "Th", "Td")
            assert len(cells) == len(head)
            assert prop(cells[0], "scope") == "row"


def test_fields_have_a_label() -> None:
    tree = shell_tree()
    labelled = {prop(label, "htmlFor") for label in of_kind(tree, "Label")}
    for field in of_kind(tree, "Select", "Input"):
        assert prop(field, "id") in labelled
    for group in of_kind(tree, "Fieldset"):
        assert text(of_kind(group, "Legend"))


def test_references_between_elements_hold(whole_trees: list[Any]) -> None:
    for tree in whole_trees:
        known = {prop(component, "id") for component in walk(tree)} - {None}
        for component in walk(tree):
            for name in ("aria-labelledby", "aria-describedby", "aria-controls", "htmlFor", "list"):
                for target in str(prop(component, name) or "").split():
                    assert target in known, f"{name}={target}"


def test_no_raw_html(whole_trees: list[Any]) -> None:
    for component in walk(whole_trees):
        assert kind(component) not in ("Markdown", "DangerouslySetInnerHTML", "Iframe", "Script", "Style")


def test_every_button_that_explains_a_number_names_one(whole_trees: list[Any]) -> None:
    keys = {prop(button, "data-explain") for button in of_kind(whole_trees, "Button")} - {None}
    assert keys <= set(EXPLANATIONS)


def test_every_action_of_a_button_is_known_to_the_scripts(whole_trees: list[Any]) -> None:
    scripts = "".join(path.read_text(encoding="utf-8") for path in Path("assets").glob("*.js"))
    for action in {prop(button, "data-action") for button in of_kind(whole_trees, "Button")} - {None}:
        assert f'"{action}"' in scripts or re.search(rf"\b{action}\b\s*[:(]", scripts), action


def _used(tree: ast.AST) -> Iterator[tuple[str, str, ast.Call | None]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            yield node.value.id, node.attr, None
        if isinstance(node, ast.ImportFrom):
            yield from ((str(node.module), alias.name, None) for alias in node.names)


@pytest.mark.parametrize("source", SOURCES, ids=str)
def test_controls_that_fail_axe_are_not_used(source: Path) -> None:
    for module, name, _ in _used(ast.parse(source.read_text(encoding="utf-8"))):
        short = {"dash_bootstrap_components": "dbc", "dash.dcc": "dcc"}.get(module, module)
        assert name not in FAILS_AXE.get(short, ()), f"{source}: {short}.{name}"


@pytest.mark.parametrize("source", SOURCES, ids=str)
def test_bootstrap_components_make_no_links(source: Path) -> None:
    """A link from data must go through parts.outside, which looks at the scheme."""
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            module = getattr(node.func.value, "id", "")
            assert module != "dbc" or "href" not in {word.arg for word in node.keywords}, ast.unparse(node)


def test_every_municipality_has_a_sound_outline() -> None:
    for code in real_services().dataset.codes:
        _check_outline(page_tree(f"/gemeente/{code}"))


def test_each_table_of_the_data_is_on_the_data_page() -> None:
    shown = text(page_tree("/data"))
    assert all(table.title in shown for table in TABLES)


def test_the_data_page_tells_which_borders_and_divisions_there_are() -> None:
    page = page_tree("/data")
    headers, rows = table_cells(of_kind(by_id(page, "grenzen"), "Table")[0])
    assert headers == ["Jaar", "Geldig vanaf", "Gemeenten", "Bron"]
    assert len(rows) == len(real_services().editions)
    edition = real_services().editions[-1]
    assert rows[-1] == ["2024", "1 januari 2024", "342", edition.attribution]
    headers, rows = table_cells(of_kind(by_id(page, "indelingen"), "Table")[0])
    assert headers == ["Indeling", "Jaar", "Regio's"]
    assert rows[0] == ["Provincie", "elk jaar", "12"]


def test_a_line_of_the_family_is_heard_as_a_sentence() -> None:
    card = by_id(page_tree("/gemeente/GM1982"), "voorgangers")
    lines = [span for span in of_kind(card, "Span") if prop(span, "aria-hidden") == "true"]
    assert text(lines[0]) == "Boxmeer → Land van Cuijk (2022)"
    heard = [text(span) for span in of_kind(card, "Span") if prop(span, "className") == "visually-hidden"]
    assert heard[0] == "Boxmeer ging op 1 januari 2022 op in Land van Cuijk."
    assert len(lines) == len(heard) == 5
