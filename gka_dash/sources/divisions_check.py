"""Each municipality of a year in exactly one region: what does not fit is named by code and name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping

from gka_dash.model.problem import Problem, Severity
from gka_dash.model.regions_table import label_of
from gka_dash.model.schema import TABLE_BY_NAME, RegionOfMunicipality
from gka_dash.sources.divisions_cbs import REGION_CODE
from gka_dash.sources.divisions_found import CBS_DIVISIONS, Entry, problem
from gka_dash.sources.divisions_places import Places, code_in
from gka_dash.sources.wording import Suggester, folded, listed, shown

MOST_OF_A_KIND = 20
_LONGEST_NAME = TABLE_BY_NAME["regioindelingen"].column("regio").longest


class Check:
    """The check of one division; ``problems`` and ``rows`` hold the outcome."""

    def __init__(
        self,
        division: str,
        entries: Collection[Entry],
        places: Places,
        source: str,
        known: Mapping[str, str],
        taken: Collection[str] = (),
    ) -> None:
        """``known`` are names by code of every municipality ever; ``taken`` are beginnings of region codes
        that belong to other divisions."""
        self.division, self.places, self.source = division, places, source
        self._known, self._taken = known, taken
        self._suggester = Suggester()
        self._problems: dict[str, list[Problem]] = defaultdict(list)
        self._first: dict[str, Entry] = {}
        self.rows: list[RegionOfMunicipality] = []
        for entry in entries:
            self._read(entry)
        self._check_missing()
        self._check_names()
        self._check_count()
        self.rows.sort(key=lambda row: row.gemeentecode)

    @property
    def problems(self) -> list[Problem]:
        """Every problem; of many of one kind the first, and how many more there are."""
        found = []
        for kind, problems in self._problems.items():
            found += problems[:MOST_OF_A_KIND]
            rest = len(problems) - MOST_OF_A_KIND
            if rest > 0:
                message, severity = f"nog {rest} keer hetzelfde ({kind}).", problems[0].severity
                found.append(problem(self.source, message, "", None, self.division, severity))
        return found

    def _read(self, entry: Entry) -> None:
        codes = self.places.codes_of(entry.place)
        if len(codes) != 1:
            self._unknown(entry, codes)
            return
        (code,) = codes
        label = self.places.label(code)
        earlier = self._first.setdefault(code, entry)
        if earlier is not entry:
            where = f"{earlier.code or '-'} in rij {earlier.row}, {entry.code or '-'} in rij {entry.row}"
            self._add("dubbel", f"{label} staat er dubbel in: {where}.", "Haal een van beide weg.", entry)
            return
        if self._fits(entry, label):
            self.rows.append(
                RegionOfMunicipality(
                    indeling=self.division,
                    jaar=self.places.year,
                    gemeentecode=code,
                    regiocode=entry.code,
                    regio=entry.name,
                )
            )

    def _fits(self, entry: Entry, label: str) -> bool:
        """Whether the region of an entry can be used; adds a problem where it cannot."""
        what = label_of(self.division)
        if entry.code in ("", "."):
            self._add("geen regio", f"{label} ligt in geen {what}.", "Vul de regio in.", entry)
            return False
        found = REGION_CODE.fullmatch(entry.code)
        wanted = CBS_DIVISIONS[self.division][0] if self.division in CBS_DIVISIONS else ()
        if not found or (wanted and found[1] not in wanted):
            example = f"{wanted[0]}01" if wanted else "GK01"
            message = f"{shown(entry.code)} bij {label} is geen code van een {what}."
            self._add("verkeerde code", message, f"Die ziet eruit als {example}.", entry)
            return False
        if found[1] in self._taken:
            message = (
                f"{shown(entry.code)} bij {label} begint met {found[1]}, de letters van een andere indeling."
            )
            self._add("letters van een ander", message, "Geef de regio's andere codes of laat ze weg.", entry)
            return False
        if not entry.name or len(entry.name) > _LONGEST_NAME:
            wrong = "heeft geen naam" if not entry.name else "heeft een te lange naam"
            self._add("naam", f"{what} {entry.code} van {label} {wrong}.", "Verbeter de naam.", entry)
            return False
        return True

    def _unknown(self, entry: Entry, codes: set[str]) -> None:
        day = f"1 januari {self.places.year}"
        code = code_in(entry.place)
        if codes:
            names = listed([self.places.label(code) for code in sorted(codes)])
            message, hint = f"{shown(entry.place)} kan meer gemeenten zijn: {names}.", "Gebruik de code."
        elif code in self._known:
            message, hint = f"{code} {self._known[code]} bestond niet op {day}.", "Klopt het jaar?"
        else:
            message = f"{shown(entry.place)} was geen gemeente op {day}."
            meant = self.places.meant_by(entry.place, self._suggester)
            hint = f"Bedoelde u {' of '.join(meant)}?" if meant else "Gebruik de code of de naam van het CBS."
        self._add("onbekende gemeente", message, hint, entry)

    def _check_missing(self) -> None:
        missing = [self.places.label(code) for code in self.places.expected if code not in self._first]
        if missing:
            verb = "ontbreekt" if len(missing) == 1 else "ontbreken"
            names = listed(missing, most=2 * MOST_OF_A_KIND)
            self._add("ontbreekt", f"{names} {verb}.", f"Klopt het jaar {self.places.year}?")

    def _check_names(self) -> None:
        names: dict[str, dict[str, str]] = defaultdict(dict)
        codes: dict[str, dict[str, str]] = defaultdict(dict)
        for row in self.rows:
            label = self.places.label(row.gemeentecode)
            names[row.regiocode].setdefault(row.regio, label)
            codes[folded(row.regio)].setdefault(row.regiocode, label)
        for code, found in names.items():
            if len(found) > 1:
                where = listed([f"{shown(name)} (bij {label})" for name, label in found.items()])
                self._add("twee namen", f"{code} heeft {len(found)} namen: {where}.", "Maak ze gelijk.")
        for found in codes.values():
            if len(found) > 1:
                where = listed([f"{code} (bij {label})" for code, label in found.items()])
                message = f"{len(found)} regio's hebben dezelfde naam: {where}."
                self._add("dezelfde naam", message, "Kijk of dat klopt.", severity="waarschuwing")

    def _check_count(self) -> None:
        if self.division not in CBS_DIVISIONS or not self.rows:
            return
        _, usual, called = CBS_DIVISIONS[self.division]
        count = len({row.regiocode for row in self.rows})
        if count != usual:
            message = f"er zijn {count} {called}; meestal zijn het er {usual}."
            self._add("aantal", message, "Kijk of dat klopt voor dit jaar.", severity="waarschuwing")

    def _add(
        self, kind: str, message: str, hint: str, entry: Entry | None = None, severity: Severity = "fout"
    ) -> None:
        self._problems[kind].append(
            problem(
                self.source,
                message,
                hint,
                entry.row if entry else None,
                self.division,
                severity,
            )
        )
