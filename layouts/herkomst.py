"""Where the values of a card came from: folded away until somebody asks."""

from collections.abc import Iterable

from layouts.elements import html


def build(sentences: Iterable[str], what: str) -> html.Details:
    """A disclosure that every browser, keyboard and screen reader knows; ``what`` names the card."""
    hidden = html.Span(f" van {what}", className="visually-hidden")
    return html.Details(
        [html.Summary(["Herkomst", hidden]), *(html.P(sentence) for sentence in sentences)],
        className="origin-details",
    )
