"""nginx in front of servers that do as they are told, and in front of the real ones."""

import http.server
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from scripts.find_nginx import NoNginx, find_nginx
from scripts.several.machines import Several, several
from scripts.several.processes import free_port
from scripts.several.proxy import Nginx
from tests.store.postgres import NoPostgres

Answer = tuple[int, dict[str, str], bytes] | None


@pytest.fixture(scope="session")
def nginx() -> Path:
    try:
        return find_nginx()
    except NoNginx as problem:
        pytest.skip(f"SEVERAL MACHINES ARE NOT TESTED: {problem}")


@pytest.fixture(scope="session")
def running(nginx: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Several]:
    """Two servers, a database and nginx. A test leaves them all running."""
    try:
        with several(nginx, tmp_path_factory.mktemp("machines")) as found:
            yield found
    except NoPostgres as problem:
        pytest.skip(f"SEVERAL MACHINES ARE NOT TESTED: {problem}")


@dataclass
class Stub:
    """An app server that answers what ``answer`` says; None cuts the connection off after it was asked."""

    answer: Callable[[str], Answer] = lambda path: (200, {}, path.encode())
    asked: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    _server: http.server.ThreadingHTTPServer | None = None
    port: int = field(default_factory=free_port)

    def start(self) -> None:
        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", self.port), _handler(self))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()

    def stop(self) -> None:
        if self._server:
            self._server.shutdown()
            self._server.server_close()
            self._server = None


def _handler(stub: Stub) -> Any:
    class Handler(http.server.BaseHTTPRequestHandler):
        def _do(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            stub.asked.append((self.command, self.path, dict(self.headers)))
            answer = stub.answer(self.path)
            self.close_connection = True
            if answer is None:
                return
            status, headers, body = answer
            self.send_response(status)
            for name, value in ({"Content-Length": str(len(body))} | headers).items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        do_GET = do_POST = _do  # noqa: N815 - as the standard library calls them

        def log_message(self, *_: Any) -> None:
            """Not among what pytest says."""

    return Handler


@dataclass
class Front:
    """nginx with two stubs behind it."""

    address: str
    stubs: tuple[Stub, Stub]
    log: Path

    @property
    def asked(self) -> list[tuple[str, str, dict[str, str]]]:
        return [one for stub in self.stubs for one in stub.asked]

    def all_answer(self, answer: Callable[[str], Answer]) -> None:
        for stub in self.stubs:
            stub.answer = answer


@pytest.fixture
def front(nginx: Path, tmp_path: Path) -> Iterator[Front]:
    stubs = Stub(), Stub()
    for stub in stubs:
        stub.start()
    server = Nginx(nginx, tmp_path / "nginx", [f"127.0.0.1:{stub.port}" for stub in stubs], free_port())
    try:
        server.start("/")
        for stub in stubs:
            stub.asked.clear()
        yield Front(server.address, stubs, server.requests)
    finally:
        server.stop()
        for stub in stubs:
            stub.stop()
