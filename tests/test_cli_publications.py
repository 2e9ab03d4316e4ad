"""``publish``, ``publications``, ``undo`` and ``export tables``: what is told, and never a trace."""

import os
import re
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from gka_dash.__main__ import main
from gka_dash.model.dataset import Dataset
from gka_dash.settings import Settings
from gka_dash.sources.csv_folder import read_folder
from gka_dash.store.engine import open_store
from gka_dash.store.publication import Publication
from tests.books import changed, csv_zip, made, own_folders, put

BY = ("--who", "Els", "--why", "Titel verbeterd")


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small data folder and an empty state folder that the command line uses as its own."""
    return own_folders(tmp_path, monkeypatch)


@pytest.fixture
def small(data: Path) -> Dataset:
    return read_folder(data, coordinator=True)


@pytest.fixture
def better(small: Dataset, tmp_path: Path) -> Path:
    """A workbook in which one title is another one."""
    path = tmp_path / "nieuw.xlsx"
    path.write_bytes(changed(made(small), put("Interventies", B3="Nieuwe titel")))
    return path


def run(*arguments: str | Path) -> int:
    return main([str(each) for each in arguments])


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return said.out, said.err


def latest() -> Publication:
    store = open_store(Settings.from_environment().store_url)
    found = store.latest()
    store.close()
    assert found is not None
    return found


def test_a_workbook_is_published(better: Path, small: Dataset, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("publish", better, *BY) == 0
    out, err = told(capsys)
    assert "Wat er verandert: 1 gewijzigde interventie." in out
    assert re.search(r"Gepubliceerd: 2  \d+ \w+ \d{4} \d\d:\d\d  Els: Titel verbeterd\n", out)
    assert err == ""
    found = latest()
    assert (found.number, found.base, found.who, found.why) == (2, 1, "Els", "Titel verbeterd")
    assert [row.titel for row in found.dataset.interventies][1] == "Nieuwe titel"
    assert found.dataset.agendas == small.agendas
    place = found.provenance.of("interventies", ("I002",), "titel")
    assert str(place) == "nieuw.xlsx, werkblad Interventies, cel B3"


def test_the_list_and_undo(better: Path, capsys: pytest.CaptureFixture[str], small: Dataset) -> None:
    assert run("publish", better, *BY) == 0
    told(capsys)
    assert run("undo", 1, "--who", "Jan", "--why", "Toch niet") == 0
    assert "Wat er verandert: 1 gewijzigde interventie." in told(capsys)[0]
    assert replace(latest().dataset, problems=()) == replace(small, problems=())
    assert run("publications") == 0
    lines = told(capsys)[0].splitlines()
    assert [line.split("  ")[0] for line in lines] == ["3", "2", "1"]
    assert lines[0].endswith("Jan: Toch niet (terug naar 1)")
    assert lines[2].endswith("meegeleverd: Gegevens bij de installatie")


def test_the_first_publication_knows_where_its_rows_stand(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("publications") == 0
    assert str(latest().provenance.of("interventies", ("I002",), "titel")) == "interventies.csv, rij 3"


def test_a_workbook_is_made_of_and_held_against_the_latest_publication(
    better: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Else a workbook of the folder with data would silently take back what was published since."""
    assert run("check", better) == 0
    assert "1 gewijzigde interventie" in told(capsys)[0]
    assert not (tmp_path / "state").exists()  # looking makes no database
    assert run("publish", better, *BY) == 0
    path = tmp_path / "opnieuw.xlsx"
    assert run("export", "workbook", "--output", path) == 0
    told(capsys)
    for same in (better, path):
        assert run("check", same) == 0
        assert "Wat er verandert: Er verandert niets." in told(capsys)[0]
    book = load_workbook(path)
    assert book["Interventies"]["B3"].value == "Nieuwe titel"
    assert "publicatie 2" in [cell.value for row in book["Lees mij"] for cell in row]


def test_without_its_database_no_workbook_is_made(
    better: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GKA_DATABASE_URL", "postgresql://ik@127.0.0.1:9/gka")
    for command in (("export", "workbook", "--output", tmp_path / "uit.xlsx"), ("check", better)):
        assert run(*command) == 1
        assert "is niet te openen" in told(capsys)[1]


@pytest.mark.parametrize("kind", ["workbook", "zip", "folder"])
def test_unchanged_makes_no_publication(
    kind: str, small: Dataset, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = data if kind == "folder" else tmp_path / "in"
    if kind != "folder":
        path.write_bytes(made(small) if kind == "workbook" else csv_zip(small))
    assert run("publish", path, *BY) == 0
    assert "Er verandert niets; publicatie 1 blijft de laatste." in told(capsys)[0]
    assert latest().number == 1


def test_a_file_with_errors_is_not_published(
    small: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.xlsx"
    path.write_bytes(changed(made(small), put("Interventies", F2="Taal", B3="Nieuwe titel")))
    assert run("publish", path, *BY) == 1
    out, err = told(capsys)
    assert "FOUT: Interventies!F2: 'Taal' staat niet in de lijst" in err
    assert f"1 fouten in {path}. Er is niets gepubliceerd." in out
    assert latest().number == 1


def test_csv_goes_round(
    better: Path, tmp_path: Path, small: Dataset, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("publish", better, *BY) == 0
    folder = tmp_path / "uit" / "csv"
    assert run("export", "tables", "--output", folder) == 0
    assert f"tabellen van publicatie 2 in {folder}." in told(capsys)[0]
    assert run("publish", folder, *BY) == 0
    assert "Er verandert niets" in told(capsys)[0]
    assert run("export", "tables", "--publication", 1, "--output", folder) == 0
    assert replace(read_folder(folder, coordinator=True), problems=()) == replace(small, problems=())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("publish", "nergens.xlsx", *BY), "nergens.xlsx is niet te lezen"),
        (("publish", "leeg.xlsx", *BY), "is leeg"),
        (("publish", "goed.xlsx", "--who", " ", "--why", "x"), "Wie publiceert?"),
        (("publish", "goed.xlsx", "--who", "Els", "--why", ""), "Waarom wordt er gepubliceerd?"),
        (("undo", "1", *BY), "Publicatie 1 is al de laatste"),
        (("undo", "9", *BY), "Publicatie 9 bestaat niet"),
        (("export", "tables", "--publication", "9", "--output", "uit"), "Publicatie 9 bestaat niet"),
        (("export", "tables", "--output", "leeg.xlsx"), "is niet te schrijven"),
    ],
)
def test_what_cannot_be_done(
    arguments: tuple[str, ...],
    words: str,
    better: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    better.rename(tmp_path / "goed.xlsx")
    (tmp_path / "leeg.xlsx").touch()
    monkeypatch.chdir(tmp_path)
    assert run(*arguments) == 1
    assert words in told(capsys)[1]
    assert latest().number == 1


@pytest.mark.parametrize("url", ["sqlite:////dev/null/x.sqlite", "postgresql://ik:geheim@127.0.0.1:9/gka"])
def test_a_database_that_cannot_be_opened(
    url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GKA_DATABASE_URL", url)
    assert run("publications") == 1
    err = told(capsys)[1]
    assert "De database met publicaties" in err
    assert "geheim" not in err


def test_a_setting_with_a_password_is_not_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GKA_DATABASE_URL", "mysql://ik:geheim@db/gka")
    assert run("publications") == 1
    err = told(capsys)[1]
    assert "GKA_DATABASE_URL" in err
    assert "geheim" not in err


def test_who_and_why_must_be_given(better: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run("publish", better, "--who", "Els")
    assert "dit ontbreekt: --why" in told(capsys)[1]
    assert not os.path.exists(Settings.from_environment().state_dir)
