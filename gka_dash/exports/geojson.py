"""The borders that the build wrote, with the facts of a publication."""

from collections.abc import Mapping
from typing import Any

from gka_dash.model.dataset import Dataset
from gka_dash.model.facts import COLUMNS, facts_by_code


def with_facts(borders: Mapping[str, Any], dataset: Dataset, made_from: str) -> dict[str, Any]:
    """``borders`` with today's facts in the properties; ``made_from`` names the publication.

    A border without a municipality in the tables keeps its place, with empty facts.
    """
    facts = facts_by_code(dataset)
    unknown = dict.fromkeys(COLUMNS)
    features = [
        {
            **feature,
            "properties": feature["properties"] | facts.get(feature["properties"]["statcode"], unknown),
        }
        for feature in borders["features"]
    ]
    return {**borders, "publicatie": made_from, "features": features}
