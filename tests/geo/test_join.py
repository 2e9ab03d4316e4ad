"""Facts at their borders: each municipality once, nothing lost, what does not fit named."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from gka_dash.geo.artefact import boundaries_geojson
from gka_dash.geo.join import COLUMNS, facts_frame, join_facts
from gka_dash.geo.read import Boundaries
from gka_dash.model.dataset import Dataset
from gka_dash.sources.csv_folder import read_folder
from tests.small import agenda, small_dataset, with_rows


@pytest.fixture(scope="module")
def facts(project: Any) -> Dataset:
    return read_folder(project / "data")


@pytest.fixture(scope="module")
def joined(country: Boundaries, facts: Dataset) -> gpd.GeoDataFrame:
    frame, problems = join_facts(country.frame, facts)
    assert problems == []
    return frame.set_index("statcode")


def test_every_border_has_its_facts(joined: gpd.GeoDataFrame, facts: Dataset) -> None:
    assert len(joined) == 342
    assert list(joined.index) == list(facts.codes)
    assert joined["activiteiten"].sum() == 143
    assert joined["interventies"].sum() == 114
    assert joined["precisie"].notna().sum() == 75


def test_names_of_borders_and_facts_agree(joined: gpd.GeoDataFrame, facts: Dataset) -> None:
    for code, row in joined.iterrows():
        assert row["statnaam"] == facts.municipality[str(code)].gemeente
        assert row["provcode"] == facts.municipality[str(code)].provinciecode


def test_a_merged_municipality_brings_its_facts_to_its_successor(joined: gpd.GeoDataFrame) -> None:
    eemsdelta = joined.loc["GM1979"]
    assert eemsdelta["voorgangers"] == "Appingedam|Delfzijl|Loppersum"
    assert eemsdelta["ondertekend_tot"] == "2019-07-16"
    assert "Littenseradiel" in joined.loc["GM1949", "voorgangers"].split("|")


def test_every_agenda_and_activity_is_counted_at_a_border(facts: Dataset) -> None:
    frame = facts_frame(facts)
    for code, rows in facts.interventions_by_municipality.items():
        assert frame.loc[code, "activiteiten"] == len(rows)
    assert set(frame.index[frame["precisie"].notna()]) == set(facts.agendas_by_municipality)


def test_the_small_country() -> None:
    frame = facts_frame(small_dataset())
    assert tuple(frame.columns) == COLUMNS
    assert list(frame["activiteiten"]) == [2, 0, 1, 2, 0, 1]
    assert frame.loc["GM0001", "voorgangers"] == "Alfadam|Alfaoord"
    assert frame.loc["GM0001", "ondertekend_tot"] == "2019-07-16", "the earliest of two agendas"
    assert frame.loc["GM0005", "precisie"] == "onbekend"
    assert pd.isna(frame.loc["GM0005", "ondertekend_van"])


def test_a_dated_agenda_goes_before_one_without_a_date() -> None:
    frame = facts_frame(
        with_rows(small_dataset(), agendas=(agenda("GM0005", "2020-01-01", "2020-01-01", "dag"),))
    )
    assert frame.loc["GM0005", "precisie"] == "dag"


def test_a_municipality_without_border_is_named(squares: gpd.GeoDataFrame) -> None:
    frame, problems = join_facts(squares[squares["statcode"] != "GM0004"], small_dataset())
    assert list(frame["statcode"]) == ["GM0001", "GM0002", "GM0003", "GM0005", "GM0006"]
    assert len(problems) == 1
    assert "Delta" in str(problems[0])
    assert "GM0004" in str(problems[0])
    assert problems[0].hint


def test_a_border_without_municipality_stays_and_has_no_facts(
    squares: gpd.GeoDataFrame, square: Callable[..., Any]
) -> None:
    smaller = replace(
        small_dataset(), gemeenten=tuple(m for m in small_dataset().gemeenten if m.gemeentecode != "GM0006")
    )
    frame, problems = join_facts(squares, smaller)
    assert len(frame) == len(squares)
    assert problems == []
    last = boundaries_geojson(frame)["features"][-1]["properties"]
    assert {last[name] for name in COLUMNS} == {None}


def test_numbers_stay_whole_when_a_border_has_no_facts(squares: gpd.GeoDataFrame) -> None:
    """A table that gets a hole turns its whole numbers into fractions: 3 would be published as 3.0."""
    smaller = replace(
        small_dataset(), gemeenten=tuple(m for m in small_dataset().gemeenten if m.gemeentecode != "GM0006")
    )
    first = boundaries_geojson(join_facts(squares, smaller)[0])["features"][0]["properties"]
    assert type(first["activiteiten"]) is int
    assert first["activiteiten"] == 2


def test_one_border_per_municipality(squares: gpd.GeoDataFrame) -> None:
    twice = squares.loc[[0, 0, 1]]
    with pytest.raises(ValueError, match="one-to-one"):
        join_facts(twice, small_dataset())
