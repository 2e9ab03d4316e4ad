"""The fields of a story as they come from outside, made clean and bounded: one rule for file and browser."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from gka_dash.model.problem import Problem, Severity
from gka_dash.model.selection import LONGEST_QUERY
from gka_dash.model.story import (
    LONGEST_NOTES,
    LONGEST_SUMMARY,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_STEPS,
    REGION,
    Step,
    Story,
)

NONE = "geen"
MOST_CHARTS = 6
_KEY = re.compile(r"[a-z][a-z-]{0,40}")
_HEADING = re.compile(r"^(#{1,6})(?=\s|$)", re.MULTILINE)
_MAP = re.compile(r"(https?://[^/?#\s]{1,253})?(/voorbeeld/[\w-]{1,200})?/?", re.ASCII)


@dataclass
class Notes:
    """The problems of one story, by the line they stand on."""

    name: str
    found: list[Problem] = field(default_factory=list)

    def add(self, line: int | None, message: str, hint: str, severity: Severity = "fout") -> None:
        """Add a problem; without a line it is about the whole story."""
        where = f"{self.name}, regel {line}" if line else self.name
        self.found.append(Problem(self.name, line, None, message, hint, severity, where))


@dataclass(frozen=True)
class RawStep:
    """A step as it was written, and the line of its title (0 when it does not come from a file)."""

    fields: Mapping[str, Any]
    line: int = 0


def clean_line(value: Any) -> str:
    """A text on one line, without signs that cannot be seen; empty for what is no text."""
    return " ".join(clean_text(value, keep_marks=True).split())


def clean_text(value: Any, keep_marks: bool = False) -> str:
    """A text of lines, without signs that cannot be seen. A heading in it would begin a step in a file."""
    if not isinstance(value, str):
        return ""
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(sign if sign.isprintable() or sign == "\n" else " " for sign in text)
    lines = "\n".join(line.rstrip() for line in text.split("\n")).strip()
    return lines if keep_marks else _HEADING.sub(r"\\\1", lines)


def query_of(link: str) -> str | None:
    """The query of a link to the map, as it is copied from the dashboard; None for any other link."""
    address, _, query = link.partition("#")[0].partition("?")
    return query if _MAP.fullmatch(address) else None


def checked_step(raw: RawStep, at: int, notes: Notes) -> Step | None:
    """The step, or None with the reason in ``notes`` when it cannot be used."""
    found, before = raw.fields, len(notes.found)
    title = clean_line(found.get("title"))
    text, words = clean_text(found.get("text")), clean_text(found.get("notes"))
    where = raw.line or None
    which = f"Stap {at}"
    if not title:
        notes.add(where, f"{which} heeft geen titel. De stap is weggelaten.", "Zet een titel achter ##.")
    sizes = (
        ("titel", title, LONGEST_TITLE),
        ("tekst", text, LONGEST_TEXT),
        ("notitie", words, LONGEST_NOTES),
    )
    for name, value, most in sizes:
        if len(value) > most:
            message = f"De {name} van stap {at} heeft {len(value)} tekens. De stap is weggelaten."
            notes.add(where, message, f"Maak de {name} korter: hoogstens {most} tekens.")
    query = query_of(clean_line(found.get("link")) or "/")
    if query is None or len(query) > LONGEST_QUERY:
        hint = "Kopieer de link van de kaart opnieuw; hij begint met /?."
        notes.add(where, f"De link van stap {at} is geen link van de kaart. De stap is weggelaten.", hint)
    number = clean_line(found.get("number"))
    number = "" if number == NONE else number
    if len(notes.found) > before:
        return None
    if number and not _KEY.fullmatch(number):
        notes.add(where, f"Het getal van stap {at} is geen bekende naam.", f"Schrijf: Getal: {NONE}.")
        number = ""
    charts = _charts(found.get("charts"))
    if charts is None or len(charts) > MOST_CHARTS or not all(_KEY.fullmatch(key) for key in charts):
        if found.get("charts") is not None:
            notes.add(where, f"De grafieken van stap {at} zijn niet bekend.", f"Schrijf: Grafieken: {NONE}.")
        charts = None
    return Step(title, text, words, query or "", number, charts)


def _charts(value: Any) -> tuple[str, ...] | None:
    """Keys of charts from ``thema, sector``, from a list, or none at all."""
    if isinstance(value, str):
        value = [] if value.strip() == NONE else value.split(",")
    if not isinstance(value, Sequence) or not all(isinstance(key, str) for key in value):
        return None
    return tuple(dict.fromkeys(key for key in map(clean_line, value) if key))


def story_of(data: Any, name: str, slug: str) -> tuple[Story | None, tuple[Problem, ...]]:
    """The story in plain data, as ``story_data`` gives it and a browser keeps it; never raises."""
    notes = Notes(name)
    if not isinstance(data, Mapping) or not isinstance(data.get("steps"), list):
        notes.add(None, "Dit is geen verhaal.", "Begin opnieuw, of open een verhaal dat u eerder bewaarde.")
        return None, tuple(notes.found)
    steps = [RawStep(step) for step in data["steps"] if isinstance(step, Mapping)]
    story, _ = checked_story(slug, data, steps, notes)
    return story, tuple(notes.found)


def story_data(story: Story) -> dict[str, Any]:
    """A story as plain data, for a browser to keep."""
    return {
        "title": story.title,
        "summary": story.summary,
        "asks": story.asks,
        "steps": [
            {**vars(step), "link": f"/{'?' if step.query else ''}{step.query}"} for step in story.steps
        ],
    }


def checked_story(
    slug: str, head: Mapping[str, Any], raw: Sequence[RawStep], notes: Notes, line: int = 0
) -> tuple[Story | None, tuple[int, ...]]:
    """The story with the steps that can be used, and their lines; None when it has no title or no step."""
    title, summary = clean_line(head.get("title")), clean_line(head.get("summary"))
    asks = clean_line(head.get("asks"))
    where = line or None
    if asks not in ("", REGION):
        notes.add(where, f"Dit verhaal vraagt om {asks[:40]!r}; dat kan niet.", f"Schrijf: vraagt: {REGION}.")
        asks = ""
    if len(raw) > MOST_STEPS:
        message = f"Het verhaal heeft {len(raw)} stappen; de eerste {MOST_STEPS} zijn gelezen."
        notes.add(where, message, "Maak er twee verhalen van.")
    steps = [checked_step(step, at, notes) for at, step in enumerate(raw[:MOST_STEPS], 1)]
    kept = tuple(step for step in steps if step)
    lines = tuple(source.line for source, step in zip(raw, steps, strict=False) if step)
    if not title or len(title) > LONGEST_TITLE:
        message = "Het verhaal heeft geen titel." if not title else "De titel van het verhaal is te lang."
        notes.add(where, message, f"Zet bovenaan een titel van hoogstens {LONGEST_TITLE} tekens.")
        return None, ()
    if len(summary) > LONGEST_SUMMARY:
        hint = f"Houd het bij {LONGEST_SUMMARY} tekens."
        notes.add(where, "De samenvatting is te lang en is weggelaten.", hint)
        summary = ""
    if not kept:
        hint = "Voeg ten minste één stap toe: een regel met ## en een titel."
        notes.add(where, "Het verhaal heeft geen stap die gebruikt kan worden.", hint)
        return None, ()
    return Story(slug, title, summary, asks, kept), lines
