"""What a story asks in vain is said by the line of its step."""

import pytest

from gka_dash.figures.charts import CHART_BY_KEY
from gka_dash.model.vocabulary import Vocabulary
from gka_dash.sources.stories import read_story
from gka_dash.sources.stories_check import check_story

HEAD = "---\ntitel: x\n---\n"


def found(vocabulary: Vocabulary, step: str, head: str = HEAD) -> list[tuple[str, str]]:
    read = read_story((head + "## Goed\n\n## Stap\n\n" + step).encode(), "x.md", "x")
    return [(problem.place, problem.message) for problem in check_story(read, vocabulary, CHART_BY_KEY)]


@pytest.mark.parametrize(
    ("step", "word"),
    [
        ("Link: /?regio=PV99", "regio PV99"),
        ("Link: /?datum=1800-01-01", "1800-01-01"),
        ("Link: /?kleurtje=jaar", "kleurtje"),
        ("Getal: gemeenten-alle", "gemeenten-alle"),
        ("Grafieken: thema, taart", "taart"),
        ("Er zijn {alle-gemeenten} gemeenten.", "alle-gemeenten"),
        ("### Notities\n\nZie [elders](ftp://elders.nl).", "ftp://elders.nl"),
        ("Zie [elders](//elders.nl).", "//elders.nl"),
    ],
)
def test_what_is_not_known_is_named(vocabulary: Vocabulary, step: str, word: str) -> None:
    ((place, message),) = found(vocabulary, step)
    assert place == "x.md, regel 6"
    assert word in message


def test_a_good_step_has_no_problem(vocabulary: Vocabulary) -> None:
    step = "Link: /?regio=PV30\nGetal: activiteiten\nGrafieken: thema\n\nIn {regio}: [lijst](/interventies)."
    assert found(vocabulary, step) == []


def test_the_head_counts_too(vocabulary: Vocabulary) -> None:
    ((place, message),) = found(vocabulary, "", "---\ntitel: In {provincie}\n---\n")
    assert place == "x.md, regel 1"
    assert "provincie" in message
