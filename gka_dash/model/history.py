"""In which publication each value got the value it has now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Key
from gka_dash.model.schema import TABLE_BY_NAME
from gka_dash.model.stamp import Stamp

# The tables whose values a page tells the origin of.
FOLLOWED = ("agendas", "interventies")


@dataclass(frozen=True)
class Since:
    """Since which publication a value is as it is; ``or_earlier`` when nobody looked further back."""

    stamp: Stamp
    or_earlier: bool = False


Row = tuple[str, Key]
Changes = Mapping[Row, Mapping[str, Since]]


def history(publications: Iterable[tuple[Stamp, Dataset]]) -> Changes:
    """Since when every value of the last publication is as it is; ``publications`` from old to new."""
    changes: Changes = {}
    before: Dataset | None = None
    for stamp, dataset in publications:
        since = Since(stamp, or_earlier=before is None and stamp.number > 1)
        changes = changed(changes, before or Dataset(), dataset, since)
        before = dataset
    return changes


def changed(changes: Changes, before: Dataset, after: Dataset, since: Since) -> Changes:
    """``changes`` of ``before`` carried on to ``after``; what differs between the two is from ``since``."""
    found: dict[Row, Mapping[str, Since]] = {}
    for name in FOLLOWED:
        table = TABLE_BY_NAME[name]
        known = {table.key_of(row): row for row in before.rows(name)}
        for row in after.rows(name):
            key = table.key_of(row)
            old, earlier = known.get(key), changes.get((name, key), {})
            found[name, key] = {
                column.name: earlier.get(column.name, since)
                if old is not None and getattr(old, column.name) == getattr(row, column.name)
                else since
                for column in table.columns
            }
    return found
