"""The arithmetic and the promises of the bench; no clock, no browser."""

import pytest
from dash import Dash

from benchmarks import report, server
from benchmarks.__main__ import judge
from benchmarks.stats import FURTHER, PROMISES, Promise, Summary, Verdict, dutch, percentile, summarise
from callbacks import register_all
from gka_dash.settings import Settings
from gka_dash.sources.csv_folder import read_folder
from gka_dash.web.services import KEPT_VIEWS, Services

FIFTH = Promise("map", "Kaart", "ms", 1 / 5, relative=True)
KILOBYTE = Promise("click_kb", "Klik", "kB", 1.0, relative=False)


def one(value: float) -> Summary:
    return summarise([value])


def test_summary_keeps_every_run() -> None:
    assert summarise([9.0, 1.0, 5.0, 100.0]) == Summary(1.0, 7.0, 100.0, 4)


@pytest.mark.parametrize("function", [summarise, lambda values: percentile(values, 0.5)])
def test_nothing_measured_is_said(function) -> None:
    with pytest.raises(ValueError, match="niets gemeten"):
        function([])


@pytest.mark.parametrize(("part", "expected"), [(0.0, 1), (0.5, 10), (0.95, 19), (1.0, 20)])
def test_percentile_is_a_value_that_was_measured(part: float, expected: float) -> None:
    assert percentile(list(range(20, 0, -1)), part) == expected


@pytest.mark.parametrize(
    ("promise", "ours", "twin", "kept"),
    [
        (FIFTH, 200, 1000, True),
        (FIFTH, 201, 1000, False),
        (FIFTH, 1, None, False),
        (KILOBYTE, 1.0, 500, True),
        (KILOBYTE, 1.01, 500, False),
    ],
)
def test_promise_is_kept_up_to_its_limit(
    promise: Promise, ours: float, twin: float | None, kept: bool
) -> None:
    assert Verdict(promise, one(ours), one(twin) if twin else None).kept is kept


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.554, "0,55"), (12.34, "12,3"), (1152.4, "1152"), (50.0, "50"), (100, "100"), (2.0, "2")],
)
def test_numbers_are_dutch(number: float, text: str) -> None:
    assert dutch(number) == text


def test_targets_are_told_in_words() -> None:
    targets = [promise.target for promise in PROMISES]
    assert targets[:4] == ["1/5 of minder", "1/3 of minder", "1/8 of minder", "1 kB of minder"]


def test_table_says_what_was_not_kept() -> None:
    text = report.promises([Verdict(FIFTH, Summary(150, 300, 400, 5), one(1000))])
    line = text.splitlines()[-1]
    assert line == (
        "| Kaart | **300** ms (150–400) | **1000** ms | 1/3,33 | 1/5 of minder | **NIET GEHAALD** |"
    )


def test_more_than_the_twin_is_told_as_more() -> None:
    assert report.ratio(Verdict(FIFTH, one(22), one(20))) == "1,1×"


def test_every_promise_gets_a_verdict_and_the_slowest_callback_counts() -> None:
    keys = [p.key for p in (*PROMISES, *FURTHER) if p.key not in ("geometry_kb", "server")]
    measured = {"ours": {key: [1.0, 3.0] for key in keys}, "twin": {key: [100.0] for key in keys}}
    timings = [
        server.Timing("snel", server.Spent(2.4, 3, 9), server.Spent(0.6, 1, 9), 0.5),
        server.Timing("traag", server.Spent(0.5, 3, 3), server.Spent(2.5, 3, 3), 0.5),
        server.Timing("/", server.Spent(9, 9, 9), server.Spent(9, 9, 9), 0.5, is_page=True),
    ]
    twin = server.Timing("alles", server.Spent(300, 400, 300), server.Spent(200, 300, 200), 130)
    verdicts = judge(measured, 38.0, timings, twin)
    assert [verdict.promise for verdict in verdicts] == [*PROMISES, *FURTHER]
    by_key = {verdict.promise.key: verdict for verdict in verdicts}
    assert by_key["server"].ours.median == 2.5
    assert not by_key["server"].kept
    assert by_key["click"].ours.median == 2.0


@pytest.mark.parametrize(
    ("output", "expected"),
    [
        ("lijst.children", [{"id": "lijst", "property": "children"}]),
        ("..a.figure...b-c.data..", [{"id": "a", "property": "figure"}, {"id": "b-c", "property": "data"}]),
    ],
)
def test_outputs_are_read_as_dash_writes_them(output: str, expected: list) -> None:
    assert server.split_outputs(output) == expected


def test_every_question_is_another_one() -> None:
    """More questions than the views a server keeps, so that none is answered from memory."""
    asked = server.queries()
    assert len(set(asked)) == len(asked) > KEPT_VIEWS + server.TIMES


def test_a_list_is_asked_where_it_stands() -> None:
    answer = {"inputs": [{"id": "vraag-lijst", "property": "data"}], "output": "pagina.children@1a2b"}
    names = [name for name, _, loads_page in server.situations(answer) if not loads_page]
    assert names == ["filter op /interventies", "filter op /gemeenten"]


def test_what_is_asked_is_not_on_the_screen_yet() -> None:
    """Nearly every question changes something; a choice without a theme is the rare one that does not."""
    for act, before in server.ACTS.items():
        changes = [before(query) != query for query in server.queries()]
        assert sum(changes) > 0.9 * len(changes), act


def test_unknown_input_is_not_invented() -> None:
    with pytest.raises(KeyError):
        server.real_value("iets-nieuws", "value", "", "/", "klik op de kaart")


def test_every_callback_of_the_dashboard_can_be_asked() -> None:
    """A new callback whose inputs the bench does not know would silently stay out of the table."""
    app = Dash("bench-test", suppress_callback_exceptions=True)
    dataset = read_folder(Settings.from_environment().data_dir)
    register_all(app, Services(dataset, {}, "test"))
    asked = [item for item in app._callback_list if not item["clientside_function"]]
    assert asked
    for item in asked:
        post = server.payload(item, lambda c, n: server.real_value(c, n, "", "/", "klik op de kaart"))
        assert post["changedPropIds"]
