"""Only what differs is sent, and it leads to what is wanted whatever was shown."""

import json
from copy import deepcopy
from typing import Any

from dash import no_update
from hypothesis import given
from hypothesis import strategies as st

from callbacks.difference import MOST_PLACES, difference, patch
from layouts.elements import html
from tests.callbacks.conversation import patched

SCALARS = st.none() | st.integers(0, 3) | st.sampled_from(["", "a", "b"])
KEYS = st.sampled_from(["props", "type", "children", "title"])
TREES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=30,
)


def _places(answer: Any) -> dict[tuple[Any, ...], Any]:
    return {tuple(step["location"]): step["params"]["value"] for step in answer["operations"]}


def _is_patch(answer: Any) -> bool:
    return isinstance(answer, dict) and "__dash_patch_update" in answer


@given(TREES, TREES)
def test_whatever_is_shown_becomes_what_is_wanted(shown: Any, wanted: Any) -> None:
    answer = difference(shown, wanted)
    if answer is no_update:
        assert shown == wanted
    else:
        got = patched(deepcopy(shown), answer) if _is_patch(answer) else answer
        assert json.dumps(got, sort_keys=True) == json.dumps(wanted, sort_keys=True)


def test_the_same_is_not_sent() -> None:
    assert difference("woorden", "woorden") is no_update
    assert difference([html.P("a")], [html.P("a")]) is no_update


def test_text_is_sent_whole() -> None:
    assert difference("vijftig", "honderd") == "honderd"


def test_a_number_in_a_list_of_totals_is_sent_alone() -> None:
    before, after = ([html.Div([html.Span(n), html.Span("gemeenten")])] for n in ("50", "101"))
    assert _places(difference(before, after)) == {(0, "props", "children", 0, "props", "children"): "101"}


def test_a_list_of_another_length_is_sent_whole() -> None:
    rows = [html.P("a"), html.P("b")]
    assert difference(rows[:1], rows) == rows
    nested = [html.Div(rows[:1], title="t")], [html.Div(rows, title="t")]
    assert _places(difference(*nested)) == {(0, "props", "children"): rows}


def test_a_component_of_another_kind_is_sent_whole() -> None:
    assert _places(difference([html.P("a")], [html.H2("a")])) == {(0,): html.H2("a")}
    assert _places(difference([html.P("a")], [html.P("a", title="t")])) == {
        (0, "props"): {"title": "t", "children": "a"}
    }


def test_many_places_take_more_words_than_the_whole() -> None:
    shown, wanted = ([html.P(f"{word} {n}") for n in range(MOST_PLACES + 1)] for word in ("a", "b"))
    assert difference(shown, wanted) == wanted
    assert _is_patch(difference(shown[1:], wanted[1:]))


def test_a_patch_puts_each_value_in_its_place() -> None:
    figure = {"data": [{"x": [1, 2]}, {"x": [3]}], "layout": {"title": "a"}}
    changes = {("data", 0, "x"): [5], ("layout", "title"): "b"}
    assert patched(figure, patch(changes)) == {"data": [{"x": [5]}, {"x": [3]}], "layout": {"title": "b"}}
