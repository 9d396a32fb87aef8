"""Exercises on optimisers: momentum and Adam."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from nn.exercises.comparison import fault
from nn.exercises.exercise import Exercise
from nn.module import Array
from nn.optimiser import Optimiser
from nn.optimisers.adam import Adam
from nn.optimisers.sgd import SGD

UPDATES = 4
STUB = '''"""{title}, to be written.

theta (p,) is moved in place, against its gradient g (p,). What has to be remembered from update to update is
`self.memory("name", theta)`: a vector like theta, zero at first, to be changed in place.
Check it with:  python -m nn.exercises check {name}.py
"""

from dataclasses import dataclass

import numpy as np

from nn.optimiser import Optimiser
from nn.settings import setting


@dataclass(eq=False)
class My{title}(Optimiser):
    """{title}, written by hand."""

    kind = "my_{name}"
    formula = "{formula}"

    learning_rate: float = setting(0.1, low=1e-5, high=10.0, scale="log", help="Length of a step")
{settings}
    def update(self, theta, dtheta):
        raise NotImplementedError("update: move theta in place, by self.rate and what is remembered")
'''
MOMENTUM = '    momentum: float = setting(0.9, low=0.0, high=0.999, help="Share of the last step that is kept")\n'
ADAM = """    beta1: float = setting(0.9, low=0.0, high=0.999, help="Share of the mean gradient that is kept")
    beta2: float = setting(0.99, low=0.0, high=0.9999, help="Share of the gradient's size that is kept")
    epsilon: float = setting(1e-4, low=1e-12, high=1.0, scale="log", help="Keeps steps of no size finite")
"""
Steps = Callable[[Sequence[Array]], list[Array]]


def _tried(ours: Optimiser, wrong: Mapping[str, Steps]) -> Callable[[type[Any]], str | None]:
    """A check of a learner's optimiser beside ours, with the same settings and gradients; `wrong`: usual mistakes."""

    def check(written: type[Any]) -> str | None:
        rng = np.random.default_rng(0)
        gradients = [rng.normal(size=5) for _ in range(UPDATES)]
        mine = written(**{name: getattr(ours, name) for name in written.__dataclass_fields__})
        mistakes = {hint: steps(gradients) for hint, steps in wrong.items()}
        expected, found, total = np.ones(5), np.ones(5), np.ones(5)
        for number, gradient in enumerate(gradients):
            given = gradient.copy()
            ours.update(expected, gradient)
            mine.update(found, given)
            if not np.array_equal(given, gradient):
                return "update has written over the gradient."
            so_far = {hint: total - np.sum(steps[: number + 1], axis=0) for hint, steps in mistakes.items()}
            if said := fault(f"theta after update {number + 1}", found, expected, so_far, UPDATES):
                return "theta has not been moved: change it in place (theta -= ...)." if (found == 1).all() else said
        return None

    def fresh(written: type[Any]) -> str | None:
        ours.__post_init__()  # nothing remembered
        return check(written)

    return fresh


def _momentum(first: float, second: float, *, damped: bool = False, up: bool = False) -> Steps:
    def steps(gradients: Sequence[Array]) -> list[Array]:
        velocity, found = np.zeros_like(gradients[0]), []
        for g in gradients:
            velocity = first * velocity + ((1 - first) if damped else 1) * g
            found.append((-1 if up else 1) * second * velocity)
        return found

    return steps


def _adam(*, corrected: bool = True, inside: bool = False, squared: bool = True) -> Steps:
    def steps(gradients: Sequence[Array]) -> list[Array]:
        mean, size, found = np.zeros_like(gradients[0]), np.zeros_like(gradients[0]), []
        for t, g in enumerate(gradients, 1):
            mean, size = 0.9 * mean + 0.1 * g, 0.99 * size + 0.01 * (g * g if squared else np.abs(g))
            m, s = (mean / (1 - 0.9**t), size / (1 - 0.99**t)) if corrected else (mean, size)
            found.append(0.1 * m / (np.sqrt(s + 1e-4) if inside else np.sqrt(s) + 1e-4))
        return found

    return steps


Exercise(
    "momentum",
    "Momentum: a heavy ball on the way down.",
    "my_momentum",
    STUB.format(
        title="Momentum", name="momentum", formula="v <- momentum v + g;  theta <- theta - rate v", settings=MOMENTUM
    ),
    _tried(
        SGD(learning_rate=0.1, momentum=0.9),
        {
            "that is descent without momentum: v must be kept from update to update.": _momentum(0.0, 0.1),
            "g counts in full, v <- momentum v + g, not by (1 - momentum).": _momentum(0.9, 0.1, damped=True),
            "the rate is missing.": _momentum(0.9, 1.0),
            "it goes uphill: the sign is wrong.": _momentum(0.9, 0.1, up=True),
        },
    ),
)
Exercise(
    "adam",
    "Adam: a step size of its own for every parameter.",
    "my_adam",
    STUB.format(
        title="Adam",
        name="adam",
        formula="m <- b1 m + (1 - b1) g;  s <- b2 s + (1 - b2) g²;  theta <- theta - rate m̂ / (√ŝ + ε)",
        settings=ADAM,
    ),
    _tried(
        Adam(learning_rate=0.1, beta1=0.9, beta2=0.99, epsilon=1e-4),
        {
            "m and s began at zero: divide them by 1 - b1^t and 1 - b2^t.": _adam(corrected=False),
            "epsilon stands behind the root, not under it.": _adam(inside=True),
            "s is of g², not of |g|.": _adam(squared=False),
        },
    ),
)
