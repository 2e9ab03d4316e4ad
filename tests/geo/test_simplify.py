import numpy as np
import pytest
import shapely

from gka_dash.geo.check import check_codes, check_coverage
from gka_dash.geo.simplify import coverage_faults, simplify_coverage


def wavy_pair():
    """Two regions with a wavy common border of 100 steps."""
    border = [(5_000 + 60 * (-1) ** step, 100.0 * step) for step in range(101)]
    left = shapely.Polygon([(0, 0), *border, (0, 10_000)])
    right = shapely.Polygon([(10_000, 0), *border, (10_000, 10_000)])
    return np.array([left, right])


def test_common_border_stays_common_with_fewer_vertices():
    pair = wavy_pair()
    simple = simplify_coverage(pair, 200)
    assert shapely.get_num_coordinates(simple).sum() < shapely.get_num_coordinates(pair).sum() / 2
    assert coverage_faults(simple) == []
    assert shapely.intersection(*simple).area == 0
    assert shapely.union(*simple).area == pytest.approx(10_000**2)


def test_enclave_and_small_island_stay(squares):
    shapes = squares.geometry.to_numpy().copy()
    shapes[5] = shapely.box(140_000, 400_000, 140_050, 400_050)
    simple = simplify_coverage(shapes, 2_000)
    assert not shapely.is_empty(simple).any()
    assert len(shapely.get_parts(simple[3])[0].interiors) == 1
    assert coverage_faults(simple) == []


@pytest.mark.parametrize("tolerance", [0, -1])
def test_no_tolerance_changes_nothing(tolerance):
    assert shapely.equals_exact(simplify_coverage(wavy_pair(), tolerance), wavy_pair()).all()


def test_no_geometries():
    assert len(simplify_coverage([])) == 0


def test_overlap_is_found_and_reported(squares, square):
    assert check_coverage(squares, "g.gpkg") == []
    overlapping = squares.set_geometry([square(0.1, 0), *squares.geometry[1:]], crs=28992)
    assert coverage_faults(overlapping.geometry.to_numpy())
    (problem,) = check_coverage(overlapping, "g.gpkg")
    assert "Linksonder (GM0001)" in problem.message
    assert problem.severity == "waarschuwing"


def test_codes_against_the_list(squares):
    names = dict(zip(squares.statcode, squares.statnaam, strict=True))
    assert check_codes(squares, names, "g.gpkg") == []
    names["GM9999"] = names.pop("GM0006")
    missing, unknown = check_codes(squares, names, "g.gpkg")
    assert "Eiland (GM9999) heeft geen grens" in missing.message
    assert "Eiland (GM0006) staat niet in de lijst" in unknown.message
