"""The factsheets: accessible PDF, in Dutch, with nothing in it that the data made up."""

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from pypdf.generic import DictionaryObject

from gka_dash.exports.origin import NAME, Origin
from gka_dash.exports.picture import Picture
from gka_dash.exports.sheet_facts import municipality_sheet, region_sheet
from gka_dash.exports.sheet_fonts import font_folder
from gka_dash.exports.sheets import Press, file_name
from gka_dash.model.explain import totals
from gka_dash.model.view import make_view
from gka_dash.model.vocabulary import Vocabulary
from tests.exports.conftest import HOSTILE
from tests.prepared import BUILT

BASE = "https://kaart.voorbeeld.nl"
QUERIES = ("regio=PV24&gemeente=GM0034", "regio=PV30", "", "sinds=2019-07-16&datum=2022-12-31&regio=PV28")
Make = Callable[[str], Picture]


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(BUILT)


def read(press: Press, picture: Picture, base: str = BASE) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(press.sheet(picture, Origin(picture.view, "ab12cd34", base))))


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def structure(reader: pypdf.PdfReader) -> list[DictionaryObject]:
    """Every element of the structure tree, in reading order."""
    found: list[DictionaryObject] = []

    def walk(node: Any) -> None:
        node = node.get_object()
        if isinstance(node, list):
            for part in node:
                walk(part)
        elif isinstance(node, dict):
            if "/S" in node:
                found.append(node)
            if "/K" in node:
                walk(node["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


@pytest.mark.parametrize("query", QUERIES)
def test_the_pdf_says_what_a_screen_reader_needs(query: str, press: Press, picture: Make) -> None:
    found = picture(query)
    reader = read(press, found)
    root = reader.trailer["/Root"]
    assert bool(root["/MarkInfo"]["/Marked"])
    assert root["/Lang"] == "nl-NL"
    assert bool(root["/ViewerPreferences"]["/DisplayDocTitle"])
    title = found.view.chosen.gemeente if found.view.chosen else found.view.region_name
    assert reader.metadata.title == title
    assert reader.metadata.author == NAME
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in xmp
    assert f"{title}</rdf:li>" in xmp
    assert all(page.get("/Tabs") == "/S" for page in reader.pages if "/Annots" in page)


@pytest.mark.parametrize("query", QUERIES)
def test_the_structure_has_headings_tables_and_described_pictures(
    query: str, press: Press, picture: Make
) -> None:
    found = picture(query)
    parts = structure(read(press, found))
    kinds = {str(part["/S"]) for part in parts}
    assert {"/H1", "/Table", "/TH", "/TD", "/Figure"} <= kinds
    figures = [part for part in parts if part["/S"] == "/Figure"]
    assert len(figures) == 2
    texts = [str(figure["/Alt"]) for figure in figures]
    assert f"Kaart van {found.view.region_name}" in texts[0]
    assert found.spoken in texts[0]
    assert "QR-code" in texts[1]
    assert BASE in texts[1]


@pytest.mark.parametrize("query", QUERIES)
def test_every_font_travels_along(query: str, press: Press, picture: Make) -> None:
    fonts = {}
    for page in read(press, picture(query)).pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            own = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            descriptor = own["/FontDescriptor"].get_object()
            fonts[str(descriptor["/FontName"])] = {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor)
    assert fonts
    assert all(fonts.values()), fonts


def test_a_sheet_is_one_page_for_most_municipalities(press: Press, picture: Make) -> None:
    """Tried on those with most to tell: of all others the sheet is shorter."""
    dataset = picture("").view.dataset
    told = [p for p in dataset.gemeenten if dataset.interventions_by_municipality.get(p.gemeentecode)]
    members = told[::5]
    assert len(members) > 10
    counts = [
        len(read(press, picture(f"regio={p.provinciecode}&gemeente={p.gemeentecode}")).pages) for p in members
    ]
    assert sum(count == 1 for count in counts) > len(counts) / 2
    assert max(counts) <= 2


def test_what_stands_on_a_sheet_of_a_municipality(press: Press, picture: Make) -> None:
    found = picture("regio=PV24&gemeente=GM0034")
    text = text_of(read(press, found))
    assert found.view.chosen
    for activity in found.view.chosen_activities:
        assert activity.titel.split()[0] in text
    assert f"Activiteiten ({len(found.view.chosen_activities)})" in text
    assert f"{BASE}/gemeente/GM0034" in text
    for part in ("ab12cd34", "31 december 2022", "gelijke-kansen.nl", "CBS"):
        assert part in text
    assert file_name(found) == "GM0034-almere.pdf"


def test_what_stands_on_a_sheet_of_a_region(press: Press, picture: Make) -> None:
    found = picture("regio=PV30&thema=taalbevordering")
    text = text_of(read(press, found))
    for row in totals(found.view):
        assert row.label.split(",")[0] in text
        assert str(row.value) in text
    assert f"{BASE}/regio/PV30?thema=taalbevordering" in text.replace(" ", "")
    assert file_name(found) == "PV30-noord-brabant.pdf"


def test_without_a_public_address_there_is_no_code_and_no_link(press: Press, picture: Make) -> None:
    found = picture("regio=PV24&gemeente=GM0034")
    reader = read(press, found, "")
    assert len([part for part in structure(reader) if part["/S"] == "/Figure"]) == 1
    assert "/gemeente/GM0034" in text_of(reader)
    sheet = municipality_sheet(found, Origin(found.view, "v"), found.view.chosen)  # type: ignore[arg-type]
    assert next(fact for fact in sheet["facts"] if fact["label"] == "Link")["web"] is False


def test_the_code_holds_the_address_of_the_page(picture: Make) -> None:
    """The code is made again from the address: a decoder would be a library more."""
    import segno

    found = picture("regio=PV30")
    svg = region_sheet(found, Origin(found.view, "v", BASE))["qr"]["svg"]
    written = io.BytesIO()
    segno.make(f"{BASE}/regio/PV30", error="m", micro=False).save(
        written, kind="svg", xmldecl=False, border=4, scale=4
    )
    assert svg == written.getvalue().decode()


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_the_data_never_becomes_markup(text: str, press: Press, picture: Make) -> None:
    found = picture("regio=PV24&gemeente=GM0034")
    dataset = found.view.dataset
    rows = tuple(
        replace(row, titel=text, themas=(text,), bron_url=text) if row.gemeentecode == "GM0034" else row
        for row in dataset.interventies
    )
    places = tuple(
        replace(place, gemeente=text) if place.gemeentecode == "GM0034" else place
        for place in dataset.gemeenten
    )
    agendas = tuple(replace(a, agenda_url=f"javascript:{text}") for a in dataset.agendas)
    hostile = replace(dataset, interventies=rows, gemeenten=places, agendas=agendas)
    view = make_view(hostile, Vocabulary(hostile), found.view.selection)
    reader = read(press, Picture(view, found.geometry))
    shown = re.sub(r"[\x00-\x1f\u202a-\u202e]", "", text)
    assert shown.replace(" ", "") in text_of(reader).replace(" ", "")
    links = [
        annotation.get_object()["/A"]["/URI"]
        for page in reader.pages
        for annotation in page.get("/Annots", [])
    ]
    assert links
    assert all(link.startswith("https://") for link in links)


def test_the_same_view_gives_the_same_bytes(press: Press, picture: Make, tmp_path: Path) -> None:
    found = picture("regio=PV30")
    origin = Origin(found.view, "v", BASE)
    assert press.sheet(found, origin) == Press(tmp_path).sheet(found, origin)
    assert press.sheet(found, replace(origin, version="w")) != press.sheet(found, origin)


def test_two_processes_may_make_the_fonts_at_the_same_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(_font: bytes, family: str, weight: int) -> bytes:
        if not made and not made.append(0):  # the other one begins later and is ready sooner
            made.append(font_folder(tmp_path))
        return f"{family} {weight}".encode()

    made: list[object] = []
    monkeypatch.setattr("gka_dash.exports.sheet_fonts._instance", slow)
    folder = font_folder(tmp_path)
    assert folder is not None
    assert made == [0, folder]
    assert len(list(folder.iterdir())) == 4
    assert list(folder.parent.iterdir()) == [folder], "nothing half stays"


def test_a_sheet_can_be_made_without_the_front_end_packages(
    picture: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gka_dash.exports.sheet_fonts.FILES", tmp_path / "nergens")
    assert font_folder(tmp_path) is None
    assert "Noord-Brabant" in text_of(read(Press(tmp_path), picture("regio=PV30")))


def test_the_day_of_the_file_is_the_day_of_the_view(press: Press, picture: Make) -> None:
    assert read(press, picture("datum=2019-07-16")).metadata.creation_date.date() == date(2019, 7, 16)


VIEWS = (
    "",
    "regio=PV30&gemeente=GM0758&thema=taalbevordering",
    "sinds=2018-11-01&datum=2022-12-31&thema=taalbevordering,ouderbetrokkenheid&sector=po&gemeente=GM0363",
    "kleur=interventies&zoek=geenenkeleactiviteit",
)


@pytest.mark.parametrize("query", VIEWS)
def test_what_a_view_shows_stands_on_one_tagged_page(query: str, press: Press, picture: Make) -> None:
    found = picture(query)
    origin = Origin(found.view, "ab12cd34", BASE)
    reader = pypdf.PdfReader(io.BytesIO(press.view(found, origin)))
    assert len(reader.pages) == 1
    assert reader.metadata.title == origin.title
    assert reader.trailer["/Root"]["/Lang"] == "nl-NL"
    assert bool(reader.trailer["/Root"]["/MarkInfo"]["/Marked"])
    parts = structure(reader)
    figures = [str(part["/Alt"]) for part in parts if part["/S"] == "/Figure"]
    assert len(figures) == 2
    assert found.spoken in figures[0]
    assert origin.link in figures[1]
    assert sum(part["/S"] == "/Table" for part in parts) == 4  # numbers, two charts and the gaps
    text = text_of(reader)
    assert all(line.label in text for line in found.legend if line.count)
    assert "\u00ad" not in text, "a hyphen stays a hyphen when it is copied"
    if found.view.chosen:
        assert f"Omlijnd: {found.view.chosen.gemeente}." in text
