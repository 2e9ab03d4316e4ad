"""A process of its own that uses a store: ``python -m tests.store.publisher URL BASE`` and a line on stdin.

It says "klaar" when its store is open, waits for a line, publishes, and says what came of it.
"""

import sys

from gka_dash.errors import StoreConflict
from gka_dash.store.engine import open_store
from gka_dash.store.first import ensure_first
from tests.small import small_dataset
from tests.store.samples import places, publish, with_theme


def main(url: str, name: str, base: str) -> None:
    dataset = with_theme(small_dataset(), name)
    if base == "eerste":
        print("klaar", flush=True)
        sys.stdin.readline()
        print(ensure_first(open_store(url), dataset, places(dataset)).sha256)
        return
    store = open_store(url)
    print("klaar", flush=True)
    sys.stdin.readline()
    try:
        print("gelukt", publish(store, dataset, int(base) or None, who=name).number)
    except StoreConflict as conflict:
        print("conflict", conflict)


if __name__ == "__main__":
    main(*sys.argv[1:])
