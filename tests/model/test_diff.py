"""What is new, changed and gone, and the sentence about it."""

from dataclasses import replace

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.diff import EMPTY, NOTHING, difference, value_text
from gka_dash.model.schema import TABLES, Theme
from tests.small import SOURCE, activity, day, small_dataset, with_rows, without


@pytest.fixture
def small() -> Dataset:
    return small_dataset()


def activities(*numbers: str, **more: str) -> tuple[object, ...]:
    return tuple(activity(number, "GM0001", **more) for number in numbers)


def test_nothing_changes(small: Dataset) -> None:
    diff = difference(small, small)
    assert diff.is_empty
    assert diff.sentence == NOTHING
    assert diff.counts == {"new": 0, "changed": 0, "gone": 0}


def test_the_order_of_rows_is_no_change(small: Dataset) -> None:
    turned = {table.name: small.rows(table.name)[::-1] for table in TABLES}
    assert difference(small, Dataset.from_tables(turned)).is_empty


def test_everything_is_new_or_gone(small: Dataset) -> None:
    nothing = Dataset()
    for one, other, kind in ((nothing, small, "new"), (small, nothing, "gone")):
        for table in difference(one, other).tables:
            assert getattr(table, kind) == small.rows(table.table)
            assert not table.changed


def test_rows_are_compared_by_key_and_field(small: Dataset) -> None:
    first, *others = small.interventies
    changed = replace(first, titel="Anders", themas=(), zichtbaar_vanaf=day("2027-01-01"))
    after = replace(small, interventies=(*others[1:], changed, activity("I9", "GM0002")))
    (table,) = difference(small, after).tables
    assert table.table == "interventies"
    assert [row.interventie_id for row in table.new] == ["I9"]
    assert [row.interventie_id for row in table.gone] == ["I2"]
    (row,) = table.changed
    assert (row.key, row.before, row.after) == (("I1",), first, changed)
    assert [(f.name, f.before, f.after) for f in row.fields] == [
        ("titel", "Titel I1", "Anders"),
        ("themas", ("Taal",), ()),
        ("zichtbaar_vanaf", None, day("2027-01-01")),
    ]


def test_a_changed_key_is_a_new_row_and_one_that_is_gone(small: Dataset) -> None:
    renamed = replace(small.interventies[0], interventie_id="I7")
    after = replace(small, interventies=(renamed, *small.interventies[1:]))
    assert difference(small, after).counts == {"new": 1, "changed": 0, "gone": 1}


@pytest.mark.parametrize(
    ("new", "changed", "gone", "sentence"),
    [
        (3, 2, 1, "3 nieuwe, 2 gewijzigde en 1 verdwenen interventie."),
        (1, 0, 0, "1 nieuwe interventie."),
        (0, 2, 0, "2 gewijzigde interventies."),
        (0, 0, 5, "5 verdwenen interventies."),
        (1, 0, 2, "1 nieuwe en 2 verdwenen interventies."),
    ],
)
def test_the_sentence(new: int, changed: int, gone: int, sentence: str) -> None:
    stays = activities(*(f"C{n}" for n in range(changed)))
    other = activities(*(f"C{n}" for n in range(changed)), titel="Anders")
    before = with_rows(Dataset(), interventies=(*stays, *activities(*(f"G{n}" for n in range(gone)))))
    after = with_rows(Dataset(), interventies=(*other, *activities(*(f"N{n}" for n in range(new)))))
    assert difference(before, after).sentence == sentence


def test_words_that_go_with_het_and_more_tables(small: Dataset) -> None:
    more = with_rows(small, themas=[Theme(thema="Rekenen", bron=SOURCE)])
    assert difference(small, more).sentence == "1 nieuw thema."
    assert difference(small, without(more, "agendas")).sentence == "1 nieuw thema; 5 verdwenen agenda's."
    two = with_rows(more, themas=[Theme(thema="Lezen", bron=SOURCE)])
    assert difference(small, two).sentence == "2 nieuwe thema's."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("", EMPTY),
        ((), EMPTY),
        (None, EMPTY),
        (0, "0"),
        (("a", "b"), "a, b"),
        (day("2019-07-16"), "16 juli 2019"),
        ("x", "x"),
    ],
)
def test_a_value_as_somebody_reads_it(value: object, text: str) -> None:
    assert value_text(value) == text
