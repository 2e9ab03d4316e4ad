"""Membership and published totals over time, in the form the browser scrubs through without a server call."""

from datetime import date
from typing import Any

from gka_dash.model.dataset import Dataset
from gka_dash.model.dates import dutch_precise
from gka_dash.model.membership import signs_at
from gka_dash.model.vocabulary import Vocabulary


def change_days(dataset: Dataset, first: date) -> tuple[date, ...]:
    """Days from ``first`` on at which the membership of some municipality changes, ``first`` included."""
    ends = [day for a in dataset.agendas for day in (a.ondertekend_van, a.ondertekend_tot) if day is not None]
    return tuple(sorted({first, *(day for day in ends if day > first)}))


def timeline(dataset: Dataset, vocabulary: Vocabulary, tables: dict[str, Any]) -> dict[str, Any]:
    """Everything the timeline draws.

    ``steps`` holds (day, membership string valid from that day), ``tables`` how membership signs change the
    signs of a colouring (gka_dash/figures/map_classes.py), ``mergers`` which of today's municipalities came
    out of a merger on a day.
    """
    first, last = vocabulary.first_day, vocabulary.last_day
    milestones = sorted(dataset.mijlpalen, key=lambda milestone: milestone.datum)
    return {
        "start": first.isoformat(),
        "end": last.isoformat(),
        "initial": vocabulary.initial_day.isoformat(),
        "order": list(dataset.codes),
        "steps": [
            [day.isoformat(), signs_at(dataset, day)] for day in change_days(dataset, first) if day <= last
        ],
        "published": [[m.datum.isoformat(), m.gemeenten] for m in milestones if m.gemeenten is not None],
        "milestones": [
            {
                "date": m.datum.isoformat(),
                "label": dutch_precise(m.datum, m.precisie),
                "title": m.titel,
                "text": m.toelichting,
                "count": m.gemeenten,
                "source": m.bron,
            }
            for m in milestones
        ],
        "mergers": [
            [day.isoformat(), merged_signs(dataset, day)]
            for day in sorted({m.datum for m in dataset.herindelingen if first < m.datum <= last})
        ],
        "tables": tables,
    }


def merged_signs(dataset: Dataset, day: date) -> str:
    """One sign per municipality: ``1`` when it took in (a part of) another one on that day."""
    merged = {m.nieuwe_code for m in dataset.herindelingen if m.datum == day}
    codes = {successor for code in merged for successor in dataset.successors(code)}
    return "".join("1" if code in codes else "0" for code in dataset.codes)


def merged_between(dataset: Dataset, since: date, day: date) -> str:
    """One sign per municipality: ``1`` when it took in another one after ``since`` and up to ``day``."""
    days = {m.datum for m in dataset.herindelingen if since < m.datum <= day}
    rows = [merged_signs(dataset, merged_day) for merged_day in days]
    return "".join("1" if "1" in column else "0" for column in zip(*rows, strict=True)) if rows else ""
