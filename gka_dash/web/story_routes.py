"""What a browser asks for the story that it keeps itself: the file of it, and everything to show it.

Both take a story as plain data or as a file, check it like a file in ``data/verhalen`` and forget it:
the server keeps no story of a visitor.
"""

from typing import Any, Final

from flask import Flask, Response, abort, request

from gka_dash.exports.presentation import Place, presentation
from gka_dash.model.story import OWN
from gka_dash.sources.stories import MOST_BYTES, ReadStory, read_story, write_story
from gka_dash.sources.story_fields import story_data, story_of
from gka_dash.web.callback_guard import json_body
from gka_dash.web.services import Services

NAME: Final = "Uw verhaal"
FILE, SHOW = "/verhaal", f"/presenteren/{OWN}"
STORY_POSTS: Final = (FILE, SHOW)
_JSON: Final = "application/json"
_TEXT: Final = ("text/markdown", "text/plain")


def add_story_routes(server: Flask, services: Services, base_url: str = "") -> None:
    """Register what answers for a visitor's own story."""

    @server.post(FILE)
    def story_file() -> Response:
        read = _read()
        if read.story is None:
            return _answer({"problems": _words(read)}, 400)
        answer = {"story": story_data(read.story), "file": write_story(read.story), "problems": _words(read)}
        return _answer(answer)

    @server.post(SHOW)
    def show_story() -> Response:
        read = _read()
        if read.story is None:
            return _answer({"problems": _words(read)}, 400)
        region = request.args.get("regio", "")[:20]
        shown = presentation(read.story, services, region, Place(base_url, services.base))
        return _answer({**shown, "problems": _words(read)})

    def _answer(content: dict[str, Any], status: int = 200) -> Response:
        response = Response(server.json.dumps(content), status=status, mimetype=_JSON)
        response.headers["Cache-Control"] = "no-store"
        return response


def _read() -> ReadStory:
    """The story in the request; 413 and 415 for what cannot be one."""
    if request.content_length is None or request.content_length > MOST_BYTES:
        abort(413)
    if request.mimetype in _TEXT:
        return read_story(request.get_data(), NAME, OWN)
    if request.mimetype != _JSON:
        abort(415)
    story, problems = story_of(json_body(request), NAME, OWN)
    return ReadStory(NAME, story, problems)


def _words(read: ReadStory) -> list[str]:
    return [str(problem) for problem in read.problems]
