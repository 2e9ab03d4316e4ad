"""What a view shows, as text that can be compared: the map, its legend, sentences, numbers and drawings."""

import json
from hashlib import sha256
from typing import Any

from gka_dash.figures.charts import CHARTS
from gka_dash.figures.map_classes import class_counts, colouring, drawn_signs
from gka_dash.model.explain import totals
from gka_dash.model.summary import activities_line, filters_text, map_title, members_line, published_line
from gka_dash.model.view import View

# Of these only the mark is kept: as text they would fill a book. `python -m tests.regression` prints them.
LONG = ("tekening",)


def parts(view: View) -> dict[str, Any]:
    """Plain data by name of the part."""
    found: dict[str, Any] = {
        "kaart": drawn_signs(view),
        "legenda": [
            [cls.label, count]
            for cls, count in zip(colouring(view).classes, class_counts(view).values(), strict=True)
        ],
        "zinnen": [map_title(view), members_line(view), activities_line(view), published_line(view)],
        "filters": filters_text(view),
        "totalen": [[total.key, total.value, total.origin] for total in totals(view)],
    }
    for chart in CHARTS:
        found[f"{chart.key}: zin"] = chart.sentence(view)
        found[f"{chart.key}: cijfers"] = chart.table(view)
        found[f"{chart.key}: tekening"] = chart.figure(view)
    return found


def text_of(part: Any) -> str:
    """A part as text, always the same for the same contents."""
    return json.dumps(part, ensure_ascii=False, sort_keys=True, default=str)


def mark(text: str) -> str:
    """A short mark that another text does not have."""
    return sha256(text.encode()).hexdigest()[:16]
