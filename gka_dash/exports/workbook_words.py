"""What a workbook says about itself, in plain Dutch: its first sheet and the note at every column."""

from collections.abc import Iterable
from datetime import date

from gka_dash.model.column import Column
from gka_dash.model.dates import dutch_date
from gka_dash.model.schema import FIRST_DAY, LAST_DAY, LIST_SEPARATOR, TABLE_BY_NAME, Table

READ_ME, LISTS = "Lees mij", "Keuzelijsten"
VERSION, MADE, REGION = "Publicatie", "Gemaakt op", "Regio"
EVERYWHERE = "heel Nederland"
AUTHOR = "Landkaart Gelijke Kansen"

_KINDS = {
    "text": "Gewone tekst.",
    "key": "Korte tekst. Elke rij heeft hier iets anders staan.",
    "municipality": "De CBS-code van een gemeente, zoals GM0014. Een code van vroeger mag ook.",
    "region": "De CBS-code van een provincie, zoals PV20.",
    "date": f"Een datum, zoals 16-7-2019. Van {FIRST_DAY.year} tot en met {LAST_DAY.year}.",
    "moment": "Een jaar, maand of dag: 2019, 2019-06 of 2019-06-27.",
    "integer": "Een heel getal.",
    "choice": "Kies een woord uit de lijst.",
    "list": f"Een of meer waarden. Zet er een {LIST_SEPARATOR} tussen.",
    "link": "Een webadres dat begint met https://.",
    "source": "Een webadres dat begint met https://, of de naam van een document.",
}
_EXPLANATION = (
    "Wat u met deze werkmap kunt doen",
    "Elk werkblad is een lijst. Verbeter een cel, zet een nieuwe rij onderaan of haal een rij weg.",
    "Wijs de kop van een kolom aan: dan ziet u wat erin hoort. Een vette kop moet altijd gevuld zijn.",
    "Weet u iets niet? Laat de cel leeg. Vul nooit iets in dat u niet zeker weet.",
    "Een rij met status 'concept', of met een datum bij 'Zichtbaar vanaf', ziet het publiek nog niet.",
    "Schrijf bij elke rij de bron op: een webadres of de naam van een document.",
    "Zet nergens namen, mailadressen of telefoonnummers van personen. Zulke cellen worden geweigerd.",
    "Gebruik geen formules. Plak een uitkomst als waarde.",
    "Laat de koppen en de namen van de werkbladen staan. De volgorde van kolommen mag u veranderen.",
    "Klaar? Sla op als .xlsx en lever de werkmap in. U ziet eerst wat er verandert. Daarna pas publiceert u.",
)
_REGIONAL = (
    "Deze werkmap gaat over één regio. Alleen de rijen van deze regio worden vervangen.",
    "Rijen van andere regio's staan hier niet in en blijven zoals ze zijn.",
)


def column_note(table: Table, column: Column) -> str:
    """What a column is, what it looks like and whether it must be filled."""
    lines = [f"{column.label} ({column.name})"]
    if column.note:
        lines.append(f"{column.note[:1].upper()}{column.note[1:]}.")
    lines.append(_KINDS[column.kind])
    if column.vocabulary:
        lines.append(
            f"De waarden staan op het werkblad {LISTS}, bij {TABLE_BY_NAME[column.vocabulary].sheet}."
        )
    elif column.choices:
        lines.append("Kies uit: " + ", ".join(column.choices) + ".")
    if column.name in table.key and len(table.key) == 1:
        lines.append("Hieraan is de rij te herkennen. Verander dit niet in een rij die er al is.")
    lines.append("Moet gevuld zijn." if column.required else "Mag leeg zijn.")
    return "\n".join(lines)


def facts(version: str, made: date, region: str) -> tuple[tuple[str, str], ...]:
    """What the reader of a workbook needs to know about it: label and value."""
    return ((VERSION, version), (MADE, dutch_date(made)), (REGION, region or EVERYWHERE))


def explanation(regional: bool) -> Iterable[str]:
    """The lines of the first sheet; the first one is a heading."""
    return (_EXPLANATION[0], *(_REGIONAL if regional else ()), *_EXPLANATION[1:])
