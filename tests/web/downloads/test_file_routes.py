"""Every file over the web: named, marked, the same as by command, and never with another filter."""

import io
import re
import zipfile

import pypdf
import pytest
from flask.testing import FlaskClient

from gka_dash.exports.bench import Bench, Borders
from gka_dash.exports.files import FILES, Tools
from gka_dash.web.downloads.file_routes import FEW_SHEETS
from tests.layouts.real_site import real_services, real_settings

QUERY = "regio=PV24&thema=taalbevordering"
NAME = "gka-flevoland-2022-12-31"


@pytest.fixture(scope="module")
def bench() -> Bench:
    return Bench(real_services(), Borders(Tools(real_settings().build_dir)), real_settings().base_url)


@pytest.mark.parametrize("kind", FILES)
def test_a_view_is_the_same_file_as_by_command(kind: str, client: FlaskClient, bench: Bench) -> None:
    answer = client.get(f"/download/{kind}?{QUERY}")
    assert answer.status_code == 200
    assert answer.mimetype == FILES[kind].media_type
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{NAME}.{kind}"'
    assert answer.data == bench.file(kind, real_services().read(QUERY).selection)[1]


@pytest.mark.parametrize("kind", FILES)
def test_a_file_that_a_visitor_has_is_not_made_again(kind: str, client: FlaskClient) -> None:
    first = client.get(f"/download/{kind}?{QUERY}")
    mark = first.headers["ETag"]
    again = client.get(f"/download/{kind}?{QUERY}", headers={"If-None-Match": mark})
    assert (again.status_code, again.data) == (304, b"")
    assert first.headers["Cache-Control"] == again.headers["Cache-Control"] == "no-cache"
    same = client.get(f"/download/{kind}?thema=taalbevordering&regio=PV24", headers={"If-None-Match": mark})
    assert same.status_code == 304, "another order of the same choice"
    assert client.get(f"/download/{kind}?regio=PV24", headers={"If-None-Match": mark}).status_code == 200
    compressed = client.get(
        f"/download/{kind}?{QUERY}", headers={"Accept-Encoding": "br", "If-None-Match": f'{mark[:-1]}:br"'}
    )
    assert compressed.status_code == 304


@pytest.mark.parametrize(
    "query", ["regio=PV99", "utm=1", "thema=x", "a" * 3000, "%ff%fe=1", "datum=1999-01-01"]
)
def test_a_choice_that_is_not_known_gives_no_file_with_another(query: str, client: FlaskClient) -> None:
    answer = client.get(f"/download/csv?{query}")
    assert answer.status_code == 400
    assert "Deze keuze is niet bekend" in answer.text
    assert "<script" not in answer.text


@pytest.mark.parametrize(
    "path",
    ["/download/exe", "/download/", "/download/blad/GM9999.pdf", "/download/blad/..%2f..%2fetc.pdf",
     "/download/bladen/PV99.zip", "/download/bladen/PV99", "/download/verhaal/nergens.pptx",
     "/download/verhaal/nergens", "/download/taken/x", "/download/PPTX"],
)  # fmt: skip
def test_what_is_not_there_is_a_dutch_404(path: str, client: FlaskClient) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert '<html lang="nl">' in answer.text


def test_the_sheet_of_a_municipality_and_of_a_region(client: FlaskClient) -> None:
    for code, title in (("GM0363", "Amsterdam"), ("PV30", "Noord-Brabant"), ("NL", "Nederland")):
        answer = client.get(f"/download/blad/{code}.pdf")
        assert answer.mimetype == "application/pdf"
        assert pypdf.PdfReader(io.BytesIO(answer.data)).metadata.title == title
        assert re.search(rf'filename="{code}-[a-z-]+\.pdf"', answer.headers["Content-Disposition"])


def test_few_sheets_come_at_once_and_more_are_a_task(client: FlaskClient) -> None:
    few = client.get(f"/download/bladen/PV24.zip?{QUERY}")
    with zipfile.ZipFile(io.BytesIO(few.data)) as archive:
        names = archive.namelist()
    assert len(names) == 1 + 6 <= FEW_SHEETS
    assert f"gka-bladen-{NAME.removeprefix('gka-')}.zip" in few.headers["Content-Disposition"]
    many = client.get("/download/bladen/PV30.zip?thema=taalbevordering")
    assert many.status_code == 303
    assert many.headers["Location"] == "/download/bladen/PV30?thema=taalbevordering"
    page = client.get(many.headers["Location"])
    assert "57 bladen" in page.text
    assert "Taalbevordering" in page.text
    assert 'name="keuze" value="regio=PV30&amp;thema=taalbevordering"' in page.text


def test_everywhere_keeps_the_other_filters(client: FlaskClient) -> None:
    page = client.get("/download/bladen/NL?thema=taalbevordering")
    assert "343 bladen" in page.text
    assert "Taalbevordering" in page.text


def test_a_story_that_asks_for_a_region_says_so(client: FlaskClient) -> None:
    answer = client.get("/download/verhaal/mijn-regio.pptx")
    assert answer.status_code == 400
    assert "Dit verhaal gaat over een regio" in answer.text
    assert client.get("/download/verhaal/mijn-regio.pptx?regio=PV24").status_code in (200, 303)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_files_can_only_be_read(method: str, client: FlaskClient) -> None:
    assert client.open("/download/csv", method=method).status_code == 405
    assert client.head("/download/csv").status_code == 200
