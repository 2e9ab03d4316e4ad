"""Checks over more than one column of a row."""

from collections.abc import Callable
from typing import Any

from gka_dash.model.schema import UNKNOWN, Agenda, Merger

RowCheck = Callable[[Any], tuple[str, str, str] | None]


def _interval_in_order(agenda: Agenda) -> tuple[str, str, str] | None:
    start, end = agenda.ondertekend_van, agenda.ondertekend_tot
    if agenda.precisie == UNKNOWN:
        if start or end:
            return (
                "precisie",
                "bij precisie 'onbekend' horen geen datums.",
                "Maak beide datums leeg of kies interval.",
            )
        return None
    if start is None or end is None:
        missing = "ondertekend_van" if start is None else "ondertekend_tot"
        return (
            missing,
            f"de datum ontbreekt bij precisie '{agenda.precisie}'.",
            "Vul de datum in of kies 'onbekend'.",
        )
    if start > end:
        return ("ondertekend_tot", f"{end} ligt voor {start}.", "Zet de vroegste dag in ondertekend_van.")
    if agenda.precisie == "dag" and start != end:
        return (
            "ondertekend_tot",
            "bij precisie 'dag' zijn beide datums gelijk.",
            "Kies interval of maak ze gelijk.",
        )
    return None


def _merger_changes_code(merger: Merger) -> tuple[str, str, str] | None:
    if merger.oude_code == merger.nieuwe_code:
        return (
            "nieuwe_code",
            "oude en nieuwe code zijn gelijk.",
            "Haal de rij weg of verbeter een van de codes.",
        )
    return None


# For each table what may be wrong: (column, message, hint) or None.
ROW_CHECKS: dict[str, tuple[RowCheck, ...]] = {
    "agendas": (_interval_in_order,),
    "herindelingen": (_merger_changes_code,),
}
