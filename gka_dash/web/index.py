"""The HTML document around the dashboard: what is on screen before any script has run."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

from gka_dash.exports.inline import json_for_script
from gka_dash.web.manifest import Manifest
from gka_dash.web.start_suites import in_one
from gka_dash.web.static_build import APP_CSS, APP_JS, EARLY_JS, FAVICON
from gka_dash.web.static_sources import JSON_FOLDERS, MAIN_FONT

SITE_NAME: Final = "Landkaart Gelijke Kansen"

# Dash starts when its last script has run: at the end of the document, or when start_dash.js says so.
START_DASH: Final = (
    'addEventListener("start-dash",function(){new DashRenderer();},{once:true});'
    'document.getElementById("later")||document.addEventListener("DOMContentLoaded",'
    'function(){dispatchEvent(new Event("start-dash"));});'
)

# A table component that no page uses, yet that Dash sends to every visitor.
_NOT_NEEDED: Final = re.compile(r'<script src="[^"]*/dash_table/bundle[^"]*"></script>\n?')

_EXTERNAL: Final = re.compile(r'<script src="([^"]+)"></script>')

_DOCUMENT: Final = """<!DOCTYPE html>
<html lang="nl">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="description" content="{description}">
{links}
</head>
<body>
<a class="skip-link" href="#inhoud">Naar de inhoud</a>
<noscript><main id="inhoud"><h1 class="visually-hidden">{title}</h1>
<p class="zonder-script">De kaart en de filters werken alleen met JavaScript.
Zonder JavaScript kunt u <a href="{plain}">deze gegevens als gewone pagina lezen</a>, of
<a href="/data/datapackage.json">alle gegevens downloaden</a>, onder andere
<a href="/data/gemeenten.csv">gemeenten</a>,
<a href="/data/agendas.csv">agenda's</a>, <a href="/data/interventies.csv">interventies</a> en
<a href="/data/mijlpalen.csv">mijlpalen</a>, met hun bronnen.</p></main></noscript>
<div id="first-paint">{first_paint}</div>
<div id="react-entry-point"></div>
<script type="application/json" id="gka-config">{config}</script>
<footer hidden>
{scripts}
</footer>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class PageHead:
    """What the document says about one address.

    `title` without the site name; `canonical` is a path with query, or "" for none; `first_paint` is HTML
    that we made ourselves, shown until Dash has drawn; `preload` are logical names of JSON files that the
    early script will fetch; `config` becomes JSON in `#gka-config`. `files` are the addresses of what the
    publication has of its own, by logical name. `wait_for` is the CSS selector of what must stand before Dash
    may run (1.5 s at most), or "" for no waiting. `plain` is the address of the same page for a browser
    without scripts. `redirect` wins over the rest.
    """

    title: str = ""
    description: str = ""
    status: int = 200
    redirect: str = ""
    canonical: str = ""
    first_paint: str = ""
    preload: tuple[str, ...] = ()
    wait_for: str = ""
    plain: str = "/"
    config: Mapping[str, Any] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DashParts:
    """The pieces of HTML that Dash makes for its own start."""

    css: str
    config: str
    scripts: str
    renderer: str


def render_index(manifest: Manifest, head: PageHead, parts: DashParts, *, base_url: str = "") -> str:
    """The whole document, as HTML.

    The addresses of the JSON files are added to the config as `bestanden`: {"geo/x.json": "/static/…"}.
    """
    title = f"{head.title} · {SITE_NAME}" if head.title else SITE_NAME
    addresses = json_addresses(manifest) | dict(head.files)
    return _DOCUMENT.format(
        title=escape(title),
        description=escape(head.description),
        links="\n".join(
            [
                *_links(
                    manifest,
                    [addresses[name] for name in head.preload if name in addresses],
                    _canonical(base_url, head.canonical),
                ),
                parts.css,
            ]
        ),
        first_paint=head.first_paint,
        plain=escape(head.plain),
        config=json_for_script({"bestanden": addresses, **head.config}),
        scripts="\n".join(
            [parts.config, *_dash_scripts(manifest, parts.scripts, head.wait_for), parts.renderer]
        ),
    )


def json_addresses(manifest: Manifest) -> dict[str, str]:
    """Where the JSON files are that the build made, by logical name."""
    return {name: file.url for name, file in manifest.files.items() if name.split("/")[0] in JSON_FOLDERS}


def _links(manifest: Manifest, preload: Sequence[str], canonical: str) -> list[str]:
    """Elements of the head, the most urgent first."""
    links = [f'<link rel="stylesheet" href="{manifest.url(APP_CSS)}">']
    links += [
        f'<link rel="preload" as="fetch" type="application/json" crossorigin href="{url}">' for url in preload
    ]
    links.append(_script(manifest, EARLY_JS))
    if manifest.has(MAIN_FONT):
        links.append(
            f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{manifest.url(MAIN_FONT)}">'
        )
    if manifest.has(FAVICON):
        links.append(f'<link rel="icon" type="image/svg+xml" href="{manifest.url(FAVICON)}">')
    if canonical:
        links.append(f'<link rel="canonical" href="{escape(canonical)}">')
    return links


def _script(manifest: Manifest, logical: str) -> str:
    return f'<script defer src="{manifest.url(logical)}"></script>' if manifest.files[logical].raw else ""


def _canonical(base_url: str, path: str) -> str:
    return base_url + path if path else ""


def _dash_scripts(manifest: Manifest, scripts: str, wait_for: str) -> list[str]:
    """Dash's scripts and our clientside functions: deferred, or fetched now and run after `wait_for`."""
    needed = _NOT_NEEDED.sub("", scripts)
    inline = _EXTERNAL.sub("", needed).strip()
    addresses = in_one(_EXTERNAL.findall(needed), manifest)
    if manifest.files[APP_JS].raw:
        addresses.append(manifest.url(APP_JS))
    if not wait_for:
        return [inline, *(f'<script defer src="{address}"></script>' for address in addresses)]
    later = json_for_script({"wait": wait_for, "scripts": addresses})
    preloads = (f'<link rel="preload" as="script" fetchpriority="low" href="{url}">' for url in addresses)
    return [inline, *preloads, f'<script type="application/json" id="later">{later}</script>']
