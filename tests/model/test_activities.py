"""Which activities a selection keeps and how they are counted; nothing is ever dropped."""

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gka_dash.model.activities import (
    counted,
    folded,
    highlighted,
    matching,
    sectors_of,
    start_year,
    themes_of,
)
from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import UNKNOWN, Intervention
from gka_dash.model.selection import Selection
from gka_dash.model.view import View
from gka_dash.model.vocabulary import Vocabulary
from tests.small import activity, with_rows

Look = Callable[..., View]
YEARS = st.none() | st.integers(2015, 2023)


def _numbers(view: View) -> str:
    return " ".join(row.interventie_id for row in view.activities)


@pytest.mark.parametrize(
    ("choices", "kept"),
    [
        ({}, "I1 I2 I3 I4 I5"),
        ({"themes": ("taal",)}, "I1 I3"),
        ({"themes": ("taal", "ouders-en-thuis")}, "I1 I3 I4"),
        ({"themes": ("een-school",)}, ""),
        ({"themes": ("onbekend",)}, "I2 I5"),
        ({"sectors": ("vo",)}, "I3 I5"),
        ({"sectors": ("po", "onbekend")}, "I1 I2 I3 I4"),
        ({"themes": ("taal",), "sectors": ("vo",)}, "I3"),
        ({"themes": ("onbekend",), "sectors": ("onbekend",)}, "I2"),
        ({"kinds": ("interventie",)}, "I1 I3 I5"),
        ({"kinds": ("inzet", "verwant-programma")}, "I2 I4"),
        ({"region": "PV01"}, "I1 I2 I3"),
        ({"region": "PV02"}, "I3 I4 I5"),
        ({"text": "voorlezen"}, "I1"),
        ({"text": "VOORLEZEN"}, "I1"),
        ({"text": "cafe"}, "I2"),
        ({"text": "CAFÉ ouders"}, "I2"),
        ({"text": "cafe jongeren"}, ""),
        ({"text": "jongeren"}, "I5"),
        ({"text": "alfaoord"}, "I1 I2"),
        ({"text": "alfa"}, "I1 I2"),
        ({"text": "tussen"}, "I3 I5"),
        ({"text": "charlie"}, "I3"),
        ({"text": "delta"}, "I3 I5"),
        ({"year_from": 2020}, "I3 I4"),
        ({"year_to": 2020}, "I1 I3"),
        ({"year_from": 2020, "year_to": 2020}, "I3"),
        ({"year_from": 2021, "year_to": 2021}, ""),
        ({"municipality": "GM0001"}, "I1 I2 I3 I4 I5"),
        ({"day": "2019-01-01"}, "I1 I2 I3 I4 I5"),
    ],
)
def test_what_a_filter_keeps(look_small: Look, choices: dict[str, Any], kept: str) -> None:
    assert _numbers(look_small(**choices)) == kept


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("日本", "Titel"),  # nothing in it can be found: not everything
        ("’s avonds", "'s avonds thuis"),
        ("'s avonds", "’s avonds thuis"),
        ("programma’s", "Programma's"),
        ("Programma's", "programma’s"),
    ],
)
def test_signs_outside_the_alphabet_neither_hide_nor_show_too_much(
    small: Dataset, text: str, title: str
) -> None:
    own = with_rows(small, interventies=(activity("I9", "GM0006", titel=title),))
    found = matching(own, Vocabulary(own), Selection(text=text)).kept
    assert [row.interventie_id for row in found] == ([] if title == "Titel" else ["I9"])


@pytest.mark.parametrize("name", ["De Bravo", "Oudecho"])
def test_an_activity_is_found_by_other_names_of_its_municipality(small: Dataset, name: str) -> None:
    """Who looks for Den Haag or Delfzijl finds what stands at 's-Gravenhage and Eemsdelta."""
    own = with_rows(small, interventies=(activity("I8", "GM0002"), activity("I9", "GM0005")))
    found = matching(own, Vocabulary(own), Selection(text=name)).kept
    assert [row.interventie_id for row in found] == [{"De Bravo": "I8", "Oudecho": "I9"}[name]]


def test_an_unknown_start_is_counted_apart_by_a_period(look_small: Look) -> None:
    found = look_small(year_from=2020).matching
    assert [row.interventie_id for row in found.without_year] == ["I2", "I5"]
    assert look_small().matching.without_year == ()
    narrowed = look_small(year_from=2020, sectors=("vo",)).matching
    assert [row.interventie_id for row in narrowed.without_year] == ["I5"]


def _chosen(draw: Any, words: Vocabulary) -> Selection:
    def some(options: Any) -> tuple[str, ...]:
        return tuple(draw(st.lists(st.sampled_from(list(options)), unique=True, max_size=3)))

    return Selection(
        region=draw(st.sampled_from(["", *words.regions])),
        themes=some(words.themes),
        sectors=some(words.sectors),
        kinds=some(words.kinds),
        year_from=draw(YEARS),
        year_to=draw(YEARS),
        text=draw(st.sampled_from(["", "school", "taal ouders", "é"])),
    )


SINGLE = ("region", "themes", "sectors", "kinds", "text")


@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_filters_narrow_each_other(data: st.DataObject, dataset: Dataset, vocabulary: Vocabulary) -> None:
    """All filters together keep exactly what every one of them keeps alone."""
    chosen = _chosen(data.draw, vocabulary)
    together = set(matching(dataset, vocabulary, chosen).kept)
    alone = [{name: getattr(chosen, name)} for name in SINGLE]
    alone.append({"year_from": chosen.year_from, "year_to": chosen.year_to})
    separate = [set(matching(dataset, vocabulary, Selection(**choices)).kept) for choices in alone]
    assert together == set.intersection(*separate)


@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_values_within_a_filter_widen(data: st.DataObject, dataset: Dataset, vocabulary: Vocabulary) -> None:
    for name in ("themes", "sectors", "kinds"):
        values = data.draw(
            st.lists(st.sampled_from(list(getattr(vocabulary, name))), min_size=1, unique=True)
        )
        together = set(matching(dataset, vocabulary, Selection(**{name: tuple(values)})).kept)
        separate = [set(matching(dataset, vocabulary, Selection(**{name: (v,)})).kept) for v in values]
        assert together == set.union(*separate)


@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_kept_and_without_year_and_the_rest_are_all(
    data: st.DataObject, dataset: Dataset, vocabulary: Vocabulary
) -> None:
    chosen = _chosen(data.draw, vocabulary)
    found = matching(dataset, vocabulary, chosen)
    plain = matching(dataset, vocabulary, Selection(**{name: getattr(chosen, name) for name in SINGLE}))
    outside = [
        row
        for row in plain.kept
        if start_year(row) is not None
        and not (chosen.year_from or 0) <= int(row.start[:4]) <= (chosen.year_to or 9999)
    ]
    assert plain.without_year == ()
    assert sorted(r.interventie_id for r in (*found.kept, *found.without_year, *outside)) == sorted(
        r.interventie_id for r in plain.kept
    )
    assert not set(found.kept) & set(found.without_year)


@given(data=st.data())
@settings(deadline=None, max_examples=60)
def test_every_activity_is_in_a_class(data: st.DataObject, dataset: Dataset) -> None:
    rows = data.draw(st.lists(st.sampled_from(dataset.interventies), unique_by=lambda r: r.interventie_id))
    counts = counted(dataset, rows)
    assert counts.total == len(rows) == sum(counts.kinds.values())
    for parts, own in ((counts.themes, themes_of), (counts.sectors, sectors_of)):
        assert sum(parts.values()) == sum(len(own(row)) for row in rows)
        assert all(number <= counts.total for number in parts.values())
        assert sum(parts.values()) >= counts.total
    assert counts.without_theme == sum(not row.themas for row in rows)
    assert counts.without_sector == sum(not row.sectoren for row in rows)
    for theme, sector in product(counts.themes, counts.sectors):
        both = sum(theme in themes_of(row) and sector in sectors_of(row) for row in rows)
        assert counts.pairs.get((theme, sector), 0) == both


def test_numbers_of_the_small_country(look_small: Look) -> None:
    counts = look_small().counts
    assert counts.total == 5
    assert counts.themes == {"taal": 2, "ouders-en-thuis": 2, UNKNOWN: 2}
    assert counts.sectors == {"po": 2, "vo": 2, UNKNOWN: 2}
    assert counts.kinds == {"interventie": 3, "inzet": 1, "verwant programma": 1}
    assert counts.pairs["taal", "po"] == 2
    assert counts.pairs[UNKNOWN, UNKNOWN] == 1
    assert counts.municipalities == 4  # Alfa, Tussen (split, once), Foxtrot, Delta


def test_a_theme_that_is_named_twice_in_a_row_counts_once(small: Dataset) -> None:
    counts = counted(small, [activity("I9", "GM0001", themas=("Taal", "Taal"), sectoren=("po", "po"))])
    assert (counts.themes, counts.sectors, counts.pairs) == ({"taal": 1}, {"po": 1}, {("taal", "po"): 1})


def test_numbers_of_the_bundled_facts(look: Look) -> None:
    counts = look().counts
    assert (counts.total, counts.municipalities) == (143, 61)
    assert counts.kinds == {"interventie": 114, "inzet": 27, "verwant programma": 2}
    assert (counts.without_theme, counts.without_sector) == (40, 29)
    assert counts.pairs["taalbevordering", "po"] == 25
    assert look(themes=("taalbevordering",), sectors=("po",)).counts.total == 25


ROW = {"titel": "Titel", "samenvatting": "Tekst", "themas": ("Taal",), "sectoren": ("po",)}
WHOLE = activity("I1", "GM0001", **ROW)
LATER = activity("I2", "GM0001", **ROW)
EFFORT = activity("I3", "GM0001", "inzet", **ROW)
MARKED = activity("I4", "GM0001", "inzet", uitgelicht="ja")
GAPS = [activity(f"I5{name}", "GM0001", **(ROW | {name: ()})) for name in ("themas", "sectoren")]
SILENT = activity("I7", "GM0001", **(ROW | {"samenvatting": ""}))


@pytest.mark.parametrize(
    ("rows", "first"),
    [
        ((), None),
        ((WHOLE,), WHOLE),
        ((WHOLE, LATER), WHOLE),
        ((EFFORT, LATER), LATER),
        ((EFFORT,), None),
        ((*GAPS, SILENT), None),
        ((*GAPS, SILENT, LATER), LATER),
        ((WHOLE, MARKED), MARKED),
        ((MARKED, WHOLE), MARKED),
    ],
)
def test_which_activity_is_shown_first(rows: tuple[Intervention, ...], first: Intervention | None) -> None:
    assert highlighted(iter(rows)) is first


@pytest.mark.parametrize(
    ("start", "year"), [("2019", 2019), ("2020-09", 2020), ("2022-01-31", 2022), ("", None)]
)
def test_the_year_of_a_start(start: str, year: int | None) -> None:
    assert start_year(activity("I1", "GM0001", start=start)) == year


@given(st.text())
def test_folding_is_stable_and_blind_to_accents_and_capitals(text: str) -> None:
    assert folded(folded(text)) == folded(text)
    assert folded("É" + text) == "e" + folded(text)
