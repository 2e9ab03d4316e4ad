"""What is written comes back exactly, whatever stands in it."""

import json
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gka_dash.model.dataset import Dataset
from gka_dash.model.problem import Problem
from gka_dash.model.schema import TABLES, Agenda, Theme
from gka_dash.store.content import dataset_of, fingerprint, problems_text, tables_text
from gka_dash.store.store import Store
from tests.small import SOURCE
from tests.store.samples import places, publish
from tests.valid_data import datasets

HARD = ("\x00", "\ud800", "\r\n", "'=1+1", "’ é 🧒", '"', "\\", "null", "[]", " ", "\u2028")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(dataset=datasets(), problems=st.lists(st.builds(Problem, *[st.text()] * 5), max_size=2))
def test_any_dataset_goes_round(store: Store, dataset: Dataset, problems: list[Problem]) -> None:
    whole = replace(dataset, problems=tuple(problems))
    made = publish(store, whole, store.latest_number())
    assert made.dataset == whole
    assert made.provenance == places(whole)
    assert store.latest() == store.get(made.number) == made


@pytest.mark.parametrize("text", HARD, ids=ascii)
def test_every_sign_goes_round(text: str, store: Store) -> None:
    """Also those that a database or a spreadsheet has trouble with; the fingerprint is the same."""
    dataset = Dataset(themas=(Theme(thema=text, bron=text),))
    made = publish(store, dataset)
    found = store.latest()
    assert found == made
    assert found is not None
    assert found.dataset.themas[0].thema == text
    assert found.sha256 == fingerprint(tables_text(dataset))


def test_the_kinds_of_values_are_kept(store: Store) -> None:
    row = Agenda(
        gemeentecode="GM0001",
        gemeente="Alfa",
        ondertekend_van=date(2019, 1, 1),
        precisie="onbekend",
        themas=("Taal",),
        bron_url=SOURCE,
        status="concept",
        zichtbaar_vanaf=date(2027, 1, 1),
    )
    publish(store, Dataset(agendas=(row,)))
    found = store.latest()
    assert found is not None
    kept = found.dataset.agendas[0]
    assert kept == row
    assert (kept.ondertekend_tot, kept.periode, kept.opmerking) == (None, (), "")


def test_the_fingerprint_is_of_the_tables(small: Dataset) -> None:
    before = fingerprint(tables_text(small))
    assert before == fingerprint(tables_text(replace(small, problems=(Problem("a", 1, "b", "c", "d"),))))
    for table in TABLES:
        rows = small.rows(table.name)
        if len(rows) > 1:
            turned = replace(small, **{table.name: rows[::-1]})  # type: ignore[arg-type]
            assert fingerprint(tables_text(turned)) != before, table.name


def test_an_old_publication_can_be_read_when_columns_and_tables_changed(small: Dataset) -> None:
    """A column that is new has its default; a column or table that went away is passed over."""
    texts = tables_text(small)
    held = json.loads(texts["themas"])
    held["columns"] = ["thema", "kleur"]
    held["rows"] = [["Taal", "rood"]]
    old = {**texts, "themas": json.dumps(held), "verdwenen": '{"columns":[],"rows":[]}'}
    del old["factoren"]
    found = dataset_of(old, problems_text(small))
    assert found.themas == (Theme(thema="Taal", bron=""),)
    assert found.factoren == ()
    assert found.agendas == small.agendas
