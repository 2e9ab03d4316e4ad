"""`python -m benchmarks.scale`: the same build and the same map script with 342 and with 14 000 regions."""

import argparse
import functools
import http.server
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import brotli
import geopandas as gpd
from playwright.sync_api import Error as BrowserError
from playwright.sync_api import Page, Playwright, sync_playwright

from benchmarks.scale_shapes import neighbourhoods
from benchmarks.stats import Summary, dutch, summarise
from gka_dash.geo.artefact import browser_part, build_boundaries, write_boundaries
from gka_dash.geo.read import read_boundaries
from scripts.find_chromium import ARGUMENTS, NoChromium, find_chromium

ROOT = Path(__file__).resolve().parent.parent
BORDERS = ROOT / "data" / "geo" / "gemeenten_2024_afgeleid.gpkg"
REGIONS = 14_000
MOST_TIMES_BYTES = 12
MOST_TIMES_DRAWING = 20
SETTLE_MS = 150
CPU_REPEATS = 5
LABELS = {
    "parse": "JSON lezen",
    "draw": "kaart tekenen",
    "recolour": "alles anders kleuren",
    "recolour-cpu": "alles anders kleuren, rekentijd",
    "step": "2% anders kleuren",
    "zoom": "inzoomen",
    "choose": "gemeente kiezen",
    "canvas-draw": "(canvas) tekenen",
    "canvas-recolour": "(canvas) alles anders kleuren",
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, measure and print; 0 also when a promise is not kept, 1 when it could not be measured."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.scale", description="Meet de groei van de kaart"
    )
    parser.add_argument("--regions", type=int, default=REGIONS, help=f"aantal gebieden ({REGIONS})")
    parser.add_argument("--runs", type=int, default=5, help="aantal keer tekenen per kaart (5)")
    options = parser.parse_args(arguments)
    few = read_boundaries(BORDERS, year=2024).frame
    many = neighbourhoods(few, options.regions)
    try:
        chromium = find_chromium()
        with tempfile.TemporaryDirectory(prefix="schaal-") as folder, sync_playwright() as playwright:
            results = [
                _measure(frame, Path(folder) / str(len(frame)), playwright, chromium, options.runs)
                for frame in (few, many)
            ]
    except (NoChromium, BrowserError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(report(len(few), len(many), *results))
    return 0


def report(few: int, many: int, small: dict[str, Any], large: dict[str, Any]) -> str:
    """The table in Markdown, with the growth of each number and the two promises."""

    def times(key: str) -> float:
        return float(large[key].median / small[key].median) if small[key].median else float("inf")

    lines = [
        f"| meting | {few} | {many} | groei |",
        "|---|---|---|---|",
        *(
            f"| {label} | {_shown(small[key])} {unit} | {_shown(large[key])} {unit} | {dutch(times(key))}x |"
            for key, label, unit in _rows()
        ),
        "",
        _promise("bytes over de lijn (br)", times("br"), MOST_TIMES_BYTES),
        _promise("tekenen", times("draw"), MOST_TIMES_DRAWING),
    ]
    return "\n".join(lines)


def _rows() -> list[tuple[str, str, str]]:
    fixed = [
        ("build", "bouwen", "s"),
        ("raw", "wat de kaart nodig heeft, JSON", "kB"),
        ("br", "wat de kaart nodig heeft, br 11", "kB"),
        ("whole", "met de buren erbij, br 11", "kB"),
    ]
    return fixed + [(key, label, "ms") for key, label in LABELS.items()]


def _shown(summary: Summary) -> str:
    if summary.runs == 1:
        return dutch(summary.median)
    return f"{dutch(summary.median)} ({dutch(summary.least)}–{dutch(summary.most)})"


def _promise(what: str, found: float, most: int) -> str:
    kept = "gehaald" if found <= most else "NIET gehaald"
    return f"{what}: {dutch(found)}x, belofte {most}x of minder: {kept}"


def _measure(
    frame: gpd.GeoDataFrame, folder: Path, playwright: Playwright, chromium: Path, runs: int
) -> dict[str, Summary]:
    start = time.perf_counter()
    content = build_boundaries(frame, year=2024)
    seconds = time.perf_counter() - start
    folder.mkdir()
    write_boundaries(content, folder / "whole.json")
    raw = write_boundaries(browser_part(content), folder / "geometry.json")
    found: dict[str, list[float]] = {}
    with _page(folder) as address:
        for _ in range(runs):
            browser = playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
            try:
                page = browser.new_page(viewport={"width": 1440, "height": 1000})
                page.set_default_timeout(120_000)
                page.goto(address)
                for key, duration in page.evaluate("measure()").items():
                    found.setdefault(key, []).append(duration["shown"])
                found.setdefault("recolour-cpu", []).append(_recolour_cpu(page))
            finally:
                browser.close()
    sizes = {
        "build": [seconds],
        "raw": [raw / 1000],
        "br": [_packed(folder / "geometry.json") / 1000],
        "whole": [_packed(folder / "whole.json") / 1000],
    }
    return {key: summarise(values) for key, values in {**sizes, **found}.items()}


def _recolour_cpu(page: Page) -> float:
    """Milliseconds that the page's thread worked for one recolouring: unlike a clock it does not run on while
    the computer does something else."""
    books = page.context.new_cdp_session(page)
    books.send("Performance.enable", {"timeDomain": "threadTicks"})

    def worked() -> float:
        metrics = books.send("Performance.getMetrics")["metrics"]
        return float(next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration"))

    page.wait_for_timeout(SETTLE_MS)
    before = worked()
    for shift in range(CPU_REPEATS):
        page.evaluate("(shift) => recolourAll(shift)", 5 + 3 * shift)
        page.wait_for_timeout(SETTLE_MS)
    return (worked() - before) * 1000 / CPU_REPEATS


def _packed(path: Path) -> int:
    return len(brotli.compress(path.read_bytes(), quality=11))


@contextmanager
def _page(folder: Path) -> Iterator[str]:
    """Serve a page with nothing but the map, and give its address."""
    assets = ROOT / "assets"
    scripts = [
        *sorted(assets.glob("landkaart-*.js")),
        assets / "landkaart.js",
        ROOT / "benchmarks" / "scale.js",
    ]
    styles = [assets / "tokens.css", assets / "landkaart.css"]
    for path in [*scripts, *styles]:
        shutil.copy(path, folder / path.name)
    head = "".join(f'<link rel="stylesheet" href="{path.name}">' for path in styles)
    tags = "".join(f'<script src="{path.name}"></script>' for path in scripts)
    (folder / "index.html").write_text(
        f'<!doctype html><html lang="nl"><meta charset="utf-8"><title>Schaal</title>{head}'
        "<style>#host{width:800px;height:940px}</style>"
        f'<div id="host"></div><div id="legend"></div><div id="canvas"></div>{tags}',
        encoding="utf-8",
    )
    handler = functools.partial(_Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


if __name__ == "__main__":
    sys.exit(main())
