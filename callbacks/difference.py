"""What has to be sent to turn what is on screen into what should be: nothing, some places, or all of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from dash import Patch, no_update

MOST_PLACES = 12  # a change of more places takes more words than the whole
Place = tuple[str | int, ...]


def difference(shown: Any, wanted: Any) -> Any:
    """``no_update``, a partial update, or ``wanted`` itself.

    Both are what an output can hold: text, or lists and components as plain data (``layouts/elements.py``).
    """
    changes = dict(_changes(shown, wanted, ()))
    if not changes:
        return no_update
    return wanted if () in changes or len(changes) > MOST_PLACES else patch(changes)


def patch(changes: Mapping[Place, Any]) -> Any:
    """A partial update that puts each value in its place, as plain data: the quickest to write out."""
    update = Patch()
    for place, value in changes.items():
        target = update
        for step in place[:-1]:
            target = target[step]
        target[place[-1]] = value
    return update.to_plotly_json()


def _changes(shown: Any, wanted: Any, place: Place) -> Iterator[tuple[Place, Any]]:
    """The smallest parts that differ, each with its place."""
    if shown == wanted:
        return
    steps = _steps(shown, wanted)
    if not steps:
        yield place, wanted
    for step in steps:
        yield from _changes(shown[step], wanted[step], (*place, step))


def _steps(shown: Any, wanted: Any) -> list[Any]:
    """The keys of two mappings or lists that can be changed item by item; none when only the whole can."""
    if isinstance(shown, dict) and isinstance(wanted, dict):
        same = shown.keys() == wanted.keys() and shown.get("type") == wanted.get("type")
        return list(wanted) if same else []
    if isinstance(shown, list) and isinstance(wanted, list) and len(shown) == len(wanted):
        return list(range(len(wanted)))
    return []
