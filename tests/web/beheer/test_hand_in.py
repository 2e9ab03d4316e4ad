"""From a file to a publication and back, as a coordinator does it."""

import io
import re
from pathlib import Path
from threading import Barrier, Thread

import pytest
from openpyxl import load_workbook

from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Provenance
from gka_dash.store.store import Store
from tests.books import Change, changed, csv_zip, made, put
from tests.web.beheer.conftest import Coordinator

TITLE = put("Interventies", B2="Een andere titel")


def workbook_of(user: Coordinator, region: str = "") -> bytes:
    answer = user.get("/beheer/werkmap.xlsx" + (f"?regio={region}" if region else ""))
    assert answer.status_code == 200
    return answer.data


def handed_in(user: Coordinator, change: Change) -> str:
    """The address of the check of the current workbook after a change."""
    answer = user.hand_in(changed(workbook_of(user), change))
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def publish(user: Coordinator, change: Change, why: str = "Titel verbeterd") -> str:
    """Bring a change in and publish it; gives the address of the publication."""
    check = handed_in(user, change)
    answer = user.send(f"{check}/publiceren", why=why, base=base_in(user, check))
    assert answer.status_code == 303, answer.text
    return answer.headers["Location"]


def base_in(user: Coordinator, check: str) -> str:
    found = re.search(r'name="base" value="(\d+)"', user.get(check).text)
    assert found
    return found[1]


def test_a_workbook_that_comes_back_unchanged_changes_nothing(anna: Coordinator) -> None:
    page = anna.checked(workbook_of(anna)).text
    assert "0 fouten en 0 waarschuwingen." in page
    assert "Er verandert niets." in page
    assert ">Publiceer<" not in page


def test_a_regional_workbook_holds_one_region(anna: Coordinator) -> None:
    codes = [
        row[0].value for row in load_workbook(io.BytesIO(workbook_of(anna, "PV02")))["Interventies"].rows
    ]
    assert {"I4", "I5"} <= set(codes)
    assert "I1" not in codes
    assert "werkmap van de regio PV02" in anna.checked(workbook_of(anna, "PV02")).text
    assert anna.get("/beheer/werkmap.xlsx?regio=PV99").status_code == 404


def test_a_mistake_is_named_by_sheet_and_cell_and_cannot_be_published(
    anna: Coordinator, store: Store
) -> None:
    check = handed_in(anna, put("Interventies", F2="Tael"))
    page = anna.get(check).text
    assert "1 fout en 0 waarschuwingen." in page
    assert "Interventies!F2" in page
    assert "bedoelde u Taal" in page
    assert ">Publiceer<" not in page
    assert "Bekijk het voorbeeld" not in page
    assert anna.send(f"{check}/publiceren", why="toch", base="1").status_code == 400
    assert store.latest_number() == 1


def test_a_change_is_shown_per_field_and_published_with_its_reason(
    anna: Coordinator, store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    check = handed_in(anna, TITLE)
    page = anna.get(check).text
    assert "1 gewijzigde interventie" in page
    assert "<del>Titel I1</del>" in page
    assert "<ins>Een andere titel</ins>" in page
    token = check.rpartition("/")[2]
    assert f'href="/voorbeeld/{token}/"' in page
    answer = anna.send(f"{check}/publiceren", why="Titel verbeterd", base="1")
    assert answer.headers["Location"] == "/beheer/publicatie/2"
    assert "Publicatie 2 is gemaakt" in anna.get("/beheer/publicatie/2").text
    made = store.latest()
    assert made
    assert (made.number, made.who, made.why, made.base) == (2, "anna@gemeente.nl", "Titel verbeterd", 1)
    assert "Een andere titel" in [row.titel for row in made.dataset.interventies]
    listed = anna.get("/beheer/").text
    assert all(part in listed for part in ("Publicatie 2", "Titel verbeterd", made.sha256[:12]))
    assert "anna@gemeente.nl: publicatie 2 gemaakt" in caplog.text
    assert "Titel verbeterd" not in caplog.text


def test_new_and_gone_rows_are_shown(anna: Coordinator, facts: Dataset) -> None:
    def change(book: object) -> None:
        book["Interventies"].delete_rows(2)  # type: ignore[index]

    page = anna.get(handed_in(anna, change)).text
    assert "Verdwenen" in page
    assert "I1 · Titel I1" in page
    assert "Er verandert niets." in anna.checked(csv_zip(facts), "map.zip").text


def test_what_only_mattered_for_the_check_is_not_published(anna: Coordinator, store: Store) -> None:
    """A workbook of before the last publication gets a warning, and that is not news for the public."""
    old = workbook_of(anna)
    publish(anna, TITLE)
    answer = anna.hand_in(changed(old, put("Interventies", B3="Nog een titel")))
    page = anna.get(answer.headers["Location"]).text
    assert "Deze werkmap is gemaakt van publicatie 1, maar publicatie 2 is nu de laatste." in page
    anna.send(f"{answer.headers['Location']}/publiceren", why="bewust", base="2")
    latest = store.latest()
    assert latest
    assert latest.number == 3
    assert not [p for p in latest.dataset.problems if p.table in ("bestand", "opgemerkt")]


def test_a_double_click_publishes_once(anna: Coordinator, store: Store) -> None:
    check = handed_in(anna, TITLE)
    fields = {"csrf_token": anna.token(), "why": "een keer", "base": "1"}
    answers = [anna.post(f"{check}/publiceren", fields) for _ in range(3)]
    assert [a.headers.get("Location") for a in answers] == ["/beheer/publicatie/2"] * 3
    assert store.latest_number() == 2


def test_s16_two_at_once_publish_once(anna: Coordinator, store: Store) -> None:
    check = handed_in(anna, TITLE)
    cookie = anna.client.get_cookie("gka_beheer", "kaart.voorbeeld.nl", "/beheer")
    assert cookie
    fields = {"csrf_token": anna.token(), "why": "een keer", "base": "1"}
    answers: list[str] = []
    gate = Barrier(4)

    def click() -> None:
        own = Coordinator(anna.client.application.test_client(), anna.provider)
        own.client.set_cookie("gka_beheer", cookie.value, domain="kaart.voorbeeld.nl", path="/beheer")
        gate.wait()
        answers.append(own.post(f"{check}/publiceren", fields).headers.get("Location", ""))

    threads = [Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == ["/beheer/publicatie/2"] * 4
    assert store.latest_number() == 2


def test_who_published_in_between_is_named_and_nothing_is_lost(anna: Coordinator, store: Store) -> None:
    check = handed_in(anna, TITLE)
    before = store.latest()
    assert before
    store.publish(before.dataset, who="bram", why="Eerder klaar", base=1, provenance=Provenance())
    answer = anna.send(f"{check}/publiceren", why="te laat", base="1")
    assert answer.headers["Location"] == check
    page = anna.get(check).text
    assert "publicatie 2" in page
    assert "bram" in page
    assert "Eerder klaar" in page
    assert ">Publiceer<" not in page
    assert store.latest_number() == 2


def test_a_publication_is_undone_once_with_a_reason(anna: Coordinator, store: Store) -> None:
    publish(anna, TITLE)
    assert 'href="/beheer/publicatie/1#terug"' in anna.get("/beheer/").text
    assert 'name="seen" value="2"' in anna.get("/beheer/publicatie/1").text
    fields = {"csrf_token": anna.token(), "why": "Vergissing", "seen": "2"}
    answers = [anna.post("/beheer/publicatie/1/terugzetten", fields) for _ in range(2)]
    assert [a.headers["Location"] for a in answers] == ["/beheer/publicatie/3"] * 2
    made, first = store.latest(), store.get(1)
    assert made
    assert first
    assert (made.number, made.undone, made.why) == (3, 1, "Vergissing")
    assert made.dataset == first.dataset
    assert "publicatie 1 teruggezet" in anna.get("/beheer/").text


def test_an_undo_after_somebody_published_does_nothing(anna: Coordinator, store: Store) -> None:
    publish(anna, TITLE)
    publish(anna, put("Interventies", B2="Weer anders"))
    answer = anna.send("/beheer/publicatie/1/terugzetten", why="Vergissing", seen="2")
    assert "Er is intussen publicatie 3 gemaakt" in anna.get(answer.headers["Location"]).text
    assert store.latest_number() == 3


@pytest.mark.parametrize("why", ["", "   ", "x" * 501])
def test_a_reason_is_needed(anna: Coordinator, store: Store, why: str) -> None:
    check = handed_in(anna, TITLE)
    answer = anna.send(f"{check}/publiceren", why=why, base="1")
    assert answer.headers["Location"] == check
    assert "Niet gelukt" in anna.get(check).text
    publish(anna, put("Interventies", B3="Anders"))
    answer = anna.send("/beheer/publicatie/1/terugzetten", why=why, seen="2")
    assert "Niet gelukt" in anna.get(answer.headers["Location"]).text
    assert store.latest_number() == 2


def test_a_draft_is_of_who_made_it_and_expires(anna: Coordinator, store: Store, facts: Dataset) -> None:
    def kept(who: str, hours: float = 24) -> str:
        return store.keep_draft(
            facts, who=who, file_name="a.xlsx", provenance=Provenance(), base=1, hours=hours
        ).token

    for token in (kept("bram"), kept("anna@gemeente.nl", -1), "x" * 43, "'"):
        for answer in (
            anna.get(f"/beheer/controle/{token}"),
            anna.send(f"/beheer/controle/{token}/publiceren", why="x", base="1"),
            anna.send(f"/beheer/controle/{token}/weggooien"),
        ):
            assert answer.status_code == 404, token
    assert store.latest_number() == 1


def test_a_draft_can_be_thrown_away(anna: Coordinator, store: Store) -> None:
    check = handed_in(anna, TITLE)
    assert anna.send(f"{check}/weggooien").status_code == 303
    assert anna.get(check).status_code == 404
    assert store.draft(check.rpartition("/")[2]) is None


def test_a_form_without_its_token_does_nothing(anna: Coordinator, store: Store, start: object) -> None:
    check = handed_in(anna, TITLE)
    other = Coordinator(start(), anna.provider)  # type: ignore[operator]
    other.sign_in()
    foreign = other.token()
    for token in ("", "x", foreign, anna.token()[:-3] + "abc"):
        for path in (f"{check}/publiceren", f"{check}/weggooien", "/beheer/publicatie/1/terugzetten"):
            answer = anna.post(path, {"csrf_token": token, "why": "x", "base": "1", "seen": "1"})
            assert answer.status_code == 400, (path, token)
        answer = anna.post("/beheer/inleveren", {"csrf_token": token, "file": (io.BytesIO(b"PK"), "a.xlsx")})
        assert answer.status_code == 400
        assert anna.post("/beheer/uitloggen", {"csrf_token": token}).status_code == 400
    assert store.latest_number() == 1
    assert anna.get(check).status_code == 200


def test_no_file_is_told(anna: Coordinator) -> None:
    for fields in ({}, {"file": (io.BytesIO(), "")}):
        answer = anna.send("/beheer/inleveren", **fields)
        assert "Kies eerst een bestand." in anna.get(answer.headers["Location"]).text


def test_every_page_is_kept_out_of_caches_and_runs_no_script(anna: Coordinator) -> None:
    check = handed_in(anna, put("Interventies", B2="<script>alert(1)</script>{{7777*7777}}"))
    publish(anna, TITLE)
    paths = (
        "",
        "inleveren",
        "werkmap",
        "werkmap.xlsx",
        "taken",
        "taken.csv",
        "publicatie/2",
        "publicatie/99",
    )
    for path in (*(f"/beheer/{p}" for p in paths), check, "/beheer/inloggen", "/beheer/uitgelogd"):
        answer = anna.get(path)
        policy = answer.headers["Content-Security-Policy"]
        assert answer.headers["Cache-Control"] == "no-store", path
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert "script" not in policy
        assert answer.headers["X-Frame-Options"] == "DENY"
        if answer.mimetype == "text/html":
            assert not re.search(r"<script|<style|\sstyle=|\son\w+=|60481729", answer.text), path
    assert "&lt;script&gt;" in anna.get(check).text


def test_a_database_that_is_away_is_told(anna: Coordinator, store: Store, tmp_path: Path) -> None:
    for path in tmp_path.glob("publicaties.sqlite*"):
        path.rename(path.with_suffix(".weg"))
    answer = anna.get("/beheer/")
    assert answer.status_code == 503
    assert "niet te bereiken" in answer.text


def test_old_drafts_are_cleared_when_a_file_comes_in(anna: Coordinator, store: Store, facts: Dataset) -> None:
    store.keep_draft(facts, who="x", file_name="a", provenance=Provenance(), base=1, hours=-1)
    anna.checked(made(facts))
    assert store.drop_expired() == 0
