"""Which nginx is used, and what is said when there is none."""

from pathlib import Path

import pytest

from scripts import find_nginx


def _program(path: Path, line: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{line}\n")
    path.chmod(0o755)
    return path


GOOD = "echo nginx version: nginx/1 >&2"


@pytest.fixture(autouse=True)
def nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NGINX", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr(find_nginx, "UNPACKED", tmp_path / "unpacked")
    monkeypatch.setattr(find_nginx, "_PLACES", ())


def test_the_one_of_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own = _program(tmp_path / "own", GOOD)
    _program(tmp_path / "bin" / "nginx", GOOD)
    monkeypatch.setenv("NGINX", str(own))
    assert find_nginx.find_nginx() == own
    monkeypatch.setenv("NGINX", str(tmp_path / "none"))
    with pytest.raises(find_nginx.NoNginx, match="none start niet"):
        find_nginx.find_nginx()
    assert find_nginx.main() == 1, "and nothing is fetched instead"


def test_the_system_comes_before_what_was_unpacked(tmp_path: Path) -> None:
    unpacked = _program(tmp_path / "unpacked" / "usr" / "sbin" / "nginx", GOOD)
    assert find_nginx.find_nginx() == unpacked
    system = _program(tmp_path / "bin" / "nginx", GOOD)
    assert find_nginx.find_nginx() == system


def test_one_that_misses_a_library_is_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _program(tmp_path / "bin" / "nginx", "echo cannot open shared object file >&2; exit 127")
    with pytest.raises(find_nginx.NoNginx, match="apt install nginx-light"):
        find_nginx.find_nginx()
    assert find_nginx.main() == 1
    assert "Er is geen nginx gevonden" in capsys.readouterr().err


def test_what_apt_says_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("apt-get", "dpkg-deb"):
        _program(tmp_path / "bin" / name, "echo geen netwerk >&2; exit 100")
    assert find_nginx.main() == 1
    assert "nginx ophalen is mislukt: geen netwerk" in capsys.readouterr().err
