"""What Dash's validation layout would check: every id and property that a callback uses exists on its page.

The application runs with ``suppress_callback_exceptions``, because the components of a page come when its
address is chosen. A misspelled id would then do nothing, silently. So every callback is held against every
page: its outputs are all there or all absent, and where it can be called, so are its inputs and states.
"""

import re
from itertools import chain
from typing import Any

import pytest

from layouts import ids
from tests.layouts.real_site import PATHS, QUERIES, callback_specs, shell_tree, whole_tree
from tests.layouts.trees import id_key, prop, walk, with_id

SPECS = callback_specs()
PARTS = ("outputs", "inputs", "state")


def _on(path: str) -> dict[str, Any]:
    return with_id(whole_tree(path))


ON_PAGE = {path: _on(path) for path in PATHS}
EVERYWHERE = dict(chain.from_iterable(found.items() for found in ON_PAGE.values()))


def _is_pattern(component_id: Any) -> bool:
    return isinstance(component_id, dict) and any(isinstance(value, list) for value in component_id.values())


def _fits(pattern: dict[str, Any], component_id: Any) -> bool:
    """Whether an id is one that the pattern asks for: equal keys, and equal values where they are fixed."""
    return (
        isinstance(component_id, dict)
        and component_id.keys() == pattern.keys()
        and all(isinstance(value, list) or component_id[key] == value for key, value in pattern.items())
    )


def _matches(component_id: Any, found: dict[str, Any]) -> list[Any]:
    if _is_pattern(component_id):
        return [item for item in found.values() if _fits(component_id, prop(item, "id"))]
    return [found[id_key(component_id)]] if id_key(component_id) in found else []


def test_there_are_callbacks_on_server_and_in_browser() -> None:
    assert {spec["on_server"] for spec in SPECS} == {True, False}


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec["key"])
def test_every_id_and_property_of_a_callback_exists(spec: dict[str, Any]) -> None:
    for item in chain.from_iterable(spec[part] for part in PARTS):
        components = _matches(item["id"], EVERYWHERE)
        assert components, f"no page has the id {item['id']}"
        for component in components:
            name = item["property"].partition("@")[0]
            assert name in component._prop_names, f"{item['id']} has no {name}"


@pytest.mark.parametrize("path", PATHS)
def test_on_each_page_a_callback_is_complete_or_absent(path: str) -> None:
    found = ON_PAGE[path]
    for spec in SPECS:
        outputs = [bool(_matches(item["id"], found)) for item in spec["outputs"]]
        assert len(set(outputs)) <= 1, f"{path} has only some outputs of {spec['key']}"
        needed = [item for item in spec["inputs"] + spec["state"] if not _is_pattern(item["id"])]
        may_be_called = spec["at_once"] or any(_matches(item["id"], found) for item in spec["inputs"])
        if all(outputs) and may_be_called:
            for item in needed:
                assert _matches(item["id"], found), (path, spec["key"], item)


def test_ids_do_not_depend_on_what_is_chosen() -> None:
    """A callback's outputs stay where they are for every selection; only explain buttons come and go."""
    for path in ("/", "/interventies", "/gemeenten"):
        usual = {key for key in ON_PAGE[path] if not key.startswith("{")}
        for query in QUERIES:
            assert {key for key in with_id(whole_tree(path, query)) if not key.startswith("{")} == usual


@pytest.mark.parametrize("query", QUERIES)
def test_no_id_occurs_twice_on_a_page(query: str) -> None:
    for path in PATHS:
        with_id(whole_tree(path, query))


def test_pattern_ids_have_the_form_that_a_pattern_asks_for() -> None:
    """Dash matches only ids with the very same keys; one with a key too many would never answer."""
    patterns = [
        item["id"]
        for spec in SPECS
        for item in spec["inputs"] + spec["outputs"] + spec["state"]
        if _is_pattern(item["id"])
    ]
    for path in PATHS:
        for component in walk(whole_tree(path)):
            own = prop(component, "id")
            if isinstance(own, dict):
                assert any(_fits(pattern, own) for pattern in patterns), own


def test_plain_ids_are_ids_that_dash_and_css_accept() -> None:
    """No point or brace (Dash), no space and no letter that CSS would have to escape."""
    for key in EVERYWHERE:
        if not key.startswith("{"):
            assert re.fullmatch(r"[a-zA-Z][\w-]*", key, re.ASCII), key


def test_every_control_of_the_selection_is_in_the_shell() -> None:
    shell = with_id(shell_tree())
    assert set(ids.CONTROLS.values()) <= set(shell)


def test_declared_ids_are_used() -> None:
    """An id in layouts/ids.py that no page has is a left-over."""
    declared = {
        value
        for name, value in vars(ids).items()
        if name.isupper() and isinstance(value, str) and name not in ("NO_CHOICE", "WHOLE_COUNTRY")
    }
    assert declared - set(EVERYWHERE) == set()
