"""A visitor's own story: the place of its panel, and the buttons that lead there (assets/verhaal/)."""

from typing import Any

from gka_dash.model.explain import EXPLANATIONS, explain
from gka_dash.model.story import LONGEST_NOTES, LONGEST_TEXT, LONGEST_TITLE
from gka_dash.model.view import View
from layouts import ids
from layouts.elements import html


def panel() -> html.Aside:
    """Where the panel is drawn when somebody asks for it."""
    return html.Aside(
        id=ids.STORY, className="story-panel card", hidden=True, **{"aria-label": "Uw verhaal maken"}
    )


def add_buttons() -> html.Div:
    """Under the map: make this view a step, and see the story when there is one."""
    return html.Div(
        [
            action("Voeg toe aan verhaal", "story-add"),
            action("Uw verhaal", "story-show", "with-story"),
            html.Span(id=ids.STORY_SAID, role="status", className="story-beside"),
        ],
        className="buttons story-buttons",
    )


def action(text: str, does: str, class_name: str = "", kind: str = "button-small") -> html.Button:
    """A button of the story; assets/pagina-verhaal.js listens."""
    return html.Button(text, type="button", className=f"{kind} {class_name}".strip(), **{"data-action": does})


def for_browser(view: View) -> dict[str, Any]:
    """What the panel must know: the numbers that a step can show, and how long a text may be."""
    numbers = [explain(view, key) for key in EXPLANATIONS]
    return {
        "getallen": [[number.key, f"{number.label} ({number.origin})"] for number in numbers],
        "grenzen": {"titel": LONGEST_TITLE, "tekst": LONGEST_TEXT, "notities": LONGEST_NOTES},
    }
