"""Two real servers, PostgreSQL and nginx: what visitors notice when something goes. Nothing.

How many seconds it takes is not tested here, because a busy machine is slow and not wrong;
`python -m scripts.several --proof` measures it.
"""

import json
import os
import re
import time
from pathlib import Path

import httpx
import psycopg

from gka_dash.web.manifest import MANIFEST_NAME, STATIC_FOLDER
from scripts.several.machines import Machine, Several
from scripts.several.proof import GIVES_UP, Proof, Row, Watching, answered_by, publish, told
from scripts.several.visitors import Asked, Visitors

AWAY = 3.0  # seconds without a database: longer than the follower waits before it asks


def _nothing_noticed(row: Row) -> None:
    assert row.asked
    assert row.faults == [], told(row)


def _names(machine: Machine) -> dict[str, dict[str, list[object]]]:
    path = machine.folder / "build" / STATIC_FOLDER / MANIFEST_NAME
    found: dict[str, dict[str, list[object]]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def test_builds_in_two_folders_have_the_same_addresses(running: Several) -> None:
    one, two = map(_names, running.machines)
    assert one["files"] == two["files"]
    assert one["suites"] == two["suites"]


def test_both_servers_give_the_same_page(running: Several) -> None:
    pages = [httpx.get(f"{machine.address}/?regio=PV24") for machine in running.machines]
    assert pages[0].content == pages[1].content
    assert pages[0].headers["ETag"] == pages[1].headers["ETag"]


def _last_line(running: Several) -> str:
    """nginx writes a request down just after it was answered."""
    end = time.monotonic() + GIVES_UP
    lines = [""]
    while time.monotonic() < end and not lines[-1].endswith("HIT"):
        lines = running.nginx.requests.read_text(encoding="utf-8").splitlines()
        time.sleep(0.05)
    return lines[-1]


def test_the_second_visitor_gets_files_from_nginx(running: Several) -> None:
    page = httpx.get(running.address)
    assert page.headers["Server"] == "nginx"
    path = re.findall(r"/static/[\w./-]+\.js\b", page.text)[0]
    direct = httpx.get(running.machines[0].address + path)
    httpx.get(running.address + path)
    kept = httpx.get(running.address + path)
    assert _last_line(running).endswith("cache HIT")
    assert kept.content == direct.content
    for name in ("ETag", "Cache-Control", "Content-Encoding", "Content-Security-Policy"):
        assert kept.headers.get(name) == direct.headers.get(name), name
    again = httpx.get(running.address + path, headers={"If-None-Match": kept.headers["ETag"]})
    assert again.status_code == 304


def test_nobody_notices_a_publication_a_stop_a_failure_or_a_database_that_is_away(running: Several) -> None:
    with Visitors(running.address, 2) as visitors:
        proof = Proof(running, visitors)
        for event in (
            proof.published,
            proof.stopped,
            proof.killed,
            lambda: proof.without_database(AWAY),
        ):
            _nothing_noticed(event())
    assert len(answered_by(running.nginx.requests)) == 2, "both took part"


def test_a_page_of_one_server_is_answered_by_the_other(running: Several) -> None:
    """The mark of a publication that a server does not have yet makes it look at once: no mix and no 409."""
    with Watching(running.machines) as watching:
        assert watching.seconds_until_shown(publish(running.machines[1])) < GIVES_UP
    marks = {httpx.get(machine.address).headers["X-Publicatie"] for machine in running.machines}
    assert len(marks) == 1
    visitors = Visitors(running.address, 0)
    with httpx.Client(base_url=running.machines[0].address) as browser:
        assert visitors.ask(browser, "", marks.pop()) is not None
        assert visitors.ask(browser, "", "onbekend") is None
    assert [one.fault for one in visitors.asked] == ["", "409"]


def _both_show(running: Several, number: int) -> bool:
    end = time.monotonic() + GIVES_UP
    while time.monotonic() < end:
        health = [httpx.get(f"{m.address}/health/ready").json() for m in running.machines for _ in range(6)]
        if {found["publicatie"] for found in health} == {number}:
            return True
        time.sleep(0.1)
    return False


def test_a_backup_comes_back_on_both(running: Several, tmp_path: Path) -> None:
    """Everything in the database is destroyed; visitors keep seeing the map, and then what was backed up."""
    machine = running.machines[0]
    machine.environment["PATH"] = f"{running.database.programs}{os.pathsep}{os.environ['PATH']}"
    number = publish(machine)
    machine.run("backup", "--output", str(tmp_path / "kopie"))
    assert _both_show(running, number)
    page = httpx.get(running.address).content
    publish(machine)
    assert _both_show(running, number + 1)
    with psycopg.connect(machine.environment["GKA_DATABASE_URL"], autocommit=True) as connection:
        connection.execute("DROP SCHEMA public CASCADE")
        connection.execute("CREATE SCHEMA public")
    assert httpx.get(running.address).status_code == 200
    machine.run("restore", str(tmp_path / "kopie"), "--yes")
    assert _both_show(running, number)
    assert httpx.get(running.address).content == page


def test_a_fault_is_seen() -> None:
    """The measure itself: it does not call everything good."""
    wrong = Row("", "", (Asked("vraag", 0.0, 0.1, "502"), Asked("vraag", 0.0, 0.2, "")))
    assert not wrong.holds
    assert "MIS: 1 keer vraag: 502" in told(wrong)
    assert not Row("", "", ()).holds
    assert not Row("", "", (Asked("vraag", 0.0, 0.2, ""),), late=True).holds
    assert Row("", "", (Asked("vraag", 0.0, 0.2, ""),)).holds
