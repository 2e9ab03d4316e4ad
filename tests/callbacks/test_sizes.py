"""What travels per interaction, in bytes: equal on every machine, so promises and not timings."""

from typing import Any

import pytest

from gka_dash.model.selection import write_query
from layouts import ids
from tests.callbacks.conversation import ON_SERVER, ask, body_of
from tests.layouts.real_site import real_services

KILOBYTE = 1000


def answers_to(before: str, after: str) -> dict[str, int]:
    """Compressed bytes per callback that a change of the link sets off on the map page."""
    services = real_services()
    sizes = {}
    for spec in ON_SERVER:
        first = spec["inputs"][0]
        name = next((name for name in ids.SLICES if ids.slice_store(name) == first["id"]), None)
        if name is None or name == "lijst":
            continue
        parts = [write_query(services.view(query).selection, ids.SLICES[name]) for query in (before, after)]
        if parts[0] == parts[1]:
            continue
        given: dict[str, Any] = {f"{first['id']}.data": parts[1]}
        given |= {f"{item['id']}.{item['property']}": "grafiek" for item in spec["inputs"][1:]}
        response = ask(body_of(spec, given), encoding="br")
        assert response.status_code == 200
        sizes[spec["key"]] = len(response.data)
    return sizes


def test_a_click_on_any_municipality_costs_a_kilobyte_at_most() -> None:
    codes = real_services().dataset.codes
    worst = {code: sum(answers_to("", f"gemeente={code}").values()) for code in codes}
    assert max(worst.values()) <= KILOBYTE, max(worst.items(), key=lambda pair: pair[1])
    assert min(worst.values()) > 0


def test_a_click_asks_for_nothing_that_does_not_change() -> None:
    sizes = answers_to("", "gemeente=GM0363")
    outputs = " ".join(sizes)
    assert ids.MAP_STATE not in outputs
    assert ids.TOTALS not in outputs
    assert f"{ids.chart('matrix')}." not in outputs
    assert len(sizes) == 2


def test_a_step_in_time_costs_little() -> None:
    """Scrubbing recolours in the browser; letting go asks for words, and for what depends on the borders."""
    for chosen in ("", "&gemeente=GM0363"):
        sizes = answers_to(chosen[1:], f"datum=2019-07-16{chosen}")
        outputs = " ".join(sizes)
        assert ids.TOTALS in outputs
        assert f"{ids.chart('matrix')}." not in outputs
        assert sum(sizes.values()) <= 2.5 * KILOBYTE


@pytest.mark.parametrize(
    "query", ["thema=taalbevordering", "regio=PV30", "zoek=ouders", "kleur=interventies"]
)
def test_a_filter_costs_a_few_kilobytes(query: str) -> None:
    assert sum(answers_to("", query).values()) <= 4 * KILOBYTE


def test_no_answer_carries_geometry() -> None:
    paths = real_services().boundaries["regions"]["path"]
    for spec in ON_SERVER:
        text = ask(body_of(spec, {f"{ids.URL}.pathname": "/"})).text
        assert not [path for path in paths if path in text]
