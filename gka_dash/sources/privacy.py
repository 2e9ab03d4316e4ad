"""Data about persons, which has no place in open data: what is refused, and why."""

import re
import unicodedata
from collections.abc import Iterable

NO_PERSONS = "Gegevens van personen horen niet in deze openbare gegevens."
INSTEAD = "Verwijs liever naar een algemene webpagina."
_MAIL = re.compile(r"[\w.+%-]{1,64}@(?:[\w-]{1,63}\.)+[a-z]{2,24}", re.IGNORECASE)
_HOST = re.compile(r"\bhttps?://[^/\s?#]*", re.IGNORECASE)
_DAY = re.compile(r"\b(?:[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}|[0-9]{4}-[0-9]{2}-[0-9]{2})\b")
# A Dutch number has ten digits, one with the code of a country more; both with spaces, dots or dashes.
_NUMBER = re.compile(
    r"(?<![\w/.=+-])(?:0[1-9](?:[ .()-]{0,3}[0-9]){8}"
    r"|(?:\+|00)[ ]?[1-9](?:[ .()-]{0,3}[0-9]){8,13})(?![\w/])"
)
_WORDS = re.compile(
    r"\b(?:e-?mail\w*|mail|mail-?adres\w*|telefoon\w*|tel|telnr|mobiel\w*|gsm|contactpersonen|contactpersoon"
    r"|contactgegevens|contact|voornaam|achternaam|voorletters|coordinator\w*|aanspreekpunt\w*|ambtena\w*"
    r"|medewerker\w*|wethouder\w*|bestuurder\w*|projectleider\w*|eigenaar|bsn|geboorte\w*|huisadres"
    r"|woonadres|postadres)\b"
)


def personal(text: str) -> str:
    """What kind of personal data stands in ``text``, in Dutch; empty when there is none."""
    plain = text if text.isascii() else unicodedata.normalize("NFKC", text)
    if "@" in plain and _MAIL.search(_HOST.sub("", plain)):
        return "een mailadres"
    if sum(map(plain.count, "0123456789")) >= 9 and _NUMBER.search(_DAY.sub("/", plain)):
        return "een telefoonnummer"
    return ""


def is_about_persons(title: str, cells: Iterable[str] = ()) -> bool:
    """Whether a column that is not in the schema holds names, addresses or numbers of persons."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().casefold()
    return bool(_WORDS.search(plain.replace("_", " "))) or any(map(personal, cells))
