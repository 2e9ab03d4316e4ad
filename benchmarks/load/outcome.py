"""What a load run comes to: percentiles, memory, the goal, a shared cache, and the table. No clock here."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.report import table
from benchmarks.stats import number, percentile

GOAL_MS = 250.0
FLAT = 1.10  # memory at the end against memory before the new publication, which is kept beside the old one
EVENTS = {  # what has to happen in the middle, and what the command line calls it
    "published": "de nieuwe publicatie",
    "shown": "de nieuwe publicatie op elke pagina",
    "killed": "het einde van een werkproces",
    "replaced": "een nieuw werkproces",
}
KINDS = {
    "page": "pages",
    "answer": "answers (clicks, filters, lists)",
    "file": "files",
    "download": "downloads",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One request: when it began (s since the start), how long it took, and how it ended."""

    second: float
    kind: str
    ms: float
    status: int
    size: int
    method: str = "GET"
    key: str = ""  # address, and what the answer depends on
    cache_control: str = ""
    etag: str = ""
    again: bool = False  # a connection that was kept had been closed; asked once more, as a browser does
    problem: str = ""

    @property
    def failed(self) -> bool:
        return bool(self.problem) or self.status >= 400


@dataclass(frozen=True, slots=True)
class Memory:
    """Memory (MB) of all processes together, and which workers there were, at a second."""

    second: float
    mb: float
    workers: tuple[int, ...]


@dataclass
class Run:
    """Everything that was noted."""

    users: int
    seconds: float
    samples: list[Sample] = field(default_factory=list)
    memory: list[Memory] = field(default_factory=list)
    lag_ms: list[float] = field(default_factory=list)
    events: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The goal and how far it was kept."""

    p99: float
    errors: int
    growth: float
    unseen: tuple[str, ...] = ()

    @property
    def missed(self) -> list[str]:
        """What was not reached (Dutch, for the command line)."""
        found = []
        if self.p99 >= GOAL_MS:
            found.append(f"p99 is {number(self.p99)} ms (doel: minder dan {number(GOAL_MS)})")
        if self.errors:
            found.append(f"{self.errors} fouten (doel: geen)")
        if self.unseen:
            found.append(f"niet gezien: {', '.join(self.unseen)}")
        if self.growth > FLAT:
            found.append(f"geheugen groeit {number(self.growth)}× (doel: {number(FLAT)}× of minder)")
        return found


def verdict(run: Run, warm_up: float) -> Verdict:
    """Judge a run; ValueError when nothing was measured."""
    times = [sample.ms for sample in run.samples if not sample.failed]
    errors = sum(sample.failed for sample in run.samples)
    unseen = tuple(words for event, words in EVENTS.items() if event not in run.events)
    return Verdict(percentile(times, 0.99), errors, growth(run.memory, warm_up, run.seconds), unseen)


def growth(memory: Sequence[Memory], warm_up: float, seconds: float) -> float:
    """Memory in the last ninth of the run as a part of that in the ninth after the warm-up."""
    part = seconds / 9
    early = [m.mb for m in memory if warm_up <= m.second < warm_up + part]
    late = [m.mb for m in memory if m.second >= seconds - part]
    return (sum(late) / len(late)) / (sum(early) / len(early)) if early and late else float("inf")


@dataclass(frozen=True, slots=True)
class Cached:
    """What a shared cache in front of the server would have done with the requests of a run."""

    requests: int
    hits: int
    checks: int
    size: int
    saved: int


def shared_cache(samples: Iterable[Sample]) -> Cached:
    """Answers that may be kept (RFC 9111): fresh ones are hits, `no-cache` ones are checked by their ETag."""
    kept: dict[str, tuple[float, str]] = {}
    total = hits = checks = size = saved = 0
    for sample in sorted(samples, key=lambda one: one.second):
        if sample.failed:
            continue
        total, size = total + 1, size + sample.size
        age = _fresh_for(sample.cache_control)
        if sample.method != "GET" or "no-store" in sample.cache_control or (age == 0 and not sample.etag):
            continue
        until, etag = kept.get(sample.key, (-1.0, ""))
        if sample.second < until:
            hits, saved = hits + 1, saved + sample.size
            continue
        if etag and etag == sample.etag:
            checks, saved = checks + 1, saved + sample.size
        kept[sample.key] = (sample.second + age, sample.etag)
    return Cached(total, hits, checks, size, saved)


def _fresh_for(cache_control: str) -> float:
    if "no-cache" in cache_control or "private" in cache_control:
        return 0.0
    found = re.search(r"(?:s-maxage|max-age)=(\d+)", cache_control)
    return float(found[1]) if found else 0.0


def per_second(run: Run) -> list[list[str]]:
    """One row per second: requests, errors, p50, p95, p99 (ms), memory (MB), workers."""
    by_second: dict[int, list[Sample]] = defaultdict(list)
    for sample in run.samples:
        by_second[int(sample.second)].append(sample)
    memory = {int(m.second): m for m in run.memory}
    rows = []
    for second in range(int(run.seconds)):
        samples = by_second.get(second, [])
        times = [sample.ms for sample in samples if not sample.failed]
        parts = [f"{percentile(times, part):.1f}" if times else "" for part in (0.5, 0.95, 0.99)]
        seen = memory.get(second)
        rest = [f"{seen.mb:.1f}", str(len(seen.workers))] if seen else ["", ""]
        rows.append([str(second), str(len(samples)), str(sum(s.failed for s in samples)), *parts, *rest])
    return rows


def load_table(run: Run) -> str:
    """Percentiles per kind of request, then everything, in milliseconds."""
    rows = []
    for kind, label in (*KINDS.items(), ("", "**everything**")):
        samples = [s for s in run.samples if not kind or s.kind == kind]
        times = [s.ms for s in samples if not s.failed]
        if not times:
            continue
        parts = [number(percentile(times, part)) for part in (0.5, 0.95, 0.99)]
        counts = [f"{len(samples)}", f"{len(samples) / run.seconds:.1f}"]
        rows.append([label, *counts, *parts, number(max(times)), str(sum(s.failed for s in samples))])
    headers = ["", "requests", "per second", "p50 ms", "p95 ms", "p99 ms", "most ms", "errors"]
    return table(headers, rows)


def load_section(run: Run, warm_up: float, notes: Sequence[str]) -> str:
    """Everything between the markers in docs/snelheid.md."""
    judged, cache = verdict(run, warm_up), shared_cache(run.samples)
    memory = [m.mb for m in run.memory]
    early = next((m.mb for m in run.memory if m.second >= warm_up), 0.0)
    goal = "kept" if not judged.missed else "**not kept**"
    limits = f"p99 below {number(GOAL_MS)} ms, no errors, memory at most {number(FLAT)}×"
    told = [
        f"Goal ({limits}): {goal}.",
        f"Memory of all processes: {number(early)} MB after the warm-up, {number(memory[-1])} MB at the end, "
        f"at most {number(max(memory))} MB; the end is {number(judged.growth)}× the beginning.",
        *_events(run.events, sum(sample.again for sample in run.samples)),
        f"The generator itself was late by {number(percentile(run.lag_ms, 0.99))} ms (p99).",
        _cache_words(cache),
    ]
    return "\n".join([*notes, "", load_table(run), "", *(f"- {line}" for line in told)])


def _events(events: Mapping[str, float], again: int) -> list[str]:
    """What happened in the middle; an event that did not come is said to be missing."""

    def at(name: str) -> str:
        return f"{events[name]:.1f} s" if name in events else "**(not seen)**"

    return [
        f"New publication at {at('published')}, shown by all new pages at {at('shown')}.",
        f"A worker killed (`kill -9`) at {at('killed')}, replaced at {at('replaced')}; {again} requests on a "
        "connection that was closed meanwhile were asked again, as browsers do.",
    ]


def _cache_words(cache: Cached) -> str:
    passed = cache.requests - cache.hits - cache.checks
    hits, checks = (f"{100 * part / cache.requests:.0f} %" for part in (cache.hits, cache.checks))
    passed_on, less = (
        f"{100 * passed / cache.requests:.0f} %",
        f"{100 * cache.saved / max(1, cache.size):.0f} %",
    )
    return (
        f"A cache in front would answer {hits} of the requests by itself and check {checks} by their ETag "
        f"(a 304 without a body). The other {passed_on} pass as they are: nearly all are POST questions of "
        f"Dash, which no cache keeps. It would take away {less} of the bytes."
    )
