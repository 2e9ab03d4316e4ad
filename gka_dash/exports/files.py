"""A view as a file of each kind that can be taken along. The same view and data give the same bytes."""

from collections.abc import Callable, Mapping

from gka_dash.exports.csv_table import records_csv
from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import Picture
from gka_dash.exports.screen_csv import SCREENS, preamble

MakeFile = Callable[[Picture, Origin], bytes]


def _csv(picture: Picture, origin: Origin) -> bytes:
    title, table = SCREENS["interventies"]
    above = [*preamble(picture.view, title, origin.version), f"Link: {origin.link}"]
    return records_csv(*table(picture.view), above, bom=True).encode()


def _xlsx(_picture: Picture, origin: Origin) -> bytes:
    from gka_dash.exports.xlsx_tables import view_workbook

    return view_workbook(origin)


def _svg(picture: Picture, origin: Origin) -> bytes:
    from gka_dash.exports.svg_map import map_svg

    return map_svg(picture, origin).encode()


def _pptx(picture: Picture, origin: Origin) -> bytes:
    from gka_dash.exports.pptx_deck import deck

    return deck(picture, origin)


# What a view can be taken along as. Each library is loaded with the file that needs it.
FILES: Mapping[str, tuple[str, MakeFile]] = {
    "csv": ("de lijst van activiteiten", _csv),
    "xlsx": ("alle tabellen als werkmap", _xlsx),
    "svg": ("de kaart als tekening", _svg),
    "pptx": ("dia's met kaart, cijfers en grafieken", _pptx),
}
