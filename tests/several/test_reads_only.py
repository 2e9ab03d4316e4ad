"""Why nginx may ask a question of a page twice: no callback can write."""

from gka_dash.settings import PROJECT_ROOT
from tests.imports import imports_of


def test_no_callback_knows_the_store() -> None:
    paths = sorted((PROJECT_ROOT / "callbacks").glob("*.py"))
    assert len(paths) > 2
    for path in paths:
        writers = ("gka_dash.store", "gka_dash.web.publications", "gka_dash.web.beheer", "sqlalchemy")
        assert not [name for name in imports_of(path) if name.startswith(writers)], path.name
        assert ".store" not in path.read_text(encoding="utf-8"), path.name
