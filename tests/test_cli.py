"""The command line with good and broken data: what is wrong is named, the rest goes on, never a trace."""

import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest

from gka_dash.__main__ import BOUNDARY_FILE, main
from gka_dash.build import KEPT_TILES
from gka_dash.settings import Settings
from gka_dash.web.publications import Publications
from layouts import data
from tests.layouts.trees import by_id, text
from tests.prepared import prepare

ROOT = Path(__file__).resolve().parents[1]
Spoil = Callable[[Path], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the tables; the borders are those of the project until a test brings its own."""
    target = tmp_path / "data"
    (target / "geo").mkdir(parents=True)
    for path in (ROOT / "data").glob("*.csv"):
        shutil.copy(path, target / path.name)
    os.symlink(ROOT / "data" / BOUNDARY_FILE, target / BOUNDARY_FILE)
    return target


@pytest.fixture
def environment(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Settings for the copy and for a build folder that knows the files that do not depend on the data."""
    build = tmp_path / "build"
    prepare(build)
    monkeypatch.setenv("GKA_DATA_DIR", str(folder))
    monkeypatch.setenv("GKA_BUILD_DIR", str(build))
    monkeypatch.setenv("GKA_STATE_DIR", str(tmp_path / "state"))
    return Settings.from_environment()


def _cell(path: Path, row: int, old: str, new: str) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert old in lines[row - 1], lines[row - 1]
    lines[row - 1] = lines[row - 1].replace(old, new, 1)
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _edit(name: str, row: int, old: str, new: str) -> Spoil:
    return lambda folder: _cell(folder / f"{name}.csv", row, old, new)


def _row(name: str, key: str) -> int:
    lines = (ROOT / "data" / f"{name}.csv").read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if key in line)


def _unclosed(folder: Path) -> None:
    path = folder / "agendas.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    lines[4] = lines[4].replace(",", ',"', 1)
    path.write_text("\n".join(lines), encoding="utf-8")


def _latin(folder: Path) -> None:
    path = folder / "interventies.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252", "replace"))


def _twice(folder: Path) -> None:
    path = folder / "agendas.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[1]]), encoding="utf-8")


def _late(folder: Path) -> None:
    row = _row("agendas", "2019-01-01,2019-07-16")
    _cell(folder / "agendas.csv", row, "2019-01-01,2019-07-16", "2019-07-16,2019-01-01")


def _append(name: str, line: str) -> Spoil:
    def spoil(folder: Path) -> None:
        with (folder / f"{name}.csv").open("a", encoding="utf-8") as stream:
            stream.write(line + "\n")

    return spoil


def _story(step: str) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / "verhalen").mkdir()
        text = f"---\ntitel: Proef\n---\n\n## Goed\n\n## Fout\n\n{step}\n"
        (folder / "verhalen" / "proef.md").write_text(text, encoding="utf-8")

    return spoil


def _borders(change: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame]) -> Spoil:
    def spoil(folder: Path) -> None:
        frame = gpd.read_file(folder / BOUNDARY_FILE)
        (folder / BOUNDARY_FILE).unlink()
        change(frame).to_file(folder / BOUNDARY_FILE, layer="gemeenten", driver="GPKG")

    return spoil


def _without_code(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    frame.loc[frame["statcode"] == "GM0363", "statcode"] = None
    return frame


def _same_code(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    frame.loc[frame["statcode"] == "GM0363", "statcode"] = "GM0384"
    return frame


UNKNOWN_CODE: tuple[Spoil, tuple[str, ...]] = (
    _append("agendas", "GM9999,Nergens,2020-01-01,2020-01-01,dag,,,,,https://voorbeeld.nl,"),
    ("agendas", "rij 77", "kolom gemeentecode", "GM9999"),
)
# What is done to the copy, and what the message must name: file, row, column.
BROKEN: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "broken csv": (_unclosed, ("agendas", "rij 5")),
    "missing column": (
        _edit("agendas", 1, "precisie", "preciesie"),
        ("agendas", "kolom precisie", "preciesie"),
    ),
    "unknown code": UNKNOWN_CODE,
    "duplicate key": (_twice, ("agendas", "rij 77", "kolom gemeentecode", "rij 2")),
    "date out of order": (_late, ("agendas", "rij", "kolom ondertekend_tot")),
    "empty file": (lambda folder: (folder / "sectoren.csv").write_bytes(b""), ("sectoren", "leeg")),
    "missing file": (lambda folder: (folder / "agendas.csv").unlink(), ("agendas",)),
    "row without name": (
        _edit("gemeenten", 3, "GM", "??"),
        ("gemeenten", "rij 3", "kolom gemeentecode"),
    ),
    "polygon without code": (
        _borders(_without_code),
        ("gemeenten_2024_afgeleid.gpkg", "Amsterdam", "statcode"),
    ),
    "story with an unknown region": (_story("Link: /?regio=PV99"), ("proef.md, regel 7", "PV99")),
    "story with an unknown number": (_story("Getal: alles"), ("proef.md, regel 7", "alles")),
    "two polygons with one code": (_borders(_same_code), ("gemeenten_2024_afgeleid.gpkg", "GM0384")),
}
ONLY_WARNED: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "wrong encoding": (_latin, ("interventies", "rij", "UTF-8")),
    "unknown theme": (
        _edit("interventies", 2, "Extra onderwijs", "Extra onderwijz"),
        ("interventies", "rij 2", "kolom themas", "Extra onderwijs"),
    ),
    "story with a heading in a text": (_story("Tekst.\n\n# Kop"), ("proef.md, regel 11", "kop")),
    "unsafe link": (
        _edit("agendas", 2, "https://www.gelijke-kansen.nl", "javascript:alert(1)//"),
        ("agendas", "rij 2", "kolom"),
    ),
}


def _replaced_borders(content: bytes) -> Spoil:
    def spoil(folder: Path) -> None:
        (folder / BOUNDARY_FILE).unlink()
        (folder / BOUNDARY_FILE).write_bytes(content)

    return spoil


UNUSABLE: dict[str, tuple[Spoil, tuple[str, ...]]] = {
    "borders gone": (lambda folder: (folder / BOUNDARY_FILE).unlink(), ("gemeenten_2024_afgeleid.gpkg",)),
    "borders empty": (_replaced_borders(b""), ("gemeenten_2024_afgeleid.gpkg", "leeg")),
    "borders torn": (
        _replaced_borders((ROOT / "data" / BOUNDARY_FILE).read_bytes()[:5000]),
        ("gemeenten_2024_afgeleid.gpkg",),
    ),
}
EVERY = {**BROKEN, **ONLY_WARNED}


def _clean(output: str) -> None:
    for word in ("Traceback", "Error", 'File "', ".py", "None", "nan"):
        assert word not in output, output


def test_the_bundled_data_are_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "0 fouten" in said.out


@pytest.mark.parametrize("name", EVERY)
def test_check_names_the_place(
    name: str, environment: Settings, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, wanted = EVERY[name]
    spoil(folder)
    code = main(["check"])
    said = capsys.readouterr()
    _clean(said.out + said.err)
    lines = [line for line in said.err.splitlines() if all(word in line for word in wanted)]
    assert lines, said.err
    assert code == (1 if name in BROKEN else 0)
    word = "FOUT" if name in BROKEN else "WAARSCHUWING"
    assert any(line.startswith(word) for line in lines) or name == "two polygons with one code"


@pytest.mark.parametrize("name", ["unknown code", "row without name", "polygon without code", "unsafe link"])
def test_build_goes_on_and_the_page_tells_what_was_left_out(
    name: str, environment: Settings, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, wanted = EVERY[name]
    spoil(folder)
    assert main(["build"]) == 0
    said = capsys.readouterr()
    _clean(said.out + said.err)
    assert any(all(word in line for word in wanted) for line in said.err.splitlines()), said.err
    assert "Gemaakt" in said.out
    services = Publications(environment).current.newest
    page = data.build(services.view(""), services.version, services.editions)
    shown = text(by_id(page, "weggelaten"))
    assert all(word in shown for word in wanted), shown
    assert "Niets:" not in shown


def test_build_of_the_bundled_data_writes_everything(
    environment: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["build"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "342 gemeenten, 75 agenda's, 143 activiteiten" in said.out
    build = environment.build_dir
    assert len(json.loads((build / "open" / "gemeenten.geojson").read_text())["features"]) == 342
    regions = json.loads((build / "geo" / "boundaries-2024.json").read_text())["regions"]
    assert not list(build.rglob("*.tmp"))
    services = Publications(environment).current.newest
    order = json.loads(services.files["gegevens-2024.json"].raw)["time"]["order"]
    assert regions["code"] == order
    page = data.build(services.view(""), services.version, services.editions)
    assert "Niets:" in text(by_id(page, "weggelaten"))


def test_two_builds_are_equal(environment: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    """The same input gives the same bytes: an address with a hash in it stays what it was."""

    def everything() -> dict[str, bytes]:
        return {
            str(path.relative_to(environment.build_dir)): path.read_bytes()
            for path in environment.build_dir.rglob("*")
            if path.is_file() and path.suffix in (".json", ".geojson")
        }

    def build() -> dict[str, bytes]:
        shutil.rmtree(environment.build_dir / KEPT_TILES)  # the search for places must find the same
        assert main(["build"]) == 0
        return everything()

    first = build()
    assert build() == first
    assert first["static/manifest.json"]


@pytest.mark.parametrize("command", ["build", "check"])
@pytest.mark.parametrize("name", UNUSABLE)
def test_borders_that_cannot_be_read_are_one_clear_sentence(
    name: str, command: str, environment: Settings, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil, wanted = UNUSABLE[name]
    spoil(folder)
    assert main([command]) == 1
    said = capsys.readouterr()
    _clean(said.out + said.err)
    assert all(word in said.err for word in wanted)


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_data_folder_that_is_not_there(
    command: str, environment: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GKA_DATA_DIR", "/bestaat/niet")
    assert main([command]) == 1
    said = capsys.readouterr()
    _clean(said.out + said.err)
    assert "/bestaat/niet" in said.err


def test_a_wrong_setting_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PORT", "acht")
    assert main(["check"]) == 1
    said = capsys.readouterr()
    _clean(said.err)
    assert "PORT" in said.err
    assert "acht" in said.err


def test_check_reads_another_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Somebody's own tables without borders of their own are held against those of the project."""
    UNKNOWN_CODE[0](folder)
    (folder / BOUNDARY_FILE).unlink()
    assert main(["check", str(folder)]) == 1
    said = capsys.readouterr()
    assert "GM9999" in said.err
    assert str(folder) in said.out


def test_check_names_the_rows_also_when_the_borders_cannot_be_read(
    environment: Settings, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    UNKNOWN_CODE[0](folder)
    UNUSABLE["borders torn"][0](folder)
    assert main(["check"]) == 1
    said = capsys.readouterr()
    assert "GM9999" in said.err
    assert "gemeenten_2024_afgeleid.gpkg" in said.err


@pytest.mark.parametrize("arguments", [[], ["onzin"], ["check", "a", "b"], ["build", "x"]])
def test_a_wrong_command_gives_help_and_code_two(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "python -m gka_dash" in capsys.readouterr().err
