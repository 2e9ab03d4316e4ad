"""``export html``: a story or one view as a file, with clear words when that cannot be."""

from pathlib import Path

import pytest

from gka_dash.__main__ import main
from gka_dash.cli_presentation import view_story
from gka_dash.model.selection import write_query
from tests.layouts.real_site import real_services, view_of

LARGEST = 2_000_000  # bytes, so that it can be sent by mail


def run(*arguments: str) -> int:
    return main(["export", "html", *arguments])


def test_a_story_is_one_small_file_and_the_same_every_time(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.html", "b.html")]
    for path in files:
        assert run("--story", "mijn-regio", "--region", "pv30", "--output", str(path)) == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    assert files[0].stat().st_size < LARGEST
    assert "Noord-Brabant" in files[0].read_text(encoding="utf-8")


def test_a_view_is_a_story_of_one_step(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    assert run("--selection", "regio=PV30&thema=taalbevordering", "--output", str(path)) == 0
    assert path.read_text(encoding="utf-8").count('class="p-step"') == 1
    view = view_of("regio=PV30&thema=taalbevordering")
    (step,) = view_story(view).steps
    assert step.query == write_query(view.selection)
    assert "Taalbevordering" in step.title


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--story", "weg"], "mijn-regio"),
        (["--story", "mijn-regio"], "--region PV30"),
        (["--story", "mijn-regio", "--region", "PV99"], "De regio PV99 is onbekend"),
        (["--story", "gka-in-zes-stappen", "--region", "PV30"], "Laat --region weg"),
        (["--selection", "regio=PV99"], "niet bekend"),
    ],
)
def test_what_cannot_be_is_said(
    arguments: list[str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.html"
    assert run(*arguments, "--output", str(path)) == 1
    assert words in capsys.readouterr().err
    assert not path.exists()


def test_every_story_of_the_dashboard_fits(tmp_path: Path) -> None:
    for slug, story in real_services().stories.items():
        path = tmp_path / f"{slug}.html"
        region = ["--region", "PV30"] if story.asks else []
        assert run("--story", slug, *region, "--output", str(path)) == 0
        assert path.stat().st_size < LARGEST
