"""Factsheets on A4 as accessible PDF (PDF/UA-1), set by typst."""

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Lock
from typing import Any, Final

import typst

from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import Picture
from gka_dash.exports.sheet_facts import Sheet, municipality_sheet, region_sheet, view_sheet
from gka_dash.exports.sheet_fonts import font_families, font_folder
from gka_dash.model.vocabulary import slug

TEMPLATE = Path(__file__).with_name("sheet.typ")
PICTURE = Path(__file__).with_name("picture.typ")
POINTS_PER_INCH: Final = 96  # of which one is a pixel of a drawing
STANDARD: Final = "ua-1"


class Press:
    """Sets one sheet after another; what typst has read of fonts and template is kept between them.

    The folder that typst may read from is that of the template, and data can name no file: all it needs
    comes in as text. No package is fetched and no font of the computer is used, so that a sheet looks the
    same everywhere.
    """

    def __init__(self, build_dir: Path) -> None:
        folder = font_folder(build_dir)
        self._setting = Lock()  # a compiler sets one sheet at a time
        self._compiler = typst.Compiler(
            input=TEMPLATE, font_paths=[folder] if folder else [], ignore_system_fonts=True
        )

    def sheet(self, picture: Picture, origin: Origin) -> bytes:
        """The PDF of a view: of its chosen municipality, else of its region or the whole country."""
        chosen = picture.view.chosen
        facts = municipality_sheet(picture, origin, chosen) if chosen else region_sheet(picture, origin)
        return self.set(facts, picture.view.day)

    def view(self, picture: Picture, origin: Origin) -> bytes:
        """The PDF of what a view shows: map, legend, numbers, charts, filters and sources."""
        return self.set(view_sheet(picture, origin), picture.view.day)

    def set(self, facts: Sheet, day: date) -> bytes:
        """The PDF of these facts; they are data and never markup."""
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
        return self._compiled(TEMPLATE, facts, format="pdf", pdf_standards=[STANDARD], timestamp=moment)

    def points(self, drawing: Mapping[str, Any], sharp: float, template: Path = PICTURE) -> bytes:
        """The PNG of a drawing, or of another template of one page; ``sharp`` is points per pixel."""
        return self._compiled(template, drawing, format="png", ppi=POINTS_PER_INCH * sharp)

    def _compiled(self, template: Path, data: Mapping[str, Any], **how: Any) -> bytes:
        inputs = {"data": json.dumps({**data, "fonts": font_families()}, ensure_ascii=False)}
        with self._setting:
            made = self._compiler.compile(input=template, sys_inputs=inputs, **how)
        if not isinstance(made, bytes):
            raise TypeError("typst gave something else than one file")
        return made


def file_name(picture: Picture) -> str:
    """``GM0034-almere.pdf`` or ``PV30-noord-brabant.pdf``."""
    view = picture.view
    if view.chosen:
        return f"{view.chosen.gemeentecode}-{slug(view.chosen.gemeente)}.pdf"
    return f"{view.selection.region or 'NL'}-{slug(view.region_name)}.pdf"
