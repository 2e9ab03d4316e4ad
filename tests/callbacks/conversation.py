"""Talk to the real application as the browser does: through /_dash-update-component."""

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from layouts import ids
from tests.layouts.real_site import callback_specs, real_app

UPDATE = "/_dash-update-component"
SPECS = callback_specs()
ON_SERVER = [spec for spec in SPECS if spec["on_server"]]


def client() -> FlaskClient:
    """A fresh client of the real application."""
    return real_app().server.test_client()


def list_spec() -> dict[str, Any]:
    """The callback by which a list page follows the link."""
    return next(spec for spec in ON_SERVER if spec["inputs"][0]["id"] == ids.ASKED_LIST)


def spec_of(output: str) -> dict[str, Any]:
    """The server callback that has an output such as ``totalen.children``."""
    return next(
        spec
        for spec in ON_SERVER
        if output in [f"{item['id']}.{item['property']}" for item in spec["outputs"]]
    )


def body_of(spec: dict[str, Any], given: dict[str, Any], changed: list[str] | None = None) -> dict[str, Any]:
    """The request of Dash's renderer; ``given`` holds values by ``id.property``, the rest is null."""

    def filled(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        return [{**item, "value": given.get(f"{item['id']}.{item['property']}")} for item in items]

    first = spec["inputs"][0]
    names = [f"{first['id']}.{first['property']}"] if changed is None else changed
    multi = spec["key"].startswith("..")
    body = {
        "output": spec["key"],
        "outputs": spec["outputs"] if multi or not spec["outputs"] else spec["outputs"][0],
        "inputs": filled(spec["inputs"]),
        "changedPropIds": names,
        "parsedChangedPropsIds": [name.rsplit(".", 1)[0] for name in names],
    }
    if spec["state"]:
        body["state"] = filled(spec["state"])
    return body


def ask(body: Any, *, encoding: str = "identity") -> TestResponse:
    """Send a body as JSON."""
    return client().post(UPDATE, json=body, headers={"Accept-Encoding": encoding})


def answer(
    output: str | dict[str, Any], given: dict[str, Any], changed: list[str] | None = None
) -> dict[str, Any]:
    """What a callback (or the one with this output) answers, by ``id.property``; empty when nothing."""
    spec = spec_of(output) if isinstance(output, str) else output
    response = ask(body_of(spec, given, changed))
    assert response.status_code in (200, 204), response.text
    if response.status_code == 204:
        return {}
    parts = response.get_json()["response"]
    return {f"{key}.{name}": value for key, props in parts.items() for name, value in props.items()}


def patched(value: Any, patch: dict[str, Any]) -> Any:
    """A property after a partial update, worked out as Dash's renderer does; ``value`` is changed."""
    for step in patch["operations"]:
        assert step["operation"] == "Assign"
        target: Any = value
        for part in step["location"][:-1]:
            target = target[part]
        target[step["location"][-1]] = step["params"]["value"]
    return value
