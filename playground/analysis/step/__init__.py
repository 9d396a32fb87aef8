"""One step of training, explained from nn's own numbers: forward, loss, backward, update.

`step_of` records the step, on copies; each `explain_…` tells how one of its numbers comes about, and each `check_…`
puts the central difference beside a derivative. Rows, samples and places are counted from 0, and in words from 1.
"""

from playground.analysis.step.check import Check, check_gradient, check_output_delta
from playground.analysis.step.deltas import explain_delta, explain_input_delta
from playground.analysis.step.explanation import Explanation, Rest, Term
from playground.analysis.step.gradients import explain_gradient
from playground.analysis.step.losses import (
    explain_loss,
    explain_mean_loss,
    explain_prediction,
    explain_score_delta,
)
from playground.analysis.step.outputs import explain_output
from playground.analysis.step.recording import (
    Parameter,
    Row,
    SampleWeights,
    Step,
    most_samples,
    step_of,
    step_of_trainer,
)
from playground.analysis.step.upcoming import NextBatch, next_batch
from playground.analysis.step.updates import explain_average, explain_update

__all__ = [
    "Check",
    "Explanation",
    "NextBatch",
    "Parameter",
    "Rest",
    "Row",
    "SampleWeights",
    "Step",
    "Term",
    "check_gradient",
    "check_output_delta",
    "explain_average",
    "explain_delta",
    "explain_gradient",
    "explain_input_delta",
    "explain_loss",
    "explain_mean_loss",
    "explain_output",
    "explain_prediction",
    "explain_score_delta",
    "explain_update",
    "most_samples",
    "next_batch",
    "step_of",
    "step_of_trainer",
]
