"""R02: the server starts with a broken or empty source, shows the last that was good, and says so."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from gka_dash.errors import ArtefactError, SourceError
from gka_dash.model.provenance import Provenance
from gka_dash.settings import PROJECT_ROOT, Settings
from gka_dash.sources.bundled import read_bundled
from gka_dash.store.engine import make_engine
from gka_dash.store.first import first_of
from gka_dash.store.last_copy import copy_path
from gka_dash.store.tables import PUBLICATION_TABLES
from gka_dash.web import last_good
from gka_dash.web.prepare import ensure_built
from gka_dash.web.publications import Publications
from layouts import shell
from tests.layouts.trees import text

Break = Callable[[Path], None]
# Not made by the build; the other frameworks are a gigabyte.
OTHERS = shutil.ignore_patterns("lock-tools", "peers", "nginx", "load")
BORDERS = "geo/gemeenten_2024_afgeleid.gpkg"


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A copy of the data and of what was built from it, with a store of its own."""
    shutil.copytree(PROJECT_ROOT / "data", tmp_path / "data")
    shutil.copytree(PROJECT_ROOT / "build", tmp_path / "build", ignore=OTHERS)
    for name in ("data", "build", "state"):
        monkeypatch.setenv(f"GKA_{name.upper()}_DIR", str(tmp_path / name))
    return Settings.from_environment()


@pytest.fixture
def opened(settings: Settings) -> Iterator[Callable[[], Publications]]:
    found: list[Publications] = []

    def start() -> Publications:
        ensure_built(settings)
        found.append(Publications(settings))
        return found[-1]

    yield start
    for publications in found:
        publications.stop()


def _no_folder(data: Path) -> None:
    shutil.rmtree(data)


def _no_rows(data: Path) -> None:
    for path in data.glob("*.csv"):
        path.write_bytes(b"")


def _no_borders(data: Path) -> None:
    (data / BORDERS).write_bytes(b"torn")
    (data / "agendas.csv").write_text("stuk", encoding="utf-8")


def _no_municipalities(data: Path) -> None:
    (data / "gemeenten.csv").write_bytes(b"\x00\xff" * 5000)


BROKEN = [_no_folder, _no_rows, _no_borders, _no_municipalities]


def _shown_on_every_page(publications: Publications) -> str:
    newest = publications.current.newest
    return text(shell.build(newest.view(""), newest.version, newest.banner))


@pytest.mark.parametrize("spoil", BROKEN)
def test_r02_what_was_published_stays_when_the_folder_breaks(
    spoil: Break, settings: Settings, opened: Callable[[], Publications], capfd: pytest.CaptureFixture[str]
) -> None:
    before = opened().current.newest
    assert before.banner == ""
    spoil(settings.data_dir)
    after = opened()
    services = after.current.newest
    assert services.stamp.mark == before.stamp.mark
    assert len(services.dataset.agendas) == len(before.dataset.agendas) > 0
    assert services.files.keys() == before.files.keys()
    assert services.banner == last_good.OLD_BUILD
    assert last_good.OLD_BUILD in _shown_on_every_page(after)
    assert "de bestanden van de vorige keer worden gebruikt" in capfd.readouterr().err


@pytest.mark.parametrize("spoil", BROKEN)
def test_r02_a_broken_folder_never_becomes_the_first_publication(
    spoil: Break, settings: Settings, opened: Callable[[], Publications]
) -> None:
    """It would stay there for ever: nobody looks at the folder again once there is a publication."""
    spoil(settings.data_dir)
    publications = opened()
    services = publications.current.newest
    assert services.stamp.number == 0
    assert services.banner in (last_good.NOTHING, last_good.INCOMPLETE)
    assert services.banner == (last_good.INCOMPLETE if services.dataset.gemeenten else last_good.NOTHING)
    shutil.rmtree(settings.data_dir, ignore_errors=True)
    shutil.copytree(PROJECT_ROOT / "data", settings.data_dir)
    mended = opened().current.newest
    assert (mended.stamp.number, mended.banner) == (1, "")


def test_r02_without_anything_of_before_the_start_stops_with_the_reason(
    settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    _no_rows(settings.data_dir)
    shutil.rmtree(settings.build_dir / "open")
    with pytest.raises(ArtefactError, match="mislukt"):
        ensure_built(settings)
    told = capfd.readouterr().err
    assert "Er is geen enkele gemeente" in told
    assert "Traceback" not in told


def test_r02_a_damaged_publication_gives_way_to_the_one_before(
    settings: Settings, opened: Callable[[], Publications]
) -> None:
    first = opened()
    store, newest = first.store, first.current.newest
    assert store is not None
    fewer = replace(newest.dataset, agendas=newest.dataset.agendas[1:])
    store.publish(fewer, who="Jan", why="Test", base=1, provenance=Provenance())
    _damage(settings, 2)
    second = opened()
    services = second.current.newest
    assert services.stamp.number == 1
    assert services.banner == last_good.DAMAGED.format(2)
    assert last_good.DAMAGED.format(2) in _shown_on_every_page(second)
    assert second.store is not None
    second.store.undo(1, who="Jan", why="Nummer 2 is beschadigd")
    assert second.follower is not None
    assert second.follower.check_now()
    assert (second.current.newest.stamp.number, second.current.newest.banner) == (3, "")


def test_r02_when_none_is_whole_what_was_shown_last_stays(
    settings: Settings, opened: Callable[[], Publications]
) -> None:
    before = opened().current.newest
    _damage(settings, 1)
    after = opened()
    services = after.current.newest
    assert services.stamp.mark == before.stamp.mark
    assert services.dataset == before.dataset
    assert services.banner == last_good.STALE.format(services.stamp)
    assert services.banner in _shown_on_every_page(after)


def test_r02_when_none_is_whole_and_nothing_was_kept_the_bundled_files_are_shown(
    settings: Settings, opened: Callable[[], Publications]
) -> None:
    assert opened().current.newest.stamp.number == 1
    _damage(settings, 1)
    copy_path(settings.state_dir, settings.store_url).unlink()
    services = opened().current.newest
    assert services.stamp.number == 0
    assert "u ziet de meegeleverde gegevens" in services.banner
    assert len(services.dataset.agendas) == len(read_bundled(settings.data_dir)[0].agendas)


def test_a_first_filling_names_the_file_that_is_wrong(settings: Settings) -> None:
    publications = Publications(settings)
    assert publications.store is not None
    (settings.data_dir / "agendas.csv").unlink()
    with pytest.raises(SourceError, match=r"agendas\.csv ontbreekt"):
        first_of(publications.store, settings.data_dir)
    publications.stop()


def _damage(settings: Settings, number: int) -> None:
    engine = make_engine(settings.store_url)
    with engine.begin() as connection:
        connection.execute(
            sa.delete(PUBLICATION_TABLES).where(
                PUBLICATION_TABLES.c.number == number, PUBLICATION_TABLES.c.table_name == "agendas"
            )
        )
    engine.dispose()
