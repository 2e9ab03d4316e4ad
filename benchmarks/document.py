"""What a bench writes in a manual: everything between two markers, and nothing else."""

from pathlib import Path

from benchmarks.servers import ROOT

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
