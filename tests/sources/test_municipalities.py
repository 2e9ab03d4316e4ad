"""Mergers that end today, codes that exist and names that fit."""

from pathlib import Path

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.sources.csv_folder import read_folder
from gka_dash.sources.municipalities import Gazetteer
from gka_dash.sources.wording import MOST_SEARCHES, Suggester

HEADER = "datum,oude_code,oude_naam,nieuwe_code,nieuwe_naam,soort\n"
MERGERS = [  # rows, codes kept, part of each problem
    (["2019-01-01,GM0009,Ten Boer,GM0014,Groningen,samenvoeging"], ["GM0009"], []),
    (
        ["2019-01-01,GM0009,Ten Boer,GM0041,Groninge,samenvoeging"],
        [],
        ["rij 2, kolom nieuwe_code: GM0041 staat niet in gemeenten.csv", "Bedoelde u Groningen (GM0014)?"],
    ),
    (
        [
            "2018-01-01,GM0001,Een,GM0002,Twee,samenvoeging",
            "2019-01-01,GM0002,Twee,GM0014,Groningen,samenvoeging",
        ],
        ["GM0001", "GM0002"],
        [],
    ),
    (  # a chain that leads nowhere loses both rows
        [
            "2018-01-01,GM0001,Een,GM0002,Twee,samenvoeging",
            "2019-01-01,GM0002,Twee,GM0003,Drie,samenvoeging",
        ],
        [],
        ["rij 2", "rij 3"],
    ),
    (
        [
            "2018-01-01,GM0001,Een,GM0002,Twee,samenvoeging",
            "2019-01-01,GM0002,Twee,GM0001,Een,samenvoeging",
            "2019-01-01,GM0009,Ten Boer,GM0014,Groningen,samenvoeging",
        ],
        ["GM0009"],
        ["in een kring (rij 2 en rij 3)", "in een kring (rij 2 en rij 3)"],
    ),
    (
        [
            "2019-01-01,GM0001,Een,GM0002,Twee,samenvoeging",
            "2018-01-01,GM0002,Twee,GM0014,Groningen,samenvoeging",
        ],
        ["GM0001", "GM0002"],
        ["kolom datum: Twee bestond op 2019-01-01 niet meer"],
    ),
    (
        ["2019-01-01,GM0503,Delft,GM0014,Groningen,samenvoeging"],
        ["GM0503"],
        ["GM0503 staat ook in gemeenten.csv"],
    ),
    (
        ["2019-01-01,GM0009,Ten Boer,GM0014,Delft,samenvoeging"],
        ["GM0009"],
        ["'Delft' is niet de naam van GM0014: dat is Groningen. De code van Delft is GM0503."],
    ),
    (
        ["2019-01-01,GM0009,Ten Boer,GM0014,Groningen,splitsing"],
        ["GM0009"],
        ["Ten Boer gaat op in 1 gemeente; dat is een samenvoeging"],
    ),
    (
        [
            "2019-01-01,GM0009,Ten Boer,GM0014,Groningen,splitsing",
            "2019-01-01,GM0009,Ten Boer,GM0503,Delft,samenvoeging",
        ],
        ["GM0009", "GM0009"],
        ["rij 3, kolom soort: Ten Boer gaat op in 2 gemeenten; dat is een splitsing"],
    ),
]


@pytest.mark.parametrize(("rows", "kept", "parts"), MERGERS)
def test_mergers(folder: Path, rows: list[str], kept: list[str], parts: list[str]) -> None:
    for table in ("agendas", "interventies"):
        (folder / f"{table}.csv").unlink()
    (folder / "herindelingen.csv").write_text(HEADER + "\n".join(rows) + "\n")
    found = read_folder(folder)
    assert [m.oude_code for m in found.herindelingen] == kept
    said = " ".join(str(p) for p in found.problems if p.table == "herindelingen")
    assert all(part in said for part in parts), said
    assert bool(said) == bool(parts)
    assert all(found.successors(m.oude_code) for m in found.herindelingen)


def test_a_code_of_a_merger_that_was_left_out_is_not_known(folder: Path) -> None:
    (folder / "herindelingen.csv").write_text(
        HEADER + "2021-01-01,GM0010,Delfzijl,GM9979,Eemsdelta,samenvoeging\n"
    )
    found = read_folder(folder)
    assert [a.gemeentecode for a in found.agendas] == ["GM0014", "GM0503"]
    assert "GM0010 is geen code van een gemeente" in found.problems[-1].message


def test_agendas_of_two_predecessors_count_at_one_successor(folder: Path) -> None:
    with (folder / "agendas.csv").open("a") as file:
        file.write("GM0024,Loppersum,,,onbekend,,,,,Raadsbrief,\n")
    found = read_folder(folder)
    assert found.problems == ()
    assert len(found.agendas_by_municipality["GM1979"]) == 2


def test_a_code_can_be_found_by_an_alias(folder: Path) -> None:
    text = (folder / "interventies.csv").read_text().replace("GM0796", "GM0769")
    (folder / "interventies.csv").write_text(text)
    (problem,) = read_folder(folder).problems
    assert (problem.row, problem.column) == (3, "gemeentecode")
    assert problem.hint == "De code van Den Bosch is GM0796."


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("Amsterdam", "De code van Amsterdam is GM0363."),
        ("Amsterdm", "Bedoelde u Amsterdam (GM0363)?"),
        ("Gemeente Almere", "Bedoelde u Almere (GM0034)?"),
        ("s Gravenhage", "Bedoelde u 's-Gravenhage (GM0518)?"),
        ("Nuenen", "Bedoelde u Nuenen, Gerwen en Nederwetten (GM0820)?"),
        ("Súdwest Fryslan", "(GM1900)?"),
        ("Atlantis", "Zoek de code op in gemeenten.csv."),
        ("", "Zoek de code op in gemeenten.csv."),
    ],
)
def test_a_name_that_was_meant_is_asked_for(dataset: Dataset, written: str, hint: str) -> None:
    assert gazetteer(dataset).proposal(written, Suggester()).endswith(hint)


def test_of_some_names_like_it_all_are_named(dataset: Dataset) -> None:
    asked = gazetteer(dataset).proposal("Bergen", Suggester())
    assert all(name in asked for name in ("Bergen (L.) (GM0893)", "Bergen (NH.) (GM0373)"))


def test_looking_for_names_comes_to_an_end(dataset: Dataset) -> None:
    names, suggester = gazetteer(dataset), Suggester()
    assert names.proposal("Amsterdm", suggester) == "Bedoelde u Amsterdam (GM0363)?"
    for number in range(MOST_SEARCHES):
        names.proposal(f"Xq{number}", suggester)
    assert names.proposal("Amsterdm", suggester) == "Zoek de code op in gemeenten.csv."


def gazetteer(dataset: Dataset) -> Gazetteer:
    names = Gazetteer({row.gemeentecode: row.gemeente for row in dataset.gemeenten})
    for row in dataset.gemeenten:
        names.add(row.gemeentecode, row.gemeente)
    return names
