"""What callbacks and routes may use: the dataset, its vocabulary, and views by query string."""

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from gka_dash.model.dataset import Dataset
from gka_dash.model.selection import Reading, Selection, read_query
from gka_dash.model.view import View, make_view
from gka_dash.model.vocabulary import Vocabulary

KEPT_VIEWS = 128


@dataclass
class Services:
    """One per worker process. Views are kept by canonical selection, at most ``KEPT_VIEWS`` of them."""

    dataset: Dataset
    boundaries: Mapping[str, Any]
    version: str
    vocabulary: Vocabulary = field(init=False)
    _views: OrderedDict[Any, View] = field(init=False, default_factory=OrderedDict)
    _lock: Lock = field(init=False, default_factory=Lock)

    def __post_init__(self) -> None:
        self.vocabulary = Vocabulary(self.dataset)

    def read(self, query: Any) -> Reading:
        """Read a query string from outside; anything that is not text counts as empty."""
        return read_query(query if isinstance(query, str) else "", self.vocabulary)

    def view(self, query: Any) -> View:
        """The view of a query string from outside; the same selection gives the same View object."""
        return self.of(self.read(query).selection)

    def of(self, selection: Selection) -> View:
        """The view of a selection; the most recent ones are kept."""
        with self._lock:
            found = self._views.get(selection)
            if found is None:
                found = self._views[selection] = make_view(self.dataset, self.vocabulary, selection)
            self._views.move_to_end(selection)
            while len(self._views) > KEPT_VIEWS:
                self._views.popitem(last=False)
        return found

    @property
    def attribution(self) -> str:
        """The line that must stand under every map."""
        return str(self.boundaries["attribution"])

    @property
    def neighbours(self) -> Mapping[str, tuple[str, ...]]:
        """Codes of the municipalities that share a border, by code; borders without facts are passed over."""
        codes = self.boundaries["regions"]["code"]
        known = self.dataset.municipality
        rows = zip(codes, self.boundaries["neighbours"], strict=True)
        return {code: tuple(codes[i] for i in row if codes[i] in known) for code, row in rows}
