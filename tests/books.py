"""Workbooks for tests: made by the project itself and then changed, or made of raw XML."""

import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from gka_dash.errors import SourceError
from gka_dash.exports.csv_table import table_csv
from gka_dash.exports.workbook import workbook
from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import TABLES
from gka_dash.sources.incoming import Incoming, read_incoming
from tests.sources.conftest import write_small

DAY = date(2026, 11, 22)
NAME = "werkmap.xlsx"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADER = "".join(
    f'<c r="{c}1" t="inlineStr"><is><t>{t}</t></is></c>'
    for c, t in zip("ABC", ("Nummer", "Titel", "Aard"), strict=True)
)
Change = Callable[[Workbook], Any]


def made(dataset: Dataset, region: str = "") -> bytes:
    return workbook(dataset, DAY, "abc12345", region)


def changed(data: bytes, change: Change) -> bytes:
    """What somebody who opens the workbook, changes something and saves it would hand in."""
    book = load_workbook(io.BytesIO(data))
    change(book)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(sheet: str, **cells: Any) -> Change:
    """Fill cells of a sheet; ``None`` makes a cell empty."""

    def change(book: Workbook) -> None:
        for address, value in cells.items():
            book[sheet][address] = value

    return change


def handed_in(dataset: Dataset, change: Change, region: str = "") -> Incoming:
    """What is read of the workbook of ``dataset`` after a change."""
    return read_incoming(NAME, changed(made(dataset, region), change), dataset)


def repacked(data: bytes, parts: Mapping[str, bytes | None]) -> bytes:
    """The same zip with members replaced, added, or (None) taken out."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = parts.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in parts.items():
            if name not in old.namelist() and content is not None:
                new.writestr(name, content)
    return stream.getvalue()


def zipped(files: Mapping[str, bytes]) -> bytes:
    return repacked(_EMPTY_ZIP, files)


def csv_zip(dataset: Dataset) -> bytes:
    """The tables of ``dataset`` as a zip of CSV files in a folder."""
    return zipped({f"data/{t.name}.csv": table_csv(t, dataset.rows(t.name)).encode() for t in TABLES})


def raw_book(sheet: str, name: str = "Interventies", **parts: bytes) -> bytes:
    """A workbook of one sheet with this XML inside ``worksheet``."""
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006/relationships"
    return zipped(
        {
            "[Content_Types].xml": b"<Types/>",
            "_rels/.rels": (
                f'<Relationships xmlns="{package}"><Relationship Id="a" Type="{relation}/officeDocument" '
                'Target="xl/workbook.xml"/></Relationships>'
            ).encode(),
            "xl/workbook.xml": (
                f'<workbook xmlns="{MAIN}" xmlns:r="{relation}"><sheets>'
                f'<sheet name="{name}" sheetId="1" r:id="b"/></sheets></workbook>'
            ).encode(),
            "xl/_rels/workbook.xml.rels": (
                f'<Relationships xmlns="{package}"><Relationship Id="b" Type="{relation}/worksheet" '
                'Target="worksheets/sheet1.xml"/></Relationships>'
            ).encode(),
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'.encode(),
        }
        | parts
    )


def refused(data: bytes, *words: str, name: str = NAME) -> str:
    """The message by which a file is refused."""
    with pytest.raises(SourceError) as caught:
        read_incoming(name, data)
    message = str(caught.value)
    assert all(word in message for word in words), message
    assert message[0].isupper() or message.startswith(name)
    assert message.endswith(".")
    return message


def sheet(rows: str, before: str = "", after: str = "") -> bytes:
    return raw_book(f"{before}<sheetData>{rows}</sheetData>{after}")


def told(data: bytes, current: Dataset | None = None) -> str:
    return "\n".join(str(p) for p in read_incoming(NAME, data, current).dataset.problems)


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t>{text}</t></is></c>'


def _empty_zip() -> bytes:
    stream = io.BytesIO()
    zipfile.ZipFile(stream, "w").close()
    return stream.getvalue()


_EMPTY_ZIP = _empty_zip()


@contextmanager
def memory_at_most(most: int) -> Iterator[None]:
    """Fails when the block takes more bytes of memory than ``most``."""
    tracemalloc.start()
    yield
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert taken < most


def own_folders(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the command line use a small data folder and an empty state folder; returns the first."""
    data = folder / "data"
    data.mkdir()
    write_small(data)
    monkeypatch.setenv("GKA_DATA_DIR", str(data))
    monkeypatch.setenv("GKA_STATE_DIR", str(folder / "state"))
    monkeypatch.delenv("GKA_DATABASE_URL", raising=False)
    return data
