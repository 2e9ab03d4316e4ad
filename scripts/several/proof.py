"""What several machines promise, measured while visitors go on."""

import re
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Final, Self

import httpx

from scripts.several.machines import Machine, Say, Several
from scripts.several.visitors import Asked, Visitors

FOLLOWS_IN: Final = 5.0  # seconds until everybody shows a new publication: the promise
GIVES_UP: Final = 30.0
SETTLE: Final = 1.5  # seconds that visitors go on after each event
IN_A_ROW: Final = 12  # answers of a machine, so that each of its workers was asked
_numbers = count(1)


@dataclass(frozen=True)
class Row:
    """One line of the table: what happened, what was measured of it, and what visitors got meanwhile."""

    what: str
    measured: str
    asked: tuple[Asked, ...]
    late: bool = False

    @property
    def faults(self) -> list[str]:
        """What was wrong, one for each failed request."""
        return [f"{one.kind}: {one.fault}" for one in self.asked if one.fault]

    @property
    def slowest(self) -> float:
        """Seconds of the slowest request."""
        return max((one.seconds for one in self.asked), default=0.0)

    @property
    def holds(self) -> bool:
        """Whether visitors could ask something, noticed nothing, and it was in time."""
        return bool(self.asked) and not self.faults and not self.late


class Watching:
    """Asks every machine all the time which publication it shows."""

    def __init__(self, machines: tuple[Machine, ...]) -> None:
        self._seen: dict[str, list[tuple[datetime, int]]] = {machine.name: [] for machine in machines}
        self._made_at: dict[int, datetime] = {}
        self._done = threading.Event()
        self._threads = [threading.Thread(target=self._watch, args=(each,), daemon=True) for each in machines]

    def __enter__(self) -> Self:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        for thread in self._threads:
            thread.join()

    def _watch(self, machine: Machine) -> None:
        address, headers = f"{machine.address}/versie", {"Accept": "application/json"}
        while not self._done.wait(0.05):
            # Without a session: each time a connection of its own, so that every worker is asked.
            found = httpx.get(address, headers=headers, timeout=GIVES_UP).json()
            self._made_at[found["publicatie"]] = datetime.fromisoformat(found["gemaakt_op"])
            self._seen[machine.name].append((datetime.now(UTC), found["publicatie"]))

    def seconds_until_shown(self, number: int) -> float:
        """Seconds from the moment that a publication was made until no worker shows an older one."""
        end = time.monotonic() + GIVES_UP
        while time.monotonic() < end:
            recent = [seen[-IN_A_ROW:] for seen in self._seen.values()]
            if all(len(seen) == IN_A_ROW and min(n for _, n in seen) >= number for seen in recent):
                old = [at for seen in self._seen.values() for at, shown in seen if shown < number]
                return max(0.0, (max(old) - self._made_at[number]).total_seconds())
            time.sleep(0.05)
        return GIVES_UP


def publish(machine: Machine) -> int:
    """Publish something new on one machine; returns its number."""
    folder = machine.folder / "publicatie"
    if not folder.is_dir():
        machine.run("export", "tables", "--output", str(folder))
    with (folder / "gemeentenaam_alias.csv").open("a", encoding="utf-8", newline="") as file:
        file.write(f"Proefnaam {next(_numbers)},GM0518\n")
    told = machine.run("publish", str(folder), "--who", "Proef", "--why", "Meer machines proberen")
    return int(re.findall(r"Gepubliceerd: (\d+)", told)[-1])


class Proof:
    """Things happen to ``running`` one after the other; each method is one of them and gives its row."""

    def __init__(self, running: Several, visitors: Visitors) -> None:
        self._running, self._visitors = running, visitors

    def _row(self, what: str, act: Callable[[], tuple[str, bool]]) -> Row:
        begun = time.monotonic()
        measured, late = act()
        time.sleep(SETTLE)
        return Row(what, measured, tuple(self._visitors.since(begun)), late)

    def published(self) -> Row:
        """Publish on one machine; all follow."""

        def act() -> tuple[str, bool]:
            with Watching(self._running.machines) as watching:
                seconds = watching.seconds_until_shown(publish(self._running.machines[0]))
            return f"alle tonen hem na {seconds:.1f} s", seconds > FOLLOWS_IN

        return self._row("Publiceren op server een", act)

    def stopped(self) -> Row:
        """Stop one machine as an administrator does, and start it again."""
        machine = self._running.machines[1]

        def act() -> tuple[str, bool]:
            seconds = machine.stop()
            time.sleep(SETTLE)
            machine.start()
            return f"gestopt in {seconds:.1f} s, daarna weer gestart", False

        return self._row("Server twee stoppen en starten", act)

    def killed(self) -> Row:
        """One machine loses its power."""
        machine = self._running.machines[0]

        def act() -> tuple[str, bool]:
            machine.kill()
            time.sleep(SETTLE)
            machine.start()
            return "weg zonder waarschuwing, daarna weer gestart", False

        return self._row("Server een valt uit", act)

    def frozen(self, seconds: float) -> Row:
        """One machine hangs: it takes requests and does not answer."""
        machine = self._running.machines[1]

        def act() -> tuple[str, bool]:
            machine.freeze(True)
            time.sleep(seconds)
            machine.freeze(False)
            return f"{seconds:.0f} s zonder antwoord", False

        return self._row("Server twee hangt", act)

    def without_database(self, seconds: float) -> Row:
        """The database goes away and comes back; after that a publication arrives as ever."""

        def act() -> tuple[str, bool]:
            self._running.database.stop()
            try:
                time.sleep(seconds)
            finally:
                self._running.database.start()
            with Watching(self._running.machines) as watching:
                shown = watching.seconds_until_shown(publish(self._running.machines[1]))
            return (
                f"{seconds:.0f} s weg; wat daarna verschijnt tonen alle na {shown:.1f} s",
                shown > FOLLOWS_IN,
            )

        return self._row("Database weg en terug", act)


def all_rows(running: Several, away: float, hangs: float, say: Say) -> Iterator[Row]:
    """Everything there is to prove, one row at a time."""
    with Visitors(running.address) as visitors:
        proof = Proof(running, visitors)
        time.sleep(SETTLE)
        for step in (
            proof.published,
            proof.stopped,
            proof.killed,
            lambda: proof.frozen(hangs),
            lambda: proof.without_database(away),
        ):
            row = step()
            say(told(row))
            yield row


def told(row: Row) -> str:
    """A row in words."""
    lines = [
        f"{row.what}: {row.measured}.",
        f"  {len(row.asked)} aanvragen, {len(row.faults)} mislukt, de langzaamste {row.slowest:.2f} s.",
        *(f"  MIS: {times} keer {fault}" for fault, times in Counter(row.faults).items()),
    ]
    return "\n".join(lines)


def answered_by(log: Path) -> Counter[str]:
    """How many requests each server answered, as nginx wrote down."""
    lines = log.read_text(encoding="utf-8").splitlines()
    servers = (line.partition("server ")[2].partition(" ")[0].rstrip(",") for line in lines)
    return Counter(server for server in servers if server != "-")
