"""Confidence in an answer of the reader, with the second opinion of a small network that sees fewer pixels.

A network that was shown digits alone is often sure of what is none; two that learnt from other digits, in other pixels,
are less often so of the same answer. Measured at confidences from which 97 % of the digits of three writers set aside
are answered: of 24 letters, signs and scribbles the reader alone answers eleven, and nine with the second opinion.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from nn.module import Array
from playground.drawing import Drawing
from playground.ready.network import ReadyNetwork


def confidences(shares: Array, second: ReadyNetwork, drawings: Sequence[Drawing]) -> tuple[Array, Array]:
    """Confidence, 0 to 1, in the answers to drawings, (n,), and the second network's own answers, class numbers (n,).

    `shares` (n, 10) are the reader's; its answer is the class with the largest. The confidence is the mean of what both
    networks believe in that class.
    """
    others = second.probabilities(drawings)
    answers, rows = shares.argmax(axis=1), np.arange(len(shares))
    return (shares[rows, answers] + others[rows, answers]) / 2, others.argmax(axis=1)
