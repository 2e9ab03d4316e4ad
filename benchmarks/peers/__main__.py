"""`python -m benchmarks.peers`: the same page in other frameworks, beside the dashboard, in one run."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import asdict
from pathlib import Path

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Playwright, sync_playwright

from benchmarks import processes, servers
from benchmarks.document import machine, write_section
from benchmarks.peers.catalogue import PEERS, PYTHON, Peer, prepare
from benchmarks.peers.install import install
from benchmarks.peers.measures import OURS, peer_section
from benchmarks.peers.visit import Measured, counted, timed
from benchmarks.stats import summarise
from scripts.find_chromium import NoChromium, find_chromium

SECTION = "peers"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure, print and write; 1 when the dashboard itself could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.peers", description="Meet naast anderen")
    parser.add_argument("--runs", type=int, default=5, help="aantal eerste bezoeken per pagina (5)")
    parser.add_argument("--only", nargs="*", default=[], help="alleen deze pagina's, naast het dashboard")
    parser.add_argument("--json", type=Path, metavar="BESTAND", help="schrijf alle metingen ook als JSON")
    parser.add_argument("--no-table", action="store_true", help="laat docs/snelheid.md zoals het is")
    options = parser.parse_args(arguments)
    load = os.getloadavg()[0]
    peers = [peer for peer in PEERS if not options.only or peer.key in (OURS, *options.only)]
    try:
        chromium = find_chromium()
    except NoChromium as problem:
        print(problem, file=sys.stderr)
        return 1
    print("Pakketten van de andere pagina's ophalen (de eerste keer duurt dat een paar minuten)…", flush=True)
    failed = {key: reason for key, reason in install().items() if any(peer.key == key for peer in peers)}
    subprocess.run([sys.executable, "-m", "gka_dash", "build"], cwd=servers.ROOT, check=True)
    prepare()
    found = _measure([peer for peer in peers if peer.key not in failed], chromium, options.runs, failed)
    if OURS not in found:
        print(failed[OURS], file=sys.stderr)
        return 1
    results = {key: {name: summarise(values) for name, values in each.items()} for key, each in found.items()}
    labels = {peer.key: peer.label for peer in peers}
    section = peer_section(results, labels, _notes(peers, options.runs, load), failed)
    print(f"\n{section}")
    if not options.no_table:
        write_section(SECTION, section)
    if options.json:
        content = {key: {name: asdict(one) for name, one in each.items()} for key, each in results.items()}
        options.json.write_text(json.dumps(content, indent=1), encoding="utf-8")
    return 0


def _measure(peers: Sequence[Peer], chromium: Path, runs: int, failed: dict[str, str]) -> dict[str, Measured]:
    """Visit one page after the other, round after round; what fails is noted in `failed`."""
    found: dict[str, Measured] = {}
    with ExitStack() as stack, sync_playwright() as playwright:
        up: dict[str, servers.Running] = {}
        for peer in peers:
            try:
                running = servers.running(peer.command, peer.health, peer.environment)
                up[peer.key] = stack.enter_context(running)
            except servers.ServerDidNotStart as problem:
                failed[peer.key] = str(problem).splitlines()[-1]
        for run in range(-1, runs):  # the first round counts bytes
            print(f"Ronde {run + 2} van {runs + 1}…", flush=True)
            for peer in peers:
                if peer.key in up:
                    _visit(playwright, chromium, peer, up[peer.key], run, found, failed)
        for key in found:
            found[key]["server_mb"] = [processes.memory_mb(up[key].pid)]
    return found


def _visit(
    playwright: Playwright,
    chromium: Path,
    peer: Peer,
    server: servers.Running,
    run: int,
    found: dict[str, Measured],
    failed: dict[str, str],
) -> None:
    look = counted if run < 0 else timed
    print(f"  {peer.label}", flush=True)
    try:
        for key, values in look(playwright, chromium, peer, server).items():
            found.setdefault(peer.key, {}).setdefault(key, []).extend(values)
    except BrowserError as problem:
        reason = f"{problem.message.splitlines()[0].removeprefix('Page.evaluate: Error: ')} (round {run + 2})"
        failed[peer.key] = "; ".join(filter(None, (failed.get(peer.key), reason)))


def _notes(peers: Sequence[Peer], runs: int, load: float) -> list[str]:
    """The machine, the date, the versions and how the servers run."""
    packages = [name for peer in peers for name in peer.packages]
    question = f"from importlib.metadata import version; print(*map(version, {packages!r}))"
    answer = subprocess.run([PYTHON, "-c", question], capture_output=True, text=True, check=False).stdout
    versions = [f"{name} {found}" for name, found in zip(packages, answer.split(), strict=False)]
    single = [peer.label for peer in peers if peer.workers.startswith("1 ")]
    return [
        f"{machine(load)}, {', '.join(versions)}. Median (least–most) of {runs} first visits, {2 * runs} "
        f"clicks and {2 * runs} steps per page; in bold how many times worse than the dashboard.",
        f"Gunicorn with 2 workers of 4 threads, except {', '.join(single)}: one process of their own.",
    ]


if __name__ == "__main__":
    sys.exit(main())
