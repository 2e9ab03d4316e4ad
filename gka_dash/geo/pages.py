"""Collect features that a service hands out page by page (OGC API Features, WFS)."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from gka_dash.geo.addresses import origin, with_query
from gka_dash.geo.progress import Progress
from gka_dash.geo.web import Client, Refused

MOST_PAGES = 200
MOST_FEATURES = 100_000
WFS_PAGE = 1_000

NextPage = Callable[[dict[str, Any], int], str | None]
"""Page and number of features so far -> address of the next page, None when there is none."""


def collect(url: str, next_page: NextPage, target: Path, client: Client, progress: Progress) -> Path:
    """Write all features from `url` on to one GeoJSON file.

    A feature that comes twice counts once. Raises Refused when pages go round in a circle, when there is
    no end to them, or when the number of features is not the one that was announced; Interrupted as Client
    does.
    """
    features: dict[str, Any] = {}
    head: dict[str, Any] = {}
    asked: set[str] = set()
    following: str | None = url
    announced: int | None = None
    while following:
        if following in asked or len(asked) >= MOST_PAGES:
            raise Refused(
                "De server geeft steeds dezelfde of steeds weer een volgende bladzijde; er komt geen eind."
            )
        asked.add(following)
        page = client.json(following)
        found = page.get("features")
        if page.get("type") != "FeatureCollection" or not isinstance(found, list):
            raise Refused("Het antwoord heeft een andere vorm dan verwacht (geen FeatureCollection).")
        head = head or {name: page[name] for name in ("crs", "name") if name in page}
        announced = _announced(page, announced)
        before = len(features)
        features.update((_key(feature), feature) for feature in found)
        if len(features) > MOST_FEATURES:
            raise Refused(f"De server geeft meer dan {MOST_FEATURES} vlakken; dat kan niet kloppen.")
        progress.part(len(features), announced or 0)
        complete = announced is not None and len(features) >= announced
        following = None if complete else next_page(page, len(features))
        if len(features) == before and announced is None:
            break  # nothing new: whether it is complete, the list of municipalities will tell
        if following and found and len(features) == before:
            raise Refused("De server geeft steeds dezelfde vlakken; er komt geen eind aan.")
    if announced is not None and len(features) != announced:
        raise Refused(f"De server kondigde {announced} vlakken aan en gaf er {len(features)}.")
    content = {"type": "FeatureCollection", **head, "features": list(features.values())}
    target.write_text(json.dumps(content), encoding="utf-8")
    return target


def ogc_next(start: str) -> NextPage:
    """Return the way through an OGC API: each page holds a link to the next one, on the same server."""

    def following(page: dict[str, Any], _: int) -> str | None:
        links = page.get("links")
        for link in links if isinstance(links, list) else ():
            if isinstance(link, dict) and link.get("rel") == "next" and isinstance(link.get("href"), str):
                target: str = urljoin(start, link["href"])
                if origin(target) != origin(start):
                    raise Refused(f"De volgende bladzijde staat op een andere plek ({target}).")
                return target
        return None

    return following


def wfs_first(url: str) -> str:
    """Return the address of the first page of a WFS."""
    return with_query(url, count=WFS_PAGE, startIndex=0)


def wfs_next(url: str) -> NextPage:
    """Return the way through a WFS: ask for what comes after the features so far, until a page is empty."""

    def following(page: dict[str, Any], so_far: int) -> str | None:
        if not page["features"]:
            return None
        return with_query(url, count=WFS_PAGE, startIndex=so_far)

    return following


def _announced(page: dict[str, Any], before: int | None) -> int | None:
    for name in ("numberMatched", "totalFeatures"):
        value = page.get(name)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
    return before


def _key(feature: Any) -> str:
    """Return what makes a feature itself: its id, else everything in it."""
    identity = feature.get("id") if isinstance(feature, dict) else None
    return f"id:{identity}" if identity is not None else json.dumps(feature, sort_keys=True)
