"""Numbers in words, as the browser writes them, over all the values that they may have."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from playground.components import assets
from playground.words import counted, with_article

COMPONENTS = Path(assets.__file__).parent
SCRIPTS = ("words.js", "live_plot/numbers.js", "layer_outputs/number_text.js", "digit_canvas/code_bars.js")


def words(page, expression, values):
    """Results of JavaScript for each of the values: `expression` is of one called `value`."""
    page.goto("about:blank")
    page.add_script_tag(content=f"class Chart {{}}\nconst tint = null;\n{assets.script(COMPONENTS, *SCRIPTS)}")
    return page.evaluate(f"values => values.map((value) => {expression})", list(values))


def test_zero_has_no_sign(page):
    values = [-0.0, *(-np.logspace(-12, 6, 300)).tolist()]
    for expression in ("fixed(value)", "fixed(value, 1)", "cost(value)", "tickText(value)", "valueText(value)",
                       "codeText(value)"):  # fmt: skip
        for text in words(page, expression, values):
            assert "-" not in text
            assert not re.fullmatch(r"−0(\.0*)?", text)
            assert text.startswith("−") == (float(text.replace("−", "-")) != 0)


def test_amounts_and_articles_are_those_of_the_server(page):
    numbers = [*range(1300), 8000, 11_000, 18_500, 110_000]
    assert words(page, 'counted(value, "image")', numbers) == [counted(number, "image") for number in numbers]
    assert words(page, "withArticle(value)", map(str, numbers)) == [with_article(number) for number in numbers]
