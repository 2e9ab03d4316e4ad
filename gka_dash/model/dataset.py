"""The validated tables and the look-ups that everything else is made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, TypeVar

from gka_dash.model.mergers import nearest
from gka_dash.model.problem import Problem
from gka_dash.model.schema import (
    TABLES,
    Agenda,
    Alias,
    Factor,
    Intervention,
    Merger,
    Milestone,
    Municipality,
    NationalAgenda,
    RegionOfMunicipality,
    Sector,
    Theme,
)

Made = TypeVar("Made")


def once_per_dataset(make: Callable[["Dataset"], Made]) -> Callable[["Dataset"], Made]:
    """Work something out once and keep it with the dataset, for as long as the dataset is kept.

    Two threads that ask at the same moment may both work it out; they find the same.
    """

    @wraps(make)
    def kept(dataset: "Dataset") -> Made:
        if make not in dataset.kept:
            dataset.kept[make] = make(dataset)
        found: Made = dataset.kept[make]
        return found

    return kept


@dataclass(frozen=True)
class Dataset:
    """Validated tables; nothing in it changes after it is made.
    ``problems`` holds every row that was left out or used with a warning, so that the screen can show it.
    """

    gemeenten: tuple[Municipality, ...] = ()
    gemeentenaam_alias: tuple[Alias, ...] = ()
    herindelingen: tuple[Merger, ...] = ()
    themas: tuple[Theme, ...] = ()
    sectoren: tuple[Sector, ...] = ()
    agendas: tuple[Agenda, ...] = ()
    interventies: tuple[Intervention, ...] = ()
    mijlpalen: tuple[Milestone, ...] = ()
    landelijke_agendas: tuple[NationalAgenda, ...] = ()
    factoren: tuple[Factor, ...] = ()
    regioindelingen: tuple[RegionOfMunicipality, ...] = ()
    problems: tuple[Problem, ...] = ()
    base: "Dataset | None" = None  # the dataset of today that this one shows on the borders of another day

    @cached_property
    def kept(self) -> dict[Callable[["Dataset"], Any], Any]:
        """What was worked out once, by the function that did (``once_per_dataset``)."""
        return {}

    def __repr__(self) -> str:
        sizes = ", ".join(f"{table.name}={len(self.rows(table.name))}" for table in TABLES)
        return f"Dataset({sizes}, problems={len(self.problems)})"

    @classmethod
    def from_tables(
        cls, tables: Mapping[str, tuple[Any, ...]], problems: tuple[Problem, ...] = ()
    ) -> "Dataset":
        """Make a dataset from records per table name; a table that is not given is empty."""
        rows: dict[str, Any] = {table.name: tuple(tables.get(table.name, ())) for table in TABLES}
        return cls(**rows, problems=problems)

    def rows(self, table: str) -> tuple[Any, ...]:
        """The records of the table called ``table``."""
        return tuple(getattr(self, table))

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """Codes of the municipalities, sorted: the order of the signs in a class string."""
        return tuple(sorted(m.gemeentecode for m in self.gemeenten))

    @cached_property
    def municipality(self) -> Mapping[str, Municipality]:
        """Municipalities by code."""
        return {m.gemeentecode: m for m in self.gemeenten}

    @cached_property
    def regions(self) -> Mapping[str, str]:
        """Names of the provinces by code, ordered by name."""
        pairs = {(m.provincie, m.provinciecode) for m in self.gemeenten}
        return {code: name for name, code in sorted(pairs)}

    @cached_property
    def mergers_by_old_code(self) -> Mapping[str, tuple[Merger, ...]]:
        """Merger rows by the code that ended."""
        return _grouped(self.herindelingen, "oude_code")

    @cached_property
    def mergers_by_new_code(self) -> Mapping[str, tuple[Merger, ...]]:
        """Merger rows by the code that went on."""
        return _grouped(self.herindelingen, "nieuwe_code")

    @property
    def today(self) -> "Dataset":
        """The dataset on today's borders: what counts and links are made from."""
        return self.base or self

    def successors(self, code: str) -> tuple[str, ...]:
        """Codes of this division where ``code`` lies: itself, its successor, or all parts after a split.

        On borders of the past a younger municipality lies where its predecessors were. Empty for a code
        that never existed.
        """
        return self._successors.get(code, ())

    @cached_property
    def _successors(self) -> Mapping[str, tuple[str, ...]]:
        """The answer for every code in the tables; any other code leads nowhere."""
        codes = {*self.municipality, *self.mergers_by_old_code, *self.mergers_by_new_code}
        return {code: self._find_successors(code) for code in codes}

    def _find_successors(self, code: str) -> tuple[str, ...]:
        after = nearest(
            code,
            self.municipality,
            lambda known: [m.nieuwe_code for m in self.mergers_by_old_code.get(known, ())],
        )
        if after or self.base is None:
            return after
        return nearest(
            code,
            self.municipality,
            lambda known: [m.oude_code for m in self.mergers_by_new_code.get(known, ())],
        )

    @cached_property
    def agendas_by_municipality(self) -> Mapping[str, tuple[Agenda, ...]]:
        """Agendas by the code where they lie, agendas of predecessors included."""
        return self._by_successor(self.agendas)

    @cached_property
    def interventions_by_municipality(self) -> Mapping[str, tuple[Intervention, ...]]:
        """Activities by the code where they lie, activities of predecessors included."""
        return self._by_successor(self.interventies)

    def _by_successor(self, records: tuple[Any, ...]) -> dict[str, tuple[Any, ...]]:
        found: dict[str, list[Any]] = {}
        for record in records:
            for code in self.successors(record.gemeentecode):
                found.setdefault(code, []).append(record)
        return {code: tuple(rows) for code, rows in found.items()}

    @cached_property
    def search_names(self) -> Mapping[str, tuple[str, ...]]:
        """Other names to find a municipality by: aliases and names of predecessors, by today's code."""
        found: dict[str, list[str]] = {}
        pairs = [(a.gemeentecode, a.alias) for a in self.gemeentenaam_alias]
        pairs += [(m.oude_code, m.oude_naam) for m in self.herindelingen]
        for code, name in pairs:
            for successor in self.successors(code):
                if name not in found.setdefault(successor, []):
                    found[successor].append(name)
        return {code: tuple(names) for code, names in found.items()}


def _grouped(records: tuple[Any, ...], attribute: str) -> dict[str, tuple[Any, ...]]:
    found: dict[str, list[Any]] = {}
    for record in records:
        found.setdefault(getattr(record, attribute), []).append(record)
    return {key: tuple(rows) for key, rows in found.items()}
