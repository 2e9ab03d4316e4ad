"""The facts of one municipality in a few plain values, as they go with its borders."""

from typing import Any

from gka_dash.model.dataset import Dataset
from gka_dash.model.membership import earliest

COLUMNS = (
    "ondertekend_van",
    "ondertekend_tot",
    "precisie",
    "themas",
    "interventies",
    "activiteiten",
    "voorgangers",
)


def facts_by_code(dataset: Dataset) -> dict[str, dict[str, Any]]:
    """``COLUMNS`` of every municipality of today, by code; dates ISO, lists joined by ``|``.

    Agendas and activities of a municipality that merged stand at its successor.
    """
    return {code: dict(zip(COLUMNS, _facts(dataset, code), strict=True)) for code in dataset.codes}


def _facts(dataset: Dataset, code: str) -> tuple[Any, ...]:
    agendas = dataset.agendas_by_municipality.get(code, ())
    activities = dataset.interventions_by_municipality.get(code, ())
    first = earliest(agendas)
    merged = dataset.mergers_by_new_code.get(code, ())
    return (
        first and first.ondertekend_van and first.ondertekend_van.isoformat(),
        first and first.ondertekend_tot and first.ondertekend_tot.isoformat(),
        first and first.precisie,
        "|".join(dict.fromkeys(theme for agenda in agendas for theme in agenda.themas)),
        sum(row.aard == "interventie" for row in activities),
        len(activities),
        "|".join(sorted(merger.oude_naam for merger in merged)),
    )
