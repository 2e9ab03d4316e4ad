"""The page that compares: what its parts show, also when little or nothing is chosen."""

import re
from typing import Any

import pytest

from gka_dash.model.selection import MOST_AT_TABLE
from layouts import ids, vergelijken
from layouts.vergelijken_plaatsen import BAR_STEPS
from tests.layouts.real_site import page_tree, real_services
from tests.layouts.trees import by_id, of_kind, prop, table_cells, text

ASSETS = "assets/vergelijken.css"


def _results(path: str, query: str = "") -> Any:
    return by_id(page_tree(path, query), ids.COMPARISON)


def _table(tree: Any, caption: str) -> tuple[list[str], list[list[str]]]:
    tables = [table for table in of_kind(tree, "Table") if text(of_kind(table, "Caption")) == caption]
    assert len(tables) == 1, caption
    return table_cells(tables[0])


def test_the_parts_lead_to_each_other() -> None:
    for part in vergelijken.PARTS.values():
        links = [
            link for link in of_kind(page_tree(part.path), "A") if prop(link, "className") == "part-link"
        ]
        assert [prop(link, "href") for link in links] == [other.path for other in vergelijken.PARTS.values()]
        assert [text(link) for link in links if prop(link, "aria-current")] == [part.label]


@pytest.mark.parametrize(
    ("path", "query", "words"),
    [
        ("/vergelijken", "", "Kies twee gemeenten of regio's"),
        ("/vergelijken", "links=GM0034", "Kies met wie u Almere wilt vergelijken"),
        ("/vergelijken", "rechts=PV30", "Kies met wie u Noord-Brabant (provincie) wilt vergelijken"),
        ("/vergelijken", "links=GM0034&rechts=GM0034", "Links en rechts staat dezelfde plaats"),
        ("/vergelijken", "links=GM0034&rechts=PV30", "een regio heeft er meer"),
        ("/vergelijken/nieuw", "", "Kies een datum"),
        ("/vergelijken/nieuw", "kring=2030-01-01", "staat er nog geen datum in onze gegevens"),
        ("/vergelijken/tafel", "", "Nog niemand aan tafel"),
        ("/vergelijken/tafel", "tafel=GM1680", "Vink nog een gemeente aan"),
    ],
)
def test_what_to_do_is_said_when_little_is_chosen(path: str, query: str, words: str) -> None:
    assert words in text(_results(path, query))
    assert of_kind(_results(path, query), "H2")


def test_one_place_suggests_its_neighbours_and_its_province() -> None:
    links = [text(link) for link in of_kind(_results("/vergelijken", "links=GM0034"), "Link")]
    assert "Lelystad" in links
    assert links[-1] == "Flevoland (provincie)"
    others = [text(link) for link in of_kind(_results("/vergelijken", "links=PV24"), "Link")]
    assert len(others) == len(real_services().vocabulary.regions_of_division["provincie"]) - 1


def test_a_difference_is_told_by_word_and_sign() -> None:
    headers, rows = _table(_results("/vergelijken", "links=GM0034&rechts=GM0363"), "Thema's naast elkaar")
    assert headers == ["Thema", "Almere", "Amsterdam", "Wie"]
    shown = {name: who for name, _, _, who in rows}
    assert shown["Taalbevordering"] == "= beide"
    assert shown["Mentoring en coaching"] == "▸ alleen Amsterdam"
    assert shown["Professionalisering"] == "– geen van beide"
    assert len(rows) == len(real_services().dataset.themas)


def test_the_other_way_round_the_columns_change_places() -> None:
    caption = "Thema's naast elkaar"
    _, rows = _table(_results("/vergelijken", "links=GM0034&rechts=GM0363"), caption)
    _, mirrored = _table(_results("/vergelijken", "links=GM0363&rechts=GM0034"), caption)
    assert [[name, left, right] for name, left, right, _ in rows] == [
        [name, left, right] for name, right, left, _ in mirrored
    ]


def test_a_bar_is_as_long_as_its_number() -> None:
    results = _results("/vergelijken", "links=GM0034&rechts=GM0363")
    table = next(t for t in of_kind(results, "Table") if "Thema's" in text(of_kind(t, "Caption")))
    bars = [span for span in of_kind(table, "Span") if "pair-bar" in str(prop(span, "className"))]
    numbers = [int(text(bar)) for bar in bars]
    steps = [int(re.findall(r"'bar-(\d+)'", str(bar))[0]) for bar in bars]
    assert steps == [round(BAR_STEPS * number / max(numbers)) for number in numbers]
    assert max(steps) == BAR_STEPS


def test_every_bar_has_a_width() -> None:
    with open(ASSETS, encoding="utf-8") as file:
        widths = {int(step) for step in re.findall(r"\.bar-(\d+) \{ width", file.read())}
    assert widths == set(range(BAR_STEPS + 1))


def test_both_maps_stand_on_the_borders_of_their_own_day() -> None:
    state = prop(
        by_id(page_tree("/vergelijken/datums", "sinds=2019-07-16&datum=2020-07-14"), ids.COMPARE_STATE),
        "data",
    )
    services = real_services()
    for side, query in (("links", "datum=2019-07-16"), ("rechts", "datum=2020-07-14")):
        view = services.view(query)
        assert state[side]["date"] == view.day.isoformat()
        assert state[side]["edition"] == services.edition_of(view.selection)
        assert len(state[side]["base"]) == len(view.dataset.codes)


def test_the_maps_keep_the_region_and_no_filter_that_the_page_does_not_show() -> None:
    headers, rows = _table(
        _results("/vergelijken/datums", "sinds=2019-07-16&regio=PV30"), "Aantallen op twee datums"
    )
    assert headers == ["Wat", "16 juli 2019", "31 december 2022"]
    query = "sinds=2019-07-16&regio=PV30&thema=taalbevordering"
    state = prop(by_id(page_tree("/vergelijken/datums", query), ids.COMPARE_STATE), "data")
    assert {(side["group"], side["fits"]) for side in state.values()} == {("PV30", "")}
    view = real_services().view("regio=PV30")
    assert rows[-1][1:] == [str(len(view.municipalities))] * 2


def test_the_news_can_be_taken_along() -> None:
    results = _results("/vergelijken/nieuw", "regio=PV30&kring=2020-07-14")
    hrefs = [str(prop(link, "href")) for link in of_kind(results, "A")]
    assert "/export/nieuw.csv?datum=2023-12-31&regio=PV30&kring=2020-07-14" in hrefs
    assert "Nieuw in Noord-Brabant sinds 14 juli 2020" in text(results)


def test_the_sheet_has_a_row_for_everybody() -> None:
    codes = real_services().dataset.codes[:MOST_AT_TABLE]
    _, rows = _table(_results("/vergelijken/tafel", f"tafel={','.join(codes)}"), "Per gemeente")
    names = {real_services().dataset.municipality[code].gemeente for code in codes}
    assert {row[0] for row in rows} == names


def test_the_check_list_has_every_municipality_once_and_knows_its_region() -> None:
    tree = page_tree("/vergelijken/tafel", "tafel=GM0034,GM0363")
    box = by_id(tree, ids.TABLE_CHOICES)
    codes = [option["value"] for option in prop(box, "options")]
    assert sorted(codes) == list(real_services().dataset.codes)
    assert prop(box, "value") == ["GM0034", "GM0363"]
    inside = prop(by_id(tree, ids.TABLE_REGIONS), "data")
    assert sorted(code for region in real_services().dataset.regions for code in inside[region]) == sorted(
        codes
    )


@pytest.mark.parametrize("path", ["/gemeente/GM0363", "/regio/PV30"])
def test_the_page_of_a_place_leads_to_its_comparison(path: str) -> None:
    links = [link for link in of_kind(page_tree(path), "Link") if text(link) == "Vergelijk met …"]
    assert [prop(link, "href") for link in links] == [f"/vergelijken?links={path.rsplit('/', 1)[1]}"]
