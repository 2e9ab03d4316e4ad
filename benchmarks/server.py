"""Server time per interaction, in process: Flask's test client, real inputs, a selection nobody asked before.

The dashboard keeps the 128 views that were asked last. Every request here asks for another view, so what is
measured is the first visitor with this choice; a second one is quicker. Processor time counts, because the
call waits for nothing: on a computer with nothing else to do it is the time on the clock, and on a busy one
it does not measure the neighbours.
"""

import gc
import json
import random
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import cycle
from typing import Any

from flask.testing import FlaskClient

from benchmarks.stats import percentile
from gka_dash.figures.charts import CHARTS
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.settings import Settings
from gka_dash.sources.csv_folder import read_folder
from gka_dash.web.app_factory import create_app
from gka_dash.web.site import site_parts
from layouts import charts, ids, kaart

ADDRESS = "/_dash-update-component"
TIMES, PAGE_TIMES, WARM_UP = 140, 30, 10
ENCODINGS = ("identity", "br")
MAP_PAGE, LIST_PAGES = "/", ("/interventies", "/gemeenten")
PAGES = ("/", "/gemeente/GM0034", "/interventies", "/gemeenten", "/regio/PV24", "/achtergrond", "/data")
CHOSEN = ("GM0034", "GM0758", "GM0014", "GM1900", "GM0518")
EXPLAINED = "activiteiten"

Dependency = Mapping[str, Any]
Post = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Spent:
    """Middle and 95th percentile of the processor time (ms), and the middle on the clock (ms)."""

    middle: float
    most: float
    clock: float


@dataclass(frozen=True, slots=True)
class Timing:
    """One callback: time without and with compression, and kB of the compressed answer."""

    name: str
    plain: Spent
    compressed: Spent
    body_kb: float
    is_page: bool = False


def queries() -> list[str]:
    """Different query strings in a fixed mix: a chosen municipality with an agenda, mostly with a theme."""
    dataset = read_folder(Settings.from_environment().data_dir)
    themes = ["", *Vocabulary(dataset).themes]
    every = [f"thema={t}&gemeente={c}" for c in dataset.agendas_by_municipality for t in themes]
    random.Random(1).shuffle(every)
    return [query.removeprefix("thema=&") for query in every]


def split_outputs(output: str) -> list[dict[str, Any]]:
    """`..a.children...b.data..` -> [{id, property}, …]; one output without dots around it -> one item."""
    parts = output[2:-2].split("...") if output.startswith("..") else [output]
    return [{"id": part.rpartition(".")[0], "property": part.rpartition(".")[2]} for part in parts]


def payload(dependency: Dependency, value_of: Callable[[str, str], Any]) -> Post:
    """What the browser posts when the first input changed; KeyError for an input `value_of` does not know."""

    def filled(items: Sequence[Mapping[str, str]]) -> list[dict[str, Any]]:
        return [{**item, "value": value_of(item["id"], item["property"])} for item in items]

    outputs = split_outputs(dependency["output"])
    first = dependency["inputs"][0]
    return {
        "output": dependency["output"],
        "outputs": outputs if dependency["output"].startswith("..") else outputs[0],
        "inputs": filled(dependency["inputs"]),
        "state": filled(dependency["state"]),
        "changedPropIds": [f"{first['id']}.{first['property']}"],
    }


def without(query: str, name: str) -> str:
    """A query string without one of its parameters."""
    return "&".join(part for part in query.split("&") if not part.startswith(f"{name}="))


# What somebody does on the map page, as what the page shows at that moment: the query that is asked without
# what was chosen by the click.
ACTS: Mapping[str, Callable[[str], str]] = {
    "klik op de kaart": lambda query: without(query, "gemeente"),
    "filter op de kaart": lambda query: without(query, "thema"),
    "stap in de tijd": lambda query: f"datum=2020-07-14&{query}",
}


def real_value(component: str, name: str, query: str, page: str, act: str) -> Any:
    """The value of an input while somebody uses the page; KeyError for an input this bench does not know."""
    if component in ids.ASKED:
        return query
    if component == ids.SHOWN:
        return kaart.asked(ACTS[act](query), [charts.PICTURE for _ in CHARTS])
    if component.endswith(ids.chart_part("", "vorm").removeprefix(ids.chart(""))):
        return charts.PICTURE
    known = {
        (ids.SHOWN_LIST, "data"): f"zoek=taal&{query}",  # never what is asked: that gets no answer
        (ids.URL, "pathname"): page,
        (ids.URL, "search"): "?" + query,
        (ids.EXPLAIN, "data"): {"key": EXPLAINED, "path": page, "query": "?" + query, "question": 1},
    }
    return known[(component, name)]


def measure_ours() -> tuple[list[Timing], list[str]]:
    """Timings of every server callback, slowest first, and the callbacks whose inputs are not known here."""
    settings = Settings.from_environment()
    client = create_app(settings, site_parts(settings)).server.test_client()
    asked = cycle(queries())
    timings, unknown = [], []
    for dependency in client.get("/_dash-dependencies").get_json():
        if dependency["clientside_function"]:
            continue
        for name, page, loads_page in situations(dependency):
            times = WARM_UP + (TIMES if page == MAP_PAGE and not loads_page else PAGE_TIMES)
            try:
                posts = [
                    [
                        payload(dependency, partial(real_value, query=next(asked), page=page, act=name))
                        for _ in range(times)
                    ]
                    for _ in ENCODINGS
                ]
            except KeyError:
                unknown.append(name)
            else:
                timings.append(_timing(client, name, posts, is_page=loads_page))
    return sorted(timings, key=lambda timing: -timing.compressed.middle), unknown


def situations(dependency: Dependency) -> list[tuple[str, str, bool]]:
    """Where a callback runs: (name, page, whether it opens that page)."""
    if dependency["inputs"][0]["id"] == ids.URL:
        return [(page, page, True) for page in PAGES]
    if any(item["id"] == ids.PAGE for item in split_outputs(dependency["output"])):
        return [(f"filter op {page}", page, False) for page in LIST_PAGES]
    if dependency["inputs"][0]["id"] == ids.ASKED_MAP:
        return [(act, MAP_PAGE, False) for act in ACTS]
    return [(short_name(dependency), MAP_PAGE, False)]


def short_name(dependency: Dependency) -> str:
    """The id of the first output, and of the second when it has one."""
    outputs = [item["id"] for item in split_outputs(dependency["output"])]
    return " + ".join(dict.fromkeys(outputs[:2]))


def _timing(
    client: FlaskClient,
    name: str,
    posts: Sequence[Sequence[Post]],
    *,
    warm_up: int = WARM_UP,
    is_page: bool = False,
) -> Timing:
    """`posts` per encoding; the first `warm_up` of each are not counted."""
    spent, size = [], 0.0
    for encoding, group in zip(ENCODINGS, posts, strict=True):
        for post in group[:warm_up]:
            _post(client, post, encoding)
        gc.collect()
        results = [_post(client, post, encoding) for post in group[warm_up:]]
        cpu, clock, sizes = ([result[part] for result in results] for part in range(3))
        spent.append(Spent(percentile(cpu, 0.5), percentile(cpu, 0.95), percentile(clock, 0.5)))
        size = percentile(sizes, 0.5) / 1000
    return Timing(name, spent[0], spent[1], size, is_page)


def _post(client: FlaskClient, post: Post, encoding: str) -> tuple[float, float, float]:
    """ms of the processor, ms on the clock, bytes of the body."""
    text = json.dumps(post)
    headers = {"Accept-Encoding": encoding, "Content-Type": "application/json"}
    clock, cpu = time.perf_counter(), time.thread_time()
    answer = client.post(ADDRESS, data=text, headers=headers)
    cpu, clock = time.thread_time() - cpu, time.perf_counter() - clock
    if answer.status_code not in (200, 204):
        raise RuntimeError(f"De server gaf {answer.status_code} op {post['output']}.")
    return cpu * 1000, clock * 1000, len(answer.data)


def measure_twin() -> Timing:
    """The one callback of the twin, with another municipality each time."""
    from benchmarks.twin.app import server

    client = server.test_client()
    dependency = client.get("/_dash-dependencies").get_json()[0]
    usual: dict[str, Any] = {"jaar": 2022, "thema": [], "sector": [], "aard": [], "zoek": ""}

    def clicked(code: str) -> Post:
        click = {"points": [{"location": code, "hovertext": code}]}
        return payload(dependency, lambda c, _: click if c == "kaart" else usual.get(c))

    posts = [clicked(code) for code in CHOSEN]
    return _timing(client, "alles (tweeling)", [posts, posts], warm_up=1)
