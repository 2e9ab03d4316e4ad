"""What the controls of dash.dcc share, split in two: the part that charts need, and all of it.

Dash sends one file of shared modules to every page, although a page with charts needs three of its sixteen;
the rest is for the date picker, the slider, the dropdown and Markdown. Those come in files of their own, only
when a page has them. So here the shared file keeps what the first page needs, and the file of each other
control brings all that is shared along: no control stops working.
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from gka_dash.web.lighter import NotAsExpected, reachable

_FOLDER: Final = "dash/dcc/"
SHARED: Final = _FOLDER + "dash_core_components-shared.js"
# What the first page loads: the components themselves and the chart.
EAGER: Final = (_FOLDER + "dash_core_components.js", _FOLDER + "async-graph.js")
_ON_DEMAND: Final = re.compile(_FOLDER + r"async-[\w-]+\.js")

# `require(1234)` or `require.bind(require, 1234)`, whatever the minifier calls it; one too many does no harm.
_USE: Final = re.compile(r"[(,]\s*(\d{2,})\)")
# In a file that is spread out over lines every module starts at the margin, after the end of another.
_MODULE: Final = re.compile(
    r"^(?:\}, |(?P<head>[^\n]*\.push\(\[\[\d+\], \{ ))(?P<id>\d+): (?=[^\n]*\{$)", re.M
)
_END: Final = "} }]);"
_CHUNK_NUMBER: Final = re.compile(r"\.push\(\[\[(\d+)\]")


def split_shared(
    suites: dict[str, bytes], spread_out: Callable[[bytes], bytes], minify: Callable[[bytes], bytes]
) -> dict[str, bytes]:
    """The same suites with a small shared file; NotAsExpected when that file is not built as above."""
    absent = [name for name in (SHARED, *EAGER) if name not in suites]
    if absent:
        raise NotAsExpected(f"{absent[0]} ontbreekt")
    shared, eager = suites[SHARED], [suites[name].decode() for name in EAGER]
    modules = _modules(spread_out(shared).decode())
    needed = reachable({name: _uses(code) for name, code in modules.items()}, _uses(*eager))
    hidden = _uses(*eager, *(modules[name] for name in needed)) - set(modules)
    for name in sorted(hidden):
        if re.search(rf"[{{,]\s*{name}:", shared.decode()):
            raise NotAsExpected(f"module {name} is niet te onderscheiden")
    dropped = set(modules) - needed
    kept = {name: code for name, code in modules.items() if name in needed}
    split = {**suites, SHARED: minify(_chunk(shared, kept))}
    for name, own in suites.items():
        if _ON_DEMAND.fullmatch(name) and _uses(own.decode()) & dropped:
            split[name] = _under_another_number(shared) + b"\n" + own
    return split


def _uses(*scripts: str) -> set[str]:
    return {number for script in scripts for number in _USE.findall(script)}


def _modules(text: str) -> dict[str, str]:
    """Code of every module by its number, from `function(` to its last brace."""
    starts = list(_MODULE.finditer(text))
    body = text.rstrip()
    if not starts or not starts[0]["head"] or not body.endswith(_END):
        raise NotAsExpected("de modules zijn niet te onderscheiden")
    ends = [start.start() for start in starts[1:]] + [len(body) - len(_END)]
    found = {start["id"]: text[start.end() : end] + "}" for start, end in zip(starts, ends, strict=True)}
    for name, code in found.items():
        if re.search(r"\n(?!\}$)\S", code):
            raise NotAsExpected(f"module {name} loopt door in een andere")
    return found


def _chunk(shared: bytes, modules: Mapping[str, str]) -> bytes:
    """The shared file with these modules; webpack knows it by the same number."""
    head = shared.decode()[: _number(shared).end()]
    return (head + ",{" + ",".join(f"{name}:{code}" for name, code in modules.items()) + "}]);").encode()


def _under_another_number(shared: bytes) -> bytes:
    """All modules once more: webpack passes over a file whose number it has already seen."""
    found = _number(shared)
    text = shared.decode()
    return f'{text[: found.start(1)]}"{found[1]}-whole"{text[found.end(1) :]}'.encode()


def _number(shared: bytes) -> re.Match[str]:
    found = _CHUNK_NUMBER.search(shared.decode())
    if found is None:
        raise NotAsExpected("het nummer van het bestand staat er niet in")
    return found
