"""Files that others may bring, in their own shapes and of any year, made from the borders of 2024."""

from datetime import date

import geopandas as gpd
import pytest
import shapely

from gka_dash.errors import BoundaryError
from gka_dash.geo.importer import add_boundaries
from gka_dash.model.division import expected_municipalities
from tests.geo.official import as_geojson, as_gpkg, with_columns
from tests.geo.older import borders_of
from tests.geo.others import (
    administrative,
    administrative_layers,
    as_topology,
    curved,
    empty_besides,
    in_collections,
    line_by_line,
    many_kinds,
    neighbourhood_layers,
    of_arcgis,
    with_cpg,
    with_crs,
)

RD = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::28992"}}
whole_numbers = with_columns(
    OBJECTID=lambda f: range(1, len(f) + 1),
    GM_CODE=lambda f: [int(code[2:]) for code in f.statcode],
    GM_NAAM=lambda f: f.statnaam.tolist(),
)
short_texts = with_columns(
    GEM_CODE=lambda f: [str(int(code[2:])) for code in f.statcode],
    GEM_NAAM=lambda f: [name + " (gemeente)" * (name == "Utrecht") for name in f.statnaam],
)

# What the file is -> (year, how it is made, what the importer must say about it, "" for nothing).
SHAPES = {
    "CBS, every kind of region": (2024, many_kinds, ""),
    "Kadaster, three layers": (2024, administrative_layers, ""),
    "Kadaster, GeoJSON": (2024, lambda f, d: as_geojson(administrative(f).to_crs(4326), d), ""),
    "neighbourhoods with water": (2024, neighbourhood_layers("water", "JA", "NEE"), "61 vlakken"),
    "neighbourhoods with H2O": (2021, neighbourhood_layers("H2O", "JA", "NEE"), "61 vlakken"),
    "neighbourhoods with abroad": (2024, neighbourhood_layers("water", "B", "NEE"), "61 vlakken"),
    "codes as whole numbers": (2016, lambda f, d: as_gpkg(whole_numbers(f), d, layer="gem_2016"), ""),
    "codes as short texts": (2016, lambda f, d: as_gpkg(short_texts(f), d, layer="Gem"), ""),
    "with height": (2019, lambda f, d: as_gpkg(f.set_geometry(shapely.force_3d(f.geometry, 1.5)), d), ""),
    "curved": (2019, curved, ""),
    "an empty shape besides": (2019, empty_besides, ""),
    "collections": (2019, in_collections, ""),
    "cpg ISO-8859-1": (2019, with_cpg("ISO-8859-1"), ""),
    "cpg LATIN1": (2019, with_cpg("LATIN1"), ""),
    "cpg ISO 88591": (2019, with_cpg("ISO 88591"), ""),
    "cpg 1252": (2019, with_cpg("1252", "cp1252"), ""),
    "cpg that nobody knows": (2019, with_cpg("wat dan ook"), ""),
    "cpg that is wrong": (2019, with_cpg("UTF-8"), ""),
    "cpg that is empty": (2019, with_cpg(""), ""),
    "crs EPSG::28992": (2019, with_crs("urn:ogc:def:crs:EPSG::28992"), ""),
    "crs EPSG:28992": (2019, with_crs("EPSG:28992"), ""),
    "crs as an address": (2019, with_crs("http://www.opengis.net/def/crs/EPSG/0/28992"), ""),
    "crs with height": (2019, with_crs("urn:ogc:def:crs:EPSG::7415"), ""),
    "crs CRS84": (2019, with_crs("urn:ogc:def:crs:OGC:1.3:CRS84", 4326), ""),
    "crs that nobody knows": (2019, with_crs("urn:ogc:def:crs:EPSG::99999"), "RD New"),
    "RD without crs": (2019, lambda f, d: as_geojson(f, d), "RD New"),
    "TopoJSON": (2019, as_topology(1_000_000), "graden"),
    "TopoJSON, coarse": (2019, as_topology(10_000), "graden"),
    "TopoJSON in RD that says so": (2019, as_topology(1_000_000, 28992, crs=RD), ""),
    "line by line": (2019, line_by_line, ""),
    "ArcGIS": (2019, of_arcgis, ""),
}


@pytest.fixture(scope="module")
def borders(country, dataset):
    """A function that gives the borders of a year, with few vertices; each year is made once."""
    made = {}
    provinces = country.frame.set_index("statcode")[["provcode", "provnaam"]]

    def of(year):
        if year not in made:
            frame = borders_of(date(year, 1, 1), country.frame, dataset)
            shapes = shapely.coverage_simplify(frame.geometry.to_numpy(), 300)
            frame = frame.join(provinces, on="statcode") if year == 2024 else frame
            made[year] = frame.set_geometry(shapes, crs=28992)
        return made[year]

    return of


@pytest.fixture
def bring(tmp_path, dataset, country):
    def add(path, year):
        return add_boundaries(
            path, year=year, folder=tmp_path / "geo", dataset=dataset, reference=country.frame
        )

    return add


def kept(imported):
    return gpd.read_file(imported.written[0].path)


@pytest.mark.parametrize(("year", "make", "said"), SHAPES.values(), ids=SHAPES)
def test_every_shape_gives_the_borders_of_its_year(borders, bring, tmp_path, dataset, year, make, said):
    frame = borders(year)
    imported = bring(make(frame, tmp_path), year)
    assert imported.reasons == ()
    found = kept(imported)
    assert dict(zip(found.statcode, found.statnaam, strict=True)) == expected_municipalities(
        dataset, date(year, 1, 1)
    )
    own, real = found.geometry.to_numpy(), frame.sort_values("statcode").geometry.to_numpy()
    overlap = shapely.area(shapely.intersection(own, real)) / shapely.area(shapely.union(own, real))
    assert overlap.min() > 0.95
    assert (found.provcode != "").all()
    told = [note for note in imported.notes if "aangenomen" in note or "vlakken" in note]
    assert len(told) == bool(said), told
    assert all(said in note for note in told)


@pytest.mark.parametrize("year", range(2016, 2027))
def test_every_year_can_be_brought_and_another_one_is_refused(borders, bring, tmp_path, dataset, year):
    path = as_gpkg(
        borders(year).assign(jrstatcode=[f"{year}{code}" for code in borders(year).statcode]), tmp_path
    )
    imported = bring(path, year)
    assert imported.reasons == ()
    assert len(kept(imported)) == len(expected_municipalities(dataset, date(year, 1, 1)))
    other = bring(path, year + 1)
    assert not other.trusted
    assert any(f"zegt zelf dat het van {year} is" in problem.message for problem in other.reasons)


def write(name, content):
    def make(_, folder):
        (folder / name).write_text(content, encoding="utf-8")
        return folder / name

    return make


UNUSABLE = {
    "GML": (write("a.gml", '<?xml version="1.0"?><gml:x xmlns:gml="y"/>'), "als GeoPackage of GeoJSON"),
    "a list of codes": (write("a.csv", "statcode;statnaam\nGM0003;Appingedam\n"), "Gebruik een van deze"),
    "JSON without borders": (write("a.json", "{}"), "kan niet gelezen worden"),
    "no codes": (lambda f, d: as_gpkg(f.drop(columns="statcode"), d), "geen kolom met gemeentecodes"),
    "only lines": (lambda f, d: as_gpkg(f.set_geometry(f.boundary), d), "geen kaartlaag met grenzen"),
}


@pytest.mark.parametrize(("make", "said"), UNUSABLE.values(), ids=UNUSABLE)
def test_what_cannot_be_used_is_said_in_dutch(borders, bring, tmp_path, make, said):
    with pytest.raises(BoundaryError, match=said):
        bring(make(borders(2019), tmp_path), 2019)
