"""nginx with the configuration of `deploy/`, in which only addresses, ports and folders are filled in."""

import os
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from scripts.several.processes import Child

CONFIGURATION: Final = Path(__file__).resolve().parents[2] / "deploy" / "nginx.conf"
# What nginx needs around a file of conf.d; a package of nginx brings this itself.
_AROUND: Final = """{user}
daemon off;
worker_processes 2;
worker_shutdown_timeout 5s;
pid {folder}/nginx.pid;
error_log {folder}/fouten.log warn;
events {{ worker_connections 512; }}
http {{
    client_body_temp_path {folder}/tijdelijk-body;
    proxy_temp_path {folder}/tijdelijk-proxy;
    fastcgi_temp_path {folder}/tijdelijk-fastcgi;
    uwsgi_temp_path {folder}/tijdelijk-uwsgi;
    scgi_temp_path {folder}/tijdelijk-scgi;
    include {folder}/landkaart.conf;
}}
"""


def filled_in(text: str, servers: Sequence[str], listen: str, folder: Path) -> str:
    """The configuration for a try-out: other servers, plain http on ``listen``, all kept in ``folder``.

    Raises ValueError when the file does not have what is to be filled in, so that the two stay together.
    """
    for pattern, new in (
        *((rf"server 10\.0\.0\.1{n}:8050 ", f"server {server} ") for n, server in enumerate(servers, 1)),
        (r"listen 443 ssl http2;", f"listen {listen};"),
        (r" +ssl_\w+ .*;\n", ""),
        (r"listen 80;", f"listen unix:{folder}/naar-https.sock;"),
        (r"/var/(?:cache|log)/nginx/", f"{folder}/"),
    ):
        text, times = re.subn(pattern, new, text)
        if not times:
            raise ValueError(f"deploy/nginx.conf has no {pattern}")
    return text


def write_configuration(folder: Path, site: str) -> Path:
    """Put ``site`` in ``folder`` with what nginx needs around it; returns the file to start nginx with."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "landkaart.conf").write_text(site, encoding="utf-8")
    whole = folder / "nginx.conf"
    user = "user root;" if os.geteuid() == 0 else ""  # otherwise its workers may not write in our folder
    whole.write_text(_AROUND.format(folder=folder, user=user), encoding="utf-8")
    return whole


def fault_in(program: Path, configuration: Path) -> str:
    """What nginx has to say against a configuration; empty when it is good, warnings included."""
    done = subprocess.run(
        [str(program), "-t", "-q", "-c", str(configuration), "-e", "stderr"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    return done.stderr.strip() or ("" if done.returncode == 0 else f"exit code {done.returncode}")


class Nginx(Child):
    """A running nginx in front of ``servers``."""

    def __init__(self, program: Path, folder: Path, servers: Sequence[str], port: int) -> None:
        site = filled_in(CONFIGURATION.read_text(encoding="utf-8"), servers, f"127.0.0.1:{port}", folder)
        configuration = write_configuration(folder, site)
        super().__init__(
            [str(program), "-c", str(configuration), "-e", str(folder / "fouten.log")],
            folder / "start.log",
            f"http://127.0.0.1:{port}",
        )
        self.requests = folder / "landkaart.log"
