"""The tables that `make bench` prints, in Dutch, as markdown."""

from collections.abc import Sequence

from benchmarks.server import Timing
from benchmarks.stats import Summary, Verdict, dutch


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A markdown table; the first column is text, the others are aligned to the right."""
    marks = ["---", *("--:" for _ in headers[1:])]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (headers, marks, *rows))


def spread(summary: Summary | None, unit: str) -> str:
    """Median, with smallest and largest behind it when they differ."""
    if summary is None:
        return ""
    middle = f"**{dutch(summary.median)}** {unit}".strip()
    if summary.least == summary.most:
        return middle
    return f"{middle} ({dutch(summary.least)}–{dutch(summary.most)})"


def ratio(verdict: Verdict) -> str:
    """`1/6,3`, or how many times more."""
    number = verdict.ratio
    if number is None or number == 0:
        return ""
    return f"1/{dutch(1 / number)}" if number <= 1 else f"{dutch(number)}×"


def promises(verdicts: Sequence[Verdict]) -> str:
    """Promise, ours, twin, ratio, target, kept or not."""
    rows = [
        [
            verdict.promise.label,
            spread(verdict.ours, verdict.promise.unit),
            spread(verdict.twin, verdict.promise.unit),
            ratio(verdict),
            verdict.promise.target if verdict.promise.limit else "",
            ("gehaald" if verdict.kept else "**NIET GEHAALD**") if verdict.promise.limit else "",
        ]
        for verdict in verdicts
    ]
    return table(["Belofte", "dit dashboard", "gewone tweeling", "verhouding", "doel", "uitkomst"], rows)


def timings(rows: Sequence[Timing]) -> str:
    """Server time per callback."""
    cells = [
        [
            f"pagina {row.name}" if row.is_page else row.name,
            *(dutch(getattr(row.plain, part)) for part in ("middle", "most")),
            *(dutch(getattr(row.compressed, part)) for part in ("middle", "most", "clock")),
            dutch(row.body_kb),
        ]
        for row in rows
    ]
    headers = ["p50 ms", "p95 ms", "p50 ms (br)", "p95 ms (br)", "klok p50 ms (br)", "antwoord kB (br)"]
    return table(["Handeling", *headers], cells)
