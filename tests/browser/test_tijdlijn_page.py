"""The timeline on its page: comparing, milestones, what the page decides, widths, axe and paper."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.tijdlijn_site import (
    log,
    open_page,
    serve,
    slider,
    wait_until,
    x_of,
    y_of_plot,
)

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Iterator[str]:
    with serve(tmp_path_factory.mktemp("tijdlijn"), project) as address:
        yield address


@pytest.fixture
def options() -> dict[str, Any]:
    return {}


@pytest.fixture
def page(chromium: Browser, site: str, options: dict[str, Any]) -> Iterator[Page]:
    with open_page(chromium, site, options) as page:
        yield page


def test_comparing_begins_at_the_last_count_and_ends_with_stand(page: Page) -> None:
    expect(page.get_by_label("Vanaf")).to_be_hidden()
    page.get_by_role("radio", name="Verschil").check()
    assert log(page) == [["commit", "2020-12-31", "2020-07-14"]]
    expect(page.get_by_label("Vanaf")).to_have_value("2020-07-14")
    slider(page, "Begin van de periode").press("Home")
    expect(page.locator(".tijdlijn-tellers")).to_contain_text("1 → 3 zeker")
    expect(page.locator(".tijdlijn-tellers")).to_contain_text("geen → 4 gepubliceerd")
    page.get_by_role("radio", name="Stand").check()
    assert log(page) == [["commit", "2020-12-31", "2018-01-01"], ["commit", "2020-12-31", None]]


def test_the_two_handles_cannot_cross(page: Page) -> None:
    page.evaluate("lijn.update({ date: '2020-01-01', from: '2019-07-16' })")
    slider(page, "Begin van de periode").press("End")
    slider(page, "Einde van de periode").press("Home")
    assert log(page) == [["commit", "2020-01-01", "2020-01-01"]]
    y = y_of_plot(page)
    page.mouse.move(x_of(page, "2020-01-01") - 3, y)
    page.mouse.down()
    page.mouse.move(x_of(page, "2018-10-01"), y, steps=4)
    page.mouse.up()
    assert log(page, "commit") == [["commit", "2020-01-01", "2018-10-01"]]
    page.get_by_label("Vanaf").fill("2021-01-01")
    page.get_by_label("Vanaf").press("Enter")
    expect(page.get_by_label("Vanaf")).to_have_accessible_description(
        "Kies een datum van 1 januari 2018 tot en met 1 januari 2020."
    )


def test_playing_a_comparison_moves_its_end(page: Page) -> None:
    page.evaluate("lijn.update({ date: '2021-12-31', from: '2019-07-16' })")
    page.get_by_role("button", name="Speel af").click()
    wait_until(page, "log.length >= 2")
    page.evaluate("lijn.stop()")
    told = log(page)
    assert told[0] == ["scrub", "2019-07-16", "2019-07-16"]
    assert {row[2] for row in told} == {"2019-07-16"}


def test_milestones_can_be_read_and_chosen_with_the_keyboard(page: Page) -> None:
    page.get_by_text("Mijlpalen (3)").press("Enter")
    button = page.get_by_role("button", name="16 juli 2019 Twee agenda's")
    button.press("Enter")
    assert log(page) == [["commit", "2019-07-16", None]]
    expect(button).to_have_attribute("aria-current", "date")
    expect(page.locator(".tijdlijn-moment")).to_contain_text("Twee agenda's Periode 2019-2021")
    page.get_by_role("button", name="Vier agenda's").hover()
    expect(page.locator(".tijdlijn-moment")).to_contain_text("<b>Vet</b>")


def test_a_source_is_a_link_only_when_it_is_a_web_address(page: Page) -> None:
    page.get_by_text("Mijlpalen (3)").click()
    links = page.locator(".tijdlijn-mijlpalen a")
    expect(links).to_have_count(1)
    expect(links).to_have_attribute("href", "https://www.voorbeeld.nl/nieuws")
    expect(page.get_by_text("Bron: voorbeeld.nl (bericht van 17 juli)")).to_be_visible()
    expect(page.get_by_text("Bron: javascript:alert(1)")).to_be_visible()


def test_a_marker_tells_its_milestone_and_leads_to_its_date(page: Page) -> None:
    marker = page.locator(".tijdlijn-mijlpaal").first
    box = marker.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator(".tijdlijn-moment")).to_contain_text("Einde eerste fase")
    assert log(page) == []
    page.mouse.down()
    page.mouse.up()
    assert log(page) == [["commit", "2018-10-01", None]]


def test_a_milestone_before_the_period_takes_the_beginning_along(page: Page) -> None:
    page.evaluate("lijn.update({ date: '2021-12-31', from: '2020-07-14' })")
    page.get_by_text("Mijlpalen (3)").click()
    page.get_by_role("button", name="Twee agenda's").click()
    assert log(page) == [["commit", "2019-07-16", "2018-01-01"]]


def test_the_page_decides_what_is_shown(page: Page) -> None:
    page.evaluate("lijn.update({ date: '2030-01-01', from: '2019-07-16' })")
    expect(page.get_by_role("radio", name="Verschil")).to_be_checked()
    expect(page.get_by_label("Datum", exact=True)).to_have_value("2021-12-31")
    page.evaluate("lijn.update({ from: null })")
    expect(page.get_by_role("radio", name="Stand")).to_be_checked()
    page.evaluate("lijn.update({ date: 'onzin' })")
    expect(page.get_by_label("Datum", exact=True)).to_have_value("2021-12-31")
    page.evaluate("lijn.moveTo(document.getElementById('elders'))")
    expect(page.locator("#elders .tijdlijn svg")).to_be_visible()
    assert log(page) == []
    page.evaluate("lijn.destroy()")
    expect(page.locator(".tijdlijn")).to_have_count(0)


@pytest.mark.parametrize("width", [300, 358, 700, 1100])
def test_it_fits_any_width_and_no_word_covers_another(page: Page, width: int) -> None:
    page.evaluate("lijn.update({ date: '2020-07-14', from: '2020-01-01' })")
    page.set_viewport_size({"width": width + 16, "height": 800})
    drawn = "document.querySelector('svg.tijdlijn-grafiek').getAttribute('width')"
    wait_until(page, f"{drawn} === '{width}'")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    boxes = page.evaluate(
        """[...document.querySelectorAll("svg.tijdlijn-grafiek text")].map((el) => {
          const box = el.getBBox();
          return [el.textContent, box.x, box.x + box.width, box.y + 3, box.y + box.height - 3];
        })"""
    )
    assert len(boxes) >= 6
    for i, (text, left, right, top, bottom) in enumerate(boxes):
        assert left >= -1, text
        assert right <= width + 1, text
        for other, left2, right2, top2, bottom2 in boxes[i + 1 :]:
            apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
            assert apart, f"{text} / {other}"


@pytest.mark.parametrize("width", [390, 1040])
def test_axe_finds_nothing(page: Page, project: Path, width: int) -> None:
    if not (project / "node_modules" / "axe-core" / "axe.min.js").is_file():
        pytest.skip("axe-core staat er niet: voer make setup uit")
    page.set_viewport_size({"width": width, "height": 800})
    page.add_script_tag(url="axe.min.js")
    page.get_by_text("Mijlpalen (3)").click()
    states = ["{ date: '2020-07-14', from: null }", "{ date: '2020-07-14', from: '2019-07-16' }"]
    for state in states:
        page.evaluate(f"lijn.update({state})")
        page.get_by_label("Datum", exact=True).fill("2030-01-01")
        page.get_by_label("Datum", exact=True).press("Enter")
        found = page.evaluate(
            "axe.run().then((r) => r.violations.map((v) => [v.id, v.nodes.map((n) => n.html)]))"
        )
        assert found == []
        slider(page, "Tijdlijn" if "null" in state else "Einde van de periode").press("ArrowLeft")


def test_on_paper_the_drawing_stays_and_the_controls_go(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator("svg.tijdlijn-grafiek")).to_be_visible()
    expect(page.locator(".tijdlijn-tellers")).to_be_visible()
    for hidden in (".tijdlijn-speel", ".tijdlijn-weergave", ".tijdlijn-datums", ".tijdlijn-mijlpalen"):
        expect(page.locator(hidden)).to_be_hidden()
