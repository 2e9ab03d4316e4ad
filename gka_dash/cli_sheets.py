"""Writing files by command: one, or the factsheets of a whole region in a folder or zip."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from gka_dash.errors import SourceError
from gka_dash.geo.progress import Progress
from gka_dash.sources.replace import replace_file

if TYPE_CHECKING:
    from gka_dash.exports.bench import Bench
    from gka_dash.model.selection import Selection


def run(output: Path, bench: Bench, region: Selection) -> int:
    """The sheet of a region and of each of its municipalities; one that fails is named, the rest is kept."""
    failed: list[str] = []
    total = len(bench.places(region))
    progress = Progress.on_stderr(total)
    if output.suffix.lower() == ".zip":
        content = bench.bundle(region, failed, progress.step)[1]
        progress.close()
        write_file(output, content)
    else:
        _fill(output, bench.sheets(region, failed, progress.step))
        progress.close()
    for sentence in failed:
        print(f"FOUT: {sentence}", file=sys.stderr)
    print(f"{total - len(failed)} factsheets gemaakt, {len(failed)} niet gelukt.")
    return 1 if failed else 0


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all, and say so; raises SourceError when that cannot be done."""
    try:
        replace_file(path, content)
    except OSError as error:
        raise SourceError(f"{path} is niet te schrijven: {error.strerror or error}.") from error
    print(f"Geschreven: {path} ({max(1, len(content) // 1000)} kB).")


def _fill(folder: Path, made: Iterable[tuple[str, bytes]]) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made:
            replace_file(folder / name, content)
    except OSError as error:
        raise SourceError(f"{folder} is niet te schrijven: {error.strerror or error}.") from error
