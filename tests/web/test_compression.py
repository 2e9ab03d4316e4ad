"""What is made per request comes compressed to who takes that, and nothing is compressed twice."""

import json

import brotli
import pytest
from flask import Flask, Response, request
from flask.testing import FlaskClient

from gka_dash.web.compression import LARGE, SMALL, add_compression


@pytest.fixture
def client() -> FlaskClient:
    server = Flask("compression")
    add_compression(server)

    @server.route("/<int:size>", methods=["GET", "POST"])
    def answer(size: int) -> Response:
        words = [f"gemeente {number % 7} in {number % 12}" for number in range(size)]
        text = json.dumps(words)[: size - 2] + '"]'
        return Response(text, mimetype=request.args.get("type", "application/json"))

    return server.test_client()


def _plain(client: FlaskClient, size: int) -> bytes:
    return client.post(f"/{size}", headers={"Accept-Encoding": "identity"}).data


@pytest.mark.parametrize("size", [SMALL, 2_000, LARGE, LARGE + 1])
def test_an_answer_is_the_same_after_compression(client: FlaskClient, size: int) -> None:
    for method in (client.get, client.post):
        got = method(f"/{size}", headers={"Accept-Encoding": "br, gzip"})
        if size < 500 and method == client.get:
            assert "Content-Encoding" not in got.headers
        else:
            assert got.headers["Content-Encoding"] == "br"
            assert brotli.decompress(got.data) == _plain(client, size)
        assert "Accept-Encoding" in got.headers["Vary"]
        assert got.content_length == len(got.data)


def test_a_small_answer_to_a_question_is_compressed_more_closely(client: FlaskClient) -> None:
    def sizes(size: int) -> tuple[int, int]:
        asked = {"Accept-Encoding": "br"}
        return len(client.post(f"/{size}", headers=asked).data), len(
            client.get(f"/{size}", headers=asked).data
        )

    closely, quickly = sizes(2_000)
    assert closely < quickly
    same, quick = sizes(LARGE + 1)
    assert same == quick


@pytest.mark.parametrize("accepted", ["identity", "gzip", "gzip, br;q=0", "deflate", ""])
def test_who_does_not_take_brotli_does_not_get_it(client: FlaskClient, accepted: str) -> None:
    got = client.post("/2000", headers={"Accept-Encoding": accepted})
    assert got.headers.get("Content-Encoding") == ("gzip" if "gzip" in accepted else None)


def test_a_tiny_answer_and_another_kind_stay_as_they_are(client: FlaskClient) -> None:
    asked = {"Accept-Encoding": "br"}
    assert "Content-Encoding" not in client.post(f"/{SMALL - 1}", headers=asked).headers
    assert "Content-Encoding" not in client.post("/2000?type=image/png", headers=asked).headers
