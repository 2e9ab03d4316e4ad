"""The problems of one table, bounded: a hostile file must not fill the memory with messages."""

from dataclasses import dataclass, field

from gka_dash.model.problem import Problem, Severity

MOST_PER_SEVERITY = 1000


@dataclass
class _Rest:
    """Problems that are counted, no longer listed."""

    count: int = 0
    first: int | None = None
    last: int | None = None


@dataclass
class Report:
    """Problems of ``table``: the first thousand of each severity in full, the rest counted with its rows."""

    table: str
    _listed: dict[Severity, list[Problem]] = field(default_factory=dict)
    _rest: dict[Severity, _Rest] = field(default_factory=dict)

    def add(
        self, row: int | None, column: str | None, message: str, hint: str, severity: Severity = "fout"
    ) -> None:
        """Add a problem; ``row`` and ``column`` None mean the whole file and the whole row."""
        listed = self._listed.setdefault(severity, [])
        if len(listed) < MOST_PER_SEVERITY or row is None:
            listed.append(Problem(self.table, row, column, message, hint, severity))
            return
        rest = self._rest.setdefault(severity, _Rest())
        rest.count += 1
        rest.first = min(row, rest.first or row)
        rest.last = max(row, rest.last or row)

    def problems(self) -> list[Problem]:
        """Everything that was added, in the order of the rows, the whole file first."""
        every = [problem for listed in self._listed.values() for problem in listed]
        every.sort(key=lambda problem: problem.row or 0)
        for severity, rest in self._rest.items():
            what = "fouten; die rijen zijn weggelaten" if severity == "fout" else "waarschuwingen"
            message = f"rij {rest.first} tot en met {rest.last} geven nog {rest.count} {what}."
            hint = "Verbeter eerst de meldingen hierboven en lees het bestand opnieuw."
            every.append(Problem(self.table, None, None, message, hint, severity))
        return every
