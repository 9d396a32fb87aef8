"""Gradient noise: the spread of a batch's gradient, and its fall with the batch size."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.batch_modes.training_cost import TrainingCost
from playground.datasets import Samples
from playground.experiment import Experiment
from playground.training.finite import overflow_allowed

SEED = 0
PASSES_A_GRADIENT = 3
LEAST_SAMPLES = 10_000
"""So many are drawn for each size, as late in training a few samples have most of the noise."""


@dataclass(frozen=True, eq=False)
class GradientNoise:
    """The noise at each of `batch_sizes` (k,), as measured (k,), and the noise of a single sample.

    The noise of a batch B is E|g_B − g|² / |g|², where g is the gradient over all samples. `scale` is that of single
    samples over every one of them: the batch size at which noise and gradient are equally large.
    """

    batch_sizes: Array
    measured: Array
    scale: float

    @property
    def law(self) -> Array:
        """What the noise must be at each batch size, (k,): the mean of B independent samples has 1/B of their variance.

        Source: S. McCandlish, J. Kaplan, D. Amodei, An Empirical Model of Large-Batch Training, 2018, section 2.2.
        """
        # E|g_B - g|² / |g|² = tr(Σ) / (B |g|²)
        law: Array = self.scale / self.batch_sizes
        return law


@overflow_allowed
def gradient_noise(
    experiment: Experiment,
    theta: Array,
    batch_sizes: Sequence[int],
    draws: int = 50,
    samples: Samples | None = None,
) -> GradientNoise:
    """Measure the noise at the weights `theta` (p,), over the first 1,000 training samples.

    That is done in `draws` batches of each size, or more of the small ones: `LEAST_SAMPLES` samples in all.
    The samples of a batch are drawn independently, as the law wants it; in an epoch, where none comes twice, the noise
    of B out of N is (N − B) / (N − 1) of that. ValueError, in a sentence, where it would take too long, or where the
    gradient is zero. Raises DataUnavailable.
    """
    cost = TrainingCost(experiment, samples)
    if cost.least_samples > 1:
        raise ValueError(
            "The gradient noise is left out: with BatchNorm every output depends on the whole batch, so that a single "
            "sample has no gradient of its own."
        )
    batches = [max(draws, LEAST_SAMPLES // size) for size in batch_sizes]
    passes = sum(size * count for size, count in zip(batch_sizes, batches, strict=True)) + 2 * cost.count
    if not cost.allows(PASSES_A_GRADIENT * passes):
        raise ValueError(
            f"The gradient noise is left out: with {cost.parameters:,} parameters it would take too long to measure. "
            "Smaller networks show it."
        )
    full = cost.gradient(theta)
    squared = float(full @ full)
    if not 0 < squared < np.inf:
        raise ValueError("The gradient noise is left out: the gradient over all samples is zero, or not finite.")

    def distance(chosen: Array) -> float:
        difference = cost.gradient(theta, chosen) - full
        return float(difference @ difference) / squared

    rng = np.random.default_rng(SEED)
    measured = [
        np.mean([distance(rng.integers(cost.count, size=size)) for _ in range(count)])
        for size, count in zip(batch_sizes, batches, strict=True)
    ]
    single = np.mean([distance(np.array([number])) for number in range(cost.count)])
    return GradientNoise(np.array(batch_sizes, np.float64), np.array(measured, np.float64), float(single))
