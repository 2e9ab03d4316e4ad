"""What the process of a job does: every way in which it can end is written down."""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest

from gka_dash.errors import ArtefactError
from gka_dash.exports.bench import NOT_MADE, Bench, Borders
from gka_dash.exports.files import Tools
from gka_dash.web.downloads import worker
from gka_dash.web.downloads.jobs import DONE, FAILED, SHEETS, STOPPED, STORY, TOO_LONG, Desk, Order
from tests.layouts.real_site import real_services, real_settings

FLEVOLAND = Order(SHEETS, "PV24", "A4-bladen van Flevoland", query="regio=PV24")
Make = Callable[[Order], Desk]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def desk(order: Order) -> Desk:
        (tmp_path / "opdracht.json").write_text(json.dumps(asdict(order) | {"owner": "x", "began": 1.0}))
        return Desk(tmp_path)

    return desk


def bench() -> Bench:
    return Bench(real_services(), Borders(Tools(real_settings().build_dir)))


def names_in(folder: Path) -> list[str]:
    with zipfile.ZipFile(io.BytesIO((folder / "uit").read_bytes())) as archive:
        return archive.namelist()


def test_sheets_are_made_and_counted(make: Make, tmp_path: Path) -> None:
    desk = make(FLEVOLAND)
    worker.run(desk, bench)
    assert (desk.state.status, desk.state.done, desk.state.total) == (DONE, 7, 7)
    assert desk.state.name == "gka-bladen-flevoland-2022-12-31.zip"
    assert len(names_in(tmp_path)) == 7
    assert desk.state.size == (tmp_path / "uit").stat().st_size


def test_a_sheet_that_fails_is_named_and_the_rest_is_kept(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = Bench.municipality

    def failing(self: Bench, chosen: Any, code: str) -> Any:
        if code == "GM0034":
            raise KeyError("iets dat niemand verwacht")
        return whole(self, chosen, code)

    monkeypatch.setattr(Bench, "municipality", failing)
    desk = make(FLEVOLAND)
    worker.run(desk, bench)
    assert desk.state.status == DONE
    assert len(desk.state.failed) == 1
    assert desk.state.failed[0].startswith("Het factsheet van Almere GM0034 is niet gelukt")
    names = names_in(tmp_path)
    assert len(names) == 7
    assert NOT_MADE in names
    assert "GM0034-almere.pdf" not in names


def test_it_stops_before_the_next_sheet_and_keeps_nothing(make: Make, tmp_path: Path) -> None:
    desk = make(FLEVOLAND)
    (tmp_path / "stop").touch()
    worker.run(desk, bench)
    assert desk.state.status == STOPPED
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    ("trouble", "reason"),
    [
        (worker.TooLong(), TOO_LONG),
        (ArtefactError("De grenzen ontbreken."), "De grenzen ontbreken."),
        (RuntimeError("geheim"), worker.BROKEN),
    ],
)
def test_whatever_goes_wrong_is_written_down_without_the_inside(
    trouble: BaseException, reason: str, make: Make
) -> None:
    def broken() -> Bench:
        raise trouble

    desk = make(FLEVOLAND)
    worker.run(desk, broken)
    assert (desk.state.status, desk.state.reason) == (FAILED, reason)


def test_the_end_of_its_time_is_no_sheet_that_failed(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """A sheet that fails is passed over; the alarm must not be."""

    def slow(_self: Bench, _chosen: Any) -> Any:
        raise worker.TooLong

    monkeypatch.setattr(Bench, "sheet", slow)
    desk = make(FLEVOLAND)
    worker.run(desk, bench)
    assert (desk.state.status, desk.state.failed) == (FAILED, ())


def test_a_story_is_made_step_by_step(make: Make) -> None:
    desk = make(Order(STORY, "mijn-regio", "x", kind="pptx", region="PV24"))
    worker.run(desk, bench)
    assert (desk.state.status, desk.state.name) == (DONE, "gka-mijn-regio-pv24.pptx")
    assert desk.state.total == len(real_services().stories["mijn-regio"].steps)
