"""What the server shows as publications come, days pass, drafts expire and the database goes away."""

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from flask.testing import FlaskClient

from gka_dash.model.dataset import Dataset
from gka_dash.model.draft import FILE, NOTED
from gka_dash.model.problem import Problem
from gka_dash.model.provenance import Provenance
from gka_dash.model.schema import DRAFT
from gka_dash.settings import Settings
from gka_dash.store.store import Store
from gka_dash.web.app_factory import create_app
from gka_dash.web.browser_files import FOLDER
from gka_dash.web.current import KEPT, NEWEST, SHOWN
from gka_dash.web.preview import GONE
from gka_dash.web.publications import Publications, publications_of, stamp_of
from gka_dash.web.site import site_parts
from gka_dash.web.version_routes import software_version
from tests.callbacks.conversation import body_of, spec_of

BEFORE, AFTER = date(2026, 12, 31), date(2027, 1, 1)


class Shown:
    """A server with a store of its own, whose day can be set."""

    def __init__(self, **environment: str) -> None:
        self.day = BEFORE
        settings = Settings.from_environment(environment)
        self.publications = Publications(settings, today=lambda: self.day)
        app = create_app(settings, site_parts(settings, self.publications))
        assert publications_of(app.server) is self.publications
        self.client: FlaskClient = app.server.test_client()

    @property
    def store(self) -> Store:
        assert self.publications.store is not None
        return self.publications.store

    @property
    def dataset(self) -> Dataset:
        latest = self.store.latest()
        assert latest is not None
        return latest.dataset

    def publish(self, dataset: Dataset) -> int:
        base = self.store.latest_number()
        made = self.store.publish(dataset, who="Jan", why="Bijgewerkt", base=base, provenance=Provenance())
        assert self.publications.follower is not None
        self.publications.follower.check_now()
        return made.number

    def rows(self, table: str, **headers: str) -> int:
        return self.client.get(f"/data/{table}.csv", headers=headers).text.count("\r\n") - 1

    def mark(self) -> str:
        return str(self.client.get("/versie").headers[SHOWN])


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Callable[..., Shown]]:
    made: list[Shown] = []

    def start(**environment: str) -> Shown:
        made.append(Shown(**{"GKA_STATE_DIR": str(tmp_path / "state"), **environment}))
        return made[-1]

    yield start
    for shown in made:
        shown.publications.stop()


@pytest.fixture
def shown(make: Callable[..., Shown]) -> Shown:
    return make()


def _without_first(dataset: Dataset) -> Dataset:
    return replace(dataset, interventies=dataset.interventies[1:])


def _draft(shown: Shown, dataset: Dataset) -> str:
    kept = shown.store.keep_draft(dataset, who="Jan", file_name="w.xlsx", provenance=Provenance(), base=1)
    return f"/voorbeeld/{kept.token}"


# ---- publications -----------------------------------------------------------------------------------------


def test_the_bundled_files_are_the_first_publication(shown: Shown) -> None:
    facts = shown.client.get("/versie").get_json()
    assert (facts["publicatie"], facts["waarom"]) == (1, "Gegevens bij de installatie")
    assert "meegeleverd" not in facts["naam"]
    origin = shown.publications.current.newest.origins.of("agendas", shown.dataset.agendas[0])
    assert "bestand agendas.csv, rij 2" in origin[0]


def test_everything_follows_a_new_publication_and_names_it(shown: Shown) -> None:
    before = shown.rows("interventies")
    pages = {path: shown.client.get(path).text for path in ("/", "/_dash-layout")}
    assert shown.publish(_without_first(shown.dataset)) == 2
    assert shown.rows("interventies") == before - 1
    name = shown.client.get("/versie").get_json()["naam"]
    assert name.startswith("publicatie 2 (")
    for path, text in pages.items():
        assert "publicatie 1 (" in text
        assert "publicatie 2 (" in shown.client.get(path).text
    for path in ("/data/datapackage.json", "/data/gemeenten.geojson", "/export/gemeenten.csv"):
        assert name in shown.client.get(path).text, path
    assert shown.client.get("/data/werkmap.xlsx").mimetype.endswith("spreadsheetml.sheet")


def test_the_version_page_tells_people_and_machines_the_same(shown: Shown) -> None:
    facts = shown.client.get("/versie").get_json()
    page = shown.client.get("/versie", headers={"Accept": "text/html,*/*;q=0.8"})
    assert page.mimetype == "text/html"
    assert '<html lang="nl">' in page.text
    assert facts["grenzen"] == ["2024"]
    assert facts["software"] == software_version()
    for fact in (facts["naam"], facts["waarom"], facts["sha256"], facts["software"]):
        assert fact in page.text


def test_nobody_reads_who_published(shown: Shown) -> None:
    shown.publish(_without_first(shown.dataset))
    for path in ("/versie", "/", "/data", "/_dash-layout", "/data/datapackage.json"):
        for accept in ("text/html", "application/json"):
            assert "Jan" not in shown.client.get(path, headers={"Accept": accept}).text


def test_an_open_page_is_answered_from_its_own_publication(shown: Shown) -> None:
    mark, rows = shown.mark(), shown.rows("interventies")
    shown.publish(_without_first(shown.dataset))
    old = shown.client.get("/data/interventies.csv", headers={SHOWN: mark})
    assert old.text.count("\r\n") - 1 == rows
    assert old.headers[SHOWN] == mark
    assert old.headers[NEWEST].startswith("publicatie 2 (")
    assert NEWEST not in shown.client.get("/versie", headers={SHOWN: shown.mark()}).headers


def test_a_callback_answers_from_the_publication_of_its_page(shown: Shown) -> None:
    mark = shown.mark()
    shown.client.get("/")
    body = body_of(spec_of("pagina.children"), {"url.pathname": "/data", "url.search": ""})
    shown.publish(_without_first(shown.dataset))
    answers = [
        shown.client.post("/_dash-update-component", json=body, headers=h) for h in ({}, {SHOWN: mark})
    ]
    assert ["publicatie 2 (" in answer.text for answer in answers] == [True, False]
    assert ["publicatie 1 (" in answer.text for answer in answers] == [False, True]


def test_the_files_of_open_pages_stay_until_too_many_came_after(shown: Shown) -> None:
    mark = shown.mark()
    address = re.search(rf'"({FOLDER}[^"]+)"', shown.client.get("/").text)
    assert address
    for made in range(1, KEPT + 1):
        answer = shown.client.get(address[1], headers={"Accept-Encoding": "br"})
        assert answer.status_code == 200
        assert "immutable" in answer.headers["Cache-Control"]
        assert answer.headers["Content-Encoding"] == "br"
        assert shown.publish(_without_first(shown.dataset)) == made + 1
    assert shown.client.get(address[1]).status_code == 404
    assert shown.client.get("/versie", headers={SHOWN: mark}).status_code == 409


def test_a_mark_of_another_worker_is_looked_up_before_it_is_refused(shown: Shown) -> None:
    """The other worker was first: its page asks here before this one has seen the publication."""
    follower = shown.publications.follower
    assert follower is not None
    follower.stop()
    base, dataset = shown.store.latest_number(), _without_first(shown.dataset)
    made = shown.store.publish(dataset, who="Jan", why="Erbij", base=base, provenance=Provenance())
    assert shown.client.get("/versie").get_json()["publicatie"] == 1
    answer = shown.client.get("/versie", headers={SHOWN: stamp_of(made).mark})
    assert answer.get_json()["publicatie"] == 2


@pytest.mark.parametrize("mark", ["x", "1-00000000", "9" * 5000, "-1-", "\xff"])
def test_a_mark_that_nobody_gave_is_refused(shown: Shown, mark: str) -> None:
    assert shown.client.get("/versie", headers={SHOWN: mark}).status_code == 409


def test_readers_never_see_a_mix(shown: Shown) -> None:
    """While publications follow each other, every answer holds what its own mark says."""
    dataset = shown.dataset
    sizes = {shown.mark(): len(dataset.interventies)}
    answers: list[tuple[str, int]] = []

    def read(_: int) -> None:
        client = shown.client.application.test_client()
        answer = client.get("/data/interventies.csv")
        answers.append((answer.headers[SHOWN], answer.text.count("\r\n") - 1))

    with ThreadPoolExecutor(4) as pool:
        for fewer in range(1, 4):
            waiting = [pool.submit(read, place) for place in range(12)]
            shown.publish(replace(dataset, interventies=dataset.interventies[fewer:]))
            sizes[shown.mark()] = len(dataset.interventies) - fewer
            for future in waiting:
                future.result()
    assert len(answers) == 36
    assert all(sizes[mark] == rows for mark, rows in answers)


# ---- rows that are not for everybody yet ------------------------------------------------------------------


def test_a_row_becomes_visible_on_its_day_without_a_restart(shown: Shown) -> None:
    first, second, *rest = shown.dataset.interventies
    later = replace(first, zichtbaar_vanaf=AFTER, titel="Pas in januari")
    draft = replace(second, status=DRAFT, titel="Nog een concept")
    shown.publish(replace(shown.dataset, interventies=(later, draft, *rest)))
    hidden, mark = shown.client.get("/data/interventies.csv").text, shown.mark()
    assert "Pas in januari" not in hidden
    shown.day = AFTER
    visible = shown.client.get("/data/interventies.csv").text
    assert "Pas in januari" in visible
    assert "Nog een concept" not in visible
    assert shown.mark() != mark
    assert shown.client.get("/versie", headers={SHOWN: mark}).headers[SHOWN] == mark


# ---- previews ---------------------------------------------------------------------------------------------


def test_a_preview_shows_the_draft_and_is_kept_out_of_every_cache(shown: Shown) -> None:
    first, *rest = shown.dataset.interventies
    concept = replace(first, status=DRAFT, titel="Nog een concept")
    base = _draft(shown, replace(shown.dataset, interventies=(concept, *rest)))
    for path in ("/", "/gemeenten", "/data/interventies.csv", "/versie", "/_dash-layout"):
        answer = shown.client.get(base + path)
        assert answer.status_code == 200, path
        assert answer.headers["Cache-Control"] == "no-store"
        assert "noindex" in answer.headers["X-Robots-Tag"]
    assert "Nog een concept" in shown.client.get(f"{base}/data/interventies.csv").text
    assert "Voorbeeld van nog niet gepubliceerde gegevens, geldig tot" in (
        shown.client.get(f"{base}/_dash-layout").text
    )
    assert "Nog een concept" not in shown.client.get("/data/interventies.csv").text


def test_a_preview_tells_problems_of_the_data_and_no_remarks_about_the_file(shown: Shown) -> None:
    told = tuple(
        Problem(table, None, None, f"over {table}", "", "waarschuwing") for table in ("agendas", FILE, NOTED)
    )
    base = _draft(shown, replace(shown.dataset, problems=told))
    services = shown.publications.draft(base.removeprefix("/voorbeeld/"), base)
    assert services is not None
    assert [p.message for p in services.dataset.problems if p.message.startswith("over ")] == ["over agendas"]


def test_a_preview_is_shared_as_what_it_is_and_never_elsewhere(make: Callable[..., Shown]) -> None:
    shown = make(GKA_EMBED_HOSTS="https://www.voorbeeld.nl")
    base = _draft(shown, shown.dataset)
    text = shown.client.get(f"{base}/delen?pad={base}/gemeenten&regio=PV30").text
    assert f'value="http://localhost{base}/gemeenten?regio=PV30"' in text
    assert "nog niet gepubliceerd" in text
    assert "data-embed" not in text
    assert shown.client.get(f"{base}/inbed").status_code == 404


def test_every_link_of_a_preview_stays_in_it(shown: Shown) -> None:
    base = _draft(shown, shown.dataset)
    body = body_of(spec_of("pagina.children"), {"url.pathname": f"{base}/gemeenten", "url.search": ""})
    answers = [shown.client.get(base + path).text for path in ("/", "/gemeente/GM0363", "/_dash-layout")]
    answers.append(shown.client.post(f"{base}/_dash-update-component", json=body).text)
    for text in answers:
        links = re.findall(r'"?href"?(?:=|:\s?)"([^"]*)"', text.replace("\\u002f", "/"))
        inside = [
            link
            for link in links
            if link.startswith("/") and not link.startswith(("/static/", "/_dash-comp"))
        ]
        assert inside
        assert [link for link in inside if not link.startswith(f"{base}/")] == []
    assert "Gemeenten" in answers[-1]


def test_addresses_of_a_preview_lead_on_inside_it(shown: Shown) -> None:
    base = _draft(shown, shown.dataset)
    assert shown.client.get(base).headers["Location"] == f"{base}/"
    assert shown.client.get(f"{base}/gemeente/GM0010").headers["Location"] == f"{base}/gemeente/GM1979"
    assert "canonical" not in shown.client.get(f"{base}/gemeenten").text
    file = re.search(rf'"({base}{FOLDER}[^"]+)"', shown.client.get(f"{base}/").text)
    assert file
    assert shown.client.get(file[1]).status_code == 200
    assert shown.client.get(file[1].removeprefix(base)).status_code == 404


@pytest.mark.parametrize("path", ["", "/", "/gemeenten", "/data/interventies.csv", "/_dash-layout"])
def test_a_preview_that_is_over_is_gone_at_every_address(shown: Shown, path: str) -> None:
    base = _draft(shown, shown.dataset)
    assert shown.client.get(base + path).status_code in (200, 302)
    shown.store.drop_draft(base.rpartition("/")[2])
    answer = shown.client.get(base + path)
    assert answer.status_code == 404
    assert GONE[0] in answer.text
    assert 'href="/">Naar de kaart' in answer.text


@pytest.mark.parametrize("token", ["x" * 43, "kort", "../../etc/passwd", "a" * 5000, "%00" * 20])
def test_a_token_that_nobody_gave_is_not_there(shown: Shown, token: str) -> None:
    assert shown.client.get(f"/voorbeeld/{token}/").status_code == 404


def test_only_questions_of_the_page_can_be_sent_to_a_preview(shown: Shown) -> None:
    base = _draft(shown, shown.dataset)
    assert shown.client.post(f"{base}/").status_code == 404
    assert shown.client.delete(f"{base}/data/agendas.csv").status_code == 404


# ---- no database ------------------------------------------------------------------------------------------


def test_without_a_database_the_bundled_files_are_shown_with_a_banner(
    make: Callable[..., Shown], tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    place = tmp_path / "no-folder"
    place.write_text("a file where a folder should be", encoding="utf-8")
    shown = make(GKA_STATE_DIR=str(place))
    assert "De meegeleverde gegevens worden getoond" in caplog.text
    assert "De gegevensbank is niet bereikbaar" in shown.client.get("/_dash-layout").text
    facts = shown.client.get("/versie").get_json()
    assert facts["publicatie"] is None
    assert facts["naam"].startswith("meegeleverde gegevens")
    assert shown.rows("agendas") == 75
    assert shown.client.get(f"/voorbeeld/{'x' * 43}/").status_code == 404


def test_a_database_that_comes_later_is_followed_from_then_on(
    make: Callable[..., Shown], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "no-folder"
    place.write_text("a file where a folder should be", encoding="utf-8")
    monkeypatch.setattr("gka_dash.web.publications.TRY_AGAIN", 0.01)
    shown = make(GKA_STATE_DIR=str(place))
    assert shown.client.get("/versie").get_json()["publicatie"] is None
    place.unlink()
    _until(lambda: shown.client.get("/versie").get_json()["publicatie"] == 1)
    assert "niet bereikbaar" not in shown.client.get("/_dash-layout").text
    assert shown.publish(_without_first(shown.dataset)) == 2
    assert shown.client.get("/versie").get_json()["publicatie"] == 2


def _until(fits: Callable[[], Any], tries: int = 500) -> None:
    for _ in range(tries):
        if fits():
            return
        sleep(0.02)
    raise AssertionError("it did not happen")
