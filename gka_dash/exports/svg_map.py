"""The map as one SVG with title, legend and source: what the browser makes, for where there is none.

Only presentation attributes and literal colours, so that it looks the same in every program. The twin in the
browser is assets/landkaart-export.js; a test holds the patterns of the two against each other.
"""

import textwrap
from collections.abc import Iterable
from xml.sax.saxutils import escape

from gka_dash.exports.origin import Origin
from gka_dash.exports.picture import LegendLine, Picture, fill_colours
from gka_dash.exports.plain import xml_text
from gka_dash.figures.map_classes import MapClass
from gka_dash.figures.theme import colour
from gka_dash.model.summary import activities_line, highlight_line, members_line

Box = tuple[float, float, float, float]
WIDTH, PAD, LEGEND, MAP_HEIGHT = 1200, 40, 340, 860
FONT = "Inter, 'Segoe UI', Arial, sans-serif"
LETTER = 0.54  # mean width of a letter, in parts of its size
TILE = 8
MARKS = {
    "hatch": '<path d="M-2 2L2-2M-2 10L10-2M6 10L10 6" stroke="{ink}" stroke-width="1.35" fill="none"/>',
    "dots": '<g fill="{ink}"><circle cx="2" cy="2" r="1.2"/><circle cx="6" cy="6" r="1.2"/></g>',
    "cross": '<path d="M-2 2L2-2M-2 10L10-2M6 10L10 6M-2-2L10 10M6-2L10 2M-2 6L2 10" stroke="{ink}" '
    'stroke-width="1" fill="none"/>',
}


def map_svg(picture: Picture, origin: Origin) -> str:
    """The whole picture: title, sentences, legend, map and source."""
    view = picture.view
    words = " ".join(filter(None, (members_line(view), activities_line(view), highlight_line(view))))
    top: float = PAD + 26
    parts: list[str] = []
    for line in wrapped(origin.title, WIDTH - 2 * PAD, 28):
        parts.append(_text(line, PAD, top, 28, "--ink", ' font-weight="700"'))
        top += 36
    for line in wrapped(words, WIDTH - 2 * PAD, 17):
        parts.append(_text(line, PAD, top - 6, 17, "--ink-soft"))
        top += 24
    legend, row = _legend(picture.legend, top + 24)
    parts.extend(legend)
    parts.append(drawing(picture, WIDTH - PAD, top - 20))
    foot = max(top + MAP_HEIGHT, row) + 14
    source = [line for text in origin.lines for line in wrapped(text, WIDTH - 2 * PAD, 14)]
    for line in source:
        parts.append(_text(line, PAD, foot, 14, "--ink-soft"))
        foot += 20
    height = round(foot + PAD - 20)
    described = f"{words} {picture.spoken}. {' '.join(origin.lines)}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{height}" '
        f'viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="x-title x-desc" lang="nl" '
        f'font-family="{FONT}"><title id="x-title">{_safe(origin.title)}</title>'
        f'<desc id="x-desc">{_safe(described)}</desc>'
        f'<path d="M0 0h{WIDTH}v{height}H0z" fill="{colour("--card")}"/>{"".join(parts)}</svg>\n'
    )


def drawing(picture: Picture, right: float, top: float) -> str:
    """The map alone, as an ``<svg>`` that ends at ``right``; a chosen region fills it."""
    room = WIDTH - 2 * PAD - LEGEND
    left, upper, width, height = frame(picture)
    scale = min(room / width, MAP_HEIGHT / height)
    pixel = 1 / scale
    return (
        f'<svg x="{right - room:g}" y="{top:g}" width="{room}" height="{MAP_HEIGHT}" overflow="hidden" '
        f'viewBox="{left:g} {upper:g} {width:g} {height:g}">{shapes(picture, pixel)}</svg>'
    )


def frame(picture: Picture) -> tuple[float, float, float, float]:
    """Left, top, width and height of what is shown, in units of the grid: all, or the chosen region."""
    chosen = [o.bounds for o in picture.outlines if o.code == picture.view.selection.region]
    if not chosen:
        return 0, 0, picture.width, picture.height
    left, top, right, bottom = chosen[0]
    air = 0.06 * max(right - left, bottom - top)
    return left - air, top - air, right - left + 2 * air, bottom - top + 2 * air


def shapes(picture: Picture, pixel: float, within: Box | None = None) -> str:
    """Patterns, municipalities, outlines and marks; ``pixel`` is one pixel in units of the grid.

    ``within`` leaves out regions that lie wholly outside it, which halves what a sheet has to carry.
    """
    kept = {n for n, o in enumerate(picture.outlines) if within is None or _meet(o.bounds, within)} | {-1}
    patterned = [look for look in picture.classes if look.pattern]
    patterns = [_pattern(look, f"scale({pixel:.4f})", pale) for look in patterned for pale in (False, True)]
    places = "".join(
        f'<path id="{_safe(s.code)}" d="{s.path}" fill="{_fill(s.look, s.pale)}">'
        f"<title>{_safe(s.spoken)}</title></path>"
        for s in picture.shapes
        if s.region in kept
    )
    group = picture.view.selection.region
    quiet = f' stroke="{colour("--line")}"'
    regions = "".join(
        f'<path d="{o.path}"{quiet if group and o.code != group else ""}/>'
        for n, o in enumerate(picture.outlines)
        if n in kept
    )
    marked = "".join(f'<path d="{s.path}"/>' for s in picture.shapes if s.code in picture.marked)
    return (
        f"<defs>{''.join(patterns)}</defs>"
        f'<g fill-rule="evenodd" {_stroke("--card", 0.9 * pixel)}>{places}</g>'
        f'<g fill="none" {_stroke("--line-strong", 1.1 * pixel)}>{regions}</g>'
        f'<g fill="none" {_stroke("--ink", 2 * pixel)}>{marked}</g>{_chosen(picture, pixel)}'
    )


def _meet(one: Box, other: Box) -> bool:
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def _chosen(picture: Picture, pixel: float) -> str:
    chosen = picture.view.chosen
    path = next((s.path for s in picture.shapes if chosen and s.code == chosen.gemeentecode), "")
    if not path:
        return ""
    lines = (("--ink", 5), ("--chosen", 2.6))
    drawn = "".join(f'<path d="{path}" {_stroke(name, width * pixel)}/>' for name, width in lines)
    return f'<g fill="none">{drawn}</g>'


def wrapped(text: str, width: float, size: float) -> list[str]:
    """``text`` in lines of at most ``width`` pixels at ``size`` pixels type, by a mean width of letters."""
    return textwrap.wrap(xml_text(text), max(8, int(width / (size * LETTER))), break_on_hyphens=False)


def _legend(lines: Iterable[LegendLine], row: float) -> tuple[list[str], float]:
    parts: list[str] = []
    for line in lines:
        parts.append(f'<g transform="translate({PAD} {row - 13:g})">{swatch(line)}</g>')
        for text in wrapped(f"{line.label} ({line.count})", LEGEND - 70, 17):
            parts.append(_text(text, PAD + 34, row, 17, "--ink" if line.count else "--ink-soft"))
            row += 22
        row += 10
    return parts, row


def swatch(line: LegendLine, suffix: str = "l", transform: str = "") -> str:
    """What stands before a line of the legend, 22 by 16 pixels.

    ``suffix`` keeps the patterns of two legends apart, ``transform`` sets their size.
    """
    box = '<rect x="1" y="1" width="20" height="14" rx="3" '
    if line.look is None:
        return f'{box}fill="{colour("--card")}" {_stroke("--ink", 2)}/>'
    if not line.look.pattern:
        return f'{box}fill="{_fill(line.look, line.pale)}" {_stroke("--line", 1)}/>'
    key = _pattern_id(line.look)
    pattern = _pattern(line.look, transform, False, suffix)
    return f'<defs>{pattern}</defs>{box}fill="url(#{key}{suffix})" {_stroke("--line", 1)}/>'


def _pattern(look: MapClass, transform: str, pale: bool, suffix: str = "") -> str:
    marks, ground = fill_colours(look, pale)
    moved = f' patternTransform="{transform}"' if transform else ""
    return (
        f'<pattern id="{_pattern_id(look, pale)}{suffix}" width="{TILE}" height="{TILE}" '
        f'patternUnits="userSpaceOnUse"{moved}><path d="M0 0h{TILE}v{TILE}H0z" fill="{ground}"/>'
        f"{MARKS[look.pattern or ''].format(ink=marks)}</pattern>"
    )


def _pattern_id(look: MapClass, pale: bool = False) -> str:
    return f"x-p{ord(look.sign)}{'-vaag' if pale else ''}"


def _fill(look: MapClass, pale: bool) -> str:
    return f"url(#{_pattern_id(look, pale)})" if look.pattern else fill_colours(look, pale)[0]


def _stroke(name: str, width: float) -> str:
    return f'stroke="{colour(name)}" stroke-width="{width:.2f}" stroke-linejoin="round"'


def _text(text: str, x: float, y: float, size: int, name: str, more: str = "") -> str:
    return f'<text x="{x:g}" y="{y:g}" font-size="{size}" fill="{colour(name)}"{more}>{_safe(text)}</text>'


def _safe(text: str) -> str:
    return escape(xml_text(text), {'"': "&quot;", "'": "&#39;"})
