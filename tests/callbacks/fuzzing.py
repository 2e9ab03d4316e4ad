"""Posts that no page of ours sends, as many as asked: ``make fuzz`` sends a million (S40).

Hypothesis makes the values and says which callback they are for; each of its examples is spoilt in many ways,
because making an example takes longer than answering a post. What is counted: the statuses, every answer that
is a failure or shows its inside, and the memory of the process.
"""

import argparse
import copy
import io
import json
import logging
import random
import resource
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from wsgiref.types import WSGIApplication

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from layouts import ids
from tests.callbacks.conversation import ON_SERVER, SPECS, UPDATE, body_of
from tests.layouts.real_site import PATHS, QUERIES, real_app

FINE = {200, 204, 400, 409, 413}  # answered, nothing to say, refused, of a page of long ago, too large
POSTS_PER_EXAMPLE = 100
EXAMPLES_PER_ROUND = 50
WARM = 0.2  # of the posts: caches are full then
GROWTH_MB = 16
SHOWN = 5
FIELDS = ("output", "outputs", "inputs", "state", "changedPropIds", "parsedChangedPropsIds", "extra")
WORDS = ("__proto__", "constructor", "id", "property", "value", "key", "path", "query", "ALL", "MATCH")
NAMES = [item["id"] for spec in SPECS for item in spec["inputs"]]
KINDS = ("application/json",) * 12 + (
    "text/plain",
    "multipart/form-data; boundary=x",
    "",
    "application/json;a=b",
)
WRAPPED = ('{"a":', "[", '{"__proto__":')

TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from([*PATHS, *(f"?{query}" for query in QUERIES), *WORDS, *map(str, NAMES)]),
    st.builds(
        lambda pairs: "?" + "&".join(f"{name}={value}" for name, value in pairs),
        st.lists(st.tuples(st.sampled_from([*ids.CONTROLS, "zoek", "x"]), st.text(max_size=12)), max_size=5),
    ),
)
NUMBERS = st.integers() | st.floats() | st.sampled_from([0, -1, 10**30, 2**63])
JUNK = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from(WORDS) | st.text(max_size=6), inner, max_size=5)
    ),
    max_leaves=15,
)


def memory_mb() -> float:
    """The most memory that this process ever took."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1_000_000 if sys.platform == "darwin" else 1000)


@dataclass
class Tally:
    """What came of the posts."""

    posts: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    slowest: float = 0.0

    def note(self, status: int, answer: bytes, sent: bytes, took: float) -> None:
        """Count one answer; a failure is kept with what was sent, so that it can be tried again."""
        self.posts += 1
        self.statuses[status] += 1
        self.slowest = max(self.slowest, took)
        if status not in FINE or b"Traceback" in answer or b'File "' in answer:
            self.failures.append(f"{status}: {sent[:1500]!r}")


def post(application: WSGIApplication, content: bytes, kind: str, mark: str = "") -> tuple[int, bytes]:
    """Send a body to the callbacks, without a client around it that costs as much as the answer."""
    environ = {
        "REQUEST_METHOD": "POST",
        "SCRIPT_NAME": "",
        "PATH_INFO": UPDATE,
        "QUERY_STRING": "",
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": kind,
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(content),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
        **({"HTTP_X_PUBLICATIE": mark} if mark else {}),
    }
    told: list[str] = []
    answer = b"".join(application(environ, lambda status, _headers, _exc=None: told.append(status)))  # type: ignore[arg-type, func-returns-value]
    return int(told[0][:3]), answer


def spoil(body: dict[str, Any], junk: list[Any], chance: random.Random) -> bytes:
    """A good body with something wrong in it, or in its bytes; now and then with values only."""
    made = copy.deepcopy(body)
    items = [item for name in ("inputs", "state") for item in made.get(name, [])]
    for item in items:
        item["value"] = chance.choice(junk)
    for _ in range(chance.choice((0, 1, 1, 1, 2, 3))):
        chance.choice(_WAYS)(made, items, junk, chance)
    content = json.dumps(made, allow_nan=True).encode()
    return chance.choice(_BYTES)(content, chance) if chance.random() < 0.3 else content


def _other_field(made: dict[str, Any], _items: Any, junk: list[Any], chance: random.Random) -> None:
    made[chance.choice(FIELDS)] = chance.choice(junk)


def _no_field(made: dict[str, Any], _items: Any, _junk: Any, chance: random.Random) -> None:
    made.pop(chance.choice(FIELDS), None)


def _other_item(_made: Any, items: list[dict[str, Any]], junk: list[Any], chance: random.Random) -> None:
    chance.choice(items)[chance.choice(("id", "property", "extra"))] = chance.choice([*junk, *NAMES])


def _more_items(made: dict[str, Any], items: Any, junk: list[Any], chance: random.Random) -> None:
    made["inputs"] = chance.choice(
        (items * 2, items[:-1], items[::-1], [*items, chance.choice(junk)], [items])
    )


def _other_callback(made: dict[str, Any], _items: Any, _junk: Any, chance: random.Random) -> None:
    made["output"] = chance.choice(SPECS)["key"]


_WAYS: tuple[Callable[..., None], ...] = (_other_field, _no_field, _other_item, _more_items, _other_callback)


def _cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(len(content))]


def _flip(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]


def _deep(content: bytes, chance: random.Random) -> bytes:
    opening, times = chance.choice(WRAPPED), chance.choice((30, 300, 3000))
    closing = "]" if opening == "[" else "}"
    return content.replace(b"null", (opening * times + "1" + closing * times).encode(), 1)


def _twice(content: bytes, chance: random.Random) -> bytes:
    return content * chance.choice((2, 3))


_BYTES: tuple[Callable[[bytes, random.Random], bytes], ...] = (_cut, _flip, _deep, _twice)


def fuzz(posts: int, start: int = 0, tell: Callable[[Tally], object] = lambda _tally: None) -> Tally:
    """Send about ``posts`` posts, told of after every round; the same ``start`` sends the same ones."""
    application, tally = real_app().server.wsgi_app, Tally()
    bodies = [body_of(spec, {}) for spec in ON_SERVER]
    marks = ("",) * 40 + ("0-deadbeef", "x" * 300, "1")
    quiet = settings(
        max_examples=min(EXAMPLES_PER_ROUND, max(1, posts // POSTS_PER_EXAMPLE)),
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    def one(junk: list[Any], chance: int) -> None:
        own = random.Random(chance)
        for _ in range(POSTS_PER_EXAMPLE):
            content = spoil(own.choice(bodies), junk, own)
            began = time.perf_counter()
            status, answer = post(application, content, own.choice(KINDS), own.choice(marks))
            tally.note(status, answer, content, time.perf_counter() - began)

    rounds = 0
    while tally.posts < posts and not tally.failures:
        # New for every round: Hypothesis remembers its examples, and that would be the memory that grows.
        example = given(junk=st.lists(JUNK, min_size=4, max_size=12), chance=st.integers(0, 2**32))(one)
        seed(start + rounds)(quiet(example))()
        rounds += 1
        tell(tally)
    return tally


def main(arguments: Iterable[str] | None = None) -> int:
    """Send them and report; exit code 1 after a failure, or when the memory kept growing."""
    parser = argparse.ArgumentParser(prog="python -m tests.callbacks.fuzzing")
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**6))
    options = parser.parse_args(None if arguments is None else list(arguments))
    began, warm, next_line = time.monotonic(), 0.0, 0.0

    def tell(tally: Tally) -> None:
        nonlocal warm, next_line
        part = tally.posts / options.posts
        if part >= WARM and not warm:
            warm = memory_mb()
        if part >= next_line:
            next_line += 0.05
            statuses = " ".join(f"{status}:{count}" for status, count in sorted(tally.statuses.items()))
            speed = tally.posts / (time.monotonic() - began)
            print(f"{tally.posts:>9} {memory_mb():6.0f} MB {speed:6.0f}/s  {statuses}", flush=True)

    logging.disable(logging.CRITICAL)  # a million refusals are a million lines
    try:
        tally = fuzz(options.posts, options.seed, tell)
    finally:
        logging.disable(logging.NOTSET)
    grown = memory_mb() - (warm or memory_mb())
    for failure in tally.failures[:SHOWN]:
        print(failure)
    print(
        f"{tally.posts} posts (seed {options.seed}), {len(tally.failures)} failures, slowest "
        f"{tally.slowest * 1000:.0f} ms, {grown:.1f} MB more memory after the first {WARM:.0%}."
    )
    return int(bool(tally.failures) or grown > GROWTH_MB)


if __name__ == "__main__":
    sys.exit(main())
