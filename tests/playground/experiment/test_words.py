"""Numbers in words, over all the values that they may have."""

import re
from pathlib import Path

import numpy as np
import pytest

from nn.loss import Loss
from nn.optimiser import Optimiser
from playground.experiment.words import (
    counted,
    duration,
    epochs_text,
    fixed,
    listed,
    percent,
    plain,
    value_text,
    with_article,
)
from playground.ui.training_panel import _formulas

FOLDER = Path(__file__).resolve().parents[3] / "playground"
# a plural made in place: 's' * (n != 1), "" if n == 1 else "s", n === 1 ? "" : "s"
PLURAL = re.compile(r"""['"]e?s['"] \* \(|else ['"]e?s['"]|: ["']e?s["']|removesuffix\(['"]s['"]\)""")
# a signed number that keeps the minus of a rounded zero
SIGN = re.compile(r":\+\.?\d|replace\([\"']-[\"'], [\"']−[\"']\)|replaceAll\([\"']-[\"']")
# an article before a number or a name that is not known yet
ARTICLE = re.compile(r"\ban? \*{0,2}\$?\{")
TEENS = ["ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
ONES = ["nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
TENS = ["-", "-", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def first_word(number):
    """How a number begins when it is read out."""
    if number >= 1000:
        return first_word(number // 1000)
    if number >= 100:
        return ONES[number // 100]
    return TENS[number // 10] if number >= 20 else TEENS[number - 10] if number >= 10 else ONES[number]


@pytest.mark.parametrize("written", [str, "{:,}".format], ids=["digits", "thousands"])
def test_a_number_has_the_article_that_is_heard(written):
    for number in range(200_000) if written is not str else range(1000):
        # one begins like "won"
        article = "an" if first_word(number)[0] in "aei" else "a"
        assert with_article(written(number)) == f"{article} {written(number)}"


def test_a_name_has_the_article_that_is_heard():
    assert [with_article(name) for name in ("Linear", "Adam", 8, 3)] == ["a Linear", "an Adam", "an 8", "a 3"]


@pytest.mark.parametrize("count", [*range(200), 1000, 2007, 1.0, 1e6])
def test_only_one_is_singular(count):
    text = counted(count, "epoch")
    assert text == f"{count:,.0f} {'epoch' if count == 1 else 'epochs'}"
    assert counted(count, "pass", "passes").endswith("pass" if count == 1 else "passes")


def test_epochs_are_counted():
    told = [epochs_text(epoch) for epoch in (0, 0.04, 0.3, 0.96, 1, 1.04, 1.5, 9.96, 12, 1234)]
    assert told == [
        "0 epochs", "0 epochs", "0.3 epochs", "1 epoch", "1 epoch", "1 epoch", "1.5 epochs", "10 epochs", "12 epochs",
        "1,234 epochs",
    ]  # fmt: skip
    assert all(epochs_text(tenth / 10) != "1 epochs" for tenth in range(200))


@pytest.mark.parametrize("decimals", range(7))
def test_zero_has_no_sign(decimals):
    for value in [-0.0, *(-np.logspace(-12, 1, 400)).tolist()]:
        for plus in (False, True):
            text = fixed(value, decimals, plus=plus)
            assert "-" not in text
            assert text.startswith("−") == (round(value, decimals) != 0)
            assert fixed(-value, decimals, plus=plus) == text.replace("−", "+" if plus else "")


def test_of_very_small_numbers_the_power_is_told():
    assert [plain(value) for value in (1e-8, 3e-12, -2.5e-9, 1e-7)] == ["10⁻⁸", "3 · 10⁻¹²", "−2.5 · 10⁻⁹", "0.0000001"]


def test_numbers_are_plain():
    assert [plain(value) for value in (0.1 + 0.2, 1e-05, 1.0, 0.1234567, -3e-7, 100000.0, 0.0, -0.0)] == [
        "0.3", "0.00001", "1", "0.1234567", "−0.0000003", "100000", "0", "0",
    ]  # fmt: skip


def test_names_are_listed():
    assert [listed(list(names)) for names in ("a", "ab", "abc")] == ["a", "a and b", "a, b and c"]
    assert listed(["3", "8"], "or") == "3 or 8"


def test_times_are_told():
    assert [duration(seconds) for seconds in (0.04, 9.9, 59.6, 200, 7500)] == [
        "0.0 s", "9.9 s", "1 min 0 s", "3 min 20 s", "2 h 5 min",
    ]  # fmt: skip


@pytest.mark.parametrize("optimiser", Optimiser.kinds().values())
@pytest.mark.parametrize("loss", Loss.kinds().values())
def test_a_line_has_one_formula(loss, optimiser):
    lines = _formulas(loss, optimiser).split("  \n")
    assert lines[0] == f"{loss.title()}: {loss.formula}"
    assert lines[1].startswith(f"{optimiser.title()}: ")
    for line in lines[1:]:
        assert line.count("←") == 1
        assert ";" not in line
    assert re.sub(r"\W", "", "".join(lines[1:])) == re.sub(r"\W", "", optimiser.title() + optimiser.formula)


def test_plurals_signs_and_articles_are_made_in_one_place():
    found = {
        f"{path.relative_to(FOLDER)}: {hit}"
        for path in FOLDER.rglob("*")
        if path.suffix in {".py", ".js"} and path.stem != "words"
        for pattern in (PLURAL, SIGN, ARTICLE)
        for hit in pattern.findall(path.read_text("utf-8"))
    }
    assert not found


def test_settings_are_written_in_one_way():
    assert [value_text(value) for value in (True, False, 1e-05, -0.0, 12, "mini-batch")] == [
        "on", "off", "0.00001", "0", "12", "mini-batch",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("share", "text"), [(0, "0 %"), (0.004, "< 1 %"), (0.006, "1 %"), (0.5, "50 %"), (0.997, "> 99 %"), (1, "100 %")]
)
def test_a_share_that_is_not_quite_none_or_all_says_so(share, text):
    assert percent(share) == text
