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
from tests.callbacks.conversation import ON_SERVER, answer, list_spec
from tests.layouts.real_site import PATHS, QUERIES, page_tree, real_services, view_of
from tests.layouts.trees import as_json, with_id

LONGEST_BODY = 10


def _store(name: str) -> str:
    return f"{ids.slice_store(name)}.data"


def _slice(name: str, query: str) -> str:
    """The part of a query that a slice holds, as the browser makes it."""
    services = real_services()
    return write_query(services.view(query).selection, ids.SLICES[name])


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
    view = view_of(_slice("kaart", query))
    got = answer(f"{ids.MAP_STATE}.data", {_store("kaart"): _slice("kaart", query)})
    state = got[f"{ids.MAP_STATE}.data"]
    assert state["base"] == colouring(view).base
    assert len(state["base"]) == len(view.dataset.codes)
    assert [cls["sign"] for cls in state["classes"]] == [cls.sign for cls in colouring(view).classes]
    assert state["fits"] == (view.fits if view.narrows else "")
    assert state["group"] == (view.selection.region or None)


@pytest.mark.parametrize("query", QUERIES)
def test_totals_and_title_follow_the_link(query: str) -> None:
    view = view_of(_slice("totalen", query))
    got = answer(f"{ids.TOTALS}.children", {_store("totalen"): _slice("totalen", query)})
    assert got[f"{ids.MAP_TITLE}.children"] == map_title(view)
    assert members_line(view) in json.dumps(got[f"{ids.STATUS}.children"], ensure_ascii=False)
    assert got[f"{ids.TOTALS}.children"] == as_json(kaart.totals(view))
    assert bool(got[f"{ids.EMPTY}.children"]) is (view.counts.total == 0)


@pytest.mark.parametrize("query", QUERIES)
def test_the_card_shows_the_chosen_municipality(query: str) -> None:
    view = view_of(_slice("kaartje", query))
    got = answer(f"{ids.CARD}.children", {_store("kaartje"): _slice("kaartje", query)})
    assert got[f"{ids.CARD}.children"] == as_json(kaart.chosen_card(view))
    assert bool(got[f"{ids.CARD}.children"]) is ("gemeente=" in query)


def _patched(figure: dict[str, Any], patch: dict[str, Any]) -> dict[str, Any]:
    """A figure after a partial update, worked out as Dash's renderer does."""
    for step in patch["operations"]:
        assert step["operation"] == "Assign"
        target: Any = figure
        for part in step["location"][:-1]:
            target = target[part]
        target[step["location"][-1]] = step["params"]["value"]
    return figure


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
@pytest.mark.parametrize("query", QUERIES)
def test_a_chart_after_an_update_is_the_chart_of_the_page(chart: Chart, query: str) -> None:
    """Starting from any earlier figure, the update leads to exactly what a fresh page would draw."""
    view = view_of(_slice(chart.slice, query))
    got = answer(f"{ids.chart(chart.key)}.figure", {_store(chart.slice): _slice(chart.slice, query)})
    patch = got[f"{ids.chart(chart.key)}.figure"]
    for before in ("", "gemeente=GM0363&thema=taalbevordering", "zoek=geenenkeleactiviteit"):
        drawn = chart.figure(view_of(_slice(chart.slice, before)))
        assert as_json(_patched(drawn, patch)) == as_json(chart.figure(view))
    assert got[f"{ids.chart_part(chart.key, 'zin')}.children"] == chart.sentence(view)


@pytest.mark.parametrize("chart", CHARTS, ids=lambda chart: chart.key)
def test_a_chart_as_table(chart: Chart) -> None:
    form = f"{ids.chart_part(chart.key, 'vorm')}.value"
    table = f"{ids.chart_part(chart.key, 'tabel')}.children"
    for query in QUERIES[:7]:
        part = _slice(chart.slice, query)
        wanted = as_json(charts.table(chart, view_of(part)))
        for changed in ([form], [_store(chart.slice)]):
            got = answer(table, {_store(chart.slice): part, form: "tabel"}, changed)
            assert got[table] == wanted
        assert table not in answer(table, {_store(chart.slice): part, form: "grafiek"})


def test_what_charts_rest_on_follows_the_filters() -> None:
    for query in QUERIES:
        part = _slice("matrix", query)
        for chart in CHARTS:
            name = f"{ids.chart_part(chart.key, 'basis')}.children"
            shown = json.dumps(answer(name, {_store("matrix"): part})[name], ensure_ascii=False)
            counts = view_of(part).counts
            assert f"n = {counts.total} " in shown
            assert f"{counts.without_theme} zonder thema" in shown
            assert f"{counts.without_sector} zonder sector" in shown


def _list_page(path: Any, part: str) -> Any:
    got = answer(list_spec(), {_store("lijst"): part, f"{ids.URL}.pathname": path})
    (shown,) = got.values()
    return shown


@pytest.mark.parametrize("query", QUERIES)
def test_lists_follow_the_link_of_their_own_page(query: str) -> None:
    for path in ("/gemeenten", "/interventies"):
        assert _list_page(path, _slice("lijst", query)) == as_json(page_tree(path, query))


@pytest.mark.parametrize("query", QUERIES)
def test_a_page_and_an_update_show_the_same(query: str) -> None:
    """A page is made of the whole link, an update of the part in a slice: no slice may lack a name."""
    page = with_id(page_tree("/", query))
    names = {"totalen": (ids.MAP_TITLE, ids.STATUS, ids.TOTALS, ids.EMPTY), "kaartje": (ids.CARD,)}
    for name, targets in names.items():
        assert page[ids.slice_store(name)].data == _slice(name, query)
        got = answer(f"{targets[0]}.children", {_store(name): _slice(name, query)})
        for target in targets:
            assert got[f"{target}.children"] == as_json(page[target].children), target
    assert page[ids.MAP_STATE].data == kaart.map_state(view_of(_slice("kaart", query)))
    for chart in CHARTS:
        drawn = as_json(chart.figure(view_of(_slice(chart.slice, query))))
        assert as_json(page[ids.chart(chart.key)].figure) == drawn
        assert page[ids.slice_store(chart.slice)].data == _slice(chart.slice, query)


def test_a_trailing_slash_shows_the_same_list() -> None:
    assert _list_page("/gemeenten/", "") == as_json(page_tree("/gemeenten"))


@pytest.mark.parametrize("path", [None, [], {}, 3, "/geen-pagina"])
def test_a_list_without_a_page_does_no_harm(path: Any) -> None:
    assert _list_page(path, "")


@pytest.mark.parametrize("key", EXPLANATIONS)
@pytest.mark.parametrize(
    ("path", "query"), [("/", ""), ("/", QUERIES[5]), ("/regio/PV30", ""), ("/data", "regio=PV30")]
)
def test_a_number_is_explained_as_it_stands_on_its_page(key: str, path: str, query: str) -> None:
    question = {f"{ids.EXPLAIN}.data": {"key": key}, f"{ids.URL}.pathname": path}
    got = answer(f"{ids.DIALOG}.is_open", question | {f"{ids.URL}.search": f"?{query}"})
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
        question = {f"{ids.EXPLAIN}.data": {"key": f"klasse-{sign}"}, f"{ids.URL}.pathname": "/"}
        got = answer(f"{ids.DIALOG}.is_open", question | {f"{ids.URL}.search": f"?{query}"})
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
    got = answer(f"{ids.DIALOG}.is_open", {f"{ids.EXPLAIN}.data": question, f"{ids.URL}.pathname": "/"})
    assert got == {f"{ids.DIALOG}.is_open": False}


@pytest.mark.parametrize("path", [None, [], {}, 3, "", "/geen-pagina"])
def test_an_explanation_without_a_page_is_that_of_the_link(path: Any) -> None:
    question = {f"{ids.EXPLAIN}.data": {"key": "activiteiten"}, f"{ids.URL}.pathname": path}
    assert answer(f"{ids.DIALOG}.is_open", question)[f"{ids.DIALOG}.is_open"] is True


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
    assert len(bodies) >= 5
    assert [body for body in bodies if body[2] > LONGEST_BODY] == []


def test_callbacks_do_no_data_work() -> None:
    """Parse, call the core, return: no callback module imports pandas, json or the sources."""
    for source in Path("callbacks").glob("*.py"):
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            for name in names:
                assert name.split(".")[0] in {"dash", "gka_dash", "layouts", "callbacks"}, (source, name)
                assert not name.startswith(("gka_dash.sources", "gka_dash.geo")), (source, name)
