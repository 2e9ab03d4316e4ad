"""One sign per municipality: the classes always add up, and the legend names everything that is drawn."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations_with_replacement
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gka_dash.figures.map_classes import DIFFERENCE, STAND, class_counts, colouring, drawn_signs
from gka_dash.model.dataset import Dataset
from gka_dash.model.membership import Status, joining_year, signs_at
from gka_dash.model.selection import Selection, normalised
from gka_dash.model.timeline import change_days
from gka_dash.model.view import View, make_view
from gka_dash.model.vocabulary import Vocabulary, slug
from tests.small import agenda, small_dataset, with_rows

MEMBERSHIP = {status.value for status in Status}


def _view(dataset: Dataset, vocabulary: Vocabulary, **choices: object) -> View:
    chosen = Selection(**choices)  # type: ignore[arg-type]
    return make_view(dataset, vocabulary, normalised(chosen, vocabulary))


def _days(dataset: Dataset, vocabulary: Vocabulary) -> list[date]:
    """Every day on which somebody's membership changes, the day before and the day after."""
    changes = change_days(dataset, vocabulary.first_day)
    around = {change + timedelta(days) for change in changes for days in (-1, 0, 1)}
    return sorted(day for day in around if vocabulary.first_day <= day <= vocabulary.last_day)


def _check(view: View) -> None:
    counts = class_counts(view)
    classes = [cls.sign for cls in colouring(view).classes]
    assert len(set(classes)) == len(classes)
    assert set(drawn_signs(view)) <= set(classes)
    assert len(drawn_signs(view)) == len(view.dataset.codes)
    assert sum(counts.values()) == len(view.municipalities)
    assert list(counts) == classes


def test_on_every_day_and_in_every_colouring_all_342_have_a_class(
    dataset: Dataset, vocabulary: Vocabulary
) -> None:
    """Every day with every colouring; regions take turns, and every one comes with every colouring."""
    regions = ["", *vocabulary.regions]
    turn = 0
    assert len(dataset.codes) == 342
    for day in _days(dataset, vocabulary):
        for name in vocabulary.colourings:
            _check(_view(dataset, vocabulary, day=day, colouring=name, region=regions[turn % len(regions)]))
            turn += 1
    assert turn > len(regions) * len(vocabulary.colourings)


def test_the_regions_add_up_to_the_country(dataset: Dataset, vocabulary: Vocabulary) -> None:
    for name in vocabulary.colourings:
        if name == "interventies":
            continue  # a region filters the activities, so municipalities elsewhere have none that fits
        whole = class_counts(_view(dataset, vocabulary, colouring=name))
        parts: Counter[str] = Counter()
        for region in vocabulary.regions:
            parts.update(class_counts(_view(dataset, vocabulary, colouring=name, region=region)))
        assert dict(parts) == whole


@given(data=st.data())
@settings(deadline=None, max_examples=80)
def test_whatever_is_chosen_the_classes_add_up(
    data: st.DataObject, dataset: Dataset, vocabulary: Vocabulary
) -> None:
    def some(options: object) -> tuple[str, ...]:
        assert isinstance(options, dict)
        return tuple(data.draw(st.lists(st.sampled_from(list(options)), unique=True, max_size=2)))

    days = st.none() | st.dates(vocabulary.first_day, vocabulary.last_day)
    view = _view(
        dataset,
        vocabulary,
        day=data.draw(days),
        since=data.draw(days),
        region=data.draw(st.sampled_from(["", *vocabulary.regions])),
        themes=some(vocabulary.themes),
        sectors=some(vocabulary.sectors),
        kinds=some(vocabulary.kinds),
        year_from=data.draw(st.none() | st.sampled_from(vocabulary.start_years)),
        text=data.draw(st.sampled_from(["", "taal", "zzz"])),
        colouring=data.draw(st.sampled_from(list(vocabulary.colourings))),
    )
    _check(view)


def test_the_tables_cover_every_pair_that_occurs(dataset: Dataset, vocabulary: Vocabulary) -> None:
    assert set(STAND) == MEMBERSHIP
    strings = [signs_at(dataset, day) for day in change_days(dataset, vocabulary.first_day)]
    strings += [signs_at(small_dataset(), day) for day in change_days(small_dataset(), date(2018, 1, 1))]
    pairs = {
        before + after
        for first, second in combinations_with_replacement(strings, 2)
        if len(first) == len(second)
        for before, after in zip(first, second, strict=True)
    }
    assert pairs == set(DIFFERENCE)


def test_in_a_difference_new_and_possibly_new_are_what_the_list_says(
    dataset: Dataset, vocabulary: Vocabulary
) -> None:
    days = [date(2019, 1, 1), date(2019, 7, 16), date(2020, 7, 14), date(2021, 12, 31), date(2023, 12, 31)]
    for since, until in combinations_with_replacement(days, 2):
        view = _view(dataset, vocabulary, since=since, day=until)
        if view.since is None:
            continue
        counts = class_counts(view)
        assert counts["+"] == len(view.joined["zeker"])
        assert counts["?"] == len(view.joined["mogelijk"])
        assert counts["="] == signs_at(dataset, since).count("z")


def test_on_a_day_the_map_shows_the_totals_of_the_list(dataset: Dataset, vocabulary: Vocabulary) -> None:
    for day in _days(dataset, vocabulary):
        view = _view(dataset, vocabulary, day=day)
        counts = class_counts(view)
        assert counts["m"] == len(view.members[Status.POSSIBLE])
        assert counts["n"] == len(view.members[Status.NOT_YET])
        years = sum(number for sign, number in counts.items() if sign.isupper() or sign == "y")
        assert years == len(view.members[Status.CERTAIN])


def _expected_year(view: View, code: str) -> str:
    """The class label by the rules of the data, without the tables of the module."""
    agendas = view.dataset.agendas_by_municipality.get(code, ())
    if not agendas:
        return "geen agenda gevonden"
    ends = [a.ondertekend_tot for a in agendas]
    starts = [a.ondertekend_van for a in agendas]
    if all(end is None or end > view.day for end in ends):
        possible = any(start is not None and start <= view.day for start in starts)
        if None not in ends:
            return "mogelijk al aangesloten" if possible else "op deze datum nog niet aangesloten"
    year = joining_year(agendas)
    return str(year) if year else "aangesloten, jaar niet gevonden"


@pytest.mark.parametrize("which", ["bundled", "small"])
def test_years_are_drawn_by_the_rules_of_the_data(
    which: str, dataset: Dataset, vocabulary: Vocabulary
) -> None:
    chosen = dataset if which == "bundled" else small_dataset()
    words = vocabulary if which == "bundled" else Vocabulary(chosen)
    for day in _days(chosen, words):
        view = _view(chosen, words, day=day)
        labels = {cls.sign: cls.label for cls in colouring(view).classes}
        drawn = [labels[sign] for sign in drawn_signs(view)]
        assert drawn == [_expected_year(view, code) for code in chosen.codes], day


def test_nobody_is_drawn_in_a_year_that_has_not_come(dataset: Dataset, vocabulary: Vocabulary) -> None:
    undated = with_rows(dataset, agendas=(agenda("GM0003"), agenda("GM0024")))
    for facts in (dataset, undated, with_rows(small_dataset(), agendas=(agenda("GM0014"), agenda("GM0001")))):
        words = Vocabulary(facts)
        for day in _days(facts, words):
            view = _view(facts, words, day=day)
            labels = {cls.sign: cls.label for cls in colouring(view).classes}
            years = {labels[sign] for sign in drawn_signs(view)} & {str(year) for year in range(2000, 2100)}
            assert all(int(year) <= day.year for year in years), day


@pytest.mark.parametrize(
    ("colour", "day", "signs"),
    [
        ("jaar", date(2022, 12, 31), "AyBBy-"),
        ("jaar", date(2020, 5, 1), "Anmmy-"),
        ("interventies", date(2022, 12, 31), "201201"),
        ("interventies", date(2020, 5, 1), "2nmm01"),
        ("taal", date(2022, 12, 31), "b0ii0-"),
        ("ouders-en-thuis", date(2022, 12, 31), "00bb0i"),
        ("een-school", date(2022, 12, 31), "0a000-"),
        ("een-school", date(2019, 1, 1), "mnnn0-"),
    ],
)
def test_signs_of_the_small_country(colour: str, day: date, signs: str) -> None:
    """Foxtrot has an activity without an agenda: it keeps its own class and is never called a member."""
    small = small_dataset()
    assert drawn_signs(_view(small, Vocabulary(small), colouring=colour, day=day)) == signs


def test_the_number_of_activities_follows_the_filters() -> None:
    small = small_dataset()
    words = Vocabulary(small)
    filtered = _view(small, words, colouring="interventies", themes=("taal",))
    assert drawn_signs(filtered) == "10110-"
    labels = {cls.sign: cls.label for cls in colouring(filtered).classes}
    assert labels["0"] == "agenda, geen (passende) activiteit beschreven"


@pytest.mark.parametrize(
    ("number", "label"),
    [
        (1, "1 activiteit"),
        (2, "2 activiteiten"),
        (3, "3 of 4 activiteiten"),
        (4, "3 of 4 activiteiten"),
        (5, "5 of meer activiteiten"),
        (40, "5 of meer activiteiten"),
    ],
)
def test_a_number_falls_in_the_class_that_names_it(number: int, label: str) -> None:
    small = small_dataset()
    sample = replace(small.interventies[0], gemeentecode="GM0006")
    rows = tuple(replace(sample, interventie_id=f"X{n}") for n in range(number))
    facts = replace(small, interventies=rows)
    view = _view(facts, Vocabulary(facts), colouring="interventies")
    labels = {cls.sign: cls.label for cls in colouring(view).classes}
    assert labels[drawn_signs(view)[-1]] == label


def test_a_theme_is_drawn_where_agenda_or_activity_names_it(dataset: Dataset, vocabulary: Vocabulary) -> None:
    for theme in vocabulary.themes:
        if theme not in vocabulary.colourings:
            continue
        counts = class_counts(_view(dataset, vocabulary, colouring=theme, day=vocabulary.last_day))
        named = {
            code
            for rows in (dataset.agendas, dataset.interventies)
            for row in rows
            if theme in map(slug, row.themas)
            for code in dataset.successors(row.gemeentecode)
        }
        assert counts["a"] + counts["i"] + counts["b"] == len(named)


def _views_of_every_legend(dataset: Dataset, vocabulary: Vocabulary) -> Iterator[View]:
    for name in vocabulary.colourings:
        yield _view(dataset, vocabulary, colouring=name)
    yield _view(dataset, vocabulary, since=vocabulary.first_day)


def test_every_class_can_be_drawn_and_read(dataset: Dataset, vocabulary: Vocabulary, project: Path) -> None:
    tokens = set(re.findall(r"(--[\w-]+):", (project / "assets" / "tokens.css").read_text(encoding="utf-8")))
    for view in _views_of_every_legend(dataset, vocabulary):
        classes = colouring(view).classes
        for cls in classes:
            assert len(cls.sign) == 1
            assert cls.fill in tokens
            assert cls.base is None or cls.base in tokens
            assert cls.pattern in (None, "hatch", "dots", "cross")
            assert (cls.pattern is None) == (cls.base is None)
            assert set(cls.as_json()) == {"sign", "label", "fill", "pattern", "base"}
        assert len({cls.label for cls in classes}) == len(classes)
        looks = [(cls.fill, cls.pattern, cls.base) for cls in classes]
        assert len(set(looks)) == len(looks), "two classes that look alike cannot be told apart"


def test_more_years_than_colours_still_look_different() -> None:
    small = small_dataset()
    years = range(2010, 2021)
    agendas = tuple(agenda("GM0001", f"{year}-01-01", f"{year}-01-01", "dag") for year in years[:1])
    codes = [f"GM{3000 + year}" for year in years]
    sample = small.gemeenten[0]
    places = tuple(replace(sample, gemeentecode=code, gemeente=code) for code in codes)
    signed = tuple(
        agenda(code, f"{year}-06-01", f"{year}-06-01", "dag") for code, year in zip(codes, years, strict=True)
    )
    facts = replace(small, gemeenten=places, herindelingen=(), agendas=(*agendas[:0], *signed))
    classes = colouring(_view(facts, Vocabulary(facts))).classes
    looks = [(cls.fill, cls.pattern, cls.base) for cls in classes]
    assert len(set(looks)) == len(looks)
