"""Tables and the look-ups that follow mergers."""

from dataclasses import FrozenInstanceError, replace

import pytest

from gka_dash.model.dataset import Dataset, once_per_dataset
from gka_dash.model.problem import Problem
from gka_dash.model.schema import TABLES
from tests.small import agenda, day, merger, with_rows


@pytest.mark.parametrize(
    ("code", "successors"),
    [
        ("GM0001", ("GM0001",)),
        ("GM0011", ("GM0001",)),
        ("GM0012", ("GM0001",)),
        ("GM0013", ("GM0003", "GM0004")),
        ("GM0014", ("GM0005",)),
        ("GM0015", ("GM0005",)),
        ("GM0098", ()),
        ("GM0099", ()),
        ("GM7777", ()),
        ("", ()),
        ("gm0001", ()),
    ],
)
def test_a_code_lives_on_in_its_successors(small: Dataset, code: str, successors: tuple[str, ...]) -> None:
    assert small.successors(code) == successors


def test_a_circle_with_a_way_out_still_finds_it(small: Dataset) -> None:
    with_exit = with_rows(small, herindelingen=(merger("2023-01-01", "GM0099", "GM0006"),))
    assert with_exit.successors("GM0098") == ("GM0006",)
    assert with_exit.successors("GM0099") == ("GM0006",)


def test_a_long_chain_does_not_run_out_of_stack(small: Dataset) -> None:
    codes = [f"GM{5000 + n}" for n in range(3000)]
    pairs = zip(codes, [*codes[1:], "GM0006"], strict=True)
    chain = replace(small, herindelingen=tuple(merger("2022-01-01", old, new) for old, new in pairs))
    assert chain.successors(codes[0]) == ("GM0006",)


def test_a_code_of_today_stays_itself_although_a_part_left(small: Dataset) -> None:
    border = with_rows(small, herindelingen=(merger("2023-01-01", "GM0001", "GM0002", "splitsing"),))
    assert border.successors("GM0001") == ("GM0001",)


def test_codes_are_sorted_and_regions_stand_by_name(small: Dataset) -> None:
    assert small.codes == ("GM0001", "GM0002", "GM0003", "GM0004", "GM0005", "GM0006")
    assert list(small.regions.items()) == [("PV01", "Noord"), ("PV02", "Zuid")]


def test_what_a_predecessor_did_stands_at_its_successor(small: Dataset) -> None:
    agendas = {c: [a.gemeentecode for a in rows] for c, rows in small.agendas_by_municipality.items()}
    assert agendas == {
        "GM0001": ["GM0011", "GM0012"],
        "GM0002": ["GM0002"],
        "GM0003": ["GM0013"],
        "GM0004": ["GM0013"],
        "GM0005": ["GM0015"],
    }
    numbers = {c: [a.interventie_id for a in rows] for c, rows in small.interventions_by_municipality.items()}
    assert numbers == {"GM0001": ["I1", "I2"], "GM0003": ["I3"], "GM0004": ["I3", "I5"], "GM0006": ["I4"]}


def test_a_municipality_can_be_found_by_every_name_it_had(small: Dataset) -> None:
    assert small.search_names == {
        "GM0001": ("Alfaoord", "Alfadam"),
        "GM0002": ("De Bravo",),
        "GM0003": ("Tussen",),
        "GM0004": ("Tussen",),
        "GM0005": ("Oudecho", "Middenecho"),
    }


def test_tables_that_are_not_given_are_empty() -> None:
    problem = Problem("agendas", 3, "precisie", "fout.", "Verbeter.")
    made = Dataset.from_tables({"agendas": (agenda("GM0001"),)}, (problem,))
    assert [table.name for table in TABLES if made.rows(table.name)] == ["agendas"]
    assert made.problems == (problem,)
    assert made.codes == ()
    assert made.regions == {}


def test_a_dataset_cannot_be_changed(small: Dataset) -> None:
    with pytest.raises(FrozenInstanceError):
        small.agendas = ()  # type: ignore[misc]
    assert hash(small) == hash(replace(small))


def test_a_dataset_is_short_in_a_log(dataset: Dataset) -> None:
    """A trace or a failing test that names the dataset must not print every row of it."""
    assert len(repr(dataset)) < 500
    assert "gemeenten=342" in repr(dataset)


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (
            Problem("agendas", 3, "precisie", "is leeg.", "Vul in."),
            "agendas, rij 3, kolom precisie: is leeg. Vul in.",
        ),
        (Problem("agendas", 3, None, "is leeg.", ""), "agendas, rij 3: is leeg."),
        (Problem("agendas", None, None, "ontbreekt.", ""), "agendas: ontbreekt."),
        (Problem("agendas", None, "themas", "ontbreekt.", ""), "agendas, kolom themas: ontbreekt."),
    ],
)
def test_a_problem_names_its_place(problem: Problem, text: str) -> None:
    assert str(problem) == text


def test_the_bundled_facts_are_whole(dataset: Dataset) -> None:
    assert len(dataset.codes) == 342
    assert len(dataset.regions) == 12
    assert list(dataset.regions.values()) == sorted(dataset.regions.values())
    assert (len(dataset.herindelingen), len(dataset.agendas), len(dataset.interventies)) == (75, 75, 143)
    assert len(dataset.interventions_by_municipality) == 61


def test_every_old_code_of_the_bundled_facts_leads_to_today(dataset: Dataset) -> None:
    for row in dataset.herindelingen:
        successors = dataset.successors(row.oude_code)
        assert successors, row.oude_naam
        assert row.oude_code not in successors
        if row.soort == "samenvoeging":
            assert len(successors) == 1, row.oude_naam


@pytest.mark.parametrize("code", ["GM0003", "GM0010", "GM0024"])
def test_the_three_that_became_eemsdelta(dataset: Dataset, code: str) -> None:
    assert dataset.successors(code) == ("GM1979",)
    assert {"Appingedam", "Delfzijl", "Loppersum"} <= set(dataset.search_names["GM1979"])


@pytest.mark.parametrize(("code", "parts"), [("GM0140", 3), ("GM0788", 4)])
def test_littenseradiel_and_haaren_were_split(dataset: Dataset, code: str, parts: int) -> None:
    assert len(dataset.successors(code)) == parts


def test_no_municipality_is_listed_under_its_own_name_twice(dataset: Dataset) -> None:
    for code, names in dataset.search_names.items():
        assert dataset.municipality[code].gemeente not in names
        assert len(set(names)) == len(names)


def test_mergers_lie_inside_the_years_they_were_collected_for(dataset: Dataset) -> None:
    days = [row.datum for row in dataset.herindelingen]
    assert day("2016-01-01") <= min(days) <= max(days) <= day("2023-01-01")


def test_what_is_worked_out_once_belongs_to_its_own_dataset(small: Dataset) -> None:
    asked: list[Dataset] = []

    @once_per_dataset
    def number_of_agendas(dataset: Dataset) -> int:
        asked.append(dataset)
        return len(dataset.agendas)

    fewer = replace(small, agendas=small.agendas[:1])
    assert [number_of_agendas(d) for d in (small, fewer, small, fewer)] == [len(small.agendas), 1] * 2
    assert len(asked) == 2
    assert asked[0] is small


def test_two_things_worked_out_of_one_dataset_do_not_mix(small: Dataset) -> None:
    first = once_per_dataset(lambda dataset: "agendas")
    second = once_per_dataset(lambda dataset: "activities")
    assert (first(small), second(small)) == ("agendas", "activities")
