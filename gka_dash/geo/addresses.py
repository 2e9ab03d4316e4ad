"""Where official borders are on the internet: three settings, each with the documented address of PDOK."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from gka_dash.errors import SettingsError

YEAR = "{year}"
_LOCAL_HOSTS = ("localhost", "127.0.0.1", "::1")
_HOST_AND_PORT = re.compile(r"[A-Za-z0-9.\-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Service:
    """One way to get borders: the variable that holds its address, the default, and its Dutch name."""

    key: str
    variable: str
    default: str
    title: str
    ending: str
    """What is added to an address that holds only the beginning of the service."""
    complete: str
    """A piece of text that an address with an ending has."""


OGC: Final = Service(
    "ogc",
    "GKA_PDOK_OGC",
    "https://api.pdok.nl/cbs/gebiedsindelingen/ogc/v1/collections/gemeente_gegeneraliseerd/items"
    "?f=json&limit=1000&jaarcode={year}",
    "OGC API",
    "/collections/gemeente_gegeneraliseerd/items?f=json&limit=1000&jaarcode={year}",
    "/items",
)
ATOM: Final = Service(
    "atom",
    "GKA_PDOK_ATOM",
    "https://service.pdok.nl/cbs/gebiedsindelingen/atom/v1_0/downloads/cbsgebiedsindelingen{year}.gpkg",
    "GeoPackage",
    "/cbsgebiedsindelingen{year}.gpkg",
    ".gpkg",
)
WFS: Final = Service(
    "wfs",
    "GKA_PDOK_WFS",
    "https://service.pdok.nl/cbs/gebiedsindelingen/{year}/wfs/v1_0?service=WFS&version=2.0.0&request=GetFeature"
    "&typeNames=gemeente_gegeneraliseerd&outputFormat=application/json&srsName=EPSG:4326",
    "WFS",
    "?service=WFS&version=2.0.0&request=GetFeature&typeNames=gemeente_gegeneraliseerd"
    "&outputFormat=application/json&srsName=EPSG:4326",
    "typenames=",
)
SERVICES: Final[Mapping[str, Service]] = {service.key: service for service in (OGC, ATOM, WFS)}


def address(service: Service, year: int, environment: Mapping[str, str] | None = None) -> str:
    """Return the address of a service for a year, from the environment or the default.

    `{year}` in a setting is replaced; one that ends where the service begins gets the rest of the documented
    address. Raises SettingsError for an address that is no https (or http on this computer).
    """
    given = (os.environ if environment is None else environment).get(service.variable, "").strip()
    text = given or service.default
    if service.complete not in text.casefold():
        text = text.rstrip("/?&") + service.ending
    text = re.sub(r"\{year\}|\{jaar\}", str(year), text, flags=re.IGNORECASE)
    if fault := fault_of(text):
        raise SettingsError(
            f"De instelling {service.variable} heeft de waarde {given!r}. Dat kan niet: {fault}. "
            f"Voorbeeld: {service.default}."
        )
    return text


def fault_of(url: str) -> str | None:
    """Return why an address may not be asked, in Dutch, or None."""
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
        _ = parts.port
    except ValueError:
        return "het is geen webadres"
    if not host or parts.scheme not in ("https", "http") or any(sign <= " " for sign in url):
        return "het is geen webadres dat met https:// begint"
    if "@" in parts.netloc or not _HOST_AND_PORT.fullmatch(parts.netloc):
        return "er mag geen gebruikersnaam of wachtwoord in staan"
    if parts.scheme == "http" and host not in _LOCAL_HOSTS:
        return "het begint niet met https://"
    return None


def origin(url: str) -> tuple[str, str, int]:
    """Return scheme, host and port: what two addresses of one server have in common."""
    parts = urlsplit(url)
    return parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80)


def with_query(url: str, **changes: object) -> str:
    """Return an address with these query parameters set."""
    parts = urlsplit(url)
    wanted = {name.casefold() for name in changes}
    pairs = [pair for pair in parse_qsl(parts.query) if pair[0].casefold() not in wanted]
    pairs += [(name, str(value)) for name, value in changes.items()]
    return urlunsplit(parts._replace(query=urlencode(pairs, safe=":/,")))
