"""A story as the page gets it, on the real data."""

from typing import Any

from gka_dash.exports.presentation import presentation
from gka_dash.model.story import Step, Story
from tests.layouts.real_site import real_services

FULL = Step(
    "Vijftig gemeenten",
    "Zie [Over de data](/data) of [elders](https://voorbeeld.nl).",
    "Zeg **dit**.",
    "datum=2020-07-14&sinds=2019-07-16&regio=PV30&gemeente=GM0758",
    "gemeenten-nieuw",
    ("thema",),
)
HOSTILE = (
    '</script><script>window.kwaad=1</script><!--<img src=x onerror="window.kwaad=1">\u2028\u2029]]>\'"&'
)


def told(*steps: Step, title: str = "Proef") -> dict[str, Any]:
    """The payload of a story with these steps."""
    return presentation(Story("proef", title, "Over {regio}", "", steps), real_services())


def poisoned(value: Any) -> Any:
    """The payload with something hostile behind every text that comes from the data."""
    if isinstance(value, dict):
        kept = ("html", "notes_html", "fill", "base", "pattern", "sign", "edition", "division", "signs")
        return {key: part if key in kept else poisoned(part) for key, part in value.items()}
    if isinstance(value, list):
        return [poisoned(part) for part in value]
    return value + HOSTILE if isinstance(value, str) else value
