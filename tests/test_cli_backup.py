"""``backup`` and ``restore``: what is told, and that nothing is replaced by accident."""

from pathlib import Path

import pytest

from gka_dash.__main__ import main
from gka_dash.settings import Settings
from gka_dash.store.engine import open_store
from tests.books import own_folders


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return own_folders(tmp_path, monkeypatch)


def _numbers() -> list[int]:
    store = open_store(Settings.from_environment().store_url)
    found = [line.number for line in store.lines()]
    store.close()
    return found


def _published(data: Path, name: str) -> None:
    with (data / "themas.csv").open("a", encoding="utf-8") as file:
        file.write(f"{name},Kamerbrief\n")
    assert main(["publish", str(data), "--who", "Els", "--why", name]) == 0


def test_a_backup_is_made_and_put_back(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publications"]) == 0
    _published(data, "Goed")
    path = tmp_path / "kopie.backup"
    assert main(["backup", "--output", str(path)]) == 0
    assert f"Reservekopie gemaakt: {path}" in capsys.readouterr().out
    _published(data, "Verkeerd")
    assert _numbers() == [3, 2, 1]
    assert main(["restore", str(path), "--yes"]) == 0
    assert "De laatste publicatie is nu 2." in capsys.readouterr().out
    assert _numbers() == [2, 1]


def test_without_a_yes_nothing_is_replaced(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["publications"]) == 0
    path = tmp_path / "kopie.backup"
    assert main(["backup", "--output", str(path)]) == 0
    _published(data, "Later")
    assert main(["restore", str(path)]) == 1
    assert "--yes" in capsys.readouterr().err
    assert _numbers() == [2, 1]


def test_what_cannot_be_done_is_said_without_a_trace(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", "--output", str(tmp_path / "kopie")]) == 1
    assert "nog geen database" in capsys.readouterr().err
    assert main(["restore", str(tmp_path / "nergens"), "--yes"]) == 1
    assert "niet terug te zetten" in capsys.readouterr().err
