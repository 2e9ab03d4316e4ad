"""The scripts of Dash that every page starts with, joined into one file: nine requests become one.

Dash names them one by one in its document. That list is replaced only when it is exactly what was joined, in
the same order; after a new version with another list the separate files, which stay, are used.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from gka_dash.web.manifest import Manifest
from gka_dash.web.static_files import SUITES_URL, without_fingerprint

# In the folder of dcc: from its own address dcc works out where the parts are that it fetches later.
TOGETHER: Final = "dash/dcc/start.js"

# In the order in which Dash's document names them: what a component needs, the components, the rest.
_ORDER: Final = (
    r"dash/deps/polyfill@.*",
    r"dash/deps/react@.*",
    r"dash/deps/react-dom@.*",
    r"dash/deps/prop-types@.*",
    r"dash_bootstrap_components/_components/dash_bootstrap_components\.min\.js",
    r"dash/dash-renderer/build/dash_renderer\.min\.js",
    r"dash/dcc/dash_core_components\.js",
    r"dash/dcc/dash_core_components-shared\.js",
    r"dash/html/dash_html_components\.min\.js",
)
_SOURCE_MAP: Final = re.compile(rb"^//# sourceMappingURL=.*$", re.MULTILINE)


def start_suites(suites: Iterable[str]) -> list[str]:
    """What every page starts with, in order; empty when a script is missing or there is one too many."""
    known = list(suites)
    found = [[name for name in known if re.fullmatch(pattern, name)] for pattern in _ORDER]
    return [names[0] for names in found] if all(len(names) == 1 for names in found) else []


def with_start(suites: Mapping[str, bytes]) -> dict[str, bytes]:
    """The same suites, and one that holds what every page starts with."""
    parts = [_SOURCE_MAP.sub(b"", suites[name]).strip() for name in start_suites(suites)]
    # The semicolon in front: "use strict" at the head of one script must not become the rule for all.
    return {**suites, TOGETHER: b"".join(b";" + part + b"\n" for part in parts)} if parts else dict(suites)


def in_one(addresses: list[str], manifest: Manifest) -> list[str]:
    """These addresses of scripts, or the one that holds them all, with its content in its name."""
    asked = [without_fingerprint(address).removeprefix(SUITES_URL) for address in addresses]
    if TOGETHER not in manifest.suites or asked != start_suites(manifest.suites):
        return addresses
    return [SUITES_URL + TOGETHER.replace(".js", f".v1m{_digest(manifest)}.js")]


def _digest(manifest: Manifest) -> str:
    return manifest.suites[TOGETHER].name.rsplit(".", 2)[1]
