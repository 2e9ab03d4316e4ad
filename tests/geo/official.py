"""The official borders in every shape in which people get them: writers and changes for the tests."""

import json
import warnings
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from tests.geo.topojson import topology

OFFICIAL = Path(__file__).parents[3] / "shared/geo/officieel/gemeenten_2022_cbs.geojson"


def official_file():
    """The official borders of 2022; a test that needs them is skipped where they are not."""
    if not OFFICIAL.is_file():
        pytest.skip(f"the official borders are not on this computer: {OFFICIAL} (they are never committed)")
    return OFFICIAL


def as_gpkg(frame, folder, *, layer="gemeente_gegeneraliseerd", name="grenzen.gpkg"):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # no CRS, or no layer of that name yet
        frame.to_file(folder / name, layer=layer, mode="a" if (folder / name).exists() else "w")
    return folder / name


def as_shapefile(frame, folder, *, prj=True, zipped=True, encoding="utf-8", cpg=True, within="map/"):
    home = folder / "shape"
    home.mkdir()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # names of columns are cut off
        frame.to_file(home / "gemeente_2022.shp", encoding=encoding)
    if not prj:
        (home / "gemeente_2022.prj").unlink()
    if not cpg:
        (home / "gemeente_2022.cpg").unlink()
    if not zipped:
        return home / "gemeente_2022.shp"
    with zipfile.ZipFile(folder / "grenzen.zip", "w") as archive:
        for path in home.iterdir():
            archive.write(path, within + path.name)
        archive.writestr("leesmij.txt", "geen kaart")
    return folder / "grenzen.zip"


def as_geojson(frame, folder, name="grenzen.geojson", **top):
    content = json.loads(frame.to_json(drop_id=True)) | {"crs": None} | top
    content = {key: value for key, value in content.items() if value is not None}
    (folder / name).write_text(json.dumps(content), encoding="utf-8")
    return folder / name


def relabel(frame, real, said):
    """Coordinates of `real` under the label `said`."""
    changed = frame.to_crs(real)
    return changed.set_crs(said, allow_override=True)


def swapped(frame, crs):
    changed = frame.to_crs(crs)
    return changed.set_geometry(
        gpd.GeoSeries(shapely.transform(changed.geometry.to_numpy(), lambda c: c[:, ::-1]), crs=crs)
    )


def full_names(frame):
    """The attributes of the neighbourhood map of CBS."""
    changed = frame.rename(columns={"statcode": "GM_CODE", "statnaam": "GM_NAAM"})
    return changed.drop(columns=["jrstatcode", "rubriek", "id"]).assign(H2O="NEE", JAAR=2022, AANT_INW=1000)


def with_water(frame):
    """Every municipality has its water as a polygon of its own, some of it large and far from the coast."""
    changed = full_names(frame)
    sea = changed.iloc[:40].assign(H2O="JA", geometry=changed.geometry.iloc[:40].translate(0, 3_000))
    return pd.concat([changed, sea], ignore_index=True)


def in_parts(frame):
    """One feature for each island and exclave."""
    return frame.explode(ignore_index=True)


def bow_ties(frame):
    """Rings with a loop of twenty metres that crosses itself."""

    def cross(shape):
        parts = list(shapely.get_parts(shape))
        ring = shapely.get_coordinates(parts[0].exterior)
        loop = ring[5] + np.array([[20, 20], [20, 0], [0, 20], [0, 0]])
        parts[0] = shapely.Polygon(np.concatenate([ring[:6], loop, ring[6:]]), parts[0].interiors)
        return shapely.multipolygons(parts)

    shapes = frame.geometry.to_numpy().copy()
    shapes[10:20] = [cross(shape) for shape in shapes[10:20]]
    assert not shapely.is_valid(shapes).all()
    return frame.set_geometry(gpd.GeoSeries(shapes, crs=frame.crs))


def many_layers(frame, folder):
    provinces = frame.iloc[:12].assign(statcode=[f"PV{n}" for n in range(20, 32)], rubriek="provincie")
    as_gpkg(provinces, folder, layer="provincie_gegeneraliseerd")
    as_gpkg(frame.iloc[:300], folder, layer="gemeente_niet_gegeneraliseerd")
    labels = frame.set_geometry(frame.representative_point())
    as_gpkg(labels, folder, layer="gemeente_labelpoint")
    return as_gpkg(frame, folder)


def as_topojson(frame, folder):
    path = folder / "grenzen.json"
    path.write_text(json.dumps(topology(frame)), encoding="utf-8")
    return path


def with_columns(**changes):
    def change(frame):
        new = {name: value(frame) if callable(value) else value for name, value in changes.items()}
        return gpd.GeoDataFrame(new, geometry=frame.geometry.to_numpy(), crs=frame.crs)

    return change


number = with_columns(
    code=lambda f: [int(code[2:]) for code in f.statcode], naam=lambda f: f.statnaam.tolist()
)
padded = with_columns(
    gemeentecode=lambda f: [f"  {code[2:]} " for code in f.statcode],
    gemeentenaam=lambda f: [name.ljust(50) for name in f.statnaam],
)
floats = with_columns(gemeenteCode=lambda f: [float(code[2:]) for code in f.statcode])
lower = with_columns(
    Gm_Code=lambda f: [code.lower() for code in f.statcode], gemeente=lambda f: f.statnaam.tolist()
)
year_column = with_columns(
    GM2022=lambda f: f.statcode.tolist(),
    code=lambda f: range(1, len(f) + 1),
    naam=lambda f: f.statnaam.tolist(),
)
only_year_code = with_columns(jrstatcode=lambda f: f.jrstatcode.tolist(), naam=lambda f: f.statnaam.tolist())
odd_names = with_columns(regio=lambda f: f.statcode.tolist(), omschrijving=lambda f: f.statnaam.tolist())
long_names = with_columns(
    gemeentecode_volledig=lambda f: f.statcode.tolist(),
    gemeentecode=lambda f: f.statcode.tolist(),
    gemeentenaam=lambda f: f.statnaam.tolist(),
)

# What the file is -> (how it is made, what the importer must say about it, "" for nothing).
