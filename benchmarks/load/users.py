"""Visitors: each opens the page as a browser does, thinks, acts, thinks, and goes; then another one comes."""

import asyncio
import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import aiohttp
import brotli

from benchmarks.load.journey import MARK, Ask, Step, renamed
from benchmarks.load.outcome import Run, Sample
from benchmarks.load.record import OPEN

# How often each act is done, and how long people look before the next one: half of them less than three
# seconds, some much longer (log-normal, mean about four).
WEIGHTS = {"click": 45, "filter": 15, "time": 15, "list": 8, "municipality": 12, "download": 5}
THINK_MEDIAN, THINK_SPREAD, THINK_LEAST, THINK_MOST = 3.0, 0.7, 0.5, 20.0
ACTS_PER_VISIT = (6, 18)
HAS_BEEN_HERE = 0.5  # part of the visitors whose browser has kept the files of an earlier visit
CONNECTIONS = 6  # what a browser opens to one host
PATIENCE_S = 30.0
SPREAD_S = 15.0  # over which the first visitors come


def think(chance: random.Random) -> float:
    """Seconds until the next act."""
    seconds = THINK_MEDIAN * chance.lognormvariate(0.0, THINK_SPREAD)
    return min(THINK_MOST, max(THINK_LEAST, seconds))


@dataclass
class World:
    """What all visitors share."""

    address: str
    steps: Mapping[str, Step]
    codes: Sequence[str]
    run: Run
    begin: float

    forever: set[str] = field(default_factory=set)  # files that a browser never asks again
    etags: dict[str, str] = field(default_factory=dict)

    def now(self) -> float:
        return time.perf_counter() - self.begin

    @property
    def ended(self) -> bool:
        return self.now() >= self.run.seconds


async def visitors(world: World) -> None:
    """All visitors at once, until the time is over."""
    async with asyncio.TaskGroup() as group:
        group.create_task(_watch_the_clock(world))
        for number in range(world.run.users):
            group.create_task(_one_after_the_other(world, random.Random(number)))


async def _watch_the_clock(world: World) -> None:
    """How late this program itself is: what it adds to every time that it measures."""
    while not world.ended:
        wanted = time.perf_counter() + 0.1
        await asyncio.sleep(0.1)
        world.run.lag_ms.append((time.perf_counter() - wanted) * 1000)


async def _one_after_the_other(world: World, chance: random.Random) -> None:
    await asyncio.sleep(chance.random() * SPREAD_S)
    while not world.ended:
        visitor = Visitor(world, chance)
        async with browser_session() as visitor.session:
            await visitor.visit()


def browser_session() -> aiohttp.ClientSession:
    """Connections as a browser has them, and a note on each request whether it went over a kept one."""
    trace = aiohttp.TraceConfig()
    trace.on_connection_reuseconn.append(_note_reuse)
    return aiohttp.ClientSession(
        connector=aiohttp.TCPConnector(limit=CONNECTIONS, keepalive_timeout=60),
        auto_decompress=False,
        trace_configs=[trace],
        timeout=aiohttp.ClientTimeout(total=PATIENCE_S),
    )


async def _note_reuse(_session: object, context: object, _parameters: object) -> None:
    context.trace_request_ctx["reused"] = True  # type: ignore[attr-defined]


class Visitor:
    """One person with one browser."""

    session: aiohttp.ClientSession

    def __init__(self, world: World, chance: random.Random) -> None:
        self.world, self.chance = world, chance
        self.shown = ""
        self.has_files = chance.random() < HAS_BEEN_HERE
        # ETags of what the browser has kept of this visit, or of an earlier one
        self.known = dict(world.etags) if self.has_files else {}

    async def visit(self) -> None:
        """Open the page, and act until the time is over or enough is seen."""
        await self.open()
        for _ in range(self.chance.randint(*ACTS_PER_VISIT)):
            await asyncio.sleep(think(self.chance))
            if self.world.ended:
                return
            name = self.chance.choices(list(WEIGHTS), list(WEIGHTS.values()))[0]
            step = self.world.steps[name].for_place(self.chance.choice(self.world.codes))
            for ask in step.asks:
                await self.ask(ask)

    async def open(self) -> None:
        """The document first, then what it names all together, then the questions of the page."""
        first, *rest = self.world.steps[OPEN].asks
        document = await self.ask(first)
        asks = renamed(rest, document)
        files = [ask for ask in asks if ask.kind == "file"]
        if self.has_files:  # those with their contents in the name are kept for good; others are checked
            files = [ask for ask in files if ask.path not in self.world.forever]
        async with asyncio.TaskGroup() as group:
            for ask in files:
                group.create_task(self.ask(ask))
        for ask in asks:
            if ask.kind != "file":
                await self.ask(ask)

    async def ask(self, ask: Ask) -> str:
        """One request, asked again where a browser would; the text of a page."""
        begin, reused = time.perf_counter(), {"reused": False}
        again, problem, status, answer, content = False, "", 0, None, b""
        for _ in range(CONNECTIONS + 1):  # each kept connection may have been closed; a new one is the last
            reused["reused"] = False
            try:
                async with self.session.request(
                    ask.method,
                    self.world.address + ask.path,
                    data=ask.body or None,
                    headers=self._headers(ask),
                    trace_request_ctx=reused,
                    allow_redirects=False,
                ) as answer:
                    content, status, problem = await answer.read(), answer.status, ""
                break
            except (aiohttp.ClientError, TimeoutError) as error:
                problem = type(error).__name__
                if answer is not None or not reused["reused"]:
                    break  # an answer had begun, or the connection was new: a browser gives up too
                again = True
        headers: Mapping[str, str] = answer.headers if answer is not None else {}
        self._note(ask, begin, status, content, headers, again, problem)
        if answer is None or not headers.get("Content-Type", "").startswith("text/html"):
            return ""
        self.shown = headers.get("X-Publicatie", self.shown)
        packed = headers.get("Content-Encoding") == "br"
        return (brotli.decompress(content) if packed else content).decode()

    def _headers(self, ask: Ask) -> dict[str, str]:
        headers = {"Accept-Encoding": "br, gzip"}
        if ask.method == "POST":
            headers["Content-Type"] = "application/json"
        if ask.marked and self.shown:
            headers[MARK] = self.shown
        if ask.method == "GET" and ask.path in self.known:
            headers["If-None-Match"] = self.known[ask.path]
        return headers

    def _note(
        self,
        ask: Ask,
        begin: float,
        status: int,
        content: bytes,
        headers: Mapping[str, str],
        again: bool,
        problem: str,
    ) -> None:
        etag = headers.get("ETag", "")
        if etag:
            self.known[ask.path] = self.world.etags[ask.path] = etag
            if "immutable" in headers.get("Cache-Control", ""):
                self.world.forever.add(ask.path)
        self.world.run.samples.append(
            Sample(
                begin - self.world.begin,
                ask.kind,
                (time.perf_counter() - begin) * 1000,
                status,
                len(content),
                ask.method,
                f"{ask.path} {self.shown if ask.marked else ''}",
                headers.get("Cache-Control", ""),
                etag,
                again,
                problem,
            )
        )
