"""A story as slides: a section per step with its words, number, map, charts, and its notes."""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from pptx import Presentation
from pptx.oxml.ns import qn

from gka_dash.exports.bench import Bench, Borders
from gka_dash.exports.files import Tools
from gka_dash.exports.pptx_parts import SMALLEST
from gka_dash.exports.pptx_story import LINES, story_deck
from gka_dash.exports.presentation import presentation
from gka_dash.model.story import Step, Story
from tests.exports.conftest import HOSTILE
from tests.layouts.real_site import real_services, real_settings

P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
REGIONS = {"mijn-regio": "PV30"}


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(real_services(), Borders(Tools(real_settings().build_dir)), "https://kaart.voorbeeld.nl")


@pytest.fixture(params=["gka-in-zes-stappen", "wat-doen-gemeenten", "mijn-regio"], scope="module")
def made(request: pytest.FixtureRequest, bench: Bench) -> tuple[Story, Mapping[str, Any], bytes, Any]:
    story, region = bench.story(request.param, REGIONS.get(request.param, ""))
    data = story_deck(story, bench, region)
    return story, presentation(story, bench.source, region), data, Presentation(io.BytesIO(data))


def texts(slide: Any) -> str:
    return "\n".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def test_every_step_has_a_section_with_its_map_and_charts(
    made: tuple[Story, Mapping[str, Any], bytes, Any],
) -> None:
    story, shown, _, show = made
    sections = list(show.part._element.iter(f"{P14}section"))
    assert [own.get("name") for own in sections] == [
        shown["title"],
        *(f"{number}. {step['title']}" for number, step in enumerate(shown["steps"], start=1)),
        "Herkomst",
    ]
    ids = [entry.get("id") for own in sections for entry in own.iter(f"{P14}sldId")]
    assert ids == [entry.get("id") for entry in show.slides._sldIdLst], "every slide stands in one section"
    slides = dict(zip(ids, show.slides, strict=True))
    for section, step in zip(sections[1:-1], shown["steps"], strict=True):
        own = [slides[entry.get("id")] for entry in section.iter(f"{P14}sldId")]
        assert sum(any(shape.name == "Kaart" for shape in slide.shapes) for slide in own) == 1
        drawn = sum(shape.has_chart or shape.has_table for slide in own for shape in slide.shapes)
        assert drawn >= len(step["charts"])
        if step["number"]:
            assert str(step["number"]["value"]) in texts(own[0])
            assert step["number"]["basis"] in texts(own[0])
        notes = own[0].notes_slide.notes_text_frame.text
        for line in step["notes_text"].splitlines():
            assert " ".join(line.split()) in " ".join(notes.split())
        assert step["link"] in notes
        assert step["sentence"] in notes
    assert len(story.steps) == len(sections) - 2


def test_titles_differ_numbers_count_and_nothing_is_too_small(
    made: tuple[Story, Mapping[str, Any], bytes, Any],
) -> None:
    _, _, data, show = made
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert len(set(titles)) == len(titles)
    for place, slide in enumerate(show.slides, start=1):
        fields = [e for e in slide._element.iter(qn("a:fld")) if e.get("type") == "slidenum"]
        assert [field.findtext(qn("a:t")) for field in fields] == [str(place)]
        for shape in slide.shapes:
            if shape.width is not None:
                assert shape.left + shape.width <= show.slide_width
                assert shape.top + shape.height <= show.slide_height
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            assert b"External" not in archive.read(name) or not name.endswith(".rels")
            if re.match(r"ppt/(slides|charts)/[^/]+\.xml", name):
                sizes = [int(s) for s in etree.fromstring(archive.read(name)).xpath("//@sz[. != 'quarter']")]
                assert min(sizes) * 127 >= SMALLEST


def test_the_same_story_gives_the_same_bytes(bench: Bench, tmp_path: Path) -> None:
    story, region = bench.story("mijn-regio", "PV24")
    again = replace(bench, borders=Borders(Tools(real_settings().build_dir)))
    assert story_deck(story, bench, region) == story_deck(story, again, region)
    assert story_deck(story, bench, region) != story_deck(story, bench, "PV30")


def test_it_tells_which_step_it_is_at(bench: Bench) -> None:
    told: list[str] = []
    story, _ = bench.story("gka-in-zes-stappen")
    story_deck(story, bench, "", told.append)
    assert told == [step["title"] for step in presentation(story, bench.source)["steps"]]


def test_a_long_text_goes_on_on_another_slide(bench: Bench) -> None:
    paragraphs = [f"Alinea {number} met een paar woorden." for number in range(3 * LINES)]
    endless = "woord " * 400
    story = Story("lang", "Lang", steps=(Step("Veel", text="\n\n".join([*paragraphs, endless])),))
    show = Presentation(io.BytesIO(story_deck(story, bench)))
    shown = "\n".join(texts(slide) for slide in show.slides)
    for paragraph in paragraphs:
        assert paragraph in shown
    assert shown.count("woord") == 400 + len(paragraphs) * shown.count("woorden") // len(paragraphs)
    assert sum("Veel (" in slide.shapes.title.text_frame.text for slide in show.slides) >= 5


@pytest.mark.parametrize("text", HOSTILE)
def test_words_of_a_story_stay_words(text: str, bench: Bench) -> None:
    story = Story("x", text, text, steps=(Step(text, text, text, "regio=PV24", "gemeenten-zeker"),))
    with zipfile.ZipFile(io.BytesIO(story_deck(story, bench))) as archive:
        for name in archive.namelist():
            if name.endswith(".xml"):
                etree.fromstring(archive.read(name))
