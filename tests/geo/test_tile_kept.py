"""The places of tiles are searched once per borders, and again whenever something is different."""

from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import pytest

from gka_dash.geo import tile_kept
from gka_dash.geo.tile_kept import kept_layout
from gka_dash.geo.tiles import Layout, base_layout


@pytest.fixture
def searches(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many municipalities each search was for."""
    done: list[int] = []

    def counted(frame: gpd.GeoDataFrame) -> Layout:
        done.append(len(frame))
        return base_layout(frame)

    monkeypatch.setattr(tile_kept, "base_layout", counted)
    return done


def test_the_same_borders_are_searched_once(
    squares: gpd.GeoDataFrame, tmp_path: Path, searches: list[int]
) -> None:
    first, second = kept_layout(squares, tmp_path / "kept"), kept_layout(squares, tmp_path / "kept")
    assert first == second == base_layout(squares)
    assert list(first) == list(squares["statcode"])
    assert searches == [len(squares)]


def _moved(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.set_geometry(frame.geometry.translate(1.0))


def _other_code(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.assign(statcode=["GM0009", *frame["statcode"][1:]])


def _other_province(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    return frame.assign(provcode=["PV02", *frame["provcode"][1:]])


@pytest.mark.parametrize("change", [_moved, _other_code, _other_province, lambda frame: frame.head(5)])
def test_other_borders_are_searched_again(
    change: Callable[[gpd.GeoDataFrame], gpd.GeoDataFrame],
    squares: gpd.GeoDataFrame,
    tmp_path: Path,
    searches: list[int],
) -> None:
    kept_layout(squares, tmp_path)
    other = change(squares)
    assert kept_layout(other, tmp_path) == base_layout(other)
    assert searches == [len(squares), len(other)]


def test_another_version_of_what_searches_searches_again(
    squares: gpd.GeoDataFrame, tmp_path: Path, searches: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept_layout(squares, tmp_path)
    monkeypatch.setattr(tile_kept, "_VERSIONS", ("0.1",))
    kept_layout(squares, tmp_path)
    assert len(searches) == 2


@pytest.mark.parametrize("broken", ["", "{", '{"cells": [[0, 0]]}', '{"cells": [1, 2, 3, 4, 5, 6]}', "[]"])
def test_a_file_that_is_not_whole_is_made_again(
    broken: str, squares: gpd.GeoDataFrame, tmp_path: Path, searches: list[int]
) -> None:
    whole = kept_layout(squares, tmp_path)
    (path,) = tmp_path.iterdir()
    path.write_text(broken)
    assert kept_layout(squares, tmp_path) == whole
    assert kept_layout(squares, tmp_path) == whole
    assert len(searches) == 2
