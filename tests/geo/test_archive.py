import io
import zipfile

import pytest

from gka_dash.errors import BoundaryError
from gka_dash.geo import archive
from gka_dash.geo.archive import unpack


@pytest.fixture
def make(tmp_path):
    def write(members, name="kaart.zip"):
        with zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED) as content:
            for member, data in members:
                content.writestr(member, data)
        return tmp_path / name

    return write


@pytest.fixture
def room(tmp_path):
    (tmp_path / "room").mkdir()
    return tmp_path / "room"


def test_map_files_come_out_under_plain_names(make, room):
    path = make(
        [
            ("Map Één/Gemeente 2022.SHP", b"1"),
            ("Map Één/Gemeente 2022.dbf", b"2"),
            ("leesmij.pdf", b"3"),
            ("__MACOSX/._Gemeente 2022.shp", b"4"),
        ]
    )
    (found,) = unpack(path, room)
    assert found.name == "Gemeente_2022.shp"
    assert sorted(p.name for p in room.iterdir()) == ["Gemeente_2022.dbf", "Gemeente_2022.shp"]


@pytest.mark.parametrize(
    "name", ["../../weg.shp", "/etc/weg.shp", "..\\..\\weg.shp", "C:\\weg.shp", "a/../../weg.shp"]
)
def test_no_name_leads_outside(make, room, tmp_path, name):
    (found,) = unpack(make([(name, b"x")]), room)
    assert found.parent == room
    assert {path.name for path in tmp_path.rglob("*weg*")} == {found.name}


def test_a_link_is_only_a_file(make, room, tmp_path):
    link = zipfile.ZipInfo("kaart.shp")
    link.external_attr = 0o120777 << 16
    path = make([(link, "/etc/passwd")])
    (found,) = unpack(path, room)
    assert not found.is_symlink()
    assert found.read_text() == "/etc/passwd"


@pytest.mark.parametrize(
    ("members", "said"),
    [
        ([("leesmij.txt", b"x")], "geen kaartbestand"),
        ([("a/kaart.shp", b"1"), ("b/kaart.shp", b"2")], "twee bestanden kaart.shp"),
        ([("kaart.geojson", b"0" * 60_000_000)], "groter dan 50 MB"),
    ],
)
def test_zips_that_are_not_taken(make, room, members, said):
    with pytest.raises(BoundaryError, match=said):
        unpack(make(members), room)


def test_too_many_files(make, room, monkeypatch):
    monkeypatch.setattr(archive, "MOST_FILES", 2)
    with pytest.raises(BoundaryError, match="3 bestanden"):
        unpack(make([(f"{n}.shp", b"x") for n in range(3)]), room)


@pytest.mark.parametrize("cut", [40, 200])
def test_a_broken_zip(make, room, cut):
    path = make([("kaart.geojson", bytes(range(256)) * 50)])
    path.write_bytes(path.read_bytes()[:-cut])
    with pytest.raises(BoundaryError, match="kan niet worden uitgepakt"):
        unpack(path, room)


def test_a_zip_that_lies_about_its_bytes(make, room):
    path = make([("kaart.geojson", b"abc" * 1000)])
    data = bytearray(path.read_bytes())
    data[60] ^= 0xFF
    path.write_bytes(data)
    with pytest.raises(BoundaryError, match="kan niet worden uitgepakt"):
        unpack(path, room)


def test_a_password(room, tmp_path):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as content:
        content.writestr("kaart.shp", b"x")
    data = bytearray(stream.getvalue())
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + place] |= 1
    (tmp_path / "geheim.zip").write_bytes(data)
    with pytest.raises(BoundaryError, match="wachtwoord"):
        unpack(tmp_path / "geheim.zip", room)
