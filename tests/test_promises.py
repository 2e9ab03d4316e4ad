"""The table of promises in docs/veiligheid.md is true: each number has one row, each test in it exists."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "veiligheid.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([SR]\d\d) \| (.+?) \| (.+?) \|$", TEXT, re.MULTILINE)
NOT_YET = "not yet"


def announced() -> list[str]:
    """The numbers that the document says there are, written out."""
    (line,) = re.findall(r"^Numbers: (.+)\.$", TEXT, re.MULTILINE)
    found = []
    for first, last in re.findall(r"([SR]\d\d)–([SR]\d\d)", line):
        assert first[0] == last[0]
        found += [f"{first[0]}{number:02}" for number in range(int(first[1:]), int(last[1:]) + 1)]
    return found


@cache
def names_in(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def test_every_number_has_one_row() -> None:
    assert len(announced()) == 41
    assert [number for number, _, _ in ROWS] == announced()


@pytest.mark.parametrize(("number", "promise", "shown"), ROWS, ids=[row[0] for row in ROWS])
def test_every_test_that_is_named_exists(number: str, promise: str, shown: str) -> None:
    if shown == NOT_YET:
        return
    named = re.findall(r"`([\w/]+\.py)::(\w+)`", shown)
    assert "<br>".join(f"`{path}::{name}`" for path, name in named) == shown
    for path, name in named:
        assert name.startswith("test_")
        assert name in names_in(ROOT / path), f"{number}: {path}::{name}"


def test_what_is_not_shown_yet_is_said_in_words() -> None:
    """A row without a test is no promise; the sentence under the table names each of them."""
    missing = [number for number, _, shown in ROWS if shown == NOT_YET]
    said = re.findall(r"^(.+) ha(?:s|ve) no test of (?:its|their) own yet\.$", TEXT, re.MULTILINE)
    assert re.findall(r"[SR]\d\d", " ".join(said)) == missing


def test_a_number_that_a_test_carries_is_not_called_open() -> None:
    """So that a number is not called open once something shows it."""
    shown = {number: cell for number, _, cell in ROWS}
    for path in (ROOT / "tests").rglob("test_*.py"):
        for name in names_in(path):
            found = re.match(r"test_([sr]\d\d)_", name)
            if found:
                assert shown[found[1].upper()] != NOT_YET, f"{path.name}::{name}"
