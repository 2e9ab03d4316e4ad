"""Every kind of wrong file: what is said, and that the rest goes on."""

import os
from pathlib import Path

import pytest

from gka_dash.errors import SourceError
from gka_dash.model.dataset import Dataset
from gka_dash.model.problem import Problem
from gka_dash.model.schema import TABLES
from gka_dash.sources import grid
from gka_dash.sources.csv_folder import read_folder


def edit(folder: Path, table: str, old: str, new: str) -> None:
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_bytes(text.replace(old, new).encode())


def about(found: Dataset, table: str) -> list[Problem]:
    return [p for p in found.problems if p.table == table]


def only(found: Dataset, table: str) -> Problem:
    (problem,) = about(found, table)
    return problem


@pytest.mark.parametrize(("table", "severity"), [("agendas", "fout"), ("factoren", "waarschuwing")])
def test_a_file_that_is_missing(folder: Path, table: str, severity: str) -> None:
    (folder / f"{table}.csv").rename(folder / f"{table.title()[:-1]}.CSV")
    found = read_folder(folder)
    problem = only(found, table)
    assert (problem.severity, problem.row) == (severity, None)
    assert f"{table}.csv ontbreekt" in problem.message
    assert f"Heet het bestand '{table.title()[:-1]}.CSV'?" in problem.hint
    assert found.rows(table) == ()
    assert len(found.interventies) == 2


def test_without_a_list_of_municipalities_the_rows_are_named_once_per_table(folder: Path) -> None:
    (folder / "gemeenten.csv").unlink()
    found = read_folder(folder)
    assert found.agendas == ()
    assert "rij 2 tot en met 4 zijn weggelaten (3 rijen)" in only(found, "agendas").message
    assert len(found.mijlpalen) == 2


UNREADABLE = [
    (b"", "is leeg"),
    (b"\xef\xbb\xbf \r\n", "is leeg"),
    (b"\x00\x00", "is leeg"),
    (b"PK\x03\x04rest", "een Excel-werkmap"),
    (b"\xd0\xcf\x11\xe0rest", "een oude Excel-werkmap"),
    (b"<!DOCTYPE html><p>niet gevonden", "een webpagina"),
    (b'{"rijen": []}', "een json-bestand"),
    (b",,,\n,,,\n", "geen kop"),
    (b"Agenda's\nGM0014,Groningen\n", "rij 1 is geen kop van deze tabel; alle 1 rijen"),
    (",".join(f"k{i}" for i in range(100_000)).encode(), "100000 kolommen"),
]


@pytest.mark.parametrize(("data", "part"), UNREADABLE)
def test_a_file_that_holds_no_table(folder: Path, data: bytes, part: str) -> None:
    (folder / "agendas.csv").write_bytes(data)
    found = read_folder(folder)
    problem = only(found, "agendas")
    assert (problem.severity, problem.row) == ("fout", None)
    assert part in problem.message
    assert problem.hint
    assert len(found.interventies) == 2


def test_a_file_that_is_too_big(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gka_dash.sources.csv_folder.MOST_BYTES", 300)
    monkeypatch.setattr(grid, "MOST_BYTES", 300)
    found = read_folder(folder)
    assert "groter dan" in only(found, "agendas").message
    assert found.agendas == ()
    assert len(found.gemeenten) == 4


@pytest.mark.parametrize(("limit", "value"), [("MOST_ROWS", 2), ("MOST_LINES", 3)])
def test_a_file_with_too_many_rows(
    folder: Path, monkeypatch: pytest.MonkeyPatch, limit: str, value: int
) -> None:
    monkeypatch.setattr(grid, limit, value)
    found = read_folder(folder)
    assert "rijen en is niet gelezen" in only(found, "agendas").message
    assert found.agendas == ()
    assert len(found.factoren) == 1


def test_another_encoding_is_read_with_a_warning_that_names_the_place(folder: Path) -> None:
    edit(folder, "interventies", "Vrijwilligers", "Één vrijwilliger")
    path = folder / "interventies.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252"))
    found = read_folder(folder)
    problem = only(found, "interventies")
    assert (problem.severity, problem.row) == ("waarschuwing", 2)
    assert "0xC9" in problem.message
    assert "CSV UTF-8" in problem.hint
    assert found.interventies[0].samenvatting.startswith("Één vrijwilliger")


def test_utf_16_and_a_byte_order_mark_are_read(folder: Path) -> None:
    whole = read_folder(folder)
    path = folder / "interventies.csv"
    text = path.read_text(encoding="utf-8")
    path.write_bytes(text.replace(",", "\t").encode("utf-16"))
    found = read_folder(folder)
    assert found.interventies == whole.interventies
    assert ["UTF-16" in p.message or "tab" in p.message for p in found.problems] == [True, True]
    path.write_text(text, encoding="utf-8-sig")
    assert read_folder(folder) == whole


@pytest.mark.parametrize(("delimiter", "name"), [(";", "puntkomma"), ("\t", "tab")])
def test_another_delimiter_is_read_with_a_warning(folder: Path, delimiter: str, name: str) -> None:
    whole = read_folder(folder)
    edit(folder, "agendas", ",", delimiter)
    found = read_folder(folder)
    assert found.agendas == whole.agendas
    assert name in only(found, "agendas").message
    assert only(found, "agendas").severity == "waarschuwing"


def test_the_line_that_names_the_delimiter_is_skipped(folder: Path) -> None:
    edit(folder, "agendas", ",", ";")
    edit(folder, "agendas", "gemeentecode;", "sep=;\ngemeentecode;")
    found = read_folder(folder)
    assert len(found.agendas) == 3
    assert "puntkomma" in only(found, "agendas").message


def test_a_missing_column_is_named_and_a_spelling_proposed(folder: Path) -> None:
    edit(folder, "agendas", "bron_url", "bronurl")
    edit(folder, "interventies", "doelgroep,", "doelgroepen,")
    found = read_folder(folder)
    missing, unknown = about(found, "agendas")
    assert (missing.column, missing.severity) == ("bron_url", "fout")
    assert "(3 weggelaten)" in missing.message
    assert "'bronurl'? Noem die bron_url" in missing.hint
    assert "onbekende kolom: 'bronurl'" in unknown.message
    assert found.agendas == ()
    warned = about(found, "interventies")[0]
    assert (warned.column, warned.severity) == ("doelgroep", "waarschuwing")
    assert [i.doelgroep for i in found.interventies] == ["", ""]


def test_a_header_may_have_another_order_capitals_labels_and_extra_columns(folder: Path) -> None:
    whole = read_folder(folder)
    (folder / "sectoren.csv").write_text(
        "wie,Toelichting,NAAM ,\ufeffsector,\nik,,Primair onderwijs,po,\nik,,Voortgezet onderwijs,vo,\n",
        encoding="utf-8",
    )
    found = read_folder(folder)
    assert found.sectoren == whole.sectoren
    assert "onbekende kolom: 'wie'" in only(found, "sectoren").message


def test_of_two_columns_with_one_name_the_first_is_used(folder: Path) -> None:
    (folder / "factoren.csv").write_text("nummer,domein,factor,Factor\n1,Leerling,goed,fout\n")
    found = read_folder(folder)
    assert found.factoren[0].factor == "goed"
    assert "twee keer" in only(found, "factoren").message


def test_a_needed_table_without_rows_is_mentioned(folder: Path) -> None:
    for table in ("agendas", "factoren"):
        path = folder / f"{table}.csv"
        path.write_text(path.read_text().splitlines()[0] + "\n,,\n")
    (problem,) = read_folder(folder).problems
    assert (problem.table, problem.severity) == ("agendas", "waarschuwing")
    assert "geen enkele rij" in problem.message


def test_rows_with_too_many_or_too_few_cells_are_left_out(folder: Path) -> None:
    (folder / "factoren.csv").write_text(
        "nummer,domein,factor\n1,Leerling,a\n2,Leerling\n3,Leerling,b,c\n4,Leerling,d,,\n\n,,\n6,School,e\n"
    )
    found = read_folder(folder)
    assert [f.nummer for f in found.factoren] == [1, 4, 6]
    assert [(p.row, p.severity) for p in found.problems] == [(3, "fout"), (4, "fout")]
    assert "2 cellen en de kop 3" in found.problems[0].message


BROKEN = [
    ('2,Leerling,"open\n3,School,c\n', {3}),
    ('2,Leerling,"a" b\n3,School,c\n', {3}),
    ('2,"Leerling,x\n3,"School",c\n', {3}),
    ('"2,Leerling,x\n"\n3,School,c\n', {3, 4}),
]


@pytest.mark.parametrize(("text", "lost"), BROKEN)
def test_a_quote_in_a_wrong_place_costs_its_own_row_only(folder: Path, text: str, lost: set[int]) -> None:
    (folder / "factoren.csv").write_text(f"nummer,domein,factor\n1,Leerling,a\n{text}4,Wijk,d\n")
    found = read_folder(folder)
    assert {p.row for p in found.problems if p.severity == "fout"} <= lost
    assert [f.nummer for f in found.factoren][-1] == 4
    assert 3 in [f.nummer for f in found.factoren]


def test_reading_in_vain_comes_to_an_end(folder: Path) -> None:
    (folder / "factoren.csv").write_text("nummer,domein,factor\n" + 'a","\n' * 60_000)
    errors = [p for p in about(read_folder(folder), "factoren") if p.severity == "fout"]
    assert len(errors) < 10
    assert "De rijen hierna zijn niet meer gelezen" in errors[-1].message


def test_the_row_is_the_one_that_a_spreadsheet_shows(folder: Path) -> None:
    (folder / "factoren.csv").write_text(
        'nummer,domein,factor\n1,Leerling,"twee\nregels"\n\n3,Leerling,a\nx,School,b\n'
    )
    assert only(read_folder(folder), "factoren").row == 5


def test_nul_signs_in_a_file_are_taken_away(folder: Path) -> None:
    (folder / "factoren.csv").write_bytes(b"nummer,domein,factor\n1,Leer\x00ling,a\n")
    found = read_folder(folder)
    assert found.factoren[0].domein == "Leerling"
    assert only(found, "factoren").row == 2


def test_a_cell_longer_than_the_csv_module_reads(folder: Path) -> None:
    (folder / "factoren.csv").write_text(f"nummer,domein,factor\n1,Leerling,{'x' * 200_000}\n2,Wijk,b\n")
    found = read_folder(folder)
    assert [f.nummer for f in found.factoren] == [2]
    assert only(found, "factoren").row == 2
    assert len(str(only(found, "factoren"))) < 400


def test_many_problems_are_counted_instead_of_listed(folder: Path) -> None:
    (folder / "factoren.csv").write_text("nummer,domein,factor\n" + "x,y,z\n" * 5000 + "1,Wijk,a\n")
    found = read_folder(folder)
    assert len(found.factoren) == 1
    assert len(found.problems) == 1001
    assert "rij 1002 tot en met 5001 geven nog 4000 fouten" in found.problems[-1].message


@pytest.mark.parametrize("what", ["missing", "file", "nul"])
def test_a_folder_that_cannot_be_used_is_the_only_error(tmp_path: Path, what: str) -> None:
    (tmp_path / "file").write_text("x")
    path = {"missing": tmp_path / "weg", "file": tmp_path / "file", "nul": Path("a\0b")}[what]
    with pytest.raises(SourceError, match="De map met gegevens"):
        read_folder(path)


def test_an_empty_folder_names_every_table(tmp_path: Path) -> None:
    found = read_folder(tmp_path)
    assert len(found.problems) == len(TABLES)
    assert sum(p.severity == "fout" for p in found.problems) == 7


def test_a_folder_may_be_a_link_but_a_file_may_not_lead_outside(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("buiten")
    (outside / "map").symlink_to(folder)
    (folder / "factoren.csv").rename(folder / "echt.csv")
    (folder / "factoren.csv").symlink_to(folder / "echt.csv")
    assert read_folder(outside / "map").problems == ()
    (outside / "geheim.csv").write_text("nummer,domein,factor\n1,Wijk,geheim\n")
    (folder / "factoren.csv").unlink()
    (folder / "factoren.csv").symlink_to(outside / "geheim.csv")
    found = read_folder(folder)
    assert found.factoren == ()
    assert "buiten de map" in only(found, "factoren").message


@pytest.mark.parametrize("kind", ["folder", "pipe", "loop"])
def test_what_is_not_a_plain_file_is_not_opened(folder: Path, kind: str) -> None:
    path = folder / "factoren.csv"
    path.unlink()
    if kind == "folder":
        path.mkdir()
    elif kind == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to(path)
    found = read_folder(folder)
    assert only(found, "factoren").severity == "fout"
    assert len(found.agendas) == 3
