"""`python -m benchmarks.load.publish DATABASE`: the latest publication, one activity less."""

import sys
from dataclasses import replace

from gka_dash.model.provenance import Provenance
from gka_dash.store.engine import open_store


def main(url: str) -> int:
    """Publish and print the number."""
    store = open_store(url)
    latest = store.latest()
    if latest is None:
        print("Er is nog geen publicatie om mee te beginnen.", file=sys.stderr)
        return 1
    fewer = replace(latest.dataset, interventies=latest.dataset.interventies[1:])
    made = store.publish(fewer, who="Meting", why="Belasting", base=latest.number, provenance=Provenance())
    print(made.number)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
