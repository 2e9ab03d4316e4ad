"""What a coordinator hands in: unchanged it changes nothing, and what was changed is told by cell."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from gka_dash.errors import SourceError
from gka_dash.exports.csv_table import table_csv
from gka_dash.model.dataset import Dataset
from gka_dash.model.diff import difference
from gka_dash.model.schema import TABLES
from gka_dash.sources.csv_folder import read_folder
from gka_dash.sources.incoming import file_name, read_incoming, read_incoming_folder
from tests.books import NAME, csv_zip, handed_in, made, put, zipped
from tests.sources.conftest import SMALL
from tests.valid_data import datasets

PROJECT = Path(__file__).parents[2]
SLOW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@SLOW
@given(datasets())
def test_s21_any_valid_dataset_comes_back_from_a_workbook(before: Dataset) -> None:
    found = read_incoming(NAME, made(before))
    assert [str(p) for p in found.errors] == []
    assert difference(before, found.dataset).is_empty
    assert all(found.dataset.rows(t.name) == before.rows(t.name) for t in TABLES)


@SLOW
@given(datasets())
def test_s21_any_valid_dataset_comes_back_from_a_zip_of_csv_files(before: Dataset) -> None:
    found = read_incoming("data.zip", csv_zip(before))
    assert [str(p) for p in found.errors] == []
    assert all(found.dataset.rows(t.name) == before.rows(t.name) for t in TABLES)


@SLOW
@given(datasets())
def test_any_regional_workbook_changes_nothing(before: Dataset) -> None:
    found = read_incoming(NAME, made(before, "PV01"), before)
    assert found.errors == ()
    assert found.region == "PV01"
    assert difference(before, found.dataset).is_empty


@pytest.mark.parametrize("region", ["", "PV30", "PV20"])
def test_the_bundled_data_comes_back_unchanged(region: str, dataset: Dataset) -> None:
    found = read_incoming(NAME, made(dataset, region), dataset)
    assert found.dataset == dataset
    assert len(found.dataset.interventies) == 143
    assert len(found.dataset.agendas) == 75
    assert (found.errors, found.warnings) == ((), ())
    assert found.version == "abc12345"
    assert found.region == region


def test_the_bundled_folder_and_zip_come_back_unchanged(dataset: Dataset) -> None:
    for found in (
        read_incoming_folder(PROJECT / "data", dataset),
        read_incoming("data.zip", csv_zip(dataset), dataset),
    ):
        assert found.dataset == dataset
        assert found.tables == tuple(table.name for table in TABLES)


def test_a_changed_cell_is_told_by_field(small: Dataset) -> None:
    found = handed_in(small, put("Interventies", B2="Anders", J3="ja"))
    diff = difference(small, found.dataset)
    assert [(c.name, c.before, c.after) for row in diff.tables[0].changed for c in row.fields] == [
        ("titel", "Voorlezen", "Anders"),
        ("in_addendum", "", "ja"),
    ]
    assert diff.sentence == "2 gewijzigde interventies."


def test_tables_that_are_not_in_the_file_stay(small: Dataset) -> None:
    one = zipped({"interventies.csv": SMALL["interventies"].replace("Voorlezen", "Anders").encode()})
    found = read_incoming("een.zip", one, small)
    assert found.errors == ()
    assert difference(small, found.dataset).sentence == "1 gewijzigde interventie."
    assert found.tables == ("interventies",)
    assert any("blijft zoals het is" in text and "Agenda's" in text for text in found.understood)


def test_without_data_to_hold_it_against_a_missing_table_is_an_error() -> None:
    found = read_incoming("een.zip", zipped({"interventies.csv": SMALL["interventies"].encode()}))
    assert any("Gemeenten: deze lijst ontbreekt" in str(p) for p in found.errors)
    assert any("Factoren: deze lijst ontbreekt" in str(p) for p in found.warnings)


def test_a_regional_workbook_replaces_only_its_region(small: Dataset) -> None:
    """Delft is in another province: its agenda is not in the workbook and stays."""
    found = handed_in(small, lambda book: book["Agenda's"].delete_rows(2), "PV20")
    assert found.errors == ()
    diff = difference(small, found.dataset)
    assert [[row.gemeente for row in table.gone] for table in diff.tables] == [["Groningen"]]
    assert [row.gemeente for row in found.dataset.agendas] == ["Delft", "Delfzijl"]


def test_a_row_of_another_region_is_refused_by_cell(small: Dataset) -> None:
    change = put("Agenda's", A4="GM0503", B4="Delft", E4="onbekend", J4="Kamerbrief")
    found = handed_in(small, change, "PV20")
    assert [p.place for p in found.errors] == ["Agenda's!A4"]
    assert "hoort niet bij de regio PV20" in found.errors[0].message


def test_a_number_of_another_region_is_refused_by_cell(small: Dataset) -> None:
    """I002 is of 's-Hertogenbosch, which somebody in Groningen cannot see."""
    change = put("Interventies", A3="I002", B3="Nieuw", C3="inzet", D3="GM0014", E3="Groningen", L3="Brief")
    found = handed_in(small, change, "PV20")
    assert [p.place for p in found.errors] == ["Interventies!A3"]
    assert "al in gebruik bij Den Bosch" in found.errors[0].message


def test_a_regional_workbook_without_its_first_sheet_does_not_empty_the_country(dataset: Dataset) -> None:
    found = handed_in(dataset, lambda book: book.remove(book["Lees mij"]), "PV30")
    (problem,) = found.errors
    assert "alleen rijen van Noord-Brabant; de 67 andere zouden verdwijnen" in problem.message


def test_a_region_that_is_not_known(small: Dataset) -> None:
    with pytest.raises(SourceError, match="PV99"):
        handed_in(small, put("Lees mij", B5="PV99 Nergens"), "PV20")


def test_sheets_that_a_regional_workbook_should_not_have_are_named(small: Dataset) -> None:
    def change(book: object) -> None:
        sheet = book.create_sheet("Thema's")  # type: ignore[attr-defined]
        sheet.append(["Thema", "Bron"])
        sheet.append(["Nieuw", "Brief"])

    found = handed_in(small, change, "PV20")
    assert difference(small, found.dataset).is_empty
    (warning,) = found.warnings
    assert "Niet gelezen, want dit is een werkmap van één regio: Thema's" in warning.message


def test_where_a_value_came_from(dataset: Dataset) -> None:
    found = read_incoming(NAME, made(dataset), dataset)
    place = found.provenance.of("interventies", ("I002",), "titel")
    assert str(place) == "werkmap.xlsx, werkblad Interventies, cel B3"
    assert str(found.provenance.of("interventies", ("I002",))) == "werkmap.xlsx, werkblad Interventies, rij 3"
    folder = read_incoming_folder(PROJECT / "data", dataset).provenance
    assert str(folder.of("interventies", ("I002",), "titel")) == "data: interventies.csv, cel B3"
    assert folder.of("interventies", ("I999",), "titel") is None
    for table in TABLES:
        assert len(found.provenance.rows[table.name]) == len(dataset.rows(table.name))


def test_a_draft_is_brought_in_but_not_shown(small: Dataset, folder: Path) -> None:
    found = handed_in(small, put("Interventies", O2="concept"))
    assert found.dataset.interventies[0].status == "concept"
    (folder / "interventies.csv").write_text(
        table_csv(next(t for t in TABLES if t.name == "interventies"), found.dataset.interventies),
        encoding="utf-8",
    )
    assert [i.interventie_id for i in read_folder(folder).interventies] == ["I002"]
    assert [i.interventie_id for i in read_folder(folder, coordinator=True).interventies] == ["I001", "I002"]


def test_what_was_read_is_not_about_the_name_of_the_file(small: Dataset) -> None:
    data = made(small)
    assert read_incoming("lijst.pdf", data, small).dataset == read_incoming(NAME, data, small).dataset


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\map\werkmap.xlsx", "werkmap.xlsx"),
        ("a\u202e\x00b\n.xlsx", "ab .xlsx"),
        ("", "Het bestand"),
        ("/", "Het bestand"),
        ("x" * 5000, "x" * 80),
    ],
)
def test_s15_a_name_is_only_shown(name: str, shown: str) -> None:
    assert file_name(name) == shown


def test_problems_in_a_zip_are_named_by_file_row_and_column(small: Dataset) -> None:
    files = {f"{name}.csv": text.encode() for name, text in SMALL.items()}
    files["interventies.csv"] = SMALL["interventies"].replace("Taalbevordering", "Taal").encode()
    found = read_incoming("data.zip", zipped(files), small)
    assert [p.place for p in found.errors] == ["interventies, rij 2, kolom themas"]
    assert "bedoelde u Taalbevordering?" in found.errors[0].message


def test_what_is_lost_is_an_error_here_and_a_warning_at_the_start(folder: Path, small: Dataset) -> None:
    """The server starts with what it can use; what is brought in must be whole."""
    path = folder / "interventies.csv"
    path.write_text(SMALL["interventies"].replace("Taalbevordering", "Taal"), encoding="utf-8")
    assert {p.severity for p in read_folder(folder).problems} == {"waarschuwing"}
    found = read_incoming_folder(folder, small)
    assert [p.severity for p in found.dataset.problems] == ["fout"]
    assert "weggelaten" not in found.errors[0].message
    assert replace(found.dataset, problems=()) == replace(read_folder(folder), problems=())
