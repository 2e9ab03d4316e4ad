"""Two municipalities or regions side by side."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gka_dash.model import compare_words as words
from gka_dash.model.compare import Comparison, Mention, Pair, Profile, compare, longest
from gka_dash.model.lists import name_key
from gka_dash.model.selection import Selection
from gka_dash.model.view import View
from layouts import parts
from layouts import vergelijken_delen as delen
from layouts.elements import html
from layouts.gemeente import PRECISION

BAR_STEPS = 20  # as many widths as the style sheet has
LEAD = "Zet twee gemeenten of twee regio's naast elkaar: wat delen zij, en wat heeft er maar één?"


def choices(source: delen.Views, view: View) -> list[Any]:
    """Two fields to find a place in."""
    shown = {n: delen.place_name(source.vocabulary, getattr(view.selection, n)) for n in ("left", "right")}
    return [
        delen.fields(
            delen.place_field("links", "Gemeente of regio links", shown["left"]),
            delen.place_field("rechts", "Gemeente of regio rechts", shown["right"]),
            label="Kies twee gemeenten of regio's",
        ),
        *delen.places_lists(""),
    ]


def results(source: delen.Views, view: View) -> list[Any]:
    """The two side by side; with one of them chosen, what it could be compared with."""
    chosen, vocabulary = view.selection, source.vocabulary
    if not (chosen.left and chosen.right):
        return _incomplete(source, chosen)
    left, right = (delen.profile(source, code) for code in (chosen.left, chosen.right))
    comparison = compare(left, right, vocabulary.themes, vocabulary.sectors)
    swapped = replace(chosen, left=chosen.right, right=chosen.left)
    warning = words.warning(comparison)
    return [
        parts.card(
            html.Div(
                [
                    html.H2(" en ".join(words.names(comparison))),
                    html.Div(
                        [
                            parts.inside("Wissel links en rechts", delen.PATH, swapped, "button"),
                            delen.copy_link(),
                            delen.print_button(),
                        ],
                        className="buttons",
                    ),
                ],
                className="card-head",
            ),
            html.P(words.sentence(comparison, vocabulary.themes), role="status"),
            *([html.P(warning, className="warning")] if warning else []),
            _facts(comparison),
            html.P(f"Stand: alles wat bij ons bekend is, {delen.up_to(vocabulary)}.", className="hint"),
        ),
        _themes(comparison, vocabulary.themes),
        _sectors(comparison, vocabulary.sectors),
    ]


def _incomplete(source: delen.Views, chosen: Selection) -> list[Any]:
    """What to do while one of the two, or both, are still to be chosen."""
    code = chosen.left or chosen.right
    if not code:
        text = "Typ hierboven links en rechts de naam van een gemeente of regio. De link verandert mee."
        return [delen.hint("Kies twee gemeenten of regio's", text)]
    name = delen.place_name(source.vocabulary, code)
    links = [
        html.Li(parts.inside(delen.place_name(source.vocabulary, other), delen.PATH, _beside(chosen, other)))
        for other in _suggestions(source, code)
    ]
    lead = f"Kies met wie u {name} wilt vergelijken."
    more = [html.P("Bijvoorbeeld:"), html.Ul(links, className="plain columns-list")] if links else []
    return [
        parts.card(html.H2("Kies nog een gemeente of regio"), html.P(lead), *more, class_name="empty-card")
    ]


def _beside(chosen: Selection, other: str) -> Selection:
    """The place that was chosen with another one in the field that is still empty."""
    return replace(chosen, right=other) if chosen.left else replace(chosen, left=other)


def _suggestions(source: delen.Views, code: str) -> list[str]:
    """Neighbours and the own province of a municipality; the other regions of the division of a region."""
    vocabulary = source.vocabulary
    if code in vocabulary.regions:
        return [c for c in vocabulary.regions_of_division[vocabulary.division_of(code)] if c != code]
    municipality = vocabulary.dataset.municipality
    near = sorted(source.neighbours.get(code, ()), key=lambda other: name_key(municipality[other].gemeente))
    return [*near, municipality[code].provinciecode]


def _facts(comparison: Comparison) -> html.Div:
    both = (comparison.left, comparison.right)
    rows: list[tuple[str, list[Any]]] = [
        ("Agenda", [words.agenda_words(p) for p in both]),
        ("Ondertekend", [_signed(p) for p in both]),
        ("Stand", [words.status_words(p) for p in both]),
        ("Periode", [words.period_words(p) for p in both]),
        ("Activiteiten", [words.activity_words(p) for p in both]),
        ("Niet bekend", [_unknown(p) for p in both]),
        ("Pagina", [delen.place_page(p) for p in both]),
    ]
    shown = [(label, *cells) for label, cells in rows if any(cells)]
    headers = ["Onderwerp", *words.names(comparison)]
    return parts.table("De twee naast elkaar", headers, shown, as_cards=True)


def _signed(profile: Profile) -> Any:
    """When the agenda was signed, and how sharp that is known."""
    precisions = (
        {} if profile.is_region else dict.fromkeys(PRECISION[row.precisie] for row in profile.agendas)
    )
    soft = html.Span(" ".join(precisions), className="soft")
    return html.Span([words.signed_words(profile), " ", soft])


def _unknown(profile: Profile) -> Any:
    found = words.unknown(profile)
    return (
        html.Ul([html.Li(line) for line in found], className="plain") if found else "niets gevonden dat mist"
    )


def _themes(comparison: Comparison, labels: Mapping[str, str]) -> html.Section:
    return parts.card(
        html.H2("Thema's"),
        html.P(
            "De balk en het getal zijn de interventies met naam bekend. Een thema telt mee als de agenda of "
            "een beschreven activiteit het noemt.",
            className="soft",
        ),
        _pairs("Thema's naast elkaar", "Thema", comparison, comparison.themes, labels),
        id="themas",
    )


def _sectors(comparison: Comparison, labels: Mapping[str, str]) -> html.Section:
    return parts.card(
        html.H2("Sectoren"),
        html.P("Een sector telt mee als een beschreven activiteit hem noemt.", className="soft"),
        _pairs("Sectoren naast elkaar", "Sector", comparison, comparison.sectors, labels),
        id="sectoren",
    )


def _pairs(
    caption: str, what: str, comparison: Comparison, pairs: tuple[Pair, ...], labels: Mapping[str, str]
) -> html.Div:
    left, right = words.names(comparison)
    most = longest(pairs)
    rows = [
        (
            labels[pair.key],
            _mention(pair.left, comparison.left, most),
            _mention(pair.right, comparison.right, most),
            _relation(pair, left, right),
        )
        for pair in pairs
    ]
    return parts.table(caption, [what, left, right, "Wie"], rows, as_cards=True)


def _mention(mention: Mention, profile: Profile, most: int) -> html.Div:
    """A bar for the eye, its number, and where it was found in words."""
    text = words.mention_words(mention, profile.is_region) or "niet gevonden"
    step = round(BAR_STEPS * mention.interventions / most) if most else 0
    bar = html.Span(html.Span(className=f"bar-{step}"), className="pair-track")
    return html.Div(
        [
            html.Span([bar, str(mention.interventions)], className="pair-bar", **{"aria-hidden": "true"}),
            html.Span(text, className="" if mention.there else "soft"),
        ],
        className="pair-cell",
    )


def _relation(pair: Pair, left: str, right: str) -> html.Span:
    sign = html.Span(words.SIGNS[pair.relation], className="sign", **{"aria-hidden": "true"})
    return html.Span(
        [sign, words.relation_words(pair.relation, left, right)],
        className=f"relation relation-{pair.relation}",
    )
