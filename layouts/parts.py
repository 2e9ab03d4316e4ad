"""Small parts that several pages share: totals that explain themselves, links, tables, chips."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from dash import dcc, html

from gka_dash.model.dates import dutch_moment
from gka_dash.model.explain import Explanation
from gka_dash.model.family import Line
from gka_dash.model.links import is_web_link
from gka_dash.model.schema import Intervention
from gka_dash.model.selection import Selection, write_query
from gka_dash.model.view import View
from gka_dash.model.vocabulary import Vocabulary, slug
from layouts import ids


def address(path: str, selection: Selection | None = None) -> str:
    """A link inside the dashboard: path and canonical query."""
    query = write_query(selection) if selection else ""
    return f"{path}?{query}" if query else path


def inside(text: Any, path: str, selection: Selection | None = None, class_name: str = "") -> dcc.Link:
    """A link to another view of the dashboard, without reloading the page."""
    return dcc.Link(text, href=address(path, selection), className=class_name)


def outside(source: str, text: str = "") -> Any:
    """A link to a source: only http and https become a link, any other text stays text.

    A source may carry a remark after its address, as in ``https://… (nieuwsbericht)``.
    """
    address_of_source, _, remark = source.partition(" ")
    if not is_web_link(address_of_source):
        return html.Span(text or source)
    shown = text or address_of_source.split("/")[2].removeprefix("www.")
    link = html.A(
        shown, href=address_of_source, target="_blank", rel="noopener noreferrer", className="outside"
    )
    return html.Span([link, f" {remark}"]) if remark and not text else link


def place_link(code: str, name: str, selection: Selection | None = None) -> dcc.Link:
    """A link to the page of a municipality, with the user's choices kept."""
    kept = replace(selection, municipality="", sort="") if selection else None
    return inside(name, f"/gemeente/{code}", kept)


def family_line(line: Line) -> html.Span:
    """``Boxmeer → Land van Cuijk (2022)`` for the eye, and as a sentence for who would hear the arrow."""
    shown = html.Span(line.text, **{"aria-hidden": "true"})
    return html.Span([shown, html.Span(line.sentences, className="visually-hidden")], className="family")


def explain_number(explanation: Explanation, class_name: str = "total") -> html.Div:
    """A total as a button that opens the list behind it; says whether it is published or counted."""
    shown = "–" if explanation.value is None else str(explanation.value)
    return html.Div(
        [
            html.Button(
                [
                    html.Span(shown, className="total-value"),
                    html.Span(explanation.label, className="total-label"),
                    html.Span(explanation.origin, className=f"origin origin-{explanation.origin}"),
                    html.Span(": leg dit getal uit", className="visually-hidden"),
                ],
                className="total-button",
                type="button",
                title="Leg dit getal uit",
                **{"data-explain": explanation.key},
            )
        ],
        className=class_name,
    )


def explain_inline(key: str, text: str) -> html.Button:
    """A total inside a sentence, as a button that opens the list behind it."""
    return html.Button(
        [text, html.Span(": leg dit getal uit", className="visually-hidden")],
        className="number-link",
        type="button",
        title="Leg dit getal uit",
        **{"data-explain": key},
    )


def chips(labels: Iterable[str], empty: str = "Niet bekend") -> html.Ul:
    """A list of labels; says in words when there are none."""
    items = [html.Li(label, className="chip") for label in labels]
    return html.Ul(items or [html.Li(empty, className="chip chip-unknown")], className="chips")


def table(
    caption: str,
    headers: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    *,
    sorted_by: dict[int, str] | None = None,
) -> html.Div:
    """A real table with a caption; the first cell of a row is its header. Scrolls inside itself when narrow.

    ``sorted_by`` maps a column to ``ascending`` or ``descending``.
    """
    marks = sorted_by or {}
    head = [
        html.Th(header, scope="col", **({"aria-sort": marks[i]} if i in marks else {}))
        for i, header in enumerate(headers)
    ]
    body = [
        html.Tr([html.Th(first, scope="row"), *(html.Td(cell, className=_cell_class(cell)) for cell in rest)])
        for first, *rest in rows
    ]
    return html.Div(
        html.Table([html.Caption(caption), html.Thead(html.Tr(head)), html.Tbody(body)], className="table"),
        className="table-scroll",
        tabIndex="0",
        role="region",
        **{"aria-label": f"Tabel: {caption}"},
    )


def _cell_class(cell: Any) -> str:
    return "number" if isinstance(cell, int) else ""


def sort_link(text: str, key: str, path: str, selection: Selection) -> tuple[Any, str]:
    """A column header that sorts; clicking again turns the order around. Returns the link and aria-sort."""
    current = selection.sort
    new = f"-{key}" if current == key else key
    state = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
    arrow = {"ascending": " ↑", "descending": " ↓"}.get(state, "")
    return inside(text + arrow, path, replace(selection, sort=new), "sort"), state


def activity_labels(activity: Intervention, vocabulary: Vocabulary) -> html.Dl:
    """Themes, sectors, target group and start of an activity; says what was inferred."""
    inferred = set(activity.afgeleid)

    def line(label: str, column: str, values: list[str]) -> list[Any]:
        text = ", ".join(values) or "niet bekend"
        note = [" ", html.Span("afgeleid", className="inferred", title="Afgeleid uit de beschrijving")]
        return [html.Dt(label), html.Dd([text, *(note if column in inferred and values else [])])]

    sectors = [vocabulary.sectors.get(slug(key), key) for key in activity.sectoren]
    return html.Dl(
        [
            *line("Thema", "themas", list(activity.themas)),
            *line("Sector", "sectoren", sectors),
            *line("Doelgroep", "doelgroep", [activity.doelgroep] if activity.doelgroep else []),
            *line("Start", "start", [dutch_moment(activity.start)] if activity.start else []),
        ],
        className="facts",
    )


def page_heading(title: str, lead: str = "") -> list[Any]:
    """The h1 of a page, which gets the focus after a change of page, and its first sentence."""
    heading = html.H1(title, id=ids.PAGE_TITLE, tabIndex="-1")
    return [heading, html.P(lead, className="lead")] if lead else [heading]


def card(*children: Any, class_name: str = "", **attributes: Any) -> html.Section:
    """A white card."""
    return html.Section(list(children), className=f"card {class_name}".strip(), **attributes)


def slice_stores(view: View, names: Iterable[str]) -> list[dcc.Store]:
    """The stores of the parts of the link that a page's callbacks depend on, filled in for this view."""
    return [
        dcc.Store(id=ids.slice_store(name), data=write_query(view.selection, ids.SLICES[name]))
        for name in names
    ]
