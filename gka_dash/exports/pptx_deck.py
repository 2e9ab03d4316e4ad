"""A view as slides: title, map, totals, a slide per chart, and where it all comes from."""

from collections.abc import Iterator, Sequence
from typing import Any

from pptx.util import Inches

from gka_dash.exports.origin import NAME, Origin
from gka_dash.exports.picture import Picture
from gka_dash.exports.pptx_map import add_map
from gka_dash.exports.pptx_parts import BOTTOM, LEFT, RIGHT, TOP, Deck, place, table, text_box, write
from gka_dash.figures.charts import CHARTS, Chart
from gka_dash.figures.theme import colour
from gka_dash.model.explain import totals
from gka_dash.model.schema import UNKNOWN
from gka_dash.model.summary import activities_line, filters_text, members_line, published_line
from gka_dash.model.view import View

MOST_BARS, MOST_ROWS = 10, 11  # what fits on a slide without type smaller than we want
SENTENCE = Inches(0.75)
Rows = Sequence[Sequence[Any]]


def deck(picture: Picture, origin: Origin) -> bytes:
    """The .pptx of a view; the same view and data give the same bytes."""
    view = picture.view
    made = Deck(view.day, NAME)
    _title(made, origin)
    spoken = f"{members_line(view)} {activities_line(view)}"
    add_map(made.slide(origin.title, notes_of(spoken, origin)), picture, origin.borders)
    _totals(made, view, origin)
    for chart in CHARTS:
        add_chart(made, chart, chart.title, view, origin)
    add_colophon(made, origin.facts, notes_of("Waar deze presentatie op rust.", origin))
    return made.save(NAME, origin.title)


def notes_of(sentence: str, origin: Origin) -> str:
    """What stands under a slide: our sentence, the sources and the link."""
    return "\n".join([sentence, *origin.lines])


def add_chart(made: Deck, chart: Chart, title: str, view: View, origin: Origin) -> None:
    """The slides of a chart, native and with its data sheet; a long one goes on on another slide."""
    (_matrix if chart.key == "matrix" else _bars)(made, chart, title, view, origin)


def _title(made: Deck, origin: Origin) -> None:
    slide = made.slide(NAME, notes_of(origin.title, origin), first=True)
    place(slide.shapes.title, LEFT, Inches(2), RIGHT - LEFT, Inches(1.2))
    subtitle = slide.placeholders[1]
    place(subtitle, LEFT, Inches(3.3), RIGHT - LEFT, Inches(2.2))
    lines = [origin.title, f"Filter: {filters_text(origin.view)}", origin.link if origin.base_url else ""]
    write(subtitle.text_frame, [line for line in lines if line], Inches(0.3), ink="--ink-soft")


def _totals(made: Deck, view: View, origin: Origin) -> None:
    found = totals(view)
    rows: Rows = [("–" if row.value is None else row.value, row.label, row.origin) for row in found]
    sentence = f"{members_line(view)} {activities_line(view)} {published_line(view)}"
    for title, part in pages("In cijfers", rows, MOST_ROWS):
        slide = made.slide(title, notes_of(sentence, origin))
        content = (["Aantal", "Wat", "Herkomst"], part)
        table(slide, title, sentence, content, (1.2, 7, 2), TOP)


def _bars(made: Deck, chart: Chart, whole: str, view: View, origin: Origin) -> None:
    headers, rows = chart.table(view)
    sentence = chart.sentence(view)
    for title, part in pages(whole, rows, MOST_BARS):
        slide = made.slide(title, notes_of(sentence, origin))
        text_box(slide, "Zin bij de grafiek", (LEFT, TOP, RIGHT - LEFT, SENTENCE), [sentence])
        made.bars(slide, chart.title, f"{chart.title}. {sentence}", (headers, part), TOP + SENTENCE)


def _matrix(made: Deck, chart: Chart, whole: str, view: View, origin: Origin) -> None:
    _, rows = chart.table(view)
    short = view.vocabulary.sector_abbreviations
    headers = ["Thema", *short.values()]
    look = dict(chart.changes(view))
    fills: list[str] = look["data", 0, "marker", "color"]
    inks: list[str] = look["data", 0, "textfont", "color"]
    themes, sectors = view.vocabulary.themes_by_frequency, list(short)
    sentence, known = chart.sentence(view), [f"{short[key]}: {name}" for key, name in _sector_names(view)]
    start = 0
    for title, part in pages(whole, rows, MOST_ROWS - 1):
        offset, start = start, start + len(part)

        def shade(row: int, column: int, offset: int = offset) -> tuple[str, str] | None:
            if column == 0:
                return None
            at, sector = row + offset, sectors[column - 1]
            empty = not rows[at][column] and UNKNOWN not in (themes[at], sector)
            # A gap is marked, because it is what this table is about; what is not known is no gap.
            place_of_cell = at * len(sectors) + column - 1
            return (
                (colour("--notice"), colour("--gap"))
                if empty
                else (fills[place_of_cell], inks[place_of_cell])
            )

        slide = made.slide(title, notes_of(f"{sentence} {'; '.join(known)}.", origin))
        text_box(slide, "Zin bij de tabel", (LEFT, TOP, RIGHT - LEFT, SENTENCE), [sentence])
        widths = [4, *[1] * len(sectors)]
        table(slide, title, f"{title}. {sentence}", (headers, part), widths, TOP + SENTENCE, shade)


def _sector_names(view: View) -> list[tuple[str, str]]:
    return [(key, name) for key, name in view.vocabulary.sectors.items() if key != UNKNOWN]


def add_colophon(made: Deck, facts: Sequence[tuple[str, str]], notes: str) -> None:
    """The last slide: where it all comes from."""
    box = (LEFT, TOP, RIGHT - LEFT, BOTTOM - TOP)
    text_box(made.slide("Herkomst", notes), "Herkomst", box, [f"{label}: {value}" for label, value in facts])


def pages(title: str, rows: Rows, most: int) -> Iterator[tuple[str, Rows]]:
    """The rows in parts that fit on a slide, each with a title of its own."""
    parts = [rows[at : at + most] for at in range(0, len(rows), most)] or [rows]
    for number, part in enumerate(parts, start=1):
        yield (title if len(parts) == 1 else f"{title} ({number} van {len(parts)})"), part
