"""The menu of what can be taken along: one line per kind of file, each a real link."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from gka_dash.exports.files import FILES
from gka_dash.model.selection import Selection
from layouts import parts
from layouts.elements import html

COUNTRY: Final = "NL"  # in an address, where a region has its code

REST: Final = "Alles behalve het A4-blad gaat over {}, met {} omlijnd op de kaart."


@dataclass(frozen=True)
class Item:
    """A line of the menu: path of the file, its name, and what it is and for whom."""

    path: str
    name: str
    what: str


GEMEENTEN: Final = Item(
    "/export/gemeenten.csv", "Gemeenten (CSV)", "De gemeenten als lijst, voor een ander programma."
)


def of_view() -> tuple[Item, ...]:
    """A view as every kind of file."""
    return tuple(Item(f"/download/{key}", kind.name, kind.what) for key, kind in FILES.items())


def of_municipality(code: str, name: str) -> tuple[Item, ...]:
    """The factsheet of a municipality; the other kinds show its province with the municipality outlined."""
    sheet = Item(
        f"/download/blad/{code}.pdf", "A4-blad (PDF)", f"Alles over {name} op papier, voor aan tafel."
    )
    return (sheet, *_without_pdf())


def of_region(code: str, name: str) -> tuple[Item, ...]:
    """The factsheet of a region, those of all its municipalities, and its view as every kind of file."""
    sheet = Item(f"/download/blad/{code}.pdf", "A4-blad (PDF)", f"{name} op papier, voor aan tafel.")
    return (sheet, _sheets(code, name), *_without_pdf(), GEMEENTEN)


def of_list() -> tuple[Item, ...]:
    """The list of activities first, then its view as every other kind of file."""
    return tuple(sorted(of_view(), key=lambda item: not item.path.endswith(("/csv", "/xlsx"))))


def of_country() -> tuple[Item, ...]:
    """The list of municipalities: as a list, and as the sheets of all of them."""
    return (GEMEENTEN, _sheets(COUNTRY, "Nederland"), *of_view())


def _sheets(code: str, name: str) -> Item:
    return Item(f"/download/bladen/{code}", "A4-bladen (zip)", f"Een blad van elke gemeente in {name}.")


def _without_pdf() -> tuple[Item, ...]:
    return tuple(item for item in of_view() if not item.path.endswith("/pdf"))


def menu(
    items: Iterable[Item], selection: Selection, rest: Sequence[Any] = (), *, follows: bool = False
) -> html.Details:
    """The menu itself. ``follows`` lets the browser keep the links at what is chosen (pagina-download.js)."""
    chosen = replace(selection, sort="")
    mark = {"data-follows": "true"} if follows else {}
    lines = [
        html.Li(
            html.A(
                [
                    html.Span(item.name, className="downloads-name"),
                    html.Span(item.what, className="downloads-what"),
                ],
                href=parts.address(item.path, chosen),
                **mark,
            )
        )
        for item in items
    ]
    inner = [
        html.Ul(lines, className="downloads-list"),
        *([html.Div(rest, className="downloads-rest")] if rest else []),
    ]
    return html.Details(
        [html.Summary("Downloaden", className="button"), html.Div(inner, className="downloads-panel")],
        className="download downloads",
    )
