"""The rows of a region, and how they go back among the others."""

from dataclasses import replace

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.regional import REGIONAL, codes_in, region_name, rows_in, with_region
from gka_dash.model.schema import RegionOfMunicipality
from tests.small import activity, small_dataset, with_rows


@pytest.fixture
def small() -> Dataset:
    """The small country, with a division of its own in two years."""

    def placed(year: int, code: str, region: str) -> RegionOfMunicipality:
        return RegionOfMunicipality(
            indeling="gka", jaar=year, gemeentecode=code, regiocode=region, regio=f"Regio {region}"
        )

    codes = ("GM0001", "GM0002", "GM0003", "GM0004", "GM0005", "GM0006")
    rows = [placed(2022, code, "GK01") for code in codes]
    rows += [placed(2023, code, "GK02" if code == "GM0006" else "GK01") for code in codes]
    return with_rows(small_dataset(), regioindelingen=rows)


def part_of(data: Dataset, region: str) -> Dataset:
    return Dataset.from_tables(rows_in(data, region))


def test_agendas_and_activities_are_kept_by_region() -> None:
    assert [table.name for table in REGIONAL] == ["agendas", "interventies"]


def test_names_and_municipalities_of_a_region(small: Dataset) -> None:
    assert region_name(small, "PV01") == "Noord"
    assert region_name(small, "GK02") == "Regio GK02"
    assert region_name(small, "PV99") is None
    assert codes_in(small, "PV02") == {"GM0004", "GM0005", "GM0006"}
    assert codes_in(small, "GK02") == {"GM0006"}, "the newest year counts"


def test_rows_follow_mergers_and_a_split_belongs_to_both(small: Dataset) -> None:
    """Tussen was split over Charlie in the north and Delta in the south."""
    north, south = rows_in(small, "PV01"), rows_in(small, "PV02")
    assert [row.gemeente for row in north["agendas"]] == ["Alfaoord", "Alfadam", "Tussen", "Bravo"]
    assert [row.gemeente for row in south["agendas"]] == ["Tussen", "Oudecho"]
    assert [row.interventie_id for row in rows_in(small, "GK02")["interventies"]] == ["I4"]


@pytest.mark.parametrize("region", ["PV01", "PV02", "GK01", "GK02"])
def test_what_is_put_back_unchanged_is_the_same(region: str, small: Dataset) -> None:
    assert with_region(small, region, part_of(small, region)) == (small, ())


def test_only_rows_of_the_region_change(small: Dataset) -> None:
    part = part_of(small, "PV02")
    first, *others = part.interventies
    new = activity("I9", "GM0006")
    part = replace(part, interventies=(new, *others[:-1], replace(first, titel="Anders")), agendas=())
    after, misplaced = with_region(small, "PV02", part)
    assert misplaced == ()
    assert [row.gemeente for row in after.agendas] == ["Alfaoord", "Alfadam", "Bravo"]
    assert [row.interventie_id for row in after.interventies] == ["I1", "I2", "I3", "I4", "I9"]
    assert after.interventies[2].titel == "Anders"
    assert after.interventies[0] is small.interventies[0]


def test_rows_that_do_not_belong_are_named_and_left_out(small: Dataset) -> None:
    part = with_rows(
        part_of(small, "PV02"), interventies=[activity("I1", "GM0006"), activity("I9", "GM0001")]
    )
    after, misplaced = with_region(small, "PV02", part)
    assert after == small
    assert [(m.table, m.key, m.taken_by) for m in misplaced] == [
        ("interventies", ("I1",), "Alfaoord"),
        ("interventies", ("I9",), ""),
    ]
