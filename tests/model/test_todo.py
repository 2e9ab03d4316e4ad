"""What there is to do: per region, each thing with its municipality and reason."""

from dataclasses import replace
from datetime import date

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.todo import KINDS, LinkState, Todo, todo_list
from tests.small import SOURCE, activity, agenda, day, small_dataset, with_rows, without

TODAY = day("2026-11-22")
RECENT = day("2026-10-01")
PAGE = "https://www.example.nl/agenda"


def done() -> Dataset:
    """A country in which nothing is left to do."""
    return with_rows(
        without(small_dataset(), "agendas", "interventies"),
        agendas=[
            agenda("GM0001", "2020-01-01", "2020-01-01", "dag", agenda_url=PAGE, gecontroleerd_op=RECENT)
        ],
        interventies=[activity("I1", "GM0001", uitgelicht="ja", gecontroleerd_op=RECENT)],
    )


def kinds(data: Dataset, links: dict[str, LinkState] | None = None) -> list[str]:
    return [todo.kind for todo in todo_list(data, TODAY, links)]


def changed(table: str, **fields: object) -> Dataset:
    data = done()
    return replace(data, **{table: (replace(data.rows(table)[0], **fields),)})


def test_a_list_with_nothing_on_it() -> None:
    assert todo_list(done(), TODAY) == ()


@pytest.mark.parametrize(
    ("table", "fields", "kind", "text"),
    [
        ("agendas", {"agenda_url": ""}, "geen_link", "Agenda: er is geen webpagina ingevuld."),
        (
            "interventies",
            {"bron_url": "Brief"},
            "geen_link",
            "Interventie I1 'Titel I1': de bron is geen webpagina.",
        ),
        ("interventies", {"uitgelicht": ""}, "geen_uitgelicht", "Geen enkele interventie is uitgelicht."),
        (
            "agendas",
            {"precisie": "interval", "ondertekend_tot": day("2020-03-01")},
            "datum_onzeker",
            "Agenda: de dag van ondertekening is niet bekend: tussen 1 januari 2020 en 1 maart 2020.",
        ),
        (
            "agendas",
            {"precisie": "maand", "ondertekend_tot": day("2020-01-31")},
            "datum_onzeker",
            "Agenda: de dag van ondertekening is niet bekend: januari 2020.",
        ),
        (
            "agendas",
            {"precisie": "onbekend", "ondertekend_van": None, "ondertekend_tot": None},
            "datum_onzeker",
            "Agenda: de datum van ondertekening is niet bekend.",
        ),
        ("agendas", {"gecontroleerd_op": None}, "niet_nagekeken", "Agenda: nog niet nagekeken."),
        (
            "interventies",
            {"gecontroleerd_op": day("2025-11-22")},
            "niet_nagekeken",
            "Interventie I1 'Titel I1': voor het laatst nagekeken op 22 november 2025.",
        ),
    ],
)
def test_one_thing_to_do(table: str, fields: dict[str, object], kind: str, text: str) -> None:
    key = ("GM0001",) if table == "agendas" else ("I1",)
    row = ("", ()) if kind == "geen_uitgelicht" else (table, key)
    assert todo_list(changed(table, **fields), TODAY) == (Todo(kind, "GM0001", "Alfa", text, *row),)


@pytest.mark.parametrize(
    ("checked", "today", "late"),
    [
        ("2025-11-23", "2026-11-22", False),
        ("2025-11-22", "2026-11-22", True),
        ("2024-02-29", "2025-02-28", False),
        ("2024-02-28", "2025-02-28", True),
        ("2023-02-28", "2024-02-29", True),
        ("2023-03-01", "2024-02-29", False),
    ],
)
def test_twelve_months(checked: str, today: str, late: bool) -> None:
    found = todo_list(changed("interventies", gecontroleerd_op=day(checked)), day(today))
    about = [t for t in found if t.table == "interventies" and t.kind == "niet_nagekeken"]
    assert bool(about) is late


def test_links_that_do_not_work() -> None:
    dead = LinkState(False, "de pagina bestaat niet (HTTP 404)", date(2026, 11, 1))
    (todo,) = todo_list(done(), TODAY, {PAGE: dead, "https://elders.nl": dead})
    assert todo.kind == "dode_link"
    assert todo.text == (
        f"Agenda: {PAGE} werkt niet: de pagina bestaat niet (HTTP 404) (gekeken op 1 november 2026)."
    )
    assert kinds(done(), {PAGE: LinkState(True), SOURCE: LinkState(True)}) == []
    assert kinds(done(), {SOURCE: dead}) == ["dode_link", "dode_link"]


def test_only_interventions_can_be_highlighted() -> None:
    assert "geen_uitgelicht" not in kinds(changed("interventies", aard="inzet", uitgelicht=""))
    more = with_rows(done(), interventies=[activity("I2", "GM0001", gecontroleerd_op=RECENT)])
    assert kinds(more) == []


def test_a_list_of_a_region_follows_mergers() -> None:
    data = small_dataset()
    every = todo_list(data, TODAY)
    north, south = (todo_list(data, TODAY, region=code) for code in ("PV01", "PV02"))
    assert {t.gemeente for t in north} == {"Alfa", "Bravo", "Charlie"}
    assert {t.gemeente for t in south} == {"Delta", "Echo", "Foxtrot"}
    assert sorted(north + south, key=repr) == sorted(every, key=repr)
    assert [t.gemeente for t in every] == sorted(t.gemeente for t in every)
    assert {t.kind for t in every} <= set(KINDS)


def test_the_bundled_data(dataset: Dataset) -> None:
    found = todo_list(dataset, TODAY)
    assert sum(t.kind == "niet_nagekeken" for t in found) == 75 + 143
    inexact = sum(a.precisie != "dag" for a in dataset.agendas)
    assert sum(t.kind == "datum_onzeker" for t in found) == inexact
    assert len({(t.kind, t.gemeentecode, t.table, t.key, t.text) for t in found}) == len(found)
