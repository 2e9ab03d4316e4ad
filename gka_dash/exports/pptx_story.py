"""A story as slides: a group of slides per step, with its text and big number, its map and its charts."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pptx.util import Inches, Pt

from gka_dash.exports.origin import NAME, Origin
from gka_dash.exports.picture import Picture
from gka_dash.exports.pptx_deck import add_chart, add_colophon, notes_of
from gka_dash.exports.pptx_map import add_map
from gka_dash.exports.pptx_parts import BOTTOM, LEFT, RIGHT, SMALLEST, TOP, Deck, place, text_box, write
from gka_dash.exports.presentation import Place, presentation
from gka_dash.exports.svg_map import wrapped
from gka_dash.figures.charts import CHART_BY_KEY
from gka_dash.model.prose import plain_of
from gka_dash.model.story import Step, Story, Words, step_reading

if TYPE_CHECKING:
    from gka_dash.exports.bench import Bench

BODY, BIG = Pt(24), Pt(96)
LINES = 11  # of body text on a slide
BESIDE = Inches(4.6)  # the column of the big number
Shown = Mapping[str, Any]


def story_deck(
    story: Story, bench: "Bench", region: str = "", tell: Callable[[str], None] = lambda _name: None
) -> bytes:
    """The .pptx of a story; ``region`` is for one that asks for it, ``tell`` hears which step is being made.

    The same story, view and data give the same bytes.
    """
    shown = presentation(story, bench.source, region, Place(bench.base_url))
    of = shown["region"]["code"] if shown["region"] else ""
    readings = [step_reading(step, bench.source.vocabulary, of) for step in story.steps]
    pictures = [bench.picture(reading.selection) for reading in readings]
    made = Deck(max(picture.view.day for picture in pictures), NAME)
    made.section(shown["title"])
    _title(made, shown)
    for number, (step, step_shown, picture) in enumerate(
        zip(story.steps, shown["steps"], pictures, strict=True), start=1
    ):
        tell(step_shown["title"])
        made.section(f"{number}. {step_shown['title']}")
        _step(made, number, step, step_shown, picture, bench.origin(picture.view))
    made.section("Herkomst")
    facts = _facts(shown)
    add_colophon(made, facts, "\n".join(["Waar dit verhaal op rust.", *(f"{k}: {v}" for k, v in facts)]))
    return made.save(shown["title"], shown["summary"])


def _facts(shown: Shown) -> list[tuple[str, str]]:
    source, *borders = shown["sources"]
    rows = [("Wat", shown["title"]), ("Gegevensversie", shown["publication"]), ("Bron", f"{source}.")]
    return [*rows, *(("Kaart", text) for text in borders), ("Link", shown["link"])]


def _title(made: Deck, shown: Shown) -> None:
    lines = [shown["summary"], NAME, shown["publication"]]
    notes = "\n".join(f"{label}: {value}" for label, value in _facts(shown))
    slide = made.slide(shown["title"], notes, first=True)
    place(slide.shapes.title, LEFT, Inches(1.6), RIGHT - LEFT, Inches(1.7))
    place(slide.placeholders[1], LEFT, Inches(3.5), RIGHT - LEFT, Inches(2.6))
    write(slide.placeholders[1].text_frame, [line for line in lines if line], BODY, ink="--ink-soft")


def _step(made: Deck, number: int, step: Step, shown: Shown, picture: Picture, origin: Origin) -> None:
    view, big = picture.view, shown["number"]
    source = f"{big['label']}: {big['value']} ({big['basis']}). Bron: {big['source']}." if big else ""
    spoken = "\n".join(filter(None, (shown["notes_text"], shown["sentence"], source)))
    rest = f"Hoort bij stap {number}. {shown['sentence']}"
    for part, (title, lines) in enumerate(_words(f"{number}. {shown['title']}", step, shown, view)):
        slide = made.slide(title, notes_of(rest if part else spoken, origin))
        _write_words(slide, lines, None if part else big)
        spoken = rest if part == 0 else spoken
    add_map(made.slide(f"{number}. Kaart: {origin.title}", notes_of(spoken, origin)), picture, origin.borders)
    for chart in shown["charts"]:
        found = CHART_BY_KEY[chart["key"]]
        add_chart(made, found, f"{number}. {found.title}", view, origin)


def _words(title: str, step: Step, shown: Shown, view: Any) -> Iterator[tuple[str, list[str]]]:
    """The text of a step in parts that fit on a slide; nothing when a step has neither text nor number."""
    paragraphs = plain_of(step.text, Words(view)).splitlines()
    if not paragraphs and not shown["number"]:
        return
    parts = list(_fitting(paragraphs, RIGHT - LEFT - (BESIDE if shown["number"] else 0))) or [[]]
    for at, lines in enumerate(parts, start=1):
        yield (title if len(parts) == 1 else f"{title} ({at} van {len(parts)})"), lines


def _fitting(paragraphs: Sequence[str], width: int) -> Iterator[list[str]]:
    """Paragraphs on slides of ``LINES`` lines; one that is longer than a slide goes on on the next."""
    page: list[str] = []
    left = LINES
    for paragraph in paragraphs:
        lines = wrapped(paragraph, width / BODY, 1)
        while lines:
            if page and len(lines) > left:
                yield page
                page, left = [], LINES
            page.append(" ".join(lines[:left]))
            lines, left = lines[left:], left - len(lines) - 1
    if page:
        yield page


def _write_words(slide: Any, lines: Sequence[str], big: Shown | None) -> None:
    left = LEFT
    if big:
        box = (LEFT, TOP, BESIDE - Inches(0.3), Inches(1.7))
        text_box(slide, "Groot getal", box, [str(big["value"])], size=BIG, bold=True, ink="--structure")
        box = (LEFT, TOP + Inches(1.8), BESIDE - Inches(0.3), Inches(2))
        basis = ", ".join(filter(None, (big["basis"], big["when"])))
        text_box(slide, "Wat het getal is", box, [big["label"], basis], size=SMALLEST)
        left += BESIDE
    if lines:
        box = (left, TOP + Inches(0.2), RIGHT - left, BOTTOM - TOP - Inches(0.2))
        shape = text_box(slide, "Tekst", box, lines, size=BODY)
        for paragraph in shape.text_frame.paragraphs:
            paragraph.space_after = Pt(12)
