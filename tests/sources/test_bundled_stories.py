"""The stories in data/verhalen: true to the tables, and tellable for every region."""

import csv
import re
from dataclasses import replace
from pathlib import Path

import pytest

from gka_dash.figures.charts import CHART_BY_KEY
from gka_dash.model.dataset import Dataset
from gka_dash.model.story import PLACEHOLDER, Step, Story, Words, filled, step_reading
from gka_dash.model.view import View, make_view
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.sources.stories import STORIES, ReadStory, read_stories, write_story
from gka_dash.sources.stories_check import check_story

DATA = Path(__file__).resolve().parents[2] / "data"
READS = read_stories(DATA / STORIES)
STEPS = [(read.story, step) for read in READS if read.story for step in read.story.steps]
NUMBER_WORDS = {"dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "honderd": 100, "tweehonderd": 200}
_MARKS = re.compile(r"\]\([^)]*\)")


def view_of(step: Step, dataset: Dataset, vocabulary: Vocabulary, region: str = "") -> View:
    return make_view(dataset, vocabulary, step_reading(step, vocabulary, region).selection)


def test_there_are_three() -> None:
    assert {read.name for read in READS} >= {
        "gka-in-zes-stappen.md",
        "wat-doen-gemeenten.md",
        "mijn-regio.md",
    }


@pytest.mark.parametrize("read", READS, ids=lambda read: read.name)
def test_a_story_has_no_problem_and_is_written_as_it_reads(read: ReadStory, vocabulary: Vocabulary) -> None:
    assert check_story(read, vocabulary, CHART_BY_KEY) == []
    assert read.story
    assert write_story(read.story) == (DATA / STORIES / read.name).read_text(encoding="utf-8")


@pytest.mark.parametrize(("story", "step"), STEPS, ids=lambda part: getattr(part, "title", ""))
def test_every_step_names_its_source(story: Story, step: Step) -> None:
    assert re.search(r"\bBron(nen)?: ", step.notes)


@pytest.mark.parametrize(("story", "step"), STEPS, ids=lambda part: getattr(part, "title", ""))
def test_every_number_in_the_words_stands_in_the_milestones(story: Story, step: Step) -> None:
    """A number that can change is a placeholder; one that is typed is a fact of a dated milestone."""
    known = set(map(int, re.findall(r"\d+", (DATA / "mijlpalen.csv").read_text(encoding="utf-8"))))
    words = PLACEHOLDER.sub("", _MARKS.sub("]", f"{step.title}\n{step.text}\n{step.notes}"))
    assert {int(number) for number in re.findall(r"\d+", words)} <= known
    assert {
        NUMBER_WORDS[word] for word in re.findall(r"[a-z]+", words.lower()) if word in NUMBER_WORDS
    } <= known


@pytest.mark.parametrize(("story", "step"), STEPS, ids=lambda part: getattr(part, "title", ""))
def test_every_address_of_a_source_stands_in_the_tables(story: Story, step: Step) -> None:
    with (DATA / "mijlpalen.csv").open(encoding="utf-8", newline="") as file:
        known = {row["bron"] for row in csv.DictReader(file)}
    assert set(re.findall(r"\]\((https?:[^)]*)\)", step.notes + step.text)) <= known


def test_the_six_steps_are_those_of_the_milestones(dataset: Dataset, vocabulary: Vocabulary) -> None:
    story = next(read.story for read in READS if read.name == "gka-in-zes-stappen.md")
    assert story
    days = {milestone.datum: milestone.gemeenten for milestone in dataset.mijlpalen}
    shown = [view_of(step, dataset, vocabulary).day for step in story.steps]
    assert len(shown) == 6
    assert set(shown) <= set(days)
    assert [days[day] for day in shown[:5]] == [None, 30, 50, 50, 101]
    for step, day in zip(story.steps, shown, strict=True):
        if step.number == "gemeenten-gepubliceerd":
            assert Words(view_of(step, dataset, vocabulary))[step.number] == str(days[day])


def test_my_region_reads_well_everywhere(dataset: Dataset, vocabulary: Vocabulary) -> None:
    """Also where nothing was found: a nought is a nought, and nothing stays between braces."""
    story = next(read.story for read in READS if read.name == "mijn-regio.md")
    assert story
    assert story.asks == "regio"
    emptied = replace(dataset, agendas=(), interventies=())
    for data in (dataset, emptied):
        for region, name in vocabulary.regions.items():
            for step in story.steps:
                view = view_of(step, data, vocabulary, region)
                assert view.selection.region == region
                words = filled(f"{step.title} {step.text} {step.notes}", Words(view))
                assert name in words
                assert "{" not in words
                if data is emptied and step.number:
                    assert Words(view)[step.number] == "0"
