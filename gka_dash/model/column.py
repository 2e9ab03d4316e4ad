"""What a column of the data can be: its kind, its bounds, and how a record class declares one."""

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal[
    "text",  # free text
    "key",  # short text that identifies a row
    "municipality",  # a CBS code, of today or of a municipality that merged
    "region",  # a CBS province code
    "date",  # yyyy-mm-dd
    "moment",  # yyyy, yyyy-mm or yyyy-mm-dd, kept as text
    "integer",
    "choice",  # one of ``choices``
    "list",  # values separated by |, from ``vocabulary`` or ``choices`` where given
    "link",  # http or https address
    "source",  # http or https address, or the name of a document
]


@dataclass(frozen=True)
class Column:
    """What a column means. ``pattern`` is matched against the whole cell; ``longest`` counts characters.

    ``guards``: the column decides who may see the row, so a row whose value is not understood is left out.
    """

    name: str
    label: str
    kind: Kind
    note: str = ""
    required: bool = False
    may_be_absent: bool = False
    guards: bool = False
    vocabulary: str = ""
    choices: tuple[str, ...] = ()
    pattern: str = ""
    smallest: int = 0
    longest: int = 2000


def column(label: str, kind: Kind, note: str = "", **rules: Any) -> Any:
    """Declare a column as a dataclass field; its name is filled in from the attribute."""
    empty: dict[str, Any] = {"list": (), "date": None, "integer": None}
    return field(
        default=empty.get(kind, ""),
        metadata={"column": {"label": label, "kind": kind, "note": note, **rules}},
    )
