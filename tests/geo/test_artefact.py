import json
from itertools import pairwise

import pytest
import shapely

from gka_dash.errors import BoundaryError
from gka_dash.geo.artefact import (
    alternate,
    boundaries_geojson,
    browser_part,
    build_boundaries,
    grid_polygon,
    inner_point,
    write_boundaries,
)
from gka_dash.geo.neighbours import shared_borders


def test_the_six_squares(squares):
    built = build_boundaries(squares, year=2024, attribution="Bron: proef", longest_side=440)
    regions, outlines = built["regions"], built["outlines"]
    assert (built["year"], built["attribution"]) == (2024, "Bron: proef")
    assert (built["width"], built["height"], built["metres_per_unit"]) == (440, 240, 100)
    assert regions["code"] == [f"GM{number:04d}" for number in range(1, 7)]
    assert regions["name"][5] == "Eiland"
    assert regions["group"] == [0, 1, 1, 0, 0, 0]
    assert regions["point"][0] == [70, 170]
    assert regions["size"] == [56, 56, 56, 55, 11, 56]
    assert built["neighbours"] == [[1, 3], [0, 2], [1, 3], [0, 2, 4], [3], []]
    assert regions["next"][0] == [1, 3, -1, -1]
    assert regions["next"][5][3] in (3, 4)  # over the water to the block
    assert outlines["code"] == ["PV01", "PV02"]
    assert outlines["name"] == ["Onder", "Boven"]
    assert outlines["bounds"] == [[20, 120, 420, 220], [20, 20, 220, 120]]
    assert {len(column) for column in regions.values()} == {6}
    assert {len(column) for column in outlines.values()} == {2}


def test_the_browser_gets_all_but_the_neighbours(squares):
    built = build_boundaries(squares, year=2024)
    assert built.keys() - browser_part(built).keys() == {"neighbours"}
    assert all(value is built[key] for key, value in browser_part(built).items())


def test_golden_paths(squares):
    built = build_boundaries(squares, year=2024, longest_side=440)
    # Region 4, with the enclave cut out of it, and the enclave itself run the other way round than the rest.
    assert built["regions"]["path"] == [
        "m120 220v-100h-100v100z",
        "m120 120v-100h-100v100z",
        "m220 120v-100h-100v100z",
        "m120 220v-100h100v100zm60-60h-20v20h20z",
        "m180 180h-20v-20h20z",
        "m420 220v-100h-100v100z",
    ]
    assert built["outlines"]["path"] == [
        "m20 220v-100h100 100v100h-100zm300 0v-100h100v100z",
        "m20 120v-100h100 100v100h-100z",
    ]


def test_regions_tile_the_outlines(squares, parse_path):
    built = build_boundaries(squares, year=2024)
    drawn = [grid_polygon(parse_path(path)) for path in built["regions"]["path"]]
    for group, path in enumerate(built["outlines"]["path"]):
        inside = [s for s, own in zip(drawn, built["regions"]["group"], strict=True) if own == group]
        assert shapely.union_all(inside).equals(grid_polygon(parse_path(path)))
    assert all(shapely.contains_xy(s, *p) for s, p in zip(drawn, built["regions"]["point"], strict=True))


def test_region_without_province(squares):
    built = build_boundaries(squares.assign(provcode=["", *squares.provcode[1:]]), year=2024)
    assert built["regions"]["group"] == [-1, 1, 1, 0, 0, 0]
    assert built["outlines"]["code"] == ["PV01", "PV02"]


def test_overlapping_regions_are_drawn_too(squares, square):
    overlapping = squares.set_geometry([square(0.1, 0.1), *squares.geometry[1:]], crs=28992)
    built = build_boundaries(overlapping, year=2024)
    assert len(built["regions"]["path"]) == 6
    assert all(built["regions"]["path"])


def test_nothing_to_draw(squares):
    with pytest.raises(BoundaryError, match="geen grenzen"):
        build_boundaries(squares.iloc[:0], year=2024)


def test_turning_makes_more_borders_equal(squares):
    borders = shared_borders(squares.geometry)
    turned = alternate(borders, shapely.length(squares.geometry.to_numpy()) * 0)
    equal = [turned[a] != turned[b] for a, b in zip(borders.first, borders.second, strict=True)]
    assert all(equal)  # a ring of four with one inside can be made equal everywhere
    heavy = alternate(borders, shapely.length(squares.geometry.to_numpy()) * 100)
    assert heavy == [False] * 6  # the outlines outweigh


def test_inner_point_is_in_the_largest_part():
    shape = shapely.multipolygons([shapely.box(0, 0, 2, 2), shapely.box(10, 10, 30, 30)])
    assert inner_point(shape) == (20, 20)
    crescent = shapely.Point(0, 0).buffer(100).difference(shapely.Point(20, 0).buffer(90))
    assert shapely.contains_xy(crescent, *inner_point(crescent))


def test_equal_content_gives_equal_bytes(squares, tmp_path):
    for name in ("a.json", "b.json"):
        size = write_boundaries(build_boundaries(squares, year=2024), tmp_path / "deep" / name)
        assert (tmp_path / "deep" / name).stat().st_size == size
    first, second = (tmp_path / "deep" / name for name in ("a.json", "b.json"))
    assert first.read_bytes() == second.read_bytes()
    assert b'"name":["Linksonder"' in first.read_bytes()
    shuffled = build_boundaries(squares, year=2024)
    assert json.loads(first.read_text(encoding="utf-8")) == shuffled


def test_failed_write_leaves_the_old_file(tmp_path):
    target = tmp_path / "x.json"
    write_boundaries({"a": "é"}, target)
    with pytest.raises(ValueError, match="JSON"):
        write_boundaries({"a": float("nan")}, target)
    with pytest.raises(TypeError):
        write_boundaries({"a": object()}, target)
    assert target.read_text(encoding="utf-8") == '{"a":"é"}\n'
    assert [path.name for path in tmp_path.iterdir()] == ["x.json"]


def test_interrupted_replace_leaves_nothing_behind(tmp_path, monkeypatch):
    def broken(*_):
        raise OSError("vol")

    monkeypatch.setattr("gka_dash.geo.artefact.os.replace", broken)
    with pytest.raises(OSError, match="vol"):
        write_boundaries({}, tmp_path / "x.json")
    assert list(tmp_path.iterdir()) == []


def test_geojson(squares):
    content = boundaries_geojson(squares, attribution="Bron: proef")
    assert content["attribution"] == "Bron: proef"
    assert [feature["properties"]["statcode"] for feature in content["features"]] == list(squares.statcode)
    assert content["features"][0]["properties"] == {
        "statcode": "GM0001",
        "statnaam": "Linksonder",
        "provcode": "PV01",
        "provnaam": "Onder",
    }
    for feature in json.loads(json.dumps(content))["features"]:
        assert feature["geometry"]["type"] == "MultiPolygon"
        for shell, *holes in feature["geometry"]["coordinates"]:
            assert turns_left(shell)
            assert not any(turns_left(hole) for hole in holes)
            assert all(x == round(x, 5) and y == round(y, 5) for x, y in shell)
            assert all(4.5 < x < 6 and 51 < y < 52 for x, y in shell)
    assert len(content["features"][3]["geometry"]["coordinates"][0]) == 2


def turns_left(ring):
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) > 0
