"""The scripts that every page starts with, in one file."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from gka_dash.web.manifest import Manifest, StaticFile
from gka_dash.web.start_suites import TOGETHER, in_one, start_suites, with_start
from gka_dash.web.static_files import SUITES_URL, without_fingerprint
from tests.layouts.real_site import real_app

NAMES = [
    "dash/deps/polyfill@7.12.1.min.js",
    "dash/deps/react@18.3.1.min.js",
    "dash/deps/react-dom@18.3.1.min.js",
    "dash/deps/prop-types@15.8.1.min.js",
    "dash_bootstrap_components/_components/dash_bootstrap_components.min.js",
    "dash/dash-renderer/build/dash_renderer.min.js",
    "dash/dcc/dash_core_components.js",
    "dash/dcc/dash_core_components-shared.js",
    "dash/html/dash_html_components.min.js",
]
ADDRESSES = [SUITES_URL + name for name in NAMES]
OTHER = "dash/dcc/async-graph.js"


def manifest_of(*names: str) -> Manifest:
    files = {name: StaticFile(f"suites/{name[:-3]}.0123456789ab.js", 1, 1, 1) for name in names}
    return Manifest(Path(), {}, files)


def test_scripts_stand_in_the_order_in_which_they_need_each_other() -> None:
    assert start_suites([OTHER, *reversed(NAMES)]) == NAMES


@pytest.mark.parametrize("names", [NAMES[1:], [*NAMES, "dash/deps/react@19.0.0.min.js"], []])
def test_another_set_of_scripts_is_not_joined(names: list[str]) -> None:
    assert start_suites(names) == []
    assert TOGETHER not in with_start(dict.fromkeys(names, b"1"))


def test_joined_scripts_do_not_touch_each_other() -> None:
    contents = dict.fromkeys(NAMES, b'"use strict";f()')
    contents[NAMES[0]] = b"first()\n//# sourceMappingURL=a.js.map"
    made = with_start({**contents, OTHER: b"later"})
    assert made[TOGETHER].startswith(b';first()\n;"use strict";f()\n;')
    assert b"later" not in made[TOGETHER]
    assert b"sourceMappingURL" not in made[TOGETHER]
    assert made.keys() == {*contents, OTHER, TOGETHER}


def test_the_address_follows_from_the_content_and_is_that_of_the_suite() -> None:
    address = in_one(ADDRESSES, manifest_of(*NAMES, TOGETHER))
    assert address == [SUITES_URL + "dash/dcc/start.v1m0123456789ab.js"]
    assert without_fingerprint(address[0]) == SUITES_URL + TOGETHER


@pytest.mark.parametrize("asked", [ADDRESSES[1:], [*ADDRESSES, "/more.js"], ADDRESSES[::-1], []])
def test_another_list_of_dash_stays_as_it_is(asked: list[str]) -> None:
    assert in_one(asked, manifest_of(*NAMES, TOGETHER)) == asked


def test_without_the_joined_file_every_script_is_asked_for() -> None:
    assert in_one(ADDRESSES, manifest_of(*NAMES)) == ADDRESSES


def test_the_installed_dash_starts_with_one_script_and_ours() -> None:
    page = real_app().server.test_client().get("/").text
    later = re.findall(r'<script type="application/json" id="later">(.*?)</script>', page)
    scripts = json.loads(unescape(later[0]))["scripts"]
    assert [re.sub(r"[.]\w{12,}[.]", ".", address) for address in scripts] == [
        SUITES_URL + TOGETHER,
        "/static/app.js",
    ]
