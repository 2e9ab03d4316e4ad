"""What the check of a file found, kept with the draft so that any worker can show it after a redirect."""

from dataclasses import dataclass, replace
from typing import Self

from gka_dash.model.dataset import Dataset
from gka_dash.model.draft import FILE, NOTED, without_remarks
from gka_dash.model.problem import Problem
from gka_dash.model.stamp import called
from gka_dash.sources.incoming import Incoming


@dataclass(frozen=True)
class Check:
    """Errors stop a publication, warnings do not; notes say how the file was understood."""

    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    notes: tuple[str, ...]

    @classmethod
    def of(cls, dataset: Dataset) -> Self:
        """The check that was kept with a draft."""
        told = [problem for problem in dataset.problems if problem.table != NOTED]
        return cls(
            tuple(problem for problem in told if problem.severity == "fout"),
            tuple(problem for problem in told if problem.severity == "waarschuwing"),
            tuple(problem.message for problem in dataset.problems if problem.table == NOTED),
        )

    @property
    def sentence(self) -> str:
        """How many there are of each, in words."""
        errors, warnings = len(self.errors), len(self.warnings)
        return (
            f"{errors} {'fout' if errors == 1 else 'fouten'} en "
            f"{warnings} {'waarschuwing' if warnings == 1 else 'waarschuwingen'}."
        )


def checked(incoming: Incoming, number: int) -> Dataset:
    """What was read, with everything that the check has to say; ``number`` is the latest publication."""
    notes = list(incoming.understood)
    if incoming.region:
        notes.insert(0, f"Dit is een werkmap van de regio {incoming.region}; andere regio's blijven gelijk.")
    problems = [*incoming.dataset.problems, *(_note(text) for text in notes)]
    if incoming.version and incoming.version != called(number):
        problems.insert(0, _older(incoming.version, number))
    return replace(incoming.dataset, problems=tuple(problems))


def unreadable(current: Dataset, message: str) -> Dataset:
    """The data as it is, with the one reason why the file could not be read."""
    return replace(current, problems=(Problem(FILE, None, None, message, "", where="Bestand"),))


def publishable(dataset: Dataset) -> Dataset:
    """The data without what only mattered to who brought it in: its notes, and remarks about the file."""
    kept = without_remarks(dataset)
    return replace(kept, problems=tuple(p for p in kept.problems if p.severity == "waarschuwing"))


def _note(text: str) -> Problem:
    return Problem(NOTED, None, None, text, "", "waarschuwing")


def _older(version: str, number: int) -> Problem:
    message = f"Deze werkmap is gemaakt van {version[:40]}, maar {called(number)} is nu de laatste."
    hint = "Kijk bij de verschillen of u geen werk van anderen terugdraait."
    return Problem(FILE, None, None, message, hint, "waarschuwing", "Bestand")
