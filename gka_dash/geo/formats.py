"""What kind of file it is and which layer of it holds the municipalities.

The bytes decide, not the name, and GDAL is told which of its drivers to use: some of the others would follow
addresses or run steps that a hostile file asks for.
"""

from __future__ import annotations

import re
import shutil
import warnings
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd
import pyogrio

from gka_dash.errors import BoundaryError
from gka_dash.geo.archive import unpack
from gka_dash.geo.columns import find_code_column, normalise_code

KINDS = ("GeoPackage (.gpkg)", "GeoJSON (.geojson, .json)", "TopoJSON", "Shapefile (.shp of .zip)")
_JSON = (
    ("TopoJSON", r'"type"\s*:\s*"Topology"'),
    ("ESRIJSON", r'"geometryType"\s*:\s*"esriGeometry'),
    ("GeoJSONSeq", r'(?s)^(?!.*"(?:FeatureCollection|features)").*"type"\s*:\s*"Feature"'),
)
"""Kinds of JSON by what stands in their beginning; ArcGIS and some tools do not write GeoJSON as such."""
_SHAPEFILE = (".shx", ".dbf", ".prj", ".cpg")
_HEAD = 65_536
_MOST_LAYERS = 200
_NOT_BORDERS = re.compile(r"label|punt|point|lijn|line", re.IGNORECASE)
_NO_NAME = 4
"""Rank of a layer whose name does not speak of municipalities."""
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True)
class Layer:
    """One layer with polygons: `source` as GDAL wants it, `file` for messages, and the geometry it
    promises."""

    source: str
    file: str
    name: str
    kind: str
    encoding: str | None = None

    @property
    def title(self) -> str:
        """What a user would call it: a Shapefile by its file, another layer by its own name."""
        return self.file if self.kind == "ESRI Shapefile" else self.name


def layers_of(file: Path, workshop: Path) -> list[Layer]:
    """Return the layers of a file that can hold polygons; `workshop` is an empty folder for unpacked files.

    Raises BoundaryError when the file is of no known kind, broken, or has no such layer.
    """
    if file.is_dir():
        parts = sorted(path for path in file.iterdir() if path.suffix.lower() == ".shp")
        if not parts:
            raise BoundaryError(
                f"In de map {file.name} staat geen Shapefile (.shp). Geef een kaartbestand op."
            )
    else:
        parts = unpack(file, workshop) if _kind_of(file) == "zip" else [file]
    found = [layer for part in parts for layer in _layers(part, workshop)]
    borders = [layer for layer in found if not _NOT_BORDERS.search(layer.name)] or found
    if not borders:
        raise BoundaryError(
            f"Het bestand {file.name} bevat geen kaartlaag met grenzen. Kies een ander bestand."
        )
    return borders


def choose_layer(
    layers: list[Layer], *, file: str, year: int, wanted: str | None = None, expected: Collection[str] = ()
) -> Layer:
    """Return the layer with municipalities: the wanted one, else by its name, else by the codes in it.

    Raises BoundaryError with the names of the layers when the choice is not plain.
    """
    if wanted is not None:
        for layer in layers:
            if wanted.casefold() in (layer.name.casefold(), layer.title.casefold()):
                return layer
        raise BoundaryError(f"{file} heeft geen kaartlaag {wanted}. Er is: {_names(layers)}.")
    if len(layers) == 1:
        return layers[0]
    ranked = sorted(layers, key=lambda layer: _rank(layer, year))
    if _rank(ranked[0], year)[0] < _NO_NAME and _rank(ranked[0], year) != _rank(ranked[1], year):
        return ranked[0]
    hits = [(_hits(layer, expected), layer) for layer in ranked[:_MOST_LAYERS]]
    most = max(count for count, _ in hits)
    # Without a list every layer with codes could be the one: wijken and buurten have the code of their
    # gemeente.
    best = [layer for count, layer in hits if (count == most if expected else count)]
    if most == 0 or (len(best) > 1 and _rank(best[0], year) == _rank(best[1], year)):
        raise BoundaryError(
            f"Het bestand {file} heeft deze kaartlagen: {_names(layers)}. "
            "Welke de gemeenten bevat, is niet duidelijk: geef de naam op met --layer."
        )
    return best[0]


def read_layer(layer: Layer) -> gpd.GeoDataFrame:
    """Read one layer with all its columns. Raises BoundaryError when it cannot be read."""
    for encoding in (layer.encoding, "cp1252") if layer.kind == "ESRI Shapefile" else (None,):
        try:
            with _quiet():
                raw = pyogrio.read_dataframe(layer.source, layer=layer.name, encoding=encoding)
        except UnicodeDecodeError:
            continue
        except Exception as error:  # GDAL and its drivers raise many kinds; each means the same to the user
            raise BoundaryError(_broken(layer.file)) from error
        if not isinstance(raw, gpd.GeoDataFrame):
            raise BoundaryError(f"Het bestand {layer.file} bevat wel gegevens, maar geen grenzen.")
        return raw
    raise BoundaryError(_broken(layer.file))


def _kind_of(file: Path) -> str:
    """Return zip, or the name of the GDAL driver. Raises BoundaryError for anything else."""
    with file.open("rb") as stream:
        head = stream.read(_HEAD)
    if head.startswith(b"SQLite format 3\x00"):
        return "GPKG"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if head.startswith(b"\x00\x00\x27\x0a"):
        return "ESRI Shapefile"
    text = head.decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return next((kind for kind, sign in _JSON if re.search(sign, text)), "GeoJSON")
    if text.startswith("<"):
        raise BoundaryError(
            f"Het bestand {file.name} kan niet gelezen worden: het is een webpagina, GML of andere "
            "XML. Haal het opnieuw op, als GeoPackage of GeoJSON."
        )
    known = file.suffix.lower() in (".gpkg", ".geojson", ".json", ".topojson", ".shp", ".zip")
    raise BoundaryError(
        _broken(file.name)
        if known
        else f"Het bestand {file.name} heeft een soort die niet gelezen kan worden. Gebruik een van deze: "
        f"{', '.join(KINDS)}."
    )


def _layers(part: Path, workshop: Path) -> list[Layer]:
    kind = _kind_of(part)
    encoding = None
    source = str(part)
    if kind == "zip":
        raise BoundaryError(f"{part.name} is zelf weer een zip. Pak het uit en geef het kaartbestand op.")
    if kind == "ESRI Shapefile":
        part = _complete_shapefile(part, workshop)
        source, encoding = str(part), _encoding(part)
    elif kind in ("GeoJSON", *(name for name, _ in _JSON)):
        source = f"{kind}:{part}"
    try:
        if kind == "ESRI Shapefile":
            pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": "YES"})
        with _quiet():
            found = pyogrio.list_layers(source)
    except Exception as error:  # see read_layer
        raise BoundaryError(_broken(part.name)) from error
    finally:
        pyogrio.set_gdal_config_options({"SHAPE_RESTORE_SHX": None})
    if len(found) and all(geometry is None for _, geometry in found):
        raise BoundaryError(f"Het bestand {part.name} bevat wel gegevens, maar geen grenzen.")
    return [
        Layer(source, part.name, str(name), kind, encoding)
        for name, geometry in found
        if _may_hold_areas(geometry)
    ]


def _may_hold_areas(geometry: Any) -> bool:
    """GDAL says "Unknown" for a mix and for an empty layer; only what is surely no area is left out."""
    return geometry is not None and not re.search(r"Point|LineString|Curve$", str(geometry))


def _complete_shapefile(part: Path, workshop: Path) -> Path:
    """Return a Shapefile that GDAL can open: without an index it is copied, so that GDAL may make one
    there."""
    beside = {path.suffix.lower(): path for path in part.parent.iterdir() if path.stem == part.stem}
    if ".dbf" not in beside:
        raise BoundaryError(
            f"Bij {part.name} ontbreekt {part.stem}.dbf, het deel van de Shapefile met de codes en namen. "
            "Zet alle delen in dezelfde map of geef de hele zip op."
        )
    if ".shx" in beside or part.parent == workshop:
        return part
    for suffix in (".shp", *_SHAPEFILE):
        if suffix in beside:
            shutil.copyfile(beside[suffix], workshop / f"{part.stem}{suffix}")
    return workshop / f"{part.stem}.shp"


def _encoding(part: Path) -> str | None:
    """Return the encoding of the texts when no .cpg file tells: UTF-8 if they fit it, else a Western page."""
    beside = {path.suffix.lower(): path for path in part.parent.iterdir() if path.stem == part.stem}
    if ".cpg" in beside:
        return None
    try:
        table = beside[".dbf"].read_bytes()
        table[int.from_bytes(table[8:10], "little") :].decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _rank(layer: Layer, year: int) -> tuple[int, int]:
    """Return how likely a layer holds the municipalities of a year by its name; lower is better."""
    title = layer.title.casefold()
    years = {int(found) for found in _YEAR.findall(title)}
    other_year = int(bool(years) and year not in years)
    if not re.match(r"(.*[_\W\d])?gem(eente|[_\W\d]|$)", title):
        return _NO_NAME, other_year
    if "niet" in title:
        return 3, other_year
    return (0 if "gegeneraliseerd" in title else 1 if "gemeenten" in title else 2), other_year


def _hits(layer: Layer, expected: Collection[str]) -> int:
    """Return how many different codes of the list (or codes at all) a layer holds."""
    try:
        with _quiet():
            table = pyogrio.read_dataframe(
                layer.source, layer=layer.name, encoding=layer.encoding, read_geometry=False
            )
    except Exception:  # a layer that cannot be read is not the one
        return 0
    column = find_code_column(table, expected)
    if column is None:
        return 0
    codes = {normalise_code(value) for value in table[column]} - {None}
    return len(codes & set(expected)) if expected else len(codes)


@contextmanager
def _quiet() -> Iterator[None]:
    """GDAL warns in English about what is checked and said in Dutch later on."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _names(layers: list[Layer]) -> str:
    return ", ".join(layer.title for layer in layers)


def _broken(name: str) -> str:
    return (
        f"Het bestand {name} kan niet gelezen worden; misschien is het beschadigd of afgebroken. "
        "Haal het opnieuw op."
    )
