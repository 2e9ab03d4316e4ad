"""What the browser keeps of the dataset: membership over time, a line per municipality, search names."""

from typing import Any

from gka_dash.figures.map_classes import DIFFERENCE, STAND
from gka_dash.model.dataset import Dataset
from gka_dash.model.family import line_from
from gka_dash.model.summary import listed, region_label
from gka_dash.model.timeline import timeline
from gka_dash.model.vocabulary import Vocabulary


def browser_data(dataset: Dataset, version: str) -> dict[str, Any]:
    """Static data for the scripts, in the order of ``dataset.codes``.

    ``labels`` is what the map says of a municipality, ``details`` the themes of its agenda. ``names`` holds
    other names to find a municipality by, and ``places`` where one of another time lies, both by code.
    ``former`` says of each old name which code it was and what became of it; the search box looks in today's
    list only, so it is empty on borders of the past.
    """
    tables = {"stand": STAND, "verschil": DIFFERENCE}
    return {
        "version": version,
        "time": timeline(dataset, Vocabulary(dataset), tables),
        "labels": [region_label(dataset, code) for code in dataset.codes],
        "details": [agenda_themes_line(dataset, code) for code in dataset.codes],
        "places": _places(dataset),
        "names": {code: list(names) for code, names in dataset.search_names.items()},
        "former": {} if dataset.base else _former(dataset),
    }


def _former(dataset: Dataset) -> dict[str, list[str]]:
    lines = {
        merger.oude_code: line
        for merger in dataset.herindelingen
        if dataset.successors(merger.oude_code) and (line := line_from(dataset, merger.oude_code))
    }
    return {line.steps[0].name: [code, line.text] for code, line in lines.items()}


def _places(dataset: Dataset) -> dict[str, str]:
    codes = {code for m in dataset.herindelingen for code in (m.oude_code, m.nieuwe_code)}
    found = {code: dataset.successors(code) for code in sorted(codes - set(dataset.codes))}
    return {code: places[0] for code, places in found.items() if places}


def agenda_themes_line(dataset: Dataset, code: str) -> str:
    """The themes that the agendas of a municipality name, for the card on the map."""
    agendas = dataset.agendas_by_municipality.get(code, ())
    themes = dict.fromkeys(theme for agenda in agendas for theme in agenda.themas)
    return f"Thema's: {listed(themes)}" if themes else ""
