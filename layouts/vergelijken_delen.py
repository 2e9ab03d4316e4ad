"""What the parts of the page that compares share: its addresses, fields and links."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any, Protocol

from gka_dash.model.compare import Profile, municipality_profile, region_profile
from gka_dash.model.dates import dutch_date
from gka_dash.model.selection import Selection, normalised
from gka_dash.model.view import View
from gka_dash.model.vocabulary import Vocabulary
from layouts import ids, parts
from layouts.elements import dbc, html

PATH = "/vergelijken"


class Views(Protocol):
    """What these parts ask for (gka_dash.web.services.Services)."""

    @property
    def vocabulary(self) -> Vocabulary:
        """What may stand in a link."""
        ...

    @property
    def neighbours(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of the neighbours, by code."""
        ...

    def of(self, selection: Selection) -> View:
        """The view of a selection."""
        ...


def all_known(selection: Selection, vocabulary: Vocabulary) -> Selection:
    """The same choices on the last day that the data tells of, so that everything known counts."""
    return normalised(replace(selection, day=vocabulary.last_day, since=None), vocabulary)


def whole(source: Views) -> View:
    """The whole country with everything that is known."""
    return source.of(all_known(Selection(), source.vocabulary))


def profile(source: Views, code: str) -> Profile:
    """The profile of a municipality of today or a region of any division."""
    if code not in source.vocabulary.regions:
        return municipality_profile(whole(source), code)
    chosen = Selection(division=source.vocabulary.division_of(code), region=code)
    return region_profile(source.of(all_known(chosen, source.vocabulary)))


def place_name(vocabulary: Vocabulary, code: str) -> str:
    """What the field of a place shows: a region with its kind, as many are called like a municipality."""
    if code in vocabulary.regions:
        return f"{vocabulary.regions[code]} ({vocabulary.divisions[vocabulary.division_of(code)].lower()})"
    place = vocabulary.dataset.municipality.get(code)
    return place.gemeente if place else ""


def up_to(vocabulary: Vocabulary) -> str:
    """Up to which day the data tells something."""
    return f"tot en met {dutch_date(vocabulary.last_day)}"


def place_field(name: str, label: str, shown: str, kind: str = "") -> html.Div:
    """A field to find a place in; ``kind`` is ``regio`` when only regions fit."""
    control = f"vergelijk-{name}"
    return html.Div(
        [
            html.Label(label, htmlFor=control),
            dbc.Input(
                id=control,
                type="search",
                list=f"{ids.PLACES}-{kind}" if kind else ids.PLACES,
                value=shown,
                placeholder="Typ een naam…",
                autocomplete="off",
                maxlength=80,
            ),
            message(control),
        ],
        className="field",
        **{"data-choice": name, "data-kind": kind or "plaats"},
    )


def region_field(view: View) -> html.Div:
    """A field for who only has to do with one region."""
    region = view.selection.region
    shown = place_name(view.vocabulary, region) if region else ""
    return place_field("regio", "Alleen deze regio (mag leeg blijven)", shown, "regio")


def date_field(name: str, label: str, shown: date | None, first: date, last: date) -> html.Div:
    """A field for a date within bounds."""
    control = f"vergelijk-{name}"
    return html.Div(
        [
            html.Label(label, htmlFor=control),
            dbc.Input(
                id=control,
                type="date",
                value=shown.isoformat() if shown else "",
                min=first.isoformat(),
                max=last.isoformat(),
            ),
            message(control),
        ],
        className="field",
        **{"data-choice": name, "data-kind": "datum"},
    )


def message(control: str) -> html.Span:
    """Where it is said that a field holds something that is not known."""
    return html.Span(id=f"{control}-melding", className="field-message", role="status")


def fields(*children: Any, label: str) -> html.Form:
    """The fields of a part; what is chosen goes into the link at once."""
    return html.Form(
        list(children),
        id=ids.COMPARE_CHOICES,
        className="card compare-choices",
        role="search",
        **{"aria-label": label},
    )


def places_lists(*kinds: str) -> list[html.Datalist]:
    """The names to choose from; the browser fills them, it has them for the map already."""
    return [html.Datalist(id=f"{ids.PLACES}-{kind}" if kind else ids.PLACES) for kind in kinds]


def hint(title: str, *text: Any) -> html.Section:
    """What to do when nothing is chosen yet."""
    return parts.card(html.H2(title), *(html.P(line) for line in text), class_name="empty-card")


def copy_link() -> html.Button:
    """The address of what is on screen, to send to somebody."""
    return html.Button("Kopieer link", type="button", className="button", **{"data-action": "copy-link"})


def print_button() -> html.Button:
    """What is on screen, on paper."""
    return html.Button("Druk af", type="button", className="button", **{"data-action": "print-page"})


def place_page(profile: Profile) -> Any:
    """A link to the page of a municipality or region."""
    path = f"/{'regio' if profile.is_region else 'gemeente'}/{profile.code}"
    return parts.inside(profile.name, path)
