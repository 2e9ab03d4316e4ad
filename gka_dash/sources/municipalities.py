"""Checks between tables about municipalities: codes that exist, names that fit, mergers that end today."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from gka_dash.sources.rows import Row, TableRows
from gka_dash.sources.wording import Suggester, folded, listed, shown

NAME_COLUMN = "gemeente"  # stands beside a code of a municipality, for the reader of the file
Reasons = dict[int, tuple[str | None, str, str]]
# Dictionaries with empty values are sets that keep their order.
_Ordered = defaultdict[str, dict[str, None]]


@dataclass
class Gazetteer:
    """Names and codes of municipalities of today and before."""

    today: Mapping[str, str]
    names: _Ordered = field(default_factory=lambda: defaultdict(dict))
    codes: _Ordered = field(default_factory=lambda: defaultdict(dict))
    spelled: dict[str, str] = field(default_factory=dict)

    def add(self, code: str, name: str) -> None:
        """Learn that ``name`` is a name of ``code``."""
        self.names[code][name] = None
        self.codes[folded(name)][code] = None
        self.spelled.setdefault(folded(name), name)

    def codes_of(self, name: str) -> list[str]:
        """The first codes that ``name`` belongs to: enough for a message."""
        return list(islice(self.codes.get(folded(name), ()), 10))

    def knows(self, code: str, name: str) -> bool:
        """Whether ``name`` is one of the names of ``code``."""
        return code in self.codes.get(folded(name), ())

    def proposal(self, name: str, suggester: Suggester) -> str:
        """A hint that names the code that belongs to ``name``, or asks whether a name like it was meant."""
        codes = self.codes_of(name)
        if codes:
            return f"De code van {name} is {listed(codes)}."
        meant = suggester.place(name, self.spelled)
        if not meant:
            return "Zoek de code op in gemeenten.csv."
        return f"Bedoelde u {' of '.join(f'{one} ({listed(self.codes_of(one))})' for one in meant)}?"


def check_mergers(municipalities: TableRows, mergers: TableRows, suggester: Suggester) -> Gazetteer:
    """Leave out mergers that do not lead to a municipality of today; the names and codes that remain."""
    today = {row.record.gemeentecode: row.record.gemeente for row in municipalities.rows}
    mergers.leave_out(_circles(mergers.rows))
    names = _gazetteer(today, mergers.rows)
    ends = _leading_to(today, mergers.rows)
    reasons: Reasons = {}
    for row in mergers.rows:
        code, name = row.record.nieuwe_code, row.record.nieuwe_naam
        if code not in ends:
            message = f"{code} staat niet in gemeenten.csv en is ook niet verdergegaan. De rij is weggelaten."
            reasons[row.number] = ("nieuwe_code", message, names.proposal(name, suggester))
    mergers.leave_out(reasons)
    names = _gazetteer(today, mergers.rows)
    _check_story(mergers, names)
    return names


def _gazetteer(today: Mapping[str, str], mergers: Iterable[Row]) -> Gazetteer:
    names = Gazetteer(today)
    for code, name in today.items():
        names.add(code, name)
    for row in mergers:
        names.add(row.record.oude_code, row.record.oude_naam)
    return names


def _circles(rows: Iterable[Row]) -> Reasons:
    """Rows by which a municipality would become its own successor: what is left after peeling off the ends.

    A municipality that joins nothing that is left cannot be in a circle; nor can one that nothing joins.
    """
    left = {row.number: row for row in rows}
    for source, target in (("oude_code", "nieuwe_code"), ("nieuwe_code", "oude_code")):
        degree: dict[str, int] = defaultdict(int)
        into: dict[str, list[Row]] = defaultdict(list)
        for row in left.values():
            degree[getattr(row.record, source)] += 1
            into[getattr(row.record, target)].append(row)
        ends = [code for code in into if not degree.get(code)]
        while ends:
            for row in into[ends.pop()]:
                del left[row.number]
                code = getattr(row.record, source)
                degree[code] -= 1
                if not degree[code]:
                    ends.append(code)
    names = listed([f"rij {number}" for number in left])
    message = f"de herindelingen lopen in een kring ({names}). De rij is weggelaten."
    hint = "Kijk welke van deze rijen de verkeerde code heeft."
    return dict.fromkeys(left, ("nieuwe_code", message, hint))


def _leading_to(today: Iterable[str], rows: Iterable[Row]) -> set[str]:
    """Codes of today and every code that goes on, in one or more steps, in a code of today."""
    before: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        before[row.record.nieuwe_code].append(row.record.oude_code)
    found = set(today)
    queue = list(found)
    while queue:
        for code in before.get(queue.pop(), ()):
            if code not in found:
                found.add(code)
                queue.append(code)
    return found


def _check_story(mergers: TableRows, names: Gazetteer) -> None:
    """Warn about mergers that contradict each other or the list of today."""
    by_old: dict[str, list[Any]] = defaultdict(list)
    for row in mergers.rows:
        by_old[row.record.oude_code].append(row.record)
    ended = {code: min(merger.datum for merger in rows) for code, rows in by_old.items()}
    for row in mergers.rows:
        record = row.record
        end = ended.get(record.nieuwe_code)
        if record.oude_code in names.today:
            message = f"{record.oude_code} staat ook in gemeenten.csv, dus deze gemeente bestaat nog."
            hint = "Haal de gemeente uit gemeenten.csv of haal deze rij weg."
            mergers.warn(row, "oude_code", message, hint)
        elif end and end <= record.datum and record.nieuwe_code not in names.today:
            message = f"{record.nieuwe_naam} bestond op {record.datum} niet meer: opgegaan op {end}."
            mergers.warn(row, "datum", message, "Kijk welke van de twee datums niet klopt.")
        if not names.knows(record.nieuwe_code, record.nieuwe_naam):
            _warn_name(mergers, row, "nieuwe_naam", record.nieuwe_code, names)
        parts = len(by_old[record.oude_code])
        kind = "splitsing" if parts > 1 else "samenvoeging"
        if record.soort != kind:
            where = f"{parts} gemeenten" if parts > 1 else "1 gemeente"
            message = f"{record.oude_naam} gaat op in {where}; dat is een {kind}."
            hint = "Verbeter de soort, of kijk of er een rij te veel of te weinig is."
            mergers.warn(row, "soort", message, hint)


def check_codes(found: TableRows, names: Gazetteer, suggester: Suggester) -> None:
    """Leave out rows with a code that never existed, and warn where code and name do not belong together."""
    for column in (c.name for c in found.table.columns if c.kind == "municipality"):
        if found.rows and not names.today:
            rows = f"rij {found.rows[0].number} tot en met {found.rows[-1].number}"
            message = f"er is geen lijst met gemeenten; {rows} zijn weggelaten ({len(found.rows)} rijen)."
            found.report.add(None, column, message, "Herstel eerst gemeenten.csv.")
            found.rows = []
        reasons: Reasons = {}
        for row in found.rows:
            code, name = getattr(row.record, column), getattr(row.record, NAME_COLUMN, "")
            if code not in names.names:
                message = f"{code} is geen code van een gemeente. De rij is weggelaten."
                known_by = name or str(getattr(row.record, found.table.key[0]))
                reasons[row.number] = (column, message, names.proposal(known_by, suggester))
            elif name and not names.knows(code, name):
                _warn_name(found, row, NAME_COLUMN, code, names)
        found.leave_out(reasons)


def _warn_name(found: TableRows, row: Row, column: str, code: str, names: Gazetteer) -> None:
    written = getattr(row.record, column)
    others = names.codes_of(written)
    hint = f"De code van {written} is {listed(others)}." if others else "Verbeter de naam of de code."
    message = f"{shown(written)} is niet de naam van {code}: dat is {listed(names.names[code])}."
    found.warn(row, column, message, hint)


def check_municipality_names(found: TableRows) -> None:
    """Warn about two municipalities with one name, and about a province code with two names."""
    first: dict[str, Row] = {}
    provinces: dict[str, Row] = {}
    for row in found.rows:
        record = row.record
        other = first.setdefault(folded(record.gemeente), row)
        if other is not row:
            message = f"{shown(record.gemeente)} is ook de naam in rij {other.number}."
            found.warn(row, "gemeente", message, "Geef elke gemeente een eigen naam.")
        same = provinces.setdefault(record.provinciecode, row)
        if same.record.provincie != record.provincie:
            message = (
                f"{record.provinciecode} heet {shown(record.provincie)}, maar in rij {same.number} anders."
            )
            found.warn(row, "provincie", message, "Maak code en naam van de provincie gelijk.")


def learn_aliases(aliases: TableRows, names: Gazetteer) -> None:
    """Add the aliases to ``names``; warn about one that is the name of another municipality."""
    for row in aliases.rows:
        code, alias = row.record.gemeentecode, row.record.alias
        others = [other for other in names.codes_of(alias) if other != code]
        if others:
            message = f"{shown(alias)} is al een naam van {listed(others)}."
            aliases.warn(row, "alias", message, "Haal deze rij weg of verbeter de code.")
        names.add(code, alias)


def municipality_tables(tables: Mapping[str, TableRows]) -> Sequence[TableRows]:
    """The tables with a column that holds a code of a municipality, of today or of before."""
    return [t for t in tables.values() if any(c.kind == "municipality" for c in t.table.columns)]
