"""The parts of `make bench-load` without a clock: what a visitor asks, how answers are judged and kept."""

import asyncio
import csv
import json
import random
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.load import __main__ as command
from benchmarks.load import outcome, publish, users
from benchmarks.load.journey import Ask, Step, ask_of, kind_of, renamed
from benchmarks.load.outcome import Memory, Run, Sample
from benchmarks.load.record import ACTS, OPEN
from gka_dash.store.engine import open_store
from tests.small import small_dataset
from tests.store.samples import publish as publish_sample

HERE = "http://127.0.0.1:8161"
BODY = json.dumps({"changedPropIds": ["keuze.data"], "inputs": [{"id": "keuze", "value": "gemeente=GM0034"}]})


def sample(second: float = 1.0, ms: float = 10.0, status: int = 200, **more: object) -> Sample:
    return replace(Sample(second, "answer", ms, status, 100), **more)


def run(samples: list[Sample], memory: list[float] | None = None) -> Run:
    steps = memory or [100.0] * 90
    seen = dict.fromkeys(outcome.EVENTS, 30.0)
    return Run(5, 90.0, samples, [Memory(i, mb, (1, 2)) for i, mb in enumerate(steps)], [1.0, 2.0], seen)


def test_a_request_of_the_page_is_recorded() -> None:
    ask = ask_of("POST", f"{HERE}/_dash-update-component", BODY, {"X-Publicatie": "1-ab"}, HERE)
    assert ask == Ask("POST", "/_dash-update-component", BODY, marked=True)
    assert ask.kind == "answer"


@pytest.mark.parametrize("url", ["data:image/png;base64,AA", "https://voorbeeld.nl/", f"{HERE}9/"])
def test_what_goes_elsewhere_is_not_recorded(url: str) -> None:
    assert ask_of("GET", url, None, {}, HERE) is None


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "page"),
        ("/_dash-layout", "page"),
        ("/static/app.0123456789ab.js", "file"),
        ("/gegevens/gegevens-2024.0123456789ab.json", "file"),
        ("/export/gemeenten.csv?regio=PV30", "download"),
    ],
)
def test_kinds_of_requests(path: str, kind: str) -> None:
    assert Ask("GET", path).kind == kind


def test_the_same_act_for_another_municipality() -> None:
    step = Step("click", (Ask("POST", "/x", BODY, True), Ask("GET", "/gemeente/GM0034")))
    other = step.for_place("GM0758")
    assert json.loads(other.asks[0].body)["inputs"][0]["value"] == "gemeente=GM0758"
    assert other.asks[1].path == "/gemeente/GM0758"
    assert other.asks[0].marked
    assert step.asks[1].path == "/gemeente/GM0034"


def test_files_of_another_publication_have_other_names() -> None:
    asks = [
        Ask("GET", "/gegevens/gegevens-2024.aaaaaaaaaaaa.json"),
        Ask("GET", "/static/app.aaaaaaaaaaaa.js"),
    ]
    document = '<script>{"a":"/gegevens/gegevens-2024.bbbbbbbbbbbb.json"}</script>'
    assert [ask.path for ask in renamed(asks, document)] == [
        "/gegevens/gegevens-2024.bbbbbbbbbbbb.json",
        "/static/app.aaaaaaaaaaaa.js",
    ]
    assert kind_of("/gegevens/x.0123456789ab.json") == "/gegevens/x.json"


def test_every_act_that_visitors_choose_is_recorded() -> None:
    assert set(users.WEIGHTS) == set(ACTS) - {OPEN}


def test_pauses_are_those_of_people() -> None:
    chance = random.Random(1)
    pauses = sorted(users.think(chance) for _ in range(4000))
    assert pauses[0] >= users.THINK_LEAST
    assert pauses[-1] <= users.THINK_MOST
    assert pauses[2000] == pytest.approx(users.THINK_MEDIAN, rel=0.1)
    assert 3.5 < sum(pauses) / len(pauses) < 4.5


def test_the_goal_is_kept_or_what_was_missed_is_said() -> None:
    good = outcome.verdict(run([sample()]), 10)
    assert good.missed == []
    slow = outcome.verdict(run([sample(ms=251.0)]), 10)
    assert "p99" in " ".join(slow.missed)
    broken = outcome.verdict(run([sample(), sample(status=500), sample(status=0, problem="Reset")]), 10)
    assert broken.errors == 2
    assert "2 fouten" in " ".join(broken.missed)
    growing = outcome.verdict(run([sample()], [100.0 + i for i in range(90)]), 10)
    assert "geheugen" in " ".join(growing.missed)


def test_a_run_without_memory_is_not_called_flat() -> None:
    assert outcome.growth([], 10, 90) == float("inf")


def test_growth_compares_the_end_with_the_beginning() -> None:
    memory = [Memory(second, 100.0 if second < 45 else 120.0, ()) for second in range(90)]
    assert outcome.growth(memory, 10, 90) == pytest.approx(1.2)


KEEP = "max-age=3600, public"


def test_a_fresh_answer_is_a_hit_and_an_old_one_is_not() -> None:
    asked = [sample(s, method="GET", key="/a", cache_control="max-age=10, public") for s in (0, 5, 20, 25)]
    found = outcome.shared_cache(asked)
    assert (found.requests, found.hits, found.checks) == (4, 2, 0)
    assert (found.size, found.saved) == (400, 200)


def test_no_cache_is_checked_by_its_etag() -> None:
    same = [sample(s, method="GET", key="/", cache_control="no-cache", etag='"x"') for s in (0, 1, 2)]
    new = sample(3, method="GET", key="/", cache_control="no-cache", etag='"y"')
    found = outcome.shared_cache([*same, new])
    assert (found.hits, found.checks) == (0, 2)


@pytest.mark.parametrize(
    "more",
    [
        {"method": "POST", "cache_control": KEEP},
        {"method": "GET", "cache_control": "no-store"},
        {"method": "GET", "cache_control": ""},
        {"method": "GET", "cache_control": "private, max-age=60"},
    ],
)
def test_what_no_shared_cache_keeps(more: dict[str, str]) -> None:
    found = outcome.shared_cache([sample(s, key="/a", **more) for s in (0, 1)])
    assert (found.hits, found.checks, found.saved) == (0, 0, 0)


def test_answers_of_two_publications_are_two_answers() -> None:
    asked = [sample(0, method="GET", key=f"/x {mark}", cache_control=KEEP) for mark in ("1", "2")]
    assert outcome.shared_cache(asked).hits == 0


def test_the_course_is_told_per_second() -> None:
    rows = outcome.per_second(run([sample(0.1, 5), sample(0.9, 15), sample(2.5, 7, status=503)]))
    assert len(rows) == 90
    assert rows[0][:4] == ["0", "2", "0", "5.0"]
    assert rows[0][6:] == ["100.0", "2"]
    assert rows[1][1:4] == ["0", "0", ""]
    assert rows[2][1:4] == ["1", "1", ""]


def test_the_table_has_a_row_per_kind_and_one_for_everything() -> None:
    text = outcome.load_table(run([sample(ms=value) for value in range(1, 101)]))
    lines = text.splitlines()
    assert len(lines) == 4
    assert lines[-1] == "| **everything** | 100 | 1.1 | 50 | 95 | 99 | 100 | 0 |"


def test_what_did_not_happen_in_the_middle_misses_the_goal() -> None:
    done = run([sample()])
    done.events = {"published": 30.0, "shown": 30.5, "killed": 60.0, "replaced": 61.0}
    text = outcome.load_section(done, 10, ["A machine."])
    assert "): kept." in text
    assert "shown by all new pages at 30.5 s" in text
    del done.events["replaced"]
    assert "een nieuw werkproces" in " ".join(outcome.verdict(done, 10).missed)
    text = outcome.load_section(done, 10, ["A machine."])
    assert "replaced at **(not seen)**" in text
    assert "): **not kept**." in text


def test_the_publication_in_the_middle_differs_in_one_activity(tmp_path: Path, capsys) -> None:
    url = f"sqlite:///{tmp_path / 'publicaties.sqlite'}"
    assert publish.main(url) == 1
    capsys.readouterr()
    store = open_store(url)
    first = publish_sample(store, small_dataset(), None)
    assert publish.main(url) == 0
    latest = store.latest()
    assert latest is not None
    assert int(capsys.readouterr().out) == latest.number == first.number + 1
    assert latest.dataset.interventies == first.dataset.interventies[1:]
    store.close()


def test_the_log_holds_every_second_and_every_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(command, "LOG", tmp_path)
    command._write_log(run([sample(), sample(status=500, key="/kapot")]))
    seconds, errors = (
        list(csv.reader((tmp_path / name).read_text(encoding="utf-8").splitlines()))
        for name in ("seconds.csv", "errors.csv")
    )
    assert len(seconds) == 91
    assert [row[2:4] for row in errors[1:]] == [["/kapot", "500"]]


async def _serve_badly(drop: int) -> tuple[Sample, ...]:
    """A server that keeps a connection and closes it at the question after `drop` answers."""
    answered = 0

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal answered
        while await reader.readline():
            while (await reader.readline()).strip():
                pass
            if answered == drop:
                answered += 1
                break
            answered += 1
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    world = users.World(address, {}, [], run([]), 0.0)
    async with users.browser_session() as session:
        visitor = users.Visitor(world, random.Random(1))
        visitor.session = session
        for _ in range(2):
            await visitor.ask(Ask("POST", "/x", "", False))
    server.close()
    return tuple(world.run.samples)


def _served_badly(drop: int) -> tuple[Sample, ...]:
    """In a thread of its own: a browser of another test may have a loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(lambda: asyncio.run(_serve_badly(drop))).result()


def test_a_question_on_a_closed_connection_is_asked_once_more() -> None:
    first, second = _served_badly(1)
    assert not first.again
    assert second.again
    assert not second.failed


def test_a_new_connection_that_fails_is_an_error() -> None:
    first, second = _served_badly(0)
    assert first.failed
    assert re.search("Disconnected|Reset|Closed", first.problem)
    assert not second.failed
