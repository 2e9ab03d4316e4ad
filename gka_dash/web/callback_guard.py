"""Whether a callback request is one that a page of ours can have sent.

Dash trusts the shape of the body, so a stranger's body ends in a failure deep inside it. Here the body is
held against what the callback was registered with; the values themselves are judged by the callback.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from flask import Request

DEEPEST: Final = 24  # what a click on a chart tells is six deep


def json_body(request: Request) -> object:
    """The JSON of a request; None when there is none, or when it is nested so deep that it cannot be read."""
    try:
        return request.get_json(silent=True)
    except RecursionError:
        return None


def is_ours(body: object, callbacks: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether ``body`` asks for a callback on the server, with its outputs, inputs and states in order.

    ``callbacks`` is Dash's callback_map: by output, with ``callback`` only when it runs on the server.
    """
    if not isinstance(body, dict) or not isinstance(body.get("output"), str) or _is_deep(body):
        return False
    output: str = body["output"]
    callback = callbacks.get(output, {})
    if "callback" not in callback:
        return False
    names = output[2:-2].split("...") if output.startswith("..") else [output]
    given = body.get("outputs") if output.startswith("..") else [body.get("outputs")]
    inputs = [_name(item) for item in callback["inputs"]]
    return (
        _names(given) == names
        and _names(body.get("inputs")) == inputs
        and _names(body.get("state", [])) == [_name(item) for item in callback["state"]]
        and _are_some_of(body.get("changedPropIds"), inputs)
    )


def _is_deep(body: object) -> bool:
    """Whether lists and objects stand in each other too deep; by layer, because a stack would overflow."""
    layer: list[object] = [body]
    for _ in range(DEEPEST):
        layer = [inner for item in layer for inner in _inside(item)]
        if not layer:
            return False
    return True


def _inside(item: object) -> Iterable[object]:
    return item.values() if isinstance(item, dict) else item if isinstance(item, list) else ()


def _name(item: Mapping[str, Any]) -> str:
    return f"{item['id']}.{item['property']}"


def _names(items: object) -> list[str] | None:
    """``id.property`` of each item; None when one of them has no such form."""
    if not isinstance(items, list):
        return None
    usable = all(
        isinstance(item, dict) and isinstance(item.get("id"), str) and isinstance(item.get("property"), str)
        for item in items
    )
    return [_name(item) for item in items] if usable else None


def _are_some_of(names: object, inputs: list[str]) -> bool:
    if not isinstance(names, list) or len(names) > len(inputs):
        return False
    return all(isinstance(name, str) and name in inputs for name in names)
