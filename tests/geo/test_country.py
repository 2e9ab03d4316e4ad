"""The bundled borders of 2024: what the map promises about them."""

import brotli
import numpy as np
import pytest
import shapely

from gka_dash.geo.artefact import boundaries_geojson, build_boundaries, grid_polygon, write_boundaries
from gka_dash.geo.check import check_codes, check_coverage
from gka_dash.geo.neighbours import reachable
from gka_dash.geo.paths import Grid
from gka_dash.geo.simplify import coverage_faults, simplify_coverage

BUDGET_BYTES = 50_000
ISLANDS = {"Texel", "Vlieland", "Terschelling", "Ameland", "Schiermonnikoog"}


@pytest.fixture(scope="module")
def drawn(artefact, parse_path):
    return np.array([grid_polygon(parse_path(path)) for path in artefact["regions"]["path"]])


def place(artefact, name):
    return artefact["regions"]["name"].index(name)


def test_file_and_list_agree(country, municipalities):
    assert country.problems == ()
    assert len(country.frame) == 342
    names = {code: row["gemeente"] for code, row in municipalities.items()}
    assert check_codes(country.frame, names, "grenzen") == []
    assert check_coverage(country.frame, "grenzen") == []
    assert dict(zip(country.frame.statcode, country.frame.statnaam, strict=True)) == names
    assert dict(zip(country.frame.statcode, country.frame.provcode, strict=True)) == {
        code: row["provinciecode"] for code, row in municipalities.items()
    }


def test_regions_are_in_order_and_complete(artefact, municipalities):
    assert artefact["regions"]["code"] == sorted(municipalities)
    assert {len(column) for column in artefact["regions"].values()} == {342}
    assert len(artefact["neighbours"]) == 342
    assert len(artefact["outlines"]["code"]) == 12
    assert set(artefact["regions"]["group"]) == set(range(12))
    assert max(artefact["width"], artefact["height"]) == pytest.approx(4000, abs=10)


def test_simplified_borders_still_match(country):
    simple = simplify_coverage(country.frame.geometry)
    assert coverage_faults(simple) == []
    assert shapely.is_valid(simple).all()
    assert shapely.area(simple).sum() == pytest.approx(country.frame.area.sum(), rel=0.001)


def test_drawn_areas(artefact, drawn, country):
    unit = artefact["metres_per_unit"]
    ratio = shapely.area(drawn) * unit**2 / country.frame.area.to_numpy()
    assert ratio.min() > 0.97
    assert ratio.max() < 1.03
    assert shapely.area(drawn).sum() * unit**2 == pytest.approx(country.frame.area.sum(), rel=0.001)


def test_drawn_regions_lie_where_they_belong(artefact, drawn, country):
    grid = Grid.around(country.frame.total_bounds)
    unit = artefact["metres_per_unit"]
    back = shapely.transform(drawn, lambda c: c * [unit, -unit] + [grid.left, grid.top])
    own = country.frame.geometry.to_numpy()
    overlap = shapely.area(shapely.intersection(back, own)) / shapely.area(shapely.union(back, own))
    assert overlap.min() > 0.95
    assert np.median(overlap) > 0.98


def test_no_overlaps_and_no_new_gaps(drawn, country, artefact):
    """A vertex may touch the far side of a thin strip, but no area is drawn twice or not at all."""
    together = shapely.union_all(drawn)
    assert shapely.area(drawn).sum() - together.area < 1  # square units, of 5.7 million
    original = shapely.union_all(country.frame.geometry.to_numpy())
    assert holes(together) <= holes(original)


def holes(shape):
    return sum(len(part.interiors) for part in shapely.get_parts(shape))


def test_points_lie_inside_and_small_ones_can_be_hit(artefact, drawn):
    points = np.array(artefact["regions"]["point"])
    assert shapely.contains_xy(drawn, points[:, 0], points[:, 1]).all()
    assert min(artefact["regions"]["size"]) >= 15
    room = shapely.distance(shapely.points(points), shapely.boundary(drawn))
    assert room.min() > 5
    assert room[place(artefact, "Rozendaal")] > 10


def test_enclaves_stay(artefact):
    assert artefact["regions"]["path"][place(artefact, "Baarle-Nassau")].count("z") >= 5


def test_neighbours(artefact):
    names = artefact["regions"]["name"]
    found = {names[i]: {names[j] for j in own} for i, own in enumerate(artefact["neighbours"])}
    assert {name for name, own in found.items() if not own} == ISLANDS
    assert found["Urk"] == {"Noordoostpolder"}
    assert {"Arnhem", "Rheden"} <= found["Rozendaal"]
    assert all(one in found[other] for one, own in found.items() for other in own)


def test_every_municipality_is_reached_by_arrows(artefact):
    arrows = artefact["regions"]["next"]
    everyone = set(range(342))
    assert all(reachable(arrows, start) == everyone for start in everyone)


def test_arrows_lead_where_they_point(artefact):
    points = np.array(artefact["regions"]["point"])
    away = total = 0
    for start, ways in enumerate(artefact["regions"]["next"]):
        for axis, end in zip([(0, -1), (1, 0), (0, 1), (-1, 0)], ways, strict=True):
            if end >= 0:
                step = points[end] - points[start]
                total += 1
                away += int(np.dot(step, axis) <= 0)
                assert end != start
    assert total > 1200
    assert away <= total * 0.01


@pytest.mark.parametrize(
    ("start", "way", "end"),
    [
        ("Texel", 0, "Vlieland"),
        ("Vlieland", 2, "Texel"),
        ("Den Helder", 0, "Texel"),
        ("Terneuzen", 3, "Sluis"),
    ],
)
def test_known_arrows(artefact, start, way, end):
    names = artefact["regions"]["name"]
    assert names[artefact["regions"]["next"][place(artefact, start)][way]] == end


def test_outlines_hold_their_regions(artefact, drawn, parse_path):
    group = np.array(artefact["regions"]["group"])
    for number, path in enumerate(artefact["outlines"]["path"]):
        outline = grid_polygon(parse_path(path))
        members = shapely.union_all(drawn[group == number])
        assert shapely.symmetric_difference(outline, members).area < 1
        assert list(map(int, outline.bounds)) == artefact["outlines"]["bounds"][number]
    assert artefact["outlines"]["name"][:3] == ["Groningen", "Fryslân", "Drenthe"]


def test_bytes(artefact, country, tmp_path):
    path = tmp_path / "boundaries-2024.json"
    write_boundaries(artefact, path)
    assert len(brotli.compress(path.read_bytes())) <= BUDGET_BYTES
    again = tmp_path / "again.json"
    write_boundaries(
        build_boundaries(country.frame.sample(frac=1, random_state=1).sort_values("statcode"), year=2024),
        again,
    )
    assert again.read_bytes() == path.read_bytes()


def test_open_data(country):
    content = boundaries_geojson(country.frame)
    shapes = np.array([shapely.geometry.shape(feature["geometry"]) for feature in content["features"]])
    assert len(shapes) == 342
    assert shapely.is_valid(shapes).all()
    assert shapely.total_bounds(shapes) == pytest.approx([3.36, 50.75, 7.23, 53.55], abs=0.05)
    assert content["attribution"].startswith("Gemeentegrenzen: © CBS / Kadaster")
