"""Factsheets by command: one as PDF, or those of a whole region in a folder or zip."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import typst

from gka_dash.cli_export import Source, origin_of, picture_of, write_file
from gka_dash.errors import GkaError, SourceError
from gka_dash.exports.sheets import Press, file_name
from gka_dash.exports.zipped import zipped
from gka_dash.geo.progress import Progress

if TYPE_CHECKING:
    from gka_dash.model.selection import Selection
    from gka_dash.settings import Settings


@dataclass(frozen=True)
class Bench:
    """What sheets are made with: where facts and borders are, and what the user chose besides a place."""

    source: Source
    settings: Settings
    selection: Selection

    @cached_property
    def press(self) -> Press:
        """Made once: fonts and template are read a single time."""
        return Press(self.settings.build_dir)

    def region(self, code: str) -> Selection:
        """The choice with a region; without a code the one that was chosen already. Raises SourceError."""
        chosen = replace(self.selection, municipality="")
        if not code:
            return chosen
        vocabulary = self.source.vocabulary
        code = code.strip().upper() if code.strip().upper() in vocabulary.regions else code.strip()
        if code not in vocabulary.regions:
            raise SourceError(f"De regio {code} is onbekend. Geef de code van een regio op, zoals PV30.")
        return replace(chosen, region=code, division=vocabulary.division_of(code))

    def municipality(self, code: str) -> Selection:
        """The choice with a municipality in its region. Raises SourceError for a code that is not known."""
        chosen = self.source.of(replace(self.selection, region="", municipality=code)).chosen
        if chosen is None:
            raise SourceError(f"De gemeente {code} is onbekend. Geef de CBS-code op, zoals GM0034.")
        return replace(self.selection, region=chosen.provinciecode, municipality=chosen.gemeentecode)

    def sheet(self, selection: Selection) -> tuple[str, bytes]:
        """Name and content of a sheet."""
        view = self.source.of(selection)
        picture = picture_of(self.settings, view)
        made = self.press.sheet(picture, origin_of(self.source, self.settings, view))
        return file_name(picture), made


def run(options: argparse.Namespace, bench: Bench) -> int:
    """Write the sheet or sheets that were asked for; returns the exit code."""
    if options.export_command == "sheets":
        return _many(options.output, bench, bench.region(options.region))
    place = options.municipality.strip().upper() or ("" if options.region else bench.selection.municipality)
    selection = bench.municipality(place) if place else bench.region(options.region)
    write_file(options.output, bench.sheet(selection)[1])
    return 0


def _many(output: Path, bench: Bench, region: Selection) -> int:
    """The sheet of a region and of each of its municipalities; one that fails is named, the rest is kept."""
    places = bench.source.of(region).municipalities
    failed: list[str] = []
    todo = [("", "de regio"), *((place.gemeentecode, place.gemeente) for place in places)]
    made = _made(bench, region, todo, failed)
    if output.suffix.lower() == ".zip":
        write_file(output, zipped(made))
    else:
        _fill(output, made)
    for sentence in failed:
        print(f"FOUT: {sentence}", file=sys.stderr)
    print(f"{len(todo) - len(failed)} factsheets gemaakt, {len(failed)} niet gelukt.")
    return 1 if failed else 0


def _made(
    bench: Bench, region: Selection, todo: Iterable[tuple[str, str]], failed: list[str]
) -> Iterator[tuple[str, bytes]]:
    rows = list(todo)
    progress = Progress.on_stderr(len(rows))
    for code, name in rows:
        progress.step(name)
        try:
            yield bench.sheet(bench.municipality(code) if code else region)
        except (GkaError, typst.TypstError, ValueError) as error:
            failed.append(f"Het factsheet van {name} {code} is niet gelukt: {error}".rstrip())
    progress.close()


def _fill(folder: Path, made: Iterable[tuple[str, bytes]]) -> None:
    from gka_dash.sources.replace import replace_file

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in made:
            replace_file(folder / name, content)
    except OSError as error:
        raise SourceError(f"{folder} is niet te schrijven: {error.strerror or error}.") from error
