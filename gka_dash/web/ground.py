"""What the build made of the borders, read once: every publication is shown on it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from gka_dash.geo.installed import Installed, installed_from
from gka_dash.model.dataset import Dataset
from gka_dash.model.problem import Problem
from gka_dash.model.stamp import Stamp
from gka_dash.model.story import Story
from gka_dash.settings import Settings
from gka_dash.sources.stories import STORIES, read_stories
from gka_dash.web.services import Services


@dataclass(frozen=True)
class Ground:
    """The installed borders with what is known of them, and the stories that come with the dashboard."""

    folder: Path
    editions: Sequence[Installed]
    boundaries: Mapping[str, Any]
    problems: tuple[Problem, ...]
    stories: Mapping[str, Story]

    @classmethod
    def load(cls, settings: Settings) -> Self:
        """Read the built files."""
        folder = settings.build_dir / "open"
        editions = [
            installed_from(row, settings.build_dir) for row in _json(folder, "editions.json")["editions"]
        ]
        problems = tuple(Problem(**row) for row in _json(folder, "problems.json")["problems"])
        reads = read_stories(settings.data_dir / STORIES)
        stories = {read.story.slug: read.story for read in reads if read.story}
        newest = _json(folder, f"boundaries-{editions[-1].key}.json")
        return cls(folder, editions, newest, problems, stories)

    @cached_property
    def geojson(self) -> dict[str, Any]:
        """The open data of the newest borders, with the facts of the build."""
        return _json(self.folder, "gemeenten.geojson")

    def services(self, dataset: Dataset, stamp: Stamp, **more: Any) -> Services:
        """Services for ``dataset``, complete: no request has to wait for what every page needs."""
        whole = replace(dataset, problems=(*dataset.problems, *self.problems))
        made = Services(
            whole,
            self.boundaries,
            **{"version": str(stamp), **more},
            editions=self.editions,
            stamp=stamp,
            stories=self.stories,
        )
        made.prepare()
        return made


def _json(folder: Path, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((folder / name).read_text(encoding="utf-8"))
    return content
