"""Every component id, once: callbacks, browser scripts (through the page config) and tests use these."""

from gka_dash.model.selection import PARAMETERS

URL = "url"
NOTICE = "melding"
PAGE = "pagina"
PAGE_TITLE = "paginatitel"
PAGE_INFO = "pagina-info"
NAVIGATION = "navigatie"
SEARCH = "zoek-gemeente"
SEARCH_OPTIONS = "zoek-gemeente-namen"

FILTER_PANEL = "filterpaneel"
FILTER_TOGGLE = "filter-knop"
CLEAR_FILTERS = "wis-filters"
CONTROLS = {
    p.name: f"kies-{p.name}" for p in PARAMETERS if p.name not in ("datum", "sinds", "gemeente", "sorteer")
}

# What a select holds when nothing is chosen; the control cannot show an empty value.
NO_CHOICE = "alle"
WHOLE_COUNTRY = "Heel Nederland"

MAP_HOST = "kaart"
MAP_LEGEND = "legenda"
MAP_TITLE = "kaart-titel"
MAP_STATE = "kaart-beeld"
MAP_DRAWN = "kaart-getekend"
TIMELINE_HOST = "tijdlijn"
STATUS = "stand-in-woorden"
FILTER_WORDS = "filter-in-woorden"
ATTRIBUTION = "bronvermelding"
BORDER_NOTE = "welke-grenzen"
TOTALS = "totalen"
CARD = "gekozen-gemeente"
EMPTY = "niets-gevonden"

EXPLAIN = "uitleg-vraag"
DIALOG = "uitleg"
DIALOG_TITLE = "uitleg-titel"
DIALOG_BODY = "uitleg-inhoud"

LIST = "lijst"

# A slice is the part of the query string that a callback depends on: it is called only when that changes.
# What holds links to other pages depends on every choice that those pages keep.
_ACTIVITIES = ("indeling", "regio", "thema", "sector", "aard", "vanaf", "tot", "zoek")
SLICES = {
    "kaart": ("datum", "sinds", *_ACTIVITIES, "kleur"),
    "totalen": ("datum", "sinds", *_ACTIVITIES, "kleur"),
    "staven": ("datum", *_ACTIVITIES, "gemeente"),
    "matrix": _ACTIVITIES,
    "kaartje": tuple(p.name for p in PARAMETERS if p.name != "sorteer"),
    "lijst": tuple(p.name for p in PARAMETERS),
}


def slice_store(name: str) -> str:
    """Id of the store that holds a slice of the query string."""
    return f"deel-{name}"


def chart(key: str) -> str:
    """Id of a chart's graph."""
    return f"grafiek-{key}"


def chart_part(key: str, part: str) -> str:
    """Id of a part of a chart's card: zin, tabel, vorm, png, svg."""
    return f"grafiek-{key}-{part}"
