"""Files that are made at once: a view as each kind of file, a sheet, the sheets of a small region."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from typing import Any, Final

from flask import Blueprint, Response, abort, redirect, url_for

from gka_dash.errors import ArtefactError, SourceError
from gka_dash.exports.bench import Place
from gka_dash.exports.files import FILES, STORY_FILES
from gka_dash.model.selection import Selection
from gka_dash.web.downloads.counter import Counter

COUNTRY: Final = "NL"  # what stands in an address for everything, where a region has its code
FEW_SHEETS: Final = 12  # are made at once; more are a task of their own
FEW_STEPS: Final = 4  # of a story as a kind that takes its time
SLOW: Final = "pptx"
ZIP: Final = "application/zip"
PDF: Final = FILES["pdf"].media_type


def add_files(blueprint: Blueprint, counter: Counter) -> None:
    """Register the addresses of files."""
    wrapped = explained(counter)

    @blueprint.get("/<any({}):kind>".format(", ".join(FILES)))
    @wrapped
    def file(kind: str) -> Response:
        chosen = counter.selection(counter.query)
        return counter.file(kind, chosen, FILES[kind].media_type, lambda: counter.bench.file(kind, chosen))

    @blueprint.get("/blad/<code>.pdf")
    @wrapped
    def sheet(code: str) -> Response:
        chosen = of_place(counter, code, counter.selection(counter.query))
        return counter.file("blad", chosen, PDF, lambda: counter.bench.sheet(chosen))

    @blueprint.get("/bladen/<code>.zip")
    @wrapped
    def bundle(code: str) -> Response:
        chosen = of_region(counter, code, counter.selection(counter.query))
        if len(sheets_of(counter, chosen)) > FEW_SHEETS:
            to = url_for("downloads.sheets", code=code) + (f"?{counter.query}" if counter.query else "")
            return redirect(to, code=303)  # type: ignore[return-value]
        failed: list[str] = []
        return counter.file("bladen", chosen, ZIP, lambda: counter.bench.bundle(chosen, failed))

    @blueprint.get("/verhaal/<name>.<any({}):kind>".format(", ".join(STORY_FILES)))
    @wrapped
    def story_file(name: str, kind: str) -> Response:
        chosen = counter.selection(counter.query)
        if name not in counter.services.stories:
            abort(404)
        found, region = counter.bench.story(name, chosen.region)
        if kind == SLOW and len(found.steps) > FEW_STEPS:
            to = url_for("downloads.story", name=name) + (f"?{counter.query}" if counter.query else "")
            return redirect(to, code=303)  # type: ignore[return-value]
        return counter.file(
            f"verhaal {name} {kind}",
            Selection(region=region),
            FILES[kind].media_type,
            lambda: counter.bench.story_file(kind, found, region),
        )


def explained(counter: Counter) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """What cannot be made is said on a page, with what to do."""

    def around(answer: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(answer)
        def inside(*given: Any, **named: Any) -> Response:
            try:
                return answer(*given, **named)
            except SourceError as error:
                return counter.message(400, "Dit bestand kan niet worden gemaakt", str(error))
            except ArtefactError as error:
                return counter.message(503, "Dit bestand kan nu niet worden gemaakt", str(error))

        return inside

    return around


def of_place(counter: Counter, code: str, chosen: Selection) -> Selection:
    """The choice with the municipality or region of an address; 404 when there is none."""
    if code in counter.services.dataset.municipality:
        return counter.bench.municipality(chosen, code)
    return of_region(counter, code, chosen)


def of_region(counter: Counter, code: str, chosen: Selection) -> Selection:
    """The choice with the region of an address, or everywhere; 404 when there is none."""
    if code != COUNTRY and code not in counter.services.vocabulary.regions:
        abort(404)
    everywhere = code == COUNTRY
    return counter.bench.region(
        replace(chosen, region="") if everywhere else chosen, "" if everywhere else code
    )


def sheets_of(counter: Counter, region: Selection) -> list[Place]:
    """What there are sheets of."""
    return counter.bench.places(region)
