"""Which publication something comes from: in words, and as a mark that is equal for equal tables."""

from dataclasses import replace
from datetime import UTC, date, datetime

from gka_dash.model.stamp import Stamp, home_day, home_time

LATE = datetime(2026, 11, 21, 23, 30, tzinfo=UTC)


def test_a_moment_is_told_as_a_clock_in_the_netherlands_shows_it() -> None:
    assert home_day(LATE) == date(2026, 11, 22)
    assert home_time(LATE) == "22 november 2026 om 00:30"
    assert home_time(datetime(2026, 7, 1, 10, 0)) == "1 juli 2026 om 12:00"


def test_a_publication_is_named_with_its_day() -> None:
    assert str(Stamp(3, LATE, "Bijgewerkt", "ab" * 32)) == "publicatie 3 (22 november 2026)"


def test_what_came_with_the_dashboard_is_not_called_a_publication() -> None:
    assert str(Stamp(sha256="1234567890")) == "meegeleverde gegevens 12345678"


def test_a_mark_changes_with_everything_that_changes_what_the_public_sees() -> None:
    stamp = Stamp(3, LATE, "Bijgewerkt", "ab" * 32, hidden=2)
    others = [replace(stamp, number=4), replace(stamp, sha256="cd" * 32), replace(stamp, hidden=1)]
    assert len({stamp.mark, *(other.mark for other in others)}) == 4
    assert replace(stamp, why="Anders gezegd").mark == stamp.mark
