"""A page with only the timeline and four municipalities, and how a test looks at it."""

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page

CSP = "default-src 'self'"  # no inline style or script: the timeline has to do without
SIZE = {"width": 760, "height": 800}

TIME: dict[str, Any] = {
    "start": "2018-01-01",
    "end": "2021-12-31",
    "initial": "2020-12-31",
    "order": ["GM0001", "GM0002", "GM0003", "GM0004"],
    "steps": [
        ["2018-01-01", "-nnz"],
        ["2019-07-16", "-znz"],
        ["2020-01-01", "-zmz"],
        ["2020-07-14", "-zzz"],
    ],
    "published": [["2019-07-16", 2], ["2020-07-14", 4]],
    "milestones": [
        {
            "date": "2018-10-01",
            "label": "1 oktober 2018",
            "title": "Einde eerste fase",
            "text": "",
            "count": None,
        }
        | {"source": "javascript:alert(1)"},
        {"date": "2019-07-16", "label": "16 juli 2019", "title": "Twee agenda's", "text": "Periode 2019-2021"}
        | {"count": 2, "source": "https://www.voorbeeld.nl/nieuws (bericht van 17 juli)"},
        {"date": "2020-07-14", "label": "14 juli 2020", "title": "Vier agenda's", "text": "<b>Vet</b>"}
        | {"count": 4, "source": "Brief van 14 juli 2020"},
    ],
    "mergers": [],
    "tables": {"stand": {}, "verschil": {}},
}
CHANGES = ["2018-01-01", "2018-10-01", "2019-07-16", "2020-01-01", "2020-07-14", "2021-12-31"]

SCRIPT = """
window.log = [];
const speed = Number(new URLSearchParams(location.search).get("interval"));
fetch("proef.json").then((r) => r.json()).then((time) => {
  window.lijn = Tijdlijn.create(document.getElementById("host"), {
    time,
    interval: speed,
    onScrub: (date, from) => log.push(["scrub", date, from]),
    onCommit: (date, from) => log.push(["commit", date, from]),
  });
  document.body.dataset.klaar = "ja";
});
"""


@contextmanager
def serve(folder: Path, project: Path) -> Iterator[str]:
    """Serves a page in `folder` that holds nothing but a timeline; gives its address."""
    # in the order of their names, as the site loads them: no script may need another while it loads
    scripts = sorted((project / "assets").glob("tijd*.js"))
    styles = [project / "assets" / "tokens.css", project / "assets" / "tijdlijn.css"]
    for path in [*scripts, *styles]:
        shutil.copy(path, folder / path.name)
    axe = project / "node_modules" / "axe-core" / "axe.min.js"
    if axe.is_file():
        shutil.copy(axe, folder / axe.name)
    (folder / "proef.json").write_text(json.dumps(TIME), encoding="utf-8")
    (folder / "proef.js").write_text(SCRIPT, encoding="utf-8")
    (folder / "index.html").write_text(
        '<!doctype html><html lang="nl"><meta charset="utf-8"><title>Proef</title>'
        '<link rel="icon" href="data:,">'
        + "".join(f'<link rel="stylesheet" href="{path.name}">' for path in styles)
        + '<main><h1>Proef</h1><div id="host"></div><div id="elders"></div></main>'
        + "".join(f'<script src="{path.name}"></script>' for path in scripts)
        + '<script src="proef.js"></script>',
        encoding="utf-8",
    )

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", CSP + "; img-src data:")
            super().end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


@contextmanager
def open_page(chromium: Browser, address: str, options: dict[str, Any]) -> Iterator[Page]:
    """The page, ready; afterwards: no script error and nothing that the CSP had to stop.

    `options` are those of the browser page, and `interval`: ms per moment while playing.
    """
    options = dict(options)
    address += f"?interval={options.pop('interval', 40)}"
    faults: list[str] = []
    page = chromium.new_page(**{"viewport": SIZE, **options})
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.wait_for_selector("body[data-klaar]")
    yield page
    page.close()
    assert faults == []


def log(page: Page, kind: str | None = None) -> list[list[Any]]:
    """What the page was told since the last time: [kind, date, from]; other kinds are dropped."""
    told: list[list[Any]] = page.evaluate("window.log.splice(0)")
    return [row for row in told if kind in (None, row[0])]


def wait_until(page: Page, condition: str) -> None:
    """Ask until it is true; Playwright's own wait_for_function needs the eval that our CSP forbids."""
    for _ in range(500):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(10)
    raise AssertionError(f"Nooit waar geworden: {condition}")


def wait_for_commit(page: Page) -> None:
    wait_until(page, "log.some(([kind]) => kind === 'commit')")


def slider(page: Page, name: str = "Tijdlijn") -> Locator:
    return page.get_by_role("slider", name=name, exact=True)


def x_of(page: Page, date: str) -> float:
    """Window x of a date, worked out from the drawing: the axis line spans start to end."""
    axis = page.locator("line.tijdlijn-as").first.bounding_box()
    assert axis is not None
    share = page.evaluate(
        "([a, b, d]) => (Date.parse(d) - Date.parse(a)) / (Date.parse(b) - Date.parse(a))",
        [TIME["start"], TIME["end"], date],
    )
    return float(axis["x"] + share * axis["width"])


def y_of_plot(page: Page) -> float:
    box = page.locator("svg.tijdlijn-grafiek").bounding_box()
    assert box is not None
    return float(box["y"] + box["height"] / 2)


def settle(page: Page) -> None:
    """Let a redraw that was asked for take place."""
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
