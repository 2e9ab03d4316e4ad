"""``/presenteren/<verhaal>``: a story to present, on the site or as a file to take along."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from flask import Flask, Response, abort, request

from gka_dash.exports.built import PLOTLY, Built
from gka_dash.exports.offline_html import offline_html
from gka_dash.exports.presentation import Place, presentation
from gka_dash.exports.presentation_page import Frame, border_files, page
from gka_dash.model.story import OWN
from gka_dash.web.manifest import Manifest
from gka_dash.web.services import Services
from gka_dash.web.static_build import FAVICON, PRESENT_CSS, PRESENT_JS
from gka_dash.web.static_sources import MAIN_FONT

PATH: Final = "/presenteren/"
FILES: Final = "/export/presenteren/"
HTML: Final = "text/html"
STRAY: Final = "De regio in dit adres is onbekend of hoort niet bij dit verhaal, en telt niet mee."


def add_presentation_routes(
    server: Flask, services: Services, manifest: Manifest, base_url: str = ""
) -> None:
    """Register the addresses of stories and of their files."""

    def told(slug: str) -> dict[str, Any]:
        story = services.stories.get(slug) or abort(404)
        return presentation(
            story, services, request.args.get("regio", "")[:20], Place(base_url, services.base)
        )

    @server.get(f"{PATH}<slug>")
    def present(slug: str) -> Response:
        if slug == OWN:
            return Response(page(None, Frame(head=_head(manifest), end=_end(manifest))), mimetype=HTML)
        payload = told(slug)
        query = f"?regio={payload['region']['code']}" if payload["region"] else ""
        frame = site_frame(manifest, payload, services.base, f"{services.base}{FILES}{slug}.html{query}")
        stray = request.args.get("regio") and not payload["region"]
        return Response(page(payload, replace(frame, notice=STRAY if stray else "")), mimetype=HTML)

    @server.get(f"{FILES}<slug>.html")
    def file(slug: str) -> Response:
        payload = told(slug)
        region = f"-{payload['region']['code']}" if payload["region"] else ""
        headers = {"Content-Disposition": f'attachment; filename="gka-{slug}{region}.html"'}
        made = offline_html(payload, Built.load(manifest.folder.parent), base_url)
        return Response(made, mimetype=HTML, headers=headers)


def own_page(
    services: Services, manifest: Manifest, payload: Mapping[str, Any], base_url: str = ""
) -> Response:
    """The steps of a visitor's own story, which their browser puts in the document it has; or the file."""
    if request.args.get("als") == "bestand":
        return Response(offline_html(payload, Built.load(manifest.folder.parent), base_url), mimetype=HTML)
    return Response(page(payload, site_frame(manifest, payload, services.base)), mimetype=HTML)


def site_frame(manifest: Manifest, payload: Mapping[str, Any], base: str = "", file: str = "") -> Frame:
    """What a document on the site gets from our own server, everything under an address with a hash.

    Without ``file``, the address of the story as a file, it is a story that only the browser knows.
    """
    borders = {
        key: [manifest.url(name) for name in names]
        for key, names in border_files(payload).items()
        if all(map(manifest.has, names))
    }
    home = f"{base}/presenteren"
    return Frame(
        head=_head(manifest), end=_end(manifest), borders=borders, home=home, file=file, own=not file
    )


def _end(manifest: Manifest) -> list[str]:
    plotly = manifest.suites.get(PLOTLY)
    return [f'<script defer src="{plotly.url}"></script>'] if plotly else []


def _head(manifest: Manifest) -> list[str]:
    links = [f'<link rel="stylesheet" href="{manifest.url(PRESENT_CSS)}">']
    if manifest.has(MAIN_FONT):
        address = manifest.url(MAIN_FONT)
        links.append(f'<link rel="preload" as="font" type="font/woff2" crossorigin href="{address}">')
    if manifest.has(FAVICON):
        links.append(f'<link rel="icon" type="image/svg+xml" href="{manifest.url(FAVICON)}">')
    # Not deferred: it decides before the first paint whether steps are slides or text.
    return [*links, f'<script src="{manifest.url(PRESENT_JS)}"></script>']
