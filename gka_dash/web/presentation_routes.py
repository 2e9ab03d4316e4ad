"""``/presenteren/<verhaal>``: a story to present, on the site or as a file to take along."""

from typing import Final

from flask import Flask, Response, abort, request
from markupsafe import escape

from gka_dash.exports.built import PLOTLY, Built
from gka_dash.exports.offline_html import offline_html
from gka_dash.exports.presentation import Place, presentation
from gka_dash.exports.presentation_page import Frame, border_files, page
from gka_dash.model.story import OWN, Story
from gka_dash.web.manifest import Manifest
from gka_dash.web.services import Services
from gka_dash.web.static_build import FAVICON, PRESENT_CSS, PRESENT_JS
from gka_dash.web.static_sources import MAIN_FONT

PATH: Final = "/presenteren/"
FILES: Final = "/export/presenteren/"


def add_presentation_routes(
    server: Flask, services: Services, manifest: Manifest, base_url: str = ""
) -> None:
    """Register the addresses of stories and of their files."""

    @server.get(f"{PATH}<slug>")
    def present(slug: str) -> Response:
        if slug == OWN:
            return Response(page(None, own_frame(manifest)), mimetype="text/html")
        story, region = _story(services, slug), _region()
        payload = presentation(story, services, region, Place(base_url, services.base))
        file = f"{services.base}{FILES}{slug}.html{f'?regio={region}' if payload['region'] else ''}"
        return Response(page(payload, site_frame(manifest, payload, services.base, file)), mimetype="text/html")

    @server.get(f"{FILES}<slug>.html")
    def file(slug: str) -> Response:
        story, region = _story(services, slug), _region()
        payload = presentation(story, services, region, Place(base_url, services.base))
        made = offline_html(payload, Built.load(manifest.folder.parent))
        name = f"gka-{slug}{f'-{region}' if payload['region'] else ''}.html"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return Response(made, mimetype="text/html", headers=headers)


def _story(services: Services, slug: str) -> Story:
    return services.stories.get(slug) or abort(404)


def _region() -> str:
    region = request.args.get("regio", "")
    return region if region.isalnum() and region.isascii() and len(region) <= 20 else ""


def site_frame(manifest: Manifest, payload: dict[str, object], base: str = "", file: str = "") -> Frame:
    """What a document on the site gets from our own server, everything under an address with a hash."""
    borders = {
        key: [manifest.url(name) for name in names if manifest.has(name)]
        for key, names in border_files(payload).items()
    }
    preload = [
        f'<link rel="preload" as="fetch" type="application/json" crossorigin href="{address}">'
        for address in dict.fromkeys(address for addresses in borders.values() for address in addresses)
    ]
    found = {key: addresses for key, addresses in borders.items() if addresses}
    end = [f'<script defer src="{manifest.suites[PLOTLY].url}"></script>'] if PLOTLY in manifest.suites else []
    home = f"{base}/presenteren"
    return Frame(head=[*_head(manifest), *preload], end=end, borders=found, home=home, file=file)


def own_frame(manifest: Manifest) -> Frame:
    """The document that shows the story of the visitor's own browser."""
    end = [f'<script defer src="{manifest.suites[PLOTLY].url}"></script>'] if PLOTLY in manifest.suites else []
    return Frame(head=_head(manifest), end=end)


def _head(manifest: Manifest) -> list[str]:
    links = [f'<link rel="stylesheet" href="{manifest.url(PRESENT_CSS)}">']
    if manifest.has(MAIN_FONT):
        address = manifest.url(MAIN_FONT)
        links.append(f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{address}">')
    if manifest.has(FAVICON):
        links.append(f'<link rel="icon" type="image/svg+xml" href="{manifest.url(FAVICON)}">')
    # Not deferred: it decides before the first paint whether steps are slides or text.
    return [*links, f'<script src="{escape(manifest.url(PRESENT_JS))}"></script>']
