"""deploy/systemd: systemd understands the units, their commands exist, and they may do little."""

import configparser
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from gka_dash.__main__ import main
from gka_dash.settings import DOCUMENTED, PROJECT_ROOT, Settings

FOLDER = PROJECT_ROOT / "deploy" / "systemd"
UNITS = sorted(FOLDER.iterdir())
SERVICES = [path for path in UNITS if path.suffix == ".service"]
HOME = "/srv/gka"
MUST = {
    "ProtectSystem": "strict",
    "ProtectHome": "yes",
    "PrivateTmp": "yes",
    "NoNewPrivileges": "yes",
    "CapabilityBoundingSet": "",
    "RestrictSUIDSGID": "yes",
    "User": "gka",
    "WorkingDirectory": HOME,
    "MemoryMax": "1G",
}


class _Unit(configparser.RawConfigParser):
    def optionxform(self, optionstr: str) -> str:
        return optionstr


def _read(path: Path) -> _Unit:
    unit = _Unit(strict=True, interpolation=None, delimiters=("=",), comment_prefixes=("#",))
    unit.read_string(path.read_text(encoding="utf-8"))
    return unit


def _commands(path: Path) -> Iterator[list[str]]:
    service = _read(path)["Service"]
    for name in ("ExecStartPre", "ExecStart"):
        if name in service:
            words = shlex.split(service[name])
            yield shlex.split(words[2].removeprefix("exec ")) if words[0] == "/bin/sh" else words


def test_there_is_a_timer_for_all_but_the_server() -> None:
    names = {path.name for path in UNITS}
    assert {path.stem for path in SERVICES} - {"landkaart"} == {p.stem for p in UNITS if p.suffix == ".timer"}
    assert "landkaart.service" in names


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_a_service_is_locked_up(path: Path) -> None:
    service = _read(path)["Service"]
    assert {name: service.get(name) for name in MUST} == MUST
    assert not service["ReadWritePaths"].startswith(HOME), "its own code is not its to change"


@pytest.mark.parametrize("path", SERVICES, ids=lambda path: path.name)
def test_its_commands_and_settings_exist(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands = list(_commands(path))
    assert commands
    for program, *arguments in commands:
        assert (PROJECT_ROOT / program.removeprefix(f"{HOME}/")).exists(), program
        if arguments[:2] == ["-m", "gka_dash"]:
            with pytest.raises(SystemExit) as caught:
                main([arguments[2], "--help"])
            assert caught.value.code == 0
            options = [word for word in arguments if word.startswith("--")]
            assert all(option in capsys.readouterr().out for option in options)
    known = {variable.name for variable in DOCUMENTED}
    assert set(re.findall(r"GKA_\w+(?==)", path.read_text(encoding="utf-8"))) <= known


@pytest.mark.parametrize("path", UNITS, ids=lambda path: path.name)
def test_systemd_has_nothing_against_it(path: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("there is no systemd-analyze here; the other tests read the units")
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace(HOME, str(PROJECT_ROOT))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(tmp_path / path.name)],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    ours = [line for line in done.stderr.splitlines() if path.stem in line or str(tmp_path) in line]
    assert (done.returncode, ours) == (0, [])


MANUAL = (PROJECT_ROOT / "docs" / "meerdere-machines.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```\n(.*?)^```$", MANUAL, re.MULTILINE | re.DOTALL)


def test_the_settings_in_the_manual_can_be_used() -> None:
    block = next(block for block in BLOCKS if block.startswith("HOST="))
    settings = Settings.from_environment(dict(line.split("=", 1) for line in block.splitlines()))
    assert settings.proxies == 1
    assert f"server {settings.host}:{settings.port} " in (PROJECT_ROOT / "deploy/nginx.conf").read_text()


def test_the_files_in_the_manual_exist() -> None:
    named = set(re.findall(r"\b(?:deploy|scripts|tests)/[\w./*-]*[\w*]", MANUAL))
    assert {"deploy/nginx.conf", "deploy/systemd/landkaart.service"} <= named
    assert [name for name in sorted(named) if not list(PROJECT_ROOT.glob(name))] == []
    units = set(re.findall(r"landkaart[\w-]*\.(?:service|timer)", MANUAL))
    assert units <= {path.name for path in UNITS}


def test_the_commands_in_the_manual_are_understood(capsys: pytest.CaptureFixture[str]) -> None:
    commands = re.findall(r"^python -m gka_dash (\w+)(.*)$", MANUAL, re.MULTILINE)
    assert {name for name, _ in commands} == {"backup", "restore"}
    for name, rest in commands:
        with pytest.raises(SystemExit) as caught:
            main([name, "--help"])
        assert caught.value.code == 0
        told = capsys.readouterr().out
        assert all(option in told for option in re.findall(r"--\w+", rest))
