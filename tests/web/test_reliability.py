"""A server that is killed, reloaded, locked out of its disk or told another time goes on (R01, R04-R07)."""

import json
import os
import re
import shutil
import signal
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from gka_dash.settings import Settings
from gka_dash.web.app_factory import create_app
from gka_dash.web.beheer.limits import RateLimit
from gka_dash.web.last_good import STALE
from gka_dash.web.publications import AWAY, Publications
from gka_dash.web.site import site_parts
from tests.callbacks.conversation import ON_SERVER, UPDATE, body_of
from tests.callbacks.fuzzing import memory_mb
from tests.layouts.real_site import PATHS, QUERIES, real_app
from tests.web.live import Crowd, answers, serving_live, until

PAGES = ("/", "/gemeenten", "/interventies?thema=taalbevordering", "/_dash-layout", "/data/agendas.csv")


def test_r01_a_worker_that_dies_in_the_middle_of_it_is_replaced(tmp_path: Path) -> None:
    """Who was being answered by that worker asks again; nobody else notices."""
    with serving_live(tmp_path) as live, Crowd(live, *PAGES) as crowd:
        before = live.workers()
        assert len(before) == 2
        os.kill(min(before), signal.SIGKILL)
        until(lambda: len(live.workers() - before) == 1, "no worker came in its place")
        crowd.go_on()
        assert len(crowd.faults) <= 4, crowd.faults  # the threads of one worker
        faults = len(crowd.faults)
        crowd.go_on()
        assert len(crowd.faults) == faults, crowd.faults


def test_r07_a_reload_under_load_fails_nobody(tmp_path: Path) -> None:
    with serving_live(tmp_path) as live, Crowd(live, *PAGES) as crowd:
        for _ in range(2):
            before = live.workers()
            live.signal(signal.SIGHUP)
            until(
                lambda before=before: len(live.workers()) == 2 and not live.workers() & before,
                "the workers were not replaced",
            )
            crowd.go_on()
        assert crowd.faults == []
        assert crowd.answered > 80


def test_a_failure_outside_the_application_is_a_dutch_page_with_a_number_too(tmp_path: Path) -> None:
    (tmp_path / "broken.py").write_text(
        "def server(environ, start):\n    raise KeyError('geheim')\nserver.extensions = {}\n"
    )
    with serving_live(
        tmp_path, "--chdir", str(tmp_path), "-c", str(_own_settings()), "broken:server"
    ) as live:
        status, page = live.get("/")
        assert status == 500
        assert '<html lang="nl">' in page
        assert "geheim" not in page
        assert "KeyError" not in page
        (number,) = re.findall(r"Foutnummer (\w{8})\.", page)
        until(lambda: number in live.told(), "the number is not in the log")
        assert "KeyError: 'geheim'" in live.told()


def _own_settings() -> Path:
    return Path(__file__).resolve().parents[2] / "gunicorn.conf.py"


# ---- a disk that cannot be written ------------------------------------------------------------------------


@pytest.fixture
def locked() -> Iterator[Path]:
    """A folder for state that the server may read and not write, not even when the tests run as root."""
    folder = Path(tempfile.mkdtemp(prefix="gka-locked-"))
    (folder / "state").mkdir()
    yield folder
    (folder / "state").chmod(0o755)
    shutil.rmtree(folder)


@pytest.mark.parametrize("filled", [False, True], ids=["empty", "with publications"])
def test_r04_on_a_disk_that_is_read_only_the_dashboard_is_shown_with_a_banner(
    locked: Path, filled: bool
) -> None:
    settings = Settings.from_environment({"GKA_STATE_DIR": str(locked / "state")})
    if filled:
        publications = Publications(settings)
        assert publications.current.newest.stamp.number == 1
        publications.stop()
    for path in (locked / "state").iterdir():
        path.chmod(0o444)
    (locked / "state").chmod(0o555)
    locked.chmod(0o755)
    with serving_live(locked, bound=True) as live:
        for path in ("/", "/gemeenten", "/data/agendas.csv", "/export/kaart.csv", "/data/werkmap.xlsx"):
            assert live.get(path)[0] == 200, path
        assert (STALE if filled else AWAY)[:30] in live.get("/_dash-layout")[1]
        number = json.loads(live.get("/versie", Accept="application/json")[1])["publicatie"]
        assert number == (1 if filled else None)
        told = live.told()
        assert ("Publicatie 1" if filled else "De meegeleverde gegevens") in told
        assert "Traceback" not in told


# ---- a clock that jumps -----------------------------------------------------------------------------------


def test_r05_a_clock_that_jumps_changes_nothing_that_is_not_about_a_day(tmp_path: Path) -> None:
    today = date(2026, 11, 22)
    settings = Settings.from_environment({"GKA_STATE_DIR": str(tmp_path)})
    publications = Publications(settings, today=lambda: today)
    client = create_app(settings, site_parts(settings, publications)).server.test_client()
    before = {path: client.get(path).text for path in PATHS}
    for jump in (timedelta(days=-400), timedelta(days=4000), timedelta(days=-30_000), timedelta(days=1)):
        today += jump
        assert {path: client.get(path).text for path in PATHS} == before
    publications.stop()


def test_r05_limits_do_not_look_at_the_clock_on_the_wall(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set back an hour, somebody would otherwise be kept out for an hour."""
    monkeypatch.setattr("time.time", lambda: -1e9)
    limit = RateLimit(1, 0.0)
    assert limit.allows("a")
    assert limit.allows("a")
    strict = RateLimit(1, 60)
    assert strict.allows("b")
    assert not strict.allows("b")


# ---- memory -----------------------------------------------------------------------------------------------


def test_r06_ten_thousand_requests_leave_the_memory_as_it_was() -> None:
    client = real_app().server.test_client()
    bodies = [body_of(spec, {}) for spec in ON_SERVER]
    warm = 0.0
    for number in range(10_000):
        if number == 2_000:
            warm = memory_mb()
        if number % 4 == 3:
            status = client.post(UPDATE, json=bodies[0]).status_code
        else:
            path = PATHS[number % len(PATHS)] if number % 4 else "/robots.txt"
            query = QUERIES[number % len(QUERIES)] or f"zoek=woord{number}"
            status = client.get(f"{path}?{query}").status_code
        assert status in (200, 204, 404)
    assert memory_mb() - warm < 12


def test_the_server_answers(tmp_path: Path) -> None:
    """What the tests above wait for can be told from a server that is not there."""
    with serving_live(tmp_path) as live:
        assert answers(live)
    assert not answers(live)
