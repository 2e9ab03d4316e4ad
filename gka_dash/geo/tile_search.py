"""Where every municipality stands when all are equally large: one tile of a grid each.

Two steps, both deterministic. First the municipalities are pushed apart and pulled together until each has
the same room (as in a Dorling cartogram). Then tiles change places (simulated annealing with a fixed seed):
neighbours should touch, nobody should drift far, and a province should be one piece.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterable, Sequence
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import shapely

from gka_dash.geo.neighbours import Borders, Points

Cell: TypeAlias = tuple[int, int]
"""Column to the right, row down."""

PUSH_STEPS = 160
MOVES_EACH = 700
SEED = 7
_ROOM = 1.08  # tiles that two neighbours are kept apart while they are pushed
_FAR = 1.1  # tiles from which neighbours are pulled
_LOOK_AGAIN = 8  # steps after which is looked again who is near
_DRIFT = 0.08  # what a tile of drift costs, squared, beside a pair that does not touch (1)
_CORNER = 0.55  # a pair that touches in a corner only
_LONELY = 0.12  # an empty place beside a tile
_TORN = 4.0  # one more piece of a province
_WARM, _COLD = 1.2, 0.05
SIDES: tuple[Cell, ...] = ((1, 0), (-1, 0), (0, 1), (0, -1))


def with_ferries(borders: Borders, points: Points, groups: Sequence[str]) -> Borders:
    """Return the borders, with pairs for islands: the two nearest municipalities of the same province.

    Without them nothing keeps an island near the rest.
    """
    lonely = sorted(set(range(len(groups))) - {*borders.first.tolist(), *borders.second.tolist()})
    pairs: set[tuple[int, int]] = set()
    for island in lonely:
        own = [i for i, group in enumerate(groups) if group == groups[island] and i != island]
        own.sort(key=lambda i: (math.dist(points[i], points[island]), i))
        pairs |= {(min(island, i), max(island, i)) for i in own[:2]}
    added = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    return Borders(
        np.concatenate([borders.first, added[:, 0]]),
        np.concatenate([borders.second, added[:, 1]]),
        np.concatenate([borders.length, np.zeros(len(added))]),
        np.concatenate([borders.middle, np.zeros((len(added), 2))]),
    )


def spread(points: Points, borders: Borders, area: float) -> Points:
    """Return the points (n, 2; y upwards) in tiles, about one tile apart, middle at 0,0 and y downwards.

    `area` is what the regions cover together. Rounded, so that no machine finds another layout.
    """
    unit = math.sqrt(area / len(points))
    places = (points - points.mean(axis=0)) / unit * [1.0, -1.0]
    pairs = np.empty((2, 0), dtype=np.int64)
    for step in range(PUSH_STEPS):
        if step % _LOOK_AGAIN == 0:
            near = shapely.points(places)
            pairs = shapely.STRtree(near).query(near, predicate="dwithin", distance=2.0)
            pairs = pairs[:, pairs[0] < pairs[1]]
        places = places + _forces(places, pairs, borders)
    return np.asarray(np.round(places, 2))


def _forces(places: Points, pairs: npt.NDArray[np.int64], borders: Borders) -> Points:
    force = np.zeros_like(places)
    for one, other, strength, sign in (
        (pairs[0], pairs[1], 0.35, 1),
        (borders.first, borders.second, 0.10, -1),
    ):
        way = places[one] - places[other]
        distance = np.hypot(way[:, 0], way[:, 1])[:, None] + 1e-9
        size = np.clip(_ROOM - distance, 0, None) if sign > 0 else np.clip(distance - _FAR, 0, 2)
        moved = way / distance * size * strength * sign
        np.add.at(force, one, moved)
        np.add.at(force, other, -moved)
    return force


def pieces(cells: Iterable[Cell]) -> int:
    """Return how many groups of tiles there are that touch with a side."""
    left, number = set(cells), 0
    while left:
        number += 1
        front = [left.pop()]
        while front:
            x, y = front.pop()
            for dx, dy in SIDES:
                if (beside := (x + dx, y + dy)) in left:
                    left.discard(beside)
                    front.append(beside)
    return number


class TileSearch:
    """The search for places: `at` holds the cell of every municipality."""

    def __init__(self, wanted: Points, borders: Borders, groups: Sequence[str]) -> None:
        self._wanted: list[tuple[float, float]] = [(x, y) for x, y in wanted.tolist()]
        self._near = borders.lists(len(groups))
        self._group = list(groups)
        self._members = {
            group: [i for i, own in enumerate(groups) if own == group] for group in sorted(set(groups))
        }
        self._random = random.Random(SEED)  # noqa: S311 (a layout, not a secret)
        self.at: list[Cell] = [(0, 0)] * len(groups)
        self._who: dict[Cell, int] = {}
        for place in sorted(range(len(groups)), key=lambda i: (math.hypot(*self._wanted[i]), i)):
            self._put(place, self._nearest_free(self._wanted[place]))
        self._torn = {group: self._pieces(group) for group in self._members}

    def improve(self, moves: int) -> None:
        """Try `moves` changes of place; first also worse ones are kept, at the end only better ones."""
        for step in range(moves):
            self._try(_WARM * (_COLD / _WARM) ** (step / moves))

    def _put(self, place: int, cell: Cell) -> None:
        self.at[place] = cell
        self._who[cell] = place

    def _nearest_free(self, wanted: tuple[float, float]) -> Cell:
        x, y = round(wanted[0]), round(wanted[1])
        reach = 0
        while True:
            ring = [
                (x + dx, y + dy)
                for dx in range(-reach, reach + 1)
                for dy in range(-reach, reach + 1)
                if max(abs(dx), abs(dy)) == reach and (x + dx, y + dy) not in self._who
            ]
            if ring:
                return min(ring, key=lambda cell: (math.dist(cell, wanted), cell))
            reach += 1

    def _pieces(self, group: str) -> int:
        return pieces(self.at[i] for i in self._members[group])

    def _try(self, heat: float) -> None:
        place = self._random.randrange(len(self.at))
        before, after = self.at[place], self._another(place)
        other = self._who.get(after)
        if before == after:
            return
        cost = -self._cost(place) - (self._cost(other) if other is not None else 0.0)
        self._change(place, other, before, after)
        cost += self._cost(place) + (self._cost(other) if other is not None else 0.0)
        torn = self._torn_now(place, other) if cost < 7 * heat else {}
        cost += sum(_TORN * (number - self._torn[group]) for group, number in torn.items())
        if cost <= 0 or (cost < 7 * heat and self._random.random() < math.exp(-cost / heat)):
            self._torn.update(torn)
        else:
            self._change(place, other, after, before)

    def _another(self, place: int) -> Cell:
        """Return a cell beside a neighbour, or one nearby."""
        near = self._near[place]
        beside = bool(near) and self._random.random() < 0.5
        x, y = self.at[self._random.choice(near)] if beside else self.at[place]
        reach = 1 if beside else 2
        return x + self._random.randint(-reach, reach), y + self._random.randint(-reach, reach)

    def _change(self, place: int, other: int | None, before: Cell, after: Cell) -> None:
        del self._who[before]
        if other is not None:
            self._put(other, before)
        self._put(place, after)

    def _torn_now(self, place: int, other: int | None) -> dict[str, int]:
        groups = {self._group[place]} | ({self._group[other]} if other is not None else set())
        if other is not None and len(groups) == 1:
            return {}
        return {group: self._pieces(group) for group in sorted(groups)}

    def _cost(self, place: int) -> float:
        x, y = self.at[place]
        cost = 0.0
        for near in self._near[place]:
            across, down = abs(self.at[near][0] - x), abs(self.at[near][1] - y)
            if across + down > 1:
                cost += _CORNER if across == down == 1 else across + down - 0.6
        cost += _LONELY * sum((x + dx, y + dy) not in self._who for dx, dy in SIDES)
        return cost + _DRIFT * ((x - self._wanted[place][0]) ** 2 + (y - self._wanted[place][1]) ** 2)
