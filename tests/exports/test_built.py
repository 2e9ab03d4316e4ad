"""What the build made, for files that bring it along."""

import json
from pathlib import Path

import pytest

from gka_dash.errors import ArtefactError
from gka_dash.exports.built import Built


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "static").mkdir()
    (tmp_path / "static" / "a.123.js").write_text("é", encoding="utf-8")
    listed = {"files": {"a.js": ["a.123.js", 1, 0, 0], "weg.js": ["weg.1.js", 1, 0, 0]}, "suites": {}}
    (tmp_path / "static" / "manifest.json").write_text(json.dumps(listed), encoding="utf-8")
    return tmp_path


def test_a_file_is_found_by_its_logical_name(folder: Path) -> None:
    built = Built.load(folder)
    assert built.text("a.js") == "é"
    assert built.hashed("a.123.js") == built.content("a.js")


@pytest.mark.parametrize("name", ["b.js", "weg.js"])
def test_a_file_that_was_not_built_is_named(folder: Path, name: str) -> None:
    with pytest.raises(ArtefactError, match=r"python -m gka_dash build"):
        Built.load(folder).content(name)


@pytest.mark.parametrize("content", [None, "geen json", '{"files": 3, "suites": {}}', '{"files": {"a": []}}'])
def test_without_a_list_that_can_be_read_the_build_is_asked_for(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "static").mkdir()
        (tmp_path / "static" / "manifest.json").write_text(content, encoding="utf-8")
    with pytest.raises(ArtefactError, match=r"python -m gka_dash build"):
        Built.load(tmp_path)
