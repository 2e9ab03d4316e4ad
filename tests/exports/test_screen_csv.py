"""What is on screen as a file: the rows of the list, with date, filters, version and source above them."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest

from gka_dash.exports.csv_table import plain_cell
from gka_dash.exports.screen_csv import SCREENS, preamble, screen_csv
from gka_dash.figures.charts import CHART_BY_KEY
from gka_dash.model.dataset import Dataset
from gka_dash.model.dates import dutch_date
from gka_dash.model.membership import Status
from gka_dash.model.news import News, news_rows, news_sentence, not_known
from gka_dash.model.selection import read_query
from gka_dash.model.summary import filters_text
from gka_dash.model.view import View, make_view
from gka_dash.model.vocabulary import Vocabulary
from tests.small import activity, small_dataset

QUERIES = (
    "",
    "regio=PV30",
    "thema=taalbevordering&sector=po",
    "datum=2019-07-16",
    "sinds=2019-07-16&datum=2022-12-31",
    "gemeente=GM0363&sorteer=-start",
    "zoek=geenenkeleactiviteit",
    "vanaf=2019&tot=2020&aard=inzet",
)
RISKY = ("=1+1", "+31", "-2", "@som", "\tx", "'=1", " =1")


def _view(dataset: Dataset, query: str) -> View:
    vocabulary = Vocabulary(dataset)
    return make_view(dataset, vocabulary, read_query(query, vocabulary).selection)


def _read(text: str) -> tuple[list[str], list[str], list[list[str]]]:
    """Lines above the table, headers and rows."""
    lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    above = [line[0] for line in lines if line and line[0].startswith("# ")]
    headers, *rows = lines[len(above) :]
    return above, headers, rows


@pytest.mark.parametrize("name", SCREENS)
@pytest.mark.parametrize("query", QUERIES)
def test_every_screen_says_what_it_is_above_the_rows(dataset: Dataset, name: str, query: str) -> None:
    view = _view(dataset, query)
    above, headers, rows = _read(screen_csv(view, name, "ab12cd34"))
    text = "\n".join(above)
    for part in (SCREENS[name][0], dutch_date(view.day), filters_text(view), "ab12cd34", "Bron: "):
        assert part in text
    if view.since:
        assert dutch_date(view.since) in text, "a difference has two dates"
    assert [line.removeprefix("# ") for line in above] == preamble(view, SCREENS[name][0], "ab12cd34")
    assert len(headers) == len(set(headers))
    assert all(len(row) == len(headers) for row in rows)


@pytest.mark.parametrize("query", QUERIES)
def test_only_activities_that_fit_are_in_the_file(dataset: Dataset, query: str) -> None:
    view = _view(dataset, query)
    _, headers, rows = _read(screen_csv(view, "interventies", "v"))
    numbers = [row[headers.index("Nummer")] for row in rows]
    assert sorted(numbers) == sorted(row.interventie_id for row in view.activities)
    if view.selection.region:
        places = {m.provincie for m in view.municipalities}
        assert {row[headers.index("Provincie")] for row in rows} <= places


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("name", ["gemeenten", "kaart"])
def test_municipalities_of_the_region_are_in_the_file(dataset: Dataset, query: str, name: str) -> None:
    view = _view(dataset, query)
    _, headers, rows = _read(screen_csv(view, name, "v"))
    assert {row[0] for row in rows} == {m.gemeentecode for m in view.municipalities}
    assert len(rows) == len(view.municipalities)
    standing = [row[headers.index("Stand")] for row in rows]
    assert standing.count("mogelijk aangesloten") == len(view.members[Status.POSSIBLE])
    assert standing.count("aangesloten") == len(view.members[Status.CERTAIN])
    activities = sum(int(row[headers.index("Activiteiten")]) for row in rows)
    assert activities == sum(len(found) for code, found in view.activities_by_municipality.items())


@pytest.mark.parametrize("query", QUERIES)
@pytest.mark.parametrize("key", CHART_BY_KEY)
def test_a_chart_as_file_is_its_table(dataset: Dataset, query: str, key: str) -> None:
    view = _view(dataset, query)
    headers, rows = CHART_BY_KEY[key].table(view)
    _, shown, written = _read(screen_csv(view, key, "v"))
    assert shown == headers
    assert written == [[str(cell) for cell in row] for row in rows]


def test_an_unknown_screen_is_an_error(dataset: Dataset) -> None:
    with pytest.raises(KeyError):
        screen_csv(_view(dataset, ""), "geheim", "v")


@pytest.mark.parametrize("text", RISKY)
def test_no_cell_is_a_formula(text: str) -> None:
    small = small_dataset()
    rows = (activity("I1", "GM0006", titel=text, samenvatting=text, doelgroep=text, bron_url=text),)
    places = tuple(replace(place, gemeente=text) for place in small.gemeenten)
    dataset = replace(small, gemeenten=places, interventies=rows)
    for name in SCREENS:
        lines = csv.reader(io.StringIO(screen_csv(_view(dataset, ""), name, "v"), newline=""), delimiter=";")
        for cell in (cell for line in lines for cell in line):
            assert not cell.lstrip(" '").startswith(("=", "+", "@", "-", "\t")) or cell.startswith("'"), cell
    _, headers, written = _read(screen_csv(_view(dataset, ""), "interventies", "v"))
    assert plain_cell(written[0][headers.index("Titel")]).strip() == text.strip() or text.startswith("'")


@pytest.mark.parametrize("text", ["=1+1", "x\r\ny;z", '"', "a;b", "# kop", "'"])
def test_a_search_word_cannot_add_rows_or_cells(dataset: Dataset, text: str) -> None:
    """The filter is printed above the rows, so what a visitor types ends up in somebody's spreadsheet."""
    vocabulary = Vocabulary(dataset)
    selection = replace(read_query("", vocabulary).selection, text=text)
    lines = list(
        csv.reader(
            io.StringIO(screen_csv(make_view(dataset, vocabulary, selection), "thema", "v"), newline=""),
            delimiter=";",
        )
    )
    assert [len(line) for line in lines[:5]] == [1] * 5
    assert all(line[0].startswith("# ") for line in lines[:5])
    assert lines[5][0] == "Thema"


def test_the_day_in_the_file_is_the_day_of_the_map(dataset: Dataset) -> None:
    above, _, _ = _read(screen_csv(_view(dataset, "datum=2019-07-16"), "kaart", "v"))
    assert dutch_date(date(2019, 7, 16)) in "".join(above)
    assert "30" in "".join(above)


def test_the_news_says_what_it_tells_and_what_it_cannot(dataset: Dataset) -> None:
    view = _view(dataset, "datum=2023-12-31&regio=PV30&kring=2019-10-01")
    above, headers, rows = _read(screen_csv(view, "nieuw", "ab12cd34"))
    news = News(view, date(2019, 10, 1))
    text = "\n".join(above)
    for line in (news_sentence(news), *not_known(news)):
        assert " ".join(line.split()) in text
    assert len(rows) == len(news_rows(news)) > 0
    assert headers[1] == "Gemeentecode"
    certain = [row[2] for row in rows if row[0] == "zeker nieuw"]
    assert certain == [plain_cell(row.name) for row in news.joined if row.certain] != []


def test_without_a_day_there_is_no_news(dataset: Dataset) -> None:
    _, headers, rows = _read(screen_csv(_view(dataset, ""), "nieuw", "ab12cd34"))
    assert headers
    assert rows == []
