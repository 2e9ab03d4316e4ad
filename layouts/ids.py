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
    p.name: f"kies-{p.name}"
    for p in PARAMETERS
    if not p.page and p.name not in ("datum", "sinds", "vorm", "gemeente", "sorteer")
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

STORY = "verhaal"
STORY_SAID = "verhaal-melding"
# The page that compares: the fields go into the link, what stands below them follows it.
COMPARISON = "vergelijking"
COMPARE_CHOICES = "vergelijking-keuzes"
COMPARE_MAPS = "twee-kaarten"
COMPARE_FORM = "twee-kaarten-vorm"
COMPARE_STATE = "twee-kaarten-beeld"
COMPARE_DRAWN = "twee-kaarten-getekend"
COMPARE_FILLED = "vergelijking-ingevuld"
COMPARE_LEGENDS = ("legenda-links", "legenda-rechts")
PLACES = "plaatsen"
TABLE_CHOICES = "kies-tafel"
TABLE_MESSAGE = "kies-tafel-melding"
TABLE_SEARCH = "zoek-tafel"
TABLE_REGION = "regio-tafel"
TABLE_REGIONS = "gemeenten-per-regio"

# The query string that a page asks the server for, and for which choices its parts are on screen now.
ASKED_MAP = "vraag-kaart"
ASKED_LIST = "vraag-lijst"
ASKED_COMPARISON = "vraag-vergelijking"
ASKED = (ASKED_MAP, ASKED_LIST, ASKED_COMPARISON)
SHOWN = "getoond"
SHOWN_LIST = "getoonde-lijst"
OWN_NUMBERS = "cijfers-per-gemeente"

# A slice is the part of the query string that a part of the map page depends on, beside the borders of the
# day: only what depends on a change is sent. Links to other pages depend on all that those pages keep.
FILTERS = ("indeling", "regio", "thema", "sector", "aard", "vanaf", "tot", "zoek")
SLICES = {
    "kaart": ("sinds", *FILTERS, "kleur"),
    "totalen": ("datum", "sinds", *FILTERS, "kleur"),
    "staven": (*FILTERS, "gemeente"),
    "cijfers": FILTERS,
    "basis": ("datum", *FILTERS),
    "kaartje": tuple(p.name for p in PARAMETERS if not p.page and p.name != "sorteer"),
}


def chart(key: str) -> str:
    """Id of a chart's graph."""
    return f"grafiek-{key}"


def chart_part(key: str, part: str) -> str:
    """Id of a part of a chart's card: zin, tabel, vorm, png, svg."""
    return f"grafiek-{key}-{part}"
