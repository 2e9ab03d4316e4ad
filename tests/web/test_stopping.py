"""A server that stops refuses at once, lets what is under way end, and says nothing else."""

import errno
import socket
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
from gunicorn.workers.gthread import ThreadWorker

from gka_dash.web.stopping import Worker, refuse_when_stopping


@pytest.fixture
def listener() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening


def _server(listener: socket.socket, stopped: list[bool], **more: Any) -> Any:
    usual = {"systemd": False, "reexec_pid": 0, "master_pid": 0}
    return SimpleNamespace(
        LISTENERS=[SimpleNamespace(sock=listener)], stop=stopped.append, **{**usual, **more}
    )


def _listens(listener: socket.socket) -> bool:
    try:
        socket.create_connection(listener.getsockname(), timeout=1).close()
    except ConnectionRefusedError:
        return False
    return True


def test_nobody_connects_to_a_server_that_stops(listener: socket.socket) -> None:
    stopped: list[bool] = []
    server = _server(listener, stopped)
    refuse_when_stopping(server)
    assert _listens(listener)
    server.stop(False)
    assert stopped == [False]
    assert not _listens(listener)
    server.stop()
    assert stopped == [False, True], "a second time, on an address that is closed already"


@pytest.mark.parametrize("owner", [{"systemd": True}, {"reexec_pid": 5}, {"master_pid": 5}])
def test_an_address_that_others_use_stays_open(listener: socket.socket, owner: dict[str, Any]) -> None:
    stopped: list[bool] = []
    server = _server(listener, stopped, **owner)
    refuse_when_stopping(server)
    server.stop()
    assert stopped == [True]
    assert _listens(listener)


@pytest.mark.parametrize("number", [errno.EINVAL, errno.EMFILE])
def test_a_worker_only_minds_other_faults(number: int, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_worker: object, _listener: object) -> None:
        raise OSError(number, "fout")

    accepting: list[bool] = []
    monkeypatch.setattr(ThreadWorker, "accept", fail)
    worker = object.__new__(Worker)
    monkeypatch.setattr(Worker, "set_accept_enabled", lambda _worker, enabled: accepting.append(enabled))
    if number == errno.EINVAL:
        worker.accept(None)
        assert accepting == [False]
    else:
        with pytest.raises(OSError, match="fout"):
            worker.accept(None)
