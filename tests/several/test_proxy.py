"""deploy/nginx.conf: what it asks again and what never, what it keeps, and what it says itself."""

import re
import shutil
import subprocess
from pathlib import Path

import httpx
import pytest

from gka_dash.settings import Settings
from gka_dash.web.app_factory import CALLBACK_PATH, MAX_REQUEST_BYTES
from gka_dash.web.beheer.guard import AROUND_FILE
from scripts.several.proxy import CONFIGURATION, fault_in, filled_in, write_configuration
from tests.several.conftest import Answer, Front

TEXT = CONFIGURATION.read_text(encoding="utf-8")
FOREVER = {"Cache-Control": "public, max-age=31536000, immutable", "ETag": '"abc"'}


def test_the_file_as_it_is_delivered_is_good(nginx: Path, tmp_path: Path) -> None:
    """With its https and a certificate made for the occasion; only folders differ."""
    if not shutil.which("openssl"):
        pytest.skip("openssl makes the certificate")
    names = ["-keyout", "privkey.pem", "-out", "fullchain.pem", "-subj", "/CN=kaart.voorbeeld.nl"]
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", *names],
        cwd=tmp_path,
        check=True,
        capture_output=True,
    )
    site = re.sub(r"/etc/ssl/landkaart|/var/(cache|log)/nginx", str(tmp_path), TEXT)
    assert fault_in(nginx, write_configuration(tmp_path, site)) == ""
    broken = write_configuration(tmp_path, site.replace("least_conn", "least_kon"))
    assert "least_kon" in fault_in(nginx, broken)


def test_a_file_that_lost_a_line_is_not_filled_in_quietly(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="listen 443"):
        filled_in(TEXT.replace("listen 443 ssl http2;", ""), ["a:1", "b:1"], "1", tmp_path)


def test_limits_are_those_of_the_application() -> None:
    assert re.findall(r"client_max_body_size (\d+);", TEXT) == [
        str(MAX_REQUEST_BYTES),
        str(Settings.from_environment({}).upload_bytes + AROUND_FILE),
    ]
    assert f"location = {CALLBACK_PATH} {{" in TEXT


def _cut_off(_path: str) -> Answer:
    return None


@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/?regio=PV24"), ("GET", "/static/a.js"), ("POST", CALLBACK_PATH)]
)
def test_what_only_reads_is_asked_of_the_other_server(front: Front, method: str, path: str) -> None:
    front.stubs[0].answer = _cut_off
    for _ in range(6):
        answer = httpx.request(method, front.address + path, content=b"{}")
        assert answer.status_code == 200
    assert front.stubs[1].asked


def test_what_writes_is_never_sent_twice(front: Front) -> None:
    front.all_answer(_cut_off)
    answer = httpx.post(f"{front.address}/beheer/publiceren", content=b"bestand")
    assert answer.status_code == 502
    assert "Misschien is het toch gelukt" in answer.text
    assert len(front.asked) == 1


@pytest.mark.parametrize("path", ["/", "/beheer/inleveren"])
def test_a_server_that_is_gone_costs_nothing(front: Front, path: str) -> None:
    """A request that could not be sent may go elsewhere, whatever it is."""
    front.stubs[0].stop()
    assert {httpx.post(front.address + path, content=b"x").status_code for _ in range(12)} == {200}


def test_two_servers_restarted_one_after_the_other(front: Front) -> None:
    """The first is still being left alone when the second goes: it is asked all the same."""
    for stub in front.stubs:
        stub.stop()
        assert {httpx.get(front.address).status_code for _ in range(12)} == {200}
        stub.start()


def test_a_file_that_one_server_does_not_have_yet(front: Front) -> None:
    """A newer build or publication on one of them."""
    front.stubs[0].answer = lambda _path: (404, {}, b"onbekend")
    for number in range(4):
        assert httpx.get(f"{front.address}/gegevens/nieuw-{number}.json").status_code == 200
    front.all_answer(lambda _path: (404, {}, b"onbekend"))
    assert httpx.get(f"{front.address}/static/nergens.js").text == "onbekend"
    assert httpx.get(f"{front.address}/gemeente/GM9999").text == "onbekend"


def test_files_are_kept_per_encoding_and_outlive_the_servers(front: Front) -> None:
    def answer(path: str) -> Answer:
        return 200, {**FOREVER, "Vary": "Accept-Encoding", "X-Publicatie-Nieuwste": "8"}, path.encode()

    front.all_answer(answer)
    address = f"{front.address}/static/app.0123456789ab.js"
    wanted = ["br", "gzip, deflate, br;q=1.0", "gzip", "gzip;q=0.5", "identity", "br;q=0", "zstd, xbr"]
    for accepted in wanted:
        for query in ("", "?v=1"):
            got = httpx.get(address + query, headers={"Accept-Encoding": accepted, "X-Publicatie": "7"})
            assert got.status_code == 200
            assert "X-Publicatie-Nieuwste" not in got.headers
    asked_for = [headers.get("Accept-Encoding", "") for _, _, headers in front.asked]
    assert sorted(asked_for) == ["", "br", "gzip"], "each of three once"
    assert all("X-Publicatie" not in headers for _, _, headers in front.asked)
    for stub in front.stubs:
        stub.stop()
    assert httpx.get(address, headers={"Accept-Encoding": "br"}).status_code == 200
    assert httpx.get(address, headers={"If-None-Match": '"abc"'}).status_code == 304


@pytest.mark.parametrize(
    "path", ["/?regio=PV24", "/data/agendas.csv", "/beheer/", "/voorbeeld/x/static/a.js"]
)
def test_nothing_else_is_kept(front: Front, path: str) -> None:
    front.all_answer(lambda path: (200, FOREVER, path.encode()))
    for _ in range(3):
        httpx.get(front.address + path)
    assert len(front.asked) == 3


def test_answers_of_questions_are_not_kept_and_the_mark_goes_along(front: Front) -> None:
    front.all_answer(lambda path: (200, FOREVER | {"X-Publicatie": "7-a"}, path.encode()))
    for _ in range(3):
        got = httpx.post(front.address + CALLBACK_PATH, content=b"{}", headers={"X-Publicatie": "7-a"})
        assert got.headers["X-Publicatie"] == "7-a"
    assert [headers["X-Publicatie"] for _, _, headers in front.asked] == ["7-a"] * 3


def test_the_application_hears_who_asked(front: Front) -> None:
    for path in ("/", "/beheer/", "/static/a.js", CALLBACK_PATH):
        httpx.post(front.address + path, headers={"X-Forwarded-For": "8.8.8.8", "X-Forwarded-Proto": "https"})
    for _, path, headers in front.asked:
        assert headers["Host"] == front.address.removeprefix("http://"), path
        assert headers["X-Forwarded-Proto"] == "http", path
        if not path.startswith("/static/"):
            assert headers["X-Forwarded-For"].split(", ")[-1] == "127.0.0.1", path


@pytest.mark.parametrize(
    ("path", "most"), [("/", MAX_REQUEST_BYTES), ("/beheer/inleveren", 10_000_000 + AROUND_FILE)]
)
def test_what_is_too_large_is_refused_in_dutch(front: Front, path: str, most: int) -> None:
    assert httpx.post(front.address + path, content=b"x" * most).status_code == 200
    refused = httpx.post(front.address + path, content=b"x" * (most + 1))
    assert refused.status_code == 413
    assert "te groot" in refused.text
    assert "/" not in refused.headers["Server"], "no version"
    assert len(front.asked) == 1


def test_when_all_are_gone_it_says_so_in_dutch(front: Front) -> None:
    for stub in front.stubs:
        stub.stop()
    answer = httpx.get(front.address)
    assert answer.status_code == 503
    assert 'lang="nl"' in answer.text
    assert "even niet bereikbaar" in answer.text
    assert answer.headers["Retry-After"] == "10"
    front.stubs[1].start()
    assert httpx.get(front.address).status_code == 200, "and not a moment longer"


def test_the_log_tells_nothing_of_visitors(front: Front) -> None:
    httpx.get(f"{front.address}/interventies?zoek=Jansen")
    front.stubs[0].stop()
    for _ in range(4):
        httpx.get(f"{front.address}/interventies?zoek=Jansen")
    text = "".join(path.read_text() for path in front.log.parent.glob("landkaart*.log"))
    assert "200" in text
    assert not re.search(r"Jansen|interventies|127\.0\.0\.1(?!:)", text)
