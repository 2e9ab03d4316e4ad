"""Publishing, undoing and drafts, as somebody uses them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from gka_dash.errors import StoreConflict, StoreError
from gka_dash.model.dataset import Dataset
from gka_dash.model.division import rebased
from gka_dash.store.first import WHO, ensure_first
from gka_dash.store.store import LONGEST, Store
from gka_dash.store.tables import DRAFTS, PUBLICATION_TABLES, PUBLICATIONS, UNCHANGING
from tests.small import day
from tests.store.samples import places, publish, with_theme


def test_an_empty_store(store: Store) -> None:
    assert store.latest_number() is None
    assert store.latest() is None
    assert store.get(1) is None
    assert store.lines() == []


def test_publications_are_numbered_and_listed(store: Store, small: Dataset) -> None:
    before = datetime.now(UTC)
    first = publish(store, small, who=" Jan\n de Vries ", why="Begin")
    second = publish(store, with_theme(small, "Sport"), 1, who="Els", why="Sport erbij")
    assert (first.number, first.base, first.undone, first.who) == (1, None, None, "Jan de Vries")
    assert (second.number, second.base) == (2, 1)
    assert before <= first.made_at <= second.made_at <= datetime.now(UTC)
    assert first.sha256 != second.sha256
    assert store.lines() == [second.line, first.line]
    assert store.lines(1) == [second.line]
    assert store.latest_number() == 2
    assert store.get(1) == first


def test_another_process_reads_the_same(opened: Callable[[], Store], small: Dataset) -> None:
    made = publish(opened(), small)
    assert opened().latest() == made
    assert made.made_at.tzinfo is UTC


@pytest.mark.parametrize("base", [None, 1, 7])
def test_who_started_from_an_older_one_is_told_what_happened(
    base: int | None, store: Store, small: Dataset
) -> None:
    for number, (who, why) in enumerate([("Jan", "Begin"), ("Els", "Sport erbij")]):
        publish(store, with_theme(small, why), number or None, who=who, why=why)
    with pytest.raises(StoreConflict) as caught:
        publish(store, small, base)
    said = str(caught.value)
    assert ("door Els op" in said and "(Sport erbij)" in said) == (base != 7)
    assert ("door Jan op" in said) == (base is None)
    assert ("Publicatie 7 bestaat niet" in said) == (base == 7)
    assert store.latest_number() == 2


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "x" * (LONGEST + 1)])
def test_who_and_why_are_needed(text: str, store: Store, small: Dataset) -> None:
    for missing in ("who", "why"):
        with pytest.raises(StoreError, match=r"\?"):
            publish(store, small, **{missing: text})
        assert store.latest_number() is None
    publish(store, small)
    publish(store, with_theme(small, "Sport"), 1)
    for missing in ("who", "why"):
        with pytest.raises(StoreError, match=r"\?"):
            store.undo(1, **{"who": "Els", "why": "Fout"} | {missing: text})
    assert store.latest_number() == 2


def test_an_undo_is_a_new_publication(store: Store, small: Dataset) -> None:
    first = publish(store, small)
    second = publish(store, with_theme(small, "Sport"), 1)
    third = store.undo(1, who="Els", why="Sport hoort er niet bij")
    assert (third.number, third.base, third.undone) == (3, 2, 1)
    assert (third.dataset, third.provenance, third.sha256) == (
        first.dataset,
        first.provenance,
        first.sha256,
    )
    assert store.latest() == third
    assert store.get(2) == second
    assert store.undo(2, who="Jan", why="Toch wel").dataset == second.dataset


@pytest.mark.parametrize(("number", "words"), [(2, "is al de laatste"), (9, "bestaat niet")])
def test_what_cannot_be_undone(number: int, words: str, store: Store, small: Dataset) -> None:
    publish(store, small)
    publish(store, with_theme(small, "Sport"), 1)
    with pytest.raises(StoreError, match=words):
        store.undo(number, who="Els", why="Fout")
    assert store.latest_number() == 2


@pytest.mark.parametrize("table", UNCHANGING, ids=lambda table: table.name)
def test_the_database_refuses_a_change(table: sa.Table, store: Store, small: Dataset) -> None:
    publish(store, small)
    with store._engine.connect() as connection, pytest.raises(sa.exc.DBAPIError, match="never changes"):
        connection.execute(sa.update(table).values(number=9))


def test_a_damaged_publication_is_not_shown(store: Store, small: Dataset) -> None:
    """Deleting is left to who keeps the database; what is then left of a publication is not the whole."""
    publish(store, small)
    with store._engine.begin() as connection:
        connection.execute(sa.delete(PUBLICATION_TABLES).where(PUBLICATION_TABLES.c.table_name == "agendas"))
    with pytest.raises(StoreError, match="Publicatie 1 is beschadigd"):
        store.latest()


def test_a_publication_without_its_base_cannot_be_written(store: Store, small: Dataset) -> None:
    """The database itself checks what belongs together."""
    made = publish(store, small)
    row = {**vars(made.line), "number": 5, "base": 4, "problems": "[]"}
    with store._engine.connect() as connection, pytest.raises(sa.exc.IntegrityError):
        connection.execute(sa.insert(PUBLICATIONS).values(row))


def test_the_borders_of_another_day_are_not_published(store: Store, small: Dataset) -> None:
    publish(store, rebased(small, day("2019-01-01")))
    found = store.latest()
    assert found is not None
    assert found.dataset == small


def test_the_first_publication_is_made_once(opened: Callable[[], Store], small: Dataset) -> None:
    first = ensure_first(opened(), small, places(small))
    assert (first.number, first.who) == (1, WHO)
    assert ensure_first(opened(), with_theme(small, "Sport"), places(small)) == first


def test_a_draft_is_kept_until_it_is_dropped(store: Store, small: Dataset) -> None:
    publish(store, small)
    whole = with_theme(small, "Sport")
    draft = store.keep_draft(whole, who="Els", file_name="a\x00b.xlsx", provenance=places(whole), base=1)
    assert store.draft(draft.token) == draft
    assert (draft.dataset, draft.provenance, draft.base) == (whole, places(whole), 1)
    assert draft.file_name == "a b.xlsx"
    assert draft.expires_at - draft.made_at == timedelta(hours=24)
    assert len(draft.token) >= 43
    assert store.latest_number() == 1
    store.drop_draft(draft.token)
    store.drop_draft(draft.token)
    assert store.draft(draft.token) is None


def test_a_draft_expires(store: Store, small: Dataset) -> None:
    kept = store.keep_draft(small, who="Els", file_name="a", provenance=places(small), base=None)
    old = store.keep_draft(small, who="Els", file_name="a", provenance=places(small), base=None, hours=-1)
    assert store.draft(old.token) is None
    assert store.drop_expired() == 1
    assert store.drop_expired() == 0
    assert store.draft(kept.token) == kept


def test_a_session_that_was_signed_out_stays_so_until_it_is_over(store: Store) -> None:
    soon = datetime.now(UTC) + timedelta(hours=1)
    store.sign_out("sleutel", soon)
    store.sign_out("sleutel", soon)
    store.sign_out("oud", datetime.now(UTC) - timedelta(seconds=1))
    assert store.signed_out("sleutel")
    assert not store.signed_out("Sleutel")
    store.drop_expired()
    assert store.signed_out("sleutel")
    assert not store.signed_out("oud")


@pytest.mark.parametrize("token", ["", "x", "\ud800", "\x00", "' OR 1=1 --", "x" * 100_000])
def test_a_token_that_nobody_has(token: str, store: Store, small: Dataset) -> None:
    store.keep_draft(small, who="Els", file_name="a", provenance=places(small), base=None)
    assert store.draft(token) is None
    store.drop_draft(token)


def test_the_token_is_not_in_the_database(store: Store, small: Dataset) -> None:
    draft = store.keep_draft(small, who="Els", file_name="a", provenance=places(small), base=None)
    with store._engine.connect() as connection:
        row = connection.execute(sa.select(DRAFTS)).one()
    assert draft.token not in repr(row)
    other = store.keep_draft(small, who="Els", file_name="a", provenance=places(small), base=None)
    assert other.token != draft.token
