"""Stories as files: what is read, what is said of what is wrong, and that a written file reads the same."""

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gka_dash.model.story import LONGEST_NOTES, LONGEST_TEXT, LONGEST_TITLE, MOST_STEPS, Step, Story
from gka_dash.sources.stories import MOST_BYTES, ReadStory, read_stories, read_story, write_story
from gka_dash.sources.story_fields import Notes, RawStep, checked_story, story_data, story_of

GOOD = """---
titel: 'Eén verhaal: kort'
samenvatting: Wat het is.
vraagt: regio
---

## Eerste stap

Link: /?datum=2020-07-14&regio=PV30
Getal: gemeenten-zeker
Grafieken: thema, matrix

Tekst met *nadruk*.

Nog een alinea.

### Notities

Zeg dit.

## Tweede stap

Grafieken: geen
"""


def read(text: str) -> ReadStory:
    return read_story(text.encode(), "x.md", "x")


def places(found: ReadStory) -> list[tuple[str, str]]:
    return [(problem.place, problem.severity) for problem in found.problems]


def test_a_file_is_read_whole() -> None:
    found = read(GOOD)
    assert found.problems == ()
    assert found.lines == (7, 21)
    first = Step(
        "Eerste stap",
        "Tekst met *nadruk*.\n\nNog een alinea.",
        "Zeg dit.",
        "datum=2020-07-14&regio=PV30",
        "gemeenten-zeker",
        ("thema", "matrix"),
    )
    assert found.story == Story(
        "x", "Eén verhaal: kort", "Wat het is.", "regio", (first, Step("Tweede stap", charts=()))
    )


@pytest.mark.parametrize("change", [lambda t: t.replace("\n", "\r\n"), lambda t: "\ufeff" + t])
def test_line_ends_and_byte_order_mark_do_not_matter(change) -> None:
    assert read(change(GOOD)).story == read(GOOD).story


@pytest.mark.parametrize(
    ("old", "new", "place", "severity", "steps"),
    [
        ("---\ntitel", "titel", "x.md, regel 1", "fout", 0),
        ("vraagt: regio\n---", "vraagt: regio", "x.md, regel 1", "fout", 0),
        ("'Eén verhaal: kort'", "Eén verhaal: kort", "x.md, regel 2", "fout", 0),
        ("'Eén verhaal: kort'", "[1, 2]", "x.md, regel 1", "fout", 0),
        ("'Eén verhaal: kort'", "''", "x.md, regel 1", "fout", 0),
        ("vraagt: regio", "vraagt: gemeente", "x.md, regel 1", "fout", 2),
        ("samenvatting:", "samenvating:", "x.md, regel 1", "waarschuwing", 2),
        ("vraagt: regio\n---\n", "vraagt: regio\n---\nLos.\n", "x.md, regel 6", "waarschuwing", 2),
        ("## Eerste stap", "##", "x.md, regel 7", "fout", 1),
        ("/?datum", "/gemeenten?datum", "x.md, regel 7", "fout", 1),
        ("/?datum", "//elders.nl/?datum", "x.md, regel 7", "fout", 1),
        ("/?datum", "javascript:?datum", "x.md, regel 7", "fout", 1),
        ("gemeenten-zeker", "Alle Gemeenten!", "x.md, regel 7", "fout", 2),
        ("thema, matrix", "thema; matrix", "x.md, regel 7", "fout", 2),
        ("Tekst met", "a" * (LONGEST_TEXT + 1), "x.md, regel 7", "fout", 1),
        ("Zeg dit.", "a" * (LONGEST_NOTES + 1), "x.md, regel 7", "fout", 1),
        ("Eerste stap", "a" * (LONGEST_TITLE + 1), "x.md, regel 7", "fout", 1),
        ("Nog een", "# Nog een", "x.md, regel 15", "waarschuwing", 2),
    ],
)
def test_what_is_wrong_is_said_by_line_and_stops_nothing_else(
    old: str, new: str, place: str, severity: str, steps: int
) -> None:
    assert old in GOOD
    found = read(GOOD.replace(old, new, 1))
    assert (place, severity) in places(found), found.problems
    assert len(found.story.steps if found.story else ()) == steps
    assert len(found.lines) == steps
    assert all(problem.message and problem.hint for problem in found.problems)


def test_a_heading_in_a_text_is_no_step() -> None:
    found = read(GOOD.replace("Nog een", "### Nog een"))
    assert found.story
    assert found.story.steps[0].text.endswith("\\### Nog een alinea.")


@pytest.mark.parametrize(
    "link",
    [
        "/",
        "",
        "/?regio=PV30",
        "?regio=PV30",
        "https://kaart.example.nl/?regio=PV30",
        "https://kaart.example.nl",
    ],
)
def test_a_link_may_be_copied_from_the_address_bar(link: str) -> None:
    found = read(f"---\ntitel: x\n---\n## Stap\n\nLink: {link}\n")
    assert found.problems == ()
    assert found.story
    assert found.story.steps[0].query == link.partition("?")[2]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"\x00" * 100,
        b"---\n" * 100,
        b"---\na: &a [x, x]\nb: &b [*a, *a]\ntitel: *b\n---\n## x\n",
        b"---\n{{{{{{\n---\n## x\n",
        b"---\n- x\n---\n## x\n",
        b"---\n!!python/object/apply:os.system [ls]\n---\n## x\n",
        b"---\ntitel: " + b"[" * 5000 + b"\n---\n## x\n",
        b"#" * MOST_BYTES,
        b"x" * (MOST_BYTES + 1),
    ],
)
def test_no_file_can_do_harm(data: bytes) -> None:
    found = read_story(data, "x.md", "x")
    assert found.story is None
    assert found.problems


def test_too_many_steps_are_said() -> None:
    found = read("---\ntitel: x\n---\n" + "## stap\n" * (MOST_STEPS + 5))
    assert found.story
    assert len(found.story.steps) == MOST_STEPS
    assert any(str(MOST_STEPS + 5) in problem.message for problem in found.problems)


# ---- a folder --------------------------------------------------------------------------------------------


def test_one_wrong_file_does_not_stop_the_others(tmp_path: Path) -> None:
    (tmp_path / "goed.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "eigen.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "Met Spatie.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / "map.md").mkdir()
    (tmp_path / "lees.txt").write_text("geen verhaal", encoding="utf-8")
    os.symlink("/etc/hostname", tmp_path / "elders.md")
    found = {one.name: one for one in read_stories(tmp_path)}
    assert [name for name, one in found.items() if one.story] == ["goed.md"]
    assert sorted(name for name, one in found.items() if one.problems) == [
        "Met Spatie.md",
        "eigen.md",
        "elders.md",
        "map.md",
    ]


def test_no_folder_is_no_stories(tmp_path: Path) -> None:
    assert read_stories(tmp_path / "verhalen") == ()


# ---- there and back --------------------------------------------------------------------------------------

LINES = st.text(max_size=80) | st.sampled_from(
    [
        "## a\nb",
        "### Notities\nz",
        "Link: /x\ntekst",
        "---",
        "- a: b",
        "'",
        '"',
        "ja",
        "a\r\nb",
        "\u2028",
        "# ",
    ]
)
STEPS = st.fixed_dictionaries(
    {
        "title": LINES,
        "text": LINES,
        "notes": LINES,
        "link": st.sampled_from(["/", "", "/?datum=2020-07-14", "?regio=PV30&thema=a,b"]),
        "number": st.sampled_from(["", "geen", "activiteiten"]),
        "charts": st.sampled_from([None, "geen", "thema, sector", ["matrix"], []]),
    }
)


@given(LINES, LINES, st.lists(STEPS, max_size=4))
def test_a_written_story_reads_the_same(title: str, summary: str, steps: list[dict[str, object]]) -> None:
    story, _ = checked_story(
        "x", {"title": title, "summary": summary}, [RawStep(step) for step in steps], Notes("x")
    )
    if story is None:
        return
    again = read_story(write_story(story).encode(), "x.md", "x")
    assert again.story == story
    assert again.problems == ()
    assert story_of(story_data(story), "x", "x") == (story, ())


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=9),
        lambda x: (
            st.lists(x)
            | st.dictionaries(st.sampled_from(["title", "steps", "text", "charts", "link", "number"]), x)
        ),
    )
)
def test_no_data_from_a_browser_can_do_harm(data: object) -> None:
    story, problems = story_of(data, "x", "x")
    assert story is not None or problems
