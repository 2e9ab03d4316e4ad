"""What a browser asks for the story that it keeps itself: the file of it, and everything to show it.

Both take a story as plain data or as a file, check it like a file in ``data/verhalen`` and forget it:
the server keeps no story of a visitor.
"""

from collections.abc import Callable
from typing import Any, Final

from flask import Flask, Response, abort, request

from gka_dash.exports.presentation import Place, presentation, step_sentences
from gka_dash.model.story import MOST_STEPS, OWN, proposed
from gka_dash.model.vocabulary import slug
from gka_dash.sources.stories import MOST_BYTES, ReadStory, read_story, write_story
from gka_dash.sources.story_fields import clean_line, query_of, story_data, story_of
from gka_dash.web.callback_guard import json_body
from gka_dash.web.services import Services

NAME: Final = "Uw verhaal"
FILE, SHOW = "/verhaal", f"/presenteren/{OWN}"
STORY_POSTS: Final = (FILE, SHOW)
_JSON: Final = "application/json"
_TEXT: Final = ("text/markdown", "text/plain")


def add_story_routes(
    server: Flask, services: Services, as_page: Callable[[dict[str, Any]], Response], base_url: str = ""
) -> None:
    """Register what answers for a visitor's own story; ``as_page`` makes a document of it."""

    @server.post(FILE)
    def story_file() -> Response:
        read = _read(services)
        if read.story is None:
            return _answer({"problems": _words(read)}, 400)
        story = story_data(read.story)
        for data, sentence in zip(story["steps"], step_sentences(read.story, services), strict=True):
            data["sentence"] = sentence
        name = f"{slug(read.story.title) or OWN}.md"
        file = write_story(read.story)
        return _answer({"story": story, "file": file, "name": name, "problems": _words(read)})

    @server.post(SHOW)
    def show_story() -> Response:
        read = _read(services)
        if read.story is None:
            return _answer({"problems": _words(read)}, 400)
        region = request.args.get("regio", "")[:20]
        shown = presentation(read.story, services, region, Place(base_url, services.base))
        if request.accept_mimetypes.best == "text/html":
            return _unkept(as_page(shown))
        return _answer({**shown, "problems": _words(read)})

    def _answer(content: dict[str, Any], status: int = 200) -> Response:
        return _unkept(Response(server.json.dumps(content), status=status, mimetype=_JSON))


def _unkept(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _read(services: Services) -> ReadStory:
    """The story in the request; 413 and 415 for what cannot be one."""
    if (request.content_length or 0) > MOST_BYTES:
        abort(413)
    if request.mimetype in _TEXT:
        return read_story(request.get_data(), NAME, OWN)
    if request.mimetype != _JSON:
        abort(415)
    story, problems = story_of(_with_proposals(json_body(request), services), NAME, OWN)
    return ReadStory(NAME, story, problems)


def _with_proposals(data: object, services: Services) -> object:
    """A step of which only the link is given gets the title and the number that go with its view."""
    steps = data.get("steps") if isinstance(data, dict) else None
    for step in steps[: MOST_STEPS + 1] if isinstance(steps, list) else ():
        if isinstance(step, dict) and "title" not in step:
            query = query_of(clean_line(step.get("link")))
            step.update(proposed(services.view(query)))
    return data


def _words(read: ReadStory) -> list[str]:
    return [str(problem) for problem in read.problems]
