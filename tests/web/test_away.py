"""The database goes away: what was shown stays, also in a server or worker that starts meanwhile."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gka_dash.model.provenance import Provenance
from gka_dash.settings import Settings
from gka_dash.store.last_copy import copy_path
from gka_dash.web import publications as module
from gka_dash.web.app_factory import create_app
from gka_dash.web.last_good import STALE
from gka_dash.web.publications import Publications
from gka_dash.web.site import site_parts
from tests.web.live import until


class Server:
    """A dashboard with its database in a file that can be moved away."""

    def __init__(self, state: Path) -> None:
        self.settings = Settings.from_environment({"GKA_STATE_DIR": str(state)})
        self.publications = Publications(self.settings)
        app = create_app(self.settings, site_parts(self.settings, self.publications))
        self.client = app.server.test_client()

    def page(self) -> str:
        return self.client.get("/_dash-layout").text

    def number(self) -> int | None:
        found: int | None = self.client.get("/versie").get_json()["publicatie"]
        return found

    def publish(self) -> None:
        """One intervention less than before."""
        store, newest = self.publications.store, self.publications.current.newest
        assert store is not None
        fewer = replace(newest.dataset, interventies=newest.dataset.interventies[1:])
        base = store.latest_number()
        store.publish(fewer, who="Jan", why="Bijgewerkt", base=base, provenance=Provenance())
        self.look()

    def look(self) -> None:
        assert self.publications.follower is not None
        self.publications.follower.check_now()


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[], Server]]:
    made: list[Server] = []

    def one() -> Server:
        made.append(Server(tmp_path))
        return made[-1]

    yield one
    for server in made:
        server.publications.stop()


@pytest.fixture
def away(tmp_path: Path) -> Callable[[bool], None]:
    """Take the database away, or bring it back."""
    here, there = tmp_path / "publicaties.sqlite", tmp_path / "elders.sqlite"

    def move(gone: bool) -> None:
        if gone:
            here.rename(there)
            here.mkdir()  # so that a server that starts cannot make a new one
        else:
            here.rmdir()
            there.rename(here)

    return move


def test_a_server_that_starts_meanwhile_shows_what_was_shown_last(
    start: Callable[[], Server], away: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "TRY_AGAIN", 0.01)
    before = start()
    before.publish()
    rows = before.client.get("/data/interventies.csv").text
    away(True)
    later = start()
    assert later.number() == 2
    assert later.client.get("/data/interventies.csv").text == rows
    assert STALE.format(before.publications.current.newest.stamp) in later.page()
    assert later.client.get("/health/ready").get_json()["gegevensbank"] == "niet bereikbaar"
    away(False)
    until(lambda: STALE.format("")[:30] not in later.page(), "the banner stays")
    assert later.number() == 2


def test_a_database_that_is_away_for_long_is_told_on_every_page(
    start: Callable[[], Server], away: Callable[[bool], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    server = start()
    banner = STALE.format(server.publications.current.newest.stamp)
    away(True)
    server.look()
    assert banner not in server.page()  # nobody has to know of a minute
    monkeypatch.setattr(module, "QUIET", 0.0)
    for path in ("/_dash-layout", "/zonder-javascript/gemeenten", "/versie", "/status"):
        assert banner in server.client.get(path, headers={"Accept": "text/html"}).text, path
    assert server.number() == 1
    away(False)
    server.look()
    assert banner not in server.page()


def test_a_worker_that_is_forked_late_shows_what_the_others_show(
    start: Callable[[], Server], away: Callable[[bool], None]
) -> None:
    loaded, worker = start(), start()
    worker.publish()
    assert loaded.publications.current.newest.stamp.number == 1
    away(True)
    assert loaded.number() == 2  # its first request is where a worker begins
    away(False)
    loaded.look()
    worker.publish()
    loaded.look()
    assert loaded.number() == worker.number() == 3


def test_a_damaged_copy_leaves_a_server_as_it_was(
    start: Callable[[], Server], away: Callable[[bool], None]
) -> None:
    server = start()
    settings = server.settings
    copy_path(settings.state_dir, settings.store_url).write_bytes(b"stuk")
    assert server.number() == 1
    away(True)
    other = start()
    assert other.number() is None
    assert "u ziet de meegeleverde gegevens" in other.page()
