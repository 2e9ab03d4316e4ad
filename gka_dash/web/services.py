"""What callbacks and routes may use: the dataset, its vocabulary, and views by query string."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from threading import Lock
from typing import Any

from gka_dash.exports.browser_data import browser_data
from gka_dash.geo.installed import Installed, best_for
from gka_dash.model.dataset import Dataset
from gka_dash.model.dates import dutch_date
from gka_dash.model.division import rebased, redivided
from gka_dash.model.history import Changes
from gka_dash.model.origins import Origins
from gka_dash.model.provenance import Provenance
from gka_dash.model.regions_table import PROVINCE
from gka_dash.model.selection import Reading, Selection, read_query
from gka_dash.model.stamp import Stamp, home_day
from gka_dash.model.story import Story
from gka_dash.model.view import View, make_view
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.web.browser_files import BrowserFile, browser_file

KEPT_VIEWS = 128
KEPT_WORKBOOKS = 8
TODAY = date(2100, 1, 1)  # later than any merger: the list of municipalities that the tables are made for


def data_file(edition: str) -> str:
    """Logical name of what the browser fetches of a publication for an edition of the borders."""
    return f"gegevens-{edition}.json"


def border_note(edition: Installed, day: date) -> str:
    """The line under a map whose borders are not those of its day."""
    return (
        f"De grenzen van {dutch_date(day)} zijn niet geïnstalleerd; getekend zijn de gemeenten van "
        f"{edition.valid_from.year}."
    )


@dataclass
class Services:
    """One per publication in a worker process; nothing in it changes what it says.

    Views are kept by canonical selection, at most ``KEPT_VIEWS`` of them. ``version`` names the
    publication in words. ``base`` is what stands before every address of a preview, ``banner`` what every
    page has to say. ``stories`` are those that come with the dashboard, by slug.
    """

    dataset: Dataset
    boundaries: Mapping[str, Any]
    version: str
    editions: Sequence[Installed] = ()
    stamp: Stamp = field(default_factory=Stamp)
    provenance: Provenance = field(default_factory=Provenance)
    changes: Changes = field(default_factory=dict)
    base: str = ""
    banner: str = ""
    stories: Mapping[str, Story] = field(default_factory=dict)
    vocabulary: Vocabulary = field(init=False)
    _datasets: dict[tuple[str, str], Dataset] = field(init=False, default_factory=dict)
    _views: OrderedDict[Any, View] = field(init=False, default_factory=OrderedDict)
    _lock: Lock = field(init=False, default_factory=Lock)
    _workbooks: OrderedDict[str, bytes] = field(init=False, default_factory=OrderedDict)
    _writing: Lock = field(init=False, default_factory=Lock)

    def __post_init__(self) -> None:
        self.vocabulary = Vocabulary(self.dataset)

    def read(self, query: Any) -> Reading:
        """Read a query string from outside; anything that is not text counts as empty."""
        return read_query(query if isinstance(query, str) else "", self.vocabulary)

    def view(self, query: Any) -> View:
        """The view of a query string from outside; the same selection gives the same View object."""
        return self.of(self.read(query).selection)

    def of(self, selection: Selection) -> View:
        """The view of a selection on the borders of its day; the most recent ones are kept."""
        with self._lock:
            found = self._views.get(selection)
            if found is None:
                found = self._views[selection] = self._make(selection)
            self._views.move_to_end(selection)
            while len(self._views) > KEPT_VIEWS:
                self._views.popitem(last=False)
        return found

    def edition_of(self, selection: Selection) -> str:
        """Key of the edition of the borders that is drawn for a selection; empty without borders."""
        edition, _ = best_for(self.editions, selection.day or self.vocabulary.initial_day)
        return edition.key if edition else ""

    def _make(self, selection: Selection) -> View:
        day = selection.day or self.vocabulary.initial_day
        edition, exact = best_for(self.editions, day)
        if edition is None:
            return make_view(self.dataset, self.vocabulary, selection, changes=self.changes)
        return make_view(
            self.dataset_of(edition, selection.division),
            self.vocabulary,
            selection,
            edition=edition.key,
            border_note="" if exact else border_note(edition, day),
            attribution=edition.attribution,
            changes=self.changes,
        )

    def dataset_of(self, edition: Installed, division: str = PROVINCE) -> Dataset:
        """The facts on the municipalities of an edition of the borders, in a division; made once."""
        key = (edition.key, division)
        if key not in self._datasets:
            own = self.dataset if edition.same_list_on(TODAY) else rebased(self.dataset, edition.valid_from)
            self._datasets[key] = (
                own if division == PROVINCE else redivided(own, division, edition.valid_from)
            )
        return self._datasets[key]

    def prepare(self) -> None:
        """Make what every page needs, so that no request has to wait for it."""
        self.of(Selection())
        _ = self.files

    @property
    def origins(self) -> Origins:
        """Where each value of the municipality page came from."""
        return Origins(self.version, self.provenance, self.changes)

    @cached_property
    def files(self) -> Mapping[str, BrowserFile]:
        """What the browser fetches of this publication: by logical name, one per edition of the borders."""
        return {
            data_file(edition.key): browser_file(
                f"gegevens-{edition.key}", browser_data(self.dataset_of(edition), self.version), self.base
            )
            for edition in self.editions
        }

    def workbook(self, region: str = "") -> bytes:
        """The tables as a workbook, whole or of one region; the most recent ones are kept."""
        # It brings openpyxl along, which a worker that never makes one can do without.
        from gka_dash.exports.workbook import workbook

        with self._writing:
            if region not in self._workbooks:
                made_at = self.stamp.made_at
                day = home_day(made_at) if made_at else date.today()
                self._workbooks[region] = workbook(self.dataset, day, self.version, region)
            self._workbooks.move_to_end(region)
            while len(self._workbooks) > KEPT_WORKBOOKS:
                self._workbooks.popitem(last=False)
            return self._workbooks[region]

    @property
    def neighbours(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of the municipalities that share a border, by code; borders without facts are passed over."""
        codes = self.boundaries["regions"]["code"]
        known = self.dataset.municipality
        rows = zip(codes, self.boundaries["neighbours"], strict=True)
        return {code: tuple(codes[i] for i in row if codes[i] in known) for code, row in rows}
