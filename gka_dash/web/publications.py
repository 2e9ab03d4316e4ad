"""The publications of the store as Services: the newest for everybody, drafts for who has a link to one."""

import logging
import os
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from threading import Event, Lock, Thread
from typing import Final

from flask import Flask

from gka_dash.errors import SourceError, StoreError
from gka_dash.model.dataset import Dataset
from gka_dash.model.draft import hidden_count, may_be_seen, visible, without_remarks
from gka_dash.model.history import Changes, Since, changed, history
from gka_dash.model.schema import TABLE_BY_NAME
from gka_dash.model.stamp import Stamp, home_time
from gka_dash.settings import Settings
from gka_dash.sources.version import data_version
from gka_dash.store.engine import open_store
from gka_dash.store.first import first_of
from gka_dash.store.follow import Follower
from gka_dash.store.last_copy import copy_path, read_copy, write_copy
from gka_dash.store.publication import Draft, Publication, PublicationLine
from gka_dash.store.store import Store
from gka_dash.web.current import Current
from gka_dash.web.ground import Ground
from gka_dash.web.last_good import (
    INCOMPLETE,
    NOTHING,
    OLD_BUILD,
    STALE,
    built_from_elsewhere,
    latest_whole,
    what_can_be_read,
)
from gka_dash.web.services import Services

NAME: Final = "gka-publicaties"  # where a Flask server keeps them
LOOKED_BACK: Final = 50  # publications, to say since when a value is as it is
KEPT_DRAFTS: Final = 4
TRY_AGAIN: Final = 5.0  # seconds until a database that did not open is tried once more
QUIET: Final = 300.0  # seconds that a database may be away before every page says so
AWAY: Final = "De gegevensbank is niet bereikbaar; u ziet de {}."

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Shown:
    """A publication with what it takes to show it: since when its values are so, and on which day.

    ``banner`` is what to say when it is not the newest one; ``away``: there may be a newer one out of reach.
    """

    publication: Publication
    changes: Changes
    day: date
    banner: str = ""
    away: bool = False


class Publications:
    """What there is to show in this process. ``current`` is what pages and routes work with."""

    def __init__(self, settings: Settings, today: Callable[[], date] = date.today) -> None:
        """Open the store and make the newest publication; without a store the bundled files are shown."""
        self.ground = Ground.load(settings)
        self.store: Store | None = None
        self.follower: Follower | None = None
        self._settings, self._today = settings, today
        self._copy = copy_path(settings.state_dir, settings.store_url)
        self._standing = OLD_BUILD if built_from_elsewhere(settings) else ""
        self._changing = Lock()
        self._drafts: OrderedDict[str, Services] = OrderedDict()
        self._shown: Shown | None = None
        self._process = 0
        self.current = Current(self._first(), self._look)

    # ---- the newest one ----------------------------------------------------------------------------------

    def _first(self) -> Services:
        try:
            return self._made(self._connect())
        except StoreError as problem:
            _log.warning("%s", problem)
            return self._kept() or self._bundled(AWAY)
        except SourceError as problem:
            _log.error("%s", problem)
            return self._kept() or self._bundled(INCOMPLETE)

    def _connect(self) -> Shown:
        """Open the store and remember what it says; raises StoreError, or SourceError for a first filling."""
        store = open_store(self._settings.store_url)
        whole, banner = latest_whole(store)
        newest = whole or first_of(store, self._settings.data_dir)
        self._shown = Shown(newest, history(_looked_back(store, newest)), self._today(), banner)
        self.store, self.follower = store, Follower(store, self.take_over, known=newest)
        write_copy(self._copy, newest)
        return self._shown

    def _kept(self) -> Services | None:
        """What was shown here last, from the disk of this server."""
        kept = read_copy(self._copy)
        if kept is None:
            return None
        stamp = stamp_of(kept)
        _log.warning("%s wordt getoond, uit de kopie op deze server.", str(stamp).capitalize())
        self._shown = Shown(kept, history([(stamp, kept.dataset)]), self._today(), away=True)
        return self._made(self._shown)

    def _bundled(self, banner: str) -> Services:
        day, folder = self._today(), self._settings.data_dir
        dataset, provenance = what_can_be_read(folder, day)
        stamp = Stamp(sha256=data_version(folder))
        _log.warning("De meegeleverde gegevens worden getoond.")
        told = banner.format(stamp) if dataset.gemeenten else NOTHING
        return self.ground.services(visible(dataset, day), stamp, provenance=provenance, banner=told)

    def take_over(self, publication: Publication) -> None:
        """Make the Services of a new publication completely, then let new requests work with them."""
        with self._changing:
            since = Since(stamp_of(publication))
            before, changes = (
                (self._shown.publication.dataset, self._shown.changes) if self._shown else (Dataset(), {})
            )
            carried = changed(changes, before, publication.dataset, since)
            shown = Shown(publication, carried, self._today(), away=self.follower is None)
            self.current.take_over(self._made(shown))
            self._shown = shown
            write_copy(self._copy, publication)

    def _made(self, shown: Shown) -> Services:
        publication = shown.publication
        public = _public(publication, shown.day)
        stamp = replace(stamp_of(publication), hidden=hidden_count(publication.dataset, shown.day))
        return self.ground.services(
            public,
            stamp,
            provenance=publication.provenance,
            changes=shown.changes,
            banner=STALE.format(stamp) if shown.away else shown.banner or self._standing,
        )

    def keep_up(self) -> None:
        """On a new day a row may have become visible, and a database may be away for long: the first request
        after that sees to it.
        """
        shown, today, away = self._shown, self._today(), self._is_away()
        if shown is None or (shown.day, shown.away) == (today, away):
            return
        if not self._changing.acquire(blocking=False):
            return
        try:
            before = self._shown or shown
            self._shown = replace(before, day=today, away=away)
            hidden = hidden_count(self._shown.publication.dataset, today)
            if hidden != self.current.newest.stamp.hidden or away != before.away:
                self.current.take_over(self._made(self._shown))
        finally:
            self._changing.release()

    def _is_away(self) -> bool:
        """Whether there may be something newer that the database has not told for long, or never did."""
        return self.follower is None or (self.follower.trouble_for or 0) > QUIET

    def _look(self) -> None:
        if self.follower is not None:
            self.follower.check_now()

    def reachable(self) -> bool:
        """Whether the database could be read at the last look."""
        return self.follower is not None and self.follower.trouble_for is None

    # ---- in every worker ---------------------------------------------------------------------------------

    def start(self) -> None:
        """Follow the store from here on; called again in the same process it changes nothing."""
        if self._process == os.getpid():
            return
        self._process = os.getpid()
        self._stopping = Event()
        self._catch_up()
        if self.follower is not None:
            self.follower.start()
        else:
            Thread(target=self._try_again, name="gegevensbank", daemon=True).start()

    def _catch_up(self) -> None:
        """A worker may be forked long after the dashboard was loaded: show what the others show by now."""
        kept = read_copy(self._copy)
        known = self._shown and self._shown.publication.line
        if kept is not None and kept.line != known:
            self.take_over(kept)
            if self.follower is not None:
                self.follower.knows(kept)

    def stop(self) -> None:
        """Follow no longer; the process ends or a test does."""
        if self._process == os.getpid():
            self._stopping.set()
        if self.follower is not None:
            self.follower.stop()
        if self.store is not None:
            self.store.close()

    def _try_again(self) -> None:
        """A database that was away at the start: try until it is there, then follow it."""
        while self.follower is None and not self._stopping.wait(TRY_AGAIN):
            with suppress(StoreError, SourceError):
                self.current.take_over(self._made(self._connect()))
                _log.info("De gegevensbank is bereikbaar geworden.")
        if self.follower is not None:
            self.follower.start()

    # ---- drafts ------------------------------------------------------------------------------------------

    def draft(self, token: str, base: str) -> Services | None:
        """The dashboard on a draft; None when it is unknown or expired, which is asked every time."""
        draft = self.store.draft(token) if self.store is not None else None
        with self._changing:
            if draft is None:
                self._drafts.pop(token, None)
                return None
            if token not in self._drafts:
                self._drafts[token] = self._of_draft(draft, base)
            self._drafts.move_to_end(token)
            while len(self._drafts) > KEPT_DRAFTS:
                self._drafts.popitem(last=False)
            return self._drafts[token]

    def _of_draft(self, draft: Draft, base: str) -> Services:
        until = home_time(draft.expires_at)
        stamp = Stamp(made_at=draft.made_at, sha256=base)  # the place makes its mark unlike any other
        return self.ground.services(
            without_remarks(draft.dataset),  # what the check noted about the file is for who handed it in
            stamp,
            version=f"voorbeeld van {home_time(draft.made_at)}, niet gepubliceerd",
            provenance=draft.provenance,
            base=base,
            banner=f"Voorbeeld van nog niet gepubliceerde gegevens, geldig tot {until}.",
        )


def publications_of(server: Flask) -> Publications | None:
    """The publications that a server shows; None for one that was made without."""
    found: Publications | None = server.extensions.get(NAME)
    return found


def stamp_of(line: PublicationLine) -> Stamp:
    """What everybody may know of a publication."""
    return Stamp(line.number, line.made_at, line.why, line.sha256)


def _public(publication: Publication, day: date) -> Dataset:
    """The rows that everybody may see; a message about a hidden row could tell what stands in it."""
    dataset = publication.dataset
    secret = set()
    for name, places in publication.provenance.rows.items():
        key_of = TABLE_BY_NAME[name].key_of
        hidden = (key_of(row) for row in dataset.rows(name) if not may_be_seen(row, day))
        secret |= {(name, places[key][1]) for key in hidden if key in places}
    shown = visible(dataset, day)
    return replace(shown, problems=tuple(p for p in shown.problems if (p.table, p.row) not in secret))


def _looked_back(store: Store, newest: Publication) -> Iterator[tuple[Stamp, Dataset]]:
    """Publications from old to new, as far as anybody looks back."""
    for line in reversed(store.lines(LOOKED_BACK)):
        if line.number < newest.number:
            found = store.get(line.number)
            if found is not None:
                yield stamp_of(line), found.dataset
    yield stamp_of(newest), newest.dataset
