"""`python -m benchmarks`: measure the dashboard against its ordinary twin and print the tables."""

import argparse
import json
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playwright.sync_api import Error as BrowserError
from playwright.sync_api import sync_playwright

from benchmarks import browser, report, server, servers
from benchmarks.stats import FURTHER, PROMISES, Summary, Verdict, summarise
from scripts.find_chromium import NoChromium, find_chromium

GEOMETRY = "boundaries-"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print; 0 also when a promise is not kept, 1 when it could not be measured."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Meet de snelheid")
    parser.add_argument("--runs", type=int, default=5, help="aantal eerste bezoeken per pagina (5)")
    parser.add_argument("--json", type=Path, metavar="BESTAND", help="schrijf alle metingen ook als JSON")
    parser.add_argument("--verzoeken", action="store_true", help="toon elk verzoek van een eerste bezoek")
    parser.add_argument(
        "--letterlijk",
        action="store_true",
        help="tweeling precies zoals in de handleiding van Plotly: één laag per klasse, dus trager",
    )
    options = parser.parse_args(arguments)
    os.environ["GKA_TWIN"] = "letterlijk" if options.letterlijk else ""
    try:
        chromium = find_chromium()
        _build()
        measured, waterfalls, geometry_kb = _visits(chromium, options.runs)
    except (NoChromium, servers.ServerDidNotStart, BrowserError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print("Servertijd meten…", flush=True)
    timings, unknown = server.measure_ours()
    twin_timing = server.measure_twin()
    verdicts = judge(measured, geometry_kb, timings, twin_timing)

    print(f"\n{machine()}\nMediaan (kleinste–grootste) van {options.runs} eerste bezoeken per pagina.")
    print(f"Tweeling: {'één kaartlaag per klasse' if options.letterlijk else 'één kaartlaag'}.\n")
    print(report.promises([verdict for verdict in verdicts if verdict.promise.limit]))
    print("\nOok gemeten, zonder belofte:\n")
    print(report.promises([verdict for verdict in verdicts if not verdict.promise.limit]))
    print("\nRekentijd van de server, telkens met een nieuwe keuze: ", end="")
    print(f"{server.TIMES} keer per handeling, {server.PAGE_TIMES} keer per pagina.\n")
    print(report.timings([*timings, twin_timing]))
    for name in unknown:
        print(f"Niet gemeten, want deze invoer is hier niet bekend: {name}")
    if options.verzoeken:
        _print_requests(waterfalls)
    missed = [verdict.promise.label for verdict in verdicts if verdict.promise.limit and not verdict.kept]
    print(f"\nNiet gehaald: {'; '.join(missed)}." if missed else "\nAlle beloften zijn gehaald.")
    if options.json:
        _write_json(options.json, measured, timings, twin_timing, verdicts)
    return 0


def judge(
    measured: dict[str, browser.Measured],
    geometry_kb: float,
    timings: Sequence[server.Timing],
    twin_timing: server.Timing,
) -> list[Verdict]:
    """Every promise, and what else was measured, with both numbers."""
    slowest = max((t for t in timings if not t.is_page), key=lambda timing: timing.compressed.middle)
    single: dict[str, tuple[Summary, Summary | None]] = {
        "geometry_kb": (summarise([geometry_kb]), None),
        "server": (summarise([slowest.compressed.middle]), summarise([twin_timing.compressed.middle])),
    }

    def numbers(key: str) -> tuple[Summary, Summary | None]:
        if key in single:
            return single[key]
        return summarise(measured["ours"][key]), summarise(measured["twin"][key])

    return [Verdict(promise, *numbers(promise.key)) for promise in (*PROMISES, *FURTHER)]


def _build() -> None:
    """Bring the built files up to date: what is measured is what is in the folder now."""
    subprocess.run([sys.executable, "-m", "gka_dash", "build"], cwd=servers.ROOT, check=True)


def _visits(
    chromium: Path, runs: int
) -> tuple[dict[str, browser.Measured], dict[str, list[browser.Answer]], float]:
    """Visit ours, twin, ours, twin, …; measurements and last waterfall per page, and kB of the geometry."""
    measured: dict[str, browser.Measured] = {"ours": {}, "twin": {}}
    waterfalls: dict[str, list[browser.Answer]] = {}
    with (
        servers.serving(servers.OURS) as our_address,
        servers.serving(servers.TWIN) as twin_address,
        sync_playwright() as playwright,
    ):
        targets = (browser.ours(our_address), browser.twin(twin_address))
        for run in range(runs):
            print(f"Bezoek {run + 1} van {runs}…", flush=True)
            for target in targets:
                found, waterfalls[target.name] = browser.visit(playwright, chromium, target)
                for key, values in found.items():
                    measured[target.name].setdefault(key, []).extend(values)
        geometry = next(a.url for a in waterfalls["ours"] if GEOMETRY in a.url)
        return measured, waterfalls, servers.body_size(geometry) / 1000


def machine() -> str:
    """One line about the computer and the versions, and one when it is too busy to trust the times."""
    packages = ", ".join(f"{name} {version(name)}" for name in ("dash", "plotly", "gunicorn", "playwright"))
    load, cores = os.getloadavg()[0], os.cpu_count() or 1
    system = f"{platform.system()} {platform.machine()}, {cores} kernen"
    line = f"{system}, Python {platform.python_version()}, {packages}."
    if load > cores * 1.5:
        line += f"\nLet op: deze computer heeft meer te doen (belasting {load:.1f})."
        line += " De tijden zijn langer dan anders."
    return line


def _print_requests(waterfalls: dict[str, list[browser.Answer]]) -> None:
    for name, answers in waterfalls.items():
        rows = [[a.url.split("?")[0].split("/", 3)[3] or "/", str(a.body), str(a.total)] for a in answers]
        print(f"\nVerzoeken van het eerste bezoek ({name}):\n")
        print(report.table(["Adres", "bytes", "bytes met koppen"], rows))


def _write_json(
    path: Path,
    measured: dict[str, browser.Measured],
    timings: Sequence[server.Timing],
    twin_timing: server.Timing,
    verdicts: Sequence[Verdict],
) -> None:
    content: dict[str, Any] = {
        "machine": machine(),
        "measured": measured,
        "server": [asdict(timing) for timing in (*timings, twin_timing)],
        "kept": {verdict.promise.key: verdict.kept for verdict in verdicts if verdict.promise.limit},
    }
    path.write_text(json.dumps(content, indent=1, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
