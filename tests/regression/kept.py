"""What every view of the sample showed when somebody last looked, and how it differs from now."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Self

from gka_dash.model.dataset import Dataset
from gka_dash.model.selection import read_query
from gka_dash.model.view import make_view
from gka_dash.model.vocabulary import Vocabulary
from tests.regression.sample import queries
from tests.regression.snapshot import LONG, mark, parts, text_of

FILE = Path(__file__).with_name("views.json")
NAME_OF_FIRST = "(begin)"
LONGEST = 300


@dataclass(frozen=True)
class Kept:
    """Marks by view and part, and the text behind each mark that is short enough to keep."""

    data: str
    views: Mapping[str, Mapping[str, str]]
    texts: Mapping[str, str]

    @classmethod
    def of(cls, dataset: Dataset, data: str) -> Self:
        """Make every view of the sample on a dataset; ``data`` is the mark of its files."""
        vocabulary = Vocabulary(dataset)
        views: dict[str, dict[str, str]] = {}
        texts: dict[str, str] = {}
        for query in queries(vocabulary):
            view = make_view(dataset, vocabulary, read_query(query, vocabulary).selection)
            marks = views[query or NAME_OF_FIRST] = {}
            for name, part in parts(view).items():
                text = text_of(part)
                marks[name] = mark(text)
                if not name.endswith(LONG):
                    texts[marks[name]] = text
        return cls(data, views, dict(sorted(texts.items())))

    @classmethod
    def load(cls) -> Self:
        """What was kept."""
        found = json.loads(FILE.read_text(encoding="utf-8"))
        return cls(found["data"], found["views"], found["texts"])

    def save(self) -> None:
        """Keep this from now on."""
        text = json.dumps(vars(self), ensure_ascii=False, indent=0, separators=(",", ":"))
        FILE.write_text(text + "\n", encoding="utf-8")


def differences(old: Kept, new: Kept) -> Iterator[str]:
    """One text per part that changed, with what stood there and what stands there now."""
    for query in sorted(old.views.keys() ^ new.views.keys()):
        yield f"{query}: {'only in the kept views' if query in old.views else 'is new'}"
    for query in (query for query in old.views if query in new.views):
        before, after = old.views[query], new.views[query]
        for name in sorted(before.keys() | after.keys()):
            if before.get(name) != after.get(name):
                yield f"{query}, {name}: {_change(old.texts, new.texts, before.get(name), after.get(name))}"


def _change(old: Mapping[str, str], new: Mapping[str, str], before: str | None, after: str | None) -> str:
    was, now = old.get(before or "", ""), new.get(after or "", "")
    if not was or not now:
        return f"{before or 'nothing'} -> {after or 'nothing'} (python -m tests.regression QUERY prints it)"
    steps = SequenceMatcher(None, was, now, autojunk=False).get_opcodes()
    changed = [f"{was[a:b]!r} -> {now[c:d]!r} at {a}" for kind, a, b, c, d in steps if kind != "equal"]
    return "; ".join(changed)[:LONGEST]
