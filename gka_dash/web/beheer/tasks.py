"""What is left to do, per region: as a page with filters and as CSV."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from flask import Blueprint, Response, abort, request

from gka_dash.exports.csv_table import records_csv
from gka_dash.exports.workbook import MEDIA_TYPE, workbook
from gka_dash.model.dataset import Dataset
from gka_dash.model.draft import GUARDED, may_be_seen
from gka_dash.model.schema import TABLE_BY_NAME
from gka_dash.model.stamp import called
from gka_dash.model.todo import KINDS, LinkState, Todo, todo_list
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.sources.link_check import read_links
from gka_dash.web.beheer.desk import Desk
from gka_dash.web.beheer.words import today

DRAFTS_ONLY: Final = "concept"
HEADERS: Final = ("Gemeentecode", "Gemeente", "Soort", "Wat er te doen is", "Concept")
MOST_SHOWN: Final = 500


@dataclass(frozen=True)
class Task:
    """A thing to do, and whether it is about a row that the public does not see."""

    todo: Todo
    kind: str
    draft: bool


@dataclass(frozen=True)
class Filters:
    """What somebody asked for; a value that is not known counts as no filter."""

    region: str
    kind: str
    drafts: bool

    @classmethod
    def read(cls, query: Mapping[str, str], vocabulary: Vocabulary) -> "Filters":
        """The filters in a link."""
        region, kind = query.get("regio", ""), query.get("soort", "")
        return cls(
            region if region in vocabulary.regions else "",
            kind if kind in KINDS else "",
            query.get("rijen", "") == DRAFTS_ONLY,
        )


def tasks_of(
    dataset: Dataset, filters: Filters, day: date, links: Mapping[str, LinkState]
) -> tuple[Task, ...]:
    """The things to do that pass the filters, in the order of the list."""
    hidden = _hidden(dataset, day)
    found = (
        Task(todo, KINDS[todo.kind], (todo.table, todo.key) in hidden)
        for todo in todo_list(dataset, day, links, filters.region)
        if filters.kind in ("", todo.kind)
    )
    return tuple(task for task in found if task.draft or not filters.drafts)


def _hidden(dataset: Dataset, day: date) -> frozenset[tuple[str, Any]]:
    """The rows that the public does not see on ``day``."""
    return frozenset(
        (name, TABLE_BY_NAME[name].key_of(row))
        for name in GUARDED
        for row in dataset.rows(name)
        if not may_be_seen(row, day)
    )


def tasks_csv(tasks: tuple[Task, ...], preamble: str) -> str:
    """The list for a spreadsheet."""
    rows = (
        (t.todo.gemeentecode, t.todo.gemeente, t.kind, t.todo.text, "ja" if t.draft else "nee") for t in tasks
    )
    return records_csv(HEADERS, rows, [preamble], bom=True)


def add_tasks(blueprint: Blueprint, desk: Desk) -> None:
    """Register the list of things to do, and the workbook in which one does them."""

    @blueprint.get("/taken")
    def tasks() -> Response:
        vocabulary, filters, found, _ = _asked(desk)
        return desk.page(
            "taken",
            vocabulary=vocabulary,
            filters=filters,
            kinds=KINDS,
            tasks=found[:MOST_SHOWN],
            total=len(found),
            query=request.query_string.decode("utf-8", "replace"),
        )

    @blueprint.get("/taken.csv")
    def tasks_file() -> Response:
        _, filters, found, number = _asked(desk)
        text = tasks_csv(found, f"Takenlijst, {called(number)}, {today():%d-%m-%Y}")
        return _file(text.encode(), "text/csv", f"taken-{filters.region or 'alles'}.csv")

    @blueprint.get("/werkmap")
    def book_choice() -> Response:
        return desk.page("werkmap", vocabulary=Vocabulary(desk.latest().dataset))

    @blueprint.get("/werkmap.xlsx")
    def book() -> Response:
        latest, region = desk.latest(), request.args.get("regio", "")
        if region and region not in Vocabulary(latest.dataset).regions:
            abort(404)
        made = workbook(latest.dataset, today(), called(latest.number), region)
        return _file(made, MEDIA_TYPE, f"gka-publicatie-{latest.number}-{region or 'alles'}.xlsx")


def _asked(desk: Desk) -> tuple[Vocabulary, Filters, tuple[Task, ...], int]:
    latest = desk.latest()
    vocabulary = Vocabulary(latest.dataset)
    filters = Filters.read(request.args, vocabulary)
    links = read_links(desk.settings.build_dir)
    return vocabulary, filters, tasks_of(latest.dataset, filters, today(), links), latest.number


def _file(content: bytes, kind: str, name: str) -> Response:
    answer = Response(content, mimetype=kind)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
