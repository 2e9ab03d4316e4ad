"""The colours: declared once, readable, and apart for people who see fewer colours."""

import re
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gka_dash.figures.map_classes import RAMP
from gka_dash.figures.theme import TOKENS, colour, contrast, luminance, tokens

HEX = re.compile(r"#[0-9a-fA-F]{6}")
USED_IN_CSS = re.compile(r"var\(\s*(--[\w-]+)")
USED_IN_CODE = re.compile(r"""["'](--[a-z][\w-]*)["']""")
# What Bootstrap declares is used under its own prefix; a script may set a property of its own on an element.
FOREIGN = ("--bs-", "--lk-", "--tl-", "--p-")

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
VISION = {
    "alle kleuren": np.eye(3),
    "protanopie": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopie": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopie": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# CIE 1976 colour differences: about 2 can just be seen side by side; classes on a map need far more.
SIDE_BY_SIDE, IN_THE_LEGEND = 10.0, 7.0


def _linear(hex_colour: str) -> np.ndarray:
    channels = np.array([int(hex_colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def _lab(linear: np.ndarray) -> np.ndarray:
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.0721750],
            [0.0193339, 0.1191920, 0.9503041],
        ]
    )
    ratio = to_xyz @ linear / np.array([0.95047, 1.0, 1.08883])
    root = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * root[1] - 16, 500 * (root[0] - root[1]), 200 * (root[1] - root[2])])


def difference(first: str, second: str, vision: str) -> float:
    """How far two colours are apart (CIE 1976) for somebody with this kind of colour vision."""
    seen = [_lab(np.clip(VISION[vision] @ _linear(own), 0, 1)) for own in (first, second)]
    return float(np.linalg.norm(seen[0] - seen[1]))


def _hexes() -> dict[str, str]:
    return {name: value for name, value in tokens().items() if HEX.fullmatch(value)}


def test_every_token_is_declared_once() -> None:
    text = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(encoding="utf-8"), flags=re.DOTALL)
    names = re.findall(r"(--[\w-]+)\s*:", text)
    assert len(names) == len(set(names)) == len(tokens())
    assert tokens()["--font"].startswith('"Inter')


def test_an_unknown_colour_is_an_error() -> None:
    with pytest.raises(KeyError):
        colour("--bestaat-niet")


def _files(folders: tuple[str, ...], kind: str) -> list[Path]:
    return [path for folder in folders for path in Path(folder).rglob(f"*.{kind}")]


@pytest.mark.parametrize("path", _files(("assets",), "css"), ids=str)
def test_style_sheets_use_declared_tokens(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    own = set(re.findall(r"(--[\w-]+)\s*:", text)) | set(tokens())
    for name in USED_IN_CSS.findall(text):
        assert name in own or name.startswith(FOREIGN), name


@pytest.mark.parametrize("path", _files(("gka_dash/figures", "gka_dash/exports", "layouts"), "py"), ids=str)
def test_code_names_declared_tokens(path: Path) -> None:
    for name in USED_IN_CODE.findall(path.read_text(encoding="utf-8")):
        assert name in tokens(), name


@pytest.mark.parametrize("path", _files(("assets",), "js"), ids=str)
def test_scripts_name_declared_tokens(path: Path) -> None:
    for name in USED_IN_CODE.findall(path.read_text(encoding="utf-8")):
        assert name in tokens() or name.startswith(FOREIGN), name


@pytest.mark.parametrize("path", _files(("assets",), "css"), ids=str)
def test_only_the_tokens_hold_colours(path: Path) -> None:
    if path.name in ("tokens.css", "print.css"):
        return
    text = re.sub(r"/\*.*?\*/|url\([^)]*\)", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?=[^{}]*[;}])", text) == []


@pytest.mark.parametrize(
    ("text", "ground", "least"),
    [
        ("--ink", "--page", 7.0),
        ("--ink", "--card", 7.0),
        ("--ink-soft", "--card", 4.5),
        ("--ink-soft", "--page", 4.5),
        ("--card", "--structure", 4.5),
        ("--ink", "--structure-soft", 4.5),
        ("--structure", "--structure-soft", 4.5),
        ("--accent", "--card", 4.5),
        ("--bar", "--card", 3.0),
        ("--gap", "--card", 3.0),
        ("--focus", "--card", 3.0),
        ("--focus", "--page", 3.0),
        ("--line-strong", "--card", 3.0),
        ("--line-strong", "--page", 3.0),
    ],
)
def test_contrast_of_what_is_read_and_seen(text: str, ground: str, least: float) -> None:
    assert contrast(colour(text), colour(ground)) >= least


def test_the_chosen_bar_stands_out_from_its_bar_and_has_an_edge() -> None:
    """Amber alone is too light against a white card: the ink line around it carries the contrast."""
    assert contrast(colour("--chosen"), colour("--bar")) >= 3
    assert contrast(colour("--ink"), colour("--card")) >= 3


def test_the_ramp_goes_one_way() -> None:
    light = [luminance(colour(name)) for name in RAMP]
    assert light == sorted(light)
    assert len({colour(name) for name in RAMP}) == len(RAMP)


@pytest.mark.parametrize("vision", VISION)
def test_steps_of_the_ramp_can_be_told_apart(vision: str) -> None:
    for first, second in pairwise(RAMP):
        assert difference(colour(first), colour(second), vision) >= SIDE_BY_SIDE, (first, second)


@pytest.mark.parametrize("vision", VISION)
@pytest.mark.parametrize("other", ["--none", "--later", "--card"])
def test_no_member_never_looks_like_a_member(vision: str, other: str) -> None:
    for name in RAMP:
        assert difference(colour(name), colour(other), vision) >= IN_THE_LEGEND, name


@pytest.mark.parametrize("vision", VISION)
def test_look_here_is_seen_on_every_step_of_the_ramp(vision: str) -> None:
    for name in (*RAMP, "--none", "--card"):
        assert difference(colour("--accent"), colour(name), vision) >= SIDE_BY_SIDE, name


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.478, abs=0.001)
    assert contrast("#ffffff", "#ffffff") == 1


_COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@given(first=_COLOURS, second=_COLOURS)
def test_contrast_has_no_direction_and_no_surprises(first: str, second: str) -> None:
    assert contrast(first, second) == contrast(second, first)
    assert 1 <= contrast(first, second) <= 21


def test_every_colour_is_one_that_plotly_takes() -> None:
    assert len(_hexes()) > 15
