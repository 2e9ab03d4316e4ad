"""One View per selection, a bounded number of them, shared between threads."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gka_dash.model.selection import Selection
from gka_dash.web.services import KEPT_VIEWS, Services
from tests.small import small_dataset

BOUNDARIES: dict[str, Any] = {
    "attribution": "Grenzen: wij",
    "regions": {"code": ["GM0001", "GM0002", "GM0003", "GM0004", "GM0005", "GM0006"]},
    "neighbours": [[1, 3], [0, 2], [1, 3], [2, 0], [], []],
}


@pytest.fixture
def services() -> Services:
    return Services(small_dataset(), BOUNDARIES, "v1")


def _kept(services: Services) -> int:
    return len(services._views)


@pytest.mark.parametrize(
    "query",
    [
        "thema=taal&sector=po",
        "?sector=po&thema=taal",
        "sector=po&thema=taal&onzin=1",
        "thema=taal,taal&sector=po",
    ],
)
def test_one_selection_is_one_view(services: Services, query: str) -> None:
    assert services.view(query) is services.view("thema=taal&sector=po")
    assert _kept(services) == 1


def test_the_default_is_one_view(services: Services) -> None:
    for query in ("", "?", "datum=2022-12-31", "kleur=jaar", None, 3, [], {}):
        assert services.view(query) is services.of(Selection())


def test_what_was_counted_stays_counted(services: Services) -> None:
    assert services.view("thema=taal").counts is services.view("thema=taal").counts


def test_the_number_of_kept_views_is_bounded(services: Services) -> None:
    first = services.view("")
    for number in range(3 * KEPT_VIEWS):
        services.view(f"zoek=woord{number}")
        assert _kept(services) <= KEPT_VIEWS
    assert services.view("") is not first


def test_what_is_used_stays(services: Services) -> None:
    first = services.view("")
    for number in range(3 * KEPT_VIEWS):
        services.view(f"zoek=woord{number}")
        assert services.view("") is first


def test_threads_share_views(services: Services) -> None:
    """Eight threads ask for the same and for other things at once; each gets what it asked for."""
    queries = [f"zoek=woord{number % 40}" for number in range(400)]

    def ask(query: str) -> tuple[str, int]:
        view = services.view(query)
        return view.selection.text, view.counts.total + len(view.signs)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(ask, queries))
    assert [text for text, _ in answers] == [query.removeprefix("zoek=") for query in queries]
    assert {number for _, number in answers} == {6}
    assert _kept(services) == 40


def test_reading_tells_what_was_dropped(services: Services) -> None:
    reading = services.read("thema=taal&thema=onzin&regio=PV99&geheim=1")
    assert reading.selection.themes == ("taal",)
    assert {text for _, text in reading.dropped} == {"onzin", "PV99", "geheim"}
    assert services.read(None).dropped == ()


@given(query=st.text() | st.none() | st.integers() | st.lists(st.text()) | st.binary())
def test_nothing_from_outside_makes_it_fail(query: Any) -> None:
    services = Services(small_dataset(), BOUNDARIES, "v1")
    view = services.view(query)
    assert services.view(query) is view
    assert len(view.signs) == 6


def test_neighbours_by_code(services: Services) -> None:
    assert services.neighbours["GM0001"] == ("GM0002", "GM0004")
    assert services.neighbours["GM0006"] == ()


def test_a_border_without_facts_is_nobodys_neighbour(services: Services) -> None:
    """A row of gemeenten.csv that was left out must not take the pages of its neighbours with it."""
    more = {
        **BOUNDARIES,
        "regions": {"code": [*BOUNDARIES["regions"]["code"], "GM0777"]},
        "neighbours": [[1, 6], [0], [], [], [], [], [0]],
    }
    around = Services(small_dataset(), more, "v1").neighbours
    assert around["GM0001"] == ("GM0002",)
