"""Small parts that several pages share: totals that explain themselves, links, tables, chips."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from gka_dash.model.dates import dutch_moment
from gka_dash.model.explain import Explanation
from gka_dash.model.family import Line
from gka_dash.model.links import is_web_link
from gka_dash.model.schema import Intervention
from gka_dash.model.selection import Selection, write_query
from gka_dash.model.view import View
from gka_dash.model.vocabulary import Vocabulary
from layouts import ids
from layouts.elements import Written, dcc, html, written


def address(path: str, selection: Selection | None = None) -> str:
    """A link inside the dashboard: path and canonical query."""
    query = write_query(selection) if selection else ""
    return f"{path}?{query}" if query else path


def inside(text: Any, path: str, selection: Selection | None = None, class_name: str = "") -> dcc.Link:
    """A link to another view of the dashboard, without reloading the page."""
    return dcc.Link(text, href=address(path, selection), **({"className": class_name} if class_name else {}))


@lru_cache(maxsize=4096)
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
    return place_links(selection)(code, name)


def place_links(selection: Selection | None) -> Callable[[str, str], dcc.Link]:
    """``place_link`` for many municipalities: what goes along of the user's choices is worked out once."""
    query = address("", replace(selection.shared, municipality="", sort="")) if selection else ""

    def link(code: str, name: str) -> dcc.Link:
        return dcc.Link(name, href=f"/gemeente/{code}{query}")

    return link


def family_line(line: Line) -> html.Span:
    """``Boxmeer → Land van Cuijk (2022)`` for the eye, and as a sentence for who would hear the arrow."""
    return html.Span(seen_and_heard(line.text, line.sentences), className="family")


def seen_and_heard(seen: str, heard: str) -> list[Any]:
    """A text for the eye alone, and what who listens gets in its place."""
    return [
        html.Span(seen, **{"aria-hidden": "true"}),
        html.Span(heard, className="visually-hidden"),
    ]


def explain_number(explanation: Explanation, *, hidden: bool = False) -> html.Div:
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
        className="total",
        hidden=hidden,
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


@dataclass(frozen=True)
class Sorting:
    """How a table sorts: its page, its selection, and per column the key in the link, empty for none."""

    path: str
    selection: Selection
    keys: Sequence[str]


def table(
    caption: str,
    headers: Sequence[Any],
    rows: Iterable[Sequence[Any]],
    *,
    sorting: Sorting | None = None,
    as_cards: bool = False,
) -> html.Div:
    """A real table with a caption; the first cell of a row is its header. Scrolls inside itself when narrow.

    ``as_cards`` is for long texts: where it is narrow each row reads as a card (assets/narrow.css). The roles
    are there because a table that is not drawn as one is no table any more for some browsers.
    """
    body = list(rows)
    numbers = [isinstance(cell, int) for cell in body[0]] if body else [False] * len(headers)
    keys = sorting.keys if sorting else [""] * len(headers)
    head = [_head(*column, sorting) for column in zip(headers, numbers, keys, strict=True)]
    group = {"role": "rowgroup"} if as_cards else {}
    return html.Div(
        html.Table(
            [
                html.Caption(caption),
                html.Thead(html.Tr(head, **({"role": "row"} if as_cards else {})), **group),
                html.Tbody([_card(headers, row) if as_cards else _row(*row) for row in body], **group),
            ],
            className="table table-cards" if as_cards else "table",
            **({"role": "table"} if as_cards else {}),
        ),
        className="table-scroll",
        tabIndex="0",
        role="region",
        **{"aria-label": f"Tabel: {caption}"},
    )


def _head(text: Any, is_number: bool, key: str, sorting: Sorting | None) -> html.Th:
    """A column header; one that sorts is a link, and clicking it again turns the order around."""
    number = {"className": "number"} if is_number else {}
    if sorting is None or not key:
        return html.Th(text, scope="col", **number)
    current = sorting.selection.sort
    state = {key: "ascending", f"-{key}": "descending"}.get(current, "none")
    turned = replace(sorting.selection, sort=f"-{key}" if current == key else key)
    link = inside(text, sorting.path, turned, "sort")
    return html.Th(link, scope="col", **number, **{"aria-sort": state})


def _row(first: Any, *rest: Any) -> html.Tr:
    try:
        cells = _plain_cells(rest)
    except TypeError:  # a component among them: no key to keep the cells by
        cells = [_cell(cell) for cell in rest]
    return html.Tr([html.Th(first, scope="row"), *cells])


def _cell(cell: Any) -> html.Td:
    return html.Td(cell, className="number") if isinstance(cell, int) else html.Td(cell)


@lru_cache(maxsize=4096)
def _plain_cells(cells: tuple[str | int, ...]) -> list[html.Td]:
    """The same few texts and numbers stand in hundreds of rows."""
    return [written(_cell(cell)) for cell in cells]


def _card(headers: Sequence[str], row: Sequence[Any]) -> html.Tr:
    """A row that can read as a card: its cells say themselves what column they are of."""
    first, *rest = row
    cells = [
        cell if isinstance(cell, Written) else card_cell(cell, header)
        for cell, header in zip(rest, headers[1:], strict=True)
    ]
    return html.Tr([html.Th(first, scope="row", role="rowheader"), *cells], role="row")


def card_cell(cell: Any, header: str) -> html.Td:
    """A cell that names its column."""
    return html.Td(cell, role="cell", **{"data-label": header})


def activity_labels(activity: Intervention, vocabulary: Vocabulary) -> html.Dl:
    """Themes, sectors, target group and start of an activity; says what was inferred."""
    inferred = set(activity.afgeleid)

    def line(label: str, column: str, values: list[str]) -> list[Any]:
        text = ", ".join(values) or "niet bekend"
        note = [" ", html.Span("afgeleid", className="inferred", title="Afgeleid uit de beschrijving")]
        return [html.Dt(label), html.Dd([text, *(note if column in inferred and values else [])])]

    return html.Dl(
        [
            *line("Thema", "themas", list(activity.themas)),
            *line("Sector", "sectoren", vocabulary.sector_labels(activity)),
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


def asked(store_id: str, view: View) -> dcc.Store:
    """The store of what a page asks the server for; it starts with what the page shows."""
    return dcc.Store(id=store_id, data=write_query(view.selection))
