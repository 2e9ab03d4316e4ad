"""A walk through the merger table ends at the nearest wanted codes, whatever the table holds."""

import pytest

from gka_dash.model.mergers import nearest

STEPS = {"a": ["b"], "b": ["c", "d"], "d": ["e"], "x": ["y"], "y": ["x"]}


@pytest.mark.parametrize(
    ("code", "wanted", "found"),
    [
        ("a", {"a", "b"}, ("a",)),
        ("a", {"b"}, ("b",)),
        ("a", {"c", "d"}, ("c", "d")),
        ("a", {"c", "e"}, ("c", "e")),
        ("a", {"z"}, ()),
        ("x", {"a"}, ()),
        ("x", {"y"}, ("y",)),
        ("nowhere", {"a"}, ()),
    ],
)
def test_a_walk_ends_at_the_nearest_wanted_codes(code: str, wanted: set[str], found: tuple[str, ...]) -> None:
    assert nearest(code, wanted, lambda known: STEPS.get(known, [])) == found
