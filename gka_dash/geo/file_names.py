"""What the files are called that the build makes of borders, for who reads them. No GeoPandas here."""

from collections.abc import Mapping

from gka_dash.model.vocabulary import TILES, TRUE_MAP

_BORDERS: Mapping[str, str] = {TRUE_MAP: "boundaries", TILES: "tegels"}
_DIVISION: Mapping[str, str] = {TRUE_MAP: "division", TILES: "tegels"}


def borders_file(edition: str, form: str = TRUE_MAP) -> str:
    """The municipalities of an edition, as the country is or as tiles."""
    return f"{_BORDERS[form]}-{edition}.json"


def division_file(division: str, edition: str, form: str = TRUE_MAP) -> str:
    """The outlines of the regions of a division over them."""
    return f"{_DIVISION[form]}-{division}-{edition}.json"
