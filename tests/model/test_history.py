"""Since which publication each value is as it is."""

from dataclasses import replace

from gka_dash.model.dataset import Dataset
from gka_dash.model.history import Since, history
from gka_dash.model.origins import Origins
from gka_dash.model.provenance import Provenance, Source
from gka_dash.model.stamp import Stamp
from tests.small import small_dataset

FIRST, SECOND, THIRD = Stamp(1, why="een"), Stamp(2, why="twee"), Stamp(3, why="drie")


def _with_title(dataset: Dataset, title: str) -> Dataset:
    first, *rest = dataset.interventies
    return replace(dataset, interventies=(replace(first, titel=title), *rest))


def test_a_value_is_since_the_publication_that_changed_it_last() -> None:
    small = small_dataset()
    changes = history(
        [(FIRST, small), (SECOND, _with_title(small, "Nieuw")), (THIRD, _with_title(small, "Nieuw"))]
    )
    row = changes["interventies", ("I1",)]
    assert row["titel"] == Since(SECOND)
    assert row["themas"] == Since(FIRST)
    assert changes["interventies", ("I2",)]["titel"] == Since(FIRST)


def test_a_value_that_was_put_back_changed_then() -> None:
    small = small_dataset()
    changes = history([(FIRST, small), (SECOND, _with_title(small, "Nieuw")), (THIRD, small)])
    assert changes["interventies", ("I1",)]["titel"] == Since(THIRD)


def test_a_row_that_came_back_is_new() -> None:
    small = small_dataset()
    without = replace(small, interventies=small.interventies[1:])
    changes = history([(FIRST, small), (SECOND, without), (THIRD, small)])
    assert set(changes["interventies", ("I1",)].values()) == {Since(THIRD)}


def test_what_nobody_looked_further_back_for_may_be_earlier() -> None:
    changes = history([(SECOND, small_dataset()), (THIRD, small_dataset())])
    assert changes["interventies", ("I1",)]["titel"] == Since(SECOND, or_earlier=True)


def test_a_card_tells_file_sheet_cell_and_publication() -> None:
    small = small_dataset()
    new = _with_title(small, "Nieuw")
    source = Source("werkmap.xlsx", "Interventies", {"titel": 1, "aard": 2})
    places = Provenance({"interventies": {("I1",): (source, 14)}})
    origins = Origins("publicatie 2", places, history([(FIRST, small), (SECOND, new)]))
    place, newest, before = origins.of("interventies", new.interventies[0])
    assert "bestand werkmap.xlsx, werkblad Interventies, rij 14" in place
    assert newest.endswith(": Titel (cel B14).")
    assert str(SECOND) in newest
    assert "(cel C14)" in before


def test_a_row_of_which_nothing_is_kept_says_so() -> None:
    place, told = Origins("publicatie 9").of("interventies", small_dataset().interventies[0])
    assert "niet bewaard" in place
    assert "publicatie 9" in told
