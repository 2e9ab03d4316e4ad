"""What travels per interaction, in bytes: equal on every machine, so promises and not timings."""

from typing import Any

import pytest

from gka_dash.figures.charts import CHARTS
from layouts import charts, ids, kaart
from tests.callbacks.conversation import ON_SERVER, ask, body_of, spec_of
from tests.layouts.real_site import real_services

KILOBYTE = 1000


def answer_to(before: str, after: str) -> tuple[int, set[str]]:
    """Compressed bytes of the answer to a change of the link on the map page, and the ids in it."""
    pictures = [charts.PICTURE for _ in CHARTS]
    forms = {f"{ids.chart_part(chart.key, 'vorm')}.value": charts.PICTURE for chart in CHARTS}
    given: dict[str, Any] = {
        f"{ids.ASKED_MAP}.data": after,
        f"{ids.SHOWN}.data": kaart.asked(before, pictures),
        **forms,
    }
    body = body_of(spec_of(f"{ids.SHOWN}.data"), given)
    response = ask(body, encoding="br")
    assert response.status_code == 200
    return len(response.data), set(ask(body).get_json()["response"])


def test_a_click_on_any_municipality_costs_a_kilobyte_at_most() -> None:
    worst = {code: answer_to("", f"gemeente={code}")[0] for code in real_services().dataset.codes}
    assert max(worst.values()) <= KILOBYTE, max(worst.items(), key=lambda pair: pair[1])
    assert min(worst.values()) > 0


def test_a_click_brings_nothing_that_does_not_change() -> None:
    _, sent = answer_to("", "gemeente=GM0363")
    assert sent == {ids.CARD, ids.SHOWN, *(ids.chart_part(key, "zin") for key in ("thema", "sector"))}


def test_a_step_in_time_costs_little() -> None:
    """Scrubbing recolours in the browser; letting go asks for words alone while the borders stay."""
    for chosen in ("", "&gemeente=GM0363"):
        size, sent = answer_to(chosen[1:], f"datum=2019-07-16{chosen}")
        words = {ids.TOTALS, ids.MAP_TITLE, ids.STATUS, ids.BORDER_NOTE}
        assert sent <= {*words, *(ids.chart_part(c.key, "basis") for c in CHARTS), ids.CARD, ids.SHOWN}
        assert words <= sent
        assert size <= 0.6 * KILOBYTE


@pytest.mark.parametrize(
    "query", ["thema=taalbevordering", "regio=PV30", "zoek=ouders", "kleur=interventies"]
)
def test_a_filter_costs_a_few_kilobytes(query: str) -> None:
    assert answer_to("", query)[0] <= 4 * KILOBYTE


def test_no_answer_carries_geometry() -> None:
    paths = real_services().boundaries["regions"]["path"]
    for spec in ON_SERVER:
        text = ask(body_of(spec, {f"{ids.URL}.pathname": "/"})).text
        assert not [path for path in paths if path in text]
