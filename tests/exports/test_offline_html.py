"""A story in one file: nothing outside it, the same bytes every time, and a policy that fits it."""

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from gka_dash.exports.built import PLOTLY, Built
from gka_dash.exports.offline_html import offline_html, with_fonts
from gka_dash.model.story import Step
from tests.exports.test_presentation_page import Reader, story_in
from tests.exports.told import FULL, HOSTILE, poisoned, told

FACES = (
    "@font-face{font-family:A;src:url(/static/fonts/latin.1.woff2) format('woff2');unicode-range:U+0000-00FF}"
    "@font-face{font-family:A;src:url(/static/fonts/ext.2.woff2) format('woff2');unicode-range:U+0100-02BA}"
)
FILES = {
    "presenteren.css": (FACES + "body{color:red}").encode(),
    "presenteren.js": b'const a = "</script><!--";',
    PLOTLY: b"window.Plotly = {};",
    "geo/boundaries-2024.json": json.dumps({"name": "</script>\u2028<!--"}, ensure_ascii=False).encode(),
}


@pytest.fixture
def built(tmp_path: Path) -> Built:
    names = {name: f"{number}.bin" for number, name in enumerate(FILES)}
    for name, content in FILES.items():
        (tmp_path / names[name]).write_bytes(content)
    for name in ("latin.1", "ext.2"):
        (tmp_path / "fonts").mkdir(exist_ok=True)
        (tmp_path / "fonts" / f"{name}.woff2").write_bytes(name.encode())
    return Built(tmp_path, names)


def hashed(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def elements(document: str, tag: str) -> list[str]:
    """What a browser hashes: the contents of inline elements without a type or address."""
    return re.findall(rf"<{tag}>(.*?)</{tag}>", document, re.DOTALL)


def test_nothing_in_it_leads_outside(built: Built) -> None:
    document = offline_html(told(FULL), built)
    for tag, attributes in Reader(document).tags:
        assert "src" not in attributes, tag
        if tag != "a":
            assert "href" not in attributes, tag
    assert "/static/" not in document
    links = [a["href"] for tag, a in Reader(document).tags if tag == "a"]
    assert links == ["https://voorbeeld.nl"]


def test_the_policy_allows_exactly_what_is_in_it(built: Built) -> None:
    document = offline_html(told(FULL), built)
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', document)
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    scripts, styles = elements(document, "script"), elements(document, "style")
    assert len(scripts) == 2
    assert rules["script-src"].split() == list(map(hashed, scripts))
    assert rules["style-src"].split() == [*map(hashed, styles), hashed("")]
    assert rules["default-src"] == "'none'"
    assert "unsafe" not in policy[1]
    assert "connect-src" not in rules  # default-src says it
    assert document.index("http-equiv") < document.index("<style>")


def test_plotly_comes_along_only_for_charts(built: Built) -> None:
    assert "window.Plotly" in offline_html(told(FULL), built)
    document = offline_html(told(Step("Stap")), built)
    assert "window.Plotly" not in document
    assert hashed("") not in document


def test_the_borders_are_in_the_file_and_the_steps_know_where(built: Built) -> None:
    document = offline_html(told(Step("Een"), Step("Twee")), built)
    assert story_in(document)["borders"] == {"provincie/2024": ["#p-border-0"]}
    found = re.search(r'id="p-border-0">(.*?)</script>', document, re.DOTALL)
    assert found
    assert json.loads(found[1]) == {"name": "</script>\u2028<!--"}
    assert "\u2028" not in document


def test_the_same_story_gives_the_same_bytes(built: Built) -> None:
    assert offline_html(told(FULL), built) == offline_html(told(FULL), built)


def test_hostile_data_ends_no_element(built: Built) -> None:
    document = offline_html(poisoned(told(FULL)), built)
    clean = offline_html(told(FULL), built)
    assert [tag for tag, _ in Reader(document).tags] == [tag for tag, _ in Reader(clean).tags]
    assert story_in(document)["title"] == "Proef" + HOSTILE
    assert elements(document, "script") == elements(clean, "script")


def test_a_font_comes_along_when_a_letter_needs_it(built: Built) -> None:
    css = FILES["presenteren.css"].decode()
    latin, extended = (base64.b64encode(name).decode() for name in (b"latin.1", b"ext.2"))
    assert latin in with_fonts(css, "abc", built)
    assert extended not in with_fonts(css, "abc", built)
    both = with_fonts(css, "Łódź", built)
    assert extended in both
    assert both.endswith("body{color:red}")


def test_with_a_public_address_links_lead_there(built: Built) -> None:
    document = offline_html(told(FULL), built, "https://kaart.nl")
    assert 'href="https://kaart.nl/data"' in document
