"""The pages that are set beside each other: how each is started, looked at and moved."""

import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.servers import OURS, ROOT
from benchmarks.twin.offline import write_empty_world

FOLDER = ROOT / "build" / "peers"
PYTHON = str(FOLDER / "venv" / "bin" / "python")
TOPO = FOLDER / "topo"
STREAMLIT = FOLDER / "streamlit"
PAGES = "benchmarks/peers"
GUNICORN = ("-m", "gunicorn", "-c", "benchmarks/twin/gunicorn_settings.py")


@dataclass(frozen=True, slots=True)
class Peer:
    """A page of one framework.

    `probe` is the kind of page in probe.js; `time_control` is focused, then `year_back` pressed. `package` is
    what is installed for it; the table names the versions of `packages`.
    """

    key: str
    label: str
    probe: str
    command: tuple[str, ...]
    package: str = ""
    packages: tuple[str, ...] = ()
    time_control: str = "[role=slider]"
    year_back: str = "ArrowLeft"
    health: str = "/"
    environment: Mapping[str, str] = field(default_factory=dict)
    workers: str = "2 × 4 threads"


PEERS: tuple[Peer, ...] = (
    Peer(
        "ours",
        "dashboard",
        "ours",
        (sys.executable, "-m", "gunicorn", *OURS),
        time_control="#tijdlijn input[type=range]:visible",
        year_back="PageDown",
        health="/health",
    ),
    Peer(
        "dash",
        "plain Dash/px",
        "twin",
        (PYTHON, *GUNICORN, "benchmarks.twin.app:server"),
        "dash-bootstrap-components",
        ("dash", "plotly"),
    ),
    Peer(
        "vizro",
        "Vizro",
        "plotly",
        (PYTHON, *GUNICORN, "benchmarks.peers.vizro_page.app:server"),
        "vizro",
        ("vizro",),
    ),
    Peer(
        "streamlit",
        "Streamlit",
        "plotly",
        (
            *(PYTHON, "-m", "streamlit", "run", str(STREAMLIT / "app.py"), "--server.port", "{port}"),
            *("--server.address", "127.0.0.1", "--server.headless", "true"),
            *("--server.fileWatcherType", "none", "--server.enableStaticServing", "true"),
            *("--browser.gatherUsageStats", "false"),
        ),
        "streamlit",
        ("streamlit",),
        time_control="[data-testid=stSlider] input[type=range]",
        environment={"PYTHONPATH": str(ROOT)},
        workers="1 process",
    ),
    Peer(
        "panel",
        "Panel",
        "shadow",
        (
            *(PYTHON, "-m", "panel", "serve", f"{PAGES}/panel_page/app.py", "--index", "app"),
            *("--port", "{port}", "--address", "127.0.0.1", "--static-dirs", f"topo={TOPO}"),
        ),
        "panel",
        ("panel", "bokeh"),
        environment={"PYTHONPATH": str(ROOT)},
        workers="1 process",
    ),
    Peer(
        "shiny",
        "Shiny",
        "plotly",
        (PYTHON, "-m", "shiny", "run", f"{PAGES}/shiny_page/app.py", "--port", "{port}"),
        "shinywidgets",
        ("shiny", "shinywidgets"),
        time_control=".irs-line",
        environment={"PYTHONPATH": str(ROOT), "GKA_TOPO": str(TOPO)},
        workers="1 process",
    ),
    Peer(
        "leaflet",
        "dash-leaflet",
        "leaflet",
        (PYTHON, *GUNICORN, "benchmarks.peers.leaflet_page.app:server"),
        "dash-leaflet",
        ("dash-leaflet",),
    ),
)


def prepare() -> None:
    """Put Plotly's empty world map where the servers that are no Dash find it."""
    write_empty_world(TOPO)
    write_empty_world(STREAMLIT / "static")  # Streamlit serves what stands beside its script
    shutil.copy(ROOT / PAGES / "streamlit_page" / "app.py", STREAMLIT)
