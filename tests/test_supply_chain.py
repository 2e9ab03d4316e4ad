"""What the dashboard is built from: known weaknesses, licences, and the list of it all."""

import json
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

import pytest

from scripts import audit, licences, sbom

ROOT = Path(__file__).resolve().parents[1]
CLEAN_PIP = {"dependencies": [{"name": "flask", "version": "3.1", "vulns": []}]}
CLEAN_NPM = {"vulnerabilities": {}, "metadata": {"dependencies": {"total": 41}}}
WEAK_PIP = {
    "dependencies": [
        {"name": "flask", "version": "3.1", "vulns": []},
        {"name": "gunicorn", "version": "21", "vulns": [{"id": "CVE-2024-1135", "fix_versions": ["22"]}]},
    ]
}
WEAK_NPM = {**CLEAN_NPM, "vulnerabilities": {"d3-color": {"range": "<3.1.0", "severity": "high"}}}
# What the tools print when nobody answers: an error, a list of packages that were skipped, or nothing.
AWAY_PIP = {"dependencies": [{"name": "flask", "version": "3.1", "skip_reason": "not found"}]}
AWAY_NPM = {"statusCode": 405, "body": "", "error": {"summary": "", "detail": ""}}


def _answering(pip: Any, npm: Any) -> Any:
    return lambda command: pip if "pip_audit" in command else npm


@pytest.mark.parametrize(("pip", "npm"), [(AWAY_PIP, AWAY_NPM), (None, None), ([], "x"), ({}, {})])
def test_a_list_that_is_away_is_one_line_and_stops_nobody(
    pip: Any, npm: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "outcomes", lambda of=audit.outcomes: of(_answering(pip, npm)))
    assert audit.main() == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert all("niet gecontroleerd" in line for line in lines)


@pytest.mark.parametrize(
    ("pip", "npm", "told"),
    [
        (WEAK_PIP, AWAY_NPM, "gunicorn 21: CVE-2024-1135, opgelost in 22"),
        (CLEAN_PIP, WEAK_NPM, "d3-color <3.1.0: high"),
    ],
)
def test_a_known_weakness_stops_the_check_and_is_named(
    pip: Any, npm: Any, told: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(audit, "outcomes", lambda of=audit.outcomes: of(_answering(pip, npm)))
    assert audit.main() == 1
    assert told in capsys.readouterr().out


def test_without_weaknesses_it_says_how_many_were_looked_at() -> None:
    lines = [outcome.line for outcome in audit.outcomes(_answering(CLEAN_PIP, CLEAN_NPM))]
    assert lines[0] == "requirements.txt: 1 pakketten gecontroleerd, geen zwakke plek bekend."
    assert "41 pakketten gecontroleerd" in lines[2]


def test_the_check_of_every_change_looks_at_the_lists() -> None:
    assert ".venv/bin/python -m scripts.audit" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_a_tool_that_hangs_or_is_not_there_has_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "SECONDS", 0.2)
    assert audit._answer([sys.executable, "-c", "import time; time.sleep(60)"]) is None
    assert audit._answer(["een-programma-dat-er-niet-is"]) is None
    assert audit._answer([sys.executable, "-c", "print('geen json')"]) is None


# ---- licences ---------------------------------------------------------------------------------------------


def test_every_package_that_runs_has_a_licence_that_is_allowed() -> None:
    found = dict(licences.licences())
    assert {"dash", "plotly", "bootstrap", "d3-zoom", "@fontsource-variable/inter"} <= set(found)
    assert len(found) > 60
    assert {name: told for name, told in found.items() if not licences.is_allowed(told)} == {}


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR AGPL-3.0-only", True),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("MIT AND AGPL-3.0-or-later", False),
        ("AGPL-3.0", False),
        ("GPL-3.0-only", False),
        ("SSPL-1.0", False),
        ("BUSL-1.1", False),
        ("Other/Proprietary License", False),
        ("SEE LICENSE IN LICENSE.md", False),
        ("onbekend", False),
        ("", False),
    ],
)
def test_which_licences_are_allowed(licence: str, allowed: bool) -> None:
    assert licences.is_allowed(licence) is allowed


def test_what_cannot_be_looked_up_here_is_pinned_for_elsewhere_only() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    for name in licences.ELSEWHERE:
        assert re.search(rf"^{name}==\S+ ;", text, re.MULTILINE), name
        with pytest.raises(PackageNotFoundError):
            licences.licence_of(name)


def test_one_licence_that_is_not_allowed_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert licences.main() == 0
    monkeypatch.setattr(licences, "ALLOWED", licences.ALLOWED - {"OFL-1.1"})
    assert licences.main() == 1
    assert "@fontsource-variable/inter: OFL-1.1  <- staat niet op de lijst" in capsys.readouterr().out


# ---- the list of everything -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    folder = tmp_path_factory.mktemp("sbom")
    assert sbom.main([str(folder)]) == 0
    return {path.name: json.loads(path.read_text(encoding="utf-8")) for path in folder.iterdir()}


def test_the_list_holds_every_package_that_is_pinned(lists: dict[str, Any]) -> None:
    assert set(lists) == {sbom.PYTHON, sbom.BROWSER}
    pinned = set(re.findall(r"^([\w.-]+)(?:\[[\w,-]+\])?==", (ROOT / "requirements.txt").read_text(), re.M))
    python = lists[sbom.PYTHON]
    assert {part["name"] for part in python["components"]} == pinned
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    listed = {part["purl"].split("/", 1)[1].rsplit("@", 1)[0] for part in lists[sbom.BROWSER]["components"]}
    wanted = {path.removeprefix("node_modules/").replace("@", "%40", 1) for path in lock if path}
    assert listed == wanted


def test_the_list_is_cyclonedx_with_versions_hashes_and_licences(lists: dict[str, Any]) -> None:
    for made in lists.values():
        assert made["bomFormat"] == "CycloneDX"
        assert made["specVersion"] == sbom.SPECIFICATION
        assert made["metadata"]["component"]["name"] == "landkaart-gelijke-kansen"
        for part in made["components"]:
            assert part["version"]
            assert part["purl"].startswith("pkg:")
    licensed = [part["name"] for part in lists[sbom.PYTHON]["components"] if part.get("licenses")]
    assert len(licensed) > 60


def test_a_tool_that_fails_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    failed = subprocess.CompletedProcess([], 2, "", "kapot")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: failed)
    assert sbom.main([str(tmp_path)]) == 1
    assert "kapot" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
