"""The map of a view for the files that are made without a browser, and text that wants to be more."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from gka_dash.exports.picture import Picture
from gka_dash.model.dataset import Dataset
from gka_dash.model.selection import read_query
from gka_dash.model.view import make_view
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.settings import PROJECT_ROOT

HOSTILE = (
    "=1+1",
    '<script>alert("x")</script> & \x00\x0b',
    "#panic() $x^2$ *vet* `code` @label",
    ']#read("/etc/passwd")[',
    "\u202egeheim\u202c {0} {{",
)


@pytest.fixture(scope="session")
def geometry(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The bundled borders as the build writes them."""
    from gka_dash.geo.artefact import build_boundaries
    from gka_dash.geo.read import read_boundaries

    frame = read_boundaries(PROJECT_ROOT / "data/geo/gemeenten_2024_afgeleid.gpkg", year=2024).frame
    content: dict[str, Any] = json.loads(json.dumps(build_boundaries(frame, year=2024)))
    return content


@pytest.fixture(scope="session")
def picture(dataset: Dataset, vocabulary: Vocabulary, geometry: dict[str, Any]) -> Callable[[str], Picture]:
    """The map of a query string."""

    def make(query: str) -> Picture:
        selection = read_query(query, vocabulary).selection
        view = make_view(dataset, vocabulary, selection, edition="2024", attribution=geometry["attribution"])
        return Picture(view, geometry)

    return make
