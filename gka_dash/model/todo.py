"""What a coordinator can do next: per region, each thing with the municipality and what is the matter."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gka_dash.model.dataset import Dataset
from gka_dash.model.dates import dutch_date, dutch_interval
from gka_dash.model.links import is_web_link
from gka_dash.model.regional import REGIONAL, codes_in
from gka_dash.model.schema import ACTIVITY_KINDS, UNKNOWN, Table

MONTHS_BETWEEN_CHECKS = 12
KINDS: Mapping[str, str] = {
    "geen_link": "Geen webpagina",
    "dode_link": "Webpagina werkt niet",
    "geen_uitgelicht": "Niets uitgelicht",
    "datum_onzeker": "Datum niet precies",
    "niet_nagekeken": "Lang niet nagekeken",
}


@dataclass(frozen=True)
class LinkState:
    """What came out when an address was last asked: does it work, what was the matter (Dutch), and when."""

    works: bool
    reason: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class Todo:
    """One thing to do. ``kind`` is a key of KINDS, ``table`` and ``key`` say which row it is about."""

    kind: str
    gemeentecode: str
    gemeente: str
    text: str
    table: str = ""
    key: tuple[Any, ...] = ()


def todo_list(
    dataset: Dataset, today: date, links: Mapping[str, LinkState] | None = None, region: str = ""
) -> tuple[Todo, ...]:
    """What there is to do in a region (empty: everywhere), by municipality, kind and row.

    ``links`` is what is known of web addresses; an address that was never asked is not said to be dead.
    """
    codes = codes_in(dataset, region) if region else frozenset(dataset.codes)
    found = [
        each
        for table in REGIONAL
        for row in dataset.rows(table.name)
        for code in dataset.successors(row.gemeentecode)
        if code in codes
        for each in _of_row(table, row, code, dataset.municipality[code].gemeente, today, links or {})
    ]
    found += _without_highlight(dataset, codes)
    order = list(KINDS)
    return tuple(sorted(found, key=lambda t: (t.gemeente, t.gemeentecode, order.index(t.kind), t.key)))


def _of_row(
    table: Table, row: Any, code: str, name: str, today: date, links: Mapping[str, LinkState]
) -> Iterable[Todo]:
    for kind, check in _CHECKS.items():
        for text in check(table, row, today, links):
            yield Todo(kind, code, name, f"{_called(table, row)}: {text}", table.name, table.key_of(row))


def addresses_of(table: Table, row: Any) -> tuple[str, ...]:
    """The web addresses in a row, each once."""
    values = (getattr(row, c.name) for c in table.columns if c.kind in ("link", "source"))
    return tuple(dict.fromkeys(value for value in values if is_web_link(value)))


def _called(table: Table, row: Any) -> str:
    title = getattr(row, "titel", "")
    return f"{table.words[0].capitalize()} {row.interventie_id} '{title}'" if title else "Agenda"


def _no_link(table: Table, row: Any, _today: date, _links: Mapping[str, LinkState]) -> Iterable[str]:
    own = [column.name for column in table.columns if column.kind == "link"]
    if own and not any(getattr(row, name) for name in own):
        yield "er is geen webpagina ingevuld."
    elif not own and not addresses_of(table, row):
        yield "de bron is geen webpagina."


def _dead_link(table: Table, row: Any, _today: date, links: Mapping[str, LinkState]) -> Iterable[str]:
    for address in addresses_of(table, row):
        state = links.get(address)
        if state and not state.works:
            when = f" (gekeken op {dutch_date(state.checked_on)})" if state.checked_on else ""
            yield f"{address} werkt niet: {state.reason}{when}."


def _date_not_exact(_table: Table, row: Any, _today: date, _links: Mapping[str, LinkState]) -> Iterable[str]:
    precision = getattr(row, "precisie", "dag")
    if precision == UNKNOWN:
        yield "de datum van ondertekening is niet bekend."
    elif precision != "dag":
        known = dutch_interval(row.ondertekend_van, row.ondertekend_tot)
        yield f"de dag van ondertekening is niet bekend: {known}."


def _not_checked(_table: Table, row: Any, today: date, _links: Mapping[str, LinkState]) -> Iterable[str]:
    checked = row.gecontroleerd_op
    if checked is None:
        yield "nog niet nagekeken."
    elif checked <= _months_before(today, MONTHS_BETWEEN_CHECKS):
        yield f"voor het laatst nagekeken op {dutch_date(checked)}."


def _months_before(day: date, months: int) -> date:
    """The same day so many months earlier; the last day of the month when it is shorter."""
    month = day.year * 12 + day.month - 1 - months
    for last in (day.day, 30, 29, 28):
        try:
            return date(month // 12, month % 12 + 1, last)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def _without_highlight(dataset: Dataset, codes: frozenset[str]) -> list[Todo]:
    """Municipalities with described interventions of which none is shown first."""
    text = "Geen enkele interventie is uitgelicht."
    return [
        Todo("geen_uitgelicht", code, dataset.municipality[code].gemeente, text)
        for code, rows in dataset.interventions_by_municipality.items()
        if code in codes
        and any(row.aard == ACTIVITY_KINDS[0] for row in rows)
        and not any(row.uitgelicht for row in rows)
    ]


Check = Callable[[Table, Any, date, Mapping[str, LinkState]], Iterable[str]]
_CHECKS: Mapping[str, Check] = {
    "geen_link": _no_link,
    "dode_link": _dead_link,
    "datum_onzeker": _date_not_exact,
    "niet_nagekeken": _not_checked,
}
