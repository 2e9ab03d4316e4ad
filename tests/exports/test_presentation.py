"""A story as plain data: complete, and the same numbers, classes and sentences as the dashboard."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from gka_dash.exports.picture import Picture
from gka_dash.exports.presentation import NOWHERE, Place, presentation, step_sentences
from gka_dash.figures.charts import CHART_BY_KEY
from gka_dash.figures.map_classes import class_counts, drawn_signs
from gka_dash.model.explain import explain
from gka_dash.model.story import Step, Story
from gka_dash.sources.stories import STORIES, read_stories
from tests.layouts.real_site import real_services

READS = read_stories(Path(__file__).resolve().parents[2] / "data" / STORIES)
SHIPPED = [read.story for read in READS if read.story]
EVERYTHING = Step(
    "{regio}",
    "In **{regio}**",
    "Zeg *{gemeenten-zeker}*",
    "datum=2020-07-14&sinds=2019-07-16&regio=PV30&thema=taalbevordering&gemeente=GM0758",
    "gemeenten-nieuw",
    ("thema", "sector", "matrix", "taart"),
)


def told(*steps: Step, asks: str = "", region: str = "", place: Place = NOWHERE) -> dict[str, Any]:
    story = Story("proef", "Proef", "Over {regio}", asks, steps)
    return presentation(story, real_services(), region, place)


@pytest.mark.parametrize("story", SHIPPED, ids=lambda story: story.slug)
def test_a_shipped_story_is_plain_data(story: Story) -> None:
    shown = presentation(story, real_services())
    assert json.loads(json.dumps(shown, allow_nan=False)) == shown
    assert len(shown["steps"]) == len(story.steps)
    assert "{" not in json.dumps([[s["html"], s["notes_text"], s["title"]] for s in shown["steps"]])
    assert all(step["dropped"] == [] for step in shown["steps"])


def test_a_step_says_what_the_dashboard_says() -> None:
    (step,) = told(EVERYTHING)["steps"]
    view = real_services().view(EVERYTHING.query)
    assert step["map"]["signs"] == drawn_signs(view)
    assert (step["map"]["group"], step["map"]["chosen"]) == ("PV30", "GM0758")
    assert step["map"]["edition"] == view.edition
    counts = class_counts(view)
    assert {
        row["class"]["sign"]: row["count"] for row in step["legend"] if row["class"] and row["class"]["sign"]
    } == counts
    assert [row["label"] for row in step["legend"]] == [line.label for line in Picture(view, {}).legend]
    assert step["number"]["value"] == explain(view, "gemeenten-nieuw").value
    assert step["number"]["basis"] == "geteld"
    assert step["title"] == "Noord-Brabant"
    assert step["html"] == "<p>In <strong>Noord-Brabant</strong></p>"
    assert step["notes_text"] == f"Zeg {explain(view, 'gemeenten-zeker').value}"
    assert step["sentence"] in step_sentences(Story("x", "x", steps=(EVERYTHING,)), real_services())
    assert [chart["key"] for chart in step["charts"]] == ["thema", "sector", "matrix"]
    for chart in step["charts"]:
        headers, rows = CHART_BY_KEY[chart["key"]].table(view)
        assert chart["table"] == {"headers": headers, "rows": rows}
        assert chart["n"] == view.counts.total
        assert chart["figure"]["data"]


def test_what_the_map_says_of_a_municipality_comes_once_per_edition() -> None:
    shown = told(EVERYTHING, EVERYTHING)
    (edition,) = shown["editions"].values()
    assert len(edition["codes"]) == len(edition["labels"]) == len(edition["details"])
    assert len(shown["steps"][0]["map"]["signs"]) == len(edition["codes"])
    assert set(shown["editions"]) == {step["map"]["edition"] for step in shown["steps"]}


def test_published_and_counted_say_which() -> None:
    published, counted = told(
        Step("a", query="datum=2020-07-14", number="gemeenten-gepubliceerd"),
        Step("b", query="datum=2020-07-14", number="gemeenten-zeker"),
    )["steps"]
    assert (published["number"]["basis"], published["number"]["when"]) == ("gepubliceerd", "14 juli 2020")
    assert published["number"]["source"].startswith("https://")
    assert (counted["number"]["basis"], counted["number"]["when"]) == ("geteld", "14 juli 2020")


@pytest.mark.parametrize(
    "step",
    [
        Step("geen getal"),
        Step("nog niets gepubliceerd", query="datum=2016-10-31", number="gemeenten-gepubliceerd"),
        Step("onbekend", number="alle-gemeenten"),
    ],
    ids=lambda step: step.title,
)
def test_no_number_is_invented(step: Step) -> None:
    assert told(step)["steps"][0]["number"] is None


def test_a_faded_map_says_which() -> None:
    (step,) = told(Step("x", query="thema=taalbevordering"))["steps"]
    view = real_services().view("thema=taalbevordering")
    assert step["map"]["faded"].count("0") == view.fits.count("1") > 0
    assert told(Step("x"))["steps"][0]["map"]["faded"] == ""


def test_a_region_is_only_for_a_story_that_asks() -> None:
    step = Step("{regio}")
    assert told(step, asks="regio", region="PV30")["steps"][0]["title"] == "Noord-Brabant"
    assert told(step, asks="regio", region="PV30")["region"] == {"code": "PV30", "name": "Noord-Brabant"}
    assert told(step, asks="regio", region="PV30")["summary"] == "Over Noord-Brabant"
    for asks, region in (("", "PV30"), ("regio", "PV99"), ("regio", "")):
        shown = told(step, asks=asks, region=region)
        assert shown["region"] is None
        assert shown["steps"][0]["title"] == "Nederland"


def test_links_stand_where_the_dashboard_stands() -> None:
    shown = told(
        EVERYTHING, asks="regio", region="PV20", place=Place("https://kaart.example.nl", "/voorbeeld/x")
    )
    assert shown["link"] == "https://kaart.example.nl/voorbeeld/x/presenteren/proef?regio=PV20"
    link = shown["steps"][0]["link"]
    assert link.startswith("https://kaart.example.nl/voorbeeld/x/?datum=2020-07-14")
    assert "regio=PV20" in link


def test_what_a_link_names_in_vain_is_said() -> None:
    shown = told(replace(EVERYTHING, query="regio=PV99"))
    assert shown["steps"][0]["dropped"] == [["regio", "PV99"]]
