"""Why nginx may ask a question of a page twice: no callback can write."""

import ast
from pathlib import Path

from gka_dash.settings import PROJECT_ROOT


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


def test_no_callback_knows_the_store() -> None:
    paths = sorted((PROJECT_ROOT / "callbacks").glob("*.py"))
    assert len(paths) > 2
    for path in paths:
        writers = ("gka_dash.store", "gka_dash.web.publications", "gka_dash.web.beheer", "sqlalchemy")
        assert not [name for name in _imported(path) if name.startswith(writers)], path.name
        assert ".store" not in path.read_text(encoding="utf-8"), path.name
