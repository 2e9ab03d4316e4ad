"""``/delen``: the dialog to share a page and its QR code; ``/inbed``: the map for another website."""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import parse_qsl, quote, urlencode

from flask import Flask, Response, abort, request

from gka_dash.exports.qr import qr_png, qr_svg
from gka_dash.model.embed import PATH as EMBED_PATH
from gka_dash.model.embed import split_embed
from gka_dash.model.selection import LONGEST_QUERY, write_query
from gka_dash.model.summary import map_title
from gka_dash.model.view import View
from gka_dash.settings import Settings
from gka_dash.web.embed_page import Embedded, embed_page
from gka_dash.web.headers import content_security_policy, is_https
from gka_dash.web.manifest import Manifest
from gka_dash.web.services import Services
from gka_dash.web.share_page import QR_PATH, Shared, share_dialog
from layouts import pages

PAGE_NAME: Final = "pad"
LONGEST_PATH: Final = 200
_HOST: Final = re.compile(r"[A-Za-z0-9.\-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?")


def add_share_routes(
    server: Flask, services: Services, settings: Settings, config: Callable[[View], Mapping[str, Any]]
) -> None:
    """Register the addresses of sharing; ``config`` gives what the scripts must know of a map."""
    manifest = Manifest.load(settings.build_dir)

    @server.get("/delen")
    def share() -> Response:
        return Response(share_dialog(shared(services, settings)), mimetype="text/html")

    @server.get(f"{QR_PATH}.svg")
    def qr_as_svg() -> Response:
        what = shared(services, settings)
        return Response(qr_svg(what.link, what.title), mimetype="image/svg+xml")

    @server.get(f"{QR_PATH}.png")
    def qr_as_png() -> Response:
        return Response(qr_png(shared(services, settings).link), mimetype="image/png")

    @server.get(EMBED_PATH)
    def embedded() -> Response:
        if services.base:
            abort(404)
        options, rest = split_embed(request.query_string.decode("utf-8", "replace"))
        page = Embedded(services, settings, manifest, options, services.read(rest), config)
        answer = Response(embed_page(page), mimetype="text/html")
        # 'self' for the example in the dialog, which is only there when somebody may embed.
        shown_in = ("'self'", *settings.embed_hosts) if settings.embed_hosts else ()
        answer.headers["Content-Security-Policy"] = content_security_policy(shown_in=shown_in)
        return answer


def shared(services: Services, settings: Settings) -> Shared:
    """What the request wants to share: a page of ours (404 for another), with choices that are known."""
    query = request.query_string.decode("utf-8", "replace")
    path, rest = _page_and_choices(query)
    found = pages.find(services, path)
    if found.page is None:
        abort(404)
    view = services.view(rest)
    kept = write_query(view.selection)
    own = path.removeprefix(services.base).rstrip("/") or "/"
    origin = _origin(settings, request.environ)
    link = quote(own, safe="/") + (f"?{kept}" if kept else "")
    return Shared(
        title=map_title(view) if found.page.key == "kaart" else found.title(services, view),
        link=origin + services.base + link,
        qr_query=urlencode({PAGE_NAME: own}, safe="/") + (f"&{kept}" if kept else ""),
        embed=origin + EMBED_PATH + (f"?{kept}" if kept else ""),
        region=view.region_name if view.selection.region else "",
        hosts=settings.embed_hosts,
        is_draft=bool(services.base),
    )


def _page_and_choices(query: str) -> tuple[str, str]:
    """The page that is named in a query string, and the rest; a link that is too long is the first page."""
    if len(query) > LONGEST_QUERY + LONGEST_PATH:
        return "/", ""
    pairs = parse_qsl(query, errors="replace")
    path = next((text for name, text in pairs if name == PAGE_NAME), "/")
    return path, urlencode([pair for pair in pairs if pair[0] != PAGE_NAME])


def _origin(settings: Settings, environ: Mapping[str, Any]) -> str:
    """Where the dashboard stands: as it is set, else as the browser asked for it."""
    if settings.base_url:
        return settings.base_url
    if not _HOST.fullmatch(request.host):
        abort(400)
    return f"{'https' if is_https(dict(environ)) else 'http'}://{request.host}"
