"""Walking through the merger table."""

from collections.abc import Callable, Container, Iterable


def nearest(code: str, wanted: Container[str], onward: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """The wanted codes nearest to ``code`` in the direction of ``onward``; safe against circles."""
    found: list[str] = []
    seen: set[str] = set()
    queue = [code]
    while queue:
        current = queue.pop(0)
        if current in seen:
            continue
        seen.add(current)
        if current in wanted:
            found.append(current)
        else:
            queue.extend(onward(current))
    return tuple(found)
