import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gka_dash.geo.neighbours import DOWN, LEFT, NOWHERE, RIGHT, UP, arrow_targets, reachable, shared_borders


def middles(shapes):
    return shapely.get_coordinates(shapely.point_on_surface(np.asarray(shapes)))


def everyone_reaches_everyone(targets):
    return all(reachable(targets, start) == set(range(len(targets))) for start in range(len(targets)))


def test_neighbours_share_a_line_not_a_corner(squares):
    borders = shared_borders(squares.geometry)
    assert borders.lists(6) == [[1, 3], [0, 2], [1, 3], [0, 2, 4], [3], []]
    assert borders.length.tolist() == pytest.approx([10_000, 10_000, 10_000, 10_000, 8_000])


def test_arrows_on_squares(squares):
    targets = arrow_targets(middles(squares.geometry), shared_borders(squares.geometry))
    assert targets[0][UP] == 1
    assert targets[0][RIGHT] == 3
    assert targets[0][DOWN] == NOWHERE
    assert targets[0][LEFT] == NOWHERE
    assert targets[1][RIGHT] == 2
    assert targets[2][DOWN] == 3
    assert targets[2][LEFT] == 1
    assert everyone_reaches_everyone(targets)


def test_arrows_cross_water(square):
    shapes = [square(0, 0), square(1, 0), square(3, 0), square(3, 20)]
    targets = arrow_targets(middles(shapes), shared_borders(shapes))
    assert targets[1][RIGHT] == 2
    assert targets[2][LEFT] == 1
    assert everyone_reaches_everyone(targets)  # also the one that is far out of reach


def test_one_region_and_none(square):
    assert arrow_targets(middles([square(0, 0)]), shared_borders([square(0, 0)])) == [[NOWHERE] * 4]
    assert arrow_targets(np.empty((0, 2)), shared_borders([])) == []


places = st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), min_size=2, max_size=40, unique=True)


@settings(max_examples=60, deadline=None)
@given(places)
def test_every_island_is_reached_from_every_other(points):
    islands = [shapely.box(x, y, x + 0.5, y + 0.5) for x, y in points]
    assert everyone_reaches_everyone(arrow_targets(middles(islands), shared_borders(islands)))


@settings(max_examples=60, deadline=None)
@given(places)
def test_every_region_of_a_closed_map_is_reached(points):
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points)))
    borders = shared_borders(cells)
    assert everyone_reaches_everyone(arrow_targets(middles(cells), borders))
    # Neighbours are mutual and nobody is its own neighbour.
    lists = borders.lists(len(cells))
    assert all(
        region in lists[other] and region != other for region, own in enumerate(lists) for other in own
    )
