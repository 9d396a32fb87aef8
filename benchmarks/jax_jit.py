"""The same step in JAX, compiled."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

# one thread, as everybody; it is read when JAX starts
os.environ.setdefault("XLA_FLAGS", "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1")

import jax
import jax.numpy as jnp

from benchmarks.cases import Case

ACTIVATIONS: dict[str, Callable[[Any], Any]] = {
    "tanh": jnp.tanh,
    "sigmoid": jax.nn.sigmoid,
    "relu": jax.nn.relu,
}


def step(case: Case) -> Callable[[], object] | None:
    """One update of stochastic gradient descent; None where a module is not listed here."""
    model = case.model()
    kinds = [layer.kind for layer in model.layers]
    if not set(kinds) <= {"linear", *ACTIVATIONS}:
        return None
    parameters = [{name: jnp.asarray(values) for name, values in layer.params.items()} for layer in model.layers]
    x, y = (jnp.asarray(part) for part in case.samples(case.batch_size))

    def loss(parameters: Any, x: Any, y: Any) -> Any:
        for kind, own in zip(kinds, parameters, strict=True):
            x = x @ own["weights"] + own["bias"] if kind == "linear" else ACTIVATIONS[kind](x)
        if case.loss.kind == "cross_entropy":
            return -jnp.take_along_axis(jax.nn.log_softmax(x), y[:, None], axis=1).mean()
        return ((x - y) ** 2).mean()

    @jax.jit
    def updated(parameters: Any, x: Any, y: Any) -> Any:
        value, slopes = jax.value_and_grad(loss)(parameters, x, y)
        return value, jax.tree.map(lambda values, slope: values - 0.01 * slope, parameters, slopes)

    def update() -> None:
        nonlocal parameters
        value, parameters = updated(parameters, x, y)
        value.block_until_ready()
        jax.block_until_ready(parameters)

    return update
