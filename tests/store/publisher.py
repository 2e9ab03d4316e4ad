"""Another process that publishes the small country: ``python -m tests.store.publisher URL NAME BASE``."""

import sys

from gka_dash.store.engine import open_store
from tests.small import small_dataset
from tests.store.samples import publish, with_theme


def main(url: str, name: str, base: str) -> None:
    publish(open_store(url), with_theme(small_dataset(), name), int(base), who=name)


if __name__ == "__main__":
    main(*sys.argv[1:])
