"""What is shown when a source turns out to be broken at the start: the last that was good, and a banner."""

import json
import logging
from datetime import date
from pathlib import Path
from typing import Final

from gka_dash.errors import SourceError, StoreError
from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Provenance
from gka_dash.settings import Settings
from gka_dash.sources.bundled import read_bundled
from gka_dash.sources.version import data_version
from gka_dash.store.publication import Publication
from gka_dash.store.store import Store

LOOKED_BACK: Final = 5  # publications; more than that are not damaged by accident
DAMAGED: Final = "De nieuwste publicatie ({}) is beschadigd; u ziet de laatste die heel is."
OLD_BUILD: Final = (
    "Het verwerken van de gegevens lukte niet; "
    "de grenzen op de kaart zijn van de laatste keer dat het wel lukte."
)
NOTHING: Final = "De gegevens zijn nu niet te lezen, en er is geen eerdere publicatie om te laten zien."
STALE: Final = "Nieuwe gegevens zijn nu niet op te halen; u ziet {}."
INCOMPLETE: Final = "De gegevens zijn nu niet compleet: u ziet alleen wat te lezen is."

_log = logging.getLogger(__name__)


def latest_whole(store: Store) -> tuple[Publication | None, str]:
    """The newest publication that can be read, and a banner when that is not the newest one of all.

    Raises StoreError when the database cannot be reached, or holds nothing that is whole.
    """
    lines = store.lines(LOOKED_BACK)
    for line in lines:
        try:
            found = store.get(line.number)
        except StoreError as problem:
            _log.error("%s", problem)
            continue
        return found, "" if line is lines[0] else DAMAGED.format(lines[0].number)
    if lines:
        raise StoreError(
            "Geen van de laatste publicaties is heel. Zet een reservekopie van de database terug."
        )
    return None, ""


def built_from_elsewhere(settings: Settings) -> bool:
    """Whether the built files are of other tables than there are now, because a new build did not succeed."""
    told = settings.build_dir / "open" / "problems.json"
    built = json.loads(told.read_text(encoding="utf-8")).get("version")
    return bool(built != data_version(settings.data_dir))


def what_can_be_read(folder: Path, day: date) -> tuple[Dataset, Provenance]:
    """The tables of a folder as far as they go; none when the folder itself is not there."""
    try:
        return read_bundled(folder, day)
    except SourceError as problem:
        _log.error("%s", problem)
        return Dataset(), Provenance()
