"""Lighter versions of what other projects publish: only the parts that this dashboard uses.

What is left out is told apart from what is needed by the file itself, never by counting on its size or order.
When a file does not look as expected (after a new version, for instance) the whole of it is served: a few
bytes more and nothing broken.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

Files = TypeVar("Files", bytes, dict[str, bytes])


class NotAsExpected(Exception):  # noqa: N818
    """A file has another form than a recipe counts on; the message (Dutch) says what is different."""


def lighter(what: str, whole: Files, make: Callable[[Files], Files]) -> Files:
    """What `make` leaves of `whole`, or `whole` itself and one Dutch line that says why."""
    try:
        return make(whole)
    except NotAsExpected as reason:
        print(f"Let op: {what} gaat in zijn geheel mee: {reason}.", flush=True)
        return whole


def reachable(uses: Mapping[str, Collection[str]], start: Iterable[str]) -> set[str]:
    """The names that `start` needs, itself included, when every name needs what `uses` says."""
    found: set[str] = set()
    ahead = [name for name in start if name in uses]
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead += [used for used in uses[name] if used in uses]
    return found
