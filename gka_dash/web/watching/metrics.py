"""Numbers for Prometheus, of all workers together, on an address of their own that visitors never see."""

from typing import Any, Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, start_http_server
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from gka_dash.web.watching.observer import Answered

# Seconds. An answer takes about 1 ms, a list some tens, a sheet some hundred.
BUCKETS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10)

REQUESTS = Counter("gka_requests", "Answers by kind of address and status.", ["method", "route", "status"])
SECONDS = Histogram("gka_request_seconds", "Time until an answer begins.", ["route"], buckets=BUCKETS)
PUBLICATION = Gauge(
    "gka_publication",
    "Number of the publication that is shown: the oldest of all workers.",
    multiprocess_mode="livemin",
)
DATABASE = Gauge(
    "gka_database_reachable",
    "1 when every worker could read the database at its last look, otherwise 0.",
    multiprocess_mode="livemin",
)


def count(answered: Answered) -> None:
    """Count one request."""
    REQUESTS.labels(answered.method, answered.route, str(answered.status)).inc()
    SECONDS.labels(answered.route).observe(answered.milliseconds / 1000)


def show(publication: int, reachable: bool) -> None:
    """Tell what this worker shows."""
    PUBLICATION.set(publication)
    DATABASE.set(int(reachable))


def serve(host: str, port: int) -> Any:
    """Answer Prometheus in a thread of this process, with the numbers of all workers."""
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return start_http_server(port, addr=host, registry=registry)


def forget(process: int) -> None:
    """A worker has ended: what it showed no longer counts, what it counted does."""
    mark_process_dead(process)  # type: ignore[no-untyped-call]
