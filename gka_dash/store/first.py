"""The first publication: what came with the installation."""

from pathlib import Path

from gka_dash.errors import SourceError, StoreConflict, StoreError
from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Provenance
from gka_dash.sources.bundled import read_bundled
from gka_dash.store.publication import Publication
from gka_dash.store.store import Store

WHO, WHY = "meegeleverd", "Gegevens bij de installatie"


def ensure_first(store: Store, dataset: Dataset, provenance: Provenance) -> Publication:
    """The latest publication; an empty store gets ``dataset`` as its first one.

    Two workers may start at the same moment: one of them writes, both get the same publication.
    """
    found = store.latest()
    if found is None:
        try:
            return store.publish(dataset, who=WHO, why=WHY, base=None, provenance=provenance)
        except StoreConflict:
            found = store.latest()
    if found is None:
        raise StoreError("De database met publicaties is leeggemaakt terwijl het dashboard startte.")
    return found


def filled(store: Store, folder: Path) -> Publication:
    """The latest publication; an empty store is filled from a folder with data, which is only then read."""
    return store.latest() or first_of(store, folder)


def first_of(store: Store, folder: Path) -> Publication:
    """The first publication, from a folder with data.

    Raises SourceError when the folder or a whole table in it cannot be used: that would stay the first
    publication for ever, and nobody would look at the folder again.
    """
    dataset, provenance = read_bundled(folder)
    whole_file = [problem for problem in dataset.problems if problem.row is None]
    fault = next((problem for problem in whole_file if problem.severity == "fout"), None)
    if fault is not None:
        raise SourceError(f"De gegevens in '{folder}' zijn niet compleet, dus niet gepubliceerd. {fault}")
    return ensure_first(store, dataset, provenance)
