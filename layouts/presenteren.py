"""The stories that can be told, and the way to make one."""

from collections.abc import Iterable, Mapping
from typing import Any

from gka_dash.model.selection import Selection
from gka_dash.model.story import OWN, REGION, Story, filled
from gka_dash.model.summary import number_of
from gka_dash.model.vocabulary import Vocabulary
from layouts import parts, verhaal
from layouts.elements import html

PATH = "/presenteren"
_ANY_REGION = {REGION: "uw regio"}


def build(stories: Iterable[Story], vocabulary: Vocabulary) -> html.Div:
    """The page."""
    lead = (
        "Vertel wat de GKA doet met een verhaal op het hele scherm. Elke stap is een kaart met een paar "
        "zinnen. De cijfers komen uit de gegevens van nu."
    )
    in_order = sorted(stories, key=lambda story: (bool(story.asks), story.slug))
    cards = [_card(story, vocabulary) for story in in_order]
    return html.Div(
        [
            *parts.page_heading("Presenteren", lead),
            html.Div([*cards, _own()], className="stories"),
        ],
        className="page-list",
    )


def _card(story: Story, vocabulary: Vocabulary) -> html.Section:
    steps = number_of(len(story.steps), "stap", "stappen")
    asks = story.asks == REGION
    return parts.card(
        html.H2(filled(story.title, _ANY_REGION)),
        html.P(f"{steps}, voor elke regio" if asks else steps, className="kind"),
        html.P(filled(story.summary, _ANY_REGION)),
        *(_regions(story, vocabulary) if asks else [_start(story)]),
        class_name="story-card",
    )


def _start(story: Story) -> html.P:
    link = html.A(
        ["Start", html.Span(f": {story.title}", className="visually-hidden")],
        href=f"{PATH}/{story.slug}",
        className="button button-strong",
    )
    return html.P(link, className="story-start")


def _regions(story: Story, vocabulary: Vocabulary) -> list[Any]:
    """A list of regions for every division, folded."""
    return [
        html.Details(
            [
                html.Summary(
                    f"Kies uw {_as_word(vocabulary.divisions[key])}", className="button button-strong"
                ),
                _links(story, key, regions),
            ]
        )
        for key, regions in vocabulary.regions_of_division.items()
    ]


def _as_word(label: str) -> str:
    """A label inside a sentence: ``provincie``, but ``COROP-gebied``."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def _links(story: Story, division: str, regions: Mapping[str, str]) -> html.Ul:
    path = f"{PATH}/{story.slug}"
    items = [
        html.Li(html.A(name, href=parts.address(path, Selection(division=division, region=code))))
        for code, name in regions.items()
    ]
    return html.Ul(items, className="plain story-regions")


def _own() -> html.Section:
    """A visitor's own story; what is in it, only the browser knows."""
    return parts.card(
        html.H2("Uw eigen verhaal"),
        html.P("U kiest zelf de stappen.", className="kind"),
        html.P(
            [
                "Kies op ",
                parts.inside("de kaart", "/"),
                " wat u wilt laten zien en klik daar op “Voeg toe aan verhaal”. "
                "Uw verhaal staat alleen in deze browser, zonder cookies.",
            ]
        ),
        html.Div(
            [
                html.A("Presenteer", href=f"{PATH}/{OWN}", className="button button-strong with-story"),
                verhaal.action("Bewerk uw verhaal", "story-show", "with-story", "button"),
                verhaal.action("Open een verhaal", "story-open", kind="button"),
            ],
            className="buttons",
        ),
        class_name="story-card",
    )
