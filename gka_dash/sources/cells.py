"""One cell: text to value, by the declaration of its column.

A reader never raises. It gives a ``Reading``: a value, or none, and remarks about what was changed or why
the text cannot be used.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from gka_dash.exports.csv_table import plain_cell
from gka_dash.model.column import Column
from gka_dash.model.dates import dutch_date
from gka_dash.model.links import is_web_link
from gka_dash.model.schema import (
    FIRST_DAY,
    LAST_DAY,
    LIST_SEPARATOR,
    MUNICIPALITY_CODE,
    PROVINCE_CODE,
)
from gka_dash.sources.privacy import INSTEAD, NO_PERSONS, personal
from gka_dash.sources.wording import Suggester, folded, listed, shown, without_invisible

UNREADABLE_SIGN = "\ufffd"
LARGEST_NUMBER = 1_000_000_000
MOST_REMARKS = 5  # about one list
_CODES = {MUNICIPALITY_CODE: ("GM", 4), PROVINCE_CODE: ("PV", 2)}


@dataclass(frozen=True)
class Remark:
    """Something about a cell that its owner must know: what is the matter, and what to do."""

    message: str
    hint: str = ""
    loses: bool = False


@dataclass(frozen=True)
class Reading:
    """What a cell says. ``value`` None means that the text cannot be used; the last remark says why.

    ``refused`` means that the row may not be used at all.
    """

    value: Any
    remarks: tuple[Remark, ...] = ()
    refused: bool = False


def unusable(message: str, hint: str = "") -> Reading:
    """A reading without a value."""
    return Reading(None, (Remark(message, hint),))


@dataclass
class Words:
    """Vocabularies by table name, each from the compared spelling to the spelling of the vocabulary."""

    vocabularies: dict[str, Mapping[str, str]] = field(default_factory=dict)
    suggester: Suggester = field(default_factory=Suggester)


def cleaned(raw: str, keep_lines: bool) -> Reading:
    """The text of a cell without the sign against formulas, invisible signs and outer spaces."""
    if raw.isascii() and raw.isprintable() and "'" not in raw:
        return Reading(raw.strip())  # nothing below could change it; most cells are like this
    plain = unicodedata.normalize("NFC", plain_cell(raw))
    text = without_invisible(plain)
    remarks = []
    if len(text) != len(plain):
        remarks.append(Remark("onzichtbare tekens zijn weggehaald.", "Typ de cel opnieuw."))
    if UNREADABLE_SIGN in text:
        remarks.append(Remark("er staat een onleesbaar teken (�) in.", "Typ de cel opnieuw."))
    if keep_lines:
        lines = [" ".join(line.split()) for line in re.split(r"\r\n|\r|\n", text)]
        return Reading("\n".join(lines).strip(), tuple(remarks))
    return Reading(" ".join(text.split()), tuple(remarks))


def read_cell(column: Column, raw: str, words: Words) -> Reading:
    """The value of a cell; ``Reading("")`` for an empty one."""
    clean = cleaned(raw, keep_lines=column.kind == "text")
    text: str = clean.value
    if not text:
        return clean
    if len(text) > column.longest:
        reading = unusable(
            f"de tekst is {len(text)} tekens lang; meer dan {column.longest} past niet.", "Kort de tekst in."
        )
    elif what := personal(text):
        remark = Remark(f"er staat {what} in. {NO_PERSONS}", f"Haal het weg. {INSTEAD}")
        reading = Reading(None, (remark,), refused=True)
    else:
        reading = _READERS[column.kind](column, text, words)
    return Reading(reading.value, clean.remarks + reading.remarks, reading.refused)


def _text(column: Column, text: str, _words: Words) -> Reading:
    pattern = MUNICIPALITY_CODE if column.kind == "municipality" else column.pattern
    if not pattern or re.fullmatch(pattern, text, re.ASCII):
        return Reading(text)
    if pattern in _CODES:
        return _code(text, *_CODES[pattern])
    return unusable(
        f"{shown(text)} heeft niet de goede vorm.", f"Vergelijk met de andere rijen; toegestaan is {pattern}."
    )


def _code(text: str, prefix: str, digits: int) -> Reading:
    """A code without its letters or its leading zeros, which spreadsheets like to take away."""
    short = re.fullmatch(rf"(?:{prefix})?[ _-]?([0-9]{{1,{digits}}})", text, re.ASCII | re.IGNORECASE)
    example = f"{prefix}{'14'.zfill(digits)}"
    if not short:
        return unusable(f"{shown(text)} is geen code.", f"Schrijf de code als {example}.")
    code = f"{prefix}{short[1].zfill(digits)}"
    return Reading(
        code, (Remark(f"{shown(text)} is gelezen als {code}.", f"Schrijf de code als {example}."),)
    )


def read_date(text: str) -> Reading:
    """A real day between FIRST_DAY and LAST_DAY; a Dutch spreadsheet writes day-month-year, with a remark."""
    hint = "Schrijf de datum als jaar-maand-dag, bijvoorbeeld 2019-07-16."
    iso = re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]00:00(?::00)?)?", text)
    dutch = re.fullmatch(r"([0-9]{1,2})-([0-9]{1,2})-([0-9]{4})", text)
    if not iso and not dutch:
        return unusable(f"{shown(text)} is geen datum.", hint)
    parts = iso.groups() if iso else dutch.groups()[::-1] if dutch else ()
    try:
        day = date(*map(int, parts))
    except ValueError:
        return unusable(f"{shown(text)} is geen bestaande dag.", hint)
    if not FIRST_DAY <= day <= LAST_DAY:
        span = f"{FIRST_DAY.year} tot en met {LAST_DAY.year}"
        return unusable(f"{shown(text)} ligt buiten de jaren {span}.", "Kijk het jaartal na.")
    if iso:
        return Reading(day)
    return Reading(day, (Remark(f"{shown(text)} is gelezen als {dutch_date(day)}.", hint),))


def _date(_column: Column, text: str, _words: Words) -> Reading:
    return read_date(text)


def _moment(_column: Column, text: str, _words: Words) -> Reading:
    hint = "Schrijf een jaar, maand of dag: 2019, 2019-06 of 2019-06-27."
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}", text):
        return unusable(f"{shown(text)} is geen jaar, maand of dag.", hint)
    whole = {4: f"{text}-01-01", 7: f"{text}-01"}.get(len(text), text)
    reading = read_date(whole)
    if reading.value is None:
        return unusable(f"{shown(text)} bestaat niet of ligt buiten {FIRST_DAY.year}-{LAST_DAY.year}.", hint)
    return Reading(text if re.match(r"[0-9]{4}", text) else reading.value.isoformat(), reading.remarks)


def _integer(column: Column, text: str, _words: Words) -> Reading:
    hint = "Schrijf een heel getal met alleen cijfers."
    if not re.fullmatch(r"-?[0-9]{1,12}", text):
        return unusable(f"{shown(text)} is geen heel getal.", hint)
    number = int(text)
    if number < column.smallest:
        return unusable(f"{number} is te klein; het kleinste getal is {column.smallest}.", hint)
    if number > LARGEST_NUMBER:
        return unusable(f"{number} is te groot.", hint)
    return Reading(number)


def _one_of(text: str, options: Mapping[str, str], column: Column, words: Words) -> Reading:
    value = options.get(folded(text))
    if value == text:
        return Reading(value)
    if value is not None:
        return Reading(value, (Remark(f"{shown(text)} is gelezen als {shown(value)}."),))
    meant = words.suggester.closest(text, options.values())
    proposal = f", bedoelde u {meant}?" if meant else "."
    name = column.label.lower()
    return unusable(
        f"{shown(text)} staat niet in de lijst voor {name}{proposal}",
        f"Kies uit: {listed(options.values(), most=12)}.",
    )


def _choice(column: Column, text: str, words: Words) -> Reading:
    return _one_of(text, {folded(choice): choice for choice in column.choices}, column, words)


def _list(column: Column, text: str, words: Words) -> Reading:
    """Values that can be used, each once; values that cannot are left out with a remark."""
    items = [item for item in (part.strip() for part in text.split(LIST_SEPARATOR)) if item]
    values: dict[str, None] = {}
    remarks: list[Remark] = []
    for place, item in enumerate(items):
        if len(remarks) >= MOST_REMARKS:
            rest = len(items) - place
            remarks.append(
                Remark(f"de laatste {rest} waarden zijn niet gelezen.", "Verbeter eerst de andere.", True)
            )
            break
        reading = _list_item(column, item, words)
        lost = reading.value is None
        remarks.extend(replace(remark, loses=lost) for remark in reading.remarks)
        if lost:
            continue
        if reading.value in values:
            remarks.append(Remark(f"{shown(item)} staat er twee keer.", "Haal er een weg."))
        values[reading.value] = None
    return Reading(tuple(values), tuple(remarks))


def _list_item(column: Column, item: str, words: Words) -> Reading:
    if column.vocabulary:
        options = words.vocabularies.get(column.vocabulary, {})
    elif column.choices:
        options = {folded(choice): choice for choice in column.choices}
    else:
        return Reading(item)
    reading = _one_of(item, options, column, words)
    if reading.value is not None:
        return reading
    (remark,) = reading.remarks
    return unusable(f"{remark.message} Deze waarde is weggelaten.", remark.hint)


def _link(_column: Column, text: str, _words: Words) -> Reading:
    if is_web_link(text):
        return Reading(text)
    return unusable(
        f"{shown(text)} is geen veilig webadres.",
        "Gebruik een adres dat begint met https:// en zonder spaties, \\ of gebruikersnaam.",
    )


def _source(_column: Column, text: str, _words: Words) -> Reading:
    """A web address, or the name of a document. What only looks like an address stays, but as plain text."""
    looks_like_address = re.match(r"[A-Za-z][A-Za-z0-9+.-]*:\S", text) and not re.search(r"\s", text)
    if is_web_link(text) or not looks_like_address:
        return Reading(text)
    remark = Remark(
        f"{shown(text)} is geen veilig webadres en wordt als gewone tekst getoond.",
        "Verbeter het adres of schrijf de naam van het document.",
    )
    return Reading(text, (remark,))


_READERS: dict[str, Callable[[Column, str, Words], Reading]] = {
    "text": _text,
    "key": _text,
    "municipality": _text,
    "region": _text,
    "date": _date,
    "moment": _moment,
    "integer": _integer,
    "choice": _choice,
    "list": _list,
    "link": _link,
    "source": _source,
}
