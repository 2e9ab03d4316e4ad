"""The documentation is a contract: what can be set, run or filled in stands in it."""

import argparse
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from gka_dash import __main__
from gka_dash.exports.datapackage import tables_markdown
from gka_dash.model.schema import TABLES, Table
from gka_dash.settings import DOCUMENTED, Variable
from layouts import pages

ROOT = Path(__file__).resolve().parents[1]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
EVERY = [*DOCUMENTS, ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "data" / "geo" / "README.md"]
MANUAL = "\n".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("variable", DOCUMENTED, ids=lambda variable: variable.name)
def test_every_setting_is_documented_with_its_default(variable: Variable) -> None:
    rows = [line.split("|") for line in MANUAL.splitlines() if f"`{variable.name}`" in line]
    cells = [{cell.strip().strip("`") for cell in row} for row in rows]
    assert any({variable.default or "(leeg)", variable.example} <= row for row in cells), cells


def test_the_manual_names_every_setting_of_the_code_and_no_other() -> None:
    """What only one command reads counts too, such as the addresses that borders are fetched from."""
    code = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "gka_dash").rglob("*.py"))
    known = set(re.findall(r'"(GKA_[A-Z_]+)"', code))
    assert {variable.name for variable in DOCUMENTED if variable.name.startswith("GKA_")} <= known
    assert set(re.findall(r"`(GKA_[A-Z_]+)`", MANUAL)) == known


def _commands(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The commands and what stands under them, as one would type them."""
    found: list[str] = []
    add = argparse._SubParsersAction.add_parser

    def remember(self: argparse._SubParsersAction, name: str, **options: object) -> object:
        found.append(f"{self._prog_prefix} {name}")
        return add(self, name, **options)

    monkeypatch.setattr(argparse._SubParsersAction, "add_parser", remember)
    with pytest.raises(SystemExit):
        __main__.main(["--help"])
    return iter(found)


def test_every_command_is_documented(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = list(_commands(monkeypatch))
    capsys.readouterr()
    assert {"python -m gka_dash build", "python -m gka_dash check"} <= set(commands)
    for command in commands:
        assert command in MANUAL


def test_every_target_of_make_that_the_manual_names_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = set(re.findall(r"`?make ([a-z]+)\b", "".join(path.read_text(encoding="utf-8") for path in EVERY)))
    assert named & {"run", "test"} == {"run", "test"}
    code = set(re.findall(r"`make ([a-z]+)`", "".join(path.read_text(encoding="utf-8") for path in EVERY)))
    assert code <= targets


def test_the_two_commands_come_first() -> None:
    first = README.split("##")[0]
    assert first.index("make run") < first.index("make test")
    assert "![" in first, "a picture says what it is"


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_and_column_is_documented(table: Table) -> None:
    text = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    assert f"`{table.name}.csv`" in text
    section = text.split(f"### `{table.name}.csv`")[1].split("### ")[0]
    for column in table.columns:
        assert f"`{column.name}`" in section
        assert column.label in section


def test_the_tables_in_the_manual_come_from_the_schema() -> None:
    assert tables_markdown() in (ROOT / "docs" / "data.md").read_text(encoding="utf-8")


def _slug(heading: str) -> str:
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


@pytest.mark.parametrize("path", EVERY, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"https?://|mailto:", target):
            continue
        name, _, anchor = target.partition("#")
        other = (path.parent / name) if name else path
        assert other.exists(), f"{path.name} points to {target}"
        if anchor and other.suffix == ".md":
            headings = re.findall(r"^#+ (.+)$", other.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in map(_slug, headings), f"{path.name} points to {target}"


@pytest.mark.parametrize("path", EVERY, ids=lambda path: str(path.relative_to(ROOT)))
def test_paths_in_documents_exist(path: Path) -> None:
    """Files and folders between backticks, such as `gka_dash/model/selection.py`."""
    text = path.read_text(encoding="utf-8")
    for name in re.findall(
        r"`((?:gka_dash|layouts|callbacks|assets|tests|scripts|docs|benchmarks)/[\w./-]*)`", text
    ):
        assert (ROOT / name).exists(), f"{path.name} names {name}"


def test_addresses_in_the_readme_are_pages() -> None:
    known = {page.path for page in pages.PAGES}
    for address in re.findall(r"`(/[a-z]+)`", README):
        assert address in known or address in ("/health",), address


def test_the_version_is_one() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert version in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert version in (ROOT / "publiccode.yml").read_text(encoding="utf-8")
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert "EUROPEAN UNION PUBLIC LICENCE" in licence
