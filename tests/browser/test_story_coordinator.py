"""A coordinator looks at the own province, takes lists along and follows mergers."""

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import Download, expect

from tests.browser.actions import Actions, table_rows
from tests.browser.conftest import Watch

BRABANT = 56


def text_of(download: Download) -> str:
    return Path(download.path()).read_text(encoding="utf-8-sig")


def rows_of(text: str) -> list[dict[str, str]]:
    """The rows under the lines with title, date, filter, version and source."""
    lines = text.splitlines()
    start = next(i for i, line in enumerate(lines) if "Gemeentecode" in line)
    delimiter = ";" if ";" in lines[start] else ","
    return list(csv.DictReader(io.StringIO("\n".join(lines[start:])), delimiter=delimiter))


def test_a_region_is_zoomed_and_everything_follows(user: Actions) -> None:
    user.open()
    box = user.municipality("Eindhoven").bounding_box()
    user.choose_region("Noord-Brabant")
    expect(user.page.get_by_role("heading", name=re.compile("agenda in Noord-Brabant op"))).to_be_visible()
    expect(user.status()).to_contain_text("22 activiteiten in")
    user.expect_total(101, "gemeenten met een agenda", "gepubliceerd")
    user.expect_total(8, "zeker aangesloten", "geteld")
    assert sum(user.legend_counts().values()) == BRABANT
    after = user.municipality("Eindhoven").bounding_box()
    assert box
    assert after
    assert after["width"] > 1.5 * box["width"]
    expect(user.municipality("Eindhoven")).to_be_in_viewport()


def test_legend_and_buttons_cover_no_municipality_of_a_region(user: Actions) -> None:
    """What lies under the legend can be neither seen nor clicked."""
    hidden: dict[str, list[str]] = {}
    for path in ("/", "/?regio=PV30", "/?regio=PV29", "/?regio=PV20", "/?regio=PV31"):
        user.open(path)
        expect(user.legend()).to_be_visible()
        hidden[path] = user.covered_municipalities()
    assert {path: names for path, names in hidden.items() if names} == {}


def test_the_lists_keep_to_the_region(user: Actions) -> None:
    user.open("/gemeenten?regio=PV30")
    table = user.page.get_by_role("table", name="Gemeenten")
    rows = table_rows(table)
    assert len(rows) == BRABANT
    assert {row[1] for row in rows} == {"Noord-Brabant"}


def test_the_page_of_a_region_says_what_needs_attention(user: Actions) -> None:
    user.open("/regios")
    table = user.page.get_by_role("table", name="Regio's")
    assert len(table_rows(table)) == 12
    table.get_by_role("link", name="Noord-Brabant").click()
    expect(user.page.get_by_role("heading", name="Noord-Brabant", level=1)).to_be_focused()
    user.expect_link("/regio/PV30")
    for name in ("In cijfers", "Waar zitten de gaten?", "Wat vraagt aandacht?", "Gemeenten"):
        expect(user.page.get_by_role("heading", name=name, level=2)).to_be_visible()
    user.page.get_by_role("link", name="Toon op de kaart").click()
    user.wait_for_page()
    user.expect_link("/?regio=PV30")
    expect(user.filters().get_by_label("Regio")).to_have_value("PV30")


def test_downloads_hold_only_the_region_and_say_what_they_are(user: Actions, watch: Watch) -> None:
    user.open("/regio/PV30?thema=taalbevordering")
    for name, column in (("Gemeenten (CSV)", "Gemeente"), ("Activiteiten (CSV)", "Titel")):
        if not user.page.get_by_role("link", name=name).is_visible():
            user.page.get_by_text("Downloaden", exact=True).click()
        with user.page.expect_download() as waiting:
            user.page.get_by_role("link", name=name).click()
        text = text_of(waiting.value)
        head = text.split("Gemeentecode")[0]
        assert "regio Noord-Brabant" in head
        assert "31 december 2022" in head
        assert "Bron:" in head
        assert "Gegevens: publicatie 1 (" in head
        rows = rows_of(text)
        assert rows
        assert {row["Provincie"] for row in rows} == {"Noord-Brabant"}
        assert all(row[column] for row in rows)
    assert all("Taalbevordering" in row["Thema's"] for row in rows)


def test_the_table_of_municipalities_sorts_by_its_headers(user: Actions) -> None:
    user.open("/gemeenten")
    table = user.page.get_by_role("table", name="Gemeenten")
    header = table.get_by_role("columnheader", name="Activiteiten", exact=True)  # the sign is for the eye

    def expect_sign(sign: str) -> None:
        """The page may be replaced at this very moment: look again until the sign is there."""
        shown = "(link, sign) => getComputedStyle(link, '::after').content.includes(sign)"
        expect(header.get_by_role("link")).to_be_visible()
        for _ in range(40):
            if header.get_by_role("link").evaluate(shown, sign):
                return
            user.page.wait_for_timeout(250)
        raise AssertionError(f"no {sign} after the header")

    expect_sign("↕")
    header.get_by_role("link").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    expect_sign("↑")
    header.get_by_role("link").click()
    expect(header).to_have_attribute("aria-sort", "descending")
    numbers = [int(row[3]) for row in table_rows(table)]
    assert numbers == sorted(numbers, reverse=True)
    assert numbers[0] > 0
    user.expect_link("/gemeenten?sorteer=-activiteiten")
    expect(header.get_by_role("link")).to_be_focused()
    user.page.go_back()
    expect(header).to_have_attribute("aria-sort", "ascending")


def test_names_are_sorted_as_dutch_readers_expect(user: Actions) -> None:
    user.open("/gemeenten?sorteer=gemeente")
    names = [row[0] for row in table_rows(user.page.get_by_role("table", name="Gemeenten"))]
    assert names.index("Gouda") < names.index("'s-Gravenhage") < names.index("Groningen")
    assert names.index("Súdwest-Fryslân") < names.index("Tilburg")
    assert names[0] == "Aa en Hunze"


def test_a_merged_municipality_shows_its_predecessors_sources_and_one_activity_first(user: Actions) -> None:
    user.open("/gemeente/GM1979")
    main = user.page.get_by_role("main")
    expect(main.get_by_role("heading", name="Eemsdelta", level=1)).to_be_visible()
    for old in ("Appingedam", "Delfzijl", "Loppersum"):
        expect(main.get_by_text(f"{old} → Eemsdelta (2021)", exact=True)).to_be_visible()
        expect(
            main.get_by_text(f"{old} ging op 1 januari 2021 op in Eemsdelta.", exact=True)
        ).to_be_attached()
    expect(main.get_by_role("article").first).to_contain_text("Uitgelicht")
    sources = main.get_by_role("link").and_(user.page.locator("[target=_blank]"))
    assert sources.count() > 1
    for link in sources.all():
        assert re.match(r"https?://", str(link.get_attribute("href")))
        assert "noopener" in str(link.get_attribute("rel"))


def test_neighbours_lead_on(user: Actions) -> None:
    user.open("/gemeente/GM1979?thema=taalbevordering")
    user.page.get_by_role("main").get_by_role("link", name="Het Hogeland").click()
    expect(user.page.get_by_role("heading", name="Het Hogeland", level=1)).to_be_focused()
    user.expect_link("/gemeente/GM1966?thema=taalbevordering")
    user.page.go_back()
    expect(user.page.get_by_role("heading", name="Eemsdelta", level=1)).to_be_visible()


def test_an_old_code_leads_to_the_successor(user: Actions) -> None:
    user.open("/gemeente/GM0010")
    expect(user.page.get_by_role("heading", name="Eemsdelta", level=1)).to_be_visible()
    user.expect_link("/gemeente/GM1979")


def test_an_unknown_code_is_a_dutch_page_that_was_not_found(user: Actions, watch: Watch) -> None:
    watch.expect("404")
    answer = user.page.goto("/gemeente/GM9999")
    assert answer
    assert answer.status == 404
    expect(user.page.get_by_role("heading", name="Deze pagina bestaat niet", level=1)).to_be_visible()
    expect(user.page.get_by_role("main").get_by_text("GM9999")).to_be_visible()
    user.page.get_by_role("main").get_by_role("link", name="Naar de kaart").click()
    user.wait_for_page()


def test_open_data_can_be_taken_along(user: Actions) -> None:
    user.open("/data")
    names = user.page.get_by_role("table", name="Tabellen").get_by_role("link").all()
    assert len(names) >= 9
    for link in names:
        answer = user.page.request.get(str(link.get_attribute("href")))
        assert answer.status == 200
        assert answer.headers["content-type"].startswith("text/csv")
        assert "," in answer.text().splitlines()[0]
