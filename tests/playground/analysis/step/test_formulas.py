"""Formulas of the registries can be read, every letter has a meaning, and what they say is what nn computes."""

import math
import re

import numpy as np
import pytest

import nn.layers
import nn.losses
import nn.optimisers  # noqa: F401
from nn.class_loss import ClassLoss
from nn.loss import Loss
from nn.module import Module
from nn.optimiser import Optimiser
from nn.registry import make
from playground.analysis.step.expression import Product, UnknownError
from playground.analysis.step.formula import FormulaError, latex_of, names_in, read, steps_in
from playground.analysis.step.links import slope_at
from playground.analysis.step.numerals import factor, numeral
from playground.analysis.step.symbols import meanings, settings_numbers, symbols_of
from playground.analysis.step.written import filled, of_one, right_side
from tests.playground.analysis.step.steps import OPTIMISERS

IN_WORDS = {"global_average_pool", "reshape", "flatten"}
"""Whose formulas are sentences."""
FORMULAS = [
    (cls, text)
    for family in (Module, Loss)
    for cls in family.kinds().values()
    for text in (cls.formula, cls.derivative)
] + [
    (type(made), made.steps(weight))
    for made in (make(Optimiser, data) for _, data in OPTIMISERS)
    for weight in (True, False)
]
ELEMENTWISE = [cls for cls in Module.kinds().values() if cls.elementwise]
VALUES = (-3.0, -0.75, -0.2, 0.4, 1.5, 2.5)


def ids(value):
    return value.__name__ if isinstance(value, type) else str(value)


@pytest.mark.parametrize(("cls", "text"), FORMULAS, ids=ids)
def test_every_formula_can_be_read_and_each_of_its_letters_has_a_meaning(cls, text):
    assert text, f"{cls.__name__} lacks a formula or a derivative, in its class"
    latex = latex_of(text)
    assert latex.count("{") == latex.count("}")
    if cls.kind in IN_WORDS and text == cls.formula:
        assert latex.startswith(r"\text{")
        return
    for step in steps_in(text):
        read(step)
    assert re.sub(r"\\text\{[^}]*\}", "", latex).isascii()
    known = meanings(cls)
    # an index, and a power, of what has a meaning need none
    bare = {name: re.sub("[₀-₉ᵢⱼₖₗₙ]+$|[⁻⁰¹²³⁴-⁹ˣʸᶻᵗⁿ]+$", "", name) for name in names_in(text)}
    lacking = [name for name, letter in bare.items() if not {name, letter} & known.keys()]
    assert not lacking, f"{cls.__name__}.symbols, or a setting's label, should tell of {lacking}"
    assert len(symbols_of(cls, text)) > 0 or not names_in(text)


@pytest.mark.parametrize("cls", ELEMENTWISE, ids=ids)
@pytest.mark.parametrize("value", VALUES)
def test_an_activation_is_what_its_formula_and_its_derivative_say(cls, value):
    examples = [settings for settings, _ in cls.examples] + [
        {"alpha": 0.3} if cls.kind == "elu" else {"beta": 2.0} if cls.kind == "swish" else {}
    ]
    for settings in examples:
        layer = make(Module, {"kind": cls.kind, **settings})
        y = float(layer.predict(np.array([[value]]))[0, 0])
        numbers = {"x": value, **settings_numbers(layer)}
        assert right_side(cls.formula).value(numbers) == pytest.approx(y, rel=1e-12)
        layer.dtype = np.float64
        assert right_side(cls.derivative).value({**numbers, "y": y}) == pytest.approx(slope_at(layer, value), rel=1e-9)


@pytest.mark.parametrize("cls", [cls for cls in Loss.kinds().values() if not issubclass(cls, ClassLoss)], ids=ids)
def test_a_loss_is_what_its_formula_and_its_derivative_say(cls):
    for z in VALUES:
        for y in (0.0, 0.3, 1.0):
            numbers = {"z": z, "y": y, "m": 1.0, **settings_numbers(cls())}
            value, gradient = cls().value_and_gradient(np.array([[z]]), np.array([[y]]))
            assert of_one(cls.formula).value(numbers) == pytest.approx(value, rel=1e-9)
            assert right_side(cls.derivative).value(numbers) == pytest.approx(gradient[0, 0], rel=1e-9)


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("y = 1 / (1 + e⁻ˣ)", r"y = \frac{1}{1 + e^{-x}}"),
        ("e^−βx", r"e^{-\beta \, x}"),
        ("a − (b − c)", r"a - \left(b - c\right)"),
        ("−(a + b) c", r"-\left(a + b\right) \, c"),
        ("½ m̂ / √ŝ", r"\tfrac{1}{2} \cdot \frac{\hat{m}}{\sqrt{\hat{s}}}"),
        ("W[k, l] xᵢ", r"W_{k, l} \cdot x_{i}"),
        ("|e| ≤ δ", r"\left|e\right| \le \delta"),
    ],
)
def test_latex_by_hand(text, latex):
    assert latex_of(text) == latex


def test_numbers_are_written_as_people_write_them():
    assert [numeral(value) for value in (0.13751, -2.5, 3e-6, 1e-6, -0.0, 1234.5, math.inf, -math.inf)] == [
        "0.1375", "-2.5", r"3 \cdot 10^{-6}", "10^{-6}", "0", "1234", r"\infty", r"-\infty",
    ]  # fmt: skip
    assert numeral(math.nan) == r"\text{no number}"
    assert factor(-2.5) == r"\left(-2.5\right)"


def test_a_formula_is_written_with_its_numbers():
    assert filled("y = max(x, slope · x)", {"x": -2.0, "slope": 0.1}, -0.2) == (
        r"\max\left(-2, 0.1 \cdot \left(-2\right)\right) = -0.2"
    )
    assert filled("β₁m + (1 − β₁)g²", {"β₁": 0.9, "m": 2.0, "g": -1e-5}, 1.8) == (
        r"0.9 \cdot 2 + \left(1 - 0.9\right) \cdot \left(-1 \cdot 10^{-5}\right)^{2} = 1.8"
    )
    assert filled("m / (1 − β₁ᵗ)", {"m": 1.0, "β₁ᵗ": 0.5}, 2.0) == r"\frac{1}{1 - 0.5} = 2"


@pytest.mark.parametrize("text", ["", "1 +", "(1", "x ? y", "1 2)", "x if y", "else", "then as Adam", "a = b, of c"])
def test_what_is_no_formula_is_refused_and_shown_as_it_is(text):
    with pytest.raises(FormulaError):
        read(text)
    assert latex_of(text).startswith(r"\text{")
    assert names_in(text) == ()


def test_a_text_of_somebody_else_is_no_command():
    assert latex_of(r"\href{x}{y} $ # _") == r"\text{ href x  y       }"


@pytest.mark.parametrize("text", ["x", "softmax(x)", "Σ x", "x[i]", "⌊x⌋", "(1, 2) → 3"])
def test_what_has_no_number_is_not_computed(text):
    with pytest.raises(UnknownError):
        read(text).value({})


def test_products_have_their_factors():
    product = read("rate · m̂ / (√ŝ + ε)")
    assert isinstance(product, Product)
    assert [part.value({"rate": 0.1, "m\u0302": 3.0, "s\u0302": 4.0, "ε": 0.0}) for part in product.parts] == [0.1, 1.5]
