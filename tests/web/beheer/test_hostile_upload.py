"""Files and requests made to do harm, sent to the page where files are handed in. Numbers: S10 to S21."""

import io
import tempfile
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from openpyxl import load_workbook

from gka_dash.model.dataset import Dataset
from gka_dash.store.store import Store
from gka_dash.web.beheer import hand_in
from tests.books import (
    HEADER,
    changed,
    csv_zip,
    made,
    memory_at_most,
    put,
    raw_book,
    repacked,
    row,
    sheet,
    zipped,
)
from tests.web.beheer.conftest import HOME, Coordinator, Start
from tests.web.beheer.false_provider import FalseProvider

MEGABYTE = 1_000_000
MOST_MEMORY = 200 * MEGABYTE
FORM = "application/x-www-form-urlencoded"
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def little_memory() -> Iterator[None]:
    """Fails when a test takes more memory than a server has to spare."""
    with memory_at_most(MOST_MEMORY):
        yield


@pytest.fixture
def whole(facts: Dataset) -> bytes:
    return made(facts)


def refused(user: Coordinator, data: bytes, words: str, name: str = "werkmap.xlsx") -> None:
    """The check says why in Dutch, nothing can be published, and what there was is still there."""
    page = user.checked(data, name)
    assert page.status_code == 200
    assert words in page.text
    assert "1 fout en 0 waarschuwingen." in page.text
    assert ">Publiceer<" not in page.text
    assert "Traceback" not in page.text


class Endless(io.RawIOBase):
    """A body that says how much was read of it."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        count = min(len(buffer), self.left)
        buffer[:count] = bytes(count)
        self.left -= count
        self.taken += count
        return count


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize("told", [True, False], ids=["honest length", "no length"])
def test_s10_a_body_that_is_too_large_is_not_read(anna: Coordinator, told: bool) -> None:
    body = Endless(300 * MEGABYTE)
    length = {"CONTENT_LENGTH": str(body.left)} if told else {"wsgi.input_terminated": True}
    answer = anna.client.post(
        "/beheer/inleveren",
        base_url=HOME,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"wsgi.input": io.BufferedReader(body), **length},
    )
    assert answer.status_code in (400, 413)
    assert body.taken <= 11 * MEGABYTE
    if told:
        assert "niet groter zijn dan 10 MB" in answer.text
        assert body.taken == 0


def test_s10_a_file_over_the_limit_is_told_and_just_under_it_is_read(
    start: Start, provider: FalseProvider
) -> None:
    user = Coordinator(start(GKA_UPLOAD_MB="1"), provider)
    user.sign_in()
    answer = user.hand_in(b"PK" + bytes(MEGABYTE + 200_000))
    assert answer.status_code == 413
    assert "niet groter zijn dan 1 MB" in answer.text
    refused(user, b"PK" + bytes(MEGABYTE + 10), "groter dan 1 MB")
    refused(user, b"PK" + bytes(MEGABYTE - 10), "beschadigd")


def test_s10_other_addresses_keep_their_own_limit(anna: Coordinator) -> None:
    fields = {"csrf_token": anna.token(), "why": "x" * 1_100_000, "seen": "1"}
    answer = anna.post("/beheer/publicatie/1/terugzetten", urlencode(fields), content_type=FORM)
    assert answer.status_code == 413


@pytest.mark.usefixtures("little_memory")
def test_s11_a_zip_bomb(anna: Coordinator, whole: bytes) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as bomb, bomb.open(SHEET, "w") as member:
        for _ in range(200):
            member.write(bytes(MEGABYTE))
    refused(anna, stream.getvalue(), "veel te groot")
    refused(anna, zipped({"binnen.zip": whole}), "geen CSV-bestanden")
    refused(anna, zipped({f"{number}.csv": b"" for number in range(3000)}), "bestanden")


@pytest.mark.usefixtures("little_memory")
@pytest.mark.parametrize(
    "bomb",
    [
        "<!DOCTYPE a [<!ENTITY b 'x'><!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><a>&c;</a>",
        f"<!DOCTYPE a [<!ENTITY b '{'x' * 10_000}'>]><a>{'&b;' * 1000}</a>",
        '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    ],
    ids=["entities", "quadratic", "outside"],
)
def test_s12_an_xml_bomb(anna: Coordinator, whole: bytes, bomb: str) -> None:
    refused(anna, repacked(whole, {SHEET: bomb.encode()}), "entiteiten")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (zipped({"index.html": b"<html>"}), "geen CSV-bestanden"),
        (OLE, "oude Excel-werkmap (.xls)"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "met een wachtwoord"),
        (repacked(raw_book(""), {"xl/vbaProject.bin": b"x"}), "macro&#39;s"),
        (b"a,b\n1,2\n", "geen werkmap en geen zip"),
        (b"GIF89a" + raw_book(""), "geen werkmap"),
        (zipped({"../interventies.csv": b"x"}), "onveilige naam"),
        (b"", "is leeg"),
    ],
    ids=["html", "xls", "password", "macros", "csv", "polyglot", "way out", "empty"],
)
def test_s13_wrong_content(anna: Coordinator, data: bytes, words: str) -> None:
    refused(anna, data, words)


def test_s13_a_link_in_a_zip(anna: Coordinator) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as content:
        link = zipfile.ZipInfo("interventies.csv")
        link.external_attr = 0o120777 << 16
        content.writestr(link, "/etc/passwd")
    refused(anna, stream.getvalue(), "verwijzing naar een ander bestand")


@pytest.mark.usefixtures("little_memory")
def test_s14_shapes_are_bounded_and_named_by_cell(anna: Coordinator) -> None:
    far = '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>ver weg</t></is></c></row>'
    book = sheet(row(1, HEADER) + far, '<dimension ref="A1:XFD1048576"/>')
    page = anna.checked(book).text
    assert "Publiceer</button>" not in page
    cells = '<c r="A2"><v>I1</v></c><c r="B2" t="str"><f>1+1</f><v>2</v></c><c r="C2"><v>1e308</v></c>'
    page = anna.checked(sheet(row(1, HEADER) + row(2, cells))).text
    assert "Interventies!B2" in page
    assert "er staat een formule" in page


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/cron.d/x.xlsx",
        "C:\\Windows\\x.xlsx",
        "/etc/passwd",
        "<img src=x onerror=alert(1)>.xlsx",
        "a\u202exslx.exe",
        "x" * 5000,
    ],
)
def test_s15_a_name_is_only_shown(
    anna: Coordinator, whole: bytes, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "tijdelijk"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    page = anna.checked(whole + bytes(600_000), name)  # more than what stays in memory
    assert page.status_code == 200
    assert "<img" not in page.text
    assert "\u202e" not in page.text
    assert "x" * 200 not in page.text
    assert "etc/cron" not in page.text
    assert list(place.rglob("*")) == []


def test_s16_one_upload_at_a_time_and_a_few_in_all(
    anna: Coordinator, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, go_on = threading.Event(), threading.Event()
    read = hand_in.read_incoming

    def slowly(*arguments: object) -> object:
        inside.set()
        assert go_on.wait(20)
        return read(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(hand_in, "read_incoming", slowly)
    cookie = anna.client.get_cookie("gka_beheer", "kaart.voorbeeld.nl", "/beheer")
    assert cookie
    other = Coordinator(anna.client.application.test_client(), anna.provider)
    other.client.set_cookie("gka_beheer", cookie.value, domain="kaart.voorbeeld.nl", path="/beheer")
    first: list[int] = []
    thread = threading.Thread(target=lambda: first.append(other.hand_in(whole).status_code))
    thread.start()
    try:
        assert inside.wait(20)
        answer = anna.hand_in(whole)
        assert answer.status_code == 429
        assert "Er wordt al een bestand" in answer.text
    finally:
        go_on.set()
        thread.join()
    assert first == [303]
    monkeypatch.setattr(hand_in, "read_incoming", read)
    assert anna.hand_in(whole).status_code == 303, "its place is free again"


def test_s16_a_failure_half_way_changes_nothing_and_leaves_no_place_taken(
    anna: Coordinator, store: Store, whole: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise MemoryError("geheim detail")

    monkeypatch.setattr(hand_in, "read_incoming", fails)
    for _ in range(3):
        answer = anna.hand_in(whole)
        assert answer.status_code == 500
        assert "geheim" not in answer.text
    monkeypatch.undo()
    assert anna.hand_in(whole).status_code == 303
    assert store.latest_number() == 1


def test_s17_handing_in_needs_a_sign_in(stranger: Coordinator, whole: bytes, store: Store) -> None:
    body = Endless(5 * MEGABYTE)
    answer = stranger.client.post(
        "/beheer/inleveren",
        base_url=HOME,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"wsgi.input": io.BufferedReader(body), "CONTENT_LENGTH": str(body.left)},
    )
    assert answer.status_code == 401
    assert body.taken == 0
    for path in ("/", "/inleveren", "/upload", "/data/interventies.csv", "/health"):
        answer = stranger.post(path, {"file": (io.BytesIO(whole), "a.xlsx")})
        assert answer.status_code in (400, 404, 405), path
    assert store.latest_number() == 1


def test_s17_handing_in_is_limited_per_address(anna: Coordinator) -> None:
    token = anna.token()
    answers = [anna.post("/beheer/inleveren", {"csrf_token": token}).status_code for _ in range(15)]
    assert answers.count(429) == 5


def test_s20_what_somebody_wrote_is_never_a_formula_in_what_goes_out(anna: Coordinator, whole: bytes) -> None:
    check = anna.hand_in(changed(whole, put("Interventies", B2="'=1+1", B3="'@SUM(A1)"))).headers["Location"]
    assert anna.send(f"{check}/publiceren", why="=HYPERLINK(1)", base="1").status_code == 303
    book = load_workbook(io.BytesIO(anna.get("/beheer/werkmap.xlsx").data))
    cells = [cell for sheet_ in book for line in sheet_.iter_rows() for cell in line]
    assert not [cell.coordinate for cell in cells if cell.data_type == "f"]
    listed = anna.get("/beheer/taken.csv").text
    assert "'=1+1" in listed or "=1+1" in listed
    assert not [line for line in listed.splitlines() if line.startswith(("=", "@", "+", "-"))]


def test_s21_what_went_in_comes_out_again(anna: Coordinator, facts: Dataset) -> None:
    first = anna.get("/beheer/werkmap.xlsx").data
    assert "Er verandert niets." in anna.checked(first).text
    title = "-5 %, 's avonds; =niets"
    check = anna.hand_in(changed(first, put("Interventies", B2=title))).headers["Location"]
    anna.send(f"{check}/publiceren", why="teken", base="1")
    second = anna.get("/beheer/werkmap.xlsx").data
    assert load_workbook(io.BytesIO(second))["Interventies"]["B2"].value == title
    assert "Er verandert niets." in anna.checked(second).text
    assert "Er verandert niets." not in anna.checked(csv_zip(facts), "map.zip").text
