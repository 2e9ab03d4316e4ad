"""The to-do list as a page and as CSV."""

import csv
import io
import re
from dataclasses import replace
from datetime import date

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Provenance
from gka_dash.model.todo import LinkState
from gka_dash.sources.link_check import write_links
from gka_dash.store.store import Store
from gka_dash.web.beheer.tasks import Filters, tasks_of
from tests.small import SOURCE
from tests.web.beheer.conftest import Coordinator

DAY = date(2026, 11, 22)
ALL = Filters("", "", False)


@pytest.fixture
def facts(facts: Dataset) -> Dataset:
    """The small country with two rows that the public does not see."""
    first, second, *rest = facts.interventies
    rows = (replace(first, status="concept"), replace(second, zichtbaar_vanaf=date(2099, 1, 1)), *rest)
    return replace(facts, interventies=rows)


def test_draft_rows_are_marked(facts: Dataset) -> None:
    marked = {task.todo.key for task in tasks_of(facts, ALL, DAY, {}) if task.draft}
    assert marked == {("I1",), ("I2",)}
    only = tasks_of(facts, Filters("", "", True), DAY, {})
    assert {task.todo.key for task in only} == marked
    assert not [
        task for task in tasks_of(facts, ALL, date(2099, 1, 1), {}) if task.todo.key == ("I2",) and task.draft
    ]


def test_the_page_filters_by_region_and_kind(anna: Coordinator) -> None:
    page = anna.get("/beheer/taken?regio=PV02&soort=niet_nagekeken").text
    # The rest of the page has a secret of any letters.
    rows = "".join(re.findall(r'<tr><th scope="row">.*?</tr>', page))
    assert "I4" in rows
    assert "I1" not in rows
    assert '<option value="PV02" selected>' in page
    assert '<option value="niet_nagekeken" selected>' in page
    assert "Webpagina werkt niet</td>" not in page
    assert 'href="/beheer/taken.csv?regio=PV02&amp;soort=niet_nagekeken"' in page


@pytest.mark.parametrize(
    "query", ["regio=PV99", "soort=niets", "regio=<script>", "rijen=ja", "regio=PV01&regio=PV02"]
)
def test_what_is_not_known_counts_as_no_filter(anna: Coordinator, query: str) -> None:
    answer = anna.get(f"/beheer/taken?{query}")
    assert answer.status_code == 200
    assert "<script" not in answer.text


def test_what_link_check_found_is_in_it(anna: Coordinator, project: object) -> None:
    before = anna.get("/beheer/taken?soort=dode_link").text
    assert "0 dingen te doen" in before
    write_links(project / "build", {SOURCE: LinkState(False, "bestaat niet (404)", DAY)})  # type: ignore[operator]
    assert "bestaat niet (404)" in anna.get("/beheer/taken?soort=dode_link").text


def test_the_file_holds_the_same_list(anna: Coordinator, store: Store, facts: Dataset) -> None:
    answer = anna.get("/beheer/taken.csv?rijen=concept")
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="taken-alles.csv"'
    first, header, *rows = csv.reader(io.StringIO(answer.text.removeprefix("\ufeff")), delimiter=";")
    assert "publicatie 1" in first[0]
    assert header[-1] == "Concept"
    assert {row[-1] for row in rows} == {"ja"}
    assert len(rows) == len(tasks_of(facts, Filters("", "", True), date.today(), {}))
    store.publish(facts, who="x", why="y", base=1, provenance=Provenance())
    assert "publicatie 2" in anna.get("/beheer/taken.csv").text


def test_the_overview_says_how_many_rows_only_coordinators_see(anna: Coordinator) -> None:
    assert "2 rijen zijn een concept of later zichtbaar." in anna.get("/beheer/").text
