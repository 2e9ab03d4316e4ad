"""What goes into the static files, and in which order. Pure collecting; nothing is written here."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from gka_dash.web.bootstrap_parts import without_components
from gka_dash.web.font_parts import WEIGHTS
from gka_dash.web.lighter import lighter
from gka_dash.web.minify import bundle
from gka_dash.web.plotly_parts import without_parts

# CSS: tokens before everything that uses them, print rules after everything they overrule; rest by name.
CSS_FIRST: Final = ("tokens.css", "base.css")
CSS_LAST: Final = ("print.css",)

# These run before Dash, so that the map stands while Dash is still loading. A family is `name-*.js`, its
# parts, followed by `name.js`, which uses them. Every other script is loaded after Dash's own.
EARLY_FAMILIES: Final = ("tijdstand", "landkaart", "tijdlijn", "vroeg")

# Presenting has a document of its own: the map and its words, without Dash and Bootstrap.
PRESENT_FOLDER: Final = "presenteren"
PRESENT_FAMILY: Final = "landkaart"
PRESENT_CSS: Final = (
    "tokens.css",
    "landkaart.css",
    "presenteren/presenteren.css",
    "presenteren/smal.css",
    "presenteren/papier.css",
)

# The browser-side halves of d3-zoom, in the order in which they need each other.
D3_PACKAGES: Final = (
    "d3-dispatch",
    "d3-timer",
    "d3-ease",
    "d3-color",
    "d3-interpolate",
    "d3-selection",
    "d3-drag",
    "d3-transition",
    "d3-zoom",
)
# What assets/ uses of them: a bundle of these leaves the rest behind.
D3_ENTRY: Final = """export { select } from "d3-selection"; export { zoom, zoomIdentity } from "d3-zoom";"""

OTHER_PACKAGES: Final = (
    "bootstrap",
    "@fontsource-variable/inter",
    "plotly.js-basic-dist",
    "plotly.js-locales",
    "regenerator-runtime",
)

# What each file is for. latin holds every letter of Dutch and Frisian (ë é ú â æ); the browser asks for
# latin-ext only when a name needs it.
FONTS: Final = {
    "inter-latin-wght-normal.woff2": (
        "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,"
        "U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
    ),
    "inter-latin-ext-wght-normal.woff2": (
        "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,"
        "U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF"
    ),
}
START_SCRIPT: Final = Path(__file__).with_name("start_dash.js")
MAIN_FONT: Final = "fonts/inter-latin-wght-normal.woff2"

PLOTLY_SUITE: Final = "plotly/package_data/plotly.min.js"
# Dash 4.4 brings core-js 2 for Internet Explorer (99 kB). Browsers of today need only the generator
# helper in it, which Dash's lazy loading calls by name.
POLYFILL_SUITE: Final = "dash/deps/polyfill@7.12.1.min.js"
JSON_FOLDERS: Final = ("geo",)
PLAIN_ASSETS: Final = (".svg", ".png", ".ico", ".webp", ".webmanifest")

# 2 MB that no page of ours asks for, and only Dash's dev tools want the type checks.
_NOT_SHIPPED: Final = ("async-mathjax.js", "proptypes.js")


@dataclass(frozen=True, slots=True)
class Source:
    """One file to publish under a logical name; `suite` is its path in Dash's component suites, or ""."""

    logical: str
    content: bytes
    suite: str = ""


def missing_packages(node_modules: Path) -> list[str]:
    """Names of the front-end packages that are not there (empty: all are)."""
    wanted = (*OTHER_PACKAGES, *D3_PACKAGES)
    return [name for name in wanted if not (node_modules / name / "package.json").is_file()]


def ordered_css(assets: Path) -> list[Path]:
    """The style sheets of assets/ in cascade order."""
    return _ordered(assets, ".css", CSS_FIRST, CSS_LAST)


def _ordered(folder: Path, suffix: str, first: tuple[str, ...], last: tuple[str, ...]) -> list[Path]:
    names = sorted(path.name for path in folder.glob("*" + suffix))
    middle = [name for name in names if name not in first and name not in last]
    order = [name for name in first if name in names] + middle + [name for name in last if name in names]
    return [folder / name for name in order]


def early_script(assets: Path, node_modules: Path | None) -> bytes:
    """d3-zoom with what it needs, our own scripts that do not wait for Dash, and the one that starts it."""
    return _d3(node_modules) + join_scripts([*early_assets(assets), START_SCRIPT])


def _d3(node_modules: Path | None) -> bytes:
    """d3 as far as we use it; whole packages when they cannot be bundled."""
    if node_modules is None:
        return b""
    whole = [node_modules / name / "dist" / f"{name}.min.js" for name in D3_PACKAGES]
    return bundle(D3_ENTRY, "d3", node_modules) or join_scripts(whole)


def early_assets(assets: Path) -> list[Path]:
    """Our own early scripts, in the order in which they must run."""
    return [path for family in EARLY_FAMILIES for path in _family(assets, family)]


def _family(folder: Path, family: str) -> list[Path]:
    return [
        *sorted(folder.glob(f"{family}-*.js")),
        *(path for path in (folder / f"{family}.js",) if path.is_file()),
    ]


def present_script(assets: Path) -> bytes:
    """The scripts with which a story is presented: the map of the site and what steps through."""
    own = _family(assets / PRESENT_FOLDER, PRESENT_FOLDER)
    return join_scripts([*_family(assets, PRESENT_FAMILY), *own])


def present_css(assets: Path) -> list[Path]:
    """The style sheets of a presentation in cascade order."""
    return [path for path in (assets / name for name in PRESENT_CSS) if path.is_file()]


def late_script(assets: Path) -> bytes:
    """Our other scripts: the clientside functions that Dash calls."""
    early = early_assets(assets)
    return join_scripts([path for path in sorted(assets.glob("*.js")) if path not in early])


def join_scripts(paths: list[Path]) -> bytes:
    """Concatenate scripts so that no file can run into the next one; source-map comments go."""
    texts = (re.sub(r"(?m)^//# sourceMappingURL=.*$", "", path.read_text(encoding="utf-8")) for path in paths)
    return "".join(text.strip() + "\n;\n" for text in texts).encode()


def join_css(paths: list[Path]) -> bytes:
    """Concatenate style sheets; @charset may only stand first and source maps are not shipped."""
    cleaned = (
        re.sub(r'@charset "[^"]*";|/\*# sourceMappingURL=.*?\*/', "", path.read_text(encoding="utf-8"))
        for path in paths
    )
    return "".join(text.strip() + "\n" for text in cleaned).encode()


def font_faces(fonts: Iterable[tuple[str, str]]) -> bytes:
    """The @font-face rules for these addresses of font files, each with its unicode-range."""
    rules = [
        "@font-face{font-family:'Inter Variable';font-style:normal;font-display:swap;"
        f"font-weight:{WEIGHTS[0]} {WEIGHTS[1]};"
        f"src:url({url}) format('woff2-variations');unicode-range:{characters}}}\n"
        for url, characters in fonts
    ]
    return "".join(rules).encode()


def framework_css(node_modules: Path) -> bytes:
    """Bootstrap, as far as our pages have its components."""
    whole = join_css([node_modules / "bootstrap/dist/css/bootstrap.min.css"])
    return lighter("Bootstrap", whole, without_components)


def plotly_bundle(node_modules: Path, minify: Callable[[bytes], bytes]) -> bytes:
    """plotly.js with bars and scatter only, and Dutch words and numbers, as one script with its licence."""
    whole = (node_modules / "plotly.js-basic-dist" / "plotly-basic.js").read_bytes()
    locale = (node_modules / "plotly.js-locales" / "nl.js").read_bytes()
    # The wrapper gives the locale the `module` that it writes to.
    register = (b"\n;(function(){var module={};\n", b"\nwindow.Plotly.register(module.exports);})();\n")
    licence = re.match(rb"\s*/\*.*?\*/\n?", whole, re.DOTALL)
    script = lighter("Plotly", whole, without_parts).strip() + locale.join(register)
    return (licence[0] if licence else b"") + minify(script)


def generator_helper(node_modules: Path) -> bytes:
    """The one part of Dash's polyfill file that is still used."""
    return join_scripts([node_modules / "regenerator-runtime" / "runtime.js"])


def component_suites() -> Iterator[Source]:
    """Every script of Dash and dash-bootstrap-components that a page of ours can ask for."""
    dash = package_folder("dash")
    found = [*dash.glob("deps/*.min.js"), dash / "dash-renderer/build/dash_renderer.min.js"]
    found += [path for path in dash.glob("dcc/*.js") if path.name not in _NOT_SHIPPED]
    found += [*dash.glob("html/*.min.js"), dash / "dash_table/bundle.js"]
    for path in sorted(found):
        if path.is_file() and not re.search(r"(react|react-dom)@(16|18\.2)", path.name):
            yield _suite("dash", dash, path)
    bootstrap = package_folder("dash_bootstrap_components")
    for path in sorted(bootstrap.glob("_components/*.min.js")):
        yield _suite("dash_bootstrap_components", bootstrap, path)
    plotly = package_folder("plotly")
    yield _suite("plotly", plotly, plotly / "package_data" / "plotly.min.js")


def _suite(package: str, folder: Path, path: Path) -> Source:
    inside = f"{package}/{path.relative_to(folder).as_posix()}"
    return Source("suites/" + inside, path.read_bytes(), inside)


def package_folder(name: str) -> Path:
    """Folder of an installed package, without importing it."""
    spec = find_spec(name)
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError(f"No package {name!r}")
    return Path(spec.submodule_search_locations[0])
