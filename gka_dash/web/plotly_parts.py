"""Plotly's basic bundle without the parts that none of our charts has: 50 kB less on the first visit.

Plotly can be built from its sources with fewer traces, but its components are fixed, and such a build takes
its hundreds of development packages. Its published bundle is regular instead: each module stands in a block
under the path of its source file. Here the lines that switch a part on are taken away, and then every block
that nothing can reach any more.
"""

import re
from typing import Final

from gka_dash.web.lighter import NotAsExpected, reachable

# By their path in Plotly's own repository, which names the part. A figure that asks for one of these keeps
# working without it: Plotly passes over what is not registered.
LEFT_OUT: Final = (
    "lib/calendars.js",
    "lib/pie.js",
    "node_modules/maplibre-gl/dist/maplibre-gl.css",
    "src/components/annotations3d/index.js",
    "src/components/errorbars/index.js",
    "src/components/grid/index.js",
    "src/components/images/index.js",
    "src/components/rangeselector/index.js",
    "src/components/rangeslider/index.js",
    "src/components/sliders/index.js",
    "src/components/updatemenus/index.js",
)

_BLOCK: Final = re.compile(
    r"\n  // (?P<path>[^\n]+)\n  var (?P<name>require_\w+) = __commonJS\(\{\n.*?\n  \}\);(?=\n)", re.DOTALL
)
_NAME: Final = re.compile(r"\brequire_\w+")


def without_parts(bundle: bytes) -> bytes:
    """The bundle (not minified) without LEFT_OUT; NotAsExpected when one of them cannot be taken out."""
    text = bundle.decode()
    names = {block["path"]: block["name"] for block in _BLOCK.finditer(text)}
    for path in LEFT_OUT:
        if path not in names:
            raise NotAsExpected(f"het onderdeel {path} staat er niet in")
        text = re.sub(rf"\n *{names[path]}\(\)[,;]?(?=\n)", "", text)
    uses = {block["name"]: set(_NAME.findall(block[0])) for block in _BLOCK.finditer(text)}
    needed = reachable(uses, _NAME.findall(_BLOCK.sub("", text)))
    for path in LEFT_OUT:
        if names[path] in needed:
            raise NotAsExpected(f"een ander onderdeel gebruikt {path}")
    return _BLOCK.sub(lambda block: block[0] if block["name"] in needed else "", text).encode()
