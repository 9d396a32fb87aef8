"""Loss: how the loss of a sample, the mean of all, and its gradient by a score come about."""

from __future__ import annotations

import numpy as np

from nn.loss import Loss
from nn.losses.cross_entropy import UNLABELLED, CrossEntropy
from nn.losses.hinge import Hinge
from nn.module import Array
from playground.analysis.step.explanation import Explanation, Symbols, Terms, summed
from playground.analysis.step.expression import UnknownError
from playground.analysis.step.formula import FormulaError, latex_of
from playground.analysis.step.numerals import numeral
from playground.analysis.step.outputs import of_activation, softmax_share
from playground.analysis.step.places import Place, labels, place_text, require_place
from playground.analysis.step.recording import Step
from playground.analysis.step.symbols import settings_numbers, symbols_of
from playground.analysis.step.written import filled, of_one, right_side
from playground.training.finite import overflow_allowed

MOST_OUTPUTS = 4096
"""Outputs of a sample whose losses are told one by one: of so many nn is asked in turn."""
NEAR = 1e-4
"""Relative distance within which two ways to the same loss are the same, in single precision."""


@overflow_allowed
def explain_prediction(step: Step, sample: int, place: Place) -> Explanation:
    """The prediction at a place behind the activation that the loss owns; ValueError where it owns none."""
    require_place(step.predictions, sample, place, "prediction")
    if step.loss.activation is None:
        raise ValueError(f"{step.loss.title()} owns no activation: the predictions are what the last row gives.")
    head, result = step.loss.activation(), float(step.predictions[(sample, *place)])
    title = f"Prediction {place_text(place, step.predictions.shape[1:])}, {head.title()}, from the loss"
    if head.elementwise:
        return of_activation(head, title, float(step.scores[(sample, *place)]), result)
    symbols = symbols_of(type(head), head.formula)
    return softmax_share(title, step.scores[(sample, *place[:-1])], place[-1], result, symbols)


def sample_shares(step: Step) -> Array:
    """The share of each sample in the mean loss, (n,): one without a label has none, others as they are weighted."""
    if step.weights is not None:
        return step.weights.shares
    counted = np.ones(step.count)
    if isinstance(step.loss, CrossEntropy) and step.loss.ignore and step.targets.ndim == 1:
        counted = (step.targets != UNLABELLED).astype(np.float64)
    shares: Array = counted / max(1.0, float(counted.sum()))
    return shares


@overflow_allowed
def explain_mean_loss(step: Step) -> Explanation:
    """The loss of the batch: the mean of its samples'."""
    terms = Terms((step.losses, sample_shares(step)), lambda number: f"sample {number + 1}")
    symbols: Symbols = (("L", "the loss"), ("n", "number of samples"), (r"\ell_s", "loss of a sample"))
    formula = r"L = \frac{1}{n} \sum_s \ell_s"
    if step.weights is not None:
        symbols = (*symbols, ("w_s", "how much a sample counts, of which the mean over all training samples is 1"))
        formula = r"L = \frac{1}{n} \sum_s w_s \, \ell_s"
    return summed("Loss of the batch", formula, symbols, terms, step.value)


@overflow_allowed
def explain_loss(step: Step, sample: int) -> Explanation:
    """The loss of one sample; ValueError where there is none such."""
    require_place(step.losses, sample, (), "loss")
    loss, result = step.loss, float(step.losses[sample])
    title = f"Loss of the sample, {loss.title()}"
    symbols = symbols_of(type(loss), loss.formula)
    if isinstance(loss, CrossEntropy):
        targets = target_rows(step, sample)
        counted = targets != 0
        places = tuple(axis[counted.ravel()] for axis in _places(step, sample))
        terms = Terms(
            (targets[counted], -_logs(step, sample)[counted]), labels("class", places, step.scores.shape[1:], sample)
        )
        return summed(title, latex_of(loss.formula), symbols, terms, result)
    if isinstance(loss, Hinge):
        return _hinge(step, sample, title, symbols)
    if step.scores[0].size > MOST_OUTPUTS:
        return summed(title, latex_of(loss.formula), symbols, Terms.listed(("as the loss gives it", (result,))), result)
    values = _each_output(step, sample)
    terms = Terms.listed(("as the loss gives it", (result,)))
    if abs(values.mean() - result) <= NEAR * max(abs(result), NEAR):
        shares = np.full(len(values), 1 / len(values))
        terms = Terms((values, shares), labels("output", _places(step, sample), step.scores.shape[1:], sample))
    return summed(title, latex_of(loss.formula), symbols, terms, result, steps=_largest_output(step, sample, values))


def _each_output(step: Step, sample: int) -> Array:
    """The loss of each output of a sample alone, (m,), as nn has it."""
    z, y = (np.asarray(values[sample], step.scores.dtype).reshape(-1, 1, 1) for values in (step.scores, step.targets))
    return np.array([step.loss.value_and_gradient(*pair)[0] for pair in zip(z, y, strict=True)])


def _largest_output(step: Step, sample: int, values: Array) -> tuple[Explanation, ...]:
    """The loss of the output that lost most, by the formula."""
    loss, number = step.loss, int(values.argmax())
    result, numbers = float(values[number]), _numbers(step, sample, number)
    try:
        single = of_one(loss.formula)
        value = single.value(numbers)
        shown = f"{single.latex(numbers)} = {numeral(result)}"
    except (FormulaError, UnknownError):
        return ()
    if not np.isfinite(value):  # the formula itself is rounded where nn's way round it is not
        return ()
    terms = Terms.listed(("by the formula", (value,)))
    title = f"Loss of output {place_text(_place(step, number), step.scores.shape[1:])}, the largest"
    symbols = symbols_of(type(loss), loss.formula)
    return (summed(title, single.latex(), symbols, terms, result, filled=shown),)


def _numbers(step: Step, sample: int, number: int) -> dict[str, float]:
    z, y = (np.asarray(values[sample]).ravel() for values in (step.scores, step.targets))
    return {"z": float(z[number]), "y": float(y[number]), "m": float(len(z)), **settings_numbers(step.loss)}


def _place(step: Step, number: int) -> Place:
    return tuple(int(index) for index in np.unravel_index(number, step.scores.shape[1:]))


def _places(step: Step, sample: int) -> tuple[Array, ...]:
    """The places of all scores of a sample, in their order."""
    shape = step.scores.shape[1:]
    return np.full(step.scores[0].size, sample), *(axis.ravel() for axis in np.indices(shape))


def target_rows(step: Step, sample: int) -> Array:
    """What a loss over classes compares the scores of a sample with, of their shape, in double precision."""
    classes = step.scores.shape[-1]
    if step.targets.ndim == 1:
        rows: Array = (np.arange(classes) == step.targets[sample]).astype(np.float64)
    else:
        rows = step.targets[sample].astype(np.float64)
    if isinstance(step.loss, CrossEntropy) and step.loss.smoothing and sample_shares(step)[sample]:
        # y ← (1 - smoothing) y + smoothing / k
        rows = (1 - step.loss.smoothing) * rows + step.loss.smoothing / classes
    return rows


def _logs(step: Step, sample: int) -> Array:
    """Logarithms of the softmax of a sample's scores, in double precision."""
    # log p = z - max z - log Σ e^(z - max z), in which no share is rounded to 0
    z = step.scores[sample].astype(np.float64)
    z -= z.max(axis=-1, keepdims=True)
    logs: Array = z - np.log(np.exp(z).sum(axis=-1, keepdims=True))
    return logs


def _rivals(step: Step, sample: int) -> tuple[Array, Array]:
    """Of the hinge loss: each class's score with its margin, and 1 for the first that has the greatest."""
    z, y = step.scores[sample], target_rows(step, sample)
    marked = z + (1 - y)
    # the lead of each over the right class, in the very order of nn, so that of equals the same is the first
    lead = z - np.sum(y.astype(z.dtype) * z, axis=-1, keepdims=True) + (1 - y).astype(z.dtype)
    return marked, (np.arange(z.shape[-1]) == lead.argmax(axis=-1)[..., None]).astype(np.float64)


def _hinge(step: Step, sample: int, title: str, symbols: Symbols) -> Explanation:
    marked, rivals = _rivals(step, sample)
    z, y = step.scores[sample].astype(np.float64), target_rows(step, sample)
    factors, told = [], []
    for values, chosen, text in ((marked, rivals, "the greatest score, with its margin,"), (-z, y, "less the score")):
        for place in np.argwhere(chosen != 0).tolist():
            factors.append((float(values[tuple(place)]), float(chosen[tuple(place)])))
            told.append(f"{text} of class {place_text(tuple(place), step.scores.shape[1:])}")
    terms = Terms.listed(*zip(told, factors, strict=True))
    return summed(title, latex_of(step.loss.formula), symbols, terms, float(step.losses[sample]))


@overflow_allowed
def explain_score_delta(step: Step, sample: int, place: Place) -> Explanation:
    """The gradient of the mean loss by a score: the sample's share in the mean, times that of the sample's loss."""
    require_place(step.slopes, sample, place, "score")
    loss, share, at = step.loss, float(sample_shares(step)[sample]), (sample, *place)
    result = float(step.slopes[at])
    title = f"Gradient of the loss by score {place_text(place, step.scores.shape[1:])}"
    derivative = latex_of(loss.derivative) if loss.derivative else r"\frac{\partial \ell}{\partial z}"
    of_sample = r"\frac{1}{n}" if step.weights is None else r"\frac{w_s}{n}"
    formula = rf"\frac{{\partial L}}{{\partial z}} = {of_sample} \left({derivative}\right)"
    symbols: Symbols = (("n", "number of samples"), *symbols_of(type(loss), loss.derivative))
    if step.weights is not None:
        symbols = (("w_s", "how much the sample counts, of which the mean over all is 1"), *symbols)
    steps: tuple[Explanation, ...] = ()
    if isinstance(loss, (CrossEntropy, Hinge)):
        y = float(target_rows(step, sample)[place])
        if isinstance(loss, CrossEntropy):
            share_of_class = float(np.exp(_logs(step, sample)[place]))
            first, text = share_of_class * float(target_rows(step, sample)[place[:-1]].sum()), "p"
            steps = (explain_prediction(step, sample, place),)
        else:
            first, text = float(_rivals(step, sample)[1][place]), "r"
        terms = Terms.listed((f"{text}, the sample's share of it", (share, first)), ("less the target", (share, -y)))
        numbers = {text: first, "y": y}
    else:
        number = int(np.ravel_multi_index(place, step.scores.shape[1:]))
        numbers = _numbers(step, sample, number)
        terms = Terms.listed(
            ("the sample's share, times its own", (share, _own_slope(loss, step, sample, place, numbers)))
        )
    own = result / share if share else 0.0
    shown = rf"{numeral(share)} \cdot \underbrace{{{numeral(own)}}}_{{{filled(loss.derivative, numbers, own)}}}"
    return summed(title, formula, symbols, terms, result, filled=f"{shown} = {numeral(result)}", steps=steps)


def _own_slope(loss: Loss, step: Step, sample: int, place: Place, numbers: dict[str, float]) -> float:
    """By the loss's formula; without one, as nn has it of the sample alone."""
    try:
        return right_side(loss.derivative).value(numbers)
    except (FormulaError, UnknownError):
        pair = (values[sample : sample + 1] for values in (step.scores, step.targets))
        return float(loss.value_and_gradient(*pair)[1][(0, *place)])
