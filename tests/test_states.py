"""The list of states in tests/browser/states is complete and true."""

import ast
from pathlib import Path

import pytest

from tests.browser.states import documents, map_page, other_pages, presenting
from tests.browser.states.elsewhere import ELSEWHERE
from tests.browser.states.every import NAMES, ON_THE_SERVER
from tests.browser.states.state import WIDTHS, State

BROWSER = Path(__file__).parent / "browser"
MODULES = (documents, map_page, other_pages, presenting)


def test_every_state_has_a_name_of_its_own() -> None:
    assert len(set(NAMES)) == len(NAMES)


def test_every_function_that_reaches_a_state_stands_in_a_list() -> None:
    listed = {state.reach for state in ON_THE_SERVER}
    listed |= {getattr(state.reach, "func", None) for state in ON_THE_SERVER}
    for module in MODULES:
        tree = ast.parse(Path(module.__file__).read_text(encoding="utf-8"))
        names = [node.name for node in tree.body if isinstance(node, ast.FunctionDef)]
        forgotten = [n for n in names if not n.startswith("_") and getattr(module, n) not in listed]
        assert forgotten == []


@pytest.mark.parametrize("state", ON_THE_SERVER, ids=lambda state: state.name)
def test_a_width_is_left_out_with_a_reason_only(state: State) -> None:
    assert set(state.widths) <= set(WIDTHS)
    assert (len(state.widths) == len(WIDTHS)) is (state.because == "")


@pytest.mark.parametrize("file", ELSEWHERE)
def test_a_story_judges_every_state_that_is_left_to_it(file: str) -> None:
    tree = ast.parse((BROWSER / file).read_text(encoding="utf-8"))
    said = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant)}
    assert set(ELSEWHERE[file]) <= said
    called = {
        node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and hasattr(node.func, "id")
    }
    assert "everywhere" in called
