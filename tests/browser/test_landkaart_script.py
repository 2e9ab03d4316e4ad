"""User stories for the map script alone: a page without Dash, six squares and an islet, in Chromium."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.browser.landkaart_site import serve

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, project: Path) -> Iterator[str]:
    with serve(tmp_path_factory.mktemp("landkaart"), project) as address:
        yield address


def load(tab: Page, address: str) -> Page:
    tab.goto(address)
    tab.wait_for_selector("body[data-klaar]")
    return tab


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    """One tab for all stories (opening one takes longer than a story); animations are off, so no waiting."""
    tab = chromium.new_page(viewport={"width": 800, "height": 900}, reduced_motion="reduce", has_touch=True)
    yield tab
    tab.close()


@pytest.fixture(params=["index.html", "zonder.html"])
def page(request: pytest.FixtureRequest, tab: Page, site: str) -> Iterator[Page]:
    """The page, fresh, with d3-zoom and without."""
    errors: list[str] = []

    def note(error: Error) -> None:
        errors.append(str(error))

    tab.on("pageerror", note)
    tab.mouse.move(790, 890)
    yield load(tab, site + request.param)
    tab.remove_listener("pageerror", note)
    assert errors == []


def region(page: Page, name: str) -> Any:
    return page.get_by_role("option", name=name)


def click_map(page: Page, x: float, y: float) -> None:
    """Click at map point (x, y); the map fills the box of 400 x 400 px, so a unit is a pixel."""
    page.locator("#host").click(position={"x": x, "y": y})


def scale(page: Page) -> float:
    return float(page.evaluate("kaart.element.querySelector('.lk-view').getCTM().a"))


def expect_zoomed(page: Page) -> None:
    """Wait for a zoom by gesture; wait_for_function would need eval, which the policy forbids."""
    expect(page.locator(".lk")).to_have_class(re.compile("lk-zoomed"))


def test_every_region_has_its_name_and_the_map_its_title(page: Page) -> None:
    expect(page.get_by_role("listbox", name="Kaart van de proef")).to_be_visible()
    expect(page.get_by_role("option")).to_have_count(7)
    expect(region(page, "De Bilt: geen agenda gevonden")).to_have_count(0)
    expect(region(page, "De Bilt: aangesloten, jaar onbekend")).to_have_count(1)


def test_click_chooses_and_a_second_click_undoes_it(page: Page) -> None:
    click_map(page, 80, 80)
    expect(region(page, "Aalten")).to_have_attribute("aria-selected", "true")
    click_map(page, 80, 200)
    expect(region(page, "Aalten")).to_have_attribute("aria-selected", "false")
    click_map(page, 80, 200)
    click_map(page, 20, 390)  # the sea
    assert page.evaluate("log") == ["GM0000", "GM0003", None]
    assert page.evaluate("document.querySelector('.lk-chosen .lk-line').getAttribute('d')") is None


def test_a_tiny_region_is_hit_from_close_by_but_not_from_afar(page: Page) -> None:
    click_map(page, 200, 352)
    click_map(page, 200, 372)
    assert page.evaluate("log") == ["GM0006"]


def test_the_card_follows_the_mouse_and_stays_in_the_box(page: Page) -> None:
    box = page.locator("#host").bounding_box()
    card = page.locator(".lk-card")
    expect(card).to_be_hidden()
    assert box
    for x, y in ((25, 25), (375, 25), (375, 255), (80, 200)):
        page.mouse.move(box["x"] + x, box["y"] + y)
        expect(card).to_be_visible()
        place = card.bounding_box()
        assert place
        assert box["x"] <= place["x"]
        assert place["x"] + place["width"] <= box["x"] + box["width"]
        assert box["y"] <= place["y"]
    expect(card).to_contain_text("De Bilt · Westland")
    page.mouse.move(box["x"] + 25, box["y"] + 25)
    expect(card).to_contain_text("thema's: <b>taal</b>")  # text, never markup
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()


def test_tab_enters_once_arrows_walk_enter_chooses_and_tab_goes_on(page: Page) -> None:
    page.get_by_role("link", name="voor").focus()
    page.keyboard.press("Tab")
    expect(region(page, "Aalten")).to_be_focused()
    expect(page.locator(".lk-card")).to_contain_text("Aalten · Westland")
    expect(region(page, "Aalten")).to_have_accessible_description("thema's: <b>taal</b>")
    for key, name in (("ArrowRight", "Bergen"), ("ArrowDown", "Súdwest"), ("ArrowLeft", "De Bilt")):
        page.keyboard.press(key)
        expect(region(page, name)).to_be_focused()
    page.keyboard.press("ArrowLeft")  # the sea
    expect(region(page, "De Bilt")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press(" ")
    assert page.evaluate("log") == ["GM0003", None]
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Zoom in")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(region(page, "De Bilt")).to_be_focused()


def test_letters_home_and_end_find_a_region(page: Page) -> None:
    page.evaluate("kaart.focus('GM0000')")
    for typed, name in (("s-g", "'s-Gravenhage"), ("bilt", "De Bilt"), ("sud", "Súdwest")):
        page.keyboard.type(typed)
        expect(region(page, name)).to_be_focused()
        page.keyboard.press("End")  # also ends the typed name
        expect(region(page, "Zeist")).to_be_focused()
    page.keyboard.press("Home")
    expect(region(page, "Aalten")).to_be_focused()


def test_escape_first_puts_the_card_away_then_leaves(page: Page) -> None:
    page.evaluate("kaart.focus('GM0001')")
    page.keyboard.press("Escape")
    expect(page.locator(".lk-card")).to_be_hidden()
    expect(region(page, "Bergen")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Zoom in")).to_be_focused()


def test_rings_lie_above_all_regions_and_the_focus_ring_last(page: Page) -> None:
    click_map(page, 80, 80)
    page.keyboard.press("ArrowRight")
    order = page.evaluate(
        """() => [...document.querySelectorAll('.lk-view > g')]
             .filter((g) => g.querySelector('path[d]')).map((g) => g.getAttribute('class'))"""
    )
    assert order == ["lk-regions", "lk-outlines", "lk-chosen", "lk-focus"]
    ring = page.evaluate(
        """() => ['casing', 'line'].map((part) => {
             const path = document.querySelector(`.lk-focus .lk-${part}`);
             return [path.getAttribute('d') === state_path(1), getComputedStyle(path).stroke];
           });
           function state_path(i) { return document.querySelectorAll('.lk-region')[i].getAttribute('d'); }"""
    )
    assert [same for same, _ in ring] == [True, True]
    assert ring[0][1] != ring[1][1]


def legend(page: Page) -> list[list[str]]:
    lines: list[list[str]] = page.evaluate(
        """() => [...document.querySelectorAll('#legend li')].map((li) => [
             li.querySelector('.lk-label').textContent, li.querySelector('.lk-count').textContent])"""
    )
    return lines


def test_the_legend_counts_also_within_a_group(page: Page) -> None:
    assert legend(page) == [
        ["2019", "2 gemeenten"],
        ["jaar onbekend", "2 gemeenten"],
        ["geen agenda", "3 gemeenten"],
        ["2030", "0 gemeenten"],
    ]
    page.evaluate("kaart.update({group: 'PV1', faded: '1000000', marked: '0001000', markedLabel: 'fusie'})")
    assert legend(page) == [
        ["2019", "1 gemeente"],
        ["jaar onbekend", "1 gemeente"],
        ["geen agenda", "0 gemeenten"],
        ["2030", "0 gemeenten"],
        ["fusie", "1 gemeente"],
        ["vaag: past niet bij het filter", "1 gemeente"],
    ]
    expect(page.locator(".lk-marked path")).to_have_count(1)


def test_a_group_is_zoomed_to_and_lets_go(page: Page) -> None:
    page.evaluate("kaart.update({group: 'PV1'})")
    assert scale(page) > 1.4
    expect(page.locator(".lk-outside")).to_have_count(5)
    page.evaluate("kaart.update({group: null})")
    assert scale(page) == pytest.approx(1)
    expect(page.locator(".lk-outside")).to_have_count(0)


def test_buttons_and_keys_zoom_within_limits(page: Page) -> None:
    zoom_in = page.get_by_role("button", name="Zoom in")
    expect(page.get_by_role("button", name="Zoom uit")).to_have_attribute("aria-disabled", "true")
    for _ in range(6):  # 1.6 each time: the last one would pass the limit of 12
        zoom_in.click()
    assert scale(page) == pytest.approx(12)
    expect(zoom_in).to_have_attribute("aria-disabled", "true")
    page.get_by_role("button", name="Toon heel Nederland").click()
    assert scale(page) == pytest.approx(1)
    page.evaluate("kaart.focus('GM0005')")
    page.keyboard.press("+")
    page.keyboard.press("+")
    assert scale(page) == pytest.approx(1.6**2)
    page.keyboard.press("Home")  # far out of sight now, so the map pans
    matrix = page.evaluate("(({a, e, f}) => [a, e, f])(document.querySelector('.lk-view').getCTM())")
    for shift in matrix[1:]:
        assert 0 < matrix[0] * 80 + shift < 400  # the middle of Aalten
    page.keyboard.press("0")
    assert scale(page) == pytest.approx(1)


def test_recolouring_touches_only_what_changed(page: Page) -> None:
    changes = page.evaluate(
        """() => {
             const seen = new MutationObserver(() => {});
             const filter = ['fill', 'class', 'd'];
             seen.observe(kaart.element, {subtree: true, attributes: true, attributeFilter: filter});
             kaart.update({signs: 'aabb--z'});
             return seen.takeRecords().map((r) => [r.attributeName, r.target.getAttribute('data-i')]); }"""
    )
    assert {index for name, index in changes if name == "fill"} == {"6"}
    assert "d" not in {name for name, index in changes if index is not None}
    fill = page.evaluate("getComputedStyle(document.querySelectorAll('.lk-region')[2]).fill")
    assert fill.startswith("url(")


def test_the_picture_is_valid_xml_with_literal_colours(page: Page) -> None:
    page.evaluate("kaart.update({chosen: 'GM0002'})")
    text = page.evaluate("kaart.svgText({title: 'A & <b>', subtitle: 'stand', source: 'Bron: proef'})")
    root = ET.fromstring(text)
    space = "{http://www.w3.org/2000/svg}"
    assert root.get("role") == "img"
    assert int(root.get("width", "0")) > 0
    title = root.find(f"{space}title")
    assert title is not None
    assert title.text == "A & <b>"
    words = [element.text for element in root.iter(f"{space}text")]
    assert {"A & <b>", "stand", "Bron: proef", "2019 (2)", "2030 (0)"} <= set(words)
    fills = {path.get("fill") for path in root.iter(f"{space}path") if path.get("id")}
    assert "var(" not in text
    assert "#08386f" in fills


def test_the_map_moves_to_another_host_and_is_cleared_away(page: Page) -> None:
    page.evaluate("kaart.focus('GM0004')")
    page.evaluate(
        """() => { const legend = document.createElement('div');
                  document.getElementById('legend').replaceWith(legend);  // as a framework does
                  legend.id = 'legend';
                  kaart.moveTo(document.getElementById('elders'), legend); }"""
    )
    assert legend(page)[0] == ["2019", "2 gemeenten"]
    expect(page.locator("#elders .lk-region")).to_have_count(7)
    expect(region(page, "Súdwest")).to_be_focused()
    page.evaluate("kaart.update({signs: 'zzzzzzz'})")
    assert legend(page)[3] == ["2030", "7 gemeenten"]
    page.evaluate("kaart.destroy()")
    expect(page.locator(".lk")).to_have_count(0)
    expect(page.locator("#legend li")).to_have_count(0)
    page.keyboard.press("Escape")


def test_axe_finds_nothing_wrong(page: Page, site: str) -> None:
    page.evaluate("kaart.update({group: 'PV1', chosen: 'GM0000', faded: '0001000'}); kaart.focus('GM0003')")
    if page.request.get(site + "axe.min.js").status != 200:
        pytest.skip("axe-core is niet geïnstalleerd")
    page.add_script_tag(url="axe.min.js")
    found = page.evaluate(
        "axe.run().then((r) => r.violations.map((v) => [v.id, v.nodes.map((n) => n.html)]))"
    )
    assert found == []


@pytest.fixture
def gestures(tab: Page, site: str) -> Page:
    load(tab, site)
    if not tab.evaluate("Boolean(window.d3)"):
        pytest.skip("d3-zoom is niet geïnstalleerd")
    return tab


def test_drag_pans_and_is_not_a_click(gestures: Page) -> None:
    page = gestures
    page.evaluate("kaart.zoomBy(3)")
    before = page.evaluate("document.querySelector('.lk-view').getCTM().e")
    page.mouse.move(200, 300)
    page.mouse.down()
    page.mouse.move(260, 300, steps=4)
    page.mouse.up()
    assert page.evaluate("document.querySelector('.lk-view').getCTM().e") == pytest.approx(before + 60, abs=2)
    assert page.evaluate("log") == []


def test_a_plain_wheel_belongs_to_a_page_that_scrolls(gestures: Page) -> None:
    page = gestures
    page.evaluate("document.getElementById('elders').className = 'hoog'")
    page.mouse.move(200, 300)
    page.mouse.wheel(0, -200)
    expect(page.locator(".lk-hint")).to_be_visible()
    assert scale(page) == pytest.approx(1)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -200)
    page.keyboard.up("Control")
    expect_zoomed(page)
    page.evaluate("kaart.reset(); document.getElementById('elders').className = ''")
    page.mouse.wheel(0, -200)  # nothing to scroll: the wheel is free to zoom
    expect_zoomed(page)


def test_two_fingers_zoom_and_one_finger_leaves_the_full_map_alone(gestures: Page) -> None:
    box = gestures.locator("#host").bounding_box()
    assert box
    session = gestures.context.new_cdp_session(gestures)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        places = [{"x": box["x"] + x, "y": box["y"] + y, "id": n} for n, (x, y) in enumerate(points)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": places})

    touch("touchStart", (200, 200))
    for step in (20, 40, 60):
        touch("touchMove", (200, 200 - step))
    touch("touchEnd")
    assert scale(gestures) == pytest.approx(1)
    touch("touchStart", (180, 200), (220, 200))
    for step in (20, 40, 60):
        touch("touchMove", (180 - step, 200), (220 + step, 200))
    touch("touchEnd")
    assert scale(gestures) == pytest.approx(4, abs=0.5)
    assert gestures.evaluate("log") == []
    session.detach()


def test_a_tap_chooses_without_a_card(gestures: Page) -> None:
    box = gestures.locator("#host").bounding_box()
    assert box
    gestures.touchscreen.tap(box["x"] + 80, box["y"] + 80)
    expect(region(gestures, "Aalten")).to_have_attribute("aria-selected", "true")
    expect(gestures.locator(".lk-card")).to_be_hidden()


def test_animation_only_for_who_wants_motion(tab: Page, site: str) -> None:
    try:
        for motion, at_once in (("no-preference", False), ("reduce", True)):
            tab.emulate_media(reduced_motion=motion)
            load(tab, site + "zonder.html")
            jumped = tab.evaluate(
                "() => { kaart.zoomBy(2); return kaart.element.innerHTML.includes('scale(2.0'); }"
            )
            assert jumped is at_once
            expect(tab.locator(".lk-view")).to_have_attribute("transform", re.compile(r"scale\(2\.00000\)"))
    finally:
        tab.emulate_media(reduced_motion="reduce")
