"""The document of a story: every step as text, data that cannot break out, links that lead somewhere."""

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest

from gka_dash.exports.presentation_page import Frame, border_files, border_key, page, source_line
from gka_dash.exports.screen_csv import SOURCE_SHORT
from gka_dash.model.story import Step
from tests.exports.told import FULL, HOSTILE, poisoned, told

BORDERS = Frame(borders={"provincie/2024": ["/static/a.json"]}, home="/presenteren", file="/export/x.html")


class Reader(HTMLParser):
    """Tags with their attributes, and the words outside scripts, as a browser reads them."""

    def __init__(self, document: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.open: list[str] = []
        self.feed(document)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if "script" not in self.open and "style" not in self.open:
            self.words.append(data)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def story_in(document: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="p-story">(.*?)</script>', document, re.DOTALL)
    assert found
    content: dict[str, Any] = json.loads(found[1])
    return content


def test_every_step_is_complete_as_text() -> None:
    payload = told(FULL, Step("Tweede", "Klaar."))
    text = Reader(page(payload, BORDERS)).text
    step = payload["steps"][0]
    for words in ("Proef", "Vijftig gemeenten", "Tweede", "Klaar.", step["number"]["label"], "geteld"):
        assert words in text
    for line in step["legend"]:
        assert (f"{line['label']} {line['count']}" in text) == bool(line["count"])
    for row in step["charts"][0]["table"]["rows"]:
        assert " ".join(map(str, row)) in text
    assert source_line(step) in text
    assert step["attribution"] in text


def test_the_scripts_get_what_they_draw_and_no_words_twice() -> None:
    payload = told(FULL)
    story = story_in(page(payload, BORDERS))
    assert story["borders"] == {"provincie/2024": ["/static/a.json"]}
    assert story["steps"][0]["map"] == payload["steps"][0]["map"]
    assert story["steps"][0]["charts"][0]["figure"] == payload["steps"][0]["charts"][0]["figure"]
    assert "html" not in story["steps"][0]
    assert "notes_html" not in story["steps"][0]


def test_notes_are_there_for_the_second_window_and_not_on_the_page() -> None:
    document = page(told(FULL), BORDERS)
    assert '<template data-part="notes"><p>Zeg <strong>dit</strong>.</p></template>' in document


def test_whatever_the_data_says_stays_text() -> None:
    payload = poisoned(told(FULL, Step("Tweede", "Klaar.")))
    document = page(payload, BORDERS)
    reader = Reader(document)
    clean = Reader(page(told(FULL, Step("Tweede", "Klaar.")), BORDERS))
    assert [tag for tag, _ in reader.tags] == [tag for tag, _ in clean.tags]
    assert not [name for _, attributes in reader.tags for name in attributes if name.startswith("on")]
    assert "</script><script>window.kwaad" in reader.text
    assert story_in(document)["title"] == "Proef" + HOSTILE


def test_no_style_or_script_that_the_policy_would_block() -> None:
    reader = Reader(page(told(FULL), BORDERS))
    assert not [tag for tag, attributes in reader.tags if "style" in attributes]
    assert [a.get("type") for tag, a in reader.tags if tag == "script"] == ["application/json"]


def test_ids_are_unique_and_labels_lead_to_them() -> None:
    reader = Reader(page(told(FULL, FULL), BORDERS))
    ids = [attributes["id"] for _, attributes in reader.tags if attributes.get("id")]
    assert len(ids) == len(set(ids))
    for _, attributes in reader.tags:
        assert (attributes.get("aria-labelledby") or ids[0]) in ids


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ("/", '<a href="/data">Over de data</a>'),
        ("https://kaart.nl/", '<a href="https://kaart.nl/data">Over de data</a>'),
        ("", "Zie Over de data of"),
    ],
)
def test_links_to_our_pages_lead_to_where_these_are(pages: str, expected: str) -> None:
    document = page(told(FULL), Frame(pages=pages))
    assert expected in document
    assert 'href="https://voorbeeld.nl"' in document
    assert ("Bekijk dit op de kaart" in document) == bool(pages)


def test_what_a_link_names_in_vain_is_said() -> None:
    document = page(told(Step("Stap", query="regio=PV99")), Frame())
    assert re.search(r'id="p-message">Niet bekend en weggelaten: [^<]*PV99', document)
    assert 'id="p-message">Let op.</p>' in page(told(Step("Stap")), Frame(notice="Let op."))


def test_the_document_for_a_story_of_the_browser_has_no_steps() -> None:
    document = page(None, Frame())
    assert "data-own" in document
    assert "p-story" not in document
    assert "JavaScript" in Reader(document).text


def test_the_files_of_the_borders() -> None:
    payload = told(Step("Stap"), Step("Stap"))
    edition = payload["steps"][0]["map"]["edition"]
    assert border_files(payload) == {
        border_key("provincie", edition): (f"geo/boundaries-{edition}.json",),
    }
    payload["steps"][1]["map"]["division"] = "corop"
    assert border_files(payload)[f"corop/{edition}"][1] == f"geo/division-corop-{edition}.json"
    payload["steps"][0]["map"]["edition"] = payload["steps"][1]["map"]["edition"] = ""
    assert border_files(payload) == {}


def test_the_source_fits_on_a_line_and_names_the_year_of_other_borders() -> None:
    step = {
        "attribution": "Grenzen: © CBS / Kadaster; bewerkt.",
        "border_note": "x",
        "map": {"edition": "2024"},
    }
    assert source_line(step) == f"Bron: {SOURCE_SHORT} · kaart 2024 © CBS/Kadaster"
    assert source_line({**step, "border_note": ""}).endswith("· kaart © CBS/Kadaster")
    assert source_line({**step, "attribution": ""}) == f"Bron: {SOURCE_SHORT}"
