"""Long work kept as files: bounded, stoppable, and never a job that seems busy for ever."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from gka_dash.web.downloads import jobs
from gka_dash.web.downloads.jobs import BUSY, DONE, ENDED, FAILED, STOPPED, Desk, Job, Jobs, Order, Refused

SHEETS = Order("bladen", "PV30", "A4-bladen van Noord-Brabant", mark="1-a")
OTHER = Order("bladen", "PV24", "A4-bladen van Flevoland", mark="1-a")
PATIENCE = 30.0
# What the process of a job does here, with the folder of the job as its first argument.
LONG = "import time; from gka_dash.web.downloads.jobs import Desk; import sys; from pathlib import Path\n"
WAITS = LONG + (
    "desk = Desk(Path(sys.argv[1])); desk.tell(done=1, total=9, label='Breda')\n"
    "while not desk.must_stop: time.sleep(0.02)\n"
    "desk.tell(status='gestopt')"
)
WORKS = LONG + "Desk(Path(sys.argv[1])).finish('uit.zip', b'inhoud', ())"
LACKS = LONG + "Desk(Path(sys.argv[1])).finish('uit.zip', b'inhoud', ('Breda is niet gelukt.',))"
DIES = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
Make = Callable[..., Jobs]


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Jobs whose processes run a line of Python; none of them is left behind."""
    made: list[Jobs] = []

    def jobs_with(code: str, **more: object) -> Jobs:
        made.append(Jobs(tmp_path / "taken", (sys.executable, "-c", code), **more))  # type: ignore[arg-type]
        return made[-1]

    yield jobs_with
    for own in made:
        for child in own._children:
            child.kill()
            child.wait(PATIENCE)


def ended(own: Jobs, key: str) -> Job:
    return until(own, key, lambda job: job.state.status != BUSY)


def until(own: Jobs, key: str, fits: Callable[[Job], bool]) -> Job:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        job = own.find(key)
        assert job is not None
        if fits(job):
            return job
        time.sleep(0.02)
    raise AssertionError(f"still {job.state}")


def test_a_job_says_how_far_it_is_and_hands_over_its_file(make: Make) -> None:
    waits = make(WAITS)
    key = waits.start(SHEETS, "10.0.0.1")
    job = until(waits, key, lambda job: job.state.done == 1)
    assert (job.state.total, job.state.label, job.order) == (9, "Breda", SHEETS)
    works = make(WORKS)
    done = ended(works, works.start(OTHER, "10.0.0.2"))
    assert (done.state.status, done.state.name, done.state.size) == (DONE, "uit.zip", 6)
    assert works.result(done).read_bytes() == b"inhoud"


def test_another_worker_sees_and_stops_the_same_job(make: Make, tmp_path: Path) -> None:
    key = make(WAITS).start(SHEETS, "10.0.0.1")
    other = Jobs(tmp_path / "taken")
    until(other, key, lambda job: job.state.done == 1)
    other.stop(key)
    assert ended(other, key).state.status == STOPPED
    assert ended(other, key).stopping


def test_one_at_a_time_per_address_and_few_in_total(make: Make) -> None:
    waits = make(WAITS)
    first = waits.start(SHEETS, "10.0.0.1")
    with pytest.raises(Refused, match="Vanaf uw adres loopt al een taak"):
        waits.start(OTHER, "10.0.0.1")
    waits.start(OTHER, "10.0.0.2")
    with pytest.raises(Refused, match="te veel taken van anderen"):
        waits.start(SHEETS, "10.0.0.3")
    waits.stop(first)
    ended(waits, first)
    assert waits.start(SHEETS, "10.0.0.1") != first


def test_a_process_that_is_killed_leaves_no_job_that_seems_busy(make: Make) -> None:
    dies = make(DIES)
    job = ended(dies, dies.start(SHEETS, "10.0.0.1"))
    assert (job.state.status, job.state.reason) == (FAILED, ENDED)
    assert dies.start(SHEETS, "10.0.0.1") != job.key, "its place is free again"


def test_a_job_goes_on_when_its_worker_is_gone(make: Make, tmp_path: Path) -> None:
    """The lock is that of the process itself, so nothing depends on who started it."""
    start = (
        "import sys; from pathlib import Path; from gka_dash.web.downloads.jobs import Jobs, Order\n"
        f"jobs = Jobs(Path({str(tmp_path / 'taken')!r}), (sys.executable, '-c', {WAITS!r}))\n"
        "print(jobs.start(Order('bladen', 'PV30', 'x'), '10.0.0.1'), flush=True)\n"
        "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    )
    gone = subprocess.run(
        [sys.executable, "-c", start],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # the job has it too, and a pipe would wait for the job
        text=True,
        check=False,
    )
    assert gone.returncode == -signal.SIGKILL
    key, others = gone.stdout.strip(), Jobs(tmp_path / "taken")
    until(others, key, lambda job: job.state.done == 1)
    others.stop(key)
    assert ended(others, key).state.status == STOPPED


def test_what_was_made_is_not_made_again_unless_something_failed(make: Make) -> None:
    works = make(WORKS)
    key = works.start(SHEETS, "10.0.0.1")
    ended(works, key)
    assert works.start(SHEETS, "10.0.0.2") == key
    later = works.start(Order(**{**SHEETS.__dict__, "mark": "2-b"}), "10.0.0.2")
    assert later != key, "another publication"
    lacks = make(LACKS)
    failed = lacks.start(OTHER, "10.0.0.1")
    assert ended(lacks, failed).state.failed == ("Breda is niet gelukt.",)
    assert lacks.start(OTHER, "10.0.0.1") != failed


def test_a_result_goes_after_its_time_and_when_there_are_too_many(make: Make, tmp_path: Path) -> None:
    now = [time.time()]
    works = make(WORKS, clock=lambda: now[0])
    old = works.start(SHEETS, "10.0.0.1")
    ended(works, old)
    now[0] += jobs.KEPT_FOR + 60
    assert works.find(old) is None
    works.start(OTHER, "10.0.0.1")
    assert not (tmp_path / "taken" / old).exists()


def test_of_many_results_the_oldest_go_first(
    make: Make, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "MOST_KEPT", 2)
    works = make(WORKS)
    keys = []
    for number in range(4):
        keys.append(works.start(Order("bladen", f"PV{number}", "x"), "10.0.0.1"))
        ended(works, keys[-1])
        os.utime(tmp_path / "taken" / keys[-1] / "stand.json", (number + time.time(),) * 2)
    works.start(SHEETS, "10.0.0.1")
    assert [works.find(key) is not None for key in keys] == [False, False, True, True]


def test_a_job_that_does_not_listen_is_ended(make: Make) -> None:
    now = [time.time()]
    deaf = make(LONG + "Desk(Path(sys.argv[1])).tell(total=9); time.sleep(600)", clock=lambda: now[0])
    key = deaf.start(SHEETS, "10.0.0.1")
    until(deaf, key, lambda job: job.state.pid > 0)
    now[0] += jobs.TIME_LIMIT + jobs.GRACE + 1
    assert ended(deaf, key).state.status == FAILED


@pytest.mark.parametrize("key", ["", "..", "../..", "sleutel", "a" * 22, "a" * 5000, "\0", "deur"])
def test_a_made_up_key_finds_nothing(key: str, make: Make) -> None:
    works = make(WORKS)
    ended(works, works.start(SHEETS, "10.0.0.1"))
    assert works.find(key) is None
    works.stop(key)


def test_no_address_is_written_down_and_nobody_else_can_read(make: Make, tmp_path: Path) -> None:
    works = make(WORKS)
    key = works.start(SHEETS, "203.0.113.77")
    ended(works, key)
    folder = tmp_path / "taken"
    for path in folder.rglob("*"):
        if path.is_file():
            assert b"203.0.113" not in path.read_bytes(), path
    assert folder.stat().st_mode & 0o077 == 0
    assert (folder / key).stat().st_mode & 0o077 == 0


def test_a_process_tells_often_enough_and_not_more(tmp_path: Path, make: Make) -> None:
    works = make(WORKS)
    key = works.start(SHEETS, "10.0.0.1")
    ended(works, key)
    now = [0.0]
    desk = Desk(tmp_path / "taken" / key, clock=lambda: now[0])
    desk.tell(done=1)
    desk.tell(done=2)
    assert Jobs(tmp_path / "taken")._job(tmp_path / "taken" / key).state.done == 1  # type: ignore[union-attr]
    now[0] = 1.0
    desk.tell(done=3)
    assert Jobs(tmp_path / "taken")._job(tmp_path / "taken" / key).state.done == 3  # type: ignore[union-attr]
