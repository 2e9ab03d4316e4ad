"""Each conversation with real inputs: the right parts of the screen, with the numbers of the View."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest

from gka_dash.figures.charts import CHARTS, Chart
from gka_dash.figures.legend import explain_key
from gka_dash.figures.map_classes import class_counts, colouring
from gka_dash.model.explain import EXPLANATIONS, explain
from gka_dash.model.selection import read_query, write_query
from gka_dash.model.summary import map_title, members_line
from layouts import charts, ids, kaart, melding
from layouts.release import release
from tests.callbacks.conversation import ON_SERVER, answer, list_spec, patched, spec_of
from tests.layouts.real_site import PATHS, QUERIES, page_tree, real_services, view_of
from tests.layouts.trees import as_json, with_id

LONGEST_BODY = 10
TYPES = ("collections", "dataclasses", "typing")  # to say what things are


FORMS = [f"{ids.chart_part(chart.key, 'vorm')}.value" for chart in CHARTS]
ASKED, SHOWN = f"{ids.ASKED_MAP}.data", f"{ids.SHOWN}.data"


def _map_answer(query: str, before: str | None = None, **forms: str) -> dict[str, Any]:
    """What the map page gets when it asks for a query while it shows another; None: it shows nothing yet.

    ``forms`` holds the form of a chart by its key; the others are pictures, as all were before.
    """
    given = {f"{ids.chart_part(c.key, 'vorm')}.value": forms.get(c.key, charts.PICTURE) for c in CHARTS}
    shown = None if before is None else kaart.asked(before, [charts.PICTURE for _ in CHARTS])
    return answer(f"{ids.MAP_STATE}.data", {ASKED: query, SHOWN: shown, **given})


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("query", ["", QUERIES[5]])
def test_an_address_gives_its_page(path: str, query: str) -> None:
    got = answer(f"{ids.PAGE}.children", {f"{ids.URL}.pathname": path, f"{ids.URL}.search": f"?{query}"})
    assert got[f"{ids.PAGE}.children"] == as_json(page_tree(path, query))
    info = got[f"{ids.PAGE_INFO}.data"]
    assert info["query"] == query
    assert info["title"]
    assert info["filters"] is (path in ("/", "/interventies", "/gemeenten"))
    assert got[f"{ids.NOTICE}.children"] == []


@pytest.mark.parametrize(
    ("search", "words"),
    [
        ("?thema=onzin", ["thema", "onzin"]),
        ("?regio=PV99&datum=2019-02-31", ["regio", "PV99", "datum", "2019-02-31"]),
        ("?<script>=1", ["<script>"]),
        ("?" + "a=1&" * 900, ["link"]),
    ],
)
def test_what_is_not_known_is_said_politely(search: str, words: list[str]) -> None:
    got = answer(f"{ids.PAGE}.children", {f"{ids.URL}.pathname": "/", f"{ids.URL}.search": search})
    notice = got[f"{ids.NOTICE}.children"]
    assert notice == as_json(melding.build(read_query(search, real_services().vocabulary).dropped))
    assert all(word in json.dumps(notice, ensure_ascii=False) for word in words)
    assert got[f"{ids.PAGE_INFO}.data"]["query"] == ""


@pytest.mark.parametrize("path", [None, 3, [], {}, "", "geen-pad", "/\u0000", "/gemeente/" + "x" * 5000])
def test_an_address_that_is_none_still_gives_a_page(path: Any) -> None:
    got = answer(f"{ids.PAGE}.children", {f"{ids.URL}.pathname": path, f"{ids.URL}.search": path})
    assert got[f"{ids.PAGE}.children"]


@pytest.mark.parametrize("query", QUERIES)
def test_the_map_gets_signs_and_classes(query: str) -> None:
    view = view_of(query)
    state = _map_answer(query)[f"{ids.MAP_STATE}.data"]
    assert state["base"] == colouring(view).base
    assert len(state["base"]) == len(view.dataset.codes)
    assert [cls["sign"] for cls in state["classes"]] == [cls.sign for cls in colouring(view).classes]
    assert state["fits"] == (view.fits if view.narrows else "")
    assert state["group"] == (view.selection.region or None)


@pytest.mark.parametrize("query", QUERIES)
def test_totals_and_title_follow_the_link(query: str) -> None:
    view, got = view_of(query), _map_answer(query)
    assert got[f"{ids.MAP_TITLE}.children"] == map_title(view)
    assert members_line(view) in json.dumps(got[f"{ids.STATUS}.children"], ensure_ascii=False)
    assert got[f"{ids.TOTALS}.children"] == as_json(kaart.totals(view))
    assert bool(got[f"{ids.EMPTY}.children"]) is (view.counts.total == 0)


@pytest.mark.parametrize("query", QUERIES)
def test_the_card_shows_the_chosen_municipality(query: str) -> None:
    got = _map_answer(query)
    assert got[f"{ids.CARD}.children"] == as_json(kaart.chosen_card(view_of(query)))
    assert bool(got[f"{ids.CARD}.children"]) is ("gemeente=" in query)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
@pytest.mark.parametrize("query", QUERIES)
def test_a_chart_after_an_update_is_the_chart_of_the_page(chart: Chart, query: str) -> None:
    """Starting from any earlier figure, the update leads to exactly what a fresh page would draw."""
    view, got = view_of(query), _map_answer(query)
    patch = got[f"{ids.chart(chart.key)}.figure"]
    for before in ("", "gemeente=GM0363&thema=taalbevordering", "zoek=geenenkeleactiviteit"):
        assert as_json(patched(chart.figure(view_of(before)), patch)) == as_json(chart.figure(view))
    assert got[f"{ids.chart_part(chart.key, 'zin')}.children"] == chart.sentence(view)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
def test_a_chart_as_table(chart: Chart) -> None:
    table = f"{ids.chart_part(chart.key, 'tabel')}.children"
    for query in QUERIES[:7]:
        wanted = as_json(charts.table(chart, view_of(query)))
        only_the_form = _map_answer(query, query, **{chart.key: charts.TABLE})
        assert set(only_the_form) == {table, SHOWN}
        assert only_the_form[table] == wanted
        assert _map_answer(query, None, **{chart.key: charts.TABLE})[table] == wanted
        assert table not in _map_answer(query)


def test_what_charts_rest_on_follows_the_filters() -> None:
    for query in QUERIES:
        counts, got = view_of(query).counts, _map_answer(query)
        for chart in CHARTS:
            shown = json.dumps(got[f"{ids.chart_part(chart.key, 'basis')}.children"], ensure_ascii=False)
            assert f"n = {counts.total} " in shown
            assert f"{counts.without_theme} zonder thema" in shown
            assert f"{counts.without_sector} zonder sector" in shown


def _after(page: dict[str, Any], got: dict[str, Any]) -> dict[str, Any]:
    """The properties of the map page after an answer, by id and name."""
    shown = {}
    for name in {f"{item['id']}.{item['property']}" for item in spec_of(SHOWN)["outputs"]}:
        component, _, prop = name.rpartition(".")
        value = as_json(getattr(page[component], prop, None))
        news = got.get(name)
        by_place = isinstance(news, dict) and "operations" in news
        shown[name] = value if name not in got else patched(value, news) if by_place else news
    return shown


def _set_off(shown: dict[str, Any], code: str) -> dict[str, Any]:
    """The bars of the chosen municipality, as the browser draws them (gka.showOnCharts)."""
    numbers = shown[f"{ids.OWN_NUMBERS}.data"]
    name = numbers["namen"].get(code, "")
    for graph, own in numbers["grafieken"].items():
        every, chosen = shown[f"{graph}.figure"]["data"]
        parts = own.get(code, [])
        bars = dict(zip(parts[::2], parts[1::2], strict=True))
        chosen |= {"name": name, "x": [bars.get(place) for place in every["y"]] if name else []}
    return shown


@pytest.mark.parametrize("after", QUERIES)
def test_what_is_not_sent_was_on_the_screen_already(after: str) -> None:
    """Whatever a page shows, after the answer to any next choice it is the page of that choice."""
    after = write_query(view_of(after).selection)
    wanted = _after(with_id(page_tree("/", after)), {})
    for before in (*QUERIES, "gemeente=GM0363", "datum=2019-07-16", "datum=2020-07-14&sinds=2019-07-16"):
        start = with_id(page_tree("/", before))
        assert start[ids.SHOWN].data[0] == start[ids.ASKED_MAP].data == write_query(view_of(before).selection)
        shown = _after(start, _map_answer(after, before))
        assert _set_off(shown, view_of(after).selection.municipality) == wanted, before


@pytest.mark.parametrize(
    "shown",
    [
        [],
        [""],
        "",
        3,
        {"query": ""},
        [None] * 5,
        [{}, [], 1, 2, 3],
        [""] * 6,
        ["gemeente=GM0363", *[charts.PICTURE] * 3, "000000"],  # of another release
        [{}, [], None, 4, release()],
    ],
)
def test_a_screen_that_nobody_can_read_is_answered_in_full(shown: Any) -> None:
    given = {ASKED: "gemeente=GM0363", SHOWN: shown, **dict.fromkeys(FORMS, charts.PICTURE)}
    got = answer(f"{ids.CARD}.children", given)
    assert got[f"{ids.CARD}.children"] == as_json(kaart.chosen_card(view_of("gemeente=GM0363")))


def _list_page(path: Any, part: str) -> Any:
    got = answer(list_spec(), {f"{ids.ASKED_LIST}.data": part, f"{ids.URL}.pathname": path})
    (shown,) = got.values()
    return shown


@pytest.mark.parametrize("query", QUERIES)
def test_lists_follow_the_link_of_their_own_page(query: str) -> None:
    for path in ("/gemeenten", "/interventies"):
        assert _list_page(path, query) == as_json(page_tree(path, query))


@pytest.mark.parametrize("query", QUERIES)
def test_a_list_that_is_on_screen_is_not_sent_again(query: str) -> None:
    """Dash asks once more as soon as a page is there; its answer would take the keyboard off the heading."""
    shown = with_id(page_tree("/gemeenten", query))
    given = {
        f"{ids.ASKED_LIST}.data": shown[ids.ASKED_LIST].data,
        f"{ids.SHOWN_LIST}.data": shown[ids.SHOWN_LIST].data,
        f"{ids.URL}.pathname": "/gemeenten",
    }
    assert answer(list_spec(), given) == {}
    assert answer(list_spec(), {**given, f"{ids.SHOWN_LIST}.data": "thema=armoede,spel"})


def test_a_trailing_slash_shows_the_same_list() -> None:
    assert _list_page("/gemeenten/", "") == as_json(page_tree("/gemeenten"))


@pytest.mark.parametrize("path", [None, [], {}, 3, "/geen-pagina"])
def test_a_list_without_a_page_does_no_harm(path: Any) -> None:
    assert _list_page(path, "")


def _explanation(question: Any) -> dict[str, Any]:
    return answer(f"{ids.DIALOG}.is_open", {f"{ids.EXPLAIN}.data": question})


@pytest.mark.parametrize("key", EXPLANATIONS)
@pytest.mark.parametrize(
    ("path", "query"), [("/", ""), ("/", QUERIES[5]), ("/regio/PV30", ""), ("/data", "regio=PV30")]
)
def test_a_number_is_explained_as_it_stands_on_its_page(key: str, path: str, query: str) -> None:
    got = _explanation({"key": key, "path": path, "query": f"?{query}"})
    shown = "regio=PV30" if path == "/regio/PV30" else "" if path == "/data" else query
    explanation = explain(view_of(shown), key)
    assert got[f"{ids.DIALOG}.is_open"] is True
    title = got[f"{ids.DIALOG_TITLE}.children"]
    assert explanation.label in title
    if explanation.value is not None:
        assert title.startswith(str(explanation.value))
    listing = json.dumps(got[f"{ids.DIALOG_BODY}.children"], ensure_ascii=False)
    assert listing.count('"scope": "row"') == len(explanation.rows)


@pytest.mark.parametrize("query", QUERIES)
def test_a_number_of_the_legend_opens_its_municipalities(query: str) -> None:
    """The number in the legend, worked out in the browser, is the length of the list behind it."""
    view = view_of(query)
    listed = 0
    for sign, number in class_counts(view).items():
        explanation = explain_key(view, f"klasse-{sign}")
        assert explanation is not None
        assert explanation.value == len(explanation.rows) == number
        listed += number
        got = _explanation({"key": f"klasse-{sign}", "path": "/", "query": f"?{query}"})
        assert got[f"{ids.DIALOG_TITLE}.children"].startswith(f"{number} ")
    assert listed == len(view.municipalities)


@pytest.mark.parametrize(
    "question",
    [
        None,
        {},
        {"key": "onzin"},
        {"key": None},
        {"key": []},
        {"key": {}},
        {"key": "klasse-"},
        {"key": "klasse-@"},
        [],
        "activiteiten",
        1,
    ],
)
def test_an_unknown_question_closes_the_dialog(question: Any) -> None:
    assert _explanation(question) == {f"{ids.DIALOG}.is_open": False}


@pytest.mark.parametrize("path", [None, [], {}, 3, "", "/geen-pagina"])
def test_an_explanation_without_a_page_is_that_of_the_link(path: Any) -> None:
    assert _explanation({"key": "activiteiten", "path": path})[f"{ids.DIALOG}.is_open"] is True


@pytest.mark.parametrize(
    "value", [None, True, 0, -1, 10**30, 1.5, [], ["regio=PV30"], {}, "?" * 3000, "\ud800"]
)
@pytest.mark.parametrize("spec", ON_SERVER, ids=lambda spec: spec["key"])
def test_any_value_in_any_input_counts_as_nothing_chosen(spec: dict[str, Any], value: Any) -> None:
    given = {f"{item['id']}.{item['property']}": value for item in spec["inputs"] + spec["state"]}
    answer(spec, given)


def _bodies(source: Path) -> list[tuple[str, int]]:
    """Functions inside ``register`` functions and helpers, with the number of lines of their body."""
    found = []
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef) and node.decorator_list:
            last = node.body[-1].end_lineno or 0
            found.append((node.name, last - node.body[0].lineno + 1))
    return found


def test_a_callback_is_ten_lines_at_most() -> None:
    bodies = [(source.name, *body) for source in Path("callbacks").glob("*.py") for body in _bodies(source)]
    assert {"follow", "show_page"} <= {body[1] for body in bodies}
    assert [body for body in bodies if body[2] > LONGEST_BODY] == []


def test_callbacks_do_no_data_work() -> None:
    """Parse, call the core, return: no callback module imports pandas, json or the sources."""
    for source in Path("callbacks").glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in {"dash", "gka_dash", "layouts", "callbacks", *TYPES}, (
                    source,
                    name,
                )
                assert not name.startswith(("gka_dash.sources", "gka_dash.geo")), (source, name)
