"""How the server runs; `make run`, the Procfile and a hand-typed `gunicorn app:server` all read this file."""

import logging
import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gunicorn import util
from gunicorn.http import wsgi

from gka_dash.errors import GkaError
from gka_dash.settings import Settings
from gka_dash.web.stopping import refuse_when_stopping
from gka_dash.web.watching.log_format import logging_config

try:
    _settings = Settings.from_environment()
except GkaError as problem:
    sys.exit(str(problem))

bind = f"{_settings.host}:{_settings.port}"
worker_class = "gka_dash.web.stopping.Worker"
workers = 2
threads = 4
preload_app = True  # 210 MB instead of 314
control_socket_disable = True  # it would be a file in somebody's home folder
loglevel = _settings.log_level.lower()
logconfig_dict = logging_config(_settings.log_level, _settings.log_format, _settings.log_requests)
keepalive = 15


if _settings.metrics:
    # Before the application is imported: its workers keep their numbers here. Those of an earlier run go.
    _folder = _settings.state_dir / f"metrics-{_settings.port}"
    shutil.rmtree(_folder, ignore_errors=True)
    _folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(_folder)


def when_ready(server) -> None:
    """Prometheus asks the process that the workers come from, on an address of its own."""
    refuse_when_stopping(server)
    if _settings.metrics:
        from gka_dash.web.watching import metrics

        metrics.forget(os.getpid())  # it imported the application, but shows nothing to anybody
        metrics.serve(*_settings.metrics)


def child_exit(_server, worker) -> None:
    """What a worker showed ends with it."""
    if _settings.metrics:
        from gka_dash.web.watching import metrics

        metrics.forget(worker.pid)


def post_worker_init(worker) -> None:
    """A thread does not live on in a fork: each worker follows the publications by itself."""
    # Not at the top of this file: gunicorn reads it before the application is there.
    from gka_dash.web.publications import publications_of

    publications = publications_of(worker.wsgi)
    if publications is not None:
        publications.start()
        if _settings.metrics:
            from gka_dash.web.watching import metrics

            metrics.show(publications.current.newest.stamp.number, publications.reachable())


limit_request_line = 8190  # a link holds at most 2000 signs; what is longer is no link of ours


def _number_of_failure(status: int) -> str:
    """The number as a sentence; in the log it stands under the trace."""
    # Not at the top of this file: it brings Flask along before the application is there.
    from gka_dash.web.failures import new_number, sentence

    number = new_number()
    logging.getLogger("gunicorn.error").error("Foutnummer %s: antwoord %s", number, status)
    return sentence(number)


def _say_in_dutch(sock, status_int: int, reason: str, _message: str) -> None:
    """What gunicorn answers by itself: to a request it cannot read, or when the application gave up."""
    title, text = "Deze aanvraag klopt niet", "Het adres is te lang of niet te lezen."
    if status_int >= 500:
        title, text = (
            "Er ging iets mis op de server",
            f"Het ligt niet aan u. {_number_of_failure(status_int)}",
        )
    page = (
        f'<!DOCTYPE html><html lang="nl"><title>Fout {status_int}</title><main><h1>{title}</h1>'
        f'<p>{text} <a href="/">Naar de kaart</a></p></main></html>'
    ).encode()
    head = (
        f"HTTP/1.1 {status_int} {reason}\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(page)}\r\n\r\n"
    )
    util.write_nonblock(sock, head.encode("latin1") + page)


util.write_error = _say_in_dutch

_all_headers = wsgi.Response.default_headers
# Which server answers is nobody's business.
wsgi.Response.default_headers = lambda response: [
    line for line in _all_headers(response) if not line.startswith("Server:")
]
