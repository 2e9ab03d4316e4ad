"""A comparison in plain Dutch: what is shared, what only one has, and what is not known of either."""

from collections.abc import Iterable, Mapping

from gka_dash.model.compare import MUNICIPALITY, Comparison, Mention, Profile, Relation, without_year
from gka_dash.model.dates import dutch_interval
from gka_dash.model.lists import STATUS_WORDS
from gka_dash.model.membership import Status
from gka_dash.model.schema import UNKNOWN
from gka_dash.model.summary import activity_numbers, agenda_line, listed, number_of

# A sign of its own beside the word, so that a difference can be found without colour.
SIGNS = {Relation.BOTH: "=", Relation.LEFT: "◂", Relation.RIGHT: "▸", Relation.NEITHER: "–"}


def titled(profile: Profile) -> str:
    """``Utrecht (gemeente)``: a municipality and a region often share a name."""
    return f"{profile.name} ({profile.kind.lower()})"


def names(comparison: Comparison) -> tuple[str, str]:
    """The names of the two places, with their kind when that is what tells them apart."""
    left, right = comparison.left, comparison.right
    if left.name == right.name or not comparison.alike:
        return titled(left), titled(right)
    return left.name, right.name


def relation_words(relation: Relation, left: str, right: str) -> str:
    """``beide``, ``alleen Almere``, ``geen van beide``."""
    return {
        Relation.BOTH: "beide",
        Relation.LEFT: f"alleen {left}",
        Relation.RIGHT: f"alleen {right}",
        Relation.NEITHER: "geen van beide",
    }[relation]


def sentence(comparison: Comparison, labels: Mapping[str, str]) -> str:
    """What the two share in themes, in a few sentences."""
    left, right = names(comparison)
    themes = "thema's"
    both = [labels[key] for key in comparison.themes_that(Relation.BOTH)]
    parts = [
        f"{left} en {right} delen {number_of(len(both), 'thema', themes)}: {listed(both)}."
        if both
        else f"{left} en {right} delen geen thema dat bij ons bekend is."
    ]
    for relation, name in ((Relation.LEFT, left), (Relation.RIGHT, right)):
        own = [labels[key] for key in comparison.themes_that(relation)]
        if own:
            parts.append(f"Alleen {name}: {listed(own)}.")
    none = [labels[key] for key in comparison.themes_that(Relation.NEITHER)]
    if none:
        parts.append(f"Bij geen van beide gevonden: {listed(none)}.")
    return " ".join(parts)


def mention_words(mention: Mention, is_region: bool) -> str:
    """Where something was found: ``agenda, 2 interventies``; empty when nowhere."""
    parts = []
    if mention.agendas:
        parts.append(number_of(mention.agendas, "agenda", "agenda's") if is_region else "in de agenda")
    if mention.interventions:
        parts.append(number_of(mention.interventions, "interventie", "interventies"))
    if mention.others:
        parts.append(number_of(mention.others, "andere activiteit", "andere activiteiten"))
    return listed(parts)


def agenda_words(profile: Profile) -> str:
    """Since when there is an agenda; for a region how many, sure and possible."""
    if not profile.is_region:
        return agenda_line(profile.agendas).capitalize()
    certain, possible = (profile.statuses.get(s, 0) for s in (Status.CERTAIN, Status.POSSIBLE))
    line = f"{certain} van de {number_of(profile.size, 'gemeente', 'gemeenten')} zeker aangesloten"
    return f"{line}, {possible} mogelijk" if possible else line


def status_words(profile: Profile) -> str:
    """The status of a municipality; empty for a region, whose line on agendas says it."""
    return "" if profile.is_region else listed(STATUS_WORDS[status] for status in profile.statuses)


def signed_words(profile: Profile) -> str:
    """When the agenda was signed, as sharp as it is known; for a region how many years are known."""
    if profile.is_region:
        missing = without_year(profile)
        known = len(profile.agendas) - missing
        number = number_of(len(profile.agendas), "agenda", "agenda's")
        return f"jaar bekend van {known} van de {number}" if profile.agendas else "geen agenda gevonden"
    dates = (dutch_interval(row.ondertekend_van, row.ondertekend_tot) for row in profile.agendas)
    return listed(dict.fromkeys(dates)) or "geen agenda gevonden"


def period_words(profile: Profile) -> str:
    """The periods of the agendas, each once."""
    return listed(dict.fromkeys(part for row in profile.agendas for part in row.periode)) or "niet bekend"


def activity_words(profile: Profile) -> str:
    """The described activities by kind."""
    return activity_numbers(profile.activities).capitalize()


def unknown(profile: Profile) -> tuple[str, ...]:
    """What is not known of a place; what is not known is not what is not there."""
    found = _of_agendas(profile)
    total = len(profile.activities)
    if not total:
        return (*found, "geen activiteit beschreven")
    for what, mentions in (("het thema", profile.themes), ("de sector", profile.sectors)):
        mention = mentions.get(UNKNOWN)
        if mention:
            count = mention.interventions + mention.others
            found.append(f"van {count} van de {number_of(total, 'activiteit', 'activiteiten')} {what}")
    without_start = sum(not row.start for row in profile.activities)
    if without_start:
        found.append(
            f"van {without_start} van de {number_of(total, 'activiteit', 'activiteiten')} het startjaar"
        )
    return tuple(found)


def _of_agendas(profile: Profile) -> list[str]:
    agendas, missing = profile.agendas, without_year(profile)
    if not agendas:
        return ["geen ondertekende agenda gevonden"]
    if not profile.is_region:
        gaps = {
            "het jaar van ondertekening": missing,
            "de periode van de agenda": not any(row.periode for row in agendas),
            "de thema's van de agenda": not any(row.themas for row in agendas),
        }
        return [what for what, is_missing in gaps.items() if is_missing]
    number = number_of(len(agendas), "agenda", "agenda's")
    counts = {
        "het jaar van ondertekening": missing,
        "de periode": _empty(row.periode for row in agendas),
        "de thema's": _empty(row.themas for row in agendas),
    }
    return [f"van {count} van de {number} {what}" for what, count in counts.items() if count]


def _empty(values: Iterable[tuple[str, ...]]) -> int:
    return sum(not value for value in values)


def warning(comparison: Comparison) -> str:
    """What somebody has to know before laying numbers side by side; empty when they can be."""
    left, right = comparison.left, comparison.right
    if left.code == right.code:
        return "Links en rechts staat dezelfde plaats. Kies een andere om te vergelijken."
    if not comparison.alike and MUNICIPALITY in (left.kind, right.kind):
        return "Een gemeente naast een regio: vergelijk de aantallen niet zomaar, een regio heeft er meer."
    if not comparison.alike:
        return (
            "Deze regio's komen uit verschillende indelingen en kunnen voor een deel hetzelfde gebied zijn."
        )
    return ""
