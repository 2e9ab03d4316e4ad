from pathlib import Path

import pytest

from gka_dash.settings import PROJECT_ROOT
from gka_dash.web.minify import find_esbuild, minify


def fake(node_modules: Path, script: str) -> Path:
    program = node_modules / "@esbuild/dit-systeem/bin/esbuild"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\n" + script)
    program.chmod(0o755)
    return node_modules


def test_without_esbuild_nothing_changes(tmp_path: Path) -> None:
    assert minify(b"a  =  1", "js", tmp_path) == b"a  =  1"
    assert minify(b"a  =  1", "js", None) == b"a  =  1"


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
