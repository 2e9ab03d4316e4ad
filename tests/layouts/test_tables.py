"""Tables: what sorts says so, numbers stand under their header, and long rows can read as cards."""

from typing import Any

import pytest

from layouts import parts
from tests.layouts.real_site import PATHS, QUERIES, page_tree, view_of
from tests.layouts.trees import of_kind, prop

LISTS = {"/gemeenten": 4, "/interventies": 4}


def _head(tree: Any) -> list[Any]:
    return of_kind(of_kind(tree, "Thead"), "Th")


@pytest.mark.parametrize("path", LISTS)
@pytest.mark.parametrize(
    ("sort", "states"),
    [("", {"none"}), ("gemeente", {"none", "ascending"}), ("-gemeente", {"none", "descending"})],
)
def test_a_header_says_how_it_sorts(path: str, sort: str, states: set[str]) -> None:
    page = page_tree(path, f"sorteer={sort}" if sort else "")
    sorting = [cell for cell in _head(page) if prop(cell, "aria-sort")]
    assert len(sorting) == LISTS[path]
    assert {prop(cell, "aria-sort") for cell in sorting} == states
    turned = {"": "gemeente", "gemeente": "-gemeente", "-gemeente": "gemeente"}[sort]
    addresses = [prop(link, "href") for link in of_kind(sorting, "Link")]
    assert len(addresses) == LISTS[path]
    assert f"{path}?sorteer={turned}" in addresses


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("query", ["", QUERIES[4]])
def test_a_number_stands_under_a_header_that_is_set_alike(path: str, query: str) -> None:
    for table in of_kind(page_tree(path, query), "Table"):
        marked = [prop(cell, "className") == "number" for cell in _head(table)]
        for row in of_kind(of_kind(table, "Tbody"), "Tr"):
            cells = of_kind(row, "Th", "Td")
            assert [prop(cell, "className") == "number" for cell in cells] == marked


def test_regions_have_five_columns_of_numbers() -> None:
    assert [prop(cell, "className") for cell in _head(page_tree("/regios"))] == [None] + ["number"] * 5


@pytest.mark.parametrize("query", ["", "thema=taalbevordering", "sorteer=-start"])
def test_a_row_of_activities_can_read_as_a_card_and_stays_a_row(query: str) -> None:
    """Each cell names its column, and roles keep the table a table when it is drawn as blocks."""
    (table,) = of_kind(page_tree("/interventies", query), "Table")
    assert prop(table, "role") == "table"
    assert {prop(part, "role") for part in of_kind(table, "Thead", "Tbody")} == {"rowgroup"}
    headers = ["Gemeente", "Aard", "Start", "Thema", "Sector"]
    rows = of_kind(of_kind(table, "Tbody"), "Tr")
    assert len(rows) == view_of(query).counts.total
    for row in rows:
        assert prop(row, "role") == "row"
        assert [prop(cell, "role") for cell in of_kind(row, "Th")] == ["rowheader"]
        cells = of_kind(row, "Td")
        assert [prop(cell, "data-label") for cell in cells] == headers
        assert {prop(cell, "role") for cell in cells} == {"cell"}


def test_links_to_many_places_are_the_links_to_one() -> None:
    selection = view_of("thema=taalbevordering&gemeente=GM0034&sorteer=-start").selection
    assert parts.place_links(selection)("GM0363", "Amsterdam") == parts.place_link(
        "GM0363", "Amsterdam", selection
    )
    assert (
        prop(parts.place_link("GM0363", "Amsterdam", selection), "href")
        == "/gemeente/GM0363?thema=taalbevordering"
    )
    assert prop(parts.place_link("GM0363", "Amsterdam"), "href") == "/gemeente/GM0363"


def test_an_empty_table_has_its_headers() -> None:
    assert len(_head(parts.table("Leeg", ["a", "b"], []))) == 2
