"""Where a value came from."""

import pytest
from openpyxl.utils import get_column_letter

from gka_dash.model.provenance import Place, Provenance, Source, column_letters

OLD = Source("oud.xlsx", "Interventies", {"interventie_id": 0, "titel": 1, "start": 27})
NEW = Source("map: interventies.csv", "", {"interventie_id": 0, "titel": 3})
KNOWN = Provenance({"interventies": {("I1",): (OLD, 2), ("I2",): (OLD, 3)}})


@pytest.mark.parametrize("place", [0, 1, 25, 26, 27, 51, 52, 701, 702, 703, 16383])
def test_letters_of_columns(place: int) -> None:
    assert column_letters(place) == get_column_letter(place + 1)


def test_a_field_has_a_cell() -> None:
    place = KNOWN.of("interventies", ("I2",), "start")
    assert place == Place("oud.xlsx", "Interventies", 3, "AB3")
    assert str(place) == "oud.xlsx, werkblad Interventies, cel AB3"


def test_a_row_or_a_column_that_the_file_does_not_have() -> None:
    assert str(KNOWN.of("interventies", ("I2",))) == "oud.xlsx, werkblad Interventies, rij 3"
    assert str(KNOWN.of("interventies", ("I2",), "doelgroep")) == "oud.xlsx, werkblad Interventies, rij 3"
    assert KNOWN.of("interventies", ("I3",)) is None
    assert KNOWN.of("agendas", ("I1",)) is None
