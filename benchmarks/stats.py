"""Numbers of repeated runs, and the promises they are held against."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Summary:
    """Smallest, middle and largest of the same measurement; no run is left out."""

    least: float
    median: float
    most: float
    runs: int


def summarise(values: Sequence[float]) -> Summary:
    """Summary of at least one value; ValueError for none."""
    if not values:
        raise ValueError("Er is niets gemeten.")
    return Summary(min(values), statistics.median(values), max(values), len(values))


def percentile(values: Sequence[float], part: float) -> float:
    """The smallest value that `part` (0 to 1) of all values do not exceed; ValueError for no values."""
    if not values:
        raise ValueError("Er is niets gemeten.")
    ordered = sorted(values)
    rank = max(1, -(-len(ordered) * part // 1))
    return ordered[int(rank) - 1]


@dataclass(frozen=True, slots=True)
class Promise:
    """What issue and manual promise: at most `limit`, as a part of the twin or in `unit`.

    `key` is the name of the measurement, `label` (Dutch) what the table calls it.
    """

    key: str
    label: str
    unit: str
    limit: float
    relative: bool

    @property
    def target(self) -> str:
        """The limit in words: `1/5 of minder`, `1 kB of minder`."""
        amount = f"1/{round(1 / self.limit)}" if self.relative else f"{dutch(self.limit)} {self.unit}"
        return f"{amount} of minder"


PROMISES = (
    Promise("map", "Eerste bezoek: kaart getekend", "ms", 1 / 5, relative=True),
    Promise("cold_kb", "Eerste bezoek: gegevens", "kB", 1 / 3, relative=True),
    Promise("click", "Klik op gemeente tot alle grafieken", "ms", 1 / 8, relative=True),
    Promise("click_kb", "Gegevens per klik", "kB", 1.0, relative=False),
    Promise("step", "Stap in de tijd tot kaart gekleurd", "ms", 1 / 8, relative=True),
    Promise("geometry_kb", "Grenzen over de lijn (br)", "kB", 50.0, relative=False),
    Promise("server", "Rekentijd van de server per handeling (p50)", "ms", 2.0, relative=False),
)

# Measured as well, without a promise.
FURTHER = (
    Promise("charts", "Eerste bezoek: grafieken getekend", "ms", 0, relative=True),
    Promise("requests", "Eerste bezoek: aantal verzoeken", "", 0, relative=True),
    Promise("click_card", "Klik op gemeente tot ook het kaartje", "ms", 0, relative=True),
    Promise("click_requests", "Verzoeken per klik", "", 0, relative=True),
    Promise("step_kb", "Gegevens per stap in de tijd", "kB", 0, relative=True),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A promise with what was measured; `ratio` is ours / twin, None where there is no twin number."""

    promise: Promise
    ours: Summary
    twin: Summary | None

    @property
    def ratio(self) -> float | None:
        """Median of ours as a part of the median of the twin."""
        return self.ours.median / self.twin.median if self.twin and self.twin.median else None

    @property
    def kept(self) -> bool:
        """Whether the median keeps the promise; a relative promise without a twin number is not kept."""
        if not self.promise.relative:
            return self.ours.median <= self.promise.limit
        return self.ratio is not None and self.ratio <= self.promise.limit


def number(value: float) -> str:
    """Three significant digits: 0.55; 12.3; 1152."""
    digits = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    text = f"{value:.{digits}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def dutch(value: float) -> str:
    """The same with a decimal comma: 0,55; 12,3; 1152."""
    return number(value).replace(".", ",")
