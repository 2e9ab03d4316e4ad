"""Where a row came from stays known when a later file says nothing about it."""

from dataclasses import replace

from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Provenance
from gka_dash.model.schema import TABLE_BY_NAME
from gka_dash.store.store import Store
from tests.store.samples import places, publish


def test_a_row_keeps_its_place_until_it_changes(small: Dataset, store: Store) -> None:
    """A file of one region says nothing about the others, and a publication names the cells of both."""
    first = publish(store, small, provenance=places(small, "eerste.xlsx"))
    table = TABLE_BY_NAME["agendas"]
    same, other, gone = small.agendas[0], small.agendas[1], small.agendas[2]
    changed = replace(other, opmerking="Nagekeken")
    after = replace(small, agendas=(same, changed, *small.agendas[3:]))
    second = publish(store, after, first.number, provenance=Provenance())
    assert second.provenance.of("agendas", table.key_of(same)) == first.provenance.of(
        "agendas", table.key_of(same)
    )
    assert second.provenance.of("agendas", table.key_of(changed)) is None
    assert second.provenance.of("agendas", table.key_of(gone)) is None
    third = publish(store, after, second.number, provenance=places(after, "derde.xlsx"))
    place = third.provenance.of("agendas", table.key_of(changed), "opmerking")
    assert place is not None
    assert place.file == "derde.xlsx"
    assert store.latest() == third
