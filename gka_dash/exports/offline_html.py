"""A story as one HTML file that asks nothing of anybody: to present where there is no network.

The document, scripts, map and charts are those of the site; everything is in the file. Its own security
policy allows exactly what is in it, by hash, and no address at all.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from gka_dash.exports.built import PLOTLY, Built
from gka_dash.exports.inline import csp_hash, data_uri, script_text, style_text
from gka_dash.exports.presentation_page import Frame, border_files, page

CSS: Final = "presenteren.css"
SCRIPT: Final = "presenteren.js"
_FACE: Final = re.compile(r"@font-face\s*\{[^}]*\}")
_ADDRESS: Final = re.compile(r"url\([\"']?/static/(?P<name>[^)\"']+)[\"']?\)")
_RANGE: Final = re.compile(r"U\+([0-9A-F]+)(?:-([0-9A-F]+))?", re.IGNORECASE)
_COVERS: Final = re.compile(r"unicode-range:\s*([^;}]+)", re.IGNORECASE)


def offline_html(payload: Mapping[str, Any], built: Built, site: str = "") -> str:
    """The whole file; the same payload and build give the same bytes. ``site`` is the public address."""
    elements = {
        name: f"p-border-{number}"
        for number, name in enumerate(sorted({n for names in border_files(payload).values() for n in names}))
    }
    data = [_json_element(key, built.text(name)) for name, key in elements.items()]
    borders = {key: [f"#{elements[name]}" for name in names] for key, names in border_files(payload).items()}
    scripts = [script_text(built.text(SCRIPT))]
    charts = any(step["charts"] for step in payload["steps"])
    late = [script_text(built.text(PLOTLY))] if charts else []
    # The words decide which fonts are needed, so they are written once before.
    pages = f"{site}/" if site else ""
    words = page(payload, Frame(pages=pages))
    css = style_text(with_fonts(built.text(CSS), words, built))
    # Plotly makes an empty style element and fills it with rules.
    policy = security_policy([*scripts, *late], [css, *([""] if charts else [])])
    head = [
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        f"<style>{css}</style>",
        *map(_script_element, scripts),
    ]
    end = [*map(_script_element, late)]
    return page(payload, Frame(head=head, end=end, borders=borders, data=data, pages=pages))


def security_policy(scripts: list[str], styles: list[str]) -> str:
    """Nothing but these scripts and styles, and no address outside the file."""
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(map(csp_hash, scripts)),
        "style-src": " ".join(map(csp_hash, styles)),
        "font-src": "data:",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def with_fonts(css: str, words: str, built: Built) -> str:
    """The style sheet with the fonts in it that ``words`` need; others are left out."""
    letters = {ord(letter) for letter in words}

    def embedded(face: re.Match[str]) -> str:
        if not _needed(face[0], letters):
            return ""
        return _ADDRESS.sub(lambda at: f"url({data_uri(built.hashed(at['name']), 'font/woff2')})", face[0])

    return _FACE.sub(embedded, css)


def _needed(face: str, letters: set[int]) -> bool:
    named = _COVERS.search(face)
    covered = list(_ranges(named[1])) if named else [(0, 0x10FFFF)]
    return any(low <= letter <= high for low, high in covered for letter in letters)


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    for first, last in _RANGE.findall(text):
        yield int(first, 16), int(last or first, 16)


def _script_element(script: str) -> str:
    return f"<script>{script}</script>"


def _json_element(key: str, text: str) -> str:
    return f'<script type="application/json" id="{key}">{_plain_json(text)}</script>'


def _plain_json(text: str) -> str:
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").strip()
