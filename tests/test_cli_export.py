"""``export`` of what the dashboard shows: the same bytes in every process, clear words, never half a job."""

import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from gka_dash.__main__ import main
from gka_dash.errors import SourceError
from gka_dash.exports.bench import Bench
from gka_dash.exports.files import FILES
from gka_dash.settings import PROJECT_ROOT, Settings
from tests.prepared import prepare

QUERY = "regio=PV24&thema=taalbevordering"
KINDS = tuple(kind for kind in FILES if kind != "html")  # tests/test_cli_presentation.py has that one
WORLDS = ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"PYTHONHASHSEED": "77", "TZ": "America/New_York"})


@pytest.fixture(scope="module")
def build_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from gka_dash.build import build_all

    folder = prepare(tmp_path_factory.mktemp("build"))
    build_all(replace(Settings.from_environment({}), build_dir=folder))
    return folder


@pytest.fixture
def built(build_dir: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("GKA_BUILD_DIR", str(build_dir))
    return build_dir


def run(*arguments: str) -> int:
    return main(["export", *arguments])


@pytest.mark.parametrize("kind", KINDS)
def test_two_processes_make_the_same_file(kind: str, build_dir: Path, tmp_path: Path) -> None:
    made = []
    for number, world in enumerate(WORLDS):
        path = tmp_path / f"{number}.{kind}"
        command = [
            sys.executable,
            "-m",
            "gka_dash",
            "export",
            kind,
            "--selection",
            QUERY,
            "--output",
            str(path),
        ]
        environment = os.environ | world | {"GKA_BUILD_DIR": str(build_dir)}
        subprocess.run(command, cwd=PROJECT_ROOT, env=environment, check=True, capture_output=True)
        made.append(path.read_bytes())
    assert made[0] == made[1]
    assert len(made[0]) > 500


def test_a_whole_link_may_be_given(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GKA_BASE_URL", "https://kaart.voorbeeld.nl")
    path = tmp_path / "uit.csv"
    assert run("csv", "--selection", f"https://kaart.voorbeeld.nl/?{QUERY}", "--output", str(path)) == 0
    assert f"# Link: https://kaart.voorbeeld.nl/?{QUERY}" in path.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("csv", "--selection", "regio=PV99", "--output", "uit"), "Deze keuze is niet bekend (regio: PV99)"),
        (("pdf", "--region", "PV99", "--output", "uit"), "De regio PV99 is onbekend"),
        (("pdf", "--municipality", "GM9999", "--output", "uit"), "De gemeente GM9999 is onbekend"),
        (("svg", "--output", "nergens/uit.svg"), "is niet te schrijven"),
    ],
)
def test_what_cannot_be_made_is_said(
    arguments: tuple[str, ...],
    words: str,
    built: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 1
    assert words in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_without_a_build_the_next_step_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GKA_BUILD_DIR", str(tmp_path / "nergens"))
    assert run("svg", "--output", str(tmp_path / "uit.svg")) == 1
    assert "python -m gka_dash build" in capsys.readouterr().err


def test_one_sheet_of_a_municipality_or_region(built: Path, tmp_path: Path) -> None:
    assert run("pdf", "--municipality", "gm0034", "--output", str(tmp_path / "a.pdf")) == 0
    assert (
        run(
            "pdf",
            "--selection",
            "gemeente=GM0034",
            "--municipality",
            "GM0034",
            "--output",
            str(tmp_path / "b.pdf"),
        )
        == 0
    )
    assert run("pdf", "--region", "pv24", "--output", str(tmp_path / "c.pdf")) == 0
    assert run("pdf", "--selection", "gemeente=GM0034", "--output", str(tmp_path / "d.pdf")) == 0
    content = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert content["a.pdf"] == content["b.pdf"]
    titles = {name: pypdf.PdfReader(tmp_path / name).metadata.title for name in sorted(content)}
    assert titles["a.pdf"] == "Almere"
    assert titles["c.pdf"] == "Flevoland"
    assert titles["d.pdf"] == "Gemeenten met een GKA-agenda op 31 december 2022"


def test_the_sheets_of_a_region_in_a_zip_or_folder(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("sheets", "--region", "PV24", "--output", str(tmp_path / "uit.zip")) == 0
    assert run("sheets", "--region", "PV24", "--output", str(tmp_path / "uit")) == 0
    said = capsys.readouterr()
    assert "7 factsheets gemaakt, 0 niet gelukt." in said.out
    assert "- Almere …" in said.err
    with zipfile.ZipFile(tmp_path / "uit.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {path.name: path.read_bytes() for path in (tmp_path / "uit").iterdir()}
    assert {"PV24-flevoland.pdf", "GM0034-almere.pdf"} < set(packed)


def test_one_sheet_that_fails_is_named_and_the_rest_is_kept(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    make = Bench.municipality

    def failing(self: Bench, selection: Any, code: str) -> Any:
        if code == "GM0034":
            raise SourceError("Dit mislukt.")
        return make(self, selection, code)

    monkeypatch.setattr(Bench, "municipality", failing)
    assert run("sheets", "--region", "PV24", "--output", str(tmp_path / "uit")) == 1
    said = capsys.readouterr()
    assert "FOUT: Het factsheet van Almere GM0034 is niet gelukt: Dit mislukt." in said.err
    assert "6 factsheets gemaakt, 1 niet gelukt." in said.out
    names = {path.name for path in (tmp_path / "uit").iterdir()}
    assert len(names) == 6
    assert "GM0034-almere.pdf" not in names
