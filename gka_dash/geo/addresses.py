"""Where official borders are on the internet: three services of PDOK, each with a setting for its address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit


@dataclass(frozen=True, slots=True)
class Service:
    """One way to get borders; the setting ``GKA_PDOK_…`` holds its address."""

    key: str
    title: str
    ending: str
    """What is added to an address that holds only the beginning of the service."""
    complete: str
    """A piece of text that an address with an ending has."""


OGC: Final = Service(
    "ogc",
    "OGC API",
    "/collections/gemeente_gegeneraliseerd/items?f=json&limit=1000&jaarcode={year}",
    "/items",
)
ATOM: Final = Service("atom", "GeoPackage", "/cbsgebiedsindelingen{year}.gpkg", ".gpkg")
WFS: Final = Service(
    "wfs",
    "WFS",
    "?service=WFS&version=2.0.0&request=GetFeature&typeNames=gemeente_gegeneraliseerd"
    "&outputFormat=application/json&srsName=EPSG:4326",
    "typenames=",
)
SERVICES: Final[Mapping[str, Service]] = {service.key: service for service in (OGC, ATOM, WFS)}


def address(service: Service, year: int, given: str) -> str:
    """Return the address of a service for a year.

    `{year}` in the given address is replaced; one that ends where the service begins gets the rest of the
    documented address.
    """
    text = given if service.complete in given.casefold() else given.rstrip("/?&") + service.ending
    return re.sub(r"\{year\}|\{jaar\}", str(year), text, flags=re.IGNORECASE)


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
