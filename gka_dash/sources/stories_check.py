"""What a story says that the data does not know: links, numbers, charts, placeholders and web addresses."""

from collections.abc import Collection

from gka_dash.model.explain import EXPLANATIONS
from gka_dash.model.problem import Problem
from gka_dash.model.prose import wrong_links
from gka_dash.model.story import Step, Words, placeholders, step_reading
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.sources.stories import ReadStory
from gka_dash.sources.story_fields import NONE, Notes


def check_story(read: ReadStory, vocabulary: Vocabulary, charts: Collection[str]) -> list[Problem]:
    """Every problem of a story: those of its file, and what its steps ask in vain, by line of the step."""
    notes = Notes(read.name, list(read.problems))
    if read.story is None:
        return notes.found
    for word in placeholders(f"{read.story.title} {read.story.summary}"):
        _check_word(word, 1, notes)
    for step, line in zip(read.story.steps, read.lines, strict=True):
        _check_step(step, line, vocabulary, charts, notes)
    return notes.found


def _check_step(step: Step, line: int, vocabulary: Vocabulary, charts: Collection[str], notes: Notes) -> None:
    for label, text in step_reading(step, vocabulary).dropped:
        hint = "Kopieer de link van de kaart opnieuw."
        notes.add(line, f"De link van “{step.title}” kent deze waarde niet: {label} {text}.", hint)
    if step.number and step.number not in EXPLANATIONS:
        hint = f"Kies uit {', '.join(EXPLANATIONS)} of {NONE}."
        notes.add(line, f"Het getal {step.number} bestaat niet.", hint)
    for key in step.charts or ():
        if key not in charts:
            notes.add(line, f"De grafiek {key} bestaat niet.", f"Kies uit {', '.join(charts)} of {NONE}.")
    for word in placeholders(f"{step.title} {step.text} {step.notes}"):
        _check_word(word, line, notes)
    for address in (*wrong_links(step.text), *wrong_links(step.notes)):
        hint = "Een link begint met https:// of is een pad van het dashboard, zoals /gemeenten."
        notes.add(line, f"Het adres {address[:60]} wordt geen link.", hint)


def _check_word(word: str, line: int, notes: Notes) -> None:
    if word not in Words.KEYS:
        hint = f"Kies uit {', '.join('{' + key + '}' for key in Words.KEYS)}."
        notes.add(line, f"De plaatshouder {{{word}}} bestaat niet.", hint)
