"""The colour code: seen on both papers, told apart by every eye, and written down once."""

import re
import tomllib
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from playground.charts import colours

ROOT = Path(__file__).resolve().parents[3]
THEMES = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
PAPERS = {name: THEMES[name]["backgroundColor"] for name in ("light", "dark")}
MARKS = {
    **{f"class {number}": colour for number, colour in enumerate(colours.CLASSES)},
    "negative": colours.NEGATIVE,
    "positive": colours.POSITIVE,
    "test": colours.TEST,
    "validation": colours.VALIDATION,
    "right": colours.RIGHT,
    "wrong": colours.WRONG,
    "guide": colours.GUIDE,
}
# G. Machado, M. Oliveira, L. Fernandes, A Physiologically-based Model for Simulation of Color Vision Deficiency, 2009:
# linear red, green and blue as they are seen without the one or the other kind of cone
EYES = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
# B. Ottosson, A perceptual color space for image processing, 2020
TO_CONES = np.array(
    [[0.41222147, 0.53633254, 0.05144599], [0.21190350, 0.68069955, 0.10739696], [0.08830246, 0.28171884, 0.62997870]]
)
TO_OKLAB = np.array(
    [
        [0.21045426, 0.79361779, -0.00407205],
        [1.97799850, -2.42859221, 0.45059371],
        [0.02590404, 0.78277177, -0.80867577],
    ]
)
WRITTEN = re.compile(
    r"#(?:[0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3})\b"  # hexadecimal
    r"|\b(?:rgb|hsl|oklch|oklab)a?\(\s*\d[^)]*\)?"
    r"|\[(?:\d{1,3}, ){2}(?:1[1-9]|2\d)\d\]|\[(?:1[1-9]|2\d)\d(?:, \d{1,3}){2}\]"  # channels, one of them strong
    r"|--\w+: \d{1,3} \d{1,3} \d{1,3};"
    r"|\bcolou?r\w*\s*[:=]\s*\"?(?:white|black|red|green|blue|orange|gray|grey)\b"
    r"|\b(?:stroke|fill)=\"(?:white|black)\"",
    re.IGNORECASE,
)
SHADOW = re.compile(r"rgb\(0 0 0 / \d+%\)")


def linear(colour):
    share = np.array(colours.channels(colour)) / 255
    return np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """By the Web Content Accessibility Guidelines, 1 to 21."""
    lights = sorted(linear(colour) @ (0.2126, 0.7152, 0.0722) + 0.05 for colour in (one, other))
    return lights[1] / lights[0]


def oklab(colour, eye):
    return TO_OKLAB @ np.cbrt(TO_CONES @ np.clip(eye @ linear(colour), 0, 1))


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("meaning", MARKS)
def test_every_colour_stands_out_from_both_papers(meaning, paper):
    assert contrast(MARKS[meaning], PAPERS[paper]) >= 3


@pytest.mark.parametrize("eye", EYES)
def test_classes_are_told_apart_by_every_eye(eye):
    seen = [oklab(colour, EYES[eye]) for colour in colours.CLASSES]
    assert min(np.linalg.norm(one - other) for one, other in combinations(seen, 2)) > 0.08
    signs = [oklab(colour, EYES[eye]) for colour in (colours.NEGATIVE, colours.POSITIVE)]
    assert np.linalg.norm(signs[0] - signs[1]) > 0.15


@pytest.mark.parametrize("eye", EYES)
def test_validation_is_told_from_the_test_by_every_eye(eye):
    assert np.linalg.norm(oklab(colours.VALIDATION, EYES[eye]) - oklab(colours.TEST, EYES[eye])) > 0.12


def test_there_is_a_colour_for_each_digit():
    assert len(set(colours.CLASSES)) == 10


def test_the_colours_of_a_series_come_again_after_the_last():
    assert colours.series(7) == [*colours.SERIES, *colours.SERIES[:2]]


def test_words_on_bars_can_be_read():
    assert contrast(colours.SERIES[0], colours.ON_BAR) >= 4.5


def test_words_on_buttons_can_be_read():
    assert THEMES["light"]["primaryColor"] == colours.ACTION
    for button in (colours.ACTION, colours.ACTION_POINTED_AT):
        assert contrast(button, colours.ON_ACTION) >= 4.5


def test_style_sheets_have_the_colours_as_properties():
    properties = colours.style_properties()
    assert f"--wrong: {colours.WRONG};" in properties
    assert f"--class-9: {colours.CLASSES[9]};" in properties


def test_no_colour_is_written_down_elsewhere():
    files = [path for folder in ("playground", "pages") for path in (ROOT / folder).rglob("*.*")]
    found = {
        f"{path.relative_to(ROOT)}: {hit}"
        for path in files
        if path.suffix in {".py", ".js", ".css"} and path.name != "colours.py"
        for hit in WRITTEN.findall(path.read_text("utf-8"))
        if not SHADOW.fullmatch(hit)
    }
    assert not found
