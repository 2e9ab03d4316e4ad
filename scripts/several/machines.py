"""Two app servers with folders of their own, one PostgreSQL, and nginx in front."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from scripts.several.processes import Child, DoesNotStart, free_port
from scripts.several.proxy import Nginx
from tests.store.postgres import PostgresServer, start_server

PROJECT: Final = Path(__file__).resolve().parents[2]
NAMES: Final = ("een", "twee")

Say = Callable[[str], None]


class Machine(Child):
    """An app server as it would run on a machine of its own: nothing but the database is shared."""

    def __init__(self, name: str, folder: Path, database: str) -> None:
        port = free_port()
        self.name, self.folder, self.host = name, folder, f"127.0.0.1:{port}"
        self.environment = {
            **{kept: os.environ.get(kept, "") for kept in ("PATH", "HOME")},
            "LANG": "C.UTF-8",
            "HOST": "127.0.0.1",
            "PORT": str(port),
            "GKA_PROXIES": "1",
            "GKA_BUILD_DIR": str(folder / "build"),
            "GKA_STATE_DIR": str(folder / "state"),
            "GKA_DATABASE_URL": database,
        }
        gunicorn = [sys.executable, "-m", "gunicorn", "--chdir", str(PROJECT)]
        super().__init__(
            [*gunicorn, "--config", str(PROJECT / "gunicorn.conf.py"), "app:server"],
            folder / "log.txt",
            f"http://{self.host}",
            self.environment,
        )
        self._build: subprocess.Popen[bytes] | None = None

    def begin_build(self) -> None:
        """Build in a folder of its own, as each machine does."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "build.txt").open("wb") as output:
            self._build = subprocess.Popen(
                [sys.executable, "-m", "gka_dash", "build"],
                cwd=PROJECT,
                env=self.environment,
                stdout=output,
                stderr=output,
            )

    def end_build(self) -> None:
        """Wait until it is built. Raises DoesNotStart."""
        if self._build and self._build.wait():
            raise DoesNotStart((self.folder / "build.txt").read_text(encoding="utf-8")[-2000:])

    def give_up_build(self) -> None:
        """Stop a build that is under way, because everything stops."""
        if self._build and self._build.poll() is None:
            self._build.terminate()
            self._build.wait()

    def run(self, *arguments: str) -> str:
        """What ``python -m gka_dash`` prints on this machine; CalledProcessError when it fails."""
        done = subprocess.run(
            [sys.executable, "-m", "gka_dash", *arguments],
            cwd=PROJECT,
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout


@dataclass(frozen=True)
class Several:
    """Everything that runs. ``address`` is where visitors go."""

    machines: tuple[Machine, ...]
    database: PostgresServer
    nginx: Nginx

    @property
    def address(self) -> str:
        """The address of nginx."""
        return self.nginx.address


@contextmanager
def several(nginx: Path, folder: Path, port: int = 0, say: Say = lambda _: None) -> Iterator[Several]:
    """Start everything in ``folder`` and stop everything again. Raises DoesNotStart or NoPostgres."""
    with ExitStack() as stack:
        say("PostgreSQL starten …")
        database = start_server()
        stack.callback(database.remove)
        url = database.new_database("landkaart")
        machines = tuple(Machine(name, folder / name, url) for name in NAMES)
        say("De twee servers maken ieder hun eigen bestanden (een halve minuut) …")
        for machine in machines:
            stack.callback(machine.give_up_build)
            machine.begin_build()
        for machine in machines:
            machine.end_build()
        say("De servers en nginx starten …")
        for machine in machines:
            stack.callback(machine.stop)
            machine.launch()
        for machine in machines:
            machine.wait_until_ready()
        front = Nginx(nginx, folder / "nginx", [machine.host for machine in machines], port or free_port())
        stack.callback(front.stop)
        front.start()
        yield Several(machines, database, front)
