"""The official borders of 2022, in every shape in which someone may bring them."""

import json
import zipfile

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from gka_dash.geo.importer import add_boundaries
from gka_dash.geo.installed import installed_boundaries
from gka_dash.geo.simplify import coverage_faults
from gka_dash.model.division import expected_municipalities
from tests.geo.official import (
    OFFICIAL,
    as_geojson,
    as_gpkg,
    as_shapefile,
    as_topojson,
    bow_ties,
    floats,
    full_names,
    in_parts,
    long_names,
    lower,
    many_layers,
    number,
    odd_names,
    official_file,
    only_year_code,
    padded,
    relabel,
    swapped,
    with_water,
    year_column,
)

AMSTERDAM, WEESP = "GM0363", "GM0457"


@pytest.fixture(scope="module")
def official():
    return gpd.read_file(official_file()).to_crs(28992)


@pytest.fixture(scope="module")
def coarse(official):
    """The same borders with a quarter of the vertices: sixty files of them are made and read."""
    return official.set_geometry(shapely.coverage_simplify(official.geometry.to_numpy(), 100), crs=28992)


@pytest.fixture
def bring(tmp_path, dataset, country):
    """Return a function that adds a file of 2022 to an empty folder."""

    def add(path, **options):
        options = {"year": 2022, "folder": tmp_path / "geo", "dataset": dataset, **options}
        return add_boundaries(path, reference=country.frame, **options)

    return add


SHAPES = {
    "the file itself": (lambda f, d: OFFICIAL, ""),
    "geojson in degrees": (lambda f, d: as_geojson(f.to_crs(4326), d), ""),
    "geojson in RD without a label": (lambda f, d: as_geojson(f, d), "RD New"),
    "geojson with an old crs member": (
        lambda f, d: as_geojson(
            f, d, crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
        ),
        "",
    ),
    "geojson in web Mercator without a label": (lambda f, d: as_geojson(f.to_crs(3857), d), "web-Mercator"),
    "geojson with latitude first": (lambda f, d: as_geojson(swapped(f, 4326), d), "verwisseld"),
    "geojson with a byte order mark and another name": (
        lambda f, d: with_mark(as_geojson(f.to_crs(4326), d, "grenzen.json")),
        "",
    ),
    "topojson in degrees": (lambda f, d: as_topojson(f.to_crs(4326), d), ""),
    "topojson in RD": (lambda f, d: as_topojson(f, d), "RD New"),
    "gpkg in RD": (lambda f, d: as_gpkg(f, d), ""),
    "gpkg in web Mercator": (lambda f, d: as_gpkg(f.to_crs(3857), d), ""),
    "gpkg in ETRS89": (lambda f, d: as_gpkg(f.to_crs(4258), d), ""),
    "gpkg in ETRS89 with latitude first": (lambda f, d: as_gpkg(swapped(f, 4258), d), "verwisseld"),
    "gpkg in UTM": (lambda f, d: as_gpkg(f.to_crs(25831), d), ""),
    "gpkg that says degrees and holds RD": (lambda f, d: as_gpkg(relabel(f, 28992, 4326), d), "RD New"),
    "gpkg that says RD and holds degrees": (lambda f, d: as_gpkg(relabel(f, 4326, 28992), d), "graden"),
    "gpkg that says RD and holds Mercator": (
        lambda f, d: as_gpkg(relabel(f, 3857, 28992), d),
        "web-Mercator",
    ),
    "gpkg with x and y changed": (lambda f, d: as_gpkg(swapped(f, 28992), d), "verwisseld"),
    "gpkg without a label": (lambda f, d: as_gpkg(f.set_crs(None, allow_override=True), d), "RD New"),
    "gpkg with several layers": (many_layers, ""),
    "gpkg with the layer name of 2016": (
        lambda f, d: as_gpkg(f, d, layer="cbs_gemeente_2022_gegeneraliseerd"),
        "",
    ),
    "gpkg with another ending": (lambda f, d: as_gpkg(f, d).rename(d / "grenzen.sqlite"), ""),
    "zipped gpkg": (lambda f, d: in_zip(as_gpkg(f, d)), ""),
    "shapefile": (lambda f, d: as_shapefile(f, d, zipped=False), ""),
    "zipped shapefile": (lambda f, d: as_shapefile(f, d), ""),
    "zipped shapefile without prj": (lambda f, d: as_shapefile(f, d, prj=False), "RD New"),
    "zipped shapefile in degrees without prj": (
        lambda f, d: as_shapefile(f.to_crs(4326), d, prj=False),
        "graden",
    ),
    "shapefile with long names of columns": (lambda f, d: as_shapefile(long_names(f), d), ""),
    "shapefile in cp1252": (lambda f, d: as_shapefile(f, d, encoding="cp1252", cpg=False), ""),
    "shapefile in cp1252 that says so": (lambda f, d: as_shapefile(f, d, encoding="cp1252"), ""),
    "shapefile in utf-8 that does not say so": (lambda f, d: as_shapefile(f, d, cpg=False), ""),
    "shapefile without index": (lambda f, d: without_index(as_shapefile(f, d, zipped=False)), ""),
    "folder with a shapefile": (lambda f, d: as_shapefile(f, d, zipped=False).parent, ""),
    "names of the neighbourhood map": (lambda f, d: as_shapefile(full_names(f), d), ""),
    "with water": (lambda f, d: as_gpkg(with_water(f), d), "40 vlakken zijn volgens de kolom H2O water"),
    "in parts": (lambda f, d: as_gpkg(in_parts(f), d), ""),
    "every feature twice": (lambda f, d: as_gpkg(pd.concat([f, f], ignore_index=True), d), ""),
    "with height": (lambda f, d: as_gpkg(f.set_geometry(shapely.force_3d(f.geometry, 3.5)), d), ""),
    "with an extra feature without shape": (
        lambda f, d: as_gpkg(pd.concat([f, f.iloc[:1].assign(geometry=None)], ignore_index=True), d),
        "",
    ),
    "rings that cross themselves": (lambda f, d: as_gpkg(bow_ties(f), d), ""),
    "codes as numbers": (lambda f, d: as_gpkg(number(f), d), ""),
    "codes with blanks": (lambda f, d: as_shapefile(padded(f), d), ""),
    "codes with a decimal point and no names": (lambda f, d: as_gpkg(floats(f), d), "geen namen"),
    "codes in small letters": (lambda f, d: as_gpkg(lower(f), d), ""),
    "codes under the name of the year": (lambda f, d: as_gpkg(year_column(f), d), ""),
    "codes with the year in front": (lambda f, d: as_gpkg(only_year_code(f), d), ""),
    "codes and names under odd names": (lambda f, d: as_gpkg(odd_names(f), d), ""),
    "several years": (
        lambda f, d: as_geojson(several_years(f).to_crs(4326), d),
        "alleen de vlakken van 2022",
    ),
    "a column with years that mean something else": (
        lambda f, d: as_gpkg(f.drop(columns="jrstatcode").assign(jaar=range(1900, 1900 + len(f))), d),
        "",
    ),
    "a few other names": (
        lambda f, d: as_gpkg(
            f.assign(statnaam=f.statnaam.replace({"Nuenen, Gerwen en Nederwetten": "Nuenen"})), d
        ),
        "",
    ),
    "several kinds of region": (lambda f, d: as_gpkg(several_kinds(f), d), "geen gemeente"),
}


def with_mark(path):
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    return path


def in_zip(path):
    with zipfile.ZipFile(path.with_suffix(".zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(path, path.name)
    return path.with_suffix(".zip")


def without_index(path):
    path.with_suffix(".shx").unlink()
    return path


def several_years(frame):
    older = frame.iloc[:340].assign(jrstatcode=[f"2021{code}" for code in frame.statcode[:340]])
    return pd.concat([older, frame], ignore_index=True)


def several_kinds(frame):
    regions = frame.iloc[:12].assign(statcode=[f"PV{n}" for n in range(20, 32)], rubriek="provincie")
    return pd.concat([frame, regions], ignore_index=True)


@pytest.mark.parametrize(("make", "said"), SHAPES.values(), ids=SHAPES)
def test_every_shape_of_the_file_gives_the_same_borders(
    coarse, official, bring, tmp_path, dataset, make, said
):
    before = [path.name for path in tmp_path.rglob("*")]
    assert before == []
    path = make(coarse, tmp_path)
    given = {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    imported = bring(path)
    assert imported.reasons == ()
    assert [borders.path.name for borders in imported.written] == [
        "gemeenten_2022.gpkg",
        "gemeenten_2022_0324.gpkg",
    ]
    assert bool(said) == any(said and said in note for note in imported.notes)
    # The file that was given, and what lies next to it, is as it was.
    assert given == {file.name: file.read_bytes() for file in path.parent.iterdir() if file.is_file()}
    kept = gpd.read_file(imported.written[0].path)
    expected = expected_municipalities(dataset, imported.written[0].valid_from)
    assert dict(zip(kept.statcode, kept.statnaam, strict=True)) == expected
    assert kept.crs.to_epsg() == 28992
    assert kept.is_valid.all()
    assert not kept.has_z.any()
    own, real = kept.geometry.to_numpy(), official.sort_values("statcode").geometry.to_numpy()
    overlap = shapely.area(shapely.intersection(own, real)) / shapely.area(shapely.union(own, real))
    assert overlap.min() > 0.96
    assert (kept.provcode != "").all()


def test_the_middle_of_the_year(official, bring, tmp_path):
    first, second = bring(OFFICIAL).written
    assert (first.count, second.count) == (345, 344)
    assert (first.valid_from.isoformat(), first.valid_to.isoformat()) == ("2022-01-01", "2022-03-23")
    assert (second.valid_from.isoformat(), second.valid_to.isoformat()) == ("2022-03-24", "2022-12-31")
    before, after = (gpd.read_file(borders.path).set_index("statcode") for borders in (first, second))
    assert set(before.index) - set(after.index) == {WEESP}
    joined = shapely.union(before.geometry[AMSTERDAM], before.geometry[WEESP])
    assert after.geometry[AMSTERDAM].symmetric_difference(joined).area < 1
    assert coverage_faults(after.geometry.to_numpy()) == []
    found, faults = installed_boundaries([tmp_path / "geo"])
    assert (found, faults) == ([first, second], [])


def test_the_official_file_as_it_is_loses_nothing(official, bring):
    borders = bring(OFFICIAL).written[0]
    kept = gpd.read_file(borders.path)
    assert shapely.get_num_coordinates(kept.geometry.to_numpy()).sum() == 41_434
    facts = json.loads(borders.path.with_suffix(".json").read_text(encoding="utf-8"))
    assert facts["vertices"] == {"source": 41_434, "kept": 41_434}
    assert facts["source"]["name"] == "gemeenten_2022_cbs.geojson"
    assert len(facts["source"]["sha256"]) == 64
    assert facts["problems"] == []
    assert borders.path.stat().st_size < 2_000_000


def drop(*codes):
    return lambda f: f[~f.statcode.isin(codes)]


def shift(code, east):
    def change(frame):
        shapes = frame.geometry.copy()
        shapes[frame.statcode == code] = shapes[frame.statcode == code].translate(east, 0)
        return frame.set_geometry(shapes)

    return change


def exchange(one, other):
    def change(frame):
        return frame.assign(statcode=frame.statcode.replace({one: other, other: one}))

    return change


def shuffled(frame):
    return frame.assign(statcode=np.roll(frame.statcode, 1), jrstatcode="")


def hole(frame):
    """A square of 6 by 6 kilometres in the south of Apeldoorn belongs to nobody."""
    place = (
        frame[frame.statcode == "GM0200"].geometry.iloc[0].representative_point().buffer(3_000, cap_style=3)
    )
    return frame.set_geometry(frame.geometry.difference(place))


REFUSED = {
    "a municipality is missing": (drop("GM0363"), r"GM0363 Amsterdam ontbreekt"),
    "several are missing": (drop("GM0014", "GM0034"), r"GM0034 Almere ontbreekt"),
    "a code nobody knows": (
        lambda f: f.assign(statcode=f.statcode.replace("GM0363", "GM7777")),
        r"GM7777 Amsterdam hoort er niet bij",
    ),
    "two codes exchanged": (exchange("GM0014", "GM0363"), r"GM0014 .*ligt niet op de plek"),
    "all codes on the wrong row": (shuffled, r"hoort de naam niet bij de code"),
    "one moved over its neighbour": (shift("GM0200", 2_000), r"GM0200 Apeldoorn .*overlappen elkaar"),
    "a hole": (hole, r"GM0200 Apeldoorn hoort \d+,\d km² land"),
    "a second place with the same code": (
        lambda f: pd.concat([f, f.iloc[:1].assign(statnaam="Verweggistan")], ignore_index=True),
        r"Een stuk met de code GM0014 is weggelaten",
    ),
    "a piece in another country": (
        lambda f: pd.concat(
            [f, f.iloc[:1].assign(geometry=f.geometry.iloc[:1].translate(900_000, 0))], ignore_index=True
        ),
        r"Een stuk met de code GM0014 is weggelaten",
    ),
    "no shape": (
        lambda f: f.set_geometry([None, *f.geometry.iloc[1:]], crs=f.crs),
        r"GM0014 Groningen ontbreekt",
    ),
}


@pytest.mark.parametrize(("change", "said"), REFUSED.values(), ids=REFUSED)
def test_borders_that_cannot_be_trusted_leave_nothing_behind(coarse, bring, tmp_path, change, said):
    path = as_gpkg(change(coarse), tmp_path)
    imported = bring(path)
    assert not imported.trusted
    texts = [problem.message for problem in imported.reasons]
    assert any(pd.Series(texts).str.contains(said)), texts
    assert not (tmp_path / "geo").exists()


def test_a_file_of_another_year_says_which(official, bring):
    imported = bring(OFFICIAL, year=2021)
    texts = " ".join(str(problem) for problem in imported.reasons)
    assert not imported.trusted
    assert "zegt zelf dat het van 2022 is, niet van 2021" in texts
    assert "Er zijn 345 gemeenten; op 1 januari 2021 waren het er 352" in texts
    assert "probeer --year 2022" in texts
    assert "GM0756 Boxmeer ontbreekt" in texts
    assert "GM1982 Land van Cuijk hoort er niet bij" in texts


def test_refused_borders_leave_the_old_ones(coarse, bring, tmp_path):
    bring(OFFICIAL)
    old = {path.name: path.read_bytes() for path in (tmp_path / "geo").iterdir()}
    assert not bring(as_gpkg(drop("GM0363")(coarse), tmp_path)).trusted
    assert {path.name: path.read_bytes() for path in (tmp_path / "geo").iterdir()} == old


def test_equal_files_give_equal_bytes(official, bring, tmp_path):
    bring(OFFICIAL)
    first = {path.name: path.read_bytes() for path in (tmp_path / "geo").iterdir()}
    bring(OFFICIAL)
    assert {path.name: path.read_bytes() for path in (tmp_path / "geo").iterdir()} == first
    assert sorted(first) == [
        "gemeenten_2022.gpkg",
        "gemeenten_2022.json",
        "gemeenten_2022_0324.gpkg",
        "gemeenten_2022_0324.json",
    ]
