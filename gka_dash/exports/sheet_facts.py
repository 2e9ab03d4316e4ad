"""What stands on a factsheet of a municipality or a region: plain data that the template shows as it is."""

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import segno

from gka_dash.exports.origin import NAME, Origin
from gka_dash.exports.picture import LegendLine, Picture
from gka_dash.exports.plain import xml_text
from gka_dash.exports.svg_map import frame, shapes, swatch
from gka_dash.figures.charts import CHART_BY_KEY, CHARTS, Chart
from gka_dash.figures.theme import colour
from gka_dash.model.dates import dutch_interval, dutch_moment
from gka_dash.model.explain import totals
from gka_dash.model.links import is_web_link
from gka_dash.model.lists import STATUS_WORDS, sorted_activities
from gka_dash.model.membership import Status
from gka_dash.model.regions import Region
from gka_dash.model.schema import Agenda, Intervention, Municipality
from gka_dash.model.selection import write_query
from gka_dash.model.summary import (
    activities_line,
    agenda_line,
    filters_text,
    gaps_sentence,
    listed,
    members_line,
    region_label,
)
from gka_dash.model.view import View

Sheet = dict[str, Any]
MAP_PIXELS = 420
WIDE, TALLEST = 74, 80  # of the map on paper, in millimetres
NAMED = 60  # names of municipalities in one paragraph; of more only the number
NOTHING = "niet bekend"
_ELSEWHERE = ("Wat", "Gegevensversie", "Kaart", "Link")  # facts with a place of their own on a sheet


def municipality_sheet(picture: Picture, origin: Origin, place: Municipality) -> Sheet:
    """The sheet of a municipality; the picture shows its region with the municipality chosen."""
    view, code = picture.view, place.gemeentecode
    agendas = view.dataset.agendas_by_municipality.get(code, ())
    activities = view.chosen_activities
    points = next((points for own, points in Region(view).attention if own.gemeentecode == code), ())
    beside: list[Sheet] = [part for agenda in agendas for part in _agenda(agenda, len(agendas) > 1)]
    if not agendas:
        text = "Er is geen ondertekende GKA-agenda gevonden. Dat betekent niet dat die er niet is."
        beside = [{"title": "Agenda", "text": text}]
    if points:
        text = f"{listed(points)}."
        beside.append({"title": "Wat nog ontbreekt", "text": text[:1].upper() + text[1:]})
    heading: Sheet = {"title": f"Activiteiten ({len(activities)})"}
    if activities:
        ordered = [row for row in sorted_activities(view) if row in activities]
        below = [heading | {"table": _activity_table(view.vocabulary.sector_labels, ordered)}]
    else:
        below = [heading | {"text": "Geen activiteit beschreven die past bij de keuze."}]
    lead = f"{place.provincie} · {region_label(view.dataset, code)}"
    page = replace(view.selection, region="", municipality="", sort="")
    path = _address(origin, f"/gemeente/{code}", write_query(page))
    return _sheet(picture, origin, place.gemeente, "factsheet gemeente", lead, path, beside, below)


def region_sheet(picture: Picture, origin: Origin) -> Sheet:
    """The sheet of the region that the view has chosen, or of the whole country."""
    view = picture.view
    beside = [_totals(view)]
    below: list[Sheet] = []
    for status, places in Region(view).by_status.items():
        if places and status != Status.NEVER:
            names = listed(f"{p.gemeente} ({_year(picture, p)})" for p in places[:NAMED])
            more = f" en nog {len(places) - NAMED}" if len(places) > NAMED else ""
            title = f"{STATUS_WORDS[status].capitalize()} ({len(places)})"
            below.append({"title": title, "text": f"{names}{more}."})
    below.append({"title": "Waar zitten de gaten?", "text": gaps_sentence(view)})
    bars = [_bars(view, chart) for chart in CHARTS if chart.own]
    region = view.selection.region
    page = replace(view.selection, region="", municipality="", sort="") if region else view.selection
    path = _address(origin, f"/regio/{region}" if region else "/", write_query(page))
    return _sheet(
        picture, origin, view.region_name, "factsheet regio", members_line(view), path, beside, below, bars
    )


def view_sheet(picture: Picture, origin: Origin) -> Sheet:
    """The page of what a view shows, whatever is chosen in it: the twin of the page with the map."""
    view = picture.view
    matrix = CHART_BY_KEY["matrix"]
    _, rows = matrix.table(view)
    headers = ["Thema", *view.vocabulary.sector_abbreviations.values()]
    numbers = list(range(1, len(headers)))
    gaps = {
        "headers": headers,
        "widths": [4, *[1] * len(numbers)],
        "numbers": numbers,
        "rows": [[str(cell) for cell in row] for row in rows],
    }
    # One chart beside the map and one beside the table, so that all of it stands on one page.
    first, last = (_bars(view, chart) for chart in CHARTS if chart.own)
    table = {"title": matrix.title, "text": matrix.sentence(view), "table": gaps}
    below: list[Sheet] = [table | {"aside": last | {"narrow": True}}]
    beside: list[Sheet] = [_totals(view), {"bars": first}]
    lead = f"{members_line(view)} Filter: {filters_text(view)}."
    if view.chosen:
        lead += f" Omlijnd: {view.chosen.gemeente}."
    return _sheet(picture, origin, origin.title, "wat de kaart laat zien", lead, origin.link, beside, below)


def _sheet(
    picture: Picture,
    origin: Origin,
    title: str,
    kind: str,
    lead: str,
    link: str,
    beside: Sequence[Sheet],
    below: Sequence[Sheet],
    bars: Sequence[Sheet] = (),
) -> Sheet:
    facts = [(label, value) for label, value in origin.facts if label not in _ELSEWHERE]
    code = _qr(link, title) if origin.base_url else {}
    made: Sheet = _cleaned(
        {
            "name": NAME,
            "author": NAME,
            "kind": kind,
            "title": title,
            "lead": lead,
            "keywords": ["Gelijke Kansen Alliantie", title],
            "version": origin.version,
            "colours": {
                "ink": colour("--ink"),
                "soft": colour("--ink-soft"),
                "line": colour("--line-strong"),
                "structure": colour("--structure"),
                "bar": colour("--bar"),
            },
            "beside": list(beside),
            "below": list(below),
            "bars": list(bars),
            "map": _map(picture, origin),
            "facts": [_target(value, label) for label, value in [*facts, ("Link", link)]],
        }
        | code
    )
    return made


def _totals(view: View) -> Sheet:
    numbers = [
        ["–" if row.value is None else str(row.value), f"{row.label} ({row.origin})"] for row in totals(view)
    ]
    table = {"headers": ["Aantal", "Wat"], "widths": [1, 5], "numbers": [0], "rows": numbers}
    return {"title": "In cijfers", "text": activities_line(view), "table": table}


def _agenda(agenda: Agenda, several: bool) -> Iterable[Sheet]:
    title = f"Agenda van {agenda.gemeente}" if several else "Agenda"
    rows = [
        ["Ondertekend", dutch_interval(agenda.ondertekend_van, agenda.ondertekend_tot)],
        ["Periode", listed(agenda.periode) or NOTHING],
        ["Thema's", listed(agenda.themas) or NOTHING],
        ["Aandachtspunten", listed(agenda.aandachtspunten) or "geen genoemd"],
    ]
    part: Sheet = {
        "title": title,
        "table": {"headers": ["Gegeven", "Waarde"], "widths": [2, 5], "numbers": [], "rows": rows},
    }
    if agenda.agenda_url:
        part["links"] = [_target(agenda.agenda_url)]
    yield part


def _activity_table(sectors: Any, activities: Iterable[Intervention]) -> Sheet:
    rows = [
        [
            row.titel,
            row.aard,
            listed(row.themas) or NOTHING,
            listed(sectors(row)) or NOTHING,
            dutch_moment(row.start) if row.start else NOTHING,
        ]
        for row in activities
    ]
    headers = ["Titel", "Aard", "Thema's", "Sectoren", "Start"]
    return {"headers": headers, "widths": [5, 2, 4, 4, 2], "numbers": [], "rows": rows}


def _bars(view: View, chart: Chart) -> Sheet:
    headers, rows = chart.table(view)
    most = max((row[1] for row in rows), default=0) or 1
    shown = [{"label": row[0], "number": str(row[1]), "part": row[1] / most} for row in rows]
    heading = {"title": chart.title, "text": chart.sentence(view)}
    return heading | {"headers": [headers[0], "Aantal"], "rows": shown, "narrow": False}


def _year(picture: Picture, place: Municipality) -> str:
    agendas = picture.view.dataset.agendas_by_municipality.get(place.gemeentecode, ())
    return agenda_line(agendas).removeprefix("agenda sinds ").removeprefix("agenda, ")


def _map(picture: Picture, origin: Origin) -> Sheet:
    left, top, width, height = frame(picture)
    scale = MAP_PIXELS / max(width, height)
    size = f'width="{width * scale:.0f}" height="{height * scale:.0f}"'
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="{left:g} {top:g} {width:g} {height:g}">'
        f"{shapes(picture, 1 / scale, within=(left, top, left + width, top + height))}</svg>"
    )
    chosen = picture.view.chosen
    alt = f"Kaart van {picture.view.region_name}. {picture.spoken}."
    if chosen:
        alt += f" {chosen.gemeente} is omlijnd."
    used = [line for line in picture.legend if line.count]
    legend = [{"text": f"{line.label} ({line.count})", "svg": _swatch(line)} for line in used]
    # Never higher than wide by much: a tall region would push what is known of it off the page.
    high = min(TALLEST, WIDE * height / width)
    return {"svg": svg, "height": high, "alt": alt, "legend": legend, "attribution": origin.borders}


def _swatch(line: LegendLine) -> str:
    box = 'xmlns="http://www.w3.org/2000/svg" width="22" height="16" viewBox="0 0 22 16"'
    return f"<svg {box}>{swatch(line)}</svg>"


def _qr(link: str, title: str) -> Sheet:
    written = io.BytesIO()
    segno.make(link, error="m", micro=False).save(written, kind="svg", xmldecl=False, border=4, scale=4)
    return {"qr": {"svg": written.getvalue().decode(), "alt": f"QR-code met de link naar {title}: {link}"}}


def _address(origin: Origin, path: str, query: str) -> str:
    return origin.base_url + (f"{path}?{query}" if query else path)


def _target(value: str, label: str = "") -> Sheet:
    """A fact, or an address; only a web address becomes a link."""
    return {"label": label, "text": value, "url": value, "web": is_web_link(value)}


def _cleaned(value: Any) -> Any:
    """The same data without signs that a PDF cannot hold or that turn the direction of reading."""
    if isinstance(value, str):
        return xml_text(value)
    if isinstance(value, Mapping):
        return {key: _cleaned(own) for key, own in value.items()}
    return [_cleaned(own) for own in value] if isinstance(value, list) else value
