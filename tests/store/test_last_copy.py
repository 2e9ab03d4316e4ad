"""The copy of the last publication comes back whole, or not at all, and never stands in the way."""

import gzip
import json
import logging
from pathlib import Path

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.store.last_copy import copy_path, read_copy, write_copy
from gka_dash.store.publication import Publication
from gka_dash.store.store import Store
from tests.small import small_dataset
from tests.store.samples import publish, with_theme

URL = "postgresql://gka:geheim@db.voorbeeld.nl/gka"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return copy_path(tmp_path / "state", URL)


def test_what_the_store_holds_comes_back_the_same(store: Store, path: Path, dataset: Dataset) -> None:
    for base, each in enumerate((dataset, with_theme(small_dataset(), "\x00 \ud800 ’"))):
        number = publish(store, each, base=base or None).number
        held = store.get(number)
        assert held is not None
        write_copy(path, held)
        assert read_copy(path) == held


def test_nobody_else_reads_it_and_no_other_database_uses_it(store: Store, path: Path, tmp_path: Path) -> None:
    write_copy(path, publish(store, small_dataset()))
    assert path.stat().st_mode & 0o777 == 0o600
    assert "geheim" not in path.name
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    assert read_copy(copy_path(tmp_path / "state", URL + "2")) is None


def _cut(content: bytes) -> bytes:
    return content[: len(content) // 2]


def _other_rows(content: bytes) -> bytes:
    told = json.loads(gzip.decompress(content))
    told["tables"]["themas"] = told["tables"]["themas"].replace("Taal", "Reken")
    return gzip.compress(json.dumps(told).encode())


def _other_shape(content: bytes) -> bytes:
    return gzip.compress(b'{"line": []}')


@pytest.mark.parametrize("spoil", [_cut, _other_rows, _other_shape, lambda _: b"", lambda _: b"x" * 99])
def test_a_damaged_copy_is_no_copy(
    spoil: "object", store: Store, path: Path, dataset: Dataset, caplog: pytest.LogCaptureFixture
) -> None:
    assert callable(spoil)
    held = publish(store, dataset)
    write_copy(path, held)
    whole = path.read_bytes()
    assert spoil(whole) != whole
    path.write_bytes(spoil(whole))
    assert read_copy(path) is None
    assert "is niet te gebruiken" in caplog.text
    write_copy(path, held)
    assert isinstance(read_copy(path), Publication)


def test_without_a_copy_there_is_nothing_to_say(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    assert read_copy(path) is None
    path.parent.write_text("a file where a folder should be", encoding="utf-8")
    assert read_copy(path) is None
    assert caplog.text == ""


def test_a_disk_that_cannot_be_written_is_told_and_harms_nothing(
    store: Store, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.parent.write_text("a file where a folder should be", encoding="utf-8")
    with caplog.at_level(logging.WARNING):
        write_copy(path, publish(store, small_dataset()))
    assert "is niet te bewaren" in caplog.text
