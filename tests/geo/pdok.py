"""A server on this computer that answers in the shape of PDOK, and goes wrong in every way it is told to."""

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from gka_dash.geo.addresses import SERVICES
from gka_dash.settings import Settings

ETAG = '"versie-1"'


@dataclass
class Pdok:
    """What the server has and how it behaves; `faults` are used up first, one per request."""

    features: list[dict[str, Any]]
    gpkg: bytes
    page: int = 100
    faults: list[Callable[["Handler"], bool]] = field(default_factory=list)
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    etag: str = ETAG
    ranges: bool = True
    matched: int | str | None = None
    """numberMatched to announce instead of the real number; "" for none at all."""
    loop: bool = False
    next_link: str | None = None
    address: str = ""

    def environment(self) -> dict[str, str]:
        return {
            "GKA_PDOK_OGC": self.address + "/ogc/v1",
            "GKA_PDOK_ATOM": self.address + "/atom/v1_0/downloads",
            "GKA_PDOK_WFS": self.address + "/{year}/wfs/v1_0",
        }

    def addresses(self) -> dict[str, str]:
        """By key of the service, as the settings give them."""
        settings = Settings.from_environment(self.environment())
        return {key: getattr(settings, f"pdok_{key}") for key in SERVICES}

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


class Handler(BaseHTTPRequestHandler):
    """One request."""

    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        pdok = self.server.pdok
        pdok.asked.append((self.path, {name.lower(): value for name, value in self.headers.items()}))
        if pdok.faults and pdok.faults.pop(0)(self):
            return
        parts = urlsplit(self.path)
        query = {name.casefold(): values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/ogc/v1/collections/gemeente_gegeneraliseerd/items":
            self.send_json(self.ogc_page(query), "application/geo+json")
        elif re.fullmatch(r"/atom/v1_0/downloads/cbsgebiedsindelingen\d{4}\.gpkg", parts.path):
            self.send_file()
        elif re.fullmatch(r"/\d{4}/wfs/v1_0", parts.path) and query.get("request") == "GetFeature":
            self.send_json(self.wfs_page(query), "application/json; subtype=geojson; charset=utf-8")
        else:
            self.send_error(404)

    def ogc_page(self, query: dict[str, str]) -> dict[str, Any]:
        pdok = self.server.pdok
        start, size = int(query.get("cursor", 0)), min(int(query["limit"]), pdok.page)
        found = pdok.features[start : start + size]
        links = [{"rel": "self", "href": pdok.address + self.path, "type": "application/geo+json"}]
        if start + size < len(pdok.features) or pdok.loop:
            following = urlencode(query | {"cursor": 0 if pdok.loop else start + size})
            href = pdok.next_link or f"{pdok.address}{urlsplit(self.path).path}?{following}"
            links.append({"rel": "next", "href": href, "type": "application/geo+json"})
        return self.collection(found) | {"links": links}

    def wfs_page(self, query: dict[str, str]) -> dict[str, Any]:
        pdok = self.server.pdok
        start = 0 if pdok.loop else int(query.get("startindex", 0))
        return self.collection(pdok.features[start : start + min(int(query["count"]), pdok.page)])

    def collection(self, found: list[dict[str, Any]]) -> dict[str, Any]:
        pdok = self.server.pdok
        matched = len(pdok.features) if pdok.matched is None else pdok.matched
        content: dict[str, Any] = {
            "type": "FeatureCollection",
            "numberReturned": len(found),
            "features": found,
        }
        return content if matched == "" else content | {"numberMatched": matched}

    def send_json(self, content: dict[str, Any], kind: str) -> None:
        self.send_bytes(json.dumps(content).encode(), kind)

    def send_bytes(self, data: bytes, kind: str, status: int = 200, **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def send_file(self) -> None:
        pdok = self.server.pdok
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        head = {"ETag": pdok.etag, "Accept_Ranges": "bytes"}
        if not wanted or not pdok.ranges or self.headers.get("If-Range") != pdok.etag:
            self.send_bytes(pdok.gpkg, "application/geopackage+sqlite3", **head)
            return
        start = int(wanted.group(1))
        if start >= len(pdok.gpkg):
            self.send_bytes(b"", "text/plain", 416, Content_Range=f"bytes */{len(pdok.gpkg)}")
            return
        place = f"bytes {start}-{len(pdok.gpkg) - 1}/{len(pdok.gpkg)}"
        self.send_bytes(pdok.gpkg[start:], "application/geopackage+sqlite3", 206, Content_Range=place, **head)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


class Server(ThreadingHTTPServer):
    """Knows what it serves."""

    daemon_threads = True
    pdok: Pdok

    def handle_error(self, *_: object) -> None:
        """A visitor who leaves is no error."""


@contextmanager
def serving(pdok: Pdok) -> Iterator[Pdok]:
    server = Server(("127.0.0.1", 0), Handler)
    server.pdok = pdok
    pdok.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield pdok
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


# Faults: each answers a request its own way; False means that the normal answer follows.
def status(code: int, **headers: str) -> Callable[[Handler], bool]:
    def answer(handler: Handler) -> bool:
        handler.send_bytes(b"<html>fout</html>", "text/html", code, **headers)
        return True

    return answer


def slow(handler: Handler) -> bool:
    time.sleep(0.4)
    return True


def hang_up(handler: Handler) -> bool:
    handler.connection.close()
    handler.close_connection = True
    return True


def cut_off(at: float) -> Callable[[Handler], bool]:
    """Send the file as asked, but hang up after this part of it."""

    def answer(handler: Handler) -> bool:
        write, left = handler.wfile.write, [int(len(handler.server.pdok.gpkg) * at)]

        def limited(data: bytes) -> int:
            if data.startswith(b"HTTP/"):
                return write(data)
            write(data[: left[0]])
            left[0] -= len(data)
            if left[0] <= 0:
                handler.wfile.flush()
                handler.close_connection = True
                raise ConnectionAbortedError
            return len(data)

        handler.wfile.write = limited  # type: ignore[method-assign]
        return False

    return answer


def body(data: bytes, kind: str) -> Callable[[Handler], bool]:
    def answer(handler: Handler) -> bool:
        handler.send_bytes(data, kind)
        return True

    return answer
