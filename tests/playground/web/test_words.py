"""Numbers in words, as the browser's JavaScript writes them, over all the values that they may have."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from playground.experiment.words import counted, with_article
from playground.server.web_files import WEB
from tests.node import run_node

MODULES = ("words.js", "numbers.js", "number_text.js", "digit_canvas/code_bars.js")


def words(function, values, *arguments):
    """Results of an exported JavaScript function for each of the values, as Node has them."""
    modules = ", ".join(f"...(await import({json.dumps((WEB / name).as_uri())}))" for name in MODULES)
    script = f"""
        const {{ {function} }} = {{ {modules} }};
        const [values, further] = JSON.parse(await (await import("node:stream/consumers")).text(process.stdin));
        process.stdout.write(JSON.stringify(values.map((value) => {function}(value, ...further))));
    """
    told = run_node("--input-type=module", "-e", script, given=json.dumps([list(values), arguments]))
    assert told.returncode == 0, told.stderr
    return json.loads(told.stdout)


@pytest.mark.parametrize(
    ("function", "arguments"),
    [("fixed", ()), ("fixed", (1,)), ("cost", ()), ("tickText", ()), ("valueText", ()), ("codeText", ())],
    ids=lambda part: str(part),
)
def test_zero_has_no_sign(function, arguments):
    values = [-0.0, *(-np.logspace(-12, 6, 300)).tolist()]
    for text in words(function, values, *arguments):
        assert "-" not in text
        assert not re.fullmatch(r"−0(\.0*)?", text)
        assert text.startswith("−") == (float(text.replace("−", "-")) != 0)


def test_amounts_and_articles_are_those_of_the_server():
    numbers = [*range(1300), 8000, 11_000, 18_500, 110_000]
    assert words("counted", numbers, "image") == [counted(number, "image") for number in numbers]
    assert words("withArticle", map(str, numbers)) == [with_article(number) for number in numbers]
