"""Who is a member at a date: the rules of truth, on a small country and on the bundled facts."""

from dataclasses import replace
from datetime import date

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.membership import (
    Status,
    agenda_status,
    agenda_unit,
    combined_status,
    joining_year,
    members_at,
    membership_at,
    published_at,
    published_interventions_at,
    signs_at,
    unit_name,
)
from gka_dash.model.schema import Agenda
from tests.small import agenda, day, merger, milestone, with_rows, without

INTERVAL = agenda("GM0001", "2019-01-01", "2019-07-16")
ONE_DAY = agenda("GM0001", "2020-03-10", "2020-03-10", "dag")
UNDATED = agenda("GM0001")
HALF_DATED = [replace(INTERVAL, ondertekend_tot=None), replace(INTERVAL, ondertekend_van=None)]


@pytest.mark.parametrize(
    ("signed", "on", "status"),
    [
        (INTERVAL, "2018-12-31", Status.NOT_YET),
        (INTERVAL, "2019-01-01", Status.POSSIBLE),
        (INTERVAL, "2019-07-15", Status.POSSIBLE),
        (INTERVAL, "2019-07-16", Status.CERTAIN),
        (INTERVAL, "2019-07-17", Status.CERTAIN),
        (ONE_DAY, "2020-03-09", Status.NOT_YET),
        (ONE_DAY, "2020-03-10", Status.CERTAIN),
        (UNDATED, "2016-10-31", Status.CERTAIN),
        (UNDATED, "2030-01-01", Status.CERTAIN),
        (HALF_DATED[0], "2018-01-01", Status.CERTAIN),
        (HALF_DATED[1], "2018-01-01", Status.CERTAIN),
        (replace(INTERVAL, precisie="onbekend"), "2018-01-01", Status.CERTAIN),
    ],
)
def test_a_date_is_an_interval(signed: Agenda, on: str, status: Status) -> None:
    assert agenda_status(signed, day(on)) is status


@pytest.mark.parametrize(
    ("agendas", "status"),
    [
        ((), Status.NEVER),
        ((INTERVAL,), Status.POSSIBLE),
        ((INTERVAL, ONE_DAY), Status.POSSIBLE),
        ((ONE_DAY,), Status.NOT_YET),
        ((ONE_DAY, UNDATED), Status.CERTAIN),
    ],
)
def test_the_surest_agenda_counts(agendas: tuple[Agenda, ...], status: Status) -> None:
    assert combined_status(agendas, day("2019-03-01")) is status
    assert combined_status(reversed(agendas), day("2019-03-01")) is status


@pytest.mark.parametrize(
    ("on", "signs"),
    [
        ("2018-12-31", "nnnnz-"),
        ("2019-01-01", "mnnnz-"),
        ("2019-07-16", "znnnz-"),
        ("2020-05-01", "znmmz-"),
        ("2020-05-31", "znzzz-"),
        ("2021-06-01", "zmzzz-"),
        ("2022-12-31", "zzzzz-"),
    ],
)
def test_signs_stand_in_the_order_of_the_codes(small: Dataset, on: str, signs: str) -> None:
    assert signs_at(small, day(on)) == signs
    assert tuple(membership_at(small, day(on))) == small.codes


def test_predecessors_that_merged_are_counted_once(small: Dataset) -> None:
    certain = members_at(small, day("2020-04-01"))[Status.CERTAIN]
    assert certain == ("GM0001", "GM0005")


def test_a_split_municipality_is_shown_at_all_parts_and_counted_once(small: Dataset) -> None:
    on = day("2021-01-01")
    shown = membership_at(small, on)
    assert (shown["GM0003"], shown["GM0004"]) == (Status.CERTAIN, Status.CERTAIN)
    assert members_at(small, on)[Status.CERTAIN] == ("GM0001", "GM0005", "GM0013")
    assert unit_name(small, "GM0013") == "Tussen"


def test_a_chain_of_mergers_ends_at_the_municipality_of_today(small: Dataset) -> None:
    oldest = next(a for a in small.agendas if a.gemeentecode == "GM0015")
    assert agenda_unit(small, oldest) == "GM0005"
    assert unit_name(small, "GM0005") == "Echo"


def test_parts_that_merge_again_are_one_unit(small: Dataset) -> None:
    rejoined = without(small, "herindelingen")
    rejoined = with_rows(
        rejoined,
        herindelingen=(
            merger("2018-01-01", "GM0013", "GM0011", "splitsing"),
            merger("2018-01-01", "GM0013", "GM0012", "splitsing"),
            merger("2021-01-01", "GM0011", "GM0001"),
            merger("2021-01-01", "GM0012", "GM0001"),
        ),
    )
    split = next(a for a in small.agendas if a.gemeentecode == "GM0013")
    assert agenda_unit(rejoined, split) == "GM0001"


@pytest.mark.parametrize(
    ("region", "units"),
    [
        (None, {"GM0001", "GM0002", "GM0005", "GM0013"}),
        ("PV01", {"GM0001", "GM0002", "GM0013"}),
        ("PV02", {"GM0005", "GM0013"}),
        ("PV99", set()),
    ],
)
def test_a_region_keeps_what_lies_in_it_in_whole_or_in_part(
    small: Dataset, region: str | None, units: set[str]
) -> None:
    found = members_at(small, day("2023-01-01"), region)
    assert set(found[Status.CERTAIN]) == units
    assert found[Status.POSSIBLE] == found[Status.NOT_YET] == ()


def test_an_agenda_that_leads_nowhere_is_not_counted_where_it_cannot_be_shown(small: Dataset) -> None:
    """The reader names such a row in the problems; the total must equal what the map shows."""
    lost = with_rows(small, agendas=(agenda("GM0098", "2019-01-01", "2019-01-01", "dag"),))
    on = day("2022-12-31")
    assert signs_at(lost, on) == signs_at(small, on)
    assert members_at(lost, on) == members_at(small, on)


def test_a_name_that_nobody_knows_is_its_code(small: Dataset) -> None:
    assert unit_name(small, "GM7777") == "GM7777"


@pytest.mark.parametrize(
    ("on", "certain", "possible", "published"),
    [
        ("2016-10-31", 0, 0, None),
        ("2019-07-16", 30, 0, 30),
        ("2020-07-14", 40, 25, 50),
        ("2021-12-31", 44, 25, 50),
        ("2022-12-31", 74, 0, 101),
        ("2023-12-31", 75, 0, 101),
    ],
)
def test_totals_of_the_bundled_facts(
    dataset: Dataset, on: str, certain: int, possible: int, published: int | None
) -> None:
    found = members_at(dataset, day(on))
    assert (len(found[Status.CERTAIN]), len(found[Status.POSSIBLE])) == (certain, possible)
    last = published_at(dataset, day(on))
    assert (last.gemeenten if last else None) == published
    signs = signs_at(dataset, day(on))
    assert (signs.count("z"), signs.count("m")) == (certain, possible)


def test_diemen_came_after_the_hundred_and_one(dataset: Dataset) -> None:
    diemen = next(m.gemeentecode for m in dataset.gemeenten if m.gemeente == "Diemen")
    before, after = (members_at(dataset, day(on)) for on in ("2022-12-31", "2023-12-31"))
    assert diemen not in before[Status.CERTAIN]
    assert diemen in before[Status.NOT_YET]
    assert diemen in after[Status.CERTAIN]


def test_noordwijk_has_an_activity_but_no_proven_agenda(dataset: Dataset) -> None:
    noordwijk = next(m.gemeentecode for m in dataset.gemeenten if m.gemeente == "Noordwijk")
    assert dataset.interventions_by_municipality[noordwijk]
    assert membership_at(dataset, date(2100, 1, 1))[noordwijk] is Status.NEVER


def test_eemsdelta_counts_once_in_2019(dataset: Dataset) -> None:
    certain = members_at(dataset, day("2019-07-16"))[Status.CERTAIN]
    assert certain.count("GM1979") == 1
    assert not {"GM0003", "GM0010", "GM0024"} & set(certain)


def test_nobody_leaves(dataset: Dataset) -> None:
    """Going forward in time the sign of a municipality never gets less sure."""
    ends = {d for a in dataset.agendas for d in (a.ondertekend_van, a.ondertekend_tot) if d}
    rank = {"-": 0, "n": 0, "m": 1, "z": 2}
    earlier = [0] * len(dataset.codes)
    for on in sorted(ends):
        now = [rank[sign] for sign in signs_at(dataset, on)]
        assert all(a <= b for a, b in zip(earlier, now, strict=True))
        earlier = now
    assert earlier.count(2) == 75


@pytest.mark.parametrize(
    ("on", "municipalities", "interventions"),
    [
        ("2019-07-15", None, None),
        ("2019-07-16", 3, None),
        ("2022-12-30", 3, None),
        ("2022-12-31", 5, 9),
        ("2099-01-01", 5, 9),
    ],
)
def test_a_published_total_holds_until_the_next(
    small: Dataset, on: str, municipalities: int | None, interventions: int | None
) -> None:
    total, described = published_at(small, day(on)), published_interventions_at(small, day(on))
    assert (total.gemeenten if total else None) == municipalities
    assert (described.interventies if described else None) == interventions


def test_of_two_totals_on_a_day_the_last_row_holds(small: Dataset) -> None:
    """As in the timeline, where the later of two steps on a day is drawn over the earlier one."""
    twice = with_rows(small, mijlpalen=(milestone("2022-12-31", 6, title="Verbeterd"),))
    found = published_at(twice, day("2023-01-01"))
    assert found is not None
    assert found.gemeenten == 6


@pytest.mark.parametrize(
    ("agendas", "year"),
    [
        ((), None),
        ((INTERVAL,), 2019),
        ((ONE_DAY, INTERVAL), 2019),
        ((UNDATED,), None),
        ((HALF_DATED[0],), None),
        ((HALF_DATED[1],), None),
        ((agenda("GM0001", "2020-07-14", "2022-05-22"),), None),
        ((agenda("GM0001", "2020-07-14", "2022-05-22"), ONE_DAY), 2020),
        ((agenda("GM0001", "2018-07-14", "2022-05-22"), ONE_DAY), None),
    ],
)
def test_the_year_of_joining_is_only_told_when_it_is_sure(
    agendas: tuple[Agenda, ...], year: int | None
) -> None:
    assert joining_year(agendas) == year


def test_an_undated_agenda_beside_a_dated_one_leaves_the_year_open() -> None:
    """It counts as a member on every day, so a year on the map could be later than the day shown."""
    assert joining_year((ONE_DAY, UNDATED)) is None
