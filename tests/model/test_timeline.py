"""What the browser scrubs through says the same as the server, on every day."""

import json
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from gka_dash.figures.map_classes import DIFFERENCE, STAND
from gka_dash.model.dataset import Dataset
from gka_dash.model.membership import published_at, signs_at
from gka_dash.model.timeline import change_days, merged_between, merged_signs, timeline
from gka_dash.model.vocabulary import Vocabulary
from tests.small import agenda, day, milestone, with_rows

TABLES: dict[str, Any] = {"stand": STAND, "verschil": DIFFERENCE}
Made = dict[str, Any]


@pytest.fixture(scope="module")
def made(dataset: Dataset, vocabulary: Vocabulary) -> Made:
    return timeline(dataset, vocabulary, TABLES)


def _last(steps: list[list[Any]], on: date) -> Any:
    """As the browser looks it up: the last step on or before a day, days compared as text."""
    return next((value for start, value in reversed(steps) if start <= on.isoformat()), None)


def _days(vocabulary: Vocabulary, step: int) -> list[date]:
    length = (vocabulary.last_day - vocabulary.first_day).days
    return [vocabulary.first_day + timedelta(days) for days in range(0, length + 1, step)]


def _days_round(changes: tuple[date, ...], words: Vocabulary) -> list[date]:
    around = {change + timedelta(days) for change in changes for days in (-1, 0, 1)}
    return sorted(on for on in around if words.first_day <= on <= words.last_day)


def test_the_steps_say_on_every_day_what_the_server_says(
    made: Made, dataset: Dataset, vocabulary: Vocabulary
) -> None:
    sampled = _days(vocabulary, 17)
    around = _days_round(change_days(dataset, vocabulary.first_day), vocabulary)
    for on in (*sampled, *around, vocabulary.last_day):
        assert _last(made["steps"], on) == signs_at(dataset, on), on


def test_the_published_line_says_what_the_server_says(
    made: Made, dataset: Dataset, vocabulary: Vocabulary
) -> None:
    for on in (*_days(vocabulary, 17), *(date.fromisoformat(start) for start, _ in made["published"])):
        found = published_at(dataset, on)
        assert _last(made["published"], on) == (found.gemeenten if found else None), on


def test_two_totals_on_a_day_are_read_alike_by_browser_and_server(small: Dataset) -> None:
    twice = with_rows(small, mijlpalen=(milestone("2022-12-31", 6, title="Verbeterd"),))
    found = published_at(twice, day("2022-12-31"))
    assert found is not None
    assert _last(timeline(twice, Vocabulary(twice), {})["published"], day("2022-12-31")) == found.gemeenten


def test_it_is_plain_json_in_order_of_time(made: Made, dataset: Dataset) -> None:
    assert json.loads(json.dumps(made)) == made
    for name in ("steps", "published", "mergers"):
        days = [row[0] for row in made[name]]
        assert days == sorted(days)
        assert made["start"] <= days[0]
        assert days[-1] <= made["end"]
    assert [m["date"] for m in made["milestones"]] == sorted(m["date"] for m in made["milestones"])
    assert made["order"] == list(dataset.codes)
    assert made["start"] <= made["initial"] <= made["end"]
    assert made["tables"] == TABLES


def test_no_two_steps_are_the_same(made: Made) -> None:
    signs = [sign for _, sign in made["steps"]]
    assert all(before != after for before, after in pairwise(signs))


def test_milestones_are_shown_no_sharper_than_they_are(made: Made) -> None:
    labels = {m["date"]: m["label"] for m in made["milestones"]}
    assert labels["2019-07-16"] == "16 juli 2019"
    assert labels["2022-12-31"] == "eind 2022"
    assert all(m["title"] and m["source"] for m in made["milestones"])
    assert len(labels) == 9


def test_change_days_start_at_the_first_day(small: Dataset) -> None:
    days = [on.isoformat() for on in change_days(small, day("2019-06-01"))]
    assert days == [
        "2019-06-01",
        "2019-07-16",
        "2020-03-10",
        "2020-05-01",
        "2020-05-31",
        "2021-06-01",
        "2022-12-31",
    ]


def test_what_lies_after_the_end_is_no_step(small: Dataset) -> None:
    words = Vocabulary(small)
    open_end = with_rows(small, agendas=(agenda("GM0006", "2022-06-01", "2022-12-31"),))
    for steps in (timeline(small, words, {})["steps"], timeline(open_end, words, {})["steps"]):
        assert steps[-1][0] == "2022-12-31"
    assert timeline(small, words, {})["steps"][0] == ["2019-01-01", "mnnnz-"]


@pytest.mark.parametrize(
    ("on", "signs"),
    [("2021-01-01", "100010"), ("2022-01-01", "001100"), ("2018-01-01", "000010"), ("2020-01-01", "000000")],
)
def test_who_came_out_of_a_merger_on_a_day(small: Dataset, on: str, signs: str) -> None:
    assert merged_signs(small, day(on)) == signs


def _by_hand(dataset: Dataset, since: date, until: date) -> str:
    """Codes of today reached from the new code of every merger in the period, one by one."""
    marked = [False] * len(dataset.codes)
    for index, code in enumerate(dataset.codes):
        for row in dataset.herindelingen:
            if since < row.datum <= until and code in dataset.successors(row.nieuwe_code):
                marked[index] = True
    return "".join("1" if mark else "0" for mark in marked)


def _in_browser(made: Made, since: date, until: date) -> str:
    rows = [signs for on, signs in made["mergers"] if since.isoformat() < on <= until.isoformat()]
    return "".join("1" if "1" in column else "0" for column in zip(*rows, strict=True))


def test_mergers_in_a_period_are_the_same_counted_three_ways(
    made: Made, dataset: Dataset, vocabulary: Vocabulary
) -> None:
    edges = sorted({row.datum for row in dataset.herindelingen if row.datum > vocabulary.first_day})
    days = [edges[0] - timedelta(1), *edges, edges[-1] + timedelta(1)]
    pairs = [(since, until) for since in days for until in days if since <= until]
    assert len(pairs) > 10
    for since, until in pairs:
        marked = merged_between(dataset, since, until)
        by_hand = _by_hand(dataset, since, until)
        assert marked == (by_hand if "1" in by_hand else ""), (since, until)
        assert marked == _in_browser(made, since, until)


@pytest.mark.parametrize(
    ("since", "until", "count"),
    [("2020-12-31", "2021-01-01", 5), ("2021-01-01", "2021-12-31", 0), ("2022-01-01", "2022-03-24", 1)],
)
def test_a_merger_belongs_to_the_day_it_took_effect(
    dataset: Dataset, since: str, until: str, count: int
) -> None:
    """In 2021: Eemsdelta, and the four parts of Haaren; on 24 March 2022 Weesp went to Amsterdam."""
    assert merged_between(dataset, day(since), day(until)).count("1") == count


def _empty(_: Dataset) -> Dataset:
    return Dataset()


def _only_undated(dataset: Dataset) -> Dataset:
    return Dataset(gemeenten=dataset.gemeenten, agendas=(agenda("GM0001"),))


@pytest.mark.parametrize("change", [_empty, _only_undated])
def test_too_little_data_still_gives_a_timeline(small: Dataset, change: Callable[[Dataset], Dataset]) -> None:
    little = change(small)
    made = timeline(little, Vocabulary(little), {})
    assert len(made["steps"]) == 1
    assert made["published"] == made["milestones"] == made["mergers"] == []
