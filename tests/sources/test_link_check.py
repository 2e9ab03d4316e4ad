"""Web addresses are asked patiently but not for ever, and never inside our own network."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from gka_dash.__main__ import main
from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Provenance
from gka_dash.model.todo import LinkState, todo_list
from gka_dash.settings import Settings
from gka_dash.sources import guarded_http, link_check
from gka_dash.sources.guarded_http import Answer, Asker, is_public
from gka_dash.sources.link_check import FILE, addresses_in, check_links, read_links, write_links
from gka_dash.store.engine import open_store
from gka_dash.store.first import filled
from tests.small import activity, agenda, small_dataset, with_rows

TODAY = date(2026, 11, 22)
HOST = "voorbeeld.test"
asked: list[tuple[str, str]] = []


class Site(BaseHTTPRequestHandler):
    """Answers by the path: a number is a status, other words are what a bad server does."""

    def answer(self) -> None:
        asked.append((self.command, self.path))
        word = self.path.strip("/")
        if word == "hangt":
            time.sleep(3)
        elif word == "druppelt":
            self.wfile.write(b"HTTP/1.0 200 OK\r\n")
            for _ in range(60):
                self.wfile.write(b"X")
                self.wfile.flush()
                time.sleep(0.05)
        elif word == "onzin":
            self.wfile.write(b"geen http\r\n\r\n")
        elif word.startswith("naar"):
            self.send_response(302)
            self.send_header("Location", word.removeprefix("naar="))
            self.end_headers()
        elif word == "kring":
            self.send_response(307)
            self.send_header("Location", "/kring")
            self.end_headers()
        elif word == "kop-niet":
            self.send_response(501 if self.command == "HEAD" else 200)
            self.end_headers()
        else:
            self.send_response(int(word))
            self.end_headers()

    do_HEAD = do_GET = answer  # noqa: N815

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


class Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: Any) -> None:
        """A line that is cut is what the test is about."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A server on this computer under the name of a public site."""
    server = Quiet(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    real = socket.getaddrinfo

    def resolve(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if host == "bestaatniet.test":
            raise socket.gaierror(socket.EAI_NONAME, "onbekend")
        return real("127.0.0.1" if host.endswith(".test") else host, port, *rest, **more)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    asked.clear()
    yield f"http://{HOST}:{server.server_port}"
    server.shutdown()
    server.server_close()


def ask(url: str, seconds: float = 5) -> Answer:
    return Asker(seconds, private=True).ask(url)


@pytest.mark.parametrize(
    ("path", "works", "reason"),
    [
        ("200", True, ""),
        ("204", True, ""),
        ("kop-niet", True, ""),
        ("403", True, "niet door een computer bekijken (HTTP 403)"),
        ("429", True, "HTTP 429"),
        ("404", False, "de pagina bestaat niet (HTTP 404)"),
        ("410", False, "bestaat niet meer"),
        ("500", False, "de server geeft een fout (HTTP 500)"),
        ("onzin", False, "er is geen verbinding"),
        ("naar=/200", True, ""),
        ("naar=/404", False, "bestaat niet"),
        ("naar=http://bestaatniet.test/", False, "de naam van de site bestaat niet"),
        ("naar=ftp://voorbeeld.test/", False, "geen webadres"),
        ("naar=file:///etc/passwd", False, "geen webadres"),
        ("naar=javascript:alert(1)", False, "geen webadres"),
        ("naar=http://localhost/", False, "geen webadres"),
        ("naar=http://169.254.169.254/geheim", False, "geen webadres"),
    ],
)
def test_what_an_address_is_worth(site: str, path: str, works: bool, reason: str) -> None:
    answer = ask(f"{site}/{path}")
    assert answer.works is works
    assert reason in answer.reason
    assert bool(reason) == bool(answer.reason)


def test_the_head_is_asked_first_and_the_page_only_when_needed(site: str) -> None:
    ask(f"{site}/200")
    ask(f"{site}/404")
    assert asked == [("HEAD", "/200"), ("HEAD", "/404"), ("GET", "/404")]


def test_redirects_without_end(site: str) -> None:
    assert ask(f"{site}/kring") == Answer(False, "de server blijft doorsturen")
    assert len(asked) == guarded_http.MOST_REDIRECTS + 1


@pytest.mark.parametrize("path", ["hangt", "druppelt"])
def test_a_server_that_keeps_us_waiting(site: str, path: str) -> None:
    assert ask(f"{site}/{path}", seconds=0.3) == Answer(False, "de server antwoordt niet op tijd")


def test_names_and_doors_that_are_not_there(site: str) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    assert ask(f"http://{HOST}:{port}/").reason == "er is geen verbinding"
    assert ask("http://bestaatniet.test/").reason == "de naam van de site bestaat niet"
    assert "https" in ask(site.replace("http:", "https:") + "/200").reason


def test_a_computer_of_our_own_network_is_never_asked(site: str) -> None:
    """The name looks public; only the connection shows where it leads."""
    assert Asker(5).ask(f"{site}/200") == Answer(False, "het adres is niet openbaar")
    assert asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2a00:1450:400e::1", True),
        ("127.0.0.1", False),
        ("10.0.0.1", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("100.64.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.216.34", True),
    ],
)
def test_what_the_public_can_reach(address: str, public: bool) -> None:
    assert is_public(address) is public


def linked() -> Dataset:
    rows = [
        activity("I9", "GM0001", bron_url="https://a.nl/dood"),
        activity("I8", "GM0001", bron_url="Kamerbrief"),
    ]
    return with_rows(
        small_dataset(), interventies=rows, agendas=[agenda("GM0006", agenda_url="https://a.nl/dood")]
    )


def test_every_address_is_asked_once() -> None:
    found = addresses_in(linked())
    assert found == tuple(dict.fromkeys(found))
    assert {"https://a.nl/dood", "https://www.example.nl/bron"} <= set(found)
    assert "Kamerbrief" not in found


def test_questions_go_side_by_side_but_few_to_one_site() -> None:
    lock, now, most = threading.Lock(), {"a.nl": 0, "b.nl": 0}, {"a.nl": 0, "b.nl": 0}
    both = threading.Barrier(3, timeout=20)

    def asking(url: str) -> Answer:
        host = guarded_http.origin_of(url)
        with lock:
            now[host] += 1
            most[host] = max(most[host], now[host])
        if url.endswith("/samen"):
            both.wait()  # only passes when two of a.nl and one of b.nl are asked at the same time
        with lock:
            now[host] -= 1
        return Answer(True)

    urls = ["https://a.nl/samen", "https://a.nl/x/samen", "https://b.nl/samen"]
    urls += [f"https://a.nl/{n}" for n in range(30)]
    found = check_links(urls, asking, TODAY, 60)
    assert list(found) == urls
    assert most["a.nl"] == link_check.AT_ONCE_PER_HOST
    assert found[urls[0]] == LinkState(True, "", TODAY)


def test_when_time_is_up_the_rest_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter(range(1000))
    monkeypatch.setattr(link_check.time, "monotonic", lambda: next(clock))
    found = check_links([f"https://{n}.nl" for n in range(40)], lambda _: Answer(True), TODAY, 20)
    assert 0 < len(found) < 40


def test_what_is_known_is_kept_whole(tmp_path: Path) -> None:
    links = {"https://a.nl/é": LinkState(False, "kapot", TODAY), "https://b.nl": LinkState(True)}
    folder = tmp_path / "nieuw"
    write_links(folder, links)
    assert read_links(folder) == links
    assert [path.name for path in folder.iterdir()] == [FILE]
    before = (folder / FILE).read_bytes()
    write_links(folder, dict(reversed(links.items())))
    assert (folder / FILE).read_bytes() == before


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"links": 3}', b'{"links": {"a": {}}}', b"[" * 100_000, b"\xff"]
)
def test_a_file_that_cannot_be_used_is_nothing_known(content: bytes, tmp_path: Path) -> None:
    assert read_links(tmp_path) == {}
    (tmp_path / FILE).write_bytes(content)
    assert read_links(tmp_path) == {}


def test_dead_links_come_on_the_list() -> None:
    links = {"https://a.nl/dood": LinkState(False, "de pagina bestaat niet", TODAY)}
    found = [t for t in todo_list(linked(), TODAY, links) if t.kind == "dode_link"]
    assert [(t.gemeente, t.table) for t in found] == [("Alfa", "interventies"), ("Foxtrot", "agendas")]
    assert (
        "https://a.nl/dood werkt niet: de pagina bestaat niet (gekeken op 22 november 2026)." in found[0].text
    )
    assert not [t for t in todo_list(linked(), TODAY) if t.kind == "dode_link"]


@pytest.fixture
def command(folder: Path, tmp_path: Path, site: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder whose addresses lead to the site of the test; gives the build folder."""
    for path in folder.glob("*.csv"):
        text = path.read_text(encoding="utf-8").replace("https://voorbeeld.nl/gr", f"{site}/404")
        text = text.replace("https://voorbeeld.nl", f"{site}/200?").replace("https://a.nl", f"{site}/403")
        path.write_text(text.replace("/200?/", "/200?"), encoding="utf-8")
    monkeypatch.setattr(Site, "do_HEAD", lambda self: _by_path(self))
    monkeypatch.setattr(Site, "do_GET", lambda self: _by_path(self))
    monkeypatch.setenv("GKA_DATA_DIR", str(folder))
    monkeypatch.setenv("GKA_BUILD_DIR", str(tmp_path / "build"))
    monkeypatch.setenv("GKA_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "build"


def _by_path(site: Site) -> None:
    site.path = site.path.split("?")[0]
    site.answer()


def test_the_command_tells_what_does_not_work(
    command: Path, site: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GKA_PRIVATE_LINKS", "ja")
    assert main(["check-links"]) == 0
    said = capsys.readouterr()
    assert f"WERKT NIET: {site}/404: de pagina bestaat niet (HTTP 404)." in said.out
    assert "1 werken niet. Opgeslagen in" in said.out
    states = read_links(command)
    assert states[f"{site}/404"].works is False
    assert sum(state.works for state in states.values()) == len(states) - 1 > 1


def test_the_command_asks_what_was_published_last(
    command: Path, site: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What coordinators published stands in the database, and no longer in the folder."""
    monkeypatch.setenv("GKA_PRIVATE_LINKS", "ja")
    settings = Settings.from_environment()
    with closing(open_store(settings.store_url)) as store:
        first = filled(store, settings.data_dir)
        agendas = tuple(replace(row, agenda_url=f"{site}/200?nieuw") for row in first.dataset.agendas)
        changed = replace(first.dataset, agendas=agendas)
        store.publish(changed, who="Jan", why="Nieuwe bron", base=first.number, provenance=Provenance())
    assert main(["check-links"]) == 0
    assert read_links(command)[f"{site}/200?nieuw"].works


def test_without_a_network_nothing_is_called_dead(command: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-links"]) == 1
    assert "Geen enkel webadres werkt" in capsys.readouterr().err
    assert not (command / FILE).exists()
