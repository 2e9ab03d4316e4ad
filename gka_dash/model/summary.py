"""A View in plain Dutch: titles, alternative texts, status lines and the lines on an export."""

from collections.abc import Iterable, Mapping

from gka_dash.model.dataset import Dataset
from gka_dash.model.dates import dutch_date, dutch_precise
from gka_dash.model.membership import Status, joining_year
from gka_dash.model.schema import Agenda, Intervention
from gka_dash.model.view import View
from gka_dash.model.vocabulary import TILE_NOTE, TILES

NAMED_AT_MOST = 3


def number_of(count: int, one: str, many: str) -> str:
    """``1 gemeente``, ``12 gemeenten``, ``geen gemeenten``; thousands with a point as Dutch has it."""
    words = "geen" if count == 0 else f"{count:,}".replace(",", ".")
    return f"{words} {one if count == 1 else many}"


def listed(words: Iterable[str]) -> str:
    """``a``, ``a en b``, ``a, b en c``."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + f" en {items[-1]}"


def map_title(view: View) -> str:
    """Title of the map: what it shows, where and when."""
    place = f" in {view.region_name}" if view.selection.region else ""
    if view.since:
        return f"Aangesloten gemeenten{place}: van {dutch_date(view.since)} tot en met {dutch_date(view.day)}"
    if view.selection.colouring == "interventies":
        return f"Beschreven activiteiten per gemeente{place}, stand op {dutch_date(view.day)}"
    if view.selection.colouring != "jaar":
        theme = view.vocabulary.themes[view.selection.colouring]
        return f"{theme} in agenda's en activiteiten{place}, stand op {dutch_date(view.day)}"
    return f"Gemeenten met een GKA-agenda{place} op {dutch_date(view.day)}"


def tile_note(view: View) -> str:
    """What has to be said of a map of tiles; empty for the true map."""
    return TILE_NOTE if view.selection.form == TILES else ""


def members_line(view: View) -> str:
    """How many members are known by name and what was published, in one sentence."""
    if view.since:
        return _difference_line(view)
    certain, possible = len(view.members[Status.CERTAIN]), len(view.members[Status.POSSIBLE])
    line = f"Met naam bekend: {number_of(certain, 'gemeente', 'gemeenten')} zeker aangesloten"
    if possible:
        line += f" en {number_of(possible, 'gemeente', 'gemeenten')} mogelijk"
    if view.published is None:
        return f"{line}. De GKA publiceerde op deze datum nog geen aantal."
    where = " voor heel Nederland" if view.selection.region else ""
    when = dutch_precise(view.published.datum, view.published.precisie)
    return f"{line}. De GKA publiceerde{where} {view.published.gemeenten} ({when})."


def _difference_line(view: View) -> str:
    certain, possible = len(view.joined["zeker"]), len(view.joined["mogelijk"])
    line = f"{_capital(number_of(certain, 'gemeente kwam', 'gemeenten kwamen'))} er in deze periode zeker bij"
    return f"{line}, {number_of(possible, 'gemeente', 'gemeenten')} mogelijk."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def activities_line(view: View) -> str:
    """How many activities fit, in how many municipalities, and what is not known of them."""
    counts = view.counts
    line = "Geen activiteit past bij dit filter."
    if counts.total:
        line = (
            f"{_capital(number_of(counts.total, 'activiteit', 'activiteiten'))} in "
            f"{number_of(counts.municipalities, 'gemeente', 'gemeenten')}; "
            f"{number_of(counts.without_theme, 'zonder thema', 'zonder thema')}, "
            f"{number_of(counts.without_sector, 'zonder sector', 'zonder sector')}."
        )
    left_out = len(view.matching.without_year)
    if left_out:
        line += (
            f" Niet meegeteld: {number_of(left_out, 'activiteit', 'activiteiten')} zonder bekend startjaar."
        )
    return line


def highlight_line(view: View) -> str:
    """Which municipalities the map does not fade, when those are more than have a fitting activity."""
    bright = view.fits.count("1")
    if not view.only_themes or bright <= view.counts.municipalities:
        return ""
    number = number_of(bright, "gemeente", "gemeenten")
    which = "dit thema" if len(view.selection.themes) == 1 else "een van deze thema's"
    return f"Niet vervaagd op de kaart: {number} met {which} in een activiteit of in de agenda."


def published_line(view: View) -> str:
    """What the GKA published about interventions, kept apart from what is counted here."""
    if view.published_interventions is None:
        return "De GKA publiceerde op deze datum nog geen aantal interventies."
    milestone = view.published_interventions
    when = dutch_precise(milestone.datum, milestone.precisie)
    return f"Gepubliceerd door de GKA ({when}, heel Nederland): {milestone.interventies} interventies."


def share_sentence(view: View, counts: Mapping[str, int], labels: Mapping[str, str], what: str) -> str:
    """Which value has the most activities, as the sentence under a bar chart; ``what`` is thema or sector.

    It does not say "de meeste activiteiten": the largest class is seldom more than half.
    """
    known = {key: counts.get(key, 0) for key in labels if key != "onbekend"}
    most = max(known.values(), default=0)
    if most == 0:
        return (
            f"Van geen enkele passende activiteit is het {what} bekend."
            if what == "thema"
            else ("Van geen enkele passende activiteit is de sector bekend.")
        )
    top = [labels[key] for key, number in known.items() if number == most]
    whole = number_of(view.counts.total, "activiteit", "activiteiten")
    if len(top) == 1:
        line = f"{top[0]} komt het vaakst voor ({most} van {whole})."
    else:
        line = f"{listed(top)} komen het vaakst voor (elk {most} van {whole})."
    none = [labels[key] for key, number in known.items() if number == 0]
    if 0 < len(none) <= NAMED_AT_MOST:
        line += f" Geen enkele: {listed(none)}."
    elif none:
        line += f" Bij {len(none)} van de {len(known)} {_gap(view)}."
    if view.chosen:
        line += f" {_chosen_part(view)}"
    return line


def _chosen_part(view: View) -> str:
    name = view.chosen.gemeente if view.chosen else ""
    return f"{name}: {number_of(view.chosen_counts.total, 'passende activiteit', 'passende activiteiten')}."


def _gap(view: View) -> str:
    filtered = view.selection.filters_activities
    return "past geen activiteit bij het filter" if filtered else "is geen activiteit beschreven"


def gaps_sentence(view: View) -> str:
    """How many pairs of theme and sector have no activity, and which pair has the most."""
    themes = [key for key in view.vocabulary.themes if key != "onbekend"]
    sectors = [key for key in view.vocabulary.sectors if key != "onbekend"]
    pairs = {(t, s): view.counts.pairs.get((t, s), 0) for t in themes for s in sectors}
    empty = sum(number == 0 for number in pairs.values())
    if empty == len(pairs):
        return "In geen enkele combinatie van thema en sector past een activiteit."
    line = f"In {empty} van de {len(pairs)} combinaties {_gap(view)}."
    most = max(pairs.values())
    top = [pair for pair, number in pairs.items() if number == most]
    if len(top) > 1:  # naming one of several would make it look special
        return line
    theme, sector = (view.vocabulary.themes[top[0][0]], view.vocabulary.sectors[top[0][1]])
    return f"{line} {theme} in {sector} komt het vaakst voor ({most})."


def filters_text(view: View) -> str:
    """The filters in words, for the line above a result and on every export."""
    chosen, vocabulary = view.selection, view.vocabulary
    parts = [f"regio {view.region_name}"] if chosen.region else []
    parts += _either("thema", [vocabulary.themes[key] for key in chosen.themes])
    parts += _either("sector", [vocabulary.sectors[key] for key in chosen.sectors])
    parts += _either("aard", [vocabulary.kinds[key] for key in chosen.kinds])
    if chosen.year_from and chosen.year_to:
        parts.append(f"start {chosen.year_from} tot en met {chosen.year_to}")
    elif chosen.year_from:
        parts.append(f"start vanaf {chosen.year_from}")
    elif chosen.year_to:
        parts.append(f"start tot en met {chosen.year_to}")
    if chosen.text:
        parts.append(f"zoekwoord “{chosen.text}”")
    return "; ".join(parts) if parts else "geen filter"


def _either(label: str, values: list[str]) -> list[str]:
    return [f"{label} {' of '.join(values)}"] if values else []


def activity_numbers(activities: Iterable[Intervention]) -> str:
    """``5 interventies en 1 inzet``: activities by kind, because only interventions are compared."""
    rows = list(activities)
    words = (
        ("interventie", "interventie", "interventies"),
        ("inzet", "andere inzet", "andere inzetten"),
        ("verwant programma", "verwant programma", "verwante programma's"),
    )
    numbers = [(sum(row.aard == kind for row in rows), one, many) for kind, one, many in words]
    parts = [number_of(number, one, many) for number, one, many in numbers if number]
    return listed(parts) or "geen activiteit beschreven"


def agenda_line(agendas: Iterable[Agenda]) -> str:
    """``agenda sinds 2020``, or how far the year is known; ``geen agenda gevonden`` without one."""
    rows = tuple(agendas)
    if not rows:
        return "geen agenda gevonden"
    year = joining_year(rows)
    if year:
        return f"agenda sinds {year}"
    dated = [a for a in rows if a.ondertekend_van and a.ondertekend_tot]
    if len(dated) < len(rows):
        return "agenda, jaar niet gevonden"
    first = min(a.ondertekend_van for a in dated if a.ondertekend_van).year
    last = min(a.ondertekend_tot for a in dated if a.ondertekend_tot).year
    return f"agenda, jaar niet gevonden ({first}–{last})"


def region_label(dataset: Dataset, code: str) -> str:
    """What the map says of a municipality: ``agenda sinds 2020, 4 interventies``."""
    agenda = agenda_line(dataset.agendas_by_municipality.get(code, ()))
    return f"{agenda}, {activity_numbers(dataset.interventions_by_municipality.get(code, ()))}"
