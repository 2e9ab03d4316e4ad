"""How many municipalities each year had: the check for a file that comes without a list of names."""

from __future__ import annotations

from collections.abc import Mapping

from gka_dash.model.problem import Problem

EXPECTED_COUNTS: Mapping[int, frozenset[int]] = {
    2016: frozenset({390}),
    2017: frozenset({388}),
    2018: frozenset({380}),
    2019: frozenset({355}),
    2020: frozenset({355}),
    2021: frozenset({352}),
    2022: frozenset({345, 344}),  # Weesp joined Amsterdam on 24 March
}
COUNT_SINCE_2023 = frozenset({342})


def expected_counts(year: int) -> frozenset[int] | None:
    """Return how many municipalities `year` had (two numbers when it changed), None before 2016."""
    return COUNT_SINCE_2023 if year >= 2023 else EXPECTED_COUNTS.get(year)


def count_problems(found: int, year: int, table: str) -> list[Problem]:
    """Report a number of municipalities that does not fit the year."""
    expected = expected_counts(year)
    if expected is None or found in expected:
        return []
    wanted = " of ".join(str(number) for number in sorted(expected, reverse=True))
    return [
        Problem(
            table,
            None,
            None,
            f"Er zijn {found} bruikbare gemeenten; in {year} waren er {wanted}.",
            "Controleer of het bestand bij dit jaar hoort en of alle gemeenten erin staan.",
            "waarschuwing",
        )
    ]
