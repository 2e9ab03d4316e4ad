"""Which publication the data on a page or in a file comes from, as everybody may know it."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from gka_dash.model.dates import dutch_date

HOME = ZoneInfo("Europe/Amsterdam")
BUNDLED = "meegeleverde gegevens"


def home_day(moment: datetime) -> date:
    """The day of a moment in the Netherlands; a moment without a zone is in UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(HOME).date()


def home_time(moment: datetime) -> str:
    """``22 november 2026 om 14:05``, in the Netherlands."""
    local = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(HOME)
    return f"{dutch_date(local.date())} om {local:%H:%M}"


def called(number: int) -> str:
    """What a publication is called on screen and in a workbook, and by who hands that in again."""
    return f"publicatie {number}"


@dataclass(frozen=True)
class Stamp:
    """A publication without its tables. ``number`` 0: the files that come with the dashboard, no database.

    Who published stays with the coordinators. ``hidden`` is the number of rows that were held back when the
    public tables were made, so that the mark changes on the day when one becomes visible.
    """

    number: int = 0
    made_at: datetime | None = None
    why: str = ""
    sha256: str = ""
    hidden: int = 0

    def __str__(self) -> str:
        if self.made_at is None:
            return f"{BUNDLED} {self.sha256[:8]}".strip()
        return f"{called(self.number)} ({dutch_date(home_day(self.made_at))})"

    @property
    def mark(self) -> str:
        """Short text that is equal for equal public tables of one publication and for no others."""
        digest = sha256(f"{self.number} {self.sha256} {self.hidden}".encode()).hexdigest()
        return f"{self.number}-{digest[:8]}"
