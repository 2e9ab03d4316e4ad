"""Factsheets on A4 as accessible PDF (PDF/UA-1), set by typst."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import typst

from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import Picture
from gka_dash.exports.sheet_facts import Sheet, municipality_sheet, region_sheet
from gka_dash.exports.sheet_fonts import font_families, font_folder
from gka_dash.model.vocabulary import slug

TEMPLATE = Path(__file__).with_name("sheet.typ")
STANDARD: Final = "ua-1"


class Press:
    """Sets one sheet after another; what typst has read of fonts and template is kept between them.

    The folder that typst may read from is that of the template, and data can name no file: all it needs
    comes in as text. No package is fetched and no font of the computer is used, so that a sheet looks the
    same everywhere.
    """

    def __init__(self, build_dir: Path) -> None:
        folder = font_folder(build_dir)
        self._compiler = typst.Compiler(
            input=TEMPLATE, font_paths=[folder] if folder else [], ignore_system_fonts=True
        )

    def sheet(self, picture: Picture, origin: Origin) -> bytes:
        """The PDF of a view: of its chosen municipality, else of its region or the whole country."""
        chosen = picture.view.chosen
        facts = municipality_sheet(picture, origin, chosen) if chosen else region_sheet(picture, origin)
        return self.set(facts, picture.view.day)

    def set(self, facts: Sheet, day: Any) -> bytes:
        """The PDF of these facts; they are data and never markup."""
        made = self._compiler.compile(
            format="pdf",
            sys_inputs={"data": json.dumps(facts | {"fonts": font_families()}, ensure_ascii=False)},
            pdf_standards=[STANDARD],
            timestamp=datetime(day.year, day.month, day.day, tzinfo=UTC),
        )
        if not isinstance(made, bytes):
            raise TypeError("typst gave something else than one PDF")
        return made


def file_name(picture: Picture) -> str:
    """``GM0034-almere.pdf`` or ``PV30-noord-brabant.pdf``."""
    view = picture.view
    if view.chosen:
        return f"{view.chosen.gemeentecode}-{slug(view.chosen.gemeente)}.pdf"
    return f"{view.selection.region or 'NL'}-{slug(view.region_name)}.pdf"
