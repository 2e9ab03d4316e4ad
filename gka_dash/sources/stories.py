"""Stories as files: Markdown with a head. What is wrong is said by file and line and never stops the rest.

---
titel: De GKA in zes stappen
samenvatting: In een paar minuten van de start tot nu.
---

## De titel van een stap

Link: /?datum=2020-07-14
Getal: gemeenten-gepubliceerd

De tekst.

### Notities

Wat de spreker erbij vertelt.
"""

import difflib
import re
import stat
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from gka_dash.errors import SourceError
from gka_dash.model.problem import Problem
from gka_dash.model.story import OWN, Story
from gka_dash.sources.story_fields import NONE, Notes, RawStep, checked_story

STORIES: Final = "verhalen"  # the folder beside the tables
MOST_BYTES: Final = 200_000
MOST_FILES: Final = 50
LONGEST_HEAD: Final = 30  # lines
LARGEST_HEAD: Final = 5000  # signs
FENCE = "---"
HEAD: Final = {"titel": "title", "samenvatting": "summary", "vraagt": "asks"}
PROPERTIES: Final = {"link": "link", "getal": "number", "grafieken": "charts"}
NOTES = "### Notities"
_PROPERTY = re.compile(r"(\w+):[ \t]*(.*)", re.ASCII)
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


@dataclass(frozen=True)
class ReadStory:
    """What came of one source; ``lines`` holds the line of each step of ``story``, 0 when not from a file."""

    name: str
    story: Story | None
    problems: tuple[Problem, ...]
    lines: tuple[int, ...] = ()


def read_stories(folder: Path) -> tuple[ReadStory, ...]:
    """Read every ``*.md`` in a folder, by name; no folder is no stories."""
    try:
        home = folder.resolve(strict=True)
        names = sorted(path.name for path in home.iterdir() if path.suffix == ".md")
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise SourceError(
            f"De map met verhalen '{folder}' is niet te lezen. Geef de server toegang."
        ) from error
    found = [_read_file(home, name) for name in names[:MOST_FILES]]
    if len(names) > MOST_FILES:
        notes = Notes(folder.name)
        notes.add(
            None, f"Er zijn {len(names)} verhalen; de eerste {MOST_FILES} zijn gelezen.", "Haal er weg."
        )
        found.append(ReadStory(folder.name, None, tuple(notes.found)))
    return tuple(found)


def _read_file(home: Path, name: str) -> ReadStory:
    path = home / name
    try:
        real = path.resolve()
        # A link to a file elsewhere could show secrets; a pipe or device could wait for ever.
        if not real.is_relative_to(home) or not stat.S_ISREG(real.stat().st_mode):
            return _unread(name, "Dit is geen gewoon bestand in deze map en is niet gelezen.")
        with real.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except (OSError, RuntimeError):
        return _unread(name, "Het bestand is niet te lezen.")
    slug = path.stem
    if not _SLUG.fullmatch(slug) or slug == OWN:
        message = "Deze naam kan niet in een link staan. Het verhaal is weggelaten."
        return _unread(name, message, "Gebruik kleine letters, cijfers en streepjes, zoals mijn-regio.md.")
    return read_story(data, name, slug)


def _unread(name: str, message: str, hint: str = "Zet het bestand zelf in de map.") -> ReadStory:
    notes = Notes(name)
    notes.add(None, message, hint)
    return ReadStory(name, None, tuple(notes.found))


def read_story(data: bytes, name: str, slug: str) -> ReadStory:
    """Read one story from the bytes of its file; never raises, whatever they are."""
    if len(data) > MOST_BYTES:
        most = f"Een verhaal is hoogstens {MOST_BYTES // 1000} kB."
        return _unread(name, "Het bestand is te groot en is niet gelezen.", most)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _unread(name, "Het bestand is geen tekst in UTF-8.", "Bewaar het opnieuw als tekst in UTF-8.")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    notes = Notes(name)
    head, start = _head(lines, notes)
    raw = _sections(lines, start, notes)
    story, kept = checked_story(slug, head, raw, notes, line=1)
    return ReadStory(name, story, tuple(notes.found), kept)


def _head(lines: list[str], notes: Notes) -> tuple[dict[str, Any], int]:
    """The fields above the steps, by the name they have in ``Story``, and where the rest begins."""
    if not lines or lines[0].strip() != FENCE:
        notes.add(
            1, "Bovenaan staat geen kop.", "Begin met een regel ---, dan titel: en samenvatting:, dan ---."
        )
        return {}, 0
    ends = (at for at, line in enumerate(lines[1:LONGEST_HEAD], 1) if line.strip() == FENCE)
    end = next(ends, 0)
    if not end or sum(map(len, lines[1:end])) > LARGEST_HEAD:
        notes.add(
            1, "De kop houdt niet op of is te lang.", f"Zet --- onder de kop, binnen {LONGEST_HEAD} regels."
        )
        return {}, 1
    return _fields("\n".join(lines[1:end]), notes), end + 1


def _fields(text: str, notes: Notes) -> dict[str, Any]:
    hint = (
        "Schrijf elke regel als naam: waarde, en zet een waarde met een dubbele punt tussen aanhalingstekens."
    )
    try:
        _refuse_more_than_lines(text)
        # The base loader makes a text of everything, of 2019 and of nee too.
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - it makes text, lists and maps only
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        notes.add(mark.line + 2 if mark else 1, "De kop is niet te lezen.", hint)
        return {}
    if not isinstance(found, dict):
        if found is not None:
            notes.add(1, "De kop is niet te lezen.", hint)
        return {}
    for name in found:
        if name not in HEAD:
            notes.add(
                1, f"De naam {str(name)[:40]!r} in de kop is niet bekend.", _near(name, HEAD), "waarschuwing"
            )
    return {HEAD[name]: value for name, value in found.items() if name in HEAD}


def _refuse_more_than_lines(text: str) -> None:
    """Raise YAMLError for more than names with a text: lists, aliases and depth could cost minutes."""
    starts = 0
    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        starts += isinstance(event, yaml.CollectionStartEvent)
        if starts > 1 or isinstance(event, yaml.AliasEvent):
            raise yaml.YAMLError("more than names with a text")


def _near(name: Any, known: dict[str, str]) -> str:
    near = difflib.get_close_matches(str(name)[:40].casefold(), known, n=1)
    return f"Bedoelt u {near[0]}?" if near else f"Bekend zijn: {', '.join(known)}."


def _sections(lines: list[str], start: int, notes: Notes) -> list[RawStep]:
    heads = [at for at in range(start, len(lines)) if re.match(r"##(\s|$)", lines[at])]
    before = [at for at in range(start, heads[0] if heads else len(lines)) if lines[at].strip()]
    if before:
        message = "Deze tekst staat voor de eerste stap en is weggelaten."
        notes.add(before[0] + 1, message, "Zet hem onder een regel met ##.", "waarschuwing")
    ends = [*heads[1:], len(lines)] if heads else []
    return [_section(lines[at:end], at + 1, notes) for at, end in zip(heads, ends, strict=True)]


def _section(lines: list[str], line: int, notes: Notes) -> RawStep:
    fields: dict[str, Any] = {"title": lines[0][2:]}
    at = 1
    while at < len(lines) and not lines[at].strip():
        at += 1
    while at < len(lines) and (found := _PROPERTY.fullmatch(lines[at].strip())):
        name = PROPERTIES.get(found[1].casefold())
        if name is None:
            break
        fields[name] = found[2]
        at += 1
    rest = lines[at:]
    cuts = [i for i, text in enumerate(rest) if text.strip().casefold() == NOTES.casefold()]
    cut = cuts[0] if cuts else len(rest)
    for i, text in enumerate(rest):
        if i != cut and re.match(r"#{1,6}(\s|$)", text):
            hint = f"Alleen ## (een stap) en {NOTES} zijn koppen."
            notes.add(line + at + i, "Deze kop wordt gewone tekst.", hint, "waarschuwing")
    return RawStep({**fields, "text": "\n".join(rest[:cut]), "notes": "\n".join(rest[cut + 1 :])}, line)


def write_story(story: Story) -> str:
    """The file of a story: reading it gives the same story."""
    head = {"titel": story.title, "samenvatting": story.summary, "vraagt": story.asks}
    kept = {name: value for name, value in head.items() if value}
    top = yaml.safe_dump(kept, allow_unicode=True, sort_keys=False, width=100_000)
    parts = [f"{FENCE}\n{top}{FENCE}\n"]
    for step in story.steps:
        lines = [f"## {step.title}", "", f"Link: /{'?' if step.query else ''}{step.query}"]
        lines += [f"Getal: {step.number}"] if step.number else []
        lines += [f"Grafieken: {', '.join(step.charts) or NONE}"] if step.charts is not None else []
        lines += ["", step.text] if step.text else []
        lines += ["", NOTES, "", step.notes] if step.notes else []
        parts.append("\n".join(lines) + "\n")
    return "\n".join(parts)
