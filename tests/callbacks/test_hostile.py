"""Requests that no page of ours sends: refused or harmless, never a failure inside the server."""

import copy
import io
import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gka_dash.web.app_factory import MAX_REQUEST_BYTES
from layouts import ids
from tests.callbacks.conversation import ON_SERVER, SPECS, UPDATE, ask, body_of, client
from tests.callbacks.fuzzing import fuzz, main

HOSTILE: list[Any] = [
    None,
    True,
    0,
    -1,
    10**30,
    1.5,
    "",
    "x",
    "__proto__",
    "?" * 3000,
    [],
    ["a"],
    [[[]]],
    {},
    {"a": 1},
    {"__proto__": {"polluted": True}},
    {"id": "__class__", "property": "__init__"},
]
FIELDS = ("output", "outputs", "inputs", "state", "changedPropIds")
PATTERN = {"id": {"type": ["ALL"], "key": "x"}, "property": "n_clicks", "value": 1}


def _usual(spec: dict[str, Any]) -> dict[str, Any]:
    return body_of(spec, {})


def _spoiled(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """A good body with one part of it replaced, missing or doubled."""
    for field in FIELDS:
        for value in HOSTILE:
            yield {**body, field: value}
        yield {name: value for name, value in body.items() if name != field}
    for field in ("inputs", "state", "outputs"):
        items = body.get(field)
        if not isinstance(items, list):
            continue
        yield {**body, field: items * 2}
        yield {**body, field: items[:-1]}
        yield {**body, field: items[::-1]}
        yield {**body, field: [*items, PATTERN]}
        for place in range(len(items)):
            for value in HOSTILE:
                for part in (None, "id", "property"):
                    changed = copy.deepcopy(items)
                    if part is None:
                        changed[place] = value
                    else:
                        changed[place][part] = value
                    yield {**body, field: changed}


def _send(content: bytes, kind: str = "application/json") -> int:
    return client().post(UPDATE, data=content, content_type=kind).status_code


@pytest.mark.parametrize("spec", ON_SERVER, ids=lambda spec: spec["key"])
def test_one_wrong_part_is_refused_or_harmless(spec: dict[str, Any]) -> None:
    sender = client()
    for body in _spoiled(_usual(spec)):
        status = sender.post(UPDATE, json=body).status_code
        assert status in (200, 204, 400), (status, json.dumps(body)[:600])


@pytest.mark.parametrize("spec", ON_SERVER, ids=lambda spec: spec["key"])
def test_a_body_for_another_callback_is_refused(spec: dict[str, Any]) -> None:
    for other in ON_SERVER:
        if other["key"] == spec["key"]:
            continue
        assert ask({**_usual(other), "output": spec["key"]}).status_code == 400


def test_what_runs_in_the_browser_is_not_asked_of_the_server() -> None:
    in_browser = [spec for spec in SPECS if not spec["on_server"]]
    assert in_browser
    for spec in in_browser:
        assert ask(_usual(spec)).status_code == 400


@pytest.mark.parametrize("name", ["geheim.children", "__proto__", "url.search\u0000", "..a...b..", "{}", ""])
def test_an_unknown_output_is_refused(name: str) -> None:
    assert ask({**_usual(ON_SERVER[0]), "output": name}).status_code == 400


@pytest.mark.parametrize(
    "content",
    [
        b"[" * 10_000 + b"]" * 10_000,
        b'{"inputs":' * 10_000 + b"[]" + b"}" * 10_000,
        b"[" * 400_000,
        json.dumps(_usual(ON_SERVER[0])).replace("null", "[" * 10_000 + "]" * 10_000, 1).encode(),
        json.dumps(_usual(ON_SERVER[0])).replace("null", '{"a":' * 900 + "1" + "}" * 900, 1).encode(),
        json.dumps(_usual(ON_SERVER[0])).replace("null", "9" * 100_000, 1).encode(),
        json.dumps(_usual(ON_SERVER[0])).replace("null", "1e999999", 1).encode(),
        json.dumps(_usual(ON_SERVER[0])).replace("null", "NaN", 1).encode(),
        json.dumps(_usual(ON_SERVER[0])).replace("null", '"\\ud800"').encode(),
        json.dumps(_usual(ON_SERVER[0])).encode("utf-16"),
        b"\xff\xfe{}",
        b"{}",
        b"\x00",
        b"",
    ],
    ids=range(14),
)
def test_strange_json_is_refused_or_harmless(content: bytes) -> None:
    assert _send(content) in (200, 204, 400)


def test_two_megabytes_are_too_much() -> None:
    assert _send(b'"' + b"x" * 2_000_000 + b'"') == 413


class _Counted(io.BytesIO):
    """A body that tells how much of it was read."""

    taken = 0

    def read(self, size: int | None = -1) -> bytes:
        found = super().read(size)
        self.taken += len(found)
        return found


@pytest.mark.parametrize("announced", [True, False], ids=["with its length", "without"])
def test_s44_thirty_megabytes_are_refused_before_they_are_read(announced: bool) -> None:
    body = _Counted(b"[" + b"1," * 15_000_000 + b"1]")
    length = (
        {"CONTENT_LENGTH": str(body.getbuffer().nbytes)} if announced else {"wsgi.input_terminated": True}
    )
    answer = client().post(
        UPDATE, input_stream=body, content_type="application/json", environ_overrides=length
    )
    assert answer.status_code == 413
    assert "1 MB" in answer.text
    assert body.taken <= (0 if announced else MAX_REQUEST_BYTES + 70_000)


def test_s40_what_stands_too_deep_is_refused_and_what_a_chart_sends_is_not() -> None:
    spec = ON_SERVER[0]
    name = f"{spec['inputs'][0]['id']}.{spec['inputs'][0]['property']}"

    def nested(times: int) -> dict[str, Any]:
        value: Any = "/"
        for _ in range(times):
            value = {"a": value}
        return body_of(spec, {name: value})

    assert ask(nested(8)).status_code in (200, 204)
    for times in (30, 300, 900):
        assert ask(nested(times)).status_code == 400


def test_s40_some_thousand_posts_that_no_page_sends() -> None:
    """``make fuzz`` sends a million."""
    tally = fuzz(3000, start=7)
    assert tally.failures == []
    assert tally.posts >= 3000
    assert min(tally.statuses[200], tally.statuses[400], tally.statuses[409]) > 20


def test_s40_a_failure_would_be_seen(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("gka_dash.web.app_factory.is_ours", lambda body, _callbacks: body["output"] and True)
    assert main(["--posts", "2000", "--seed", "1"]) == 1
    assert "500: b'" in capsys.readouterr().out


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]
)
def test_another_kind_of_content_is_refused(kind: str) -> None:
    """Only JSON: a form on another website cannot send that without asking first (CORS)."""
    assert _send(json.dumps(_usual(ON_SERVER[0])).encode(), kind) == 400


def test_many_inputs_cost_no_time() -> None:
    """A list of inputs that is compared with a list of changes would be work that grows as a square."""
    spec = ON_SERVER[0]
    many = [{"id": {"type": "x", "key": n}, "property": "p", "value": 1} for n in range(5000)]
    changes = [f"{n}.p" for n in range(20_000)]
    body = {**_usual(spec), "inputs": [many, *_usual(spec)["inputs"][1:]], "changedPropIds": changes}
    assert ask(body).status_code == 400
    assert ask({**_usual(spec), "changedPropIds": changes}).status_code == 400


def test_a_change_of_something_else_is_refused() -> None:
    for names in (["geheim.value"], [1], [None], [[]], [{}], ["__proto__.x"]):
        assert ask({**_usual(ON_SERVER[0]), "changedPropIds": names}).status_code == 400
    assert ask({**_usual(ON_SERVER[0]), "changedPropIds": []}).status_code in (200, 204)


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD"])
def test_only_post_reaches_a_callback(method: str) -> None:
    assert client().open(UPDATE, method=method).status_code in (404, 405)


def test_a_refusal_is_a_dutch_page_without_details() -> None:
    answer = client().post(UPDATE, json={"output": "<script>alert(1)</script>"})
    assert answer.status_code == 400
    assert '<html lang="nl">' in answer.text
    assert "alert" not in answer.text


_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(max_size=20)
    | st.sampled_from([item["id"] for spec in SPECS for item in spec["inputs"]]),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["id", "property", "value", "key", "__proto__"]) | st.text(max_size=5),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(
    spec=st.sampled_from(ON_SERVER),
    changes=st.dictionaries(st.sampled_from([*FIELDS, "parsedChangedPropsIds", "extra"]), _JSON, max_size=3),
    values=st.lists(_JSON, max_size=4),
)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_shape_of_body_makes_the_server_fail(
    spec: dict[str, Any], changes: dict[str, Any], values: list[Any]
) -> None:
    body = copy.deepcopy(_usual(spec))
    for item, value in zip([*body["inputs"], *body.get("state", [])], values, strict=False):
        item["value"] = value
    status = ask({**body, **changes}).status_code
    assert status in (200, 204, 400)


@given(question=_JSON | st.fixed_dictionaries({"key": _JSON, "path": _JSON, "query": _JSON}))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_question_about_a_number_makes_the_server_fail(question: Any) -> None:
    spec = next(spec for spec in ON_SERVER if spec["outputs"][0]["id"] == ids.DIALOG)
    assert ask(body_of(spec, {f"{ids.EXPLAIN}.data": question})).status_code in (200, 204)
