"""What the two list pages share: heading, status line, download, filter line and table."""

from collections.abc import Iterable, Sequence
from typing import Any

from gka_dash.model.selection import write_query
from gka_dash.model.summary import filters_text
from gka_dash.model.view import View
from layouts import downloads, ids, parts
from layouts.elements import dcc, html


def page(
    view: View,
    items: Iterable[downloads.Item],
    heading: Sequence[Any],
    status: Any,
    results: Any,
    *,
    filter_label: str = "Filter",
) -> html.Div:
    """A list as a page: ``items`` are what it can be taken along as.

    ``status`` says what is in the list, ``results`` is the list.
    """
    inner = [
        html.Div(
            [html.P(status, role="status", className="status"), downloads.menu(items, view.selection)],
            className="list-head",
        ),
        html.P(f"{filter_label}: {filters_text(view)}.", className="soft"),
        results,
    ]
    stores = [
        dcc.Store(id=ids.SHOWN_LIST, data=write_query(view.selection)),
        parts.asked(ids.ASKED_LIST, view),
    ]
    return html.Div([*heading, html.Div(inner, id=ids.LIST), *stores], className="page-list")


def table(
    view: View,
    path: str,
    caption: str,
    columns: Sequence[tuple[str, str]],
    rows: Iterable[Sequence[Any]],
    *,
    as_cards: bool = False,
) -> html.Div:
    """The list itself; ``columns`` holds headers with the key that they sort by, empty for none."""
    headers, keys = zip(*columns, strict=True)
    sorting = parts.Sorting(path, view.selection, keys)
    return parts.table(caption, headers, rows, sorting=sorting, as_cards=as_cards)
