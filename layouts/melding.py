"""The polite notice about parts of a link that are not known here."""

from typing import Any

from gka_dash.model.summary import listed
from layouts.elements import html


def build(dropped: tuple[tuple[str, str], ...]) -> list[Any]:
    """What was left out of the link; nothing when all was known."""
    if not dropped:
        return []
    words = [f"{label} “{text}”" for label, text in dropped[:5]]
    more = f" en nog {len(dropped) - 5}" if len(dropped) > 5 else ""
    text = f"Niet bekend en daarom weggelaten uit deze link: {listed(words)}{more}."
    close = html.Button(
        "×", type="button", className="close", **{"aria-label": "Sluit", "data-action": "close-notice"}
    )
    return [html.Span(text), close]
