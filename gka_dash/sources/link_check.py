"""Whether the web addresses in the data still work: asked side by side, within a limit of time."""

import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor, as_completed
from datetime import date
from pathlib import Path

from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import TABLES
from gka_dash.model.todo import LinkState, addresses_of
from gka_dash.sources.guarded_http import Answer, origin_of
from gka_dash.sources.replace import replace_file

FILE = "links.json"
AT_ONCE = 8
AT_ONCE_PER_HOST = 2
MOST_BYTES = 20_000_000


def addresses_in(dataset: Dataset) -> tuple[str, ...]:
    """Every web address in the data, each once, in the order of the tables."""
    found = (
        address
        for table in TABLES
        for row in dataset.rows(table.name)
        for address in addresses_of(table, row)
    )
    return tuple(dict.fromkeys(found))


def check_links(
    addresses: Iterable[str], ask: Callable[[str], Answer], today: date, seconds: float
) -> dict[str, LinkState]:
    """Ask addresses until ``seconds`` have passed; an address that was not reached in time is not in it."""
    end = time.monotonic() + seconds
    gates: dict[str, threading.Semaphore] = defaultdict(lambda: threading.Semaphore(AT_ONCE_PER_HOST))

    def one(address: str) -> tuple[str, Answer | None]:
        with gates[origin_of(address)]:
            return address, ask(address) if time.monotonic() < end else None

    wanted = list(addresses)
    for address in wanted:  # made before the threads are, so that two of them never make one gate
        gates[origin_of(address)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = dict(done.result() for done in as_completed(pool.submit(one, a) for a in wanted))
    return {
        address: LinkState(answer.works, answer.reason, today)
        for address in wanted
        if (answer := answers[address]) is not None
    }


def write_links(folder: Path, links: Mapping[str, LinkState]) -> Path:
    """Keep what is known of addresses, whole or not at all. Raises OSError."""
    rows = {
        address: {
            "works": state.works,
            "reason": state.reason,
            "checked_on": state.checked_on.isoformat() if state.checked_on else "",
        }
        for address, state in sorted(links.items())
    }
    path = folder / FILE
    folder.mkdir(parents=True, exist_ok=True)
    replace_file(path, json.dumps({"links": rows}, ensure_ascii=False, indent=1).encode())
    return path


def read_links(folder: Path) -> dict[str, LinkState]:
    """What is known of addresses; nothing when they were never checked or the file cannot be used."""
    try:
        with (folder / FILE).open("rb") as file:
            rows = json.loads(file.read(MOST_BYTES))["links"]
        return {
            str(address): LinkState(
                bool(row["works"]),
                str(row["reason"]),
                date.fromisoformat(row["checked_on"]) if row["checked_on"] else None,
            )
            for address, row in rows.items()
        }
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}
