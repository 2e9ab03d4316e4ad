"""Asking web addresses of strangers: never a computer of our own network, and never longer than agreed.

The address is checked where it counts: on the connection itself, before anything is sent. A name that leads
to another computer a moment later does not help.
"""

import ipaddress
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import (
    HTTPError,
    LocationValueError,
    NameResolutionError,
    NewConnectionError,
    SSLError,
    TimeoutError,
)

from gka_dash.model.links import is_web_link

AGENT = "Landkaart Gelijke Kansen, controle van links"
MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
NOT_FOR_ROBOTS = (401, 403, 405, 406, 429)
LATE = "de server antwoordt niet op tijd"
GONE = {404: "de pagina bestaat niet", 410: "de pagina bestaat niet meer"}


class PrivateAddressError(HTTPError):
    """The name leads to a computer that the public cannot reach."""


@dataclass(frozen=True)
class Answer:
    """Whether an address works, and in Dutch what is the matter."""

    works: bool
    reason: str = ""


@dataclass
class Asker:
    """Asks addresses, each for at most ``seconds``; ``private`` allows computers of the own network."""

    seconds: float = 15.0
    private: bool = False

    def ask(self, url: str) -> Answer:
        """Ask for the head of a page, and for the page itself where a server does not give heads."""
        cut = threading.Event()
        pool = _pool(self, cut)
        timer = threading.Timer(self.seconds, cut.set)
        timer.daemon = True
        timer.start()
        try:
            answer = self._follow(pool, url)
            return Answer(False, LATE) if cut.is_set() else answer
        except PrivateAddressError:
            return Answer(False, "het adres is niet openbaar")
        except SSLError:
            return Answer(False, "de beveiligde verbinding (https) klopt niet")
        except NameResolutionError:
            return Answer(False, "de naam van de site bestaat niet")
        except NewConnectionError:
            return Answer(False, "er is geen verbinding")
        except TimeoutError:
            return Answer(False, LATE)
        except (HTTPError, LocationValueError, OSError, ValueError):
            return Answer(False, LATE if cut.is_set() else "er is geen verbinding")
        finally:
            timer.cancel()
            cut.set()  # nobody needs to wait for this connection any more
            pool.clear()

    def _follow(self, pool: urllib3.PoolManager, url: str) -> Answer:
        for _ in range(MOST_REDIRECTS + 1):
            if not is_web_link(url):
                return Answer(False, "de server stuurt door naar een adres dat geen webadres is")
            status, location = self._status(pool, "HEAD", url)
            if status >= 400:
                status, location = self._status(pool, "GET", url)
            if status not in REDIRECTS or not location:
                return _judged(status)
            url = urljoin(url, location)
        return Answer(False, "de server blijft doorsturen")

    def _status(self, pool: urllib3.PoolManager, method: str, url: str) -> tuple[int, str]:
        answer = pool.request(
            method,
            url,
            headers={"User-Agent": AGENT, "Accept": "*/*"},
            timeout=urllib3.Timeout(connect=self.seconds, read=self.seconds),
            retries=False,
            redirect=False,
            preload_content=False,
        )
        answer.close()
        return answer.status, answer.headers.get("Location", "")


def _judged(status: int) -> Answer:
    if status < 400:
        return Answer(True)
    if status in NOT_FOR_ROBOTS:
        return Answer(True, f"de site laat zich niet door een computer bekijken (HTTP {status})")
    return Answer(False, f"{GONE.get(status, 'de server geeft een fout')} (HTTP {status})")


def _pool(asker: Asker, cut: threading.Event) -> urllib3.PoolManager:
    """A pool whose connections look where they lead, and that end when ``cut`` is set."""

    class Guard:
        def _new_conn(self) -> socket.socket:
            made: socket.socket = super()._new_conn()  # type: ignore[misc]
            if not asker.private and not is_public(made.getpeername()[0]):
                made.close()
                raise PrivateAddressError("not a public address")
            threading.Thread(target=_end_when_cut, args=(self, cut, asker.seconds), daemon=True).start()
            return made

    class Plain(Guard, HTTPConnection):
        pass

    class Secure(Guard, HTTPSConnection):
        pass

    class PlainPool(urllib3.HTTPConnectionPool):
        ConnectionCls = Plain

    class SecurePool(urllib3.HTTPSConnectionPool):
        ConnectionCls = Secure

    pool = urllib3.PoolManager(num_pools=2, maxsize=1)
    pool.pool_classes_by_scheme = {"http": PlainPool, "https": SecurePool}
    return pool


def _end_when_cut(connection: HTTPConnection, cut: threading.Event, seconds: float) -> None:
    """A server may send one sign at a time and so stay within every time-out: then the line is cut."""
    cut.wait(seconds + 1)
    line = connection.sock
    if line is not None:
        with suppress(OSError):  # it was over already
            line.shutdown(socket.SHUT_RDWR)


def is_public(address: str) -> bool:
    """Whether everybody can reach an IP address; also one of version 4 that is written as version 6."""
    found = ipaddress.ip_address(address)
    mapped = found.ipv4_mapped if isinstance(found, ipaddress.IPv6Address) else None
    return (mapped or found).is_global


def origin_of(url: str) -> str:
    """The host of an address: no more than a few questions at once for each."""
    return urlsplit(url).hostname or ""
