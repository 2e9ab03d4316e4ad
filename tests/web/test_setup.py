"""The promises of the set-up that can be checked without installing anything."""

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import IO

import pytest

from gka_dash.settings import PROJECT_ROOT
from scripts import find_chromium, node_tools


def dry_run(target: str) -> str:
    command = ["make", "--dry-run", "--always-make", "--no-print-directory", target]
    # Inside `make test` the outer make would pass its own options on.
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))}
    return subprocess.run(
        command, cwd=PROJECT_ROOT, env=environment, capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.parametrize(
    "target",
    ["run", "several", "test", "bench", "fuzz", "sbom", "lint", "check", "build", "lock", "styles", "help"],
)
def test_every_target_exists(target: str) -> None:
    assert dry_run(target)


def test_run_sets_up_builds_and_serves_in_that_order() -> None:
    plan = dry_run("run")
    steps = [
        "make_venv.sh",
        "--require-hashes -r requirements.txt",
        "node_tools install",
        "gka_dash build",
        "gunicorn",
    ]
    positions = [plan.index(step) for step in steps]
    assert positions == sorted(positions)
    assert "requirements-dev" not in plan


def test_test_runs_python_browser_and_script_tests() -> None:
    plan = dry_run("test")
    for step in ("requirements-dev.txt", "scripts.find_chromium", "-m pytest", "node --test tests/js/"):
        assert step in plan


def test_every_requirement_has_an_exact_version_and_hashes() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (PROJECT_ROOT / name).read_text(encoding="utf-8")
        blocks = re.split(r"\n(?=[A-Za-z])", re.sub(r"(?m)^\s*#.*\n", "", text).strip())
        assert len(blocks) > 5
        for block in blocks:
            assert re.match(r"[A-Za-z0-9._\[\],-]+==\S+", block), block
            assert "--hash=sha256:" in block, block
        assert "://" not in text


def test_npm_lock_is_exact_and_names_no_server() -> None:
    lock = json.loads((PROJECT_ROOT / "package-lock.json").read_text(encoding="utf-8"))
    installed = {path: entry for path, entry in lock["packages"].items() if path}
    assert all("integrity" in entry and "resolved" not in entry for entry in installed.values())
    package = json.loads((PROJECT_ROOT / "package.json").read_text(encoding="utf-8"))
    versions = {**package["dependencies"], **package["devDependencies"]}
    assert package["private"]
    for name, version in versions.items():
        assert lock["packages"][f"node_modules/{name}"]["version"] == version


def test_plotly_in_the_browser_is_the_one_python_knows() -> None:
    from plotly.offline import get_plotlyjs_version

    package = json.loads((PROJECT_ROOT / "package.json").read_text(encoding="utf-8"))
    assert package["dependencies"]["plotly.js-basic-dist"] == get_plotlyjs_version()


def test_procfile_and_make_start_the_same_server() -> None:
    web = (PROJECT_ROOT / "Procfile").read_text(encoding="utf-8").splitlines()[1]
    assert web.endswith("gunicorn app:server")
    assert "gunicorn app:server" in dry_run("run")


def test_without_python_the_set_up_says_what_to_do(tmp_path: Path) -> None:
    shutil.copy(PROJECT_ROOT / "scripts/make_venv.sh", tmp_path)
    for name in ("sh", "id", "rm"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    done = subprocess.run(
        [str(tmp_path / "sh"), "make_venv.sh"],
        cwd=tmp_path,
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Er is geen Python 3.11 of nieuwer gevonden" in done.stderr
    assert "apt install python3" in done.stderr


def test_old_node_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("node", "npm"):
        tool = tmp_path / name
        tool.write_text("#!/bin/sh\necho v16.20.0\n")
        tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    old = node_tools.find_tools()
    assert old is None or old.folder != tmp_path
    (tmp_path / "node").write_text("#!/bin/sh\necho v20.1.0\n")
    new = node_tools.find_tools()
    assert new is not None
    assert new.command("npm") == [str(tmp_path / "npm")]


def test_node_of_the_python_package_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where no Node.js is present does anybody notice that this is broken."""
    monkeypatch.setenv("PATH", str(tmp_path))
    answers = tmp_path / "answers.txt"
    with answers.open("w") as output:
        assert node_tools.run("node", ["--version"], output=output) == 0
        assert node_tools.run("npm", ["--version"], output=output) == 0
    assert re.match(r"v\d+\.\d+\.\d+\s+\d+\.\d+", answers.read_text())


def test_failing_npm_stops_nothing_and_leaves_its_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_tool: str, _arguments: list[str], *, output: IO[str]) -> int:
        output.write("geen verbinding")
        return 1

    monkeypatch.setattr(node_tools, "run", fail)
    monkeypatch.setattr(node_tools, "NPM_LOG", tmp_path / "build/npm.log")
    monkeypatch.setattr(node_tools, "INSTALLED_LOCK", tmp_path / "lock")
    assert node_tools.install() == 0
    assert (tmp_path / "build/npm.log").read_text() == "geen verbinding"
    assert not (tmp_path / "lock").exists()
    assert capsys.readouterr().out == ""


def test_chromium_of_the_environment_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\necho Chromium 1\n")
    browser.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(browser))
    assert find_chromium.find_chromium() == browser
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "bestaat-niet"))
    with pytest.raises(find_chromium.NoChromium, match="bestaat-niet"):
        find_chromium.find_chromium()


def test_remembered_chromium_comes_before_searching(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = tmp_path / "browser"
    browser.write_text("#!/bin/sh\necho Chromium 1\n")
    browser.chmod(0o755)
    note = tmp_path / "note.txt"
    note.write_text(f"{browser}\n")
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(find_chromium, "REMEMBERED", note)
    assert find_chromium.find_chromium() == browser


def test_a_program_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    shell = tmp_path / "chromium-browser"
    shell.write_text("#!/bin/sh\necho 'install the snap' >&2\nexit 1\n")
    shell.chmod(0o755)
    assert not find_chromium._starts(shell)
    assert not find_chromium._starts(tmp_path / "bestaat-niet")
