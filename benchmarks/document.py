"""What a bench writes in a manual: everything between two markers, and nothing else."""

import os
import platform
from datetime import date
from pathlib import Path

from benchmarks.servers import ROOT
from benchmarks.stats import number

MANUAL = ROOT / "docs" / "snelheid.md"


def between(text: str, name: str, content: str) -> str:
    """The text with `content` between the markers of `name`; ValueError when they are not there once."""
    begin, end = f"<!-- begin {name} -->", f"<!-- end {name} -->"
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        raise ValueError(f"De markeringen {begin} en {end} horen één keer in de tekst te staan.")
    head, _, rest = text.partition(begin)
    return f"{head}{begin}\n{content.strip()}\n{end}{rest.partition(end)[2]}"


def write_section(name: str, content: str, path: Path = MANUAL) -> None:
    """Put a new outcome in the manual."""
    path.write_text(between(path.read_text(encoding="utf-8"), name, content), encoding="utf-8")


def machine(load: float) -> str:
    """When and on what was measured, and how busy that was with other things."""
    day, cores = date.today(), os.cpu_count() or 1
    busy = " (**busy with other work: these figures are not to be quoted**)" if load > cores * 0.75 else ""
    return (
        f"{day.day} {day:%B %Y}; {platform.system()} {platform.machine()} with {cores} cores, load "
        f"{number(load)} before the run{busy}; Python {platform.python_version()}"
    )
