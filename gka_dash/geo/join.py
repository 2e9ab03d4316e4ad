"""Facts joined to boundaries: one row per municipality with its agenda, its activities and its mergers."""

import geopandas as gpd
import pandas as pd

from gka_dash.model.dataset import Dataset
from gka_dash.model.facts import COLUMNS, facts_by_code
from gka_dash.model.problem import Problem


def facts_frame(dataset: Dataset) -> pd.DataFrame:
    """One row per municipality of today, indexed by ``statcode``."""
    rows = [{"statcode": code, **facts} for code, facts in facts_by_code(dataset).items()]
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
