"""Lists of own regions, the table they end in, and the commands around them."""

import argparse
import os
import stat
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gka_dash.cli_divisions import add_commands, run
from gka_dash.errors import SourceError
from gka_dash.model.dataset import Dataset
from gka_dash.model.division import expected_municipalities
from gka_dash.model.schema import RegionOfMunicipality
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.settings import Settings
from gka_dash.sources.csv_folder import read_folder
from gka_dash.sources.divisions import read_divisions, write_divisions
from gka_dash.sources.divisions_own import prefix_for
from tests.small import with_rows

REGIONS = ("Zuid", "Noord", "Oost, en West")
YEAR = 2024


def places(dataset: Dataset) -> dict[str, str]:
    return expected_municipalities(dataset, date(YEAR, 1, 1))


def region(place: int) -> str:
    return REGIONS[place % len(REGIONS)]


def list_of(dataset: Dataset, cells: Callable[[int, str, str], list[str]], delimiter: str = ";") -> str:
    def quoted(text: str) -> str:
        return f'"{text}"' if delimiter in text else text

    rows = [cells(n, code, name) for n, (code, name) in enumerate(places(dataset).items())]
    return "".join(delimiter.join(map(quoted, row)) + "\n" for row in rows)


LISTS: dict[str, Callable[[Dataset], str]] = {
    "code and region": lambda d: list_of(d, lambda n, c, _: [c, region(n)]),
    "with a header": lambda d: "Gemeente;Regio\n" + list_of(d, lambda n, _, name: [name, region(n)]),
    "commas": lambda d: "gemeente,regio\n" + list_of(d, lambda n, _, name: [name, region(n)], ","),
    "tabs": lambda d: list_of(d, lambda n, c, _: [c, region(n)], "\t"),
    "region first": lambda d: "regio;gemeente\n" + list_of(d, lambda n, _, name: [region(n), name]),
    "numbers": lambda d: "code;regio\n" + list_of(d, lambda n, c, _: [str(int(c[2:])), region(n)]),
    "small letters": lambda d: list_of(d, lambda n, _, name: [f" {name.lower()} ", region(n)]),
    "code and name": lambda d: "c;n;regio\n" + list_of(d, lambda n, c, name: [c, name, region(n)]),
    "empty column": lambda d: list_of(d, lambda n, c, name: [c, "", region(n), ""]),
    "lines between": lambda d: "\n\n" + list_of(d, lambda n, c, _: [c, region(n)]).replace("\n", "\n;\n"),
    "other spellings": lambda d: list_of(d, lambda n, _, name: [name, region(n)]).replace(
        "'s-Gravenhage;", "Den Haag;"
    ),
    "with additions": lambda d: (
        list_of(d, lambda n, _, name: [name, region(n)])
        .replace("\nUtrecht;", "\nUtrecht (gemeente);")
        .replace("\nHengelo;", "\nHengelo (O.);")
    ),
    "curly quotes": lambda d: list_of(d, lambda n, _, name: [name.replace("'", "\u2019"), region(n)]),
}


@pytest.fixture
def put(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "regios.csv"
        path.write_text(text, encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("shape", LISTS)
def test_every_list_gives_the_same_regions(dataset: Dataset, put: Callable[[str], Path], shape: str) -> None:
    imported = read_divisions(put(LISTS[shape](dataset)), dataset, 2026, YEAR, "gka", "GKA-regio")
    assert imported.trusted, [str(problem) for problem in imported.problems]
    assert imported.counts == {"gka": (342, 3)}
    codes = {"Noord": "GK01", "Oost, en West": "GK02", "Zuid": "GK03"}  # by name
    wanted = [
        RegionOfMunicipality(
            indeling="gka", jaar=YEAR, gemeentecode=code, regiocode=codes[region(n)], regio=region(n)
        )
        for n, code in enumerate(places(dataset))
    ]
    assert list(imported.rows) == wanted


def test_own_codes_are_kept(dataset: Dataset, put: Callable[[str], Path]) -> None:
    text = list_of(dataset, lambda n, c, _: [c, f"QQ{n % 3 + 7:02d}", region(n)])
    imported = read_divisions(put(text), dataset, 2026, YEAR)
    assert imported.trusted
    assert {row.regiocode for row in imported.rows} == {"QQ07", "QQ08", "QQ09"}


def test_a_region_keeps_its_code_when_another_comes(dataset: Dataset, put: Callable[[str], Path]) -> None:
    first = read_divisions(put(LISTS["code and region"](dataset)), dataset, 2026, YEAR)
    later = with_rows(dataset, regioindelingen=first.rows)
    text = LISTS["code and region"](dataset).replace("GM0014;Zuid", "GM0014;Drente")
    rows = read_divisions(put(text), later, 2026, 2025, "gka").rows
    assert {row.regio: row.regiocode for row in rows} == {
        "Noord": "GK01",
        "Oost, en West": "GK02",
        "Zuid": "GK03",
        "Drente": "GK04",
    }


def test_codes_of_divisions_never_begin_alike(dataset: Dataset, put: Callable[[str], Path]) -> None:
    """A region in a link has only a code, and the code must tell the division."""
    first = read_divisions(put(LISTS["code and region"](dataset)), dataset, 2026, YEAR)
    later = with_rows(dataset, regioindelingen=first.rows)
    taken = {prefix_for(name, later) for name in ("gka-2", "crisis", "x", "am", "gm")}
    assert not taken & {"GK", "CR", "AM", "GM", "PV", "MC", "VR"}
    other = read_divisions(put(LISTS["code and region"](dataset)), later, 2026, YEAR, "gk2", "")
    assert {row.regiocode[:2] for row in other.rows} != {"GK"}
    text = list_of(dataset, lambda n, c, _: [c, f"PV{n % 3 + 20}", region(n)])
    problem = read_divisions(put(text), dataset, 2026, YEAR, "gka").problems[0]
    assert "letters van een andere indeling" in problem.message


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda t: t.replace("Amsterdam;", "Amsterdm;"),
            "'Amsterdm' was geen gemeente op 1 januari 2024. Bedoelde u GM0363 Amsterdam?",
        ),
        (
            lambda t: t.replace("Bergen (L.);", "Bergen;"),
            "'Bergen' kan meer gemeenten zijn: GM0373 Bergen (NH.)",
        ),
        (lambda t: t.replace("Groningen;Zuid", "Groningen;"), "GM0014 Groningen ligt in geen GKA-regio"),
        (lambda t: t + "Amsterdam;Noord\n", "GM0363 Amsterdam staat er dubbel in"),
        (lambda t: t.split("\n", 1)[1], "GM0014 Groningen ontbreekt"),
        (lambda t: t + "Weesp;Noord\n", "'Weesp' was geen gemeente"),
    ],
)
def test_what_is_wrong_in_a_list_is_named(
    dataset: Dataset, put: Callable[[str], Path], change: Callable[[str], str], message: str
) -> None:
    text = list_of(dataset, lambda n, _, name: [name, region(n)])
    assert change(text) != text
    imported = read_divisions(put(change(text)), dataset, 2026, YEAR, "gka")
    assert any(message in str(problem) for problem in imported.problems), list(map(str, imported.problems))
    assert not imported.trusted


@pytest.mark.parametrize(
    ("name", "label", "message"),
    [
        ("Met Hoofdletter", "", "kleine letters"),
        ("corop", "", "indeling van het CBS"),
        ("provincie", "", "indeling van het CBS"),
        ("", "?", "kleine letters"),
    ],
)
def test_names_that_cannot_be_used(
    dataset: Dataset, put: Callable[[str], Path], name: str, label: str, message: str
) -> None:
    with pytest.raises(SourceError, match=message):
        read_divisions(put(LISTS["code and region"](dataset)), dataset, 2026, YEAR, name, label)


def test_a_label_gives_a_name(dataset: Dataset, put: Callable[[str], Path]) -> None:
    path = put(LISTS["code and region"](dataset))
    assert set(read_divisions(path, dataset, 2026, YEAR, "", "Jeugdregio").counts) == {"jeugdregio"}
    assert set(read_divisions(path, dataset, 2026, YEAR, "", "GKA-regio").counts) == {"gka"}


def test_the_label_is_kept_and_shown(
    dataset: Dataset, put: Callable[[str], Path], home: Path, command: Callable[..., int], capsys: Any
) -> None:
    path = str(put(LISTS["code and region"](dataset)))
    assert command("import", path, "--year", "2024", "--name", "jeugd", "--label", "Regio voor jeugd") == 0
    assert "Toegevoegd: Regio voor jeugd 2024" in capsys.readouterr().out
    assert command("import", path, "--year", "2025", "--name", "jeugd") == 0
    assert "Toegevoegd: Regio voor jeugd 2025" in capsys.readouterr().out
    read = read_folder(home)
    assert not read.problems
    assert Vocabulary(read).divisions["jeugd"] == "Regio voor jeugd"
    command("list")
    assert "Regio voor jeugd (jeugd): 2024, 2025" in capsys.readouterr().out
    assert command("import", path, "--year", "2025", "--name", "jeugd", "--label", "Jeugdregio") == 0
    assert Vocabulary(read_folder(home)).divisions["jeugd"] == "Jeugdregio"


@pytest.mark.parametrize("label", ["COROP-gebied", "provincie", "x" * 61, "op twee\nregels"])
def test_labels_that_cannot_be_used(dataset: Dataset, put: Callable[[str], Path], label: str) -> None:
    path = put(LISTS["code and region"](dataset))
    with pytest.raises(SourceError, match=r"--label|al de naam"):
        read_divisions(path, dataset, 2026, YEAR, "jeugd", label)


@pytest.mark.parametrize("cells", [lambda n, c, _: [c], lambda n, c, _: [c, region(n), f"nog {n}"]])
def test_columns_that_are_not_clear(
    dataset: Dataset, put: Callable[[str], Path], cells: Callable[[int, str, str], list[str]]
) -> None:
    with pytest.raises(SourceError, match="niet duidelijk welke"):
        read_divisions(put(list_of(dataset, cells)), dataset, 2026, YEAR, "gka")


@pytest.fixture
def home(tmp_path: Path, project: Path) -> Path:
    """A copy of the data, to write in."""
    folder = tmp_path / "data"
    folder.mkdir()
    for path in (project / "data").glob("*.csv"):
        if path.name != "regioindelingen.csv":
            (folder / path.name).write_bytes(path.read_bytes())
    return folder


@pytest.fixture
def command(home: Path) -> Callable[..., int]:
    def call(*arguments: str) -> int:
        parser = argparse.ArgumentParser()
        add_commands(parser.add_subparsers(dest="command"))
        settings = Settings.from_environment({"GKA_DATA_DIR": str(home)})
        return run(parser.parse_args(["divisions", *arguments]), settings)

    return call


def test_the_command_writes_what_the_reader_accepts(
    dataset: Dataset,
    home: Path,
    put: Callable[[str], Path],
    command: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = put(LISTS["with a header"](dataset))
    assert command("import", str(path), "--year", "2024", "--name", "gka", "--label", "GKA-regio") == 0
    assert command("import", str(path), "--year", "2025", "--name", "gka") == 0
    assert "Toegevoegd: GKA-regio 2025, 342 gemeenten in 3 regio's." in capsys.readouterr().out
    read = read_folder(home)
    assert not [problem for problem in read.problems if problem.table == "regioindelingen"]
    assert len(read.regioindelingen) == 2 * 342
    before = (home / "regioindelingen.csv").read_bytes()
    assert command("import", str(path), "--year", "2025", "--name", "gka") == 0
    assert (home / "regioindelingen.csv").read_bytes() == before
    assert stat.S_IMODE((home / "regioindelingen.csv").stat().st_mode) == 0o644
    assert command("list") == 0
    assert "GKA-regio (gka): 2024, 2025" in capsys.readouterr().out
    assert not [path.name for path in home.iterdir() if path.name.startswith(".")]


def test_the_command_changes_nothing_after_a_fault(
    dataset: Dataset,
    home: Path,
    put: Callable[[str], Path],
    command: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = LISTS["with a header"](dataset)
    assert command("import", str(put(text)), "--year", "2024") == 0
    before = (home / "regioindelingen.csv").read_bytes()
    assert command("import", str(put(text.replace("Delft;", "Delvt;"))), "--year", "2024") == 1
    said = capsys.readouterr().err
    assert "FOUT: regios.csv, rij" in said
    assert "GM0503 Delft ontbreekt" in said
    assert "Niet toegevoegd: regios.csv" in said
    assert (home / "regioindelingen.csv").read_bytes() == before


def test_rows_that_cannot_be_read_are_not_thrown_away(
    dataset: Dataset, home: Path, put: Callable[[str], Path], command: Callable[..., int]
) -> None:
    path = home / "regioindelingen.csv"
    path.write_text("indeling,jaar,gemeentecode,regiocode,regio\ncorop,2020,GM9999,CR01,Ergens\n")
    before = path.read_bytes()
    with pytest.raises(SourceError, match=r"Herstel eerst regioindelingen\.csv"):
        command("import", str(put(LISTS["tabs"](dataset))), "--year", "2024")
    assert path.read_bytes() == before


def test_a_disk_that_refuses_leaves_the_table_alone(
    dataset: Dataset, home: Path, put: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    imported = read_divisions(put(LISTS["tabs"](dataset)), dataset, 2026, YEAR)
    path = write_divisions(imported, home, dataset)
    before = path.read_bytes()

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(SourceError, match="niet op te slaan"):
        write_divisions(imported, home, dataset)
    assert path.read_bytes() == before
    assert [path.name for path in home.iterdir() if path.name.startswith(".")] == []
