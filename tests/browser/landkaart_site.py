"""A little site around the map script: no Dash, six squares and an islet."""

import functools
import http.server
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from gka_dash.web.static_sources import D3_PACKAGES

CSP = "default-src 'self'"
NAMES = ["Aalten", "Bergen", "'s-Gravenhage", "De Bilt", "Súdwest", "Zeist", "Eiland"]


def square(column: int, row: int) -> str:
    return f"m{20 + column * 120} {20 + row * 120}h120v120h-120z"


def geometry() -> dict[str, Any]:
    """Three columns and two rows of squares, and an islet below them; the left column is province PV1."""
    places = [(c, r) for r in (0, 1) for c in (0, 1, 2)]
    return {
        "year": 2024,
        "attribution": "Grenzen: proef & fantasie",
        "width": 400,
        "height": 400,
        "metres_per_unit": 1,
        "regions": {
            "code": [f"GM000{i}" for i in range(7)],
            "name": NAMES,
            "group": [0, 1, 1, 0, 1, 1, 1],
            "path": [square(*place) for place in places] + ["m197 340h6v6h-6z"],
            "point": [[80 + c * 120, 80 + r * 120] for c, r in places] + [[200, 343]],
            "size": [68] * 6 + [3],
            "next": [
                [-1, 1, 3, -1],
                [-1, 2, 4, 0],
                [-1, -1, 5, 1],
                [0, 4, -1, -1],
                [1, 5, 6, 3],
                [2, -1, -1, 4],
                [4, -1, -1, -1],
            ],
        },
        "neighbours": [[]] * 7,
        "outlines": {
            "code": ["PV1", "PV2"],
            "name": ["Westland", "Oostland"],
            "path": ["m20 20h120v240h-120z", "m140 20h240v240h-240z"],
            "bounds": [[20, 20, 140, 260], [140, 20, 380, 350]],
        },
    }


STATE = {
    "signs": "aabb---",
    "classes": [
        {"sign": "a", "label": "2019", "fill": "--ramp-1", "pattern": None},
        {"sign": "b", "label": "jaar onbekend", "fill": "--ramp-3", "pattern": "hatch", "base": "--ramp-5"},
        {"sign": "-", "label": "geen agenda", "fill": "--none"},
        {"sign": "z", "label": "2030", "fill": "--ramp-2"},
    ],
    "labels": ["agenda sinds 2019"] * 2 + ["aangesloten, jaar onbekend"] * 2 + ["geen agenda gevonden"] * 3,
    "details": ["thema's: <b>taal</b>"] + [""] * 6,
    "title": "Kaart van de proef",
}

SCRIPT = """
window.log = [];
fetch("proef.json").then((r) => r.json()).then(({ geometry, state }) => {
  window.state = state;
  window.kaart = Landkaart.create(document.getElementById("host"), {
    geometry,
    legend: document.getElementById("legend"),
    onChoose: (code) => log.push(code),
  });
  kaart.update(state);
  document.body.dataset.klaar = "ja";
});
"""


@contextmanager
def serve(folder: Path, project: Path) -> Iterator[str]:
    """Give the address of the site: index.html has d3-zoom when it is installed, zonder.html never."""
    assets = [*sorted((project / "assets").glob("landkaart-*.js")), project / "assets" / "landkaart.js"]
    d3 = [project / "node_modules" / name / "dist" / f"{name}.min.js" for name in D3_PACKAGES]
    d3 = d3 if all(path.is_file() for path in d3) else []
    styles = [project / "assets" / "tokens.css", project / "assets" / "landkaart.css"]
    axe = project / "node_modules" / "axe-core" / "axe.min.js"
    for path in [*assets, *d3, *styles, *([axe] if axe.is_file() else [])]:
        shutil.copy(path, folder / path.name)
    (folder / "proef.json").write_text(json.dumps({"geometry": geometry(), "state": STATE}), encoding="utf-8")
    (folder / "proef.js").write_text(SCRIPT, encoding="utf-8")
    (folder / "proef.css").write_text(
        "#host{height:400px;width:400px} .hoog{height:2000px}", encoding="utf-8"
    )
    for name, scripts in (("index.html", [*d3, *assets]), ("zonder.html", assets)):
        head = "".join(f'<link rel="stylesheet" href="{path.name}">' for path in styles)
        tags = "".join(f'<script src="{path.name}"></script>' for path in scripts)
        (folder / name).write_text(
            f'<!doctype html><html lang="nl"><meta charset="utf-8"><title>Proef</title>{head}'
            '<link rel="stylesheet" href="proef.css"><main><h1>Proef</h1><a href="#voor">voor</a>'
            '<div id="host"></div><div id="legend"></div><div id="elders"></div><a href="#na">na</a></main>'
            f'{tags}<script src="proef.js"></script>',
            encoding="utf-8",
        )

    class Handler(http.server.SimpleHTTPRequestHandler):
        def end_headers(self) -> None:
            self.send_header("Content-Security-Policy", CSP)
            super().end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Handler, directory=str(folder))
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
