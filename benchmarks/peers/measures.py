"""What is measured of every page, and the table that comes of it. No clock and no browser here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.report import table
from benchmarks.stats import Summary, number

OURS = "ours"
NEARLY_THE_SAME = 1.02  # less than this apart is called neither better nor worse


@dataclass(frozen=True, slots=True)
class Measure:
    """One row of the table; `more_is_better` turns the ratio around. `compared` rows have ratios."""

    key: str
    label: str
    unit: str
    more_is_better: bool = False
    compared: bool = True


MEASURES = (
    Measure("map", "cold: map drawn", "ms"),
    Measure("charts", "cold: charts drawn", "ms"),
    Measure("cold_kb", "cold: bytes", "kB"),
    Measure("requests", "cold: requests", ""),
    Measure("warm_map", "warm: map drawn", "ms"),
    Measure("warm_kb", "warm: bytes", "kB"),
    Measure("click", "click to all charts", "ms"),
    Measure("click_kb", "bytes per click", "kB"),
    Measure("step", "time step to map recoloured", "ms"),
    Measure("step_kb", "bytes per time step", "kB"),
    Measure("rate", "clicks per second, one visitor", "/s", more_is_better=True),
    Measure("server_ms", "processor time of the server per click", "ms"),
    Measure("server_mb", "memory of the server", "MB"),
    Measure("browser_mb", "JavaScript memory of the page", "MB"),
    Measure("outside", "requests to other hosts", "", compared=False),
)

Results = Mapping[str, Mapping[str, Summary]]


def times_worse(measure: Measure, ours: Summary, theirs: Summary) -> float | None:
    """How many times worse than ours; below 1 the peer is better. None where nothing can be divided."""
    above, below = (ours, theirs) if measure.more_is_better else (theirs, ours)
    return above.median / below.median if below.median else None


def peer_table(results: Results, labels: Mapping[str, str]) -> str:
    """A row per measure, a column per page: median, least and most, and the ratio to ours."""
    shown = [key for key in labels if key in results]
    rows = [
        [
            measure.label + (f", {measure.unit}" if measure.unit else ""),
            *(_cell(measure, results, key) for key in shown),
        ]
        for measure in MEASURES
    ]
    return table(["", *(labels[key] for key in shown)], rows)


def _cell(measure: Measure, results: Results, key: str) -> str:
    found = results[key].get(measure.key)
    if found is None:
        return "–"
    text = number(found.median)
    if found.least != found.most:
        text += f" ({number(found.least)}–{number(found.most)})"
    ours = results.get(OURS, {}).get(measure.key)
    ratio = times_worse(measure, ours, found) if ours and key != OURS and measure.compared else None
    return text if ratio is None else f"{text} **{number(ratio)}×**"


def better_than_ours(results: Results, labels: Mapping[str, str]) -> list[str]:
    """One sentence for every measure in which a peer does better than the dashboard."""
    told = []
    for measure in MEASURES:
        ours = results.get(OURS, {}).get(measure.key)
        if ours is None or not measure.compared:
            continue
        ahead = {}
        for key, found in results.items():
            theirs = found.get(measure.key)
            ratio = times_worse(measure, ours, theirs) if key != OURS and theirs else None
            if theirs and ratio is not None and ratio * NEARLY_THE_SAME < 1:
                ahead[key] = f"{labels[key]} {_amount(theirs, measure)}"
        if ahead:
            told.append(f"{measure.label}: {', '.join(ahead.values())}; dashboard {_amount(ours, measure)}")
    return told


def _amount(summary: Summary, measure: Measure) -> str:
    return f"{number(summary.median)} {measure.unit}".strip()


def peer_section(
    results: Results, labels: Mapping[str, str], notes: Sequence[str], failed: Mapping[str, str]
) -> str:
    """Everything between the markers in docs/snelheid.md: where a peer is better comes first."""
    ahead = better_than_ours(results, labels)
    parts = ["**Where a peer does better**\n", *(f"- {line}" for line in ahead)]
    if not ahead:
        parts.append("- In this run: nowhere.")
    parts += ["", *notes, "", peer_table(results, labels)]
    parts += (
        [
            "",
            *(
                f"- {labels[key]} did not come through every visit: {reason}"
                for key, reason in failed.items()
            ),
        ]
        if failed
        else []
    )
    return "\n".join(parts)
