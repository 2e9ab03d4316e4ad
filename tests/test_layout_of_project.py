"""The house: the rooms that were asked for, small files, and tests that mirror the rooms."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from gka_dash.exports.datapackage import datapackage_json
from tests.imports import imports_of

ROOT = Path(__file__).resolve().parents[1]
ASKED_FOR = (
    "app.py",
    "gka_dash",
    "layouts",
    "callbacks",
    "data/geo",
    "assets",
    "tests",
    "requirements.txt",
    "Procfile",
    "README.md",
    "Makefile",
    "pyproject.toml",
    "requirements-dev.txt",
    "package.json",
    "package-lock.json",
    ".ci/run",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "publiccode.yml",
    "data/datapackage.json",
    "benchmarks",
)
PACKAGES = ["dash", "plotly", "geopandas", "shapely", "pandas", "dash-bootstrap-components", "gunicorn"]
LONGEST = 400
LONGEST_ENTRY = 15
OURS = (".py", ".js", ".css", ".sh", ".toml")
# Rooms of the code and the folder or file that tests them.
ROOMS = {
    "gka_dash/model": "tests/model",
    "gka_dash/sources": "tests/sources",
    "gka_dash/geo": "tests/geo",
    "gka_dash/figures": "tests/figures",
    "gka_dash/exports": "tests/exports",
    "gka_dash/store": "tests/store",
    "gka_dash/web": "tests/web",
    "gka_dash/web/beheer": "tests/web/beheer",
    "gka_dash/web/downloads": "tests/web/downloads",
    "gka_dash/web/watching": "tests/web/watching",
    "layouts": "tests/layouts",
    "callbacks": "tests/callbacks",
    "assets": "tests/js",
    "scripts/several": "tests/several",
    "deploy": "tests/several",
    "gka_dash/__main__.py": "tests/test_cli.py",
}
# Modules that are tried through others: what they do only shows there.
TRIED_THROUGH_OTHERS = {
    "gka_dash/model": {"problem"},
    "gka_dash/sources": {"assemble", "cells", "csv_folder", "grid", "report", "rows", "version", "wording"},
    "gka_dash/web": {
        "callback_guard",
        "error_pages",
        "index",
        "manifest",
        "prepare",
        "static_sources",
        "first_paint",
        "ground",
        "revalidate",
    },
    "gka_dash/geo": {"check", "repair"},
}


def _tracked() -> list[Path]:
    """Files of the project under version control; the whole tree where there is none."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode == 0 and listed.stdout:
        return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]
    return [path for path in ROOT.rglob("*") if path.is_file() and not _fetched(path)]


def _fetched(path: Path) -> bool:
    return bool({".venv", "node_modules", "build", ".git", "__pycache__"} & set(path.relative_to(ROOT).parts))


FILES = _tracked()


@pytest.mark.parametrize("name", ASKED_FOR)
def test_what_was_asked_for_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_no_file_of_ours_is_long() -> None:
    sizes = {
        str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines())
        for path in FILES
        if path.suffix in OURS
    }
    assert len(sizes) > 100
    assert {name: size for name, size in sizes.items() if size > LONGEST} == {}


def test_the_entry_is_short() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) <= LONGEST_ENTRY


def test_nothing_fetched_or_built_is_committed() -> None:
    names = [str(path.relative_to(ROOT)) for path in FILES]
    assert not [
        name for name in names if re.search(r"node_modules|\.venv|^build/|__pycache__|\.min\.(js|css)$", name)
    ]
    assert not [path for path in FILES if path.suffix in (".woff2", ".woff", ".ttf")]


def test_files_in_version_control_are_small() -> None:
    assert [path.name for path in FILES if path.stat().st_size > 2_000_000] == []


def test_every_package_is_pinned_with_its_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^([a-zA-Z0-9][\w.\-\[\]]*)==(\S+)", text, re.MULTILINE)
        assert len(pinned) > 10
        assert text.count("--hash=sha256:") >= len(pinned)
        assert not re.findall(r"^[a-zA-Z][^=\n]*(?:>=|~=|<)", text, re.MULTILINE)
    names = {
        own.lower()
        for own, _ in re.findall(r"^([\w\-]+)==(\S+)", (ROOT / "requirements.txt").read_text(), re.M)
    }
    assert set(PACKAGES) <= names


def test_every_front_end_package_has_an_integrity_hash() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    for name, package in lock["packages"].items():
        assert not name or package["integrity"].startswith("sha512-"), name
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    for group in ("dependencies", "devDependencies"):
        for name, version in wanted.get(group, {}).items():
            assert re.fullmatch(r"\d+\.\d+\.\d+", version), f"{name} is not pinned: {version}"


def test_the_description_of_the_data_is_up_to_date() -> None:
    assert (ROOT / "data" / "datapackage.json").read_text(encoding="utf-8") == datapackage_json()


@pytest.mark.parametrize(("room", "tests"), ROOMS.items())
def test_tests_mirror_the_rooms(room: str, tests: str) -> None:
    if (ROOT / room).is_file():
        assert (ROOT / tests).is_file()
        return
    assert any((ROOT / tests).glob("test_*.py")) or any((ROOT / tests).glob("*.test.*"))


@pytest.mark.parametrize(
    "room",
    [
        "gka_dash/model",
        "gka_dash/figures",
        "gka_dash/exports",
        "gka_dash/store",
        "gka_dash/web",
        "gka_dash/web/downloads",
    ],
)
def test_every_module_of_a_room_is_tried(room: str) -> None:
    """A module has a test of its own name, or some test imports it."""
    texts = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("*.py"))
    for module in (ROOT / room).glob("*.py"):
        if module.stem == "__init__" or module.stem in TRIED_THROUGH_OTHERS.get(room, ()):
            continue
        dotted = f"{room.replace('/', '.')}.{module.stem}"
        assert (ROOT / ROOMS[room] / f"test_{module.stem}.py").is_file() or dotted in texts, dotted


def test_the_core_knows_no_screen() -> None:
    """Law 3, also for imports inside functions, which the import linter sees as well."""
    for path in (ROOT / "gka_dash").rglob("*.py"):
        if path.is_relative_to(ROOT / "gka_dash" / "web") or path.name == "__main__.py":
            continue
        for name in imports_of(path):
            assert name.split(".")[0] not in (
                "dash",
                "flask",
                "dash_bootstrap_components",
                "layouts",
                "callbacks",
            )
            assert not name.startswith("gka_dash.web"), path


def test_layouts_and_callbacks_do_no_data_work() -> None:
    for folder in ("layouts", "callbacks"):
        for path in (ROOT / folder).glob("*.py"):
            for name in imports_of(path):
                assert name.split(".")[0] not in ("pandas", "numpy", "geopandas", "plotly", "flask", "csv"), (
                    path
                )


def test_the_web_process_needs_no_geopandas(tmp_path: Path) -> None:
    """Started in a process of its own, because a test before this one may have imported it."""
    code = (
        "import sys, app; app.server.test_client().get('/'); "
        "print([m for m in ('geopandas', 'shapely', 'pyogrio', 'pandas') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "GKA_STATE_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip().splitlines()[-1] == "[]"


def test_no_data_lives_at_the_top_of_a_module() -> None:
    """Law 2: data is passed on, never kept in a module."""
    for folder in ("gka_dash", "layouts", "callbacks"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.parse(path.read_text(encoding="utf-8")).body:
                if isinstance(node, (ast.Assign, ast.AnnAssign)) and isinstance(node.value, ast.Call):
                    called = ast.unparse(node.value.func)
                    assert called not in ("read_folder", "Services", "make_services", "pd.DataFrame"), path


def test_mypy_and_warnings_are_strict() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    assert settings["mypy"]["strict"] is True
    assert settings["pytest"]["ini_options"]["filterwarnings"][0] == "error"


def test_nothing_names_a_machine_or_a_registry_of_ours() -> None:
    """What somebody's own computer looks like does not belong in a public project."""
    for path in FILES:
        if (
            path.suffix in (".py", ".md", ".toml", ".yml", ".json", ".sh", ".txt", ".in", "")
            and path.name != "LICENSE"
        ):
            text = path.read_text(encoding="utf-8", errors="replace")
            assert not re.search(r"/(?:home|Users|root|work)/[a-z]\w+/", text), path
