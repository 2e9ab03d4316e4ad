"""What a user chose, and the only code that reads it from a query string and writes it back.

Every choice is a ``Parameter``: its name in the link, how it is read and how it is written. A link is
canonical: fixed order, values in vocabulary order, defaults left out. What is not known is dropped and named
in ``Reading.dropped``, so that the page can say so politely.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, quote

from gka_dash.model.schema import LAST_DAY
from gka_dash.model.vocabulary import Vocabulary

LONGEST_QUERY = 2000
LONGEST_TEXT = 80
LIST_SIGN = ","


@dataclass(frozen=True)
class Selection:
    """A user's choices; the defaults are what a link without a query string shows.

    ``day`` None is the vocabulary's ``initial_day``; ``since`` set means the difference between two days.
    Themes, sectors and kinds are slugs; ``region`` and ``municipality`` are codes; a
    ``region`` is one of its ``division``. ``left`` and ``right`` are two municipalities or regions side by
    side, ``last_meeting`` the day since when somebody wants to know the news, ``at_table`` who sit together.
    ``form`` is the true map or one of equal tiles.
    """

    day: date | None = None
    since: date | None = None
    division: str = "provincie"
    region: str = ""
    themes: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    year_from: int | None = None
    year_to: int | None = None
    text: str = ""
    colouring: str = "jaar"
    form: str = "kaart"
    municipality: str = ""
    sort: str = ""
    left: str = ""
    right: str = ""
    last_meeting: date | None = None
    at_table: tuple[str, ...] = ()

    @property
    def shared(self) -> "Selection":
        """The choices that mean something on every page."""
        return replace(self, **{p.attribute: _DEFAULTS[p.attribute] for p in PARAMETERS if p.page})

    @property
    def filters_activities(self) -> bool:
        """Whether any filter narrows the activities (the region is counted too)."""
        return bool(
            self.region
            or self.themes
            or self.sectors
            or self.kinds
            or self.year_from
            or self.year_to
            or self.text
        )


@dataclass(frozen=True)
class Parameter:
    """One name in the query string and the Selection attribute behind it.

    ``read`` gets the text and the vocabulary and returns the value, or raises ValueError when the text
    means nothing here. ``many`` marks a list of values separated by commas, of which ``most`` count (0: all).
    ``page`` names the one page that knows the parameter; links to other pages leave it out.
    """

    name: str
    attribute: str
    label: str
    read: Callable[[str, Vocabulary], Any]
    many: bool = False
    most: int = 0
    page: str = ""


def _day(text: str, vocabulary: Vocabulary) -> date:
    day = date.fromisoformat(text) if len(text) == 10 else None
    if day is None or not vocabulary.first_day <= day <= vocabulary.last_day:
        raise ValueError(text)
    return day


def _year(text: str, vocabulary: Vocabulary) -> int:
    if not (text.isascii() and text.isdigit() and len(text) == 4) or int(text) not in vocabulary.start_years:
        raise ValueError(text)
    return int(text)


def _one_of(options: Callable[[Vocabulary], Iterable[str]]) -> Callable[[str, Vocabulary], str]:
    def read(text: str, vocabulary: Vocabulary) -> str:
        if text not in options(vocabulary):
            raise ValueError(text)
        return text

    return read


def _text(text: str, _: Vocabulary) -> str:
    cleaned = " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
    return cleaned[:LONGEST_TEXT].rstrip()


def _municipality(text: str, vocabulary: Vocabulary) -> str:
    if not vocabulary.dataset.successors(text):
        raise ValueError(text)
    return text


def _place(text: str, vocabulary: Vocabulary) -> str:
    """Today's municipality of a code, or a region of any division."""
    return text if text in vocabulary.regions else _municipality_of_today(text, vocabulary)


def _municipality_of_today(text: str, vocabulary: Vocabulary) -> str:
    """One that was split goes on as its first part, as its old address does."""
    return vocabulary.dataset.successors(_municipality(text, vocabulary))[0]


def _any_day(text: str, vocabulary: Vocabulary) -> date:
    """A day that may lie after the last dated fact: publications come later than what they tell of."""
    day = date.fromisoformat(text) if len(text) == 10 else None
    if day is None or not vocabulary.first_day <= day <= LAST_DAY:
        raise ValueError(text)
    return day


COMPARE = "vergelijken"
MOST_AT_TABLE = 24
SORT_KEYS = ("gemeente", "provincie", "aansluiting", "activiteiten", "titel", "aard", "start")
SORTS = tuple(sign + key for key in SORT_KEYS for sign in ("", "-"))

# The order here is the order in a link.
PARAMETERS: tuple[Parameter, ...] = (
    Parameter("datum", "day", "datum", _day),
    Parameter("sinds", "since", "begindatum", _day),
    Parameter("indeling", "division", "indeling", _one_of(lambda v: v.divisions)),
    Parameter("regio", "region", "regio", _one_of(lambda v: v.regions)),
    Parameter("thema", "themes", "thema", _one_of(lambda v: v.themes), many=True),
    Parameter("sector", "sectors", "sector", _one_of(lambda v: v.sectors), many=True),
    Parameter("aard", "kinds", "aard", _one_of(lambda v: v.kinds), many=True),
    Parameter("vanaf", "year_from", "beginjaar", _year),
    Parameter("tot", "year_to", "eindjaar", _year),
    Parameter("zoek", "text", "zoekwoord", _text),
    Parameter("kleur", "colouring", "kleuring", _one_of(lambda v: v.colourings)),
    Parameter("vorm", "form", "vorm", _one_of(lambda v: v.forms)),
    Parameter("gemeente", "municipality", "gemeente", _municipality),
    Parameter("sorteer", "sort", "volgorde", _one_of(lambda _: SORTS)),
    Parameter("links", "left", "plaats links", _place, page=COMPARE),
    Parameter("rechts", "right", "plaats rechts", _place, page=COMPARE),
    Parameter("kring", "last_meeting", "vorige Kenniskring", _any_day, page=COMPARE),
    Parameter(
        "tafel",
        "at_table",
        "gemeente aan tafel",
        _municipality_of_today,
        many=True,
        most=MOST_AT_TABLE,
        page=COMPARE,
    ),
)
PARAMETER_BY_NAME = {parameter.name: parameter for parameter in PARAMETERS}
_DEFAULTS: Mapping[str, Any] = {f.name: f.default for f in fields(Selection)}


@dataclass(frozen=True)
class Reading:
    """A Selection with what had to be left out: (label of the parameter, the text that was not known)."""

    selection: Selection
    dropped: tuple[tuple[str, str], ...] = ()


def read_query(query: str, vocabulary: Vocabulary) -> Reading:
    """Read a query string, with or without ``?``; never raises, whatever the text.

    A parameter that occurs twice counts once, the first time for a single value and together for a list.
    """
    query = query.removeprefix("?")
    dropped: list[tuple[str, str]] = []
    if len(query) > LONGEST_QUERY:
        query, dropped = "", [("link", f"langer dan {LONGEST_QUERY} tekens")]
    texts: dict[str, list[str]] = {}
    for name, text in parse_qsl(query, keep_blank_values=False, errors="replace", max_num_fields=None):
        texts.setdefault(name, []).append(text)
    values: dict[str, Any] = {}
    for name, given in texts.items():
        parameter = PARAMETER_BY_NAME.get(name)
        if parameter is None:
            dropped.append(("onbekende naam", _short(name)))
            continue
        parts = [part for text in given for part in text.split(LIST_SIGN)] if parameter.many else given[:1]
        read: list[Any] = []
        for part in filter(None, parts):
            try:
                read.append(parameter.read(part, vocabulary))
            except ValueError:
                dropped.append((parameter.label, _short(part)))
        if parameter.many:
            read = list(dict.fromkeys(read))
            if parameter.most and len(read) > parameter.most:
                dropped.append((parameter.label, f"meer dan {parameter.most}"))
                read = read[: parameter.most]
            values[parameter.attribute] = tuple(read)
        elif read:
            values[parameter.attribute] = read[0]
    return Reading(normalised(Selection(**values), vocabulary), tuple(dropped[:20]))


def normalised(selection: Selection, vocabulary: Vocabulary) -> Selection:
    """The one form of a selection: lists and pairs in order, clean text, a default date left empty."""
    day = selection.day or vocabulary.initial_day
    since = selection.since
    if since is not None and since > day:
        since, day = day, since
    if since == day:
        since = None
    years = (selection.year_from, selection.year_to)
    if None not in years and years[0] > years[1]:  # type: ignore[operator]
        years = (years[1], years[0])
    if selection.region:
        selection = replace(selection, division=vocabulary.division_of(selection.region))
    lists: dict[str, Any] = {
        parameter.attribute: _in_order(parameter, getattr(selection, parameter.attribute), vocabulary)
        for parameter in PARAMETERS
        if parameter.many
    }
    return replace(
        selection,
        **lists,
        text=_text(selection.text, vocabulary),
        day=None if day == vocabulary.initial_day else day,
        since=since,
        year_from=years[0],
        year_to=years[1],
    )


def write_query(selection: Selection, names: Iterable[str] | None = None) -> str:
    """The canonical query string of a normalised selection, without ``?``; empty for the default view.

    ``names`` keeps only those parameters.
    """
    parts = []
    wanted = set(PARAMETER_BY_NAME if names is None else names)
    for parameter in PARAMETERS:
        if parameter.name not in wanted:
            continue
        value = getattr(selection, parameter.attribute)
        if value == _DEFAULTS[parameter.attribute]:
            continue
        text = LIST_SIGN.join(value) if parameter.many else str(value)
        parts.append(f"{parameter.name}={quote(text, safe=LIST_SIGN)}")
    return "&".join(parts)


def _in_order(parameter: Parameter, values: Iterable[str], vocabulary: Vocabulary) -> tuple[str, ...]:
    chosen = set(values)
    ordered = tuple(key for key in getattr(vocabulary, parameter.attribute) if key in chosen)
    return ordered[: parameter.most] if parameter.most else ordered


def _short(text: str) -> str:
    cleaned = "".join(sign if sign.isprintable() else "?" for sign in text)
    return cleaned if len(cleaned) <= 40 else cleaned[:39] + "…"
