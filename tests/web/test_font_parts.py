import io
import os
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from gka_dash.settings import PROJECT_ROOT
from gka_dash.web import font_parts, static_sources
from gka_dash.web.font_parts import WEIGHTS, characters, in_font, lighter_font, unicode_range
from gka_dash.web.lighter import NotAsExpected
from tests.web import small_packages

INTER = PROJECT_ROOT / "node_modules/@fontsource-variable/inter/files"
# Every letter of Dutch and Frisian, and the signs that our texts have.
NEEDED = "AZaz09ëéèêúûâôïöüäæœÉËÛ’‘“”–—…€•−²½×÷°·"


def weights(font: bytes) -> tuple[float, float]:
    (axis,) = TTFont(io.BytesIO(font))["fvar"].axes
    return axis.minValue, axis.maxValue


@pytest.mark.parametrize(
    ("ranges", "points"),
    [("U+0041", {65}), ("U+0041-0043,U+20AC", {65, 66, 67, 0x20AC}), ("U+0000-0001", {0, 1})],
)
def test_ranges_there_and_back(ranges: str, points: set[int]) -> None:
    assert characters(ranges) == points
    assert unicode_range(points) == ranges


def test_a_range_promises_only_what_the_font_has() -> None:
    assert in_font(small_packages.font("ABëz"), "U+0000-00FF") == "U+0041-0042,U+007A,U+00EB"
    assert in_font(b"no font", "U+0041") == "U+0041"


def test_characters_and_weights_outside_are_left_out(tmp_path: Path) -> None:
    light = lighter_font(small_packages.font("ABC"), "U+0041-0042,U+20AC", tmp_path)
    assert in_font(light, "U+0000-FFFF") == "U+0041-0042"
    assert weights(light) == WEIGHTS


def test_what_was_made_is_kept_and_used_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = lighter_font(small_packages.font("ABC"), "U+0041", tmp_path)
    monkeypatch.setattr(font_parts, "_make", lambda *_: b"made again")
    assert lighter_font(small_packages.font("ABC"), "U+0041", tmp_path) == made
    assert lighter_font(small_packages.font("ABC"), "U+0042", tmp_path) == b"made again"
    assert lighter_font(small_packages.font("ABCD"), "U+0041", tmp_path) == b"made again"


@pytest.mark.parametrize("font", [b"", b"wOF2", b"wOF2" + bytes(60), small_packages.font(weights=(400, 400))])
def test_a_font_of_another_kind_is_left_alone(tmp_path: Path, font: bytes) -> None:
    with pytest.raises(NotAsExpected, match="lettertype"):
        lighter_font(font, "U+0041", tmp_path)
    assert os.listdir(tmp_path) == []


def test_the_installed_inter_keeps_what_dutch_and_frisian_need(tmp_path: Path) -> None:
    name = Path(static_sources.MAIN_FONT).name
    if not (INTER / name).is_file():
        pytest.skip("the front-end packages are not installed")
    whole = (INTER / name).read_bytes()
    light = lighter_font(whole, static_sources.FONTS[name], tmp_path)
    assert {ord(one) for one in NEEDED} <= characters(in_font(light, static_sources.FONTS[name]))
    assert in_font(light, static_sources.FONTS[name]) == in_font(whole, static_sources.FONTS[name])
    assert len(light) < 0.6 * len(whole)


def test_no_style_sheet_asks_for_another_weight() -> None:
    """A weight outside the font would be drawn as the nearest one, without anybody being told."""
    asked = [
        (path.name, found)
        for path in (PROJECT_ROOT / "assets").glob("*.css")
        for found in re.findall(r"font-weight:\s*([\w-]+)", path.read_text(encoding="utf-8"))
    ]
    assert len(asked) > 10
    assert not [one for one in asked if not one[1].isdigit() or not WEIGHTS[0] <= int(one[1]) <= WEIGHTS[1]]
