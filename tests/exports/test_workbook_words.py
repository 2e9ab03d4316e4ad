"""What a workbook says about itself is complete and in plain words."""

from datetime import date
from typing import get_args

import pytest

from gka_dash.exports.workbook_words import EVERYWHERE, column_note, explanation, facts
from gka_dash.model.column import Column, Kind
from gka_dash.model.schema import TABLES, Table


@pytest.mark.parametrize("kind", get_args(Kind))
def test_every_kind_of_column_is_explained(kind: Kind) -> None:
    note = column_note(TABLES[0], Column("naam", "Label", kind, choices=("a", "b")))
    assert len(note.splitlines()) == 4
    assert all(line.endswith(".") for line in note.splitlines()[1:])


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_notes_fit_in_a_cell_and_name_the_list(table: Table) -> None:
    for column in table.columns:
        note = column_note(table, column)
        assert len(note) < 800
        assert bool(column.vocabulary) == ("werkblad Keuzelijsten" in note)
        assert ("Verander dit niet" in note) == (table.key == (column.name,))


def test_facts_and_explanation() -> None:
    assert [value for _, value in facts("7", date(2019, 7, 16), "")] == ["7", "16 juli 2019", EVERYWHERE]
    assert facts("7", date(2019, 7, 16), "PV30 Noord-Brabant")[-1][1] == "PV30 Noord-Brabant"
    whole, regional = list(explanation(False)), list(explanation(True))
    assert [line for line in regional if line not in whole] == regional[1:3]
    assert "regio" in regional[1]
    assert all(len(sentence.split()) <= 20 for line in regional for sentence in line.split(". "))
