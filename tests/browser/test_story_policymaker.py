"""A policymaker opens the page, sees who joined and when, and asks what the numbers mean."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.actions import MUNICIPALITIES, Actions, table_rows

OPTIONS = "(options) => options.map(({ value, label }) => ({ value, label }))"


def test_the_first_page_shows_who_joined_and_two_kinds_of_totals(user: Actions) -> None:
    user.open()
    title = re.compile("GKA-agenda op 31 december 2022")
    expect(user.page.get_by_role("heading", name=title)).to_be_visible()
    expect(user.municipality("Almere")).to_have_accessible_name("Almere: agenda sinds 2020, 4 interventies")
    assert sum(user.legend_counts().values()) == MUNICIPALITIES
    user.expect_total(101, "gemeenten met een agenda", "gepubliceerd")
    user.expect_total(264, "interventies", "gepubliceerd")
    user.expect_total(74, "zeker aangesloten", "geteld")
    user.expect_total(114, "interventies met naam bekend", "geteld")
    user.expect_total(143, "beschreven activiteiten", "geteld")
    expect(user.status()).to_contain_text("143 activiteiten in 61 gemeenten; 40 zonder thema")


def test_every_region_of_the_map_says_what_it_is(user: Actions) -> None:
    user.open()
    names = user.regions().evaluate_all("(all) => all.map((one) => one.getAttribute('aria-label'))")
    assert len(set(names)) == MUNICIPALITIES
    assert all(re.fullmatch(r"[^:]+: \S.*", name) for name in names)
    assert not [name for name in names if re.search(r"GM\d{4}|undefined|null|NaN", name)]


def test_the_mouse_reads_a_municipality(user: Actions) -> None:
    user.open().hover_municipality("Amsterdam")
    card = user.page.locator(".lk-card")
    expect(card).to_be_visible()
    expect(card).to_contain_text("Amsterdam")
    expect(card).to_contain_text("Noord-Holland")
    expect(card).to_contain_text(re.compile(r"agenda sinds \d{4}"))


def test_click_and_click_again_and_again(user: Actions) -> None:
    user.open()
    for _ in range(2):
        user.click_municipality("Almere")
        user.expect_chosen("Almere")
        user.expect_link("/?gemeente=GM0034")
        user.click_municipality("Almere")
        expect(user.municipality("Almere")).to_have_attribute("aria-selected", "false")
        expect(user.card("Almere")).to_have_count(0)
        user.expect_link("/")


def test_the_card_can_be_closed_and_leads_to_the_page_of_the_municipality(user: Actions) -> None:
    user.open("/?gemeente=GM0034").expect_chosen("Almere")
    user.page.get_by_role("button", name="Sluit Almere").click()
    expect(user.card("Almere")).to_have_count(0)
    user.click_municipality("Almere")
    user.page.get_by_role("link", name="Bekijk Almere").click()
    expect(user.page.get_by_role("heading", name="Almere", level=1)).to_be_focused()
    user.expect_link("/gemeente/GM0034")


def test_a_total_explains_itself_and_gives_the_focus_back(user: Actions) -> None:
    user.open()
    button = user.total("zeker aangesloten", "geteld")
    button.click()
    dialog = user.dialog()
    expect(dialog).to_have_accessible_name(re.compile("^74 "))
    expect(dialog).to_contain_text("geteld")
    expect(dialog.get_by_role("table")).to_be_visible()
    assert len(table_rows(dialog.get_by_role("table"))) == 74
    user.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_a_published_total_names_its_source_and_is_not_a_count_of_our_rows(user: Actions) -> None:
    user.open()
    button = user.total("gemeenten met een agenda", "gepubliceerd")
    button.click()
    dialog = user.dialog()
    expect(dialog).to_have_accessible_name(re.compile("^101 "))
    expect(dialog).to_contain_text("gepubliceerd door de GKA")
    expect(dialog.get_by_role("link").first).to_have_attribute("href", re.compile("^https?://"))
    dialog.get_by_role("button", name=re.compile("Sluit")).click()
    expect(dialog).to_have_count(0)
    expect(button).to_be_focused()


def test_every_counted_total_opens_a_list_as_long_as_the_number(user: Actions) -> None:
    user.open()
    buttons = user.page.get_by_role("button", name=re.compile("geteld.*leg dit getal uit"))
    expect(buttons.first).to_be_visible()
    for button in buttons.all():
        number = int(re.match(r"\d+", button.inner_text()).group())  # type: ignore[union-attr]
        button.click()
        expect(user.dialog()).to_have_accessible_name(re.compile(rf"^{number} "))
        assert len(table_rows(user.dialog().get_by_role("table"))) == number
        user.page.keyboard.press("Escape")
        expect(user.dialog()).to_have_count(0)


def test_a_number_in_the_legend_explains_itself_too(user: Actions) -> None:
    user.open("/?datum=2020-07-14")
    expect(user.legend()).to_contain_text("2020")
    user.legend().get_by_role(
        "button", name=re.compile("25.*mogelijk al aangesloten: leg dit getal uit")
    ).click()
    expect(user.dialog()).to_have_accessible_name(re.compile("^25 "))
    assert len(table_rows(user.dialog().get_by_role("table"))) == 25


def test_the_link_can_be_copied(user: Actions) -> None:
    user.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    user.open("/?gemeente=GM0034")
    user.page.get_by_role("button", name="Delen").click()
    user.page.get_by_role("button", name="Kopieer link").click()
    expect(user.page.get_by_role("dialog")).to_contain_text("gekopieerd")
    assert user.page.evaluate("navigator.clipboard.readText()") == user.page.url


def test_back_and_forward_bring_everything_back(user: Actions) -> None:
    user.open()
    user.choose_theme("Taalbevordering")
    user.expect_link("/?thema=taalbevordering")
    user.choose_region("Noord-Brabant")
    user.expect_link("/?regio=PV30&thema=taalbevordering")
    user.page.go_back()
    expect(user.filters().get_by_label("Regio")).to_have_value("alle")
    expect(user.choice("Thema", "Taalbevordering")).to_be_checked()
    user.page.go_back()
    user.expect_link("/")
    expect(user.choice("Thema", "Taalbevordering")).not_to_be_checked()
    expect(user.status()).to_contain_text("143 activiteiten")
    user.page.go_forward()
    user.page.go_forward()
    expect(user.filters().get_by_label("Regio")).to_have_value("PV30")
    expect(user.choice("Thema", "Taalbevordering")).to_be_checked()
    user.expect_link("/?regio=PV30&thema=taalbevordering")


def test_from_page_to_page_the_choices_stay_and_back_returns(user: Actions) -> None:
    user.open("/?thema=taalbevordering")
    menu = user.page.get_by_role("navigation", name="Hoofdmenu")
    menu.get_by_role("link", name="Gemeenten").click()
    user.page.wait_for_load_state("networkidle")  # nothing later takes the keyboard off the heading
    expect(user.page.get_by_role("heading", name="Gemeenten", level=1)).to_be_focused()
    user.expect_link("/gemeenten?thema=taalbevordering")
    expect(menu.get_by_role("link", name="Gemeenten")).to_have_attribute("aria-current", "page")
    expect(user.page).to_have_title(re.compile("^Gemeenten · "))
    user.page.go_back()
    user.wait_for_page()
    expect(user.choice("Thema", "Taalbevordering")).to_be_checked()


def test_the_search_box_finds_a_municipality_by_an_old_name(user: Actions) -> None:
    user.open()
    box = user.page.get_by_label("Zoek een gemeente")
    box.fill("Delfzijl")
    box.press("Enter")
    user.expect_chosen("Eemsdelta")
    box.fill("Atlantis")
    box.press("Enter")
    expect(user.page.get_by_text("Geen gemeente gevonden met de naam “Atlantis”.")).to_be_visible()


def test_an_old_name_in_the_search_box_says_what_became_of_it(user: Actions) -> None:
    user.open()
    options = user.page.locator("#zoek-gemeente-namen option")
    said = {str(option["value"]): option["label"] for option in options.evaluate_all(OPTIONS)}
    assert said["Boxmeer"] == "Boxmeer → Land van Cuijk (2022)"
    assert said["Haaren"] == "Haaren → Boxtel, Oisterwijk, Tilburg en Vught (2021)"
    assert said["Den Haag"] == "'s-Gravenhage"


@pytest.mark.parametrize("typed", ["s-gravenhage", "Den Haag", "’S GRAVENHAGE", "gravenh"])
def test_a_name_may_be_typed_without_its_apostrophe(user: Actions, typed: str) -> None:
    user.open()
    box = user.page.get_by_label("Zoek een gemeente")
    box.fill(typed)
    box.press("Enter")
    user.expect_chosen("'s-Gravenhage")


def test_a_name_that_begins_with_another_name_can_be_typed_to_its_end(user: Actions) -> None:
    user.open()
    box = user.page.get_by_label("Zoek een gemeente")
    for name in ("Haarlemmermeer", "Utrechtse Heuvelrug", "Beekdaelen"):
        box.press_sequentially(name, delay=20)
        box.press("Enter")
        user.expect_chosen(name)


def test_a_beginning_that_fits_more_municipalities_says_so(user: Actions) -> None:
    user.open()
    box = user.page.get_by_label("Zoek een gemeente")
    box.fill("Bergen")
    box.press("Enter")
    expect(user.page.get_by_text(re.compile(r"Bergen \(L\.\).*Bergen \(NH\.\)"))).to_be_visible()


def test_back_never_leaves_an_explanation_of_another_selection(user: Actions) -> None:
    user.open()
    user.choose_theme("Taalbevordering")
    user.expect_total(29, "beschreven activiteiten", "geteld")
    user.total("beschreven activiteiten", "geteld").click()
    expect(user.dialog()).to_have_accessible_name(re.compile("^29 "))
    user.page.go_back()
    user.expect_link("/")
    expect(user.page.get_by_role("dialog", name=re.compile("^29 "))).to_have_count(0)
