"""Server time per callback, in process: Flask's test client, real inputs, a selection nobody asked before.

The dashboard keeps the 128 views that were asked last. Every request here asks for another view, so what is
measured is the first visitor with this choice; a second one, or the next callback of the same click, is
quicker.
"""

import gc
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask.testing import FlaskClient

from benchmarks.stats import percentile
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.settings import Settings
from gka_dash.sources.csv_folder import read_folder
from gka_dash.web.app_factory import create_app
from gka_dash.web.site import site_parts
from layouts import ids

ADDRESS = "/_dash-update-component"
TIMES = 150
WARM_UP = 10
ENCODINGS = ("identity", "br")
PAGES = ("/", "/gemeente/GM0034", "/interventies", "/gemeenten", "/regio/PV24", "/achtergrond", "/data")
CHOSEN = ("GM0034", "GM0758", "GM0014", "GM1900", "GM0518")
EXPLAINED = "activiteiten"

Dependency = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Timing:
    """One callback: ms without and with compression (p50, p95), and kB of the compressed answer."""

    name: str
    plain: tuple[float, float]
    compressed: tuple[float, float]
    body_kb: float
    is_page: bool


def queries(count: int) -> list[str]:
    """`count` different query strings: a chosen municipality with an agenda, mostly with a theme."""
    dataset = read_folder(Settings.from_environment().data_dir)
    themes = ["", *Vocabulary(dataset).themes]
    every = [f"thema={t}&gemeente={c}" for c in dataset.agendas_by_municipality for t in themes]
    return [query.removeprefix("thema=&") for query in every[:: len(every) // count][:count]]


def split_outputs(output: str) -> list[dict[str, Any]]:
    """`..a.children...b.data..` -> [{id, property}, …]; one output without dots around it -> one item."""
    parts = output[2:-2].split("...") if output.startswith("..") else [output]
    return [{"id": part.rpartition(".")[0], "property": part.rpartition(".")[2]} for part in parts]


def payload(dependency: Dependency, value_of: Callable[[str, str], Any]) -> dict[str, Any]:
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


def real_value(component: str, name: str, query: str, page: str) -> Any:
    """The value of an input while somebody uses the page; KeyError for an input this bench does not know."""
    if component.startswith(ids.slice_store("")):
        return query
    if component.endswith(ids.chart_part("", "vorm").removeprefix(ids.chart(""))):
        return "grafiek"
    known = {
        (ids.URL, "pathname"): page,
        (ids.URL, "search"): "?" + query,
        (ids.EXPLAIN, "data"): {"key": EXPLAINED, "question": 1},
    }
    return known[(component, name)]


def measure_ours() -> tuple[list[Timing], list[str]]:
    """Timings of every server callback, slowest first, and the callbacks whose inputs are not known here."""
    settings = Settings.from_environment()
    client = create_app(settings, site_parts(settings)).server.test_client()
    asked = queries(TIMES)
    timings, unknown = [], []
    for dependency in client.get("/_dash-dependencies").get_json():
        if dependency["clientside_function"]:
            continue
        loads_page = dependency["inputs"][0]["id"] == ids.URL
        for page in PAGES if loads_page else PAGES[:1]:
            name = page if loads_page else short_name(dependency)
            try:
                posts = [payload(dependency, partial(real_value, query=q, page=page)) for q in asked]
            except KeyError:
                unknown.append(name)
            else:
                timings.append(_timing(client, name, posts, loads_page))
    return sorted(timings, key=lambda timing: -timing.plain[0]), unknown


def short_name(dependency: Dependency) -> str:
    """The id of the first output, and of the second when it has one."""
    ids = [item["id"] for item in split_outputs(dependency["output"])]
    return " + ".join(dict.fromkeys(ids[:2]))


def _timing(client: FlaskClient, name: str, posts: Sequence[dict[str, Any]], is_page: bool) -> Timing:
    found: dict[str, tuple[float, float]] = {}
    sizes: list[int] = []
    for encoding in ENCODINGS:
        for post in posts[:WARM_UP]:
            _post(client, post, encoding)
        gc.collect()
        results = [_post(client, post, encoding) for post in posts[WARM_UP:] or posts]
        found[encoding] = (
            percentile([ms for ms, _ in results], 0.5),
            percentile([ms for ms, _ in results], 0.95),
        )
        sizes = [size for _, size in results]
    body = percentile(sizes, 0.5) / 1000
    return Timing(name, found["identity"], found["br"], body, is_page)


def _post(client: FlaskClient, post: dict[str, Any], encoding: str) -> tuple[float, int]:
    text = json.dumps(post)
    headers = {"Accept-Encoding": encoding, "Content-Type": "application/json"}
    begin = time.perf_counter()
    answer = client.post(ADDRESS, data=text, headers=headers)
    duration = (time.perf_counter() - begin) * 1000
    if answer.status_code not in (200, 204):
        raise RuntimeError(f"De server gaf {answer.status_code} op {post['output']}.")
    return duration, len(answer.data)


def measure_twin(times: int = 6) -> Timing:
    """The one callback of the twin, with another municipality each time."""
    from benchmarks.twin.app import server

    client = server.test_client()
    dependency = client.get("/_dash-dependencies").get_json()[0]
    usual: dict[str, Any] = {"jaar": 2022, "thema": [], "sector": [], "aard": [], "zoek": ""}
    posts = []
    for code in (CHOSEN * times)[:times]:
        click = {"points": [{"location": code, "hovertext": code}]}
        post = payload(dependency, lambda c, _n, k=click: k if c == "kaart" else usual.get(c))
        posts.append(post)
    found = {encoding: [_post(client, post, encoding) for post in posts] for encoding in ENCODINGS}
    half, most = (
        {key: percentile([ms for ms, _ in results], part) for key, results in found.items()}
        for part in (0.5, 0.95)
    )
    return Timing(
        "alles (tweeling)",
        (half["identity"], most["identity"]),
        (half["br"], most["br"]),
        found["br"][0][1] / 1000,
        is_page=False,
    )
