"""Where a value came from and since when it is so, in plain sentences."""

from dataclasses import dataclass, field
from typing import Any

from gka_dash.model.history import Changes, Since
from gka_dash.model.provenance import Place, Provenance
from gka_dash.model.schema import TABLE_BY_NAME
from gka_dash.model.summary import listed


@dataclass(frozen=True)
class Origins:
    """The origin of any row; ``shown`` names the publication that is on screen."""

    shown: str = ""
    provenance: Provenance = field(default_factory=Provenance)
    changes: Changes = field(default_factory=dict)

    def of(self, name: str, row: Any) -> tuple[str, ...]:
        """Sentences on a row of the table called ``name``: its file and row, and of each value the rest.

        Values that changed in the same publication share a sentence, the most recent first.
        """
        table = TABLE_BY_NAME[name]
        key = table.key_of(row)
        changes = self.changes.get((name, key), {})
        groups: dict[Since | None, list[str]] = {}
        for column in table.columns:
            if getattr(row, column.name) not in (None, "", ()):
                cell = _cell(self.provenance.of(name, key, column.name))
                groups.setdefault(changes.get(column.name), []).append(f"{column.label}{cell}")
        newest = sorted(groups, key=lambda since: -since.stamp.number if since else 0)
        told = (f"Laatst veranderd in {self._named(since)}: {listed(groups[since])}." for since in newest)
        return (_row(self.provenance.of(name, key)), *told)

    def _named(self, since: Since | None) -> str:
        if since is None:
            return self.shown
        return f"{since.stamp} of eerder" if since.or_earlier else str(since.stamp)


def _row(place: Place | None) -> str:
    if place is None:
        return "Uit welk bestand deze gegevens komen, is niet bewaard."
    sheet = f", werkblad {place.sheet}" if place.sheet else ""
    return f"Deze gegevens komen uit het bestand {place.file}{sheet}, rij {place.row}."


def _cell(place: Place | None) -> str:
    return f" (cel {place.cell})" if place and place.cell else ""
