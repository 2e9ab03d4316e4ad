"""Fetch "Gebieden in Nederland" of a year from the open data of the CBS, with the package cbsodata.

The package knows how the tables of the CBS are asked for and paged; what it lacks is put around it here:
it waits longer after each failure, follows links on the same server only, and stops at a limit.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests

from gka_dash.errors import BoundaryError, SourceError
from gka_dash.geo.addresses import origin
from gka_dash.geo.web import Client, Refused
from gka_dash.model.dataset import Dataset
from gka_dash.sources.divisions import TABLES_OF_CBS, Imported, checked
from gka_dash.sources.divisions_cbs import read_cbs
from gka_dash.sources.divisions_places import Places
from gka_dash.sources.divisions_sheet import sheet_from_records
from gka_dash.sources.wording import shown

OFFLINE = (
    "Of download de tabel zelf als CSV op opendata.cbs.nl en gebruik: "
    "python -m gka_dash divisions import BESTAND."
)
_TABLE = re.compile(r"[0-9]{5}(NED|ned)")


@dataclass
class Limits:
    """How much is fetched at most; ``clock`` counts seconds."""

    pages: int = 100
    page_bytes: int = 50_000_000
    seconds: float = 300.0
    clock: Callable[[], float] = time.monotonic


@dataclass
class _Answer:
    """The little that cbsodata uses of an answer."""

    text: str
    encoding: str = "utf-8"

    def raise_for_status(self) -> None:
        """A refusal was raised before."""


@dataclass
class Asker:
    """Stands in for the session of cbsodata: each page through a patient client, within the limits."""

    base: str
    client: Client
    limits: Limits
    asked: set[str] = field(default_factory=set)
    started: float | None = None

    def send(self, request: requests.PreparedRequest, **_: Any) -> _Answer:
        """Return the JSON of a page. Raises Refused or Interrupted."""
        url = str(request.url)
        if origin(url) != origin(self.base):
            raise Refused(f"De server stuurt door naar een andere plek ({url}); dat wordt niet gevolgd.")
        if url in self.asked or len(self.asked) >= self.limits.pages:
            raise Refused("De server blijft naar een volgende pagina verwijzen.")
        self.asked.add(url)
        self.started = self.limits.clock() if self.started is None else self.started
        self._check_time()
        content = self.client.patiently(lambda: self._page(url))
        link = content.get("odata.nextLink", content.get("@odata.nextLink"))
        if link:
            content["odata.nextLink"] = self._next(url, str(link))
        return _Answer(json.dumps(content))

    def _check_time(self) -> None:
        if self.started is not None and self.limits.clock() - self.started > self.limits.seconds:
            raise Refused("Het ophalen duurt te lang.")

    def _next(self, url: str, link: str) -> str:
        """The address of the next page; where the server says http for itself we stay with https."""
        target = urljoin(url, link)
        ours, theirs = urlsplit(url), urlsplit(target)
        if (ours.scheme, theirs.scheme) == ("https", "http") and ours.hostname == theirs.hostname:
            target = theirs._replace(scheme="https", netloc=ours.netloc).geturl()
        return target

    def _page(self, url: str) -> dict[str, Any]:
        content = self.client.json_once(url, self.limits.page_bytes, self._check_time)
        rows = content.get("value")
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            raise Refused("Het antwoord heeft een andere vorm dan die van het CBS.")
        return content


def fetch_divisions(
    base: str,
    year: int,
    dataset: Dataset,
    table: str = "",
    client: Client | None = None,
    limits: Limits | None = None,
) -> Imported:
    """Fetch and check the divisions of a year from the address in the settings. Writes nothing.

    Raises SourceError (Dutch, with what to do) when the table cannot be had or is another one, BoundaryError
    for a year whose municipalities are not known.
    """
    places = Places(dataset, year)
    table = table or TABLES_OF_CBS.get(year, "")
    if not _TABLE.fullmatch(table):
        years = f"{min(TABLES_OF_CBS)}-{max(TABLES_OF_CBS)}"
        raise SourceError(
            f"Het nummer van de tabel 'Gebieden in Nederland' {year} is niet bekend ({shown(table)}). "
            f"Zoek het op bij het CBS en geef het mee, zoals --table {TABLES_OF_CBS[2024]}. Bekend: {years}."
        )
    with _package(base, client or Client(), limits or Limits()) as cbs:
        try:
            info = cbs.get_meta(table, "TableInfos")
            properties = cbs.get_meta(table, "DataProperties")
            records = cbs.get_meta(table, "TypedDataSet")
        except (BoundaryError, requests.RequestException) as error:
            raise SourceError(f"Tabel {table} is niet opgehaald van {base}. {error} {OFFLINE}") from error
    title = str(info[0].get("Title", "")) if info else ""
    if not re.search(rf"Gebieden in Nederland {year}\b", title, re.IGNORECASE):
        raise SourceError(f"Tabel {table} is niet 'Gebieden in Nederland {year}' maar {shown(title)}.")
    if not records:
        raise SourceError(f"Tabel {table} van {base} is leeg. {OFFLINE}")
    sheet = sheet_from_records(records, titles_of(properties))
    note = f"Tabel {table} van {base}: {title}, {len(records)} rijen."
    return checked(read_cbs(sheet, places, table), places, table, dataset, (note,))


def titles_of(properties: list[dict[str, Any]]) -> dict[str, str]:
    """Return per key the titles of its groups and its own, joined by a slash.

    ``properties`` are the DataProperties of a table: topics point to the group they are in with ParentID.
    """
    groups = {row.get("ID"): row for row in properties if not row.get("Key")}
    titles: dict[str, str] = {}
    for row in properties:
        if not row.get("Key"):
            continue
        path, parent = [str(row.get("Title") or "")], row.get("ParentID")
        for _ in range(len(groups)):
            if parent not in groups:
                break
            path.insert(0, str(groups[parent].get("Title") or ""))
            parent = groups[parent].get("ParentID")
        titles[str(row["Key"])] = "/".join(path)
    return titles


@contextmanager
def _package(base: str, client: Client, limits: Limits) -> Iterator[Any]:
    """Give cbsodata, set to an address and to our way of asking; puts it back afterwards."""
    try:
        cbsodata3: Any = import_module("cbsodata.cbsodata3")
    except ImportError as error:
        raise SourceError(
            "Voor ophalen bij het CBS is het pakket cbsodata nodig. "
            f"Installeer het met: pip install cbsodata. {OFFLINE}"
        ) from error
    asker = Asker(base, client, limits)
    before = (cbsodata3.Session, cbsodata3.options.use_https, cbsodata3.CBSOPENDATA)
    parts = urlsplit(base)
    cbsodata3.Session = lambda: asker
    cbsodata3.options.use_https = parts.scheme == "https"
    cbsodata3.options.catalog_url = f"{parts.netloc}{parts.path}"
    try:
        yield cbsodata3
    finally:
        cbsodata3.Session, cbsodata3.options.use_https, cbsodata3.options.catalog_url = before
