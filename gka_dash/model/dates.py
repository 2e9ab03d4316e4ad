"""Dates in plain Dutch, and how a published date with a precision is shown."""

from datetime import date

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def dutch_date(day: date) -> str:
    """``2019-07-16`` becomes ``16 juli 2019``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def dutch_moment(moment: str) -> str:
    """``2019``, ``2019-06`` or ``2019-06-27`` in Dutch; any other text is returned as it is."""
    parts = moment.split("-")
    if not all(part.isascii() and part.isdigit() for part in parts) or len(parts) > 3:
        return moment
    numbers = [int(part) for part in parts]
    if len(numbers) > 1 and not 1 <= numbers[1] <= 12:
        return moment
    words = (
        [str(numbers[0])] + [MONTHS[month - 1] for month in numbers[1:2]] + [str(day) for day in numbers[2:]]
    )
    return " ".join(reversed(words))


def dutch_precise(day: date, precision: str) -> str:
    """A date no sharper than its precision: ``jaar`` gives ``eind 2022`` on 31 December, else the year."""
    if precision == "jaar":
        return f"eind {day.year}" if (day.month, day.day) == (12, 31) else str(day.year)
    if precision == "maand":
        return f"{MONTHS[day.month - 1]} {day.year}"
    return dutch_date(day)


def dutch_interval(start: date | None, end: date | None) -> str:
    """When an agenda was signed, as sharp as it is known."""
    if start is None or end is None:
        return "datum niet gevonden"
    if start == end:
        return dutch_date(start)
    if (start.year, start.month) == (end.year, end.month):
        return f"{MONTHS[start.month - 1]} {start.year}"
    return f"tussen {dutch_date(start)} en {dutch_date(end)}"
