"""The pure parts of `make bench-peers`: tables, bytes of sockets, requirements and markers."""

import re
import zlib
from pathlib import Path

import pytest

from benchmarks import document
from benchmarks.peers import install, measures
from benchmarks.peers.catalogue import PEERS
from benchmarks.peers.sockets import on_the_line
from benchmarks.stats import Summary, summarise

LABELS = {"ours": "dashboard", "slow": "Slow", "quick": "Quick"}
COMPILED = """\
anyio==4.0 \\
    --hash=sha256:aa
    # via starlette
starlette==1.0 \\
    --hash=sha256:bb \\
    --hash=sha256:bc
    # via
    #   shiny
    #   streamlit
shiny==1.8 \\
    --hash=sha256:cc
    # via -r benchmarks/peers/requirements.in
numpy==2.4 ; python_full_version < '3.12' \\
    --hash=sha256:dd
    # via panel
numpy==2.5 ; python_full_version >= '3.12' \\
    --hash=sha256:de
    # via panel
panel==1.9 \\
    --hash=sha256:ee
    # via -r benchmarks/peers/requirements.in
"""


def one(value: float) -> Summary:
    return summarise([value])


def results(key: str, ours: float, slow: float, quick: float) -> dict[str, dict[str, Summary]]:
    return {"ours": {key: one(ours)}, "slow": {key: one(slow)}, "quick": {key: one(quick)}}


def test_a_cell_holds_median_spread_and_ratio() -> None:
    found = results("click", 50, 500, 25)
    found["slow"]["click"] = summarise([400, 500, 700])
    lines = measures.peer_table(found, LABELS).splitlines()
    assert lines[0] == "|  | dashboard | Slow | Quick |"
    row = next(line for line in lines if line.startswith("| click to all charts"))
    assert row == "| click to all charts, ms | 50 | 500 (400–700) **10×** | 25 **0.5×** |"


def test_more_clicks_per_second_is_better() -> None:
    told = measures.better_than_ours(results("rate", 10, 2, 20), LABELS)
    assert told == ["clicks per second, one visitor: Quick 20 /s; dashboard 10 /s"]


def test_nearly_the_same_is_not_called_better() -> None:
    assert measures.better_than_ours(results("click", 100, 99, 101), LABELS) == []


def test_where_a_peer_is_better_comes_before_the_table() -> None:
    text = measures.peer_section(results("map", 100, 300, 50), LABELS, ["A machine."], {})
    assert text.index("Quick 50 ms") < text.index("A machine.") < text.index("| dashboard |")
    assert "nowhere" in measures.peer_section(results("map", 100, 300, 500), LABELS, [], {})


def test_a_page_that_failed_is_named_with_its_reason() -> None:
    found = results("map", 100, 300, 50)
    del found["slow"]
    text = measures.peer_section(found, LABELS, [], {"slow": "it did not start"})
    assert text.endswith("- Slow did not come through every visit: it did not start")
    assert "| Slow |" not in text


def test_what_is_nothing_has_no_ratio() -> None:
    found = results("click_kb", 0, 5, 0)
    row = next(line for line in measures.peer_table(found, LABELS).splitlines() if "bytes per click" in line)
    assert row.endswith("| 0 | 5 | 0 |")
    assert measures.better_than_ours(found, LABELS) == []


@pytest.mark.parametrize(("size", "head"), [(5, 2), (125, 2), (126, 4), (65_535, 4), (65_536, 10)])
def test_a_message_has_a_head(size: int, head: int) -> None:
    assert on_the_line(b"x" * size) == size + head


def test_a_packed_socket_remembers_what_it_sent() -> None:
    packer = zlib.compressobj(6, zlib.DEFLATED, -15)
    message = bytes(range(256)) * 4
    first, second = on_the_line(message, packer), on_the_line(message, packer)
    assert second < first < len(message)


def test_a_peer_brings_what_it_needs_and_nothing_else() -> None:
    text = install.needed(COMPILED, {"shiny"})
    assert re.findall(r"^(\w+)==", text, re.MULTILINE) == ["anyio", "starlette", "shiny"]
    assert text.count("--hash") == 4
    assert "# via" not in text


def test_every_variant_of_a_package_comes_along() -> None:
    assert install.needed(COMPILED, {"panel"}).count("numpy==") == 2


def test_every_peer_can_be_installed_from_what_is_pinned() -> None:
    text = install.REQUIREMENTS.read_text(encoding="utf-8")
    known = install.entries(text)
    for peer in PEERS:
        assert not peer.package or peer.package in known, peer.key
        assert set(peer.packages) <= known.keys(), peer.key
    parts = [part for name in known for part, _ in known[name]]
    assert all("--hash=sha256:" in part for part in parts)


def test_kinds_of_pages_are_known_to_the_probe() -> None:
    probe = (Path(document.ROOT) / "benchmarks" / "probe.js").read_text(encoding="utf-8")
    pages = probe.split("const pages = {")[1].split("\n  };")[0]
    for peer in PEERS:
        assert re.search(rf"^    {peer.probe}: ", pages, re.MULTILINE), peer.key


def test_a_section_replaces_the_one_before() -> None:
    text = "head\n<!-- begin x -->\nold\n<!-- end x -->\ntail\n"
    once = document.between(text, "x", "new\n")
    assert once == "head\n<!-- begin x -->\nnew\n<!-- end x -->\ntail\n"
    assert document.between(once, "x", "new") == once


@pytest.mark.parametrize("text", ["", "<!-- begin x -->", "<!-- end x --><!-- begin x -->"])
def test_a_manual_without_markers_is_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "manual.md"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match="begin x"):
        document.write_section("x", "new", path)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize("name", ["peers", "load"])
def test_the_manual_has_a_place_for_both_outcomes(name: str) -> None:
    text = document.MANUAL.read_text(encoding="utf-8")
    assert "written by a test" in document.between(text, name, "written by a test")


def test_a_busy_machine_is_named() -> None:
    assert "not to be quoted" in document.machine(40.0)
    assert "not to be quoted" not in document.machine(0.1)
