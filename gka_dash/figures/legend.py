"""Explain a number of the legend: the municipalities of a class, or of an extra line under the classes."""

from gka_dash.figures.map_classes import colouring, drawn_signs
from gka_dash.model.explain import EXPLANATIONS, Explanation, Row, explain
from gka_dash.model.lists import name_key
from gka_dash.model.summary import filters_text, map_title, region_label
from gka_dash.model.timeline import merged_between
from gka_dash.model.view import View

CLASS_KEY = "klasse-"
MERGED, FADED = "samengevoegd", "vaag"


def explain_key(view: View, key: object) -> Explanation | None:
    """The explanation of any number on screen by the key of its button; None for a key that means nothing."""
    if not isinstance(key, str):
        return None
    if key in EXPLANATIONS:
        return explain(view, key)
    return _explain_class(view, key.removeprefix(CLASS_KEY)) if key.startswith(CLASS_KEY) else None


def _explain_class(view: View, sign: str) -> Explanation | None:
    labels = {cls.sign: cls.label for cls in colouring(view).classes}
    if sign in labels:
        return _of(view, sign, drawn_signs(view), sign, labels[sign], f"De kaart: {map_title(view)}.")
    if sign == MERGED and view.since:
        merged = merged_between(view.dataset, view.since, view.day)
        rule = "In deze periode is een andere gemeente, of een deel ervan, in deze gemeente opgegaan."
        return _of(view, sign, merged, "1", "samengevoegd in deze periode", rule)
    if sign == FADED and view.narrows:
        rule = f"Geen activiteit van deze gemeente past bij het filter. Filter: {filters_text(view)}."
        return _of(view, sign, view.fits, "0", "past niet bij het filter", rule)
    return None


def _of(view: View, key: str, signs: str, wanted: str, label: str, rule: str) -> Explanation:
    inside = {place.gemeentecode for place in view.municipalities}
    codes = [c for c, sign in zip(view.dataset.codes, signs, strict=False) if sign == wanted and c in inside]
    places = sorted((view.dataset.municipality[code] for code in codes), key=lambda p: name_key(p.gemeente))
    rows = tuple(
        Row(
            p.gemeente,
            p.gemeentecode,
            region_label(view.dataset, p.gemeentecode),
            _source(view, p.gemeentecode),
        )
        for p in places
    )
    source = "tabellen Agenda's en Activiteiten, met de bron per rij"
    return Explanation(
        CLASS_KEY + key, len(rows), f"gemeenten: {label}", "geteld", rule, source, lambda: rows
    )


def _source(view: View, code: str) -> str:
    sources = [agenda.bron_url for agenda in view.dataset.agendas_by_municipality.get(code, ())]
    sources += [row.bron_url for row in view.dataset.interventions_by_municipality.get(code, ())]
    return next(iter(sources), "")
