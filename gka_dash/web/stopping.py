"""A server that stops says so at once: who asks meanwhile is refused, and a proxy then asks another server.

Left to itself gunicorn keeps the address open until its last worker has gone, two seconds and more. Whoever
connects in that time waits all of it, only to be cut off.
"""

import errno
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from gunicorn.workers.gthread import ThreadWorker


class Worker(ThreadWorker):  # type: ignore[misc]
    """A worker with threads that does not mind when the address it listens on is closed."""

    def accept(self, listener: Any) -> None:
        """Take a connection, if anybody still listens."""
        try:
            super().accept(listener)
        except OSError as error:
            if error.errno != errno.EINVAL:
                raise
            self.set_accept_enabled(False)


def refuse_when_stopping(server: Any) -> None:
    """Let gunicorn's ``server`` close its address for its workers too, before it asks them to stop.

    Not when a new gunicorn takes the address over, and not when it belongs to systemd.
    """
    stop: Callable[[bool], None] = server.stop

    def refuse_and_stop(graceful: bool = True) -> None:
        if not (server.systemd or server.reexec_pid or server.master_pid):
            for listener in server.LISTENERS:
                with suppress(OSError):  # macOS cannot do this to an address that is listened on
                    listener.sock.shutdown(socket.SHUT_RDWR)
        stop(graceful)

    server.stop = refuse_and_stop
