import json
from datetime import date
from pathlib import Path

import pytest

from gka_dash.errors import BoundaryError
from gka_dash.geo.installed import (
    Installed,
    best_for,
    file_name,
    installed_boundaries,
    read_side_car,
    side_car,
)


def borders(start, end, *, same=(None, None), official=True, path="x.gpkg"):
    days = [date.fromisoformat(text) if text else None for text in (start, end, *same)]
    return Installed(Path(path), days[0].year, *days, 342, official, "Bron: proef", {"name": "a"}, ("noot",))


OF_2019 = borders("2019-01-01", "2019-12-31", same=("2019-01-01", "2020-12-31"))
EARLY_2022 = borders("2022-01-01", "2022-03-23", same=("2022-01-01", "2022-03-23"))
LATE_2022 = borders("2022-03-24", "2022-12-31", same=("2022-03-24", "2022-12-31"))
DERIVED_2024 = borders("2024-01-01", "2024-12-31", same=("2023-01-01", None), official=False)
ALL = [OF_2019, EARLY_2022, LATE_2022, DERIVED_2024]


@pytest.mark.parametrize(
    ("day", "chosen", "exact"),
    [
        ("2019-07-16", OF_2019, True),
        ("2020-07-16", OF_2019, True),  # no municipality changed between 2019 and 2021
        ("2021-07-16", EARLY_2022, False),
        ("2021-01-02", OF_2019, False),
        ("2022-03-23", EARLY_2022, True),
        ("2022-03-24", LATE_2022, True),
        ("2016-01-01", OF_2019, False),
        ("2023-05-01", DERIVED_2024, True),
        ("2026-05-01", DERIVED_2024, True),
    ],
)
def test_the_borders_of_a_day(day, chosen, exact):
    assert best_for(ALL, date.fromisoformat(day)) == (chosen, exact)


def test_official_borders_come_first():
    official = borders("2024-01-01", "2024-12-31", same=("2023-01-01", None))
    assert best_for([DERIVED_2024, official], date(2024, 5, 1)) == (official, True)
    assert best_for([], date(2024, 5, 1)) == (None, False)


@pytest.mark.parametrize(
    ("start", "name", "key"),
    [("2022-01-01", "gemeenten_2022.gpkg", "2022"), ("2022-03-24", "gemeenten_2022_0324.gpkg", "2022-0324")],
)
def test_names(start, name, key):
    assert file_name(date.fromisoformat(start)) == name
    assert borders(start, "2022-12-31").key == key


@pytest.fixture
def pair(tmp_path):
    made = tmp_path / "gemeenten_2019.gpkg"
    made.write_bytes(b"12345")
    own = borders("2019-01-01", "2019-12-31", same=("2019-01-01", "2020-12-31"), path=str(made))
    (tmp_path / "gemeenten_2019.json").write_text(json.dumps(side_car(own, {"bytes": 5})), encoding="utf-8")
    return own


def test_written_and_read(pair, tmp_path):
    assert read_side_car(tmp_path / "gemeenten_2019.json") == pair
    assert installed_boundaries([tmp_path / "no such folder", tmp_path]) == ([pair], [])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "gemeenten_2019.gpkg").write_bytes(b"other size"),
        lambda folder: (folder / "gemeenten_2019.gpkg").unlink(),
        lambda folder: (folder / "gemeenten_2019.json").write_text("{"),
        lambda folder: (folder / "gemeenten_2019.json").write_text("[" * 100_000),
        lambda folder: (folder / "gemeenten_2019.json").write_text('{"format": 1, "year": "x"}'),
        lambda folder: (folder / "gemeenten_2019.json").write_text('{"format": 2}'),
        lambda folder: (folder / "gemeenten_2019.json").write_bytes(b"\xff\xfe"),
        lambda folder: (folder / "gemeenten_2019.json").write_text("[]"),
    ],
)
def test_a_pair_that_does_not_match_is_left_out_with_a_word(pair, tmp_path, spoil):
    spoil(tmp_path)
    found, (fault,) = installed_boundaries([tmp_path])
    assert found == []
    assert "boundaries add" in fault
    with pytest.raises(BoundaryError):
        read_side_car(tmp_path / "gemeenten_2019.json")


def test_other_files_are_no_borders(pair, tmp_path):
    (tmp_path / "gemeenten_oud.json").write_text("{}")
    (tmp_path / "README.json").write_text("{}")
    assert installed_boundaries([tmp_path]) == ([pair], [])
