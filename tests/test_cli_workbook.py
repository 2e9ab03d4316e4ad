"""``export workbook`` and ``check`` of a file: exit codes, places of problems, never a trace."""

from pathlib import Path

import pytest

from gka_dash.__main__ import main
from gka_dash.model.dataset import Dataset
from gka_dash.sources.csv_folder import read_folder
from tests.books import changed, csv_zip, made, own_folders, put
from tests.sources.conftest import SMALL


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small data folder and an empty state folder that the command line uses as its own."""
    return own_folders(tmp_path, monkeypatch)


@pytest.fixture
def small(data: Path) -> Dataset:
    return read_folder(data)


def run(*arguments: str) -> int:
    return main(list(arguments))


def told(capsys: pytest.CaptureFixture[str]) -> tuple[str, str]:
    said = capsys.readouterr()
    assert "Traceback" not in said.out + said.err
    return said.out, said.err


@pytest.mark.parametrize("region", [(), ("--region", "PV20"), ("--region", "pv20 ")])
def test_a_workbook_goes_round(
    region: tuple[str, ...], data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "uit.xlsx"
    assert run("export", "workbook", *region, "--output", str(path)) == 0
    assert run("check", str(path)) == 0
    out, err = told(capsys)
    assert f"Geschreven: {path}" in out
    assert "Wat er verandert: Er verandert niets." in out
    assert f"0 fouten, 0 waarschuwingen in {path}." in out
    assert err == ""
    assert sorted(p.name for p in tmp_path.iterdir()) == ["data", "uit.xlsx"]


def test_drafts_are_in_the_workbook(data: Path, tmp_path: Path) -> None:
    from openpyxl import load_workbook

    text = SMALL["interventies"].replace("bron_url,afgeleid", "bron_url,afgeleid,status").splitlines()
    rows = [text[0], f"{text[1]},concept", f"{text[2]},"]
    (data / "interventies.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    path = tmp_path / "uit.xlsx"
    assert run("export", "workbook", "--output", str(path)) == 0
    assert [row[0] for row in load_workbook(path)["Interventies"].values] == ["Nummer", "I001", "I002"]


def test_problems_are_told_by_cell(
    small: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.xlsx"
    path.write_bytes(changed(made(small), put("Interventies", F2="Taal", B3="Nieuwe titel")))
    assert run("check", str(path)) == 1
    out, err = told(capsys)
    assert (
        "FOUT: Interventies!F2: 'Taal' staat niet in de lijst voor thema's, bedoelde u Taalbevordering?"
        in err
    )
    assert f"1 fouten, 0 waarschuwingen in {path}." in out
    assert "Wat er verandert" not in out


def test_what_would_change_is_told(
    small: Dataset, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "in.zip"
    path.write_bytes(csv_zip(small))
    assert run("check", str(path)) == 0
    assert "Er verandert niets." in told(capsys)[0]
    path.write_bytes(changed(made(small), put("Interventies", B3="Nieuwe titel")))
    assert run("check", str(path)) == 0
    assert "Wat er verandert: 1 gewijzigde interventie." in told(capsys)[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"%PDF-1.7", "een pdf"),
        (b"", "is leeg"),
        (b"PK\x03\x04", "beschadigd"),
        (bytes(1_000_001), "groter dan"),
    ],
)
def test_a_file_that_cannot_be_read(
    content: bytes,
    words: str,
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GKA_UPLOAD_MB", "1")
    path = tmp_path / "in.xlsx"
    path.write_bytes(content)
    assert run("check", str(path)) == 1
    out, err = told(capsys)
    assert words in err
    assert out == ""


def test_without_data_a_whole_workbook_is_checked_all_the_same(
    small: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GKA_DATA_DIR", str(tmp_path / "nergens"))
    path = tmp_path / "in.xlsx"
    path.write_bytes(made(small))
    assert run("check", str(path)) == 0
    out, err = told(capsys)
    assert "niet te lezen" in err
    assert "0 fouten" in out


def test_no_workbook_is_made_of_data_with_errors(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A row that was left out would be missing in the workbook, and gone when it comes back."""
    text = SMALL["interventies"].replace("GM0014", "GM9999")
    (data / "interventies.csv").write_text(text, encoding="utf-8")
    path = tmp_path / "uit.xlsx"
    assert run("export", "workbook", "--output", str(path)) == 1
    _, err = told(capsys)
    assert "GM9999" in err
    assert "Verbeter ze eerst" in err
    assert not path.exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--region", "PV99", "--output", "uit.xlsx"), "De regio PV99 is onbekend"),
        (("--output", "nergens/uit.xlsx"), "is niet te schrijven"),
    ],
)
def test_a_workbook_that_cannot_be_made(
    arguments: tuple[str, ...],
    words: str,
    data: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("export", "workbook", *arguments) == 1
    assert words in told(capsys)[1]
    assert [p.name for p in tmp_path.iterdir()] == ["data"]
