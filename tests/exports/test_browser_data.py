"""What the browser keeps: in the order of the codes, the same as the server would say."""

import json
from datetime import date, timedelta

import pytest

from gka_dash.exports.browser_data import browser_data
from gka_dash.figures.map_classes import DIFFERENCE, STAND
from gka_dash.model.dataset import Dataset
from gka_dash.model.division import rebased
from gka_dash.model.membership import signs_at
from gka_dash.model.summary import region_label
from gka_dash.model.vocabulary import Vocabulary
from tests.small import small_dataset, without


@pytest.fixture(params=["bundled", "small"])
def facts(request: pytest.FixtureRequest, dataset: Dataset) -> Dataset:
    return dataset if request.param == "bundled" else small_dataset()


def test_everything_stands_in_the_order_of_the_codes(facts: Dataset) -> None:
    data = browser_data(facts, "v")
    assert data["time"]["order"] == list(facts.codes)
    assert len(data["labels"]) == len(data["details"]) == len(facts.codes)
    assert {len(signs) for _, signs in data["time"]["steps"]} == {len(facts.codes)}
    assert {len(signs) for _, signs in data["time"]["mergers"]} <= {len(facts.codes)}
    assert data["version"] == "v"


def test_labels_are_those_of_the_map(facts: Dataset) -> None:
    data = browser_data(facts, "v")
    for code, label, details in zip(facts.codes, data["labels"], data["details"], strict=True):
        assert label == region_label(facts, code)
        themes = {t for agenda in facts.agendas_by_municipality.get(code, ()) for t in agenda.themas}
        assert bool(details) is bool(themes)
        assert all(theme in details for theme in themes)


def test_a_municipality_is_named_as_the_issue_asks(dataset: Dataset) -> None:
    """ "Almere: agenda sinds 2020, ..." with the numbers of its activities."""
    label = browser_data(dataset, "v")["labels"][dataset.codes.index("GM0034")]
    assert label.startswith("agenda sinds 2020, ")
    number = len(
        [row for row in dataset.interventies if row.gemeentecode == "GM0034" and row.aard == "interventie"]
    )
    assert f"{number} intervent" in label


def test_steps_are_the_membership_of_the_server(facts: Dataset) -> None:
    """On the day of each step and on the day before it, without gaps in between."""
    steps = browser_data(facts, "v")["time"]["steps"]
    vocabulary = Vocabulary(facts)
    days = [vocabulary.first_day.fromisoformat(day) for day, _ in steps]
    assert days == sorted(set(days))
    assert days[0] == vocabulary.first_day
    for place, (day, (_, signs)) in enumerate(zip(days, steps, strict=True)):
        assert signs_at(facts, day) == signs
        if place:
            assert signs_at(facts, day - timedelta(1)) == steps[place - 1][1]
    assert signs_at(facts, vocabulary.last_day) == steps[-1][1]


def test_published_totals_and_expected_members(dataset: Dataset) -> None:
    time = browser_data(dataset, "v")["time"]
    published = dict(time["published"])
    assert published["2019-07-16"] == 30
    assert published["2020-07-14"] == 50
    assert published["2022-12-31"] == 101
    assert list(published) == sorted(published)
    members = {"2019-07-16": (30, 0), "2020-07-14": (40, 25), "2022-12-31": (74, 0)}
    for day, (certain, possible) in members.items():
        signs = next(signs for since, signs in reversed(time["steps"]) if since <= day)
        assert (signs.count("z"), signs.count("m")) == (certain, possible)


def test_the_tables_are_those_of_the_server(facts: Dataset) -> None:
    time = browser_data(facts, "v")["time"]
    assert time["tables"] == {"stand": STAND, "verschil": DIFFERENCE}
    signs = set("".join(signs for _, signs in time["steps"]))
    assert signs <= set(STAND)
    assert time["start"] <= time["initial"] <= time["end"]


def test_names_lead_to_todays_municipalities(facts: Dataset) -> None:
    names = browser_data(facts, "v")["names"]
    assert set(names) <= set(facts.codes)
    for alias in facts.gemeentenaam_alias:
        assert alias.alias in names[facts.successors(alias.gemeentecode)[0]]
    for merger in facts.herindelingen:
        for code in facts.successors(merger.oude_code):
            assert merger.oude_naam in names[code]


def test_an_old_name_says_what_became_of_it(dataset: Dataset) -> None:
    former = browser_data(dataset, "v")["former"]
    assert former["Boxmeer"] == ["GM0756", "Boxmeer → Land van Cuijk (2022)"]
    assert former["Haaren"] == ["GM0788", "Haaren → Boxtel, Oisterwijk, Tilburg en Vught (2021)"]
    assert set(former) == {row.oude_naam for row in dataset.herindelingen}
    old = rebased(dataset, date(2019, 1, 1))
    assert browser_data(old, "v")["former"] == {}


def test_what_leads_nowhere_is_no_old_name() -> None:
    assert set(browser_data(small_dataset(), "v")["former"]) == {
        "Alfaoord",
        "Alfadam",
        "Tussen",
        "Oudecho",
        "Middenecho",
    }


def test_it_is_plain_json_and_small(dataset: Dataset) -> None:
    text = json.dumps(browser_data(dataset, "v"), ensure_ascii=False, allow_nan=False)
    assert len(text) < 60_000


def test_a_country_without_facts_still_has_data() -> None:
    empty = without(
        small_dataset(), "agendas", "interventies", "mijlpalen", "herindelingen", "gemeentenaam_alias"
    )
    data = browser_data(empty, "v")
    assert data["time"]["published"] == []
    assert set("".join(signs for _, signs in data["time"]["steps"])) == {"-"}
    assert data["details"] == [""] * len(empty.codes)
    assert browser_data(Dataset(), "v")["labels"] == []
