"""A story as one HTML file by command: ``python -m gka_dash export html --story NAME --output FILE``."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from gka_dash.cli_sheets import write_file
from gka_dash.errors import SourceError
from gka_dash.exports.built import Built
from gka_dash.exports.offline_html import offline_html
from gka_dash.exports.presentation import Place, presentation, view_story
from gka_dash.model.story import REGION, Story

if TYPE_CHECKING:
    from gka_dash.exports.bench import Source
    from gka_dash.model.selection import Selection
    from gka_dash.settings import Settings


def run(options: argparse.Namespace, settings: Settings, source: Source, selection: Selection) -> int:
    """Write the file of a story, or of one view; returns the exit code. Raises GkaError with what to mend."""
    story = _named(source, options.story) if options.story else view_story(source.of(selection))
    region = _region(source, story, options.region)
    payload = presentation(story, source, region, Place(settings.base_url))
    made = offline_html(payload, Built.load(settings.build_dir), settings.base_url)
    write_file(options.output, made.encode())
    return 0


def _named(source: Source, name: str) -> Story:
    if name not in source.stories:
        known = ", ".join(sorted(source.stories)) or "er zijn geen verhalen"
        raise SourceError(f"Het verhaal {name} is onbekend. Kies uit: {known}.")
    return source.stories[name]


def _region(source: Source, story: Story, code: str) -> str:
    """The region of a story that asks for one. Raises SourceError when it and the story do not fit."""
    regions = source.vocabulary.regions
    code = code.strip().upper() if code.strip().upper() in regions else code.strip()
    if story.asks != REGION and code:
        raise SourceError("Dit verhaal gaat niet over één regio. Laat --region weg.")
    if story.asks == REGION and code not in regions:
        told = f"De regio {code} is onbekend." if code else "Dit verhaal gaat over één regio."
        raise SourceError(f"{told} Geef de code van een regio op: --region PV30.")
    return code
