"""Files that ordinary pages fetch from other people's servers, from their own server instead."""

import json
import shutil
import tempfile
from pathlib import Path

from benchmarks.twin.data import ROOT

BOOTSTRAP = ROOT / "node_modules" / "bootstrap" / "dist" / "css" / "bootstrap.min.css"
WORLD_LAYERS = ("coastlines", "land", "ocean", "lakes", "rivers", "countries", "subunits")


def make_assets() -> Path:
    """A temporary assets folder with Bootstrap and Plotly's world map, which is left empty."""
    folder = Path(tempfile.mkdtemp(prefix="gka-twin-"))
    if BOOTSTRAP.is_file():
        shutil.copy(BOOTSTRAP, folder)
    write_empty_world(folder / "topo")
    return folder


def write_empty_world(folder: Path) -> Path:
    """Plotly's world map without anything on it: nothing is drawn before it has come."""
    empty = {"type": "GeometryCollection", "geometries": []}
    world = {"type": "Topology", "objects": dict.fromkeys(WORLD_LAYERS, empty), "arcs": []}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "world_110m.json").write_text(json.dumps(world), encoding="utf-8")
    return folder
