"""`python -m benchmarks.load`: many visitors for some minutes, with a new publication and a killed worker."""

import argparse
import asyncio
import csv
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

import aiohttp
from playwright.sync_api import Error as BrowserError

from benchmarks import processes, servers
from benchmarks.document import machine, write_section
from benchmarks.load.outcome import Memory, Run, load_section, per_second, verdict
from benchmarks.load.record import record
from benchmarks.load.users import SPREAD_S, World, visitors
from benchmarks.twin.data import municipalities
from scripts.find_chromium import NoChromium, find_chromium

SECTION = "load"
LOG = servers.ROOT / "build" / "load"
WARM_UP = SPREAD_S + 10
PUBLISH_AT, KILL_AT = 1 / 3, 2 / 3  # of the time
WATCH_EVERY = 1.0
ASKED_IN_A_ROW = 8  # so that every worker is asked
COMMAND = (sys.executable, "-m", "gunicorn", "app:server")


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write; 1 when the goal is missed or nothing could be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.load", description="Meet onder belasting")
    parser.add_argument("--users", type=int, default=200, help="bezoekers tegelijk (200)")
    parser.add_argument("--seconds", type=float, default=180.0, help="hoe lang (180)")
    parser.add_argument("--no-table", action="store_true", help="laat docs/snelheid.md zoals het is")
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    LOG.mkdir(parents=True, exist_ok=True)
    try:
        chromium = find_chromium()
        subprocess.run([sys.executable, "-m", "gka_dash", "build"], cwd=servers.ROOT, check=True)
        with tempfile.TemporaryDirectory(prefix="gka-load-") as folder:
            settings = {"GKA_STATE_DIR": folder, "GKA_DATABASE_URL": ""}
            with servers.running(COMMAND, "/health", settings, LOG / "server.log") as server:
                run = _run(server, Path(folder), chromium, Run(options.users, options.seconds))
    except (NoChromium, servers.ServerDidNotStart, BrowserError, ValueError) as problem:
        print(problem, file=sys.stderr)
        return 1
    section = load_section(run, WARM_UP, _notes(run, load))
    print(f"\n{section}\n")
    _write_log(run)
    if not options.no_table:
        write_section(SECTION, section)
    missed = verdict(run, WARM_UP).missed
    print(f"Niet gehaald: {'; '.join(missed)}." if missed else "Het doel is gehaald.")
    return 1 if missed else 0


def _run(server: servers.Running, folder: Path, chromium: Path, run: Run) -> Run:
    print("Opnemen wat een bezoeker vraagt…", flush=True)
    steps = record(server.address, chromium)
    print(f"{run.users} bezoekers, {run.seconds:.0f} seconden…", flush=True)
    codes = municipalities()["statcode"].tolist()
    world = World(server.address, steps, codes, run, time.perf_counter())
    asyncio.run(_everything(world, server, folder))
    return run


async def _everything(world: World, server: servers.Running, folder: Path) -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(visitors(world))
        group.create_task(_watch(world, server.pid))
        group.create_task(_publish(world, folder))
        group.create_task(_kill(world, server.pid))


async def _watch(world: World, pid: int) -> None:
    """Memory every second, and a line for who waits."""
    while not world.ended:
        workers = await asyncio.to_thread(processes.workers, pid)
        memory = await asyncio.to_thread(processes.memory_mb, pid)
        world.run.memory.append(Memory(world.now(), memory, tuple(workers)))
        await asyncio.sleep(WATCH_EVERY)


async def _publish(world: World, folder: Path) -> None:
    """A new publication in the middle, made by another process, as `python -m gka_dash publish` does it."""
    await asyncio.sleep(world.run.seconds * PUBLISH_AT)
    database = f"sqlite:///{folder / 'publicaties.sqlite'}"
    command = (sys.executable, "-m", "benchmarks.load.publish", database)
    process = await asyncio.create_subprocess_exec(
        *command, cwd=servers.ROOT, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    told, problem = await process.communicate()
    if process.returncode:
        raise ValueError(problem.decode(errors="replace").strip().splitlines()[-1])
    world.run.events["published"] = world.now()
    async with aiohttp.ClientSession() as session:
        while not world.ended:
            shown = [await _shown(session, world.address) for _ in range(ASKED_IN_A_ROW)]
            if set(shown) == {int(told)}:
                world.run.events["shown"] = world.now()
                return
            await asyncio.sleep(0.2)


async def _shown(session: aiohttp.ClientSession, address: str) -> int:
    async with session.get(f"{address}/versie", headers={"Connection": "close"}) as answer:
        return int((await answer.json())["publicatie"])


async def _kill(world: World, pid: int) -> None:
    """End a worker as a shortage of memory would, and see when another has taken its place."""
    await asyncio.sleep(world.run.seconds * KILL_AT)
    before = processes.workers(pid)
    os.kill(before[0], signal.SIGKILL)
    world.run.events["killed"] = world.now()
    while not world.ended:
        now = processes.workers(pid)
        if before[0] not in now and len(now) == len(before):
            world.run.events["replaced"] = world.now()
            return
        await asyncio.sleep(0.1)


def _notes(run: Run, load: float) -> list[str]:
    return [
        f"{machine(load)}, gunicorn {version('gunicorn')} with 2 workers of 4 threads; the generator "
        f"runs on the same machine. {run.users} visitors for {run.seconds:.0f} s.",
    ]


def _write_log(run: Run) -> None:
    with (LOG / "seconds.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["second", "requests", "errors", "p50_ms", "p95_ms", "p99_ms", "memory_mb", "workers"]
        )
        writer.writerows(per_second(run))
    with (LOG / "errors.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["second", "method", "request", "status", "problem"])
        writer.writerows(
            [f"{s.second:.2f}", s.method, s.key, s.status, s.problem] for s in run.samples if s.failed
        )


if __name__ == "__main__":
    sys.exit(main())
