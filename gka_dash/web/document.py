"""Dash with our own HTML document: the address decides title, status and redirect."""

from collections.abc import Callable
from typing import Any

from dash import Dash
from flask import Response, redirect, request

from gka_dash.web.index import START_DASH, DashParts, PageHead, render_index
from gka_dash.web.manifest import Manifest

# (path, query string without "?") -> what the document says. Pure.
Describe = Callable[[str, str], PageHead]


class Document(Dash):  # type: ignore[misc]
    """A Dash application whose pages come from `render_index`."""

    def __init__(self, manifest: Manifest, describe: Describe, base_url: str, **options: Any) -> None:
        """`options` go to Dash unchanged."""
        self._manifest = manifest
        self._describe = describe
        self._base_url = base_url
        super().__init__(**options)
        self.renderer = START_DASH

    def _config(self) -> dict[str, Any]:
        """Dash's start-up facts, without those that concern only us or the dev tools.

        `end_id` is a random token for background callbacks, which we do not have; without it the document
        is the same for everybody and can be revalidated. The ids of all pages are checked by a test
        (tests/callbacks), not again by every visitor's browser.
        """
        config: dict[str, Any] = super()._config()
        for name in ("python_version", "dash_version_url", "end_id", "validation_layout"):
            config.pop(name, None)
        # Under a preview Dash asks its questions there; its scripts have one address for everybody.
        here = {"requests_pathname_prefix": f"{request.script_root}/"}
        return {**config, **here, "disable_version_check": True}

    def index(self, *_args: Any, **_kwargs: Any) -> Response:
        """Answer any address that no other route answers."""
        head = self._describe(request.path, request.query_string.decode("utf-8", "replace"))
        if head.redirect:
            answer: Response = redirect(head.redirect, code=301)  # type: ignore[assignment]
            return answer
        parts = DashParts(
            css=self._generate_css_dist_html(),
            config=self._generate_config_html(),
            scripts=self._generate_scripts_html(),
            renderer=self._generate_renderer(),
        )
        html = render_index(self._manifest, head, parts, base_url=self._base_url)
        return Response(html, status=head.status, mimetype="text/html")
