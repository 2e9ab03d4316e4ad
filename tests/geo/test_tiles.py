"""Equal tiles: one each, none on top of another, provinces whole, and everybody where they were last year."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely

from gka_dash.geo.file_names import borders_file, division_file
from gka_dash.geo.neighbours import reachable, shared_borders
from gka_dash.geo.read import Boundaries
from gka_dash.geo.tile_files import Drawn, write_tiles
from gka_dash.geo.tile_names import LONGEST, short_names
from gka_dash.geo.tile_search import pieces, with_ferries
from gka_dash.geo.tiles import (
    TILE_M,
    Layout,
    areas,
    base_layout,
    build_tiles,
    layout_of,
    names_for_tiles,
    quality,
    tile_bounds,
    tile_frame,
)
from gka_dash.model.dataset import Dataset
from gka_dash.model.division import municipality_provinces
from gka_dash.model.vocabulary import TILES
from gka_dash.sources.csv_folder import read_folder
from tests.geo.older import borders_of

DATA = Path(__file__).parents[2] / "data"
OfYear = Callable[[int], tuple[gpd.GeoDataFrame, Layout]]
YEARS = (2016, 2018, 2019, 2021, 2022, 2023)


@pytest.fixture(scope="module")
def facts() -> Dataset:
    return read_folder(DATA)


@pytest.fixture(scope="module")
def base(country: Boundaries) -> Layout:
    return base_layout(country.frame)


@pytest.fixture(scope="module")
def of_year(country: Boundaries, facts: Dataset, base: Layout) -> OfYear:
    sizes = areas(country.frame)
    made: dict[int, tuple[gpd.GeoDataFrame, Layout]] = {}

    def find(year: int) -> tuple[gpd.GeoDataFrame, Layout]:
        if year not in made:
            day = date(year, 1, 1)
            frame = borders_of(day, country.frame, facts)
            provinces = municipality_provinces(facts, day)
            frame["provcode"] = [provinces.get(code, ("", ""))[0] for code in frame["statcode"]]
            frame["provnaam"] = [provinces.get(code, ("", ""))[1] for code in frame["statcode"]]
            made[year] = frame, layout_of(frame, base, sizes, facts)
        return made[year]

    return find


def test_everybody_has_one_tile_and_no_two_overlap(country: Boundaries, base: Layout) -> None:
    assert sorted(base) == sorted(country.frame["statcode"])
    shapes = tile_frame(country.frame, base).geometry.to_numpy()
    assert shapely.area(shapes) == pytest.approx(TILE_M**2)
    assert shapely.area(shapely.union_all(shapes)) == pytest.approx(len(shapes) * TILE_M**2)


def test_the_country_can_be_recognised(country: Boundaries, base: Layout) -> None:
    """The numbers that docs/tegels.md gives, with some room for another version of GEOS."""
    found = quality(country.frame, base)
    assert found.touching > 0.83
    assert found.beside > 0.52
    assert found.drift < 0.7
    assert found.torn == {}


def test_north_is_up_and_west_is_left(base: Layout) -> None:
    groningen, maastricht, middelburg, enschede = (
        base[code] for code in ("GM0014", "GM0935", "GM0687", "GM0153")
    )
    assert groningen[1] < maastricht[1]
    assert middelburg[0] < enschede[0]


def test_the_same_borders_give_the_same_layout(country: Boundaries, base: Layout) -> None:
    assert base_layout(country.frame) == base


@pytest.mark.parametrize("year", YEARS)
def test_who_was_there_then_stands_where_it_stands_now(year: int, of_year: OfYear, base: Layout) -> None:
    frame, layout = of_year(year)
    assert sorted(layout) == sorted(frame["statcode"])
    assert len(set(layout.values())) == len(layout)
    same = set(layout) & set(base)
    assert len(same) > 250
    assert {code: layout[code] for code in same} == {code: base[code] for code in same}


@pytest.mark.parametrize("year", YEARS)
def test_provinces_of_the_past_are_whole_too(year: int, of_year: OfYear) -> None:
    frame, layout = of_year(year)
    assert quality(frame, layout).torn == {}


def test_a_successor_stands_where_its_largest_predecessor_stood(
    of_year: OfYear, base: Layout, facts: Dataset
) -> None:
    frame, layout = of_year(2018)
    size = areas(frame)
    old: dict[str, list[str]] = {}
    for row in facts.herindelingen:
        if row.oude_code in layout and row.nieuwe_code in set(base) - set(layout):
            old.setdefault(row.nieuwe_code, []).append(row.oude_code)
    assert len(old) > 10
    for code, codes in old.items():
        assert layout[max(codes, key=lambda one: (size[one], one))] == base[code]


def test_a_merger_that_the_base_does_not_know_leaves_a_place_empty(
    of_year: OfYear, country: Boundaries, facts: Dataset
) -> None:
    """As when the dashboard brings 2018 and an administrator adds 2024."""
    older, before = of_year(2018)
    now = layout_of(country.frame, before, areas(older), facts)
    assert len(set(now.values())) == len(now) == len(country.frame)
    assert set(now.values()) < set(before.values())


def test_a_tile_is_drawn_on_the_same_spot_in_every_edition(
    of_year: OfYear,
    country: Boundaries,
    base: Layout,
    facts: Dataset,
) -> None:
    frame, layout = of_year(2019)
    bounds, names = tile_bounds([base, layout]), names_for_tiles(facts)
    now = build_tiles(country.frame, base, bounds, names, year=2024)
    then = build_tiles(frame, layout, bounds, names, year=2019)
    assert (now["width"], now["height"]) == (then["width"], then["height"])
    points = dict(zip(then["regions"]["code"], then["regions"]["point"], strict=True))
    for code, point in zip(now["regions"]["code"], now["regions"]["point"], strict=True):
        assert points.get(code, point) == point
    assert all(re.fullmatch(r"m\d+ \d+(?:[hv]-?125){3}z", path) for path in now["regions"]["path"])
    assert set(now["regions"]["size"]) == {71}
    assert len(set(now["regions"]["short"])) == len(country.frame)


def test_arrows_lead_to_every_tile(country: Boundaries, base: Layout, facts: Dataset) -> None:
    content = build_tiles(country.frame, base, tile_bounds([base]), names_for_tiles(facts), year=2024)
    assert len(reachable(content["regions"]["next"])) == len(country.frame)


def test_short_names_are_short_and_of_one_municipality_only(facts: Dataset) -> None:
    found = names_for_tiles(facts)
    assert len({name.casefold() for name in found.values()}) == len(found)
    assert max(map(len, found.values())) == LONGEST


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("'s-Gravenhage", "Grav"),
        ("De Bilt", "Bilt"),
        ("Bergen (NH.)", "Berg"),
        ("Oss", "Oss"),
        ("Súdwest", "Súdw"),
    ],
)
def test_a_short_name_begins_as_people_say_the_name(name: str, short: str) -> None:
    assert short_names({"GM0001": name}) == {"GM0001": short}


def test_equal_names_get_different_short_names() -> None:
    found = short_names({"GM0001": "Oss", "GM0002": "Oss", "GM0003": "Oss"})
    assert len(set(found.values())) == 3


def test_pieces_touch_with_a_side() -> None:
    assert pieces([(0, 0), (1, 0), (1, 1)]) == 1
    assert pieces([(0, 0), (1, 1)]) == 2
    assert pieces([]) == 0


def test_an_island_is_tied_to_its_own_province(squares: gpd.GeoDataFrame) -> None:
    shapes = squares.geometry.to_numpy()
    points = shapely.get_coordinates(shapely.centroid(shapes))
    borders = shared_borders(shapes)
    tied = with_ferries(borders, points, list(squares["provcode"]))
    assert len(tied.first) == len(borders.first) + 2
    added = {*tied.first[len(borders.first) :].tolist(), *tied.second[len(borders.first) :].tolist()}
    assert 5 in added
    assert set(squares["provcode"].to_numpy()[sorted(added)]) == {"PV01"}


@pytest.mark.parametrize("count", [1, 2])
def test_a_country_of_one_or_two_municipalities_has_tiles_too(squares: gpd.GeoDataFrame, count: int) -> None:
    few = squares.head(count)
    layout = base_layout(few)
    assert len(set(layout.values())) == count
    assert np.isfinite(tile_bounds([layout])).all()


def test_the_files_are_there_for_every_edition_and_division(
    squares: gpd.GeoDataFrame, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Also of municipalities that no table knows: borders stay, with or without facts."""
    regions = dict.fromkeys(squares["statcode"], ("R1", "Samen"))
    editions = [Drawn("2024", 2024, squares, {"corop": regions}), Drawn("2022", 2022, squares.head(3))]
    write_tiles(tmp_path, Dataset.from_tables({}), squares, editions, tmp_path_factory.mktemp("kept"))
    now, then = (json.loads((tmp_path / borders_file(key, TILES)).read_text()) for key in ("2024", "2022"))
    assert now["regions"]["path"][:3] == then["regions"]["path"]
    assert "neighbours" not in now
    outlines = json.loads((tmp_path / division_file("corop", "2024", TILES)).read_text())
    assert outlines["outlines"]["name"] == ["Samen"]
    assert outlines["group"] == [0] * len(squares)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "tegels-2022.json",
        "tegels-2024.json",
        "tegels-corop-2024.json",
    ]
