"""The commands for borders, through the functions that the command line hooks in."""

import argparse
import io
import json
import os
from datetime import date
from pathlib import Path

import geopandas as gpd
import pytest
import shapely

from gka_dash import cli_boundaries
from gka_dash.errors import BoundaryError, SettingsError
from gka_dash.geo.installed import installed_boundaries
from gka_dash.geo.progress import Progress
from gka_dash.settings import Settings
from tests.geo.pdok import Pdok, serving

DATA = Path(__file__).parents[2] / "data"


@pytest.fixture(scope="module")
def file_of_2024(country, tmp_path_factory):
    """Borders of 2024 as someone might bring them."""
    path = tmp_path_factory.mktemp("bring") / "gemeenten.gpkg"
    shapes = shapely.coverage_simplify(country.frame.geometry.to_numpy(), 300)
    frame = gpd.GeoDataFrame(country.frame[["statcode", "statnaam"]], geometry=shapes, crs=28992)
    frame.to_file(path, layer="gemeente_gegeneraliseerd")
    return path


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("GKA_BOUNDARY_DIR", str(tmp_path / "grenzen"))
    return tmp_path / "grenzen"


@pytest.fixture
def command(folder):
    parser = argparse.ArgumentParser()
    cli_boundaries.add_commands(parser.add_subparsers(dest="command", required=True))

    def run(*words):
        options = parser.parse_args(["boundaries", *map(str, words)])
        return cli_boundaries.run(
            options, Settings.from_environment({**os.environ, "GKA_DATA_DIR": str(DATA)})
        )

    return run


def test_add_and_list(command, folder, file_of_2024, capsys):
    assert command("list") == 0
    assert "geen officiële grenzen" in capsys.readouterr().out
    assert command("add", file_of_2024, "--year", "2024") == 0
    out, err = capsys.readouterr()
    assert "Toegevoegd: gemeenten_2024.gpkg met 342 gemeenten" in out
    assert "geldig van 1 januari 2024 tot en met 31 december 2024" in out
    assert "gemeenten.gpkg lezen …" in err  # not a terminal: plain lines
    assert "\x1b" not in err
    assert command("list") == 0
    assert "2024: 342 gemeenten" in capsys.readouterr().out
    ((borders,), faults) = installed_boundaries([folder])
    assert faults == []
    assert borders.same_from == date(2023, 1, 1)
    assert borders.attribution == "Gemeentegrenzen 2024: © CBS / Kadaster, CC BY 4.0; bewerkt."
    assert set(gpd.read_file(borders.path).provcode) == {f"PV{n}" for n in range(20, 32)}


def test_own_attribution_and_first_day(command, folder, file_of_2024):
    words = ("--attribution", "Bron: proef", "--valid-from", "1 februari 2024")
    assert command("add", file_of_2024, "--year", "2024", *words) == 0
    ((borders,), _) = installed_boundaries([folder])
    assert borders.attribution == "Bron: proef"
    assert borders.path.name == "gemeenten_2024_0201.gpkg"


def test_refused_borders(command, folder, file_of_2024, capsys):
    assert command("add", file_of_2024, "--year", "2021") == 1
    out, err = capsys.readouterr()
    assert "Toegevoegd" not in out
    assert "FOUT: gemeenten.gpkg: Er zijn 342 gemeenten; op 1 januari 2021 waren het er 352." in err
    assert "FOUT: gemeenten.gpkg, kolom statcode: GM0756 Boxmeer ontbreekt" in err
    assert "Niet toegevoegd: gemeenten.gpkg is niet te vertrouwen" in err
    assert "Er is niets veranderd" in err
    assert not folder.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--year", "2015"), "bekend van 2016"),
        (("--year", "2024", "--valid-from", "2023-01-01"), "valt niet in 2024"),
        (("--year", "2024", "--layer", "wijken"), "geen kaartlaag wijken. Er is: gemeente_gegeneraliseerd"),
    ],
)
def test_questions_that_cannot_be_answered(command, file_of_2024, words, said):
    with pytest.raises(BoundaryError, match=said.replace(".", r"\.")):
        command("add", file_of_2024, *words)


@pytest.mark.parametrize("words", [("--year", "22"), ("--year", "2024", "--valid-from", "2024-02-31")])
def test_words_that_are_no_year_or_day(command, file_of_2024, words, capsys):
    with pytest.raises(SystemExit):
        command("add", file_of_2024, *words)
    assert "schrijf" in capsys.readouterr().err


@pytest.mark.parametrize("text", ["2022-03-24", "24-03-2022", "24-3-2022", "24 maart 2022", " 24/3/2022 "])
def test_days(text):
    assert cli_boundaries._day(text) == date(2022, 3, 24)


def test_a_folder_that_is_a_file(command, folder, file_of_2024):
    folder.write_text("x")
    with pytest.raises(SettingsError, match="GKA_BOUNDARY_DIR"):
        command("add", file_of_2024, "--year", "2024")


def test_a_folder_that_cannot_be_written(command, folder, file_of_2024, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gka_dash.geo.keep.os.replace", full)
    with pytest.raises(BoundaryError, match="opgeslagen"):
        command("add", file_of_2024, "--year", "2024")
    assert list(folder.iterdir()) == []


def test_fetch(command, folder, file_of_2024, monkeypatch, capsys):
    features = json.loads(gpd.read_file(file_of_2024).to_crs(4326).to_json())["features"]
    with serving(Pdok(features, file_of_2024.read_bytes(), page=1000)) as pdok:
        for name, value in pdok.environment().items():
            monkeypatch.setenv(name, value)
        assert command("fetch", "--year", "2024") == 0
        assert "Toegevoegd: gemeenten_2024.gpkg" in capsys.readouterr().out
        assert command("fetch", "--year", "2021", "--source", "ogc") == 1
        err = capsys.readouterr().err
        assert "GM0756 Boxmeer ontbreekt" in err
        assert "Niet gelukt: 2021" in err
    assert [path.name for path in sorted(folder.iterdir())] == ["gemeenten_2024.gpkg", "gemeenten_2024.json"]


def test_all_years_go_on_after_a_failure(command, folder, file_of_2024, monkeypatch, capsys):
    features = json.loads(gpd.read_file(file_of_2024).to_crs(4326).to_json())["features"]
    monkeypatch.setattr("gka_dash.geo.fetch.years_to_fetch", lambda *_: (2022, 2024))
    with serving(Pdok(features, b"", page=1000)) as pdok:
        for name, value in pdok.environment().items():
            monkeypatch.setenv(name, value)
        assert command("fetch", "--all", "--source", "ogc") == 1
    out, err = capsys.readouterr()
    assert "Toegevoegd: gemeenten_2024.gpkg" in out
    assert "Niet gelukt: 2022." in err
    monkeypatch.setattr("gka_dash.geo.fetch.years_to_fetch", lambda *_: ())
    assert command("fetch", "--all") == 0
    assert "Alle jaren zijn er al" in capsys.readouterr().out


class Terminal(io.StringIO):
    def isatty(self):
        return True


def test_a_bar_on_a_terminal():
    now = iter(range(100))
    screen = Terminal()
    progress = Progress(screen, steps=2, clock=lambda: next(now))
    progress.step("lezen")
    progress.part(1, 2)
    progress.step("schrijven")
    progress.close()
    shown = [line.split("\x1b[K")[-1] for line in screen.getvalue().split("\r")]
    assert [line[29:] for line in shown if line] == ["  0% lezen", " 25% lezen", " 50% schrijven"]
    assert "\n" not in screen.getvalue()


def test_a_bar_is_not_drawn_too_often():
    screen = Terminal()
    progress = Progress(screen, steps=1, clock=lambda: 0.0)
    progress.step("lezen")
    for done in range(1000):
        progress.part(done, 1000)
    assert screen.getvalue().count("\r") == 1
    progress.part(1000, 1000)
    assert "100%" in screen.getvalue()


def test_plain_lines_in_a_log_and_silence():
    log = io.StringIO()
    progress = Progress(log, steps=2)
    progress.step("lezen")
    progress.part(1, 2)
    progress.close()
    assert log.getvalue() == "- lezen …\n"
    Progress.silent().step("niets")
