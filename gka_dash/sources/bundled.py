"""The folder ``data/`` as the first publication: every row, drafts included, and where each one stands."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from gka_dash.model.dataset import Dataset
from gka_dash.model.provenance import Provenance, Source
from gka_dash.sources.assemble import assemble, check_tables, dataset_of
from gka_dash.sources.csv_folder import folder_grids


def read_bundled(folder: Path, day: date | None = None) -> tuple[Dataset, Provenance]:
    """All rows that can be used, with file and row of each; raises SourceError as ``read_folder`` does.

    The problems are those that everybody may see on ``day``, because a message about a draft could tell what
    stands in it.
    """
    grids = folder_grids(folder)
    tables = check_tables(grids)
    public = assemble(folder_grids(folder), day or date.today())
    rows = {
        name: {
            found.table.key_of(row.record): (Source(f"{name}.csv", "", {}), row.number) for row in found.rows
        }
        for name, found in tables.items()
    }
    return replace(dataset_of(tables), problems=public.problems), Provenance(rows)
