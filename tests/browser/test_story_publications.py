"""A new publication while somebody looks, a preview of what is still to come, and where a value came from."""

import json
import re
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Provenance, Source
from gka_dash.model.schema import TABLE_BY_NAME
from gka_dash.store.engine import open_store
from gka_dash.store.store import Store
from tests.browser.actions import Actions
from tests.browser.conftest import Everywhere, Watch
from tests.browser.served import serving

IN_SECONDS = 20.0
WORKERS_ASKED = 12  # questions in a row, so that both workers are asked


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("publications")


@pytest.fixture(scope="module")
def server(project: Path, folder: Path) -> Iterator[str]:
    """A dashboard with publications of its own."""
    with serving(project, folder) as address:
        yield address


@pytest.fixture(scope="module")
def store(server: str, folder: Path) -> Iterator[Store]:
    """The store that the server follows."""
    opened = open_store(f"sqlite:///{folder / 'state' / 'publicaties.sqlite'}")
    yield opened
    opened.close()


def _fewer(dataset: Dataset, number: int) -> Dataset:
    """The dataset without its first activities."""
    return replace(dataset, interventies=dataset.interventies[number:])


def _publish(store: Store, dataset: Dataset) -> int:
    base = store.latest_number()
    return store.publish(
        dataset, who="Coordinator", why="Bijgewerkt", base=base, provenance=Provenance()
    ).number


def _wait_for(server: str, number: int) -> None:
    """Until every worker shows a publication."""
    end = time.monotonic() + IN_SECONDS
    while time.monotonic() < end:
        if {_number(server) for _ in range(WORKERS_ASKED)} == {number}:
            return
        time.sleep(0.2)
    raise AssertionError(f"publication {number} was not taken over")


def _number(server: str) -> int:
    with urllib.request.urlopen(f"{server}/versie", timeout=10) as answer:
        return int(json.load(answer)["publicatie"])


def _activities(user: Actions) -> int:
    name = user.total("activiteiten", "geteld").first.inner_text()
    return int(re.findall(r"\d+", name)[0])


def test_an_open_page_keeps_its_numbers_until_it_is_loaded_again(
    user: Actions, server: str, store: Store, everywhere: Everywhere
) -> None:
    user.open().wait_for_charts()
    before = _activities(user)
    latest = store.latest()
    assert latest is not None
    number = _publish(store, _fewer(latest.dataset, 7))
    _wait_for(server, number)

    with user.page.expect_response(lambda answer: "_dash-update-component" in answer.url):
        user.go_to_date("2021-12-31")
    news = user.page.get_by_role("status").filter(has_text="Er zijn nieuwe gegevens")
    expect(news).to_contain_text(f"publicatie {number} (")
    assert _activities(user) == before
    expect(user.page.get_by_role("contentinfo")).to_contain_text(f"publicatie {number - 1} (")
    everywhere(news, "there is a newer publication")

    user.page.get_by_role("button", name="Laad de pagina opnieuw").click()
    expect(user.page.get_by_role("contentinfo")).to_contain_text(f"publicatie {number} (")
    user.wait_for_page()
    assert _activities(user) == before - 7
    expect(news).to_have_count(0)


def test_a_page_of_long_ago_says_so(
    user: Actions, server: str, store: Store, watch: Watch, everywhere: Everywhere
) -> None:
    watch.expect("status 409|status of 409|Callback error")
    user.open("/gemeenten")
    latest = store.latest()
    assert latest is not None
    number = 0
    for fewer in range(1, 6):
        number = _publish(store, _fewer(latest.dataset, fewer))
        _wait_for(server, number)
    # More publications than are kept: nothing else is shown under the old heading.
    user.page.get_by_role("link", name="Regio's").click()
    everywhere(user.page.get_by_text("De gegevens van deze pagina zijn vervangen."), "page of long ago")
    expect(user.page.get_by_role("main").get_by_role("heading", level=1)).to_have_text("Gemeenten")


def test_a_preview_is_the_whole_dashboard_under_its_own_address(
    user: Actions, server: str, store: Store, everywhere: Everywhere
) -> None:
    latest = store.latest()
    assert latest is not None
    draft = store.keep_draft(
        _fewer(latest.dataset, 20),
        who="Coordinator",
        file_name="werkmap.xlsx",
        provenance=Provenance(),
        base=latest.number,
    )
    base = f"/voorbeeld/{draft.token}"
    user.open(f"{base}/")
    banner = user.page.get_by_text("Voorbeeld van nog niet gepubliceerde gegevens, geldig tot")
    expect(banner).to_be_visible()
    expect(user.regions()).to_have_count(342)
    seen = _activities(user)
    assert seen == len(latest.dataset.interventies) - 20
    user.click_municipality("Amsterdam")
    user.expect_chosen("Amsterdam")
    user.expect_link(f"{base}/?gemeente=GM0363")
    user.page.get_by_role("link", name="Gemeenten", exact=True).click()
    expect(user.page.get_by_role("main").get_by_role("heading", level=1)).to_have_text("Gemeenten")
    user.expect_link(f"{base}/gemeenten")
    expect(banner).to_be_visible()
    user.page.get_by_role("main").get_by_role("link", name="Amsterdam").first.click()
    user.expect_link(f"{base}/gemeente/GM0363")
    everywhere(banner, "preview of a draft")
    user.page.go_back()
    user.page.go_back()
    user.expect_chosen("Amsterdam")
    assert _activities(user) == seen
    store.drop_draft(draft.token)
    with pytest.raises(urllib.error.HTTPError) as gone:
        urllib.request.urlopen(f"{server}{base}/gemeenten", timeout=10)
    assert gone.value.code == 404
    assert "Dit voorbeeld is er niet" in gone.value.read().decode()


def test_a_value_answers_from_which_cell_it_came(
    page: Page, server: str, store: Store, everywhere: Everywhere
) -> None:
    latest = store.latest()
    assert latest is not None
    agenda = next(row for row in latest.dataset.agendas if row.gemeente == "Groningen")
    changed = replace(agenda, opmerking="Nagekeken bij de gemeente")
    agendas = tuple(changed if row is agenda else row for row in latest.dataset.agendas)
    source = Source("werkmap.xlsx", "Agenda's", {"opmerking": 10})
    number = store.publish(
        replace(latest.dataset, agendas=agendas),
        who="Coordinator",
        why="Opmerking",
        base=latest.number,
        provenance=Provenance({"agendas": {TABLE_BY_NAME["agendas"].key_of(changed): (source, 9)}}),
    ).number
    _wait_for(server, number)
    page.goto("/gemeente/GM0014")
    summary = page.get_by_text("Herkomst van Agenda van Groningen")
    summary.focus()
    page.keyboard.press("Enter")
    card = page.locator("#agenda")
    expect(card.get_by_text("bestand werkmap.xlsx, werkblad Agenda's, rij 9")).to_be_visible()
    told = card.get_by_text(f"Laatst veranderd in publicatie {number} (")
    expect(told).to_contain_text("(cel K9)")
    everywhere(told, "origin of a changed value")
