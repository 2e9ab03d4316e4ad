"""The filter panel: one control per parameter of the Selection."""

from typing import Any

from gka_dash.model.selection import LONGEST_TEXT
from gka_dash.model.vocabulary import Vocabulary
from layouts import ids
from layouts.elements import dbc, html


def build(vocabulary: Vocabulary) -> html.Div:
    """The panel with nothing chosen; the browser fills in what the link says."""
    return html.Div(
        [
            html.Button(
                ["Filter ", html.Span(className="filter-count")],
                id=ids.FILTER_TOGGLE,
                type="button",
                className="button filter-toggle",
                **{"aria-expanded": "false", "aria-controls": ids.FILTER_PANEL},
            ),
            html.Form(
                [
                    html.Div(
                        [
                            html.H2("Filter"),
                            html.Button(
                                "Wis filters", id=ids.CLEAR_FILTERS, type="button", className="button-quiet"
                            ),
                        ],
                        className="filter-head",
                    ),
                    _select(
                        "indeling",
                        "Indeling",
                        dict(vocabulary.divisions),
                        "" if len(vocabulary.divisions) > 1 else "only-one",
                    ),
                    _select(
                        "regio",
                        "Regio",
                        {ids.NO_CHOICE: ids.WHOLE_COUNTRY} | dict(vocabulary.dataset.regions),
                    ),
                    _choices("thema", "Thema", dict(vocabulary.themes)),
                    _choices("sector", "Sector", dict(vocabulary.sectors)),
                    _choices("aard", "Aard", dict(vocabulary.kinds)),
                    _period(vocabulary),
                    _text(),
                    _select("kleur", "Kleur de kaart naar", dict(vocabulary.colourings), "only-map"),
                    html.P(
                        "Bij een vergelijking van twee dagen toont de kaart wat er veranderde.",
                        className="soft only-map only-difference",
                    ),
                    html.P(
                        "De grenzen horen bij de datum. "
                        "Een agenda van een opgegane gemeente telt bij de opvolger.",
                        className="hint",
                    ),
                ],
                id=ids.FILTER_PANEL,
                className="filters card",
                role="search",
                **{"aria-label": "Filter de kaart en de lijsten"},
            ),
        ],
        className="filter-column",
    )


def _select(name: str, label: str, options: dict[str, str], class_name: str = "") -> html.Div:
    control = ids.CONTROLS[name]
    return html.Div(
        [
            html.Label(label, htmlFor=control),
            dbc.Select(
                id=control,
                options=[{"label": text, "value": value} for value, text in options.items()],
                value=next(iter(options)),
            ),
        ],
        className=f"field {class_name}".strip(),
    )


def _choices(name: str, label: str, options: dict[str, str]) -> html.Fieldset:
    return html.Fieldset(
        [
            html.Legend(label),
            dbc.Checklist(
                id=ids.CONTROLS[name],
                options=[{"label": text, "value": value} for value, text in options.items()],
                value=[],
                class_name="choices",
            ),
        ],
        className="field",
    )


def _period(vocabulary: Vocabulary) -> html.Fieldset:
    years: dict[str, str] = {str(year): str(year) for year in vocabulary.start_years}

    def select(name: str, label: str, first: str) -> list[Any]:
        control = ids.CONTROLS[name]
        return [
            html.Label(label, htmlFor=control),
            dbc.Select(
                id=control,
                options=[
                    {"label": text, "value": value}
                    for value, text in ({ids.NO_CHOICE: first} | years).items()
                ],
                value=ids.NO_CHOICE,
            ),
        ]

    return html.Fieldset(
        [
            html.Legend("Start van de activiteit"),
            html.Div(
                [*select("vanaf", "van", "begin"), *select("tot", "tot en met", "nu")], className="period"
            ),
        ],
        className="field",
    )


def _text() -> html.Div:
    control = ids.CONTROLS["zoek"]
    return html.Div(
        [
            html.Label("Zoek in activiteiten", htmlFor=control),
            dbc.Input(
                id=control, type="search", value="", debounce=True, maxlength=LONGEST_TEXT, autocomplete="off"
            ),
        ],
        className="field",
    )
