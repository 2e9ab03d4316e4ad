"""Build the static files: join, name by content, compress once, list in a manifest."""

import gzip
import hashlib
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Final

import brotli

from gka_dash.errors import ArtefactError
from gka_dash.web import dcc_parts
from gka_dash.web import static_sources as sources
from gka_dash.web.font_parts import in_font, lighter_font
from gka_dash.web.lighter import lighter
from gka_dash.web.manifest import MANIFEST_NAME, STATIC_FOLDER, STATIC_URL, Manifest, StaticFile, write_atomic
from gka_dash.web.minify import minify, spread_out
from gka_dash.web.start_suites import with_start
from gka_dash.web.static_sources import Source

APP_CSS: Final = "app.css"
PRESENT_CSS: Final = "presenteren.css"
PRESENT_JS: Final = "presenteren.js"
MANAGEMENT_CSS: Final = "beheer.css"
TASK_JS: Final = "taak.js"
EMBED_CSS: Final = "inbed.css"
EMBED_JS: Final = "inbed.js"
EARLY_JS: Final = "early.js"
APP_JS: Final = "app.js"
STORY_JS: Final = "verhaal.js"
SHARE_JS: Final = "delen.js"
FAVICON: Final = "favicon.svg"
# Making a font lighter takes seconds: what was made stays here, beside what is served.
KEPT_FONTS: Final = "fonts"

_ALREADY_COMPRESSED: Final = (".woff2", ".png", ".ico", ".webp")
_HASH_LENGTH: Final = 12


def build_static(project_root: Path, out_dir: Path) -> Manifest:
    """Write `out_dir`/static with every file the browser needs, and return the manifest.

    Reads assets/, node_modules/, the installed Dash packages and `out_dir`/geo/*.json. A file whose
    content did not change is not compressed again. Without node_modules one Dutch line is printed and the
    parts that need it are left out; everything else works.
    """
    node_modules = _usable_packages(project_root / "node_modules")
    folder = out_dir / STATIC_FOLDER
    found = list(_collect(project_root / "assets", node_modules, out_dir))
    with ThreadPoolExecutor() as pool:  # brotli and zlib let go of the GIL
        built = list(pool.map(lambda source: _publish(folder, source), found))
    manifest = Manifest(
        folder,
        {source.logical: file for source, file in zip(found, built, strict=True) if not source.suite},
        {source.suite: file for source, file in zip(found, built, strict=True) if source.suite},
    ).after(_previous(out_dir))
    manifest.save()
    _remove_stale(manifest)
    return manifest


def _previous(out_dir: Path) -> Manifest | None:
    try:
        return Manifest.load(out_dir)
    except ArtefactError:
        return None


def _usable_packages(node_modules: Path) -> Path | None:
    missing = sources.missing_packages(node_modules)
    if not missing:
        return node_modules
    print(
        f"Let op: {len(missing)} front-endpakketten ontbreken (waaronder {missing[0]}). Het dashboard werkt "
        "met wat Dash zelf meebrengt. `make run` probeert ze opnieuw op te halen; de reden staat in "
        "build/npm.log.",
        flush=True,
    )
    return None


def _collect(assets: Path, node_modules: Path | None, out_dir: Path) -> Iterator[Source]:
    """Every source once. Fonts and pictures come before the CSS that names them by their hashed address."""
    fonts, pictures = list(_fonts(node_modules, out_dir / KEPT_FONTS)), list(_plain(assets))
    yield from [*fonts, *pictures]
    yield Source(APP_CSS, _css(assets, node_modules, fonts, pictures))
    # Apart, so that a visitor does not fetch what only a coordinator needs.
    own = sources.join_css(sorted((assets / "beheer").glob("*.css")))
    yield Source(MANAGEMENT_CSS, minify(own, "css", node_modules))
    task = sources.join_scripts(sorted((assets / "downloads").glob("*.js")))
    yield Source(TASK_JS, minify(task, "js", node_modules))
    present = _linked(sources.join_css(sources.present_css(assets)), node_modules, fonts, pictures)
    yield Source(PRESENT_CSS, present)
    yield Source(PRESENT_JS, minify(sources.present_script(assets), "js", node_modules))
    yield Source(EMBED_CSS, _embed_css(assets, node_modules, fonts))
    yield Source(EMBED_JS, minify(sources.embed_script(assets, node_modules), "js", node_modules))
    yield Source(EARLY_JS, minify(sources.early_script(assets, node_modules), "js", node_modules))
    # Apart as well: most visitors make no story and share nothing.
    for name in (STORY_JS, SHARE_JS):
        own = sources.join_scripts(sorted((assets / name.removesuffix(".js")).glob("*.js")))
        yield Source(name, minify(own, "js", node_modules))
    yield Source(APP_JS, minify(sources.late_script(assets), "js", node_modules))
    for name in sources.JSON_FOLDERS:
        for path in sorted((out_dir / name).glob("*.json")):
            yield Source(f"{name}/{path.name}", path.read_bytes())
    suites = {source.suite: source.content for source in sources.component_suites()}
    for suite, content in with_start(_lighter_suites(suites, node_modules)).items():
        yield Source("suites/" + suite, content, suite)


def _lighter_suites(suites: dict[str, bytes], node_modules: Path | None) -> dict[str, bytes]:
    """The scripts of Dash, with others in the place of those that are larger than our pages need."""
    if node_modules is None:
        return suites
    small = partial(minify, kind="js", node_modules=node_modules)
    apart = partial(spread_out, kind="js", node_modules=node_modules)
    split = partial(dcc_parts.split_shared, spread_out=apart, minify=small)
    return {
        **lighter("Het gedeelde bestand van dash.dcc", suites, split),
        sources.PLOTLY_SUITE: sources.plotly_bundle(node_modules, small),
        sources.POLYFILL_SUITE: small(sources.generator_helper(node_modules)),
    }


def _fonts(node_modules: Path | None, kept: Path) -> Iterator[Source]:
    if node_modules:
        folder = node_modules / "@fontsource-variable" / "inter" / "files"
        for name, characters in sources.FONTS.items():
            make = partial(lighter_font, ranges=characters, kept=kept)
            yield Source("fonts/" + name, lighter(name, (folder / name).read_bytes(), make))


def _plain(assets: Path) -> Iterator[Source]:
    for path in sorted(assets.iterdir()):
        if path.suffix in sources.PLAIN_ASSETS:
            yield Source(path.name, path.read_bytes())


def _css(assets: Path, node_modules: Path | None, fonts: list[Source], pictures: list[Source]) -> bytes:
    framework = sources.framework_css(node_modules) if node_modules else b""
    own = sources.join_css(sources.ordered_css(assets))
    return _linked(framework + own, node_modules, fonts, pictures)


def _linked(css: bytes, node_modules: Path | None, fonts: list[Source], pictures: list[Source]) -> bytes:
    """A style sheet with the fonts, the hashed address of whatever it names, and in few bytes."""
    addresses = {source.logical: STATIC_URL + hashed_name(source) for source in [*fonts, *pictures]}
    faces = [(addresses[f.logical], in_font(f.content, sources.FONTS[Path(f.logical).name])) for f in fonts]
    joined = sources.font_faces(faces) + css
    return minify(rewrite_urls(joined.decode(), addresses).encode(), "css", node_modules)


def _embed_css(assets: Path, node_modules: Path | None, fonts: list[Source]) -> bytes:
    """Only what a map on another website needs: a fifth of the style of the pages."""
    faces = [
        (STATIC_URL + hashed_name(f), in_font(f.content, sources.FONTS[Path(f.logical).name])) for f in fonts
    ]
    return minify(
        sources.font_faces(faces) + sources.join_css(sources.embed_css(assets)), "css", node_modules
    )


def rewrite_urls(css: str, addresses: dict[str, str]) -> str:
    """Replace url(name) by the hashed address of that asset; data: and absolute addresses stay."""

    def replace(match: re.Match[str]) -> str:
        name = match["name"].removeprefix("./")
        return f"url({addresses[name]})" if name in addresses else match[0]

    return re.sub(r"""url\((?P<quote>["']?)(?P<name>[^"')]+)(?P=quote)\)""", replace, css)


def hashed_name(source: Source) -> str:
    """`fonts/a.woff2` -> `fonts/a.0123456789ab.woff2`: the name changes exactly when the content does."""
    path = Path(source.logical)
    digest = hashlib.sha256(source.content).hexdigest()[:_HASH_LENGTH]
    return path.with_name(f"{path.stem}.{digest}{path.suffix}").as_posix()


def _publish(folder: Path, source: Source) -> StaticFile:
    """Write one file and its compressed twins, unless they already stand there under the same hash."""
    name = hashed_name(source)
    path = folder / name
    variants: dict[str, int] = {".gz": 0, ".br": 0}
    if path.suffix not in _ALREADY_COMPRESSED and source.content:
        for ending in variants:
            twin = path.with_name(path.name + ending)
            if not twin.is_file():
                write_atomic(twin, _compress(source.content, ending))
            variants[ending] = twin.stat().st_size
    if not path.is_file() or path.stat().st_size != len(source.content):
        write_atomic(path, source.content)
    return StaticFile(name, len(source.content), variants[".gz"], variants[".br"])


def _compress(content: bytes, ending: str) -> bytes:
    if ending == ".br":
        return bytes(brotli.compress(content, quality=11))
    return gzip.compress(content, 9, mtime=0)


def _remove_stale(manifest: Manifest) -> None:
    """Remove what neither this build nor the one before it uses."""
    used = manifest.names | set(manifest.earlier)
    keep = {MANIFEST_NAME} | {name + ending for name in used for ending in ("", ".gz", ".br")}
    for path in manifest.folder.rglob("*"):
        if path.is_file() and path.relative_to(manifest.folder).as_posix() not in keep:
            path.unlink()
