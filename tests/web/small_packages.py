"""The packages that the build makes lighter, as small as they can be: same shape, made-up contents."""

import io
from functools import cache
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from gka_dash.web import dcc_parts, plotly_parts
from gka_dash.web.bootstrap_parts import CLASSES

BOOTSTRAP = (
    '@charset "UTF-8";/* { */body{margin:0}'
    + "".join(f".{name}{{color:blue}}" for name in sorted(CLASSES))
    + ".btn{color:green}"
)


def plotly(**inside: str) -> str:
    """A bundle with every part that is left out, one that stays, and code of a part by its name."""
    names = {path: f"require_part{number}" for number, path in enumerate(plotly_parts.LEFT_OUT)}
    parts = {path: inside.get(path.split("/")[-2], "") for path in plotly_parts.LEFT_OUT}
    blocks = [_block(path, names[path], f"/* {path} */{parts[path]}") for path in names]
    blocks.append(_block("src/only_of_a_part.js", "require_only", "/* only of a part */"))
    blocks.append(_block("src/stays.js", "require_stays", "/* stays */"))
    calls = "".join(f"\n        {name}()," for name in names.values())
    main = f"register([\n        require_stays(),{calls}\n      ]);{inside.get('main', '')}"
    blocks.append(_block("lib/index.js", "require_index", main))
    return (
        "/**\n* plotly, MIT\n*/\nvar Plotly = (() => {"
        + "\n".join(blocks)
        + "\n  return require_index();\n})();\nwindow.Plotly = {register(){}};\n"
    )


def _block(path: str, name: str, code: str) -> str:
    inside = f'    "{path}"(exports) {{\n      {code}\n    }}'
    return f"\n  // {path}\n  var {name} = __commonJS({{\n{inside}\n  }});\n"


def shared(*modules: tuple[int, str]) -> str:
    """Modules that controls share, spread out over lines as esbuild does it."""
    code = ", ".join(f"{number}: function(e, t, r) {{\n  {inside}\n}}" for number, inside in modules)
    return f'"use strict";\n(self.chunks = self.chunks || []).push([[384], {{ {code} }}]);\n'


SUITES = {
    dcc_parts.SHARED: shared((1111, "r(2222);"), (2222, "/* needed */"), (3333, "/* rest */")),
    dcc_parts.EAGER[0]: "r(9999);",
    dcc_parts.EAGER[1]: "n(1111);" + "console.log('graph');" * 40,
    "dash/dcc/async-dropdown.js": "n(3333);/* dropdown */",
    "dash/dcc/async-upload.js": "n(2222);/* upload */",
}


@cache
def font(characters: str = "Aaë", weights: tuple[int, int] = (100, 900)) -> bytes:
    """A variable font (woff2) in which every one of these characters is a box."""
    names = [".notdef", *(f"u{ord(one):04X}" for one in characters)]
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(one): f"u{ord(one):04X}" for one in characters})
    builder.setupGlyf({name: _box() for name in names})
    builder.setupHorizontalMetrics(dict.fromkeys(names, (600, 0)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": "Klein", "styleName": "Regular"})
    builder.setupOS2()
    builder.setupPost()
    if weights[0] < weights[1]:
        builder.setupFvar([("wght", weights[0], 400, weights[1], "Weight")], [])
        builder.setupGvar({})
    builder.font.flavor = "woff2"
    written = io.BytesIO()
    builder.save(written)
    return written.getvalue()


def _box() -> Any:
    pen = TTGlyphPen(None)
    pen.moveTo((0, 0))
    for corner in ((0, 500), (500, 500), (500, 0)):
        pen.lineTo(corner)
    pen.closePath()
    return pen.glyph()
