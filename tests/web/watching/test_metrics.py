"""What Prometheus reads: of all workers together, on an address that visitors do not see."""

import urllib.error
import urllib.request
from pathlib import Path

from gka_dash.settings import PROJECT_ROOT
from gka_dash.web.watching import metrics
from gka_dash.web.watching.observer import Answered
from tests.browser.served import free_port, serving


def read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=10) as answer:
        return answer.read().decode()


def test_a_request_is_counted_and_timed() -> None:
    labels = ("GET", "/data/<name>.csv", "200")
    before = metrics.REQUESTS.labels(*labels)._value.get()
    metrics.count(Answered(*labels[:2], 200, 1.5, 3))
    assert metrics.REQUESTS.labels(*labels)._value.get() == before + 1


def test_all_workers_count_together_and_visitors_see_nothing_of_it(tmp_path: Path) -> None:
    port = free_port()
    with serving(PROJECT_ROOT, tmp_path, GKA_METRICS=f"127.0.0.1:{port}") as address:
        for _ in range(20):
            read(f"{address}/versie")
        found = read(f"http://127.0.0.1:{port}/metrics")
        page = urllib.request.Request(f"{address}/metrics", headers={"Accept": "text/html"})
        try:
            urllib.request.urlopen(page, timeout=10)
            status = 200
        except urllib.error.HTTPError as error:
            status = error.code
            error.close()
    assert 'gka_requests_total{method="GET",route="/versie",status="200"} 20.0' in found
    assert "gka_publication 1.0" in found
    assert "gka_database_reachable 1.0" in found
    assert status == 404
