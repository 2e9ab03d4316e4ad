"""A visitor's own story: checked and answered, bounded, and not kept."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from gka_dash.model.story import MOST_STEPS
from gka_dash.sources.stories import MOST_BYTES, read_story
from gka_dash.web.story_routes import FILE, SHOW, STORY_POSTS
from tests.layouts.real_site import real_app

STORY: dict[str, Any] = {
    "title": "Mijn verhaal",
    "steps": [{"title": "Stap", "link": "/?regio=PV30", "notes": "Zeg iets."}],
}


@pytest.fixture
def client() -> FlaskClient:
    return real_app().server.test_client()


def post(client: FlaskClient, path: str, body: object, kind: str = "application/json") -> TestResponse:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    return client.post(path, data=data, content_type=kind)


def test_a_story_becomes_a_file_and_the_file_the_story(client: FlaskClient) -> None:
    made = post(client, FILE, STORY).get_json()
    assert made["problems"] == []
    assert made["name"] == "mijn-verhaal.md"
    assert made["story"]["steps"][0]["link"] == "/?regio=PV30"
    assert "Noord-Brabant" not in made["file"]
    assert made["story"]["steps"][0]["sentence"].startswith("Met naam bekend")
    assert read_story(made["file"].encode(), "x.md", "x").problems == ()
    again = post(client, FILE, made["file"].encode(), "text/markdown").get_json()
    assert again == made
    assert post(client, FILE, made["story"]).get_json() == made


def test_a_link_alone_gets_a_title_and_a_number(client: FlaskClient) -> None:
    made = post(client, FILE, {"title": "x", "steps": [{"link": "/?thema=taalbevordering"}]}).get_json()
    (step,) = made["story"]["steps"]
    assert "Taalbevordering" in step["title"]
    assert step["number"] == "activiteiten"


def test_a_story_is_shown_with_everything(client: FlaskClient) -> None:
    answer = post(client, SHOW, STORY)
    assert answer.headers["Cache-Control"] == "no-store"
    shown = answer.get_json()
    assert (shown["slug"], shown["problems"]) == ("eigen", [])
    assert shown["steps"][0]["map"]["group"] == "PV30"
    asking = post(client, f"{SHOW}?regio=PV20", {**STORY, "asks": "regio"}).get_json()
    assert asking["region"]["code"] == "PV20"


@pytest.mark.parametrize("path", STORY_POSTS)
@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"geen verhaal", "text/markdown", 400),
        (b"\xff\xfe\x00", "text/markdown", 400),
        ([], "application/json", 400),
        ({"steps": "x"}, "application/json", 400),
        (
            {"title": ["x"], "steps": [{"link": {}}, 3, None, {"title": {}, "text": [], "charts": 7}]},
            "application/json",
            400,
        ),
        (STORY, "text/html", 415),
        (STORY, "multipart/form-data", 415),
        (b" " * (MOST_BYTES + 1), "text/markdown", 413),
    ],
)
def test_nothing_hostile_gets_through(
    client: FlaskClient, path: str, body: object, kind: str, status: int
) -> None:
    answer = post(client, path, body, kind)
    assert answer.status_code == status
    if status == 400:
        assert answer.get_json()["problems"]


def test_a_wrong_step_is_said_and_the_others_stay(client: FlaskClient) -> None:
    steps = [{"title": "Goed", "link": "/"}, {"title": "Fout", "link": "https://elders.nl/pad"}]
    made = post(client, FILE, {"title": "x", "steps": steps}).get_json()
    assert [step["title"] for step in made["story"]["steps"]] == ["Goed"]
    assert "stap 2" in made["problems"][0]


def test_the_number_of_steps_is_bounded(client: FlaskClient) -> None:
    made = post(client, FILE, {"title": "x", "steps": [{"link": "/"}] * (MOST_STEPS + 9)}).get_json()
    assert len(made["story"]["steps"]) == MOST_STEPS
    assert made["problems"]


def test_looking_at_the_addresses_gives_no_story(client: FlaskClient) -> None:
    assert client.get(FILE).status_code in (404, 405)
