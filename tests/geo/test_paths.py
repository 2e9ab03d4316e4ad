import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gka_dash.geo.paths import Grid, clean_ring, doubled_area, grid_rings, path_string

HUNDRED = Grid(left=0, top=1000, metres_per_unit=100, width=10, height=10)


def ring(*vertices):
    return np.array(vertices, dtype=np.int64)


@pytest.mark.parametrize(
    ("rings", "text"),
    [
        ([ring((12, 30), (16, 25), (22, 27))], "m12 30l4-5 6 2z"),
        ([ring((2, 3), (7, 3), (7, 9), (2, 9))], "m2 3h5v6h-5z"),
        ([ring((-2, -3), (7, 3), (0, 9))], "m-2-3l9 6-7 6z"),
        ([ring((0, 0), (5, 0), (9, 0), (9, 4))], "m0 0h5 4v4z"),
        # The second ring starts from the beginning of the first, where z leaves the pen.
        ([ring((1, 1), (9, 1), (9, 9), (1, 9)), ring((3, 3), (3, 5), (5, 5))], "m1 1h8v8h-8zm2 2v2h2z"),
    ],
)
def test_path_strings(rings, text):
    assert path_string(rings) == text


def test_backwards_turns_every_ring():
    assert path_string([ring((2, 3), (7, 3), (7, 9), (2, 9))], backwards=True) == "m2 9h5v-6h-5z"


def test_square_to_path(square):
    grid = Grid.around((100_000, 400_000, 120_000, 410_000), longest_side=240, margin=20)
    assert (grid.metres_per_unit, grid.width, grid.height) == (100, 240, 140)
    assert path_string(grid_rings(square(0, 0), grid)) == "m120 120v-100h-100v100z"
    assert path_string(grid_rings(square(1, 0), grid)) == "m220 120v-100h-100v100z"


vertices = st.lists(
    st.tuples(st.integers(-3000, 3000), st.integers(-3000, 3000)), min_size=3, max_size=30, unique=True
)


@given(st.lists(vertices, min_size=1, max_size=4), st.booleans())
def test_path_gives_the_same_vertices_back(parse_path, shapes, backwards):
    rings = [ring(*shape) for shape in shapes]
    expected = [[tuple(point) for point in (r[::-1] if backwards else r).tolist()] for r in rings]
    assert parse_path(path_string(rings, backwards=backwards)) == expected


@given(vertices)
def test_path_is_never_longer_than_plain_steps(shape):
    steps = [f"{x} {y}" for x, y in np.diff(ring(*shape), axis=0).tolist()]
    plain = f"m{shape[0][0]} {shape[0][1]}l{' '.join(steps)}z".replace(" -", "-")
    assert len(path_string([ring(*shape)])) <= len(plain)


@given(
    st.lists(
        st.tuples(st.floats(0, 1000, allow_nan=False), st.floats(0, 1000, allow_nan=False)),
        min_size=1,
        max_size=20,
    )
)
def test_a_shared_border_is_the_same_line_for_both(border):
    line = HUNDRED.snap(np.array(border))
    assert np.array_equal(line[::-1], HUNDRED.snap(np.array(border[::-1])))


def test_snap_turns_y_down_and_rounds():
    assert HUNDRED.snap(np.array([[0, 1000], [149, 851], [151, 849]])).tolist() == [[0, 0], [1, 1], [2, 2]]


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ([(0, 0), (0, 0), (4, 0), (4, 4), (4, 4)], [(0, 0), (4, 0), (4, 4)]),
        ([(0, 0), (4, 0), (9, 0), (4, 0), (4, 4)], [(0, 0), (4, 0), (4, 4)]),
        ([(9, 9), (4, 4), (0, 0), (4, 0), (4, 4)], [(0, 0), (4, 0), (4, 4)]),
        ([(4, 4), (0, 0), (4, 0), (4, 4), (9, 9)], [(4, 4), (0, 0), (4, 0)]),
        ([(0, 0), (4, 0), (9, 0), (7, 1), (9, 0), (4, 0), (4, 4)], [(0, 0), (4, 0), (4, 4)]),
        ([(0, 0), (5, 5)], []),
        ([(0, 0), (5, 5), (9, 9)], []),
        ([(3, 3), (3, 3), (3, 3)], []),
    ],
)
def test_clean_ring(dirty, clean):
    assert sorted(map(tuple, clean_ring(ring(*dirty)).tolist())) == sorted(clean)


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), max_size=15))
def test_cleaning_keeps_the_area_and_leaves_nothing_to_clean(points):
    dirty = np.array(points, dtype=np.int64).reshape(-1, 2)
    clean = clean_ring(dirty)
    assert doubled_area(clean) == (doubled_area(dirty) if len(clean) else 0) or not len(clean)
    for a, b, c in zip(
        clean.tolist(), np.roll(clean, -1, 0).tolist(), np.roll(clean, -2, 0).tolist(), strict=True
    ):
        assert a != b
        assert a != c


def test_collapsed_parts_go_but_the_region_stays():
    big, crumb = shapely.box(100, 100, 500, 500), shapely.box(710, 710, 730, 730)
    assert len(grid_rings(shapely.multipolygons([big, crumb]), HUNDRED)) == 1
    holed = shapely.Polygon(big.exterior, [crumb.exterior.coords])
    assert len(grid_rings(holed, HUNDRED)) == 1
    assert path_string(grid_rings(crumb, HUNDRED)) == "m7 2l1 1-1 1-1-1z"


def test_grid_needs_a_size():
    with pytest.raises(ValueError, match="size"):
        Grid.around((5, 5, 5, 5))
    with pytest.raises(ValueError, match="size"):
        Grid.around((float("nan"),) * 4)


@given(st.floats(1_000, 400_000), st.floats(1_000, 400_000))
def test_everything_fits_on_the_grid(wide, high):
    grid = Grid.around((10_000, 300_000, 10_000 + wide, 300_000 + high))
    corners = grid.snap(np.array([[10_000, 300_000 + high], [10_000 + wide, 300_000]]))
    assert corners[0].tolist() == [20, 20]
    assert (corners[1] <= [grid.width - 19, grid.height - 19]).all()
    assert max(grid.width, grid.height) <= 4001
