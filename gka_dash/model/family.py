"""What a municipality came from and what it became, as lines: ``Boxmeer → Land van Cuijk (2022)``."""

from dataclasses import dataclass
from datetime import date

from gka_dash.model.dataset import Dataset
from gka_dash.model.dates import dutch_date
from gka_dash.model.lists import name_key
from gka_dash.model.summary import listed


@dataclass(frozen=True)
class Step:
    """One change: a municipality ended on a day and went on in others, more than one after a split."""

    name: str
    day: date
    successors: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """The step as a sentence, for who hears the line instead of seeing its arrow."""
        when, where = dutch_date(self.day), listed(self.successors)
        if len(self.successors) > 1:
            return f"{self.name} is op {when} verdeeld over {where}."
        return f"{self.name} ging op {when} op in {where}."


@dataclass(frozen=True)
class Line:
    """Steps that follow each other; a split ends a line, because the parts go their own ways."""

    steps: tuple[Step, ...]

    @property
    def text(self) -> str:
        """``Haaren → Boxtel, Oisterwijk, Tilburg en Vught (2021)``."""
        parts = [f"{listed(step.successors)} ({step.day.year})" for step in self.steps]
        return " → ".join([self.steps[0].name, *parts])

    @property
    def sentences(self) -> str:
        """The same in sentences with whole dates."""
        return " ".join(step.sentence for step in self.steps)


def line_from(dataset: Dataset, code: str) -> Line | None:
    """What became of a municipality; None for one that did not end. Safe against circles."""
    steps: list[Step] = []
    seen: set[str] = set()
    while code not in seen and (rows := dataset.mergers_by_old_code.get(code)):
        seen.add(code)
        names = sorted({row.nieuwe_naam for row in rows}, key=name_key)
        steps.append(Step(rows[0].oude_naam, max(row.datum for row in rows), tuple(names)))
        if len(rows) > 1:
            break
        code = rows[0].nieuwe_code
    return Line(tuple(steps)) if steps else None


def family(dataset: Dataset, code: str) -> tuple[Line, ...]:
    """Lines in both directions: what became of a municipality first, then its predecessors by day and name.

    A predecessor in the middle of the line of another gets no line of its own.
    """
    before = _predecessors(dataset, code)
    within = {row.nieuwe_code for old in before for row in dataset.mergers_by_old_code[old]}
    lines = [line_from(dataset, old) for old in before if old not in within or _is_split(dataset, old)]
    found = sorted(filter(None, lines), key=lambda line: (line.steps[0].day, name_key(line.steps[0].name)))
    own = line_from(dataset, code)
    return (own, *found) if own else tuple(found)


def _is_split(dataset: Dataset, code: str) -> bool:
    """A line that comes in here may have stopped at a split before it."""
    return any(
        len(dataset.mergers_by_old_code.get(row.oude_code, ())) > 1
        for row in dataset.mergers_by_new_code.get(code, ())
    )


def _predecessors(dataset: Dataset, code: str) -> tuple[str, ...]:
    found: dict[str, None] = {}
    queue = [code]
    while queue:
        for row in dataset.mergers_by_new_code.get(queue.pop(), ()):
            if row.oude_code not in found and row.oude_code != code:
                found[row.oude_code] = None
                queue.append(row.oude_code)
    return tuple(found)
