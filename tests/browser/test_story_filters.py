"""Somebody looks for what is done about language in primary schools, and finds the way back from nothing."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.actions import MUNICIPALITIES, Actions, table_rows

THEMES, SECTORS, GAPS = "Activiteiten per thema", "Activiteiten per sector", "Waar zitten de gaten?"


def click_bar(user: Actions, chart: str, index: int) -> None:
    bar = user.chart(chart).locator(".bars .point path").nth(index)
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    assert box
    user.page.mouse.click(box["x"] + min(20, box["width"] / 2), box["y"] + box["height"] / 2)


def mark(element: Locator) -> None:
    """Remember this very element: a redrawn one would not have the mark."""
    element.evaluate("(el) => { el.markedByTest = true; }")


def is_marked(element: Locator) -> bool:
    return bool(element.evaluate("(el) => el.markedByTest === true"))


def test_theme_and_sector_together_give_25_activities_everywhere(user: Actions) -> None:
    user.open().wait_for_charts()
    user.choose_theme("Taalbevordering")
    user.choose_sector("Primair onderwijs")
    user.expect_link("/?thema=taalbevordering&sector=po")
    expect(user.status()).to_contain_text("25 activiteiten in")
    user.expect_total(25, "beschreven activiteiten", "geteld")
    expect(user.chart(THEMES).get_by_role("button", name=re.compile("n = 25 activiteiten"))).to_be_visible()
    expect(user.chart(THEMES).locator(".bartext").filter(has_text=re.compile("^25$"))).to_have_count(1)
    assert user.bars(THEMES)["Taalbevordering"] == 25
    assert user.bars(SECTORS)["Primair onderwijs"] == 25
    user.expect_total(264, "interventies", "gepubliceerd")


def test_the_list_of_activities_is_as_long_as_the_number(user: Actions) -> None:
    user.open("/interventies?thema=taalbevordering&sector=po")
    expect(user.status()).to_contain_text("25 activiteiten")
    assert len(table_rows(user.page.get_by_role("table", name="Activiteiten"))) == 25
    user.choose_sector("Primair onderwijs")
    expect(user.status()).to_contain_text("29 activiteiten")
    assert len(table_rows(user.page.get_by_role("table", name="Activiteiten"))) == 29


def test_a_combination_without_results_says_so_and_offers_the_way_back(user: Actions) -> None:
    user.open("/?thema=taalbevordering")
    user.choose_sector("Middelbaar beroepsonderwijs")
    expect(user.page.get_by_role("heading", name="Niets gevonden")).to_be_visible()
    expect(user.status()).to_contain_text("Geen activiteit past bij dit filter.")
    expect(user.regions()).to_have_count(MUNICIPALITIES)
    user.page.get_by_role("main").get_by_text("Wis alle filters").click()
    expect(user.page.get_by_role("heading", name="Niets gevonden")).to_have_count(0)
    expect(user.status()).to_contain_text("143 activiteiten")
    expect(user.choice("Sector", "Middelbaar beroepsonderwijs")).not_to_be_checked()
    user.expect_link("/")


def test_the_list_page_offers_the_way_back_to_the_list(user: Actions) -> None:
    user.open("/interventies?thema=taalbevordering&sector=mbo")
    expect(user.page.get_by_role("heading", name="Niets gevonden")).to_be_visible()
    user.page.get_by_role("main").get_by_text("Wis alle filters").click()
    expect(user.status()).to_contain_text("143 activiteiten")
    user.expect_link("/interventies")


def test_one_button_undoes_every_filter_and_keeps_the_date(user: Actions) -> None:
    user.open("/?datum=2020-07-14&regio=PV30&thema=taalbevordering&sector=po&aard=interventie&zoek=lezen")
    expect(user.filters().get_by_label("Regio")).to_have_value("PV30")
    user.clear_filters()
    user.expect_link("/?datum=2020-07-14")
    expect(user.filters().get_by_label("Regio")).to_have_value("alle")
    expect(user.filters().get_by_role("checkbox", checked=True)).to_have_count(0)
    expect(user.filters().get_by_label("Zoek in activiteiten")).to_have_value("")
    expect(user.status()).to_contain_text("143 activiteiten")


def test_a_word_is_searched_in_the_activities(user: Actions) -> None:
    user.open()
    user.search_text("  dare TO   dream ")
    expect(user.status()).to_contain_text("1 activiteit in 1 gemeente;")
    user.search_text("zoiets<script>bestaat niet")
    expect(user.page.get_by_role("heading", name="Niets gevonden")).to_be_visible()
    user.search_text("")
    expect(user.status()).to_contain_text("143 activiteiten")
    user.expect_link("/")


def test_a_period_names_the_years_that_are_not_known(user: Actions) -> None:
    user.open()
    user.filters().get_by_label("van", exact=True).select_option(label="2021")
    user.filters().get_by_label("tot en met", exact=True).select_option(label="2022")
    user.expect_link("/?vanaf=2021&tot=2022")
    expect(user.status()).to_contain_text("34 activiteiten in")
    expect(user.status()).to_contain_text("Niet meegeteld: 85 activiteiten zonder bekend startjaar.")
    unknown = user.page.get_by_role("button", name=re.compile("^85.*startjaar.*leg dit getal uit"))
    unknown.click()
    expect(user.dialog()).to_have_accessible_name(re.compile("^85 "))
    assert len(table_rows(user.dialog().get_by_role("table"))) == 85


def test_a_click_on_a_bar_filters_and_a_second_click_undoes_it(user: Actions) -> None:
    user.open().wait_for_charts()
    for _ in range(2):
        click_bar(user, THEMES, 1)
        user.expect_link("/?thema=taalbevordering")
        expect(user.choice("Thema", "Taalbevordering")).to_be_checked()
        expect(user.status()).to_contain_text("29 activiteiten")
        expect(user.chart(THEMES)).to_contain_text("van 29 activiteiten")  # its bars have come to rest
        click_bar(user, THEMES, 1)
        user.expect_link("/")
        expect(user.status()).to_contain_text("143 activiteiten")
        expect(user.chart(THEMES)).to_contain_text("van 143 activiteiten")


def test_a_click_in_the_matrix_sets_theme_and_sector(user: Actions) -> None:
    user.open().wait_for_charts()
    cell = user.chart(GAPS).locator(".bars .point").filter(has_text=re.compile("^25$"))
    cell.scroll_into_view_if_needed()
    box = cell.bounding_box()
    assert box
    user.page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    user.expect_link("/?thema=taalbevordering&sector=po")


def test_a_click_that_adds_to_two_chosen_themes_does_not_throw_them_away(user: Actions) -> None:
    user.open("/?thema=extra-onderwijs,loopbaanleren").wait_for_charts()
    expect(user.choice("Thema", "Loopbaanleren")).to_be_checked()
    user.choose_theme("Loopbaanleren")
    user.expect_link("/?thema=extra-onderwijs")
    user.choose_theme("Taalbevordering")
    user.expect_link("/?thema=extra-onderwijs,taalbevordering")


def test_the_table_shows_the_same_numbers_as_the_figure(user: Actions) -> None:
    user.open("/?regio=PV28").wait_for_charts()
    for title in (THEMES, SECTORS):
        drawn = user.bars(title)
        table = user.as_table(title)
        assert {row[0]: int(row[1]) for row in table_rows(table)} == drawn
        assert sum(drawn.values()) > 0
    matrix = table_rows(user.as_table(GAPS))
    in_matrix = [number for _, *numbers in matrix for number in numbers]
    drawn_cells = user.chart(GAPS).locator(".bars .point text").all_text_contents()
    assert [text.replace("·", "0") for text in drawn_cells] == in_matrix


def test_a_table_follows_the_filters(user: Actions) -> None:
    user.open()
    table = user.as_table(SECTORS)
    user.choose_theme("Taalbevordering")
    row = table.get_by_role("row", name=re.compile("Primair onderwijs"))
    expect(row.get_by_role("cell")).to_have_text("25")


def test_nothing_goes_blank_while_results_come_in(user: Actions) -> None:
    user.open().wait_for_charts()
    kept = [user.map(), user.status(), user.chart(THEMES).locator(".main-svg").first]
    for element in kept:
        mark(element)
    user.page.evaluate(
        """() => {
          window.blanks = 0;
          const full = () => document.querySelectorAll('main .lk-region').length === 342
            && document.querySelector('main [role=status]').textContent.length > 40
            && document.querySelectorAll('main .total-button').length >= 6
            && document.querySelectorAll('main .main-svg').length >= 3;
          const look = () => { if (!full()) window.blanks += 1; requestAnimationFrame(look); };
          look();
        }"""
    )
    user.choose_theme("Taalbevordering")
    expect(user.status()).to_contain_text("29 activiteiten")
    user.choose_region("Zuid-Holland")
    expect(user.status()).not_to_contain_text("29 activiteiten")
    user.click_municipality("Rotterdam")
    user.expect_chosen("Rotterdam")
    user.clear_filters()
    expect(user.status()).to_contain_text("143 activiteiten")
    assert all(is_marked(element) for element in kept)
    assert user.page.evaluate("window.blanks") == 0


def test_the_map_fades_what_does_not_fit_and_says_so(user: Actions) -> None:
    user.open("/?thema=taalbevordering&sector=po")
    expect(user.municipality("Texel")).to_have_accessible_name(re.compile("past niet bij"))
    faded = user.regions().and_(user.page.get_by_role("option", name=re.compile("past niet bij")))
    fitting = MUNICIPALITIES - faded.count()
    expect(user.status()).to_contain_text(f"25 activiteiten in {fitting} gemeenten")


def test_the_map_can_be_coloured_by_amounts_and_by_theme(user: Actions) -> None:
    user.open()
    by = user.filters().get_by_label("Kleur de kaart naar")
    for label in ("Aantal activiteiten", "Thema: Taalbevordering"):
        by.select_option(label=label)
        expect(user.page.get_by_role("heading", name=re.compile("stand op 31 december 2022"))).to_be_visible()
        assert sum(user.legend_counts().values()) == MUNICIPALITIES
