"""A systematic sample of what somebody can choose: every value, and the pairs that meet on a screen."""

from itertools import product

from gka_dash.model.selection import read_query, write_query
from gka_dash.model.vocabulary import Vocabulary

# Days on and around which something changes: first and last day, the counts, Weesp, the ends of years.
DAYS = (
    "2016-10-31",
    "2018-12-31",
    "2019-07-15",
    "2019-07-16",
    "2020-07-14",
    "2021-01-01",
    "2022-03-23",
    "2022-03-24",
    "2022-12-31",
)
PERIODS = (
    ("2019-07-16", "2020-07-14"),
    ("2020-07-14", "2022-12-31"),
    ("2018-12-31", "2022-12-31"),
    ("2021-01-01", "2021-12-31"),
)
# A big city, one with a predecessor that signed, one without an agenda, the smallest, and others.
PLACES = ("GM0363", "GM1979", "GM0088", "GM0277", "GM0034", "GM0599")
TEXTS = ("taal", "ouders", "geenenkeleactiviteit", "é", "GM0363")
SHORTEST = 300


def queries(vocabulary: Vocabulary) -> list[str]:
    """Canonical links, each once, in the order in which they are made."""
    provinces = tuple(vocabulary.regions_of_division["provincie"])
    themes, sectors, kinds = map(tuple, (vocabulary.themes, vocabulary.sectors, vocabulary.kinds))
    colours, years = tuple(vocabulary.colourings), tuple(map(str, vocabulary.start_years))
    two_colours = ("interventies", "taalbevordering")
    wanted = [
        "",
        *(f"datum={day}" for day in DAYS),
        *(f"sinds={since}&datum={day}" for since, day in PERIODS),
        *(f"regio={region}" for region in provinces),
        *(f"thema={theme}" for theme in themes),
        *(f"sector={sector}" for sector in sectors),
        *(f"aard={kind}" for kind in kinds),
        *(f"vanaf={year}" for year in years),
        *(f"tot={year}" for year in years),
        *(f"kleur={colour}" for colour in colours),
        *(f"gemeente={place}" for place in PLACES),
        *(f"zoek={text}" for text in TEXTS),
        *(f"thema={theme}&sector={sector}" for theme, sector in product(themes, sectors)),
        *(f"regio={region}&sector={sector}" for region, sector in product(provinces, sectors)),
        *(f"datum={day}&kleur={colour}" for day, colour in product(DAYS, two_colours)),
        *(f"datum={day}&regio={region}" for day, region in product(DAYS[2::3], provinces)),
        *(
            f"sinds={since}&datum={day}&regio={region}"
            for (since, day), region in product(PERIODS, provinces)
        ),
        *(f"regio={region}&gemeente={place}" for region, place in product(provinces[::4], PLACES)),
        *(f"thema={themes[0]},{theme}&aard={kinds[0]}" for theme in themes[1:]),
    ]
    canonical = (write_query(read_query(query, vocabulary).selection) for query in wanted)
    return list(dict.fromkeys(canonical))
