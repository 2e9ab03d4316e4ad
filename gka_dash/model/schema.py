"""Every table and column of the data, declared once.

A record class is the declaration: the attribute is the column, its annotation the type, and ``column(...)``
carries the Dutch label, the explanation, the vocabulary and the bounds. Reading, checking, the table on
screen, ``datapackage.json`` and the documentation are all made from it.
"""

from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

from gka_dash.model.column import Column, column

LIST_SEPARATOR = "|"
UNKNOWN = "onbekend"
FIRST_DAY, LAST_DAY = date(2010, 1, 1), date(2100, 12, 31)

MUNICIPALITY_CODE = r"GM\d{4}"
PROVINCE_CODE = r"PV\d{2}"
PRECISION = ("dag", "maand", "interval", UNKNOWN)
ACTIVITY_KINDS = ("interventie", "inzet", "verwant programma")
MERGER_KINDS = ("samenvoeging", "splitsing")
INFERABLE = ("themas", "sectoren", "doelgroep", "start")
DRAFT, FINAL = "concept", "definitief"


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a coordinator notes about a row: who may see it yet, and when it was checked."""

    status: str = column(
        "Status",
        "choice",
        "leeg: definitief; een concept ziet alleen de coördinator",
        choices=(DRAFT, FINAL),
        may_be_absent=True,
        guards=True,
    )
    zichtbaar_vanaf: date | None = column(
        "Zichtbaar vanaf",
        "date",
        "eerste dag waarop iedereen de rij mag zien; leeg: nu",
        may_be_absent=True,
        guards=True,
    )
    gecontroleerd_op: date | None = column(
        "Gecontroleerd op",
        "date",
        "dag waarop de coördinator de rij voor het laatst heeft nagekeken",
        may_be_absent=True,
    )


@dataclass(frozen=True, kw_only=True)
class Municipality:
    """A municipality of the division of 2024."""

    gemeentecode: str = column("Gemeentecode", "key", "CBS-code", required=True, pattern=MUNICIPALITY_CODE)
    gemeente: str = column("Gemeente", "text", "naam volgens het CBS", required=True, longest=100)
    provinciecode: str = column("Provinciecode", "region", "CBS-code", required=True, pattern=PROVINCE_CODE)
    provincie: str = column("Provincie", "text", required=True, longest=100)


@dataclass(frozen=True, kw_only=True)
class Alias:
    """Another spelling of the name of a municipality."""

    alias: str = column("Schrijfwijze", "key", "naam zoals anderen die schrijven", required=True, longest=100)
    gemeentecode: str = column("Gemeentecode", "municipality", required=True)


@dataclass(frozen=True, kw_only=True)
class Merger:
    """A municipality that went up into another one, or was split over several."""

    datum: date = column("Datum", "date", "eerste dag van de nieuwe indeling", required=True)
    oude_code: str = column("Oude code", "key", required=True, pattern=MUNICIPALITY_CODE)
    oude_naam: str = column("Oude naam", "text", required=True, longest=100)
    nieuwe_code: str = column("Nieuwe code", "key", required=True, pattern=MUNICIPALITY_CODE)
    nieuwe_naam: str = column("Nieuwe naam", "text", required=True, longest=100)
    soort: str = column("Soort", "choice", required=True, choices=MERGER_KINDS)


@dataclass(frozen=True, kw_only=True)
class Agenda(Kept):
    """A municipality of which the membership is proven, and when it signed: a date is an interval."""

    gemeentecode: str = column("Gemeentecode", "municipality", required=True)
    gemeente: str = column("Gemeente", "text", required=True, longest=100)
    ondertekend_van: date | None = column("Ondertekend vanaf", "date", "vroegst mogelijke dag")
    ondertekend_tot: date | None = column("Ondertekend uiterlijk", "date", "laatst mogelijke dag")
    precisie: str = column(
        "Precisie", "choice", "hoe goed de datum bekend is", required=True, choices=PRECISION
    )
    periode: tuple[str, ...] = column("Periode", "list", "looptijd volgens de bron")
    themas: tuple[str, ...] = column("Thema's", "list", "thema's van de agenda", vocabulary="themas")
    aandachtspunten: tuple[str, ...] = column("Aandachtspunten", "list", "in de woorden van de bron")
    agenda_url: str = column("Pagina van de agenda", "link")
    bron_url: str = column("Bron", "source", "waar het lidmaatschap op rust", required=True)
    opmerking: str = column("Opmerking", "text", "hoe de datum is bepaald")


@dataclass(frozen=True, kw_only=True)
class Intervention(Kept):
    """A described activity of a municipality; ``aard`` says whether the source calls it an intervention."""

    interventie_id: str = column("Nummer", "key", required=True, pattern=r"[A-Za-z0-9_-]{1,20}")
    titel: str = column("Titel", "text", required=True, longest=300)
    aard: str = column(
        "Aard",
        "choice",
        "interventie: zo genoemd in de bron; inzet: beschreven inspanning; verwant programma: wel verwant, "
        "geen GKA-interventie",
        required=True,
        choices=ACTIVITY_KINDS,
    )
    gemeentecode: str = column("Gemeentecode", "municipality", required=True)
    gemeente: str = column("Gemeente", "text", required=True, longest=100)
    themas: tuple[str, ...] = column("Thema's", "list", "leeg: niet bekend", vocabulary="themas")
    sectoren: tuple[str, ...] = column("Sectoren", "list", "leeg: niet bekend", vocabulary="sectoren")
    doelgroep: str = column("Doelgroep", "text", longest=300)
    start: str = column("Start", "moment", "jaar, maand of dag; leeg: niet bekend")
    in_addendum: str = column("In addendum", "choice", "staat in het addendum 2021-2024", choices=("ja",))
    samenvatting: str = column("Samenvatting", "text")
    bron_url: str = column("Bron", "source", required=True)
    afgeleid: tuple[str, ...] = column(
        "Afgeleid", "list", "kolommen die uit de beschrijving zijn afgeleid", choices=INFERABLE
    )
    uitgelicht: str = column(
        "Uitgelicht",
        "choice",
        "ja: toon als eerste op de gemeentepagina",
        choices=("ja",),
        may_be_absent=True,
    )


@dataclass(frozen=True, kw_only=True)
class Milestone:
    """A dated event, with the totals that the GKA published on that occasion, if any."""

    datum: date = column("Datum", "date", required=True)
    precisie: str = column("Precisie", "choice", required=True, choices=("dag", "maand", "jaar"))
    titel: str = column("Titel", "text", required=True, longest=200)
    toelichting: str = column("Toelichting", "text")
    gemeenten: int | None = column("Gepubliceerd aantal gemeenten", "integer")
    interventies: int | None = column("Gepubliceerd aantal interventies", "integer")
    bron: str = column("Bron", "source", required=True)


@dataclass(frozen=True, kw_only=True)
class NationalAgenda:
    """A national agenda for schools."""

    titel: str = column("Titel", "key", required=True, longest=200)
    sinds: str = column("Sinds", "moment", required=True)
    toelichting: str = column("Toelichting", "text")
    scholen: int | None = column("Scholen", "integer", "gepubliceerd aantal scholen")
    bron: str = column("Bron", "source", required=True)


@dataclass(frozen=True, kw_only=True)
class Factor:
    """A factor of (in)equality of opportunity, Verwey-Jonker Instituut 2021."""

    nummer: int = column("Nummer", "integer", required=True, smallest=1)
    domein: str = column("Domein", "text", required=True, longest=100)
    factor: str = column("Factor", "text", required=True, longest=200)


@dataclass(frozen=True, kw_only=True)
class Theme:
    """A theme of the agendas."""

    thema: str = column("Thema", "key", required=True, longest=60)
    bron: str = column("Bron", "source", required=True)


@dataclass(frozen=True, kw_only=True)
class Sector:
    """An education sector."""

    sector: str = column("Sector", "key", required=True, longest=20)
    naam: str = column("Naam", "text", required=True, longest=60)
    toelichting: str = column("Toelichting", "text")


@dataclass(frozen=True, kw_only=True)
class RegionOfMunicipality:
    """In which region of a division (COROP, RMC, …) a municipality lies in a year."""

    indeling: str = column(
        "Indeling",
        "key",
        "korte naam: corop, arbeidsmarkt, rmc, veiligheid, gka",
        required=True,
        pattern=r"[a-z0-9-]{2,20}",
    )
    jaar: int = column(
        "Jaar", "integer", "de gemeenten van 1 januari van dit jaar", required=True, smallest=2016
    )
    gemeentecode: str = column("Gemeentecode", "municipality", required=True)
    regiocode: str = column("Regiocode", "text", required=True, pattern=r"[A-Z]{2}\d{2,4}", longest=6)
    regio: str = column("Regio", "text", required=True, longest=100)
    benaming: str = column(
        "Benaming",
        "text",
        "hoe een regio van deze indeling heet, zoals Jeugdregio; leeg: naar de korte naam",
        longest=60,
        may_be_absent=True,
    )


Record = (
    Municipality
    | Alias
    | Merger
    | Agenda
    | Intervention
    | Milestone
    | NationalAgenda
    | Factor
    | Theme
    | Sector
    | RegionOfMunicipality
)


@dataclass(frozen=True)
class Table:
    """A table of the data: ``name`` is the file without ``.csv`` and the name in the data package.

    ``words``: what one row and more rows are called; ``neuter``: the word goes with "het"; ``tab``: the tab
    of a workbook, if not ``title``; ``regional``: the coordinator of a region keeps the rows of that region.
    """

    name: str
    title: str
    record: type[Any]
    key: tuple[str, ...]
    note: str
    words: tuple[str, str]
    needed: bool = True
    regional: bool = False
    neuter: bool = False
    tab: str = ""

    @property
    def sheet(self) -> str:
        """The name of the tab in a workbook."""
        return self.tab or self.title

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns in their order in the file; what a coordinator notes comes last."""
        noted = {f.name for f in fields(Kept)}
        ordered = sorted(fields(self.record), key=lambda f: f.name in noted)
        return tuple(Column(name=f.name, **f.metadata["column"]) for f in ordered)

    def key_of(self, row: Any) -> tuple[Any, ...]:
        """The values by which a row is known."""
        return tuple(getattr(row, name) for name in self.key)

    def column(self, name: str) -> Column:
        """The column called ``name``; raises KeyError for a name that is not declared."""
        for candidate in self.columns:
            if candidate.name == name:
                return candidate
        raise KeyError(f"{self.name} has no column {name}")


TABLES: tuple[Table, ...] = (
    Table(
        "gemeenten",
        "Gemeenten",
        Municipality,
        ("gemeentecode",),
        "indeling van 2024, ook geldig in 2023-2026",
        ("gemeente", "gemeenten"),
    ),
    Table(
        "gemeentenaam_alias",
        "Schrijfwijzen",
        Alias,
        ("alias",),
        "andere namen voor een gemeente",
        ("schrijfwijze", "schrijfwijzen"),
        needed=False,
    ),
    Table(
        "herindelingen",
        "Herindelingen",
        Merger,
        ("oude_code", "nieuwe_code"),
        "samenvoegingen en splitsingen sinds 2016",
        ("herindeling", "herindelingen"),
    ),
    Table(
        "themas",
        "Thema's",
        Theme,
        ("thema",),
        "9 van de 11 thema's van maart 2019 zijn teruggevonden",
        ("thema", "thema's"),
        neuter=True,
    ),
    Table("sectoren", "Sectoren", Sector, ("sector",), "onderwijssectoren", ("sector", "sectoren")),
    Table(
        "agendas",
        "Agenda's",
        Agenda,
        ("gemeentecode",),
        "gemeenten waarvan het lidmaatschap is aangetoond",
        ("agenda", "agenda's"),
        regional=True,
    ),
    Table(
        "interventies",
        "Activiteiten",
        Intervention,
        ("interventie_id",),
        "beschreven activiteiten van gemeenten",
        ("interventie", "interventies"),
        regional=True,
        tab="Interventies",
    ),
    Table(
        "mijlpalen",
        "Mijlpalen",
        Milestone,
        ("datum", "titel"),
        "gepubliceerde totalen en gebeurtenissen",
        ("mijlpaal", "mijlpalen"),
    ),
    Table(
        "landelijke_agendas",
        "Landelijke agenda's",
        NationalAgenda,
        ("titel",),
        "agenda's voor scholen",
        ("landelijke agenda", "landelijke agenda's"),
        needed=False,
    ),
    Table(
        "regioindelingen",
        "Regio-indelingen",
        RegionOfMunicipality,
        ("indeling", "jaar", "gemeentecode"),
        "andere regio's dan provincies, per jaar",
        ("regio-indeling", "regio-indelingen"),
        needed=False,
    ),
    Table(
        "factoren",
        "Factoren",
        Factor,
        ("nummer",),
        "factoren van kansengelijkheid",
        ("factor", "factoren"),
        needed=False,
    ),
)
TABLE_BY_NAME = {table.name: table for table in TABLES}
