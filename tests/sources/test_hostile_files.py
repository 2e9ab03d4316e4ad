"""Files made to do harm: bounded, refused in clear Dutch, and nothing in them is run. Numbers: S10 to S21."""

import io
import secrets
import struct
import warnings
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from defusedxml.common import EntitiesForbidden

from gka_dash.errors import GkaError, SourceError
from gka_dash.model.dataset import Dataset
from gka_dash.sources import archive, incoming, sheet_xml, sheets
from gka_dash.sources.incoming import read_incoming
from tests.books import (
    HEADER,
    MAIN,
    NAME,
    csv_zip,
    made,
    memory_at_most,
    raw_book,
    refused,
    repacked,
    row,
    sheet,
    told,
    zipped,
)

MEGABYTE = 1_000_000
MOST_MEMORY = 250 * MEGABYTE
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def little_memory() -> Iterator[None]:
    """Fails when a test takes more memory than a server has to spare."""
    with memory_at_most(MOST_MEMORY):
        yield


def test_s10_a_file_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch, whole: bytes) -> None:
    monkeypatch.setattr(incoming, "open_archive", lambda *_: pytest.fail("opened"))
    refused(b"PK" + bytes(archive.MOST_BYTES), "groter dan 10 MB")
    with pytest.raises(SourceError, match="groter dan 1 MB"):
        read_incoming(NAME, bytes(MEGABYTE + 1), limit=MEGABYTE)


@pytest.mark.usefixtures("little_memory")
def test_s11_a_small_file_that_unpacks_to_a_large_one(whole: bytes) -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb,
        bomb.open(SHEET, "w", force_zip64=True) as member,
    ):
        for _ in range(300):
            member.write(bytes(MEGABYTE))
    assert len(stream.getvalue()) < MEGABYTE
    refused(stream.getvalue(), "veel te groot")


@pytest.mark.usefixtures("little_memory")
def test_s11_sizes_that_lie_are_counted_while_unpacking(whole: bytes) -> None:
    """The directory of the zip says ten bytes; the stream says otherwise."""
    data = bytearray(repacked(whole, {"xl/worksheets/sheet2.xml": b" " * 70 * MEGABYTE}))
    with zipfile.ZipFile(io.BytesIO(data)) as content:
        real = content.getinfo("xl/worksheets/sheet2.xml").file_size
    assert data.count(struct.pack("<L", real)) >= 2
    refused(bytes(data).replace(struct.pack("<L", real), struct.pack("<L", 10)), "beschadigd")


def test_s11_many_parts_that_are_each_allowed(monkeypatch: pytest.MonkeyPatch, whole: bytes) -> None:
    """Also what lies within the sizes of the directory counts against one budget for the whole file."""
    monkeypatch.setattr(archive, "_bomb", lambda name: SourceError(f"{name} op."))
    opened = archive.open_archive(NAME, whole)
    opened._left = 20_000
    with pytest.raises(SourceError, match="op"):
        sheets.read_book(opened)


def test_s11_too_many_members(whole: bytes) -> None:
    refused(zipped({f"{n}.csv": b"" for n in range(archive.MOST_MEMBERS + 1)}), "bestanden")


@pytest.mark.parametrize("inner", ["binnen.zip", "werkmap.xlsx"])
def test_s11_a_zip_in_a_zip_is_not_opened(inner: str, whole: bytes) -> None:
    refused(zipped({inner: whole}), "geen CSV-bestanden", f"'{inner}' zelf in")


MANY_ATTRIBUTES = " ".join(f"b{number}='1'" for number in range(500_000))
BOMBS = {
    "entities": "<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><a>&c;</a>",
    "quadratic": f"<!DOCTYPE a [<!ENTITY b '{'x' * 10_000}'>]><a>{'&b;' * 1000}</a>",
    "outside": '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "outside dtd": '<!DOCTYPE a SYSTEM "http://kwaad.voorbeeld/a.dtd"><a/>',
    "parameter": '<!DOCTYPE a [<!ENTITY % b SYSTEM "http://kwaad.voorbeeld/a"> %b;]><a/>',
}
PARTS = [SHEET, "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "_rels/.rels", "xl/styles.xml"]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("bomb", BOMBS)
def test_s12_entities_are_refused_in_every_part(bomb: str, part: str, whole: bytes) -> None:
    refused(repacked(whole, {part: BOMBS[bomb].encode()}), "entiteiten")


def test_s12_openpyxl_is_guarded_as_well(whole: bytes) -> None:
    """What else may open a workbook with openpyxl refuses entities too."""
    assert openpyxl.DEFUSEDXML
    bomb = repacked(whole, {"xl/workbook.xml": BOMBS["entities"].encode()})
    with pytest.raises(ValueError, match="could not read workbook") as caught:
        openpyxl.load_workbook(io.BytesIO(bomb))
    assert isinstance(caught.value.__cause__ or caught.value.__context__, EntitiesForbidden)


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize(
    "content",
    [
        f"<a>{secrets.token_hex(MEGABYTE)}</a>".encode(),
        f"<a><!--{secrets.token_hex(MEGABYTE)}--></a>".encode(),
        f'<a b="{secrets.token_hex(MEGABYTE)}"/>'.encode(),
        f"<a {MANY_ATTRIBUTES}/>".encode(),
    ],
    ids=["text", "comment", "attribute", "attributes"],
)
def test_s12_parts_that_go_on_and_on(content: bytes, whole: bytes) -> None:
    refused(repacked(whole, {SHEET: content}), "veel te veel inhoud")


@pytest.mark.parametrize(
    "content",
    [
        b"<a>" * 100_000,
        f'<worksheet xmlns="{MAIN}">'.encode() + b"<x/>" * (sheet_xml.MOST_ELEMENTS + 1) + b"</worksheet>",
    ],
    ids=["deep", "many"],
)
def test_s12_deep_or_endless_elements(content: bytes, whole: bytes) -> None:
    refused(repacked(whole, {SHEET: content}), "veel te veel inhoud")


@pytest.mark.parametrize(
    "content",
    [
        b"<a>",
        b"",
        b"\xff\xfe\x00",
        b"<a b=1/>",
        b'<?xml version="1.0" encoding="niets"?><a/>',
        b"<a>\x01</a>",
    ],
)
def test_s12_xml_that_is_broken(content: bytes, whole: bytes) -> None:
    refused(repacked(whole, {SHEET: content}), "beschadigd")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
CONTENT: dict[str, tuple[bytes, str]] = {
    "empty": (b"", "is leeg"),
    "zeros": (bytes(1000), "is leeg"),
    "xls": (OLE, "oude Excel-werkmap (.xls)"),
    "encrypted xlsx": (OLE + "EncryptedPackage".encode("utf-16-le"), "met een wachtwoord"),
    "pdf": (b"%PDF-1.7 ...", "een pdf"),
    "html": (b"\xef\xbb\xbf \n<!DOCTYPE html><html>", "een webpagina"),
    "html table that calls itself xlsx": (b"<html><table><tr><td>1</table>", "een webpagina"),
    "json": (b'{"a": 1}', "een json-bestand"),
    "csv": (b"interventie_id,titel\nI1,a\n", "geen werkmap en geen zip"),
    "program": (b"MZ\x90\x00" + bytes(90), "geen werkmap en geen zip"),
    "zip without anything": (zipped({}), "geen CSV-bestanden"),
    "zip of html": (zipped({"index.html": b"<html>"}), "geen CSV-bestanden"),
    "document of Word": (
        zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}),
        "geen CSV",
    ),
    "open document": (zipped({"mimetype": b"application/vnd.oasis", "content.xml": b"<a/>"}), "geen CSV"),
    "zip of an xlsx without sheets": (
        zipped({"[Content_Types].xml": b"<Types/>", "xl/x": b""}),
        "beschadigd",
    ),
    "binary workbook": (
        raw_book("<sheetData/>") and repacked(raw_book(""), {"xl/workbook.bin": b"x"}),
        ".xlsb",
    ),
    "macros": (repacked(raw_book(""), {"xl/vbaProject.bin": b"x"}), "macro's"),
    "macros by their type": (
        repacked(raw_book(""), {"[Content_Types].xml": b"<T>vnd.ms-excel.sheet.macroEnabled</T>"}),
        "macro's",
    ),
}


@pytest.mark.parametrize("kind", CONTENT)
def test_s13_content_decides_and_not_the_name(kind: str) -> None:
    data, words = CONTENT[kind]
    assert refused(data, words) == refused(data, words, name="lijst.csv").replace("lijst.csv", NAME)


@pytest.mark.parametrize("share", [0.01, 0.3, 0.6, 0.9, 0.99, 0.9999])
def test_s13_a_file_that_breaks_off(share: float, whole: bytes) -> None:
    refused(whole[: int(len(whole) * share)], "beschadigd")


def test_s13_any_damaged_byte_is_refused_or_harmless(small: Dataset) -> None:
    """A flipped byte here and there through the whole file: never anything but our own error."""
    data = made(small, "PV20")
    messages: list[str] = []
    for place in range(0, len(data), len(data) // 300):
        spoiled = data[:place] + bytes([data[place] ^ 0x55]) + data[place + 1 :]
        try:
            read_incoming(NAME, spoiled, small)
        except GkaError as error:
            messages.append(str(error))
    assert len(messages) > 100
    assert all(message.endswith(".") for message in messages)


@pytest.mark.parametrize(
    "name", ["../interventies.csv", "/etc/passwd", "a/../../b.csv", r"..\b.csv", "C:b.csv"]
)
def test_s13_names_with_a_way_out(name: str) -> None:
    refused(zipped({name: b"x"}), "onveilige naam", name="data.zip")


def test_s13_a_link_in_a_zip() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as content:
        link = zipfile.ZipInfo("interventies.csv")
        link.external_attr = 0o120777 << 16
        content.writestr(link, "/etc/passwd")
    refused(stream.getvalue(), "verwijzing naar een ander bestand")


def test_s13_two_members_of_one_name(small: Dataset) -> None:
    stream = io.BytesIO(csv_zip(small))
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "a") as content:
        warnings.simplefilter("ignore")
        content.writestr("data/interventies.csv", "x")
    refused(stream.getvalue(), "twee keer een bestand met dezelfde naam")
    refused(repacked(csv_zip(small), {"anders/interventies.csv": b"x"}), "interventies.csv twee keer")


def test_s13_a_zip_with_a_password(small: Dataset) -> None:
    data = bytearray(csv_zip(small))
    for start in range(len(data) - 4):
        if data[start : start + 4] in (b"PK\x03\x04", b"PK\x01\x02"):
            data[start + (6 if data[start + 2] == 3 else 8)] |= 1
    refused(bytes(data), "met een wachtwoord")


def test_s13_a_way_of_packing_that_takes_much_memory() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_LZMA) as content:
        content.writestr("interventies.csv", "x")
    refused(stream.getvalue(), "ongewone manier ingepakt")


def test_s13_a_picture_behind_a_workbook_is_still_a_workbook(whole: bytes, small: Dataset) -> None:
    """A polyglot is read for what is checked and nothing else."""
    assert read_incoming(NAME, whole, small).dataset == small
    refused(b"GIF89a" + whole, "geen werkmap")


def test_s15_names_of_members_are_only_shown() -> None:
    data = zipped({"a\n<script>\u202e.csv": b"x", "interventies.csv": b"interventie_id,titel\n"})
    text = told(data)
    assert "\u202e" not in text
    assert "script" in text


def test_s16_reading_leaves_nothing_behind_and_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, whole: bytes, small: Dataset
) -> None:
    """Two readings at once cannot meet: nothing is written anywhere, not even for a moment."""

    def never(*_: object, **__: object) -> None:
        raise AssertionError("written")

    here = tmp_path / "hier"
    here.mkdir()
    monkeypatch.chdir(here)
    for name in ("mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile"):
        monkeypatch.setattr(f"tempfile.{name}", never)
    monkeypatch.setattr("builtins.open", never)
    before = repr(small)
    assert read_incoming(NAME, whole, small).dataset == small
    assert repr(small) == before
    assert list(here.iterdir()) == []


def test_s17_the_reader_serves_nobody() -> None:
    """Reading is a function: whoever offers it on a page must bring the login."""
    for module in (incoming, sheets, archive):
        assert not [
            name for name in vars(module) if name in ("Flask", "request", "route", "socket", "requests")
        ]


def test_s20_a_formula_handed_in_is_not_kept(small: Dataset) -> None:
    cells = '<c r="A2" t="str"><f>CMD|A</f><v>I001</v></c>'
    found = read_incoming(NAME, sheet(row(1, HEADER) + row(2, cells)), small)
    assert "CMD" not in repr(found.dataset)
