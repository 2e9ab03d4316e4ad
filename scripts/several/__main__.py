"""``python -m scripts.several``: two servers, a database and nginx, to try by hand or to measure."""

import signal
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from gka_dash.cli_parser import DutchParser
from scripts.find_nginx import NoNginx, find_nginx
from scripts.several.machines import Several, several
from scripts.several.processes import DoesNotStart
from scripts.several.proof import all_rows, answered_by
from tests.store.postgres import NoPostgres

MINUTE = 60
HANGS = 20


def main() -> int:
    """Start everything, then wait or prove; returns the exit code. Everything is stopped and taken away."""
    parser = DutchParser(prog="python -m scripts.several", description="Twee servers achter nginx")
    parser.add_argument("--port", type=int, default=8080, metavar="POORT", help="van nginx (standaard 8080)")
    parser.add_argument("--proof", action="store_true", help="meet wat bezoekers merken, en stop dan")
    parser.add_argument(
        "--away", type=float, default=MINUTE, metavar="SECONDEN", help="hoe lang de database weg is"
    )
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, _as_ctrl_c)
    try:
        nginx = find_nginx()
        with (
            tempfile.TemporaryDirectory(prefix="gka-machines-") as folder,
            several(nginx, Path(folder), options.port, _say) as running,
        ):
            return _prove(running, options.away) if options.proof else _wait(running)
    except KeyboardInterrupt:
        print("\nAlles is gestopt.")
        return 0
    except (NoNginx, NoPostgres, DoesNotStart) as problem:
        print(problem, file=sys.stderr)
        return 1


def _as_ctrl_c(*_: Any) -> None:
    raise KeyboardInterrupt


def _say(line: str) -> None:
    print(line, flush=True)


def _prove(running: Several, away: float) -> int:
    rows = list(all_rows(running, away, HANGS, _say))
    for server, times in sorted(answered_by(running.nginx.requests).items()):
        _say(f"{server}: {times} antwoorden")
    good = all(row.holds for row in rows)
    _say("Bezoekers merkten niets." if good else "Bezoekers merkten iets: kijk hierboven bij MIS.")
    return 0 if good else 1


def _wait(running: Several) -> int:
    _say(f"\nDe kaart staat op {running.address} (stoppen met Ctrl+C).")
    for machine in running.machines:
        _say(f"  server {machine.name}: {machine.address}, log {machine.folder / 'log.txt'}")
    url = running.machines[0].environment["GKA_DATABASE_URL"]
    _say(f'Publiceren op een van beide: GKA_DATABASE_URL="{url}" .venv/bin/python -m gka_dash publish …')
    while True:
        time.sleep(3600)


if __name__ == "__main__":
    sys.exit(main())
