"""The charts: a View becomes a Plotly figure, as a plain dict of lists and numbers.

A figure is a *frame*, which depends on the vocabulary only, with the *changes* of the view filled in. A
callback sends the changes alone; the first drawing uses both, so that the two can never differ.
"""

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from gka_dash.figures.theme import colour, contrast, tokens
from gka_dash.model.schema import UNKNOWN
from gka_dash.model.summary import gaps_sentence, share_sentence
from gka_dash.model.view import View

Figure = dict[str, Any]
Changes = Mapping[tuple[str | int, ...], Any]
# By municipality code: place of a bar, its number, place of the next bar, its number, …; no bar for a zero.
OwnNumbers = Mapping[str, list[int]]
ROW_HEIGHT, CELL = 27, 0.9


@dataclass(frozen=True)
class Chart:
    """A chart: its key in addresses and ids, its title, and the functions that make it.

    ``parameters`` are what a click sets; ``slice`` names the part of the link that its words depend on.
    ``own`` gives, where the chart sets one municipality off against all, the numbers of each of them.
    """

    key: str
    title: str
    parameters: tuple[str, ...]
    slice: str
    frame: Callable[[View], Figure]
    changes: Callable[[View], Changes]
    table: Callable[[View], tuple[list[str], list[list[Any]]]]
    sentence: Callable[[View], str]
    own: Callable[[View], OwnNumbers] | None = None

    def figure(self, view: View) -> Figure:
        """The whole figure: frame and changes."""
        figure = copy.deepcopy(self.frame(view))
        for path, value in self.changes(view).items():
            target: Any = figure
            for step in path[:-1]:
                target = target[step]
            target[path[-1]] = value
        return figure


def _layout(rows: int, *, top: int = 4, bottom: int = 4) -> Figure:
    return {
        "height": rows * ROW_HEIGHT + top + bottom,
        "margin": {"l": 8, "r": 8, "t": top, "b": bottom},
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": tokens()["--font"], "size": 13, "color": colour("--ink")},
        "hoverlabel": {
            "bgcolor": colour("--ink"),
            "bordercolor": colour("--ink"),
            "font": {"color": colour("--card")},
        },
        "showlegend": False,
        "dragmode": False,
        "barmode": "overlay",
        "bargap": 0.25,
        "barcornerradius": 3,
    }


def _bar_frame(keys: tuple[str, ...], labels: Mapping[str, str]) -> Figure:
    # Places instead of names on the axis: two names may be equal, and a name such as 2019 is no number.
    places, names = list(range(len(keys))), [_plain(labels[key]) for key in keys]
    layout = _layout(len(keys)) | {
        "xaxis": {"visible": False, "fixedrange": True, "range": [0, 1]},
        "yaxis": {
            "automargin": True,
            "range": [len(keys) - 0.5, -0.5],
            "fixedrange": True,
            "tickvals": places,
            "ticktext": names,
            "ticklen": 6,
            "tickcolor": "rgba(0,0,0,0)",
            "showgrid": False,
            "zeroline": False,
        },
    }
    common = {"type": "bar", "orientation": "h", "y": places, "hovertext": names, "customdata": list(keys)}
    every = common | {
        "x": [],
        "texttemplate": "%{x}",
        # A weight, because Plotly would turn <b> into a style attribute, which our policy forbids.
        "textfont": {"weight": 650},
        "textposition": "outside",
        "cliponaxis": False,
        "marker": {"color": colour("--bar")},
        "unselected": {"marker": {"opacity": 0.35}},
        "hovertemplate": "%{hovertext}: %{x}<extra></extra>",
        "name": "alle",
    }
    chosen = common | {
        "x": [],
        "width": 0.3,
        "marker": {"color": colour("--chosen"), "line": {"color": colour("--ink"), "width": 1}},
        "hovertemplate": "%{fullData.name}, %{hovertext}: %{x}<extra></extra>",
        "name": "",
    }
    return {"data": [every, chosen], "layout": layout}


def own_names(view: View) -> dict[str, str]:
    """Names, by code, of the municipalities that ``Chart.own`` has numbers of, as a chart shows them."""
    place = view.dataset.municipality
    return {code: _plain(place[code].gemeente) for code in view.counts_by_municipality}


def _own(keys: tuple[str, ...], counts: Mapping[str, Mapping[str, int]]) -> OwnNumbers:
    places = list(enumerate(keys))
    return {
        code: [part for place, key in places if own.get(key) for part in (place, own[key])]
        for code, own in counts.items()
    }


def _bar_changes(
    view: View,
    keys: tuple[str, ...],
    total: Mapping[str, int],
    chosen: Mapping[str, int],
    selected: tuple[str, ...],
) -> Changes:
    name = own_names(view).get(view.chosen.gemeentecode, "") if view.chosen else ""
    return {
        ("data", 0, "x"): [total.get(key, 0) for key in keys],
        ("data", 0, "selectedpoints"): [keys.index(key) for key in selected] or None,
        ("layout", "xaxis", "range"): [0, max(_most(list(total.values())), 1) * 1.16],
        ("data", 1, "x"): [chosen.get(key) for key in keys] if name else [],  # no bar for a zero
        ("data", 1, "name"): name,
    }


def _plain(text: str) -> str:
    """Text that Plotly cannot take for markup or a template."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("%{", "% {")


def _most(numbers: list[int]) -> int:
    return max(numbers, default=0)


def _sectors(view: View) -> tuple[str, ...]:
    return tuple(view.vocabulary.sectors)


def _theme_frame(view: View) -> Figure:
    return _bar_frame(view.vocabulary.themes_by_frequency, view.vocabulary.themes)


def _theme_changes(view: View) -> Changes:
    keys = view.vocabulary.themes_by_frequency
    return _bar_changes(view, keys, view.counts.themes, view.chosen_counts.themes, view.selection.themes)


def _theme_own(view: View) -> OwnNumbers:
    counts = view.counts_by_municipality
    return _own(view.vocabulary.themes_by_frequency, {code: own.themes for code, own in counts.items()})


def _sector_frame(view: View) -> Figure:
    return _bar_frame(_sectors(view), view.vocabulary.sectors)


def _sector_changes(view: View) -> Changes:
    keys = _sectors(view)
    return _bar_changes(view, keys, view.counts.sectors, view.chosen_counts.sectors, view.selection.sectors)


def _sector_own(view: View) -> OwnNumbers:
    counts = view.counts_by_municipality
    return _own(_sectors(view), {code: own.sectors for code, own in counts.items()})


def _matrix_frame(view: View) -> Figure:
    vocabulary = view.vocabulary
    themes, sectors = vocabulary.themes_by_frequency, _sectors(view)
    cells = [(row, column) for row in range(len(themes)) for column in range(len(sectors))]
    layout = _layout(len(themes), top=38) | {
        "xaxis": {
            "side": "top",
            "fixedrange": True,
            "range": [-0.5, len(sectors) - 0.5],
            "tickvals": list(range(len(sectors))),
            "ticktext": [_plain(vocabulary.sector_abbreviations[key]) for key in sectors],
            "autotickangles": [0, -90],  # upright on a phone, where they would run together
            "showgrid": False,
            "zeroline": False,
        },
        "yaxis": {
            "automargin": True,
            "fixedrange": True,
            "range": [len(themes) - 0.5, -0.5],
            "tickvals": list(range(len(themes))),
            "ticktext": [_plain(vocabulary.themes[key]) for key in themes],
            "showgrid": False,
            "zeroline": False,
            "ticklen": 6,
            "tickcolor": "rgba(0,0,0,0)",
        },
    }
    labels = [
        f"{_plain(vocabulary.themes[t])}, {_plain(vocabulary.sectors[s])}" for t in themes for s in sectors
    ]
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": [row for row, _ in cells],
        "x": [CELL] * len(cells),
        "base": [column - CELL / 2 for _, column in cells],
        "width": 0.84,
        "customdata": [[theme, sector] for theme in themes for sector in sectors],
        "hovertext": labels,
        "text": [],
        "textposition": "inside",
        "insidetextanchor": "middle",
        "textangle": 0,
        "textfont": {"size": 12, "color": []},
        "marker": {"color": [], "line": {"width": 0}},
        "hovertemplate": "%{hovertext}: %{text}<extra></extra>",
        "constraintext": "none",
    }
    dashes = {
        "type": "scatter",
        "mode": "lines",
        "x": [],
        "y": [],
        "line": {"color": colour("--gap"), "width": 1, "dash": "3px,2px"},
        "hoverinfo": "skip",
    }
    return {"data": [bars, dashes], "layout": layout}


def _cell_colour(number: int, most: int) -> str:
    if number == 0:
        return colour("--card")
    step = max(0, 4 - int(4 * number / most)) if most else 4
    return colour(f"--ramp-{step + 1}")


def _matrix_changes(view: View) -> Changes:
    themes, sectors = view.vocabulary.themes_by_frequency, _sectors(view)
    numbers = [view.counts.pairs.get((theme, sector), 0) for theme in themes for sector in sectors]
    most = _most(numbers)
    fills = [_cell_colour(number, most) for number in numbers]
    card, ink = colour("--card"), colour("--ink")
    xs: list[float | None] = []
    ys: list[float | None] = []
    for row, theme in enumerate(themes):
        for column, sector in enumerate(sectors):
            if UNKNOWN in (theme, sector) or view.counts.pairs.get((theme, sector), 0):
                continue
            left, right, top, bottom = column - 0.45, column + 0.45, row - 0.42, row + 0.42
            xs += [left, right, right, left, left, None]
            ys += [top, top, bottom, bottom, top, None]
    return {
        ("data", 0, "text"): [str(number) if number else "·" for number in numbers],
        ("data", 0, "marker", "color"): fills,
        ("data", 0, "textfont", "color"): [card if contrast(fill, card) >= 4.5 else ink for fill in fills],
        ("data", 1, "x"): [None if x is None else round(x, 2) for x in xs],
        ("data", 1, "y"): [None if y is None else round(y, 2) for y in ys],
    }


def _bar_table(
    view: View, keys: tuple[str, ...], labels: Mapping[str, str], attribute: str, header: str
) -> tuple[list[str], list[list[Any]]]:
    headers = [header, "Activiteiten"]
    rows: list[list[Any]] = [[labels[key], getattr(view.counts, attribute).get(key, 0)] for key in keys]
    if view.chosen:
        headers.append(view.chosen.gemeente)
        for row, key in zip(rows, keys, strict=True):
            row.append(getattr(view.chosen_counts, attribute).get(key, 0))
    return headers, rows


def _theme_table(view: View) -> tuple[list[str], list[list[Any]]]:
    vocabulary = view.vocabulary
    return _bar_table(view, vocabulary.themes_by_frequency, vocabulary.themes, "themes", "Thema")


def _sector_table(view: View) -> tuple[list[str], list[list[Any]]]:
    return _bar_table(view, _sectors(view), view.vocabulary.sectors, "sectors", "Sector")


def _matrix_table(view: View) -> tuple[list[str], list[list[Any]]]:
    vocabulary, sectors = view.vocabulary, _sectors(view)
    rows = [
        [vocabulary.themes[theme], *(view.counts.pairs.get((theme, sector), 0) for sector in sectors)]
        for theme in vocabulary.themes_by_frequency
    ]
    return ["Thema", *(vocabulary.sectors[sector] for sector in sectors)], rows


def _theme_sentence(view: View) -> str:
    return share_sentence(view, view.counts.themes, view.vocabulary.themes, "thema")


def _sector_sentence(view: View) -> str:
    return share_sentence(view, view.counts.sectors, view.vocabulary.sectors, "sector")


CHARTS: tuple[Chart, ...] = (
    Chart(
        "thema",
        "Activiteiten per thema",
        ("thema",),
        "staven",
        _theme_frame,
        _theme_changes,
        _theme_table,
        _theme_sentence,
        _theme_own,
    ),
    Chart(
        "sector",
        "Activiteiten per sector",
        ("sector",),
        "staven",
        _sector_frame,
        _sector_changes,
        _sector_table,
        _sector_sentence,
        _sector_own,
    ),
    Chart(
        "matrix",
        "Waar zitten de gaten? Thema × sector",
        ("thema", "sector"),
        "cijfers",
        _matrix_frame,
        _matrix_changes,
        _matrix_table,
        gaps_sentence,
    ),
)
CHART_BY_KEY = {chart.key: chart for chart in CHARTS}
