"""Every view of a systematic sample shows what it showed before; what changed is named, view by view.

A change that is meant is kept with GKA_RENEW_GOLDEN=1; the difference then shows in the version history.
"""

import os
from dataclasses import replace

import pytest

from gka_dash.model.dataset import Dataset
from gka_dash.settings import PROJECT_ROOT
from gka_dash.sources.version import data_version
from tests.regression.kept import Kept, differences
from tests.regression.sample import SHORTEST
from tests.regression.snapshot import LONG

RENEW = "GKA_RENEW_GOLDEN"
MOST_SHOWN = 40


@pytest.fixture(scope="module")
def now(dataset: Dataset) -> Kept:
    return Kept.of(dataset, data_version(PROJECT_ROOT / "data"))


def test_every_view_shows_what_it_showed(now: Kept) -> None:
    if os.environ.get(RENEW):
        now.save()
    kept = Kept.load()
    found = list(differences(kept, now))
    why = f"the data changed ({kept.data} -> {now.data}); " if kept.data != now.data else ""
    shown = "\n".join(found[:MOST_SHOWN])
    assert not found, f"{why}{len(found)} parts differ; {RENEW}=1 keeps them if they are meant:\n{shown}"


def test_the_sample_is_large_and_no_two_views_of_it_are_asked_alike(now: Kept) -> None:
    assert len(now.views) >= SHORTEST
    assert len({tuple(marks.values()) for marks in now.views.values()}) > SHORTEST // 2


def test_one_row_less_is_seen_and_named(dataset: Dataset, now: Kept) -> None:
    """The comparison is no formality: without one agenda and one activity many views differ."""
    less = replace(dataset, agendas=dataset.agendas[1:], interventies=dataset.interventies[1:])
    found = list(differences(now, Kept.of(less, "proef")))
    assert len(found) > SHORTEST
    assert any(line.startswith("(begin), zinnen: '") for line in found)
    assert any("kaart" in line for line in found)


def test_only_drawings_are_kept_as_a_mark_alone(now: Kept) -> None:
    for marks in now.views.values():
        assert {name for name, mark in marks.items() if mark not in now.texts} == {
            name for name in marks if name.endswith(LONG)
        }
