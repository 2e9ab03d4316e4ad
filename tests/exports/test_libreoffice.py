"""Our files in another office program: what it makes of them is what we put in.

Skipped where LibreOffice is not installed; docs/exports.md names the packages.
"""

import io
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pypdf
import pytest
from openpyxl import load_workbook
from pptx import Presentation

from gka_dash.exports.files import FILES, Tools
from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import Picture
from gka_dash.figures.charts import CHARTS
from gka_dash.model.dataset import Dataset
from gka_dash.model.diff import difference
from gka_dash.sources.incoming import read_incoming
from tests.books import made
from tests.small import small_dataset

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
PATIENCE = 120
MEGABYTES = 10_000_000
QUERIES = ("", "regio=PV30&gemeente=GM0758&thema=taalbevordering", "sinds=2019-07-16&datum=2022-12-31")
NO_TOOLS = Tools(Path("nergens"))
Make = Callable[[str], Picture]
Convert = Callable[[bytes, str, str], bytes]

pytestmark = pytest.mark.skipif(
    SOFFICE is None, reason="LibreOffice is not installed (libreoffice-impress, -calc)"
)


@pytest.fixture(scope="module")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Open a file in LibreOffice and let it write another one; with a profile of its own."""
    home = tmp_path_factory.mktemp("kantoor")

    def run(data: bytes, ending: str, to: str) -> bytes:
        path = home / f"in.{ending}"
        path.write_bytes(data)
        out = home / "uit"
        command = [
            str(SOFFICE),
            "--headless",
            "--norestore",
            f"-env:UserInstallation={(home / 'profiel').as_uri()}",
        ]
        done = subprocess.run(
            [*command, "--convert-to", to, "--outdir", str(out), str(path)],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=True,
        )
        assert "Error" not in done.stderr, done.stderr
        return (out / f"in.{to}").read_bytes()

    return run


def text_of(reader: pypdf.PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("query", QUERIES)
def test_slides_open_whole(query: str, picture: Make, convert: Convert) -> None:
    found = picture(query)
    data = FILES["pptx"].make(found, Origin(found.view, "ab12cd34", "https://kaart.voorbeeld.nl"), NO_TOOLS)
    show = Presentation(io.BytesIO(data))
    reader = pypdf.PdfReader(io.BytesIO(convert(data, "pptx", "pdf")))
    assert len(reader.pages) == len(show.slides)
    text = re.sub(r"\s", "", text_of(reader))
    for slide in show.slides:
        assert re.sub(r"\s", "", slide.shapes.title.text_frame.text) in text
    for line in found.legend:
        assert re.sub(r"\s", "", f"{line.label} ({line.count})") in text
    for chart in CHARTS:
        for row in chart.table(found.view)[1]:
            assert re.sub(r"\s", "", row[0]) in text, (chart.key, row[0])
    width, height = (float(side) for side in reader.pages[0].mediabox[2:])
    assert round(width / height, 2) == 1.78


def test_slides_survive_being_saved_by_somebody_else(picture: Make, convert: Convert) -> None:
    found = picture("regio=PV24")
    data = FILES["pptx"].make(found, Origin(found.view, "v"), NO_TOOLS)
    before, after = (Presentation(io.BytesIO(d)) for d in (data, convert(data, "pptx", "pptx")))
    for ours, theirs in zip(before.slides, after.slides, strict=True):
        assert theirs.notes_slide.notes_text_frame.text == ours.notes_slide.notes_text_frame.text
        charts = [[s.chart for s in slide.shapes if s.has_chart] for slide in (ours, theirs)]
        for own, other in zip(*charts, strict=True):
            assert list(other.plots[0].categories) == list(own.plots[0].categories)
            assert [list(s.values) for s in other.plots[0].series] == [
                list(s.values) for s in own.plots[0].series
            ]
    shapes = [{s.name for s in show.slides[1].shapes} for show in (before, after)]
    assert "Kaart" in shapes[0] & shapes[1]


@pytest.mark.parametrize("region", ["", "PV30"])
def test_a_workbook_that_was_saved_there_changes_nothing(
    region: str, dataset: Dataset, convert: Convert
) -> None:
    saved = convert(made(dataset, region), "xlsx", "xlsx")
    read = read_incoming("werkmap.xlsx", saved, dataset, MEGABYTES)
    assert [str(problem) for problem in read.dataset.problems if problem.severity == "fout"] == []
    assert difference(dataset, read.dataset).is_empty


def test_a_small_workbook_with_strange_words_changes_nothing(convert: Convert) -> None:
    own = small_dataset()  # with mergers that go round in a circle, which no reader takes
    data = made(own)
    before, after = (
        read_incoming("werkmap.xlsx", each, own, MEGABYTES).dataset
        for each in (data, convert(data, "xlsx", "xlsx"))
    )
    assert difference(before, after).is_empty
    assert len(after.interventies) == len(own.interventies)


def test_tables_have_the_same_cells(picture: Make, convert: Convert) -> None:
    found = picture("regio=PV30")
    data = FILES["xlsx"].make(found, Origin(found.view, "v"), NO_TOOLS)
    before, after = (load_workbook(io.BytesIO(d)) for d in (data, convert(data, "xlsx", "xlsx")))
    assert after.sheetnames == before.sheetnames
    for name in before.sheetnames:
        assert list(after[name].values) == list(before[name].values), name
