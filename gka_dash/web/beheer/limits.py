"""How often and how many at once: small counters of one worker, bounded whatever is sent."""

import ipaddress
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

MOST_KEYS: Final = 10_000


class RateLimit:
    """At most ``most`` times per ``seconds`` for one key; the keys that were quiet longest are forgotten."""

    def __init__(self, most: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self.seconds = seconds
        self._most = most
        self._clock = clock
        self._times: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = threading.Lock()

    def allows(self, key: str) -> bool:
        """Count one more for ``key``, unless it has had its share."""
        now = self._clock()
        with self._lock:
            times = self._times.setdefault(key, deque(maxlen=self._most))
            self._times.move_to_end(key)
            while len(self._times) > MOST_KEYS:
                self._times.popitem(last=False)
            while times and times[0] <= now - self.seconds:
                times.popleft()
            if len(times) >= self._most:
                return False
            times.append(now)
            return True


class Slots:
    """At most ``most`` at once, and one at once per account."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._busy: set[str] = set()
        self._lock = threading.Lock()

    @contextmanager
    def one(self, account: str) -> Iterator[bool]:
        """Whether there is room for ``account``; its place is free again at the end."""
        with self._lock:
            room = account not in self._busy and len(self._busy) < self._most
            if room:
                self._busy.add(account)
        try:
            yield room
        finally:
            if room:
                with self._lock:
                    self._busy.discard(account)


def client_address(peer: str, forwarded: str, proxies: int) -> str:
    """The address that a request came from, as far as our own ``proxies`` vouch for it.

    Each proxy adds the address that it saw at the end; what stands before that was written by anybody. A
    subscriber has a whole /64 of IPv6, so that is what counts.
    """
    seen = [part.strip() for part in forwarded.split(",") if part.strip()]
    text = seen[-proxies] if proxies and len(seen) >= proxies else peer
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return peer
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((int(address), 64), strict=False))
    return str(address)
