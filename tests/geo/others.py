"""Borders in the shapes of PDOK, the CBS of several years, ArcGIS and others: writers for the tests."""

import json
import sqlite3
import struct

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from tests.geo.official import as_geojson, as_gpkg, as_shapefile, with_columns
from tests.geo.topojson import topology

OTHER_KINDS = {"provincie": "PV", "arbeidsmarktregio": "AM", "coropgebied": "CR", "landsdeel": "LD"}


def administrative(frame):
    """The attributes of Bestuurlijke gebieden (Kadaster)."""
    return with_columns(
        identificatie=lambda f: f.statcode.tolist(),
        naam=lambda f: f.statnaam.tolist(),
        code=lambda f: [code[2:] for code in f.statcode],
        ligt_in_provincie_code=lambda f: [code[2:] for code in f.provcode],
        ligt_in_provincie_naam=lambda f: f.provnaam.tolist(),
    )(frame)


def administrative_layers(frame, folder):
    own = administrative(frame)
    provinces = own.dissolve("ligt_in_provincie_code", as_index=False)
    provinces = provinces.assign(
        identificatie="PV" + provinces.ligt_in_provincie_code, code=provinces.ligt_in_provincie_code
    ).drop(columns=["ligt_in_provincie_code", "ligt_in_provincie_naam"])
    country = provinces.iloc[:1].assign(identificatie="6030", code="6030", naam="Nederland")
    as_gpkg(country, folder, layer="landgebied")
    as_gpkg(provinces, folder, layer="provinciegebied")
    return as_gpkg(own, folder, layer="gemeentegebied")


def many_kinds(frame, folder):
    """The yearly file of the CBS: each kind of region generalised, not generalised and as points."""
    for kind, prefix in OTHER_KINDS.items():
        regions = frame.iloc[:12].assign(statcode=[f"{prefix}{n:02d}" for n in range(20, 32)], statnaam=kind)
        as_gpkg(regions, folder, layer=f"{kind}_niet_gegeneraliseerd")
        as_gpkg(regions, folder, layer=f"{kind}_gegeneraliseerd")
        as_gpkg(regions.set_geometry(regions.representative_point()), folder, layer=f"{kind}_labelpoint")
    as_gpkg(frame.set_geometry(frame.representative_point()), folder, layer="gemeente_labelpoint")
    as_gpkg(frame, folder, layer="gemeente_niet_gegeneraliseerd")
    return as_gpkg(frame, folder, layer="gemeente_gegeneraliseerd")


def neighbourhood_layers(water, yes, no):
    """The map of neighbourhoods: water and abroad have rows of their own, so that codes occur twice."""

    def make(frame, folder):
        land = frame.rename(columns={"statcode": "gemeentecode", "statnaam": "gemeentenaam"}).assign(
            **{water: no}
        )
        sea = land.iloc[:60].assign(**{water: yes}, geometry=land.geometry.iloc[:60].translate(0, 2_500))
        abroad = land.iloc[:1].assign(**{water: yes}, gemeentecode="GM0998", gemeentenaam="Buitenland")
        numbers = [code[2:] for code in frame.statcode]
        as_gpkg(land.assign(buurtcode=[f"BU{n}0000" for n in numbers]), folder, layer="buurten")
        as_gpkg(land.assign(wijkcode=[f"WK{n}00" for n in numbers]), folder, layer="wijken")
        return as_gpkg(pd.concat([land, sea, abroad], ignore_index=True), folder, layer="gemeenten")

    return make


def curved(frame, folder):
    """A GeoPackage of curved surfaces: every side an arc through its own middle, so straight after all."""
    path = as_gpkg(frame, folder, layer="gemeenten")
    base = sqlite3.connect(path)
    for (trigger,) in base.execute("select name from sqlite_master where type = 'trigger'").fetchall():
        base.execute(f'drop trigger "{trigger}"')
    base.execute("update gpkg_geometry_columns set geometry_type_name = 'MULTISURFACE'")
    head = b"GP\x00\x01" + struct.pack("<i", 28992)
    rows = [(head + _multi_surface(shape), number) for number, shape in enumerate(frame.geometry, start=1)]
    base.executemany("update gemeenten set geom = ? where fid = ?", rows)
    base.commit()
    base.close()
    return path


def _multi_surface(shape):
    parts = [_curve_polygon(part) for part in shapely.get_parts(shape)]
    return struct.pack("<BII", 1, 12, len(parts)) + b"".join(parts)


def _curve_polygon(part):
    rings = [_circular_string(ring) for ring in (part.exterior, *part.interiors)]
    return struct.pack("<BII", 1, 10, len(rings)) + b"".join(rings)


def _circular_string(ring):
    corners = shapely.get_coordinates(ring)
    points = np.empty((2 * len(corners) - 1, 2))
    points[::2], points[1::2] = corners, (corners[:-1] + corners[1:]) / 2
    return struct.pack("<BII", 1, 8, len(points)) + points.astype("<f8").tobytes()


def with_cpg(says, encoding="ISO-8859-1"):
    def make(frame, folder):
        path = as_shapefile(frame, folder, zipped=False, encoding=encoding)
        path.with_suffix(".cpg").write_text(says)
        return path

    return make


def with_crs(name, epsg=28992):
    crs = {"type": "name", "properties": {"name": name}}
    return lambda frame, folder: as_geojson(frame.to_crs(epsg), folder, crs=crs)


def as_topology(grid, epsg=4326, **top):
    def make(frame, folder):
        path = folder / "grenzen.topojson"
        path.write_text(json.dumps(topology(frame.to_crs(epsg), grid=grid) | top), encoding="utf-8")
        return path

    return make


def in_collections(frame, folder):
    """Some features are a collection of their area and a point in it."""
    path = as_geojson(frame.to_crs(4326), folder)
    content = json.loads(path.read_text(encoding="utf-8"))
    for feature in content["features"][:50]:
        point = {"type": "Point", "coordinates": [5.3, 52.1]}
        feature["geometry"] = {"type": "GeometryCollection", "geometries": [feature["geometry"], point]}
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def line_by_line(frame, folder):
    """GeoJSON with one feature on each line, without a collection around them."""
    path = folder / "grenzen.geojsonl"
    features = json.loads(frame.to_crs(4326).to_json())["features"]
    path.write_text("\n".join(map(json.dumps, features)), encoding="utf-8")
    return path


def of_arcgis(frame, folder):
    """What an ArcGIS server answers to f=json."""
    features = [
        {
            "attributes": {"Gemeentecode": code, "Gemeentenaam": name},
            "geometry": {"rings": [shapely.get_coordinates(ring)[::-1].tolist() for ring in _rings(shape)]},
        }
        for code, name, shape in zip(frame.statcode, frame.statnaam, frame.to_crs(4326).geometry, strict=True)
    ]
    fields = [
        {"name": name, "type": "esriFieldTypeString", "length": 60} for name in features[0]["attributes"]
    ]
    head = {"geometryType": "esriGeometryPolygon", "spatialReference": {"wkid": 4326}, "fields": fields}
    (folder / "query.json").write_text(json.dumps({**head, "features": features}), encoding="utf-8")
    return folder / "query.json"


def _rings(shape):
    return [ring for part in shapely.get_parts(shape) for ring in (part.exterior, *part.interiors)]


def empty_besides(frame, folder):
    """A feature without any area besides the real one of the same municipality."""
    nothing = frame.iloc[:1].set_geometry([shapely.MultiPolygon()], crs=frame.crs)
    return as_gpkg(gpd.GeoDataFrame(pd.concat([frame, nothing], ignore_index=True), crs=frame.crs), folder)
