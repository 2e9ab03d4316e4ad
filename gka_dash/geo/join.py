"""Facts joined to boundaries: one row per municipality with its agenda, its activities and its mergers."""

import geopandas as gpd
import pandas as pd

from gka_dash.model.dataset import Dataset
from gka_dash.model.membership import earliest
from gka_dash.model.problem import Problem

COLUMNS = (
    "ondertekend_van",
    "ondertekend_tot",
    "precisie",
    "themas",
    "interventies",
    "activiteiten",
    "voorgangers",
)


def facts_frame(dataset: Dataset) -> pd.DataFrame:
    """One row per municipality of today, indexed by ``statcode``; dates ISO, lists joined by ``|``.

    Agendas and activities of a municipality that merged stand at its successor.
    """
    rows = []
    for code in dataset.codes:
        agendas = dataset.agendas_by_municipality.get(code, ())
        activities = dataset.interventions_by_municipality.get(code, ())
        first = earliest(agendas)
        merged = dataset.mergers_by_new_code.get(code, ())
        rows.append(
            {
                "statcode": code,
                "ondertekend_van": first and first.ondertekend_van and first.ondertekend_van.isoformat(),
                "ondertekend_tot": first and first.ondertekend_tot and first.ondertekend_tot.isoformat(),
                "precisie": first and first.precisie,
                "themas": "|".join(dict.fromkeys(theme for agenda in agendas for theme in agenda.themas)),
                "interventies": sum(row.aard == "interventie" for row in activities),
                "activiteiten": len(activities),
                "voorgangers": "|".join(sorted(merger.oude_naam for merger in merged)),
            }
        )
    frame = pd.DataFrame(rows, columns=["statcode", *COLUMNS]).set_index("statcode")
    # Whole numbers that can be missing; otherwise one border without facts makes 3.0 of every 3.
    return frame.astype({"interventies": "Int64", "activiteiten": "Int64"})


def join_facts(boundaries: gpd.GeoDataFrame, dataset: Dataset) -> tuple[gpd.GeoDataFrame, list[Problem]]:
    """Boundaries with the columns of ``COLUMNS``, and what could not be joined.

    Every boundary stays, with or without facts; a municipality of the table without a boundary is reported.
    """
    joined = boundaries.merge(
        facts_frame(dataset), how="left", left_on="statcode", right_index=True, validate="1:1"
    )
    without = sorted(set(dataset.codes) - set(boundaries["statcode"]))
    problems = [
        Problem(
            "gemeenten",
            None,
            "gemeentecode",
            f"{dataset.municipality[code].gemeente} ({code}) staat niet op de kaart.",
            "Voeg de grens toe aan het bestand in data/geo of verbeter de code.",
        )
        for code in without
    ]
    return joined, problems
