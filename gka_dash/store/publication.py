"""What is kept: a publication, its line in a list, and a draft that nobody but its maker sees."""

from dataclasses import dataclass
from datetime import datetime

from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Provenance


@dataclass(frozen=True)
class PublicationLine:
    """Who made a publication, when and why. All times are in UTC.

    ``sha256`` is the fingerprint of the tables; ``base`` the number it was made from; ``undone`` the number
    whose contents an undo brought back.
    """

    number: int
    made_at: datetime
    who: str
    why: str
    sha256: str
    base: int | None
    undone: int | None


@dataclass(frozen=True)
class Publication(PublicationLine):
    """A publication with its contents: every table, drafts included, and where each row came from."""

    dataset: Dataset
    provenance: Provenance

    @property
    def line(self) -> PublicationLine:
        """The same without its contents."""
        return PublicationLine(
            self.number, self.made_at, self.who, self.why, self.sha256, self.base, self.undone
        )


@dataclass(frozen=True)
class Draft:
    """Data that somebody looks at before it is published; who knows ``token`` can see it until it expires."""

    token: str
    made_at: datetime
    expires_at: datetime
    who: str
    file_name: str
    base: int | None
    dataset: Dataset
    provenance: Provenance
