"""A hand-made country in which every rule about mergers and dates occurs once.

Six municipalities of today in two provinces::

    Noord (PV01): Alfa GM0001, Bravo GM0002, Charlie GM0003
    Zuid  (PV02): Delta GM0004, Echo GM0005, Foxtrot GM0006

What came before: Alfaoord and Alfadam merged into Alfa and had both signed; Tussen was split over Charlie
(Noord) and Delta (Zuid); Oudecho became Middenecho and that became Echo. Nothing leads from Lus and Knoop
to a municipality of today: they point at each other.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from gka_dash.model.dataset import Dataset
from gka_dash.model.schema import (
    Agenda,
    Alias,
    Intervention,
    Merger,
    Milestone,
    Municipality,
    Sector,
    Theme,
)

SOURCE = "https://www.example.nl/bron"
NAMES = {
    "GM0001": "Alfa",
    "GM0002": "Bravo",
    "GM0003": "Charlie",
    "GM0004": "Delta",
    "GM0005": "Echo",
    "GM0006": "Foxtrot",
    "GM0011": "Alfaoord",
    "GM0012": "Alfadam",
    "GM0013": "Tussen",
    "GM0014": "Middenecho",
    "GM0015": "Oudecho",
    "GM0098": "Lus",
    "GM0099": "Knoop",
}


def day(text: str) -> date:
    """A date from ``yyyy-mm-dd``."""
    return date.fromisoformat(text)


def municipality(code: str, region: str, region_name: str) -> Municipality:
    return Municipality(gemeentecode=code, gemeente=NAMES[code], provinciecode=region, provincie=region_name)


def merger(when: str, old: str, new: str, kind: str = "samenvoeging") -> Merger:
    return Merger(
        datum=day(when),
        oude_code=old,
        oude_naam=NAMES.get(old, old),
        nieuwe_code=new,
        nieuwe_naam=NAMES.get(new, new),
        soort=kind,
    )


def agenda(code: str, start: str = "", end: str = "", precision: str = "interval", **more: Any) -> Agenda:
    """An agenda signed between two days; without days the date was not found."""
    return Agenda(
        gemeentecode=code,
        gemeente=NAMES.get(code, code),
        ondertekend_van=day(start) if start else None,
        ondertekend_tot=day(end) if end else None,
        precisie=precision if start or end else "onbekend",
        bron_url=SOURCE,
        **more,
    )


def activity(number: str, code: str, kind: str = "interventie", **more: Any) -> Intervention:
    values: dict[str, Any] = {"titel": f"Titel {number}", "bron_url": SOURCE} | more
    return Intervention(
        interventie_id=number, aard=kind, gemeentecode=code, gemeente=NAMES.get(code, code), **values
    )


def milestone(
    when: str,
    municipalities: int | None = None,
    interventions: int | None = None,
    precision: str = "dag",
    title: str = "Bericht",
) -> Milestone:
    return Milestone(
        datum=day(when),
        precisie=precision,
        titel=title,
        gemeenten=municipalities,
        interventies=interventions,
        bron=SOURCE,
    )


def small_dataset() -> Dataset:
    """The whole small country."""
    return Dataset(
        gemeenten=(
            municipality("GM0006", "PV02", "Zuid"),
            municipality("GM0001", "PV01", "Noord"),
            municipality("GM0002", "PV01", "Noord"),
            municipality("GM0003", "PV01", "Noord"),
            municipality("GM0004", "PV02", "Zuid"),
            municipality("GM0005", "PV02", "Zuid"),
        ),
        gemeentenaam_alias=(Alias(alias="De Bravo", gemeentecode="GM0002"),),
        herindelingen=(
            merger("2018-01-01", "GM0015", "GM0014"),
            merger("2021-01-01", "GM0014", "GM0005"),
            merger("2021-01-01", "GM0011", "GM0001"),
            merger("2021-01-01", "GM0012", "GM0001"),
            merger("2022-01-01", "GM0013", "GM0003", "splitsing"),
            merger("2022-01-01", "GM0013", "GM0004", "splitsing"),
            merger("2022-01-01", "GM0098", "GM0099"),
            merger("2022-01-01", "GM0099", "GM0098"),
        ),
        themas=tuple(Theme(thema=name, bron=SOURCE) for name in ("Taal", "Ouders en thuis", "Één school")),
        sectoren=(
            Sector(sector="po", naam="Primair onderwijs"),
            Sector(sector="vo", naam="Voortgezet onderwijs"),
        ),
        agendas=(
            agenda("GM0011", "2019-01-01", "2019-07-16", themas=("Taal",)),
            agenda("GM0012", "2020-03-10", "2020-03-10", "dag"),
            agenda("GM0013", "2020-05-01", "2020-05-31", "maand", themas=("Ouders en thuis",)),
            agenda("GM0015"),
            agenda("GM0002", "2021-06-01", "2022-12-31", themas=("Één school",)),
        ),
        interventies=(
            activity(
                "I1", "GM0011", themas=("Taal",), sectoren=("po",), start="2019", samenvatting="Voorlezen"
            ),
            activity("I2", "GM0012", "inzet", titel="Café voor ouders"),
            activity(
                "I3", "GM0013", themas=("Taal", "Ouders en thuis"), sectoren=("po", "vo"), start="2020-09"
            ),
            activity("I4", "GM0006", "verwant programma", themas=("Ouders en thuis",), start="2022-01-31"),
            activity("I5", "GM0004", sectoren=("vo",), doelgroep="Jongeren"),
        ),
        mijlpalen=(
            milestone("2019-01-01", title="Begin"),
            milestone("2019-07-16", 3, title="Eerste agenda's"),
            milestone("2022-12-31", 5, 9, "jaar", title="Verslag"),
        ),
    )


def without(dataset: Dataset, *tables: str) -> Dataset:
    """The same dataset with some tables made empty."""
    return replace(dataset, **dict.fromkeys(tables, ()))


def with_rows(dataset: Dataset, **rows: Iterable[Any]) -> Dataset:
    """The same dataset with rows added at the end of tables."""
    return replace(dataset, **{name: (*dataset.rows(name), *extra) for name, extra in rows.items()})
