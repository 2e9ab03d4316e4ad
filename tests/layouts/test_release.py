"""A page that stays open over a release of the server is known by its layouts."""

from pathlib import Path

import pytest

from layouts import release as room


def _release_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(room, "__file__", str(folder / "release.py"))
    return room.release.__wrapped__()


def test_equal_layouts_are_one_release_and_others_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = tmp_path / "kaart.py"
    layout.write_text("TITLE = 1", encoding="utf-8")
    first = _release_of(tmp_path, monkeypatch)
    assert _release_of(tmp_path, monkeypatch) == first
    layout.write_text("TITLE = 2", encoding="utf-8")
    assert _release_of(tmp_path, monkeypatch) != first
    assert len(first) == 6
