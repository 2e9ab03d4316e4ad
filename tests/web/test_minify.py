import re
from pathlib import Path

import pytest

from gka_dash.settings import PROJECT_ROOT
from gka_dash.web import static_sources
from gka_dash.web.minify import bundle, find_esbuild, minify, spread_out


def fake(node_modules: Path, script: str) -> Path:
    program = node_modules / "@esbuild/dit-systeem/bin/esbuild"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n" + script)
    program.chmod(0o755)
    return node_modules


def test_without_esbuild_nothing_changes(tmp_path: Path) -> None:
    assert minify(b"a  =  1", "js", tmp_path) == b"a  =  1"
    assert minify(b"a  =  1", "js", None) == b"a  =  1"
    assert spread_out(b"a  =  1", "js", None) == b"a  =  1"
    assert bundle("export const a = 1;", "d3", tmp_path) == b""


def test_with_esbuild_its_answer_is_used(tmp_path: Path) -> None:
    assert minify(b"a  =  1", "js", fake(tmp_path, "tr -d ' '")) == b"a=1"


def test_a_refusal_is_told_and_the_source_is_kept(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    node_modules = fake(tmp_path, "cat > /dev/null; echo 'regel 3: onverwacht teken' >&2; exit 1")
    assert minify(b"a = = 1", "css", node_modules) == b"a = = 1"
    assert "regel 3: onverwacht teken" in capsys.readouterr().out


def test_the_installed_esbuild_keeps_names_that_other_files_use() -> None:
    node_modules = PROJECT_ROOT / "node_modules"
    if find_esbuild(node_modules) is None:
        pytest.skip("the front-end packages are not installed")
    small = minify(
        b"const Landkaart = { lang: 1 };\n// uitleg\nfunction zoek(woord) { return woord; }",
        "js",
        node_modules,
    )
    assert b"Landkaart" in small
    assert b"zoek" in small
    assert b"uitleg" not in small


def test_a_bundle_that_fails_is_told_and_empty(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    node_modules = fake(tmp_path, "cat > /dev/null; echo 'd3-zoom ontbreekt' >&2; exit 1")
    assert bundle('export { zoom } from "d3-zoom";', "d3", node_modules) == b""
    assert "d3-zoom ontbreekt" in capsys.readouterr().out


def test_the_installed_d3_is_bundled_with_what_our_scripts_use() -> None:
    node_modules = PROJECT_ROOT / "node_modules"
    if find_esbuild(node_modules) is None:
        pytest.skip("the front-end packages are not installed")
    script = bundle(static_sources.D3_ENTRY, "d3", node_modules)
    assert script.lstrip().startswith((b'"use strict"', b"var d3 = "))
    used = {
        name
        for path in (PROJECT_ROOT / "assets").glob("*.js")
        for name in re.findall(r"\bd3\s*\.(\w+)", path.read_text(encoding="utf-8"))
    }
    offered = set(re.findall(r"\w+", " ".join(re.findall(r"\{(.*?)\}", static_sources.D3_ENTRY))))
    assert used == offered
    assert not [name for name in offered if f"{name}: () =>".encode() not in script]
