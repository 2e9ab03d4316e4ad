"""The sign of a chart has the proportions of the chart."""

import re

import pytest

from gka_dash.exports.chart_glyph import HEIGHT, WIDTH, glyph
from gka_dash.figures.charts import CHART_BY_KEY
from tests.layouts.real_site import view_of

RECT = re.compile(r'x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="([^"]+)"')


def shapes(key: str, query: str = "") -> list[tuple[float, float, float, float, str]]:
    found = RECT.findall(glyph(CHART_BY_KEY[key].figure(view_of(query))))
    return [(float(x), float(y), float(w), float(h), fill) for x, y, w, h, fill in found]


def test_bars_are_as_long_as_their_numbers() -> None:
    figure = CHART_BY_KEY["thema"].figure(view_of(""))
    numbers = figure["data"][0]["x"]
    widths = [width for _, _, width, _, _ in shapes("thema")]
    assert widths == [pytest.approx(number / max(numbers) * WIDTH, abs=0.06) for number in numbers]


def test_cells_have_the_colours_of_the_chart() -> None:
    figure = CHART_BY_KEY["matrix"].figure(view_of(""))
    assert [fill for *_, fill in shapes("matrix")] == figure["data"][0]["marker"]["color"]
    assert len({(x, y) for x, y, *_ in shapes("matrix")}) == len(shapes("matrix"))


@pytest.mark.parametrize("key", CHART_BY_KEY)
@pytest.mark.parametrize("query", ["", "zoek=geenenkeleactiviteit"])
def test_nothing_leaves_the_sign(key: str, query: str) -> None:
    for x, y, width, height, _ in shapes(key, query):
        assert 0 <= x <= x + width <= WIDTH + 0.1
        assert 0 <= y <= y + height <= HEIGHT + 0.1
