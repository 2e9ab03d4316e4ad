"""The page with the state of things, for people and for machines."""

import re
from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from gka_dash.model.dataset import Dataset
from gka_dash.model.problem import Problem
from gka_dash.model.todo import LinkState
from gka_dash.web.services import Services
from gka_dash.web.watching.status import MOST_NAMES, add_status, facts, unmatched, years

LINKS = {
    "https://voorbeeld.nl/a": LinkState(True, "", date(2026, 11, 1)),
    "https://voorbeeld.nl/b": LinkState(False, "bestaat niet (404)", date(2026, 11, 20)),
}
WRONG = Problem("agendas", 3, "gemeente", "'Groninge' is niet de naam van GM0014.", "Verbeter de naam.")


def client_of(dataset: Dataset, links: dict[str, LinkState] = LINKS, reachable: bool = True) -> FlaskClient:
    server = Flask("proef", static_folder=None)
    add_status(server, Services(dataset, {}, "proef 1"), "/app.css", lambda: links, lambda: reachable)
    return server.test_client()


def test_the_years_have_the_numbers_of_the_rules_of_truth(dataset: Dataset) -> None:
    rows = {row["dag"][:4]: row for row in years(Services(dataset, {}, "proef"))}
    assert [rows["2022"][key] for key in ("zeker", "mogelijk")] == [74, 0]
    assert [rows["2022"][f"gepubliceerd_{what}"] for what in ("gemeenten", "interventies")] == [101, 264]
    assert [rows["2016"][f"gepubliceerd_{what}"] for what in ("gemeenten", "interventies")] == [None, None]
    assert [rows["2020"][key] for key in ("zeker", "mogelijk")] == [40, 25]


def test_names_that_were_not_recognised_are_listed(small: Dataset) -> None:
    other = Problem("agendas", 4, "themas", "onbekend thema", "")
    whole = Problem("bestaat_niet", None, "gemeente", "geen tabel", "")
    code = replace(WRONG, column="gemeentecode")
    assert unmatched((WRONG, other, whole, code)) == [WRONG, code]
    page = client_of(replace(small, problems=(WRONG, other))).get("/status", headers={"Accept": "text/html"})
    assert "Groninge" in page.text
    assert "onbekend thema" not in page.text


def test_many_names_are_counted(small: Dataset) -> None:
    many = tuple(replace(WRONG, row=number) for number in range(2, MOST_NAMES + 12))
    page = client_of(replace(small, problems=many)).get("/status", headers={"Accept": "text/html"}).text
    assert page.count("Groninge") == MOST_NAMES
    assert "En nog 10." in page


@pytest.mark.parametrize(
    ("links", "words"),
    [
        (LINKS, "2 bekeken, 1 werken niet; voor het laatst op 20 november 2026"),
        ({}, "nog niet gecontroleerd"),
    ],
)
def test_the_last_check_of_links(small: Dataset, links: dict[str, LinkState], words: str) -> None:
    page = client_of(small, links).get("/status", headers={"Accept": "text/html"}).text
    assert words in re.sub(r"\s+", " ", page)


def test_a_machine_gets_the_same_as_data(small: Dataset) -> None:
    answer = client_of(small, reachable=False).get("/status", headers={"Accept": "application/json"})
    assert answer.json == facts(Services(small, {}, "proef 1"), LINKS, False)
    assert answer.json is not None
    assert answer.json["gegevensbank"] == "niet bereikbaar"
    assert answer.json["rijen"]["agendas"] == len(small.agendas)
    assert "Accept" in answer.headers["Vary"]


def test_what_stands_in_the_data_is_text(small: Dataset) -> None:
    hostile = replace(WRONG, message="<script>alert(1)</script>")
    page = client_of(replace(small, problems=(hostile,))).get("/status", headers={"Accept": "text/html"}).text
    assert "<script" not in page
    assert "&lt;script&gt;" in page
