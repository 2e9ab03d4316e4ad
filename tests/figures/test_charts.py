"""The charts: plain figures with the numbers of the View, the same in picture, table and sentence."""

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from difflib import unified_diff
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest

from gka_dash.figures.charts import CHART_BY_KEY, CHARTS, Chart, own_names
from gka_dash.figures.theme import colour, contrast
from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import UNKNOWN, Sector, Theme
from gka_dash.model.selection import PARAMETER_BY_NAME, read_query
from gka_dash.model.view import View, make_view
from gka_dash.model.vocabulary import Vocabulary
from layouts import ids
from tests.small import activity, small_dataset

GOLDEN = Path(__file__).parent / "golden"
RENEW = "GKA_RENEW_GOLDEN"
QUERIES = {
    "alles": "",
    "taal-po": "thema=taalbevordering&sector=po",
    "amsterdam": "gemeente=GM0363",
    "brabant": "regio=PV30",
    "onbekend": "thema=onbekend",
    "niets": "zoek=geenenkeleactiviteit",
}
MORE = (
    "vanaf=2019&tot=2020",
    "aard=inzet,verwant-programma",
    "regio=PV24&sector=so&gemeente=GM0034",
    "sector=ho",
)
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "%{x}",
    "$\\href{javascript:alert(1)}{klik}$",
    "<a href='https://evil.example'>klik</a>",
    "A & B <b>vet</b><br>tweede",
    "&lt;b&gt;",
)
Look = Callable[[str], View]


def _look(dataset: Dataset) -> Look:
    vocabulary = Vocabulary(dataset)
    return lambda query: make_view(dataset, vocabulary, read_query(query, vocabulary).selection)


@pytest.fixture(scope="module")
def look(dataset: Dataset) -> Look:
    return _look(dataset)


@pytest.fixture(params=CHARTS, ids=lambda chart: chart.key)
def chart(request: pytest.FixtureRequest) -> Chart:
    return request.param


# ---- golden figures ---------------------------------------------------------------------------------------


def _as_text(chart: Chart, view: View) -> str:
    headers, rows = chart.table(view)
    content = {
        "sentence": chart.sentence(view),
        "table": [headers, *rows],
        "figure": chart.figure(view),
    }
    text = json.dumps(content, ensure_ascii=False, indent=1, sort_keys=True)
    # Lists of numbers and short words on one line: a change is one line in the diff.
    return (
        re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r"\s*\n\s*", " ", m[1]) + "]", text) + "\n"
    )


@pytest.mark.parametrize("name", QUERIES)
def test_golden(chart: Chart, look: Look, name: str) -> None:
    """Set GKA_RENEW_GOLDEN=1 to accept what is drawn now; the change then shows in version control."""
    path = GOLDEN / f"{chart.key}-{name}.json"
    drawn = _as_text(chart, look(QUERIES[name]))
    if os.environ.get(RENEW):
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    accepted = path.read_text(encoding="utf-8") if path.is_file() else ""
    lines = unified_diff(accepted.splitlines(), drawn.splitlines(), "accepted", "drawn", lineterm="", n=1)
    assert accepted == drawn, f"{path.name} changed; {RENEW}=1 accepts it:\n" + "\n".join(lines)


def test_no_golden_file_is_left_over() -> None:
    wanted = {f"{chart.key}-{name}.json" for chart in CHARTS for name in QUERIES}
    assert {path.name for path in GOLDEN.iterdir()} == wanted


# ---- form -------------------------------------------------------------------------------------------------


def _leaves(value: Any) -> Iterator[Any]:
    if type(value) is dict:
        assert all(type(key) is str for key in value)
        for item in value.values():
            yield from _leaves(item)
    elif type(value) is list:
        for item in value:
            yield from _leaves(item)
    else:
        yield value


@pytest.mark.parametrize("query", [*QUERIES.values(), *MORE])
def test_a_figure_is_plain(chart: Chart, look: Look, query: str) -> None:
    """Arrays would be sent as base64, which the scripts in the browser and these tests cannot read."""
    figure = chart.figure(look(query))
    assert {type(leaf) for leaf in _leaves(figure)} <= {str, int, float, bool, type(None)}
    assert json.loads(json.dumps(figure, allow_nan=False)) == figure


@pytest.mark.parametrize("query", [*QUERIES.values(), *MORE])
def test_plotly_accepts_the_figure(chart: Chart, look: Look, query: str) -> None:
    figure = chart.figure(look(query))
    assert set(go.Figure(figure).to_dict()) >= {"data", "layout"}
    assert {trace["type"] for trace in figure["data"]} <= {"bar", "scatter"}, "the bundle has no other traces"


@pytest.mark.parametrize("query", [*QUERIES.values(), *MORE])
def test_a_figure_is_its_frame_with_the_changes(chart: Chart, look: Look, query: str) -> None:
    view = look(query)
    figure = chart.frame(view)
    for path, value in chart.changes(view).items():
        target: Any = figure
        for step in path[:-1]:
            target = target[step]
        target[path[-1]] = value
    assert figure == chart.figure(view)


def test_the_frame_does_not_depend_on_the_choices(chart: Chart, look: Look) -> None:
    """Otherwise a partial update of an older figure would leave parts of it behind."""
    usual = chart.frame(look(""))
    assert all(chart.frame(look(query)) == usual for query in [*QUERIES.values(), *MORE])
    assert len({tuple(chart.changes(look(query))) for query in [*QUERIES.values(), *MORE]}) == 1


def test_a_figure_is_new_every_time(chart: Chart, look: Look) -> None:
    chart.figure(look(""))["layout"]["height"] = 0
    chart.figure(look(""))["data"].clear()
    assert chart.figure(look(""))["layout"]["height"] > 0


def test_the_modebar_and_outside_requests_are_impossible(chart: Chart, look: Look) -> None:
    text = json.dumps(chart.figure(look("gemeente=GM0363")))
    for word in ("http", "<b", "<a ", "style=", "javascript", "images", "topojson"):
        assert word not in text.lower()


# ---- numbers ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [*QUERIES.values(), *MORE])
@pytest.mark.parametrize(("key", "attribute"), [("thema", "themes"), ("sector", "sectors")])
def test_bars_are_the_counts_of_the_view(look: Look, query: str, key: str, attribute: str) -> None:
    view, chart = look(query), CHART_BY_KEY[key]
    every, chosen = chart.figure(view)["data"]
    labels = getattr(view.vocabulary, attribute)
    counts = getattr(view.counts, attribute)
    assert dict(zip(every["customdata"], every["x"], strict=True)) == {k: counts.get(k, 0) for k in labels}
    assert sum(every["x"]) == sum(counts.values())
    assert every["customdata"][-1] == UNKNOWN
    own = getattr(view.chosen_counts, attribute)
    if own:
        assert chosen["name"] == view.chosen.gemeente
        assert dict(zip(chosen["customdata"], chosen["x"], strict=True)) == {k: own.get(k) for k in labels}
    else:
        assert chosen["x"] == []


@pytest.mark.parametrize("filters", ["", "sector=so", "thema=taalbevordering&regio=PV30"])
@pytest.mark.parametrize("key", ["thema", "sector"])
def test_the_numbers_that_the_browser_sets_off_are_those_of_the_figure(
    look: Look, key: str, filters: str
) -> None:
    """A chosen municipality's bars are drawn by the browser from these; a page of it draws them itself."""
    chart, view = CHART_BY_KEY[key], look(filters)
    numbers, names = chart.own(view), own_names(view)
    assert set(numbers) == set(names) == set(view.activities_by_municipality)
    for code in view.dataset.codes:
        drawn = chart.figure(look(f"{filters}&gemeente={code}".strip("&")))["data"][1]
        parts = numbers.get(code, [])
        bars = dict(zip(parts[::2], parts[1::2], strict=True))
        assert drawn["x"] == ([bars.get(place) for place in drawn["y"]] if code in names else [])
        assert drawn["name"] == names.get(code, "")
        assert 0 not in drawn["x"]


@pytest.mark.parametrize("query", [*QUERIES.values(), *MORE])
def test_cells_are_the_counts_of_the_view(look: Look, query: str) -> None:
    view = look(query)
    bars = CHART_BY_KEY["matrix"].figure(view)["data"][0]
    shown = {tuple(pair): text for pair, text in zip(bars["customdata"], bars["text"], strict=True)}
    assert len(shown) == len(view.vocabulary.themes) * len(view.vocabulary.sectors)
    for pair, text in shown.items():
        assert text == str(view.counts.pairs.get(pair, 0) or "·")
    rows = {"text": bars["text"], "fill": bars["marker"]["color"], "ink": bars["textfont"]["color"]}
    assert {len(values) for values in rows.values()} == {len(shown)}


@pytest.mark.parametrize("query", [*QUERIES.values(), *MORE])
def test_a_gap_is_drawn_where_nothing_is_known_to_be(look: Look, query: str) -> None:
    """A dashed square per empty pair; "niet bekend" is no gap."""
    view = look(query)
    dashes = CHART_BY_KEY["matrix"].figure(view)["data"][1]
    known_themes = [key for key in view.vocabulary.themes if key != UNKNOWN]
    known_sectors = [key for key in view.vocabulary.sectors if key != UNKNOWN]
    empty = sum(not view.counts.pairs.get((t, s)) for t in known_themes for s in known_sectors)
    assert dashes["x"].count(None) == dashes["y"].count(None) == empty
    assert len(dashes["x"]) == len(dashes["y"]) == 6 * empty


@pytest.mark.parametrize("query", [*QUERIES.values(), *MORE])
def test_the_table_shows_the_numbers_of_the_picture(look: Look, query: str) -> None:
    view = look(query)
    for key in ("thema", "sector"):
        every, chosen = CHART_BY_KEY[key].figure(view)["data"]
        headers, rows = CHART_BY_KEY[key].table(view)
        own = [number or 0 for number in chosen["x"]] or [0] * len(rows)
        columns = [every["x"], *([own] if view.chosen else [])]
        assert [row[1:] for row in rows] == [list(numbers) for numbers in zip(*columns, strict=True)]
        labels = getattr(view.vocabulary, "themes" if key == "thema" else "sectors")
        assert [row[0] for row in rows] == [labels[name] for name in every["customdata"]]
        assert len(headers) == 1 + len(columns)
    bars = CHART_BY_KEY["matrix"].figure(view)["data"][0]
    headers, rows = CHART_BY_KEY["matrix"].table(view)
    assert [str(number or "·") for row in rows for number in row[1:]] == bars["text"]
    assert {len(row) for row in rows} == {len(headers)}


def test_the_sentence_tells_a_number_of_the_picture(look: Look) -> None:
    for query in (*QUERIES.values(), *MORE):
        view = look(query)
        for key, attribute in (("thema", "themes"), ("sector", "sectors")):
            counts = {k: n for k, n in getattr(view.counts, attribute).items() if k != UNKNOWN}
            most = max(counts.values(), default=0)
            numbers = [int(number) for number in re.findall(r"\d+", CHART_BY_KEY[key].sentence(view))]
            assert not most or (most in numbers and view.counts.total in numbers)
        pairs = view.counts.pairs
        most = max((n for pair, n in pairs.items() if UNKNOWN not in pair), default=0)
        assert not most or str(most) in CHART_BY_KEY["matrix"].sentence(view)


def test_numbers_that_the_data_promise(look: Look) -> None:
    matrix = CHART_BY_KEY["matrix"].figure(look(""))["data"][0]
    shown = {tuple(pair): text for pair, text in zip(matrix["customdata"], matrix["text"], strict=True)}
    assert shown["taalbevordering", "po"] == "25"
    for key, unknown in (("thema", 40), ("sector", 29)):
        every = CHART_BY_KEY[key].figure(look(""))["data"][0]
        assert every["x"][-1] == unknown


def test_chosen_values_stand_out(look: Look) -> None:
    every = CHART_BY_KEY["thema"].figure(look("thema=taalbevordering,loopbaanleren"))["data"][0]
    chosen = {every["customdata"][place] for place in every["selectedpoints"]}
    assert chosen == {"taalbevordering", "loopbaanleren"}
    assert CHART_BY_KEY["thema"].figure(look(""))["data"][0]["selectedpoints"] is None


def test_nothing_that_is_drawn_leaves_the_picture(look: Look) -> None:
    for query in (*QUERIES.values(), *MORE):
        for key in ("thema", "sector"):
            figure = CHART_BY_KEY[key].figure(look(query))
            low, high = figure["layout"]["xaxis"]["range"]
            assert low == 0
            numbers = [number for trace in figure["data"] for number in trace["x"] if number is not None]
            assert all(0 <= number < high for number in numbers)


# ---- what a click sets ------------------------------------------------------------------------------------


def test_a_click_carries_what_goes_into_the_link(chart: Chart, look: Look) -> None:
    view = look("gemeente=GM0363")
    assert chart.slice in ids.SLICES
    for trace in chart.figure(view)["data"]:
        for data in trace.get("customdata", []):
            values = [data] if isinstance(data, str) else data
            assert len(values) == len(chart.parameters)
            for name, value in zip(chart.parameters, values, strict=True):
                assert value in getattr(view.vocabulary, PARAMETER_BY_NAME[name].attribute)


# ---- colours ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [*QUERIES.values(), *MORE])
def test_numbers_in_cells_can_be_read(look: Look, query: str) -> None:
    bars = CHART_BY_KEY["matrix"].figure(look(query))["data"][0]
    for fill, ink in zip(bars["marker"]["color"], bars["textfont"]["color"], strict=True):
        assert contrast(fill, ink) >= 4.5, (fill, ink)


def test_more_is_never_lighter(look: Look) -> None:
    view = look("")
    bars = CHART_BY_KEY["matrix"].figure(view)["data"][0]
    numbers = [0 if text == "·" else int(text) for text in bars["text"]]
    pairs = sorted(zip(numbers, bars["marker"]["color"], strict=True))
    light = [contrast(fill, "#000000") for _, fill in pairs]
    assert light == sorted(light, reverse=True)


def test_bars_and_gaps_stand_out_from_the_card(look: Look) -> None:
    card = colour("--card")
    for key in ("thema", "sector"):
        every, chosen = CHART_BY_KEY[key].figure(look(""))["data"]
        assert contrast(every["marker"]["color"], card) >= 3
        assert contrast(chosen["marker"]["line"]["color"], card) >= 3
        assert chosen["marker"]["line"]["width"] >= 1
    assert contrast(CHART_BY_KEY["matrix"].figure(look(""))["data"][1]["line"]["color"], card) >= 3


# ---- other data -------------------------------------------------------------------------------------------


def _hostile_country() -> Dataset:
    themes = tuple(Theme(thema=text, bron="x") for text in HOSTILE)
    sectors = tuple(Sector(sector=f"s{n}", naam=text) for n, text in enumerate(HOSTILE))
    small = small_dataset()
    places = tuple(replace(m, gemeente=HOSTILE[n % len(HOSTILE)]) for n, m in enumerate(small.gemeenten))
    rows = (activity("I1", "GM0006", themas=(HOSTILE[0],), sectoren=("s0",), titel=HOSTILE[1]),)
    return replace(small, gemeenten=places, themas=themes, sectoren=sectors, interventies=rows)


def _texts_that_plotly_reads(figure: dict[str, Any]) -> Iterator[str]:
    """Texts in which Plotly looks for its own markup, links and templates."""
    for trace in figure["data"]:
        for name in ("y", "x", "text", "hovertext", "name", "texttemplate", "hovertemplate"):
            value = trace.get(name)
            yield from (str(item) for item in (value if isinstance(value, list) else [value]) if item)
    for axis in ("xaxis", "yaxis"):
        yield from figure["layout"][axis].get("ticktext", [])


def test_names_from_the_data_cannot_be_taken_for_markup(chart: Chart) -> None:
    """Plotly reads <b>, <a href> and %{...} in texts; a name must come out as it was typed."""
    for query in ("", "gemeente=GM0006", "gemeente=GM0001"):
        for text in _texts_that_plotly_reads(chart.figure(_look(_hostile_country())(query))):
            rest = text.replace("<extra></extra>", "")
            assert "<" not in rest, text
            for template in re.findall(r"%\{(.*?)\}", rest):
                assert template in ("x", "y", "text", "hovertext", "fullData.name"), text


def test_names_come_out_as_they_were_typed_in_the_table() -> None:
    headers, rows = CHART_BY_KEY["thema"].table(_look(_hostile_country())(""))
    assert set(HOSTILE) <= {row[0] for row in rows}
    assert headers[0] == "Thema"


def test_names_that_look_like_numbers_stay_names(chart: Chart) -> None:
    """Plotly makes an axis of numbers or dates out of texts that look like them, unless it is told not to."""
    small = small_dataset()
    themes = tuple(Theme(thema=text, bron="x") for text in ("2019", "2020-01-01", "10"))
    sectors = tuple(Sector(sector=text, naam=text) for text in ("1", "2"))
    rows = (activity("I1", "GM0006", themas=("2019",), sectoren=("1",)),)
    figure = chart.figure(_look(replace(small, themas=themes, sectoren=sectors, interventies=rows))(""))
    axis = figure["layout"]["yaxis"]
    assert axis.get("type") == "category" or "ticktext" in axis


def test_two_names_that_are_equal_keep_their_own_bar() -> None:
    """A theme called "Niet bekend" is not the class of activities without a theme."""
    small = small_dataset()
    themes = (Theme(thema="Niet bekend", bron="x"), Theme(thema="Taal", bron="x"))
    rows = (activity("I1", "GM0006", themas=("Niet bekend",)), activity("I2", "GM0006"))
    figure = CHART_BY_KEY["thema"].figure(_look(replace(small, themas=themes, interventies=rows))(""))
    every = figure["data"][0]
    assert len({str(place) for place in every["y"]}) == len(every["customdata"])


def test_a_country_without_anything_still_has_charts(chart: Chart) -> None:
    view = _look(Dataset())("")
    figure = chart.figure(view)
    go.Figure(figure)
    assert chart.sentence(view)
    headers, rows = chart.table(view)
    assert all(len(row) == len(headers) for row in rows)
