import json
import sqlite3
import warnings

import geopandas as gpd
import pytest
import shapely

from gka_dash.errors import BoundaryError
from gka_dash.geo.read import COLUMNS, count_problems, expected_counts, normalise_code, read_boundaries

PRETEND_YEAR = 2015  # before 2016 there is no expected number, so six squares are as good as 390


@pytest.fixture
def save(tmp_path):
    """Return a function that writes a frame as GeoPackage, after replacing columns or geometry."""

    def write(frame, *, name="grenzen.gpkg", layer="gemeenten", crs="EPSG:28992", **changes):
        shapes = changes.pop("geometry", None)
        changed = frame.assign(**changes)
        if shapes is not None:
            changed = changed.set_geometry(gpd.GeoSeries(shapes, crs=28992))
        changed = changed.set_crs(None, allow_override=True) if crs is None else changed.to_crs(crs)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # a file without CRS is what is wanted here
            changed.to_file(tmp_path / name, layer=layer, mode="a" if (tmp_path / name).exists() else "w")
        return tmp_path / name

    return write


def texts(problems):
    return [(problem.row, problem.severity, problem.message) for problem in problems]


def test_good_file(squares, save):
    found = read_boundaries(save(squares.iloc[::-1]), year=PRETEND_YEAR)
    assert found.problems == ()
    assert tuple(found.frame.columns) == COLUMNS
    assert found.frame.crs.to_epsg() == 28992
    assert list(found.frame.statcode) == list(squares.statcode)
    assert list(found.frame.provnaam) == list(squares.provnaam)
    assert found.frame.area.tolist() == pytest.approx(squares.area.tolist())


@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:4258", "EPSG:3857"])
def test_other_coordinates_become_rd_new(squares, save, crs):
    found = read_boundaries(save(squares, crs=crs), year=PRETEND_YEAR)
    assert found.problems == ()
    assert found.frame.total_bounds == pytest.approx(squares.total_bounds, abs=1)


def test_geojson(squares, tmp_path):
    path = tmp_path / "grenzen.geojson"
    path.write_text(squares.to_crs(4326).to_json(), encoding="utf-8")
    found = read_boundaries(path, year=PRETEND_YEAR)
    assert found.problems == ()
    assert found.frame.total_bounds == pytest.approx(squares.total_bounds, abs=1)


def test_missing_file(tmp_path):
    with pytest.raises(BoundaryError, match="bestaat niet"):
        read_boundaries(tmp_path / "weg.gpkg", year=2024)


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("leeg.gpkg", b"", "is leeg"),
        ("stuk.gpkg", b"SQLite format 3\x00 and then nothing", "kan niet gelezen worden"),
        ("stuk.geojson", b'{"type": "FeatureCollection", "features": [', "kan niet gelezen worden"),
        ("anders.geojson", b"<html>404</html>", "kan niet gelezen worden"),
        # Other drivers of GDAL would run steps or follow addresses that a file asks for.
        ("stappen.json", b'{"type": "gdal_streamed_alg", "command_line": "gdal vector"}', "kan niet gelezen"),
        ("dienst.xml", b"<OGRWFSDataSource><URL>http://127.0.0.1:9/</URL></OGRWFSDataSource>", "XML"),
        ("tekst.docx", b"niets", "soort die niet gelezen kan worden.*\\.gpkg"),
        ("niemand.geojson", b'{"type": "FeatureCollection", "features": []}', "bevat geen grenzen"),
    ],
)
def test_unusable_file(tmp_path, name, content, message):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(BoundaryError, match=message) as caught:
        read_boundaries(tmp_path / name, year=2024)
    assert name in str(caught.value)


def test_table_without_geometry(tmp_path, squares, save):
    path = save(squares)
    connection = sqlite3.connect(path)
    with connection:
        connection.execute("DROP TABLE gpkg_geometry_columns")
        connection.execute("UPDATE gpkg_contents SET data_type = 'attributes'")
    connection.close()
    with pytest.raises(BoundaryError, match="grenzen"):
        read_boundaries(path, year=2024)


def test_no_code_column(squares, save):
    path = save(squares.rename(columns={"statcode": "nummer"}).assign(nummer=range(6)))
    with pytest.raises(BoundaryError, match=r"geen kolom met gemeentecodes.*nummer, statnaam"):
        read_boundaries(path, year=2024)


def test_no_crs_but_plain_numbers(squares, save):
    found = read_boundaries(save(squares, crs=None), year=PRETEND_YEAR)
    assert found.frame.total_bounds == pytest.approx(squares.total_bounds)
    (note,) = found.notes
    assert "RD New" in note


def test_no_crs_and_numbers_of_elsewhere(squares, save):
    far = squares.geometry.translate(5_000_000, 0)
    with pytest.raises(BoundaryError, match=r"zonder coördinatenstelsel.*niet in Nederland"):
        read_boundaries(save(squares, geometry=far, crs=None), year=PRETEND_YEAR)


def test_two_layers(squares, save):
    path = save(squares, layer="wijken")
    assert len(read_boundaries(path, year=PRETEND_YEAR).frame) == 6
    save(squares.iloc[:2], layer="buurten")
    with pytest.raises(BoundaryError, match="wijken, buurten"):
        read_boundaries(path, year=PRETEND_YEAR)
    save(squares.iloc[:3], layer="gemeente_gegeneraliseerd")
    assert len(read_boundaries(path, year=PRETEND_YEAR).frame) == 3


@pytest.mark.parametrize(
    ("code", "said"), [(None, "geen gemeentecode"), ("", "geen gemeentecode"), ("PV20", "de code “PV20”")]
)
def test_polygon_without_code(squares, save, code, said):
    path = save(squares, statcode=["GM0001", code, "GM0003", "GM0004", "GM0005", "GM0006"])
    found = read_boundaries(path, year=PRETEND_YEAR)
    assert texts(found.problems) == [(2, "fout", f"Vlak 2 (Linksboven) heeft {said} en is weggelaten.")]
    assert len(found.frame) == 5


def test_same_code_and_name_is_one_municipality(squares, save):
    path = save(
        squares,
        statcode=["GM0001", "GM0001", "GM0003", "GM0004", "GM0005", "GM0006"],
        statnaam=["Links", "Links", "Rechtsboven", "Rechtsonder", "Binnenin", "Eiland"],
    )
    found = read_boundaries(path, year=PRETEND_YEAR)
    assert texts(found.problems) == [
        (1, "waarschuwing", "De vlakken 1, 2 hebben dezelfde code (GM0001 Links); ze zijn samengevoegd.")
    ]
    assert len(found.frame) == 5
    assert found.frame.area.iloc[0] == pytest.approx(2 * 10_000**2)


def test_same_code_with_another_name_is_left_out(squares, save):
    path = save(squares, statcode=["GM0001", "GM0001", "GM0003", "GM0004", "GM0005", "GM0006"])
    found = read_boundaries(path, year=PRETEND_YEAR)
    assert texts(found.problems) == [
        (
            2,
            "fout",
            "Vlak 2 (Linksboven) heeft de code GM0001, die al van vlak 1 (Linksonder) is; het is weggelaten.",
        )
    ]
    assert list(found.frame.statnaam)[:2] == ["Linksonder", "Rechtsboven"]


def test_crossed_border_is_repaired(squares, save, square):
    bow = shapely.Polygon([(100_000, 400_000), (110_000, 410_000), (110_000, 400_000), (100_000, 410_000)])
    found = read_boundaries(save(squares, geometry=[bow, *squares.geometry[1:]]), year=PRETEND_YEAR)
    ((row, severity, message),) = texts(found.problems)
    assert (row, severity) == (1, "waarschuwing")
    assert "kruist of raakt; het is hersteld" in message
    assert found.frame.is_valid.all()
    assert found.frame.area.iloc[0] == pytest.approx(square(0, 0).area / 2)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (None, "heeft geen vorm"),
        (shapely.MultiPolygon(), "heeft geen vorm"),
        (shapely.Point(100_000, 400_000), "is geen vlak"),
        (shapely.LineString([(100_000, 400_000), (110_000, 410_000)]), "is geen vlak"),
        (shapely.Polygon([(1e5, 4e5), (1.1e5, 4e5), (1e5, 4e5)]), "is geen vlak"),
        (shapely.box(100_000, 400_000, 110_000, 900_000), "ligt niet in Nederland"),
        (shapely.box(4, 52, 5, 53), "ligt niet in Nederland"),  # degrees under an RD New label
    ],
)
def test_a_shape_that_is_no_area_is_left_out(squares, save, shape, said):
    found = read_boundaries(save(squares, geometry=[*squares.geometry[:5], shape]), year=PRETEND_YEAR)
    assert texts(found.problems) == [(6, "fout", f"Vlak 6 (GM0006 Eiland) {said} en is weggelaten.")]
    assert len(found.frame) == 5


def test_height_is_dropped(squares, save):
    found = read_boundaries(
        save(squares, geometry=shapely.force_3d(squares.geometry, 7.0)), year=PRETEND_YEAR
    )
    assert not found.frame.has_z.any()


def test_nothing_usable(squares, save):
    with pytest.raises(BoundaryError, match=r"geen enkele bruikbare.*Vlak 1"):
        read_boundaries(save(squares, statcode=[None] * 6), year=2024)


def test_wrong_count_is_reported_and_drawn(squares, save):
    found = read_boundaries(save(squares), year=2022)
    assert texts(found.problems) == [
        (None, "waarschuwing", "Er zijn 6 bruikbare gemeenten; in 2022 waren er 345 of 344.")
    ]
    assert len(found.frame) == 6


@pytest.mark.parametrize(
    ("year", "counts"),
    [
        (2015, None),
        (2016, {390}),
        (2017, {388}),
        (2018, {380}),
        (2019, {355}),
        (2020, {355}),
        (2021, {352}),
        (2022, {345, 344}),
        (2023, {342}),
        (2026, {342}),
    ],
)
def test_expected_counts(year, counts):
    assert expected_counts(year) == counts
    for count in counts or ():
        assert count_problems(count, year, "x") == []
        assert len(count_problems(count + 5, year, "x")) == 1


def test_provinces_from_a_list(squares, save):
    path = save(squares.drop(columns=["provcode", "provnaam"]))
    listed = dict.fromkeys(squares.statcode[:5], ("PV09", "Midden"))
    found = read_boundaries(path, year=PRETEND_YEAR, provinces=listed)
    assert list(found.frame.provnaam) == ["Midden"] * 5 + [""]
    ((_, severity, message),) = texts(found.problems)
    assert severity == "waarschuwing"
    assert "1 gemeenten is de provincie niet bekend: GM0006" in message


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (("GM0014", " gm0014 ", "GM14", "0014", "14", 14, 14.0), "GM0014"),
        (("GM0363", "0363", 363), "GM0363"),
        (("", " ", None, "GM", "PV20", "GM00141", "0", 0, -14, 14.5, "BU00140000"), None),
    ],
)
def test_normalise_code(values, code):
    assert {normalise_code(value) for value in values} == {code}


def test_several_faults_at_once_stop_nothing(squares, save):
    path = save(
        squares,
        statcode=[None, "GM0002", "GM0002", "GM0004", "GM0005", "GM0006"],
        geometry=[*squares.geometry[:5], None],
    )
    found = read_boundaries(path, year=PRETEND_YEAR)
    assert [problem.row for problem in found.problems] == [1, 6, 3]
    assert list(found.frame.statcode) == ["GM0002", "GM0004", "GM0005"]


def test_messages_hold_no_code_or_english(squares, save):
    path = save(squares, statcode=[None] * 5 + ["GM0006"])
    for problem in read_boundaries(path, year=2024).problems:
        assert json.dumps(str(problem))
        assert str(problem).endswith(".")
        assert "None" not in str(problem)
        assert "nan" not in str(problem)
