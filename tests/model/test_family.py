"""The family tree: chains, mergers and splits, in both directions, and never a line too many."""

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.family import family, line_from
from tests.small import merger, with_rows

LINES = {
    "GM1982": "Boxmeer → Land van Cuijk (2022)",
    "GM0756": "Boxmeer → Land van Cuijk (2022)",
    "GM0363": "Weesp → Amsterdam (2022)",
    "GM0080": "Littenseradiel → Leeuwarden, Súdwest-Fryslân en Waadhoeke (2018)",
    "GM1949": "Littenseradiel → Leeuwarden, Súdwest-Fryslân en Waadhoeke (2018)",
    "GM0140": "Littenseradiel → Leeuwarden, Súdwest-Fryslân en Waadhoeke (2018)",
    "GM0855": "Haaren → Boxtel, Oisterwijk, Tilburg en Vught (2021)",
    "GM0788": "Haaren → Boxtel, Oisterwijk, Tilburg en Vught (2021)",
}


@pytest.mark.parametrize(("code", "text"), LINES.items())
def test_old_and_new_tell_the_same_line(dataset: Dataset, code: str, text: str) -> None:
    assert text in [line.text for line in family(dataset, code)]


def test_predecessors_stand_by_day_and_name(dataset: Dataset) -> None:
    texts = [line.text for line in family(dataset, "GM0080")]
    assert texts == [
        "Leeuwarderadeel → Leeuwarden (2018)",
        "Littenseradiel → Leeuwarden, Súdwest-Fryslân en Waadhoeke (2018)",
    ]
    assert [line.steps[0].name for line in family(dataset, "GM1979")] == [
        "Appingedam",
        "Delfzijl",
        "Loppersum",
    ]


def test_who_hears_the_line_gets_whole_dates(dataset: Dataset) -> None:
    (weesp,) = family(dataset, "GM0363")
    assert weesp.sentences == "Weesp ging op 24 maart 2022 op in Amsterdam."
    haaren = line_from(dataset, "GM0788")
    assert haaren
    assert (
        haaren.sentences == "Haaren is op 1 januari 2021 verdeeld over Boxtel, Oisterwijk, Tilburg en Vught."
    )


def test_a_chain_is_one_line(small: Dataset) -> None:
    chain = "Oudecho → Middenecho (2018) → Echo (2021)"
    assert [line.text for line in family(small, "GM0005")] == [chain]
    assert [line.text for line in family(small, "GM0015")] == [chain]
    assert [line.text for line in family(small, "GM0014")] == ["Middenecho → Echo (2021)", chain]


def test_a_split_ends_a_line_and_its_parts_go_on_in_their_own(small: Dataset) -> None:
    later = with_rows(small, herindelingen=(merger("2023-01-01", "GM0003", "GM0006"),))
    assert [line.text for line in family(later, "GM0006")] == [
        "Tussen → Charlie en Delta (2022)",
        "Charlie → Foxtrot (2023)",
    ]


def test_no_change_is_no_line_and_a_circle_ends(small: Dataset) -> None:
    assert family(small, "GM0002") == ()
    assert line_from(small, "GM9999") is None
    assert {line.steps[0].name for line in family(small, "GM0098")} <= {"Lus", "Knoop"}


def test_every_old_municipality_is_on_the_page_of_each_successor(dataset: Dataset) -> None:
    for row in dataset.herindelingen:
        for code in dataset.successors(row.oude_code):
            texts = [line.text for line in family(dataset, code)]
            assert any(f"{row.oude_naam} → " in text for text in texts), row.oude_naam
