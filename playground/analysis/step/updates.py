"""Update: how a number among parameters becomes a new one: penalty, clipping, the optimiser's steps, averages."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nn.layers.batch_norm import BatchNorm
from playground.analysis.step.explanation import Explanation, Symbols, Terms, summed
from playground.analysis.step.expression import Expression, Numbers, Product, Relation, Sum, UnknownError
from playground.analysis.step.formula import FormulaError, read, steps_in, terms_in
from playground.analysis.step.gradients import explain_gradient, parameter_text, require_parameter
from playground.analysis.step.numerals import numeral
from playground.analysis.step.places import Place
from playground.analysis.step.recording import Parameter, Step
from playground.analysis.step.symbols import settings_numbers, symbols_of
from playground.training.finite import overflow_allowed

THETA = "θ"
GRADIENT: Symbols = (("g", "gradient of the loss"), ("w", "the weight"))


@overflow_allowed
def explain_update(step: Step, row: int, name: str, place: Place) -> Explanation:
    """The new value of a number among a row's parameters; ValueError where there is none such.

    Its `steps` are the gradient of the loss, then what penalty and clipping make of it where there are any, then the
    steps of the optimiser's formula but the last, which is its own.
    """
    parameter = require_parameter(step, row, name, place)
    layer, title = step.rows[row].layer, f"New value of {parameter_text(step, row, name, place)}"
    if isinstance(layer, BatchNorm) and name in ("mean", "variance"):
        return _running(step, row, name, place, title)
    made = (_penalised(step, parameter, place), _clipped(step, parameter, place))
    before = [explain_gradient(step, row, name, place), *filter(None, made)]
    *steps, last = _optimised(step, parameter, place, title)
    return replace(last, steps=(*before, *steps))


@overflow_allowed
def explain_average(step: Step, row: int, name: str, place: Place) -> Explanation:
    """The averaged value behind the update; ValueError where the weights are not averaged, or there is no such."""
    parameter = require_parameter(step, row, name, place)
    if step.average is None or parameter.average is None:
        raise ValueError("The weights of this training are not averaged.")
    updates = step.average.updates
    decay = min(step.average.decay, (1 + updates) / (10 + updates))
    old, new = (float(values[place]) for values in parameter.average)
    terms = Terms.listed(
        ("the average so far", (decay, old)), ("the new value", (1 - decay, float(parameter.after[place])))
    )
    symbols = (("a", "average of the weights"), ("d", "share of it that an update leaves"), (r"\theta", "new value"))
    title = f"Average of {parameter_text(step, row, name, place)}"
    return summed(title, r"a \leftarrow d \, a + \left(1 - d\right) \theta", symbols, terms, new)


def _penalised(step: Step, parameter: Parameter, place: Place) -> Explanation | None:
    penalty = step.penalty
    if penalty is None or not parameter.is_weight or not (penalty.l1 or penalty.l2):
        return None
    weight, gradient = float(parameter.before[place]), float(parameter.gradient[place])
    terms = Terms.listed(
        ("gradient of the loss", (gradient,)),
        ("L2 times the weight", (penalty.l2, weight)),
        ("L1 times its sign", (penalty.l1, float(np.sign(weight)))),
    )
    formula = r"g + L_2 \, w + L_1 \, \operatorname{sign} w"
    symbols = (*GRADIENT, ("L_1", "L1 penalty"), ("L_2", "L2 penalty"))
    return summed("Gradient with the penalty's", formula, symbols, terms, float(parameter.penalised[place]))


def _clipped(step: Step, parameter: Parameter, place: Place) -> Explanation | None:
    if not step.clip_norm or not step.norm > step.clip_norm:
        return None
    share, gradient = step.clip_norm / step.norm, float(parameter.penalised[place])
    terms = Terms.listed(("gradient, shortened", (gradient, share)))
    symbols = (
        ("g", "gradient"),
        ("c", "greatest norm of the gradient"),
        (r"\lVert g \rVert", "its norm, over all parameters"),
    )
    shown = rf"{numeral(gradient)} \cdot \frac{{{numeral(step.clip_norm)}}}{{{numeral(step.norm)}}}"
    result = float(parameter.clipped[place])
    return summed(
        "Clipped gradient",
        r"g \leftarrow g \cdot \frac{c}{\lVert g \rVert}",
        symbols,
        terms,
        result,
        filled=f"{shown} = {numeral(result)}",
    )


def _optimised(step: Step, parameter: Parameter, place: Place, title: str) -> list[Explanation]:
    """The steps of the optimiser's formula, each with what nn has for it where nn keeps it."""
    optimiser = step.optimiser
    cls = type(optimiser)
    kept = {letter: parameter.memory[name] for letter, name in optimiser.letters if name in parameter.memory}
    numbers = {
        **settings_numbers(optimiser),
        **optimiser.numbers(),
        THETA: float(parameter.before[place]),
        "g": float(parameter.clipped[place]),
        **{letter: float(old[place]) for letter, (old, _) in kept.items()},
    }
    after = {letter: float(new[place]) for letter, (_, new) in kept.items()}
    found: list[Explanation] = []
    texts = steps_in(optimiser.steps(parameter.is_weight))
    try:
        steps = [read(text) for text in texts]
        for text, relation in zip(texts, steps, strict=True):
            if not isinstance(relation, Relation):
                raise FormulaError(f"{text!r} is no step of an optimiser.")
            name, last = relation.left.text, relation is steps[-1]
            result = relation.right.value(numbers)
            result = float(parameter.after[place]) if last else after.get(name, result)
            terms = Terms.listed(*_terms(text, relation.right, numbers))
            shown = f"{relation.right.latex(numbers)} = {numeral(result)}"
            symbols = symbols_of(cls, text)
            own = title if last else f"Step to it: {symbols_of(cls, name)[0][1] if symbols_of(cls, name) else name}"
            found.append(summed(own, relation.latex(), symbols, terms, result, filled=shown))
            numbers[name] = result
    except (FormulaError, UnknownError):
        return [_moved(parameter, place, title)]
    return found


def _terms(text: str, expression: Expression, numbers: Numbers) -> list[tuple[str, tuple[float, ...]]]:
    """The terms of a sum, each by its own formula, with the values of its factors."""
    parts = expression.parts if isinstance(expression, Sum) else ((1, expression),)
    found = []
    for label, (sign, part) in zip(terms_in(text), parts, strict=True):
        factors = part.parts if isinstance(part, Product) else (part,)
        first, *others = (each.value(numbers) for each in factors)
        found.append((label, (sign * first, *others)))
    return found


def _moved(parameter: Parameter, place: Place, title: str) -> Explanation:
    """The new value of an optimiser whose formula cannot be computed: the old one, and how far it has moved."""
    old, new = float(parameter.before[place]), float(parameter.after[place])
    terms = Terms.listed(("old value", (old,)), ("what the optimiser adds", (new - old,)))
    return summed(title, r"\theta \leftarrow \theta + \Delta", ((r"\theta", "a parameter"),), terms, new)


def _running(step: Step, row: int, name: str, place: Place, title: str) -> Explanation:
    """A running mean or variance, which the forward pass moves."""
    found = step.rows[row]
    layer = found.layer
    assert isinstance(layer, BatchNorm)
    values = found.inputs[..., place[-1]].astype(np.float64)
    of_batch = values.mean() if name == "mean" else values.var(ddof=1)
    old, new = (float(each[place]) for each in (found.parameters[name].before, found.parameters[name].after))
    terms = Terms.listed(
        ("what it was", (layer.momentum, old)), (f"{name} of the batch", (1 - layer.momentum, float(of_batch)))
    )
    formula = r"r \leftarrow \text{momentum} \cdot r + \left(1 - \text{momentum}\right) b"
    symbols = (
        ("r", f"running {name}"),
        ("b", f"{name} of the batch"),
        (r"\text{momentum}", "share that a batch leaves"),
    )
    return summed(title, formula, symbols, terms, new)
