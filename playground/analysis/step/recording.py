"""Recording of one step of training: what every row receives and gives, forward and backward, and what moves.

All numbers are those of nn's own passes and update, on copies: whoever trains is not touched.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np

from nn import Sequential
from nn.averaging import Average
from nn.layers.activations import LeakyReLU, ReLU
from nn.loss import Loss
from nn.module import Array, Module, Shape
from nn.optimiser import Optimiser, clip
from nn.penalty import Penalty
from nn.registry import copy_of
from nn.training import Trainer
from playground.analysis.step.passes import Passes
from playground.training.finite import overflow_allowed

MOST_VALUES = 1 << 24
"""Values, 64 MB of them, that the layers may keep of a step; about twice as many are kept to be shown."""
Named = dict[str, Array]
"""Arrays of a row's parameters, by their names."""


@dataclass(frozen=True, eq=False)
class Parameter:
    """One parameter of a row through a step: arrays of the parameter's shape, each as it was at its stage."""

    before: Array
    gradient: Array
    """That of the loss, as backward gives it."""
    penalised: Array
    """The same with the penalty's."""
    clipped: Array
    """The same as the optimiser takes it."""
    after: Array
    memory: dict[str, tuple[Array, Array]]
    """Memory of the optimiser for it, before and after, by name."""
    average: tuple[Array, Array] | None
    """The averaged weights, before and after, where they are averaged."""
    is_weight: bool
    """True where penalties and decay act on it."""


@dataclass(frozen=True, eq=False)
class Row:
    """A row of the stack through a step: samples first, as people give them."""

    layer: Module
    """A copy of the row's module, as its passes left it: what it kept for its backward pass is there to be read."""
    inputs: Array
    """(n, *shape)."""
    outputs: Array
    """(n, *output_shape)."""
    output_slopes: Array
    """Gradient of the loss by the outputs, (n, *output_shape)."""
    input_slopes: Array
    """The same by the inputs, (n, *shape)."""
    parameters: dict[str, Parameter] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Start:
    """A network as it was before a step, and the random numbers that its layers were about to draw."""

    layers: tuple[Module, ...]
    shape: Shape
    theta: Array
    states: tuple[dict[str, Any], ...]

    @classmethod
    def of(cls, model: Sequential) -> Start:
        """That of a built network, copied."""
        layers = tuple(copy_of(layer) for layer in model.layers)
        return cls(layers, model.shape, model.theta.copy(), tuple(layer.state() for layer in model.layers))

    def network(self, loss: Loss) -> Sequential:
        """It in double precision, for this loss."""
        # a rectifier and a pool behind it change places in a network, so that neither row gives what it would in the
        # stack's order: a leaky one that does not leak is the same function, and stays
        layers = [LeakyReLU(slope=0.0) if isinstance(layer, ReLU) else copy_of(layer) for layer in self.layers]
        exact = Sequential(layers).build(self.shape, None, np.float64)
        exact.theta[...] = self.theta
        exact.fuse(loss)
        return exact

    def rewind(self, network: Sequential) -> None:
        """Let its layers draw the same random numbers again."""
        for layer, state in zip(network.layers, self.states, strict=True):
            layer.restore(state)


class SampleWeights(NamedTuple):
    """Weights of the samples of a batch (n,), and the mean of those of the whole training set."""

    of_each: Array
    mean: float

    @property
    def shares(self) -> Array:
        """The share of each sample in the batch's loss (n,)."""
        shares: Array = self.of_each.astype(np.float64) / self.mean / len(self.of_each)
        return shares


@dataclass(frozen=True, eq=False)
class Step:
    """One step of training on n samples."""

    inputs: Array
    """(n, *shape), as the network is shown them."""
    rows: tuple[Row, ...]
    """Those that the loss does not own, in the order of the stack."""
    loss: Loss
    scores: Array
    """Scores that the loss works on, z (n, *output_shape)."""
    slopes: Array
    """Its gradient by them."""
    predictions: Array
    """The same behind the output activation that the loss owns."""
    targets: Array
    value: float
    """The mean loss, without the penalty."""
    losses: Array
    """That of each sample (n,)."""
    optimiser: Optimiser
    """A copy, as the update left it."""
    penalty: Penalty | None
    clip_norm: float
    norm: float
    """Of the gradient, before it is clipped."""
    average: Average | None
    """A copy, as the update left it."""
    start: Start
    """The network as it was before the step."""
    weights: SampleWeights | None = None
    """Weight of each sample in the loss; None where all count alike."""

    @property
    def count(self) -> int:
        """Number of samples."""
        return len(self.scores)


@overflow_allowed
def step_of(
    model: Sequential,
    loss: Loss,
    optimiser: Optimiser,
    inputs: Array,
    targets: Array,
    *,
    penalty: Penalty | None = None,
    clip_norm: float = 0.0,
    average: Average | None = None,
    weights: SampleWeights | None = None,
) -> Step:
    """What an update of the network would do, with inputs (n, *shape) as it is shown them and targets as the loss has.

    Arguments are as a `Trainer` has them, the optimiser with its memory and the share of its rate; none is changed.
    ValueError where the samples do not fit, or are too many to be kept with all that becomes of them; BatchError where
    a module needs more of them.
    """
    inputs = np.asarray(inputs, model.dtype)
    _require_room(model, len(inputs))
    loss.require_targets(targets, model.output_shape)
    network = copy.deepcopy(model)
    optimiser, average = copy.deepcopy(optimiser), copy.deepcopy(average)
    optimiser.serve(network.mark, network.weights)
    passes = Passes(network.layers)
    network.fuse(loss)
    theta = network.theta.copy()
    remembered = optimiser.state()["memory"]
    averaged = None if average is None else average.values.copy()

    # the very arrays go on, as they lie in memory: sums of a copy could be rounded otherwise
    z = network.forward(inputs, training=True)
    value, dz = loss.value_and_gradient(z, targets) if weights is None else loss.weighted(z, targets, *weights)
    scores, slopes = z.copy(), dz.copy()
    network.backward(dz, input_gradient=True)
    passes.end()
    gradient = network.dtheta.copy()
    if penalty is not None:
        penalty.add_gradient(network.theta, network.dtheta, network.weights)
    penalised = network.dtheta.copy()
    if clip_norm:
        clip(network.dtheta, clip_norm)
    clipped = network.dtheta.copy()
    # BatchNorm moves its running mean and variance as it goes forward: the optimiser's part begins there
    optimiser.update(network.theta, network.dtheta)
    after = network.theta.copy()
    if average is not None:
        average.add(network.theta)

    parts = _Parts(network)
    memory = {
        name: (parts.of(remembered.get(name, np.zeros_like(theta))), parts.of(kept))
        for name, kept in optimiser.state()["memory"].items()
    }
    averages = None if average is None or averaged is None else (parts.of(averaged), parts.of(average.values))
    stages = [parts.of(values) for values in (theta, gradient, penalised, clipped, after)]

    def parameter(row: int, name: str, layer: Module) -> Parameter:
        kept = {letter: (old[row][name], new[row][name]) for letter, (old, new) in memory.items()}
        averaged = None if averages is None else (averages[0][row][name], averages[1][row][name])
        before, *others = (stage[row][name] for stage in stages)
        gradient, penalised, clipped, after = others
        return Parameter(before, gradient, penalised, clipped, after, kept, averaged, name in layer.penalised)

    network.theta[...] = theta
    rows = tuple(
        Row(layer, *passes.of(row), {name: parameter(row, name, layer) for name in layer.params})
        for row, layer in enumerate(network.layers[: len(passes.order)])
    )
    norm = float(np.sqrt(penalised.astype(np.float64).dot(penalised)))
    return Step(
        inputs,
        rows,
        loss,
        scores,
        slopes,
        network.activate(scores),
        targets,
        value,
        np.array([loss.value(scores[s : s + 1], targets[s : s + 1]) for s in range(len(inputs))]),
        optimiser,
        penalty,
        clip_norm,
        norm,
        average,
        Start.of(model),
        weights,
    )


def step_of_trainer(trainer: Trainer, inputs: Array, targets: Array, weights: SampleWeights | None = None) -> Step:
    """What the trainer's next update would do, were it with these inputs and targets, as `augment` would give them."""
    optimiser = copy.deepcopy(trainer.optimiser)
    if not trainer.rate_schedule.always_whole:
        seen, count = trainer.samples_seen, trainer.batches.count
        optimiser.share = trainer.rate_schedule.of_update(seen, len(inputs), count, trainer.epochs)
    return step_of(
        trainer.model,
        trainer.loss,
        optimiser,
        inputs,
        targets,
        penalty=trainer.penalty,
        clip_norm=trainer.clip_norm,
        average=trainer.average,
        weights=weights,
    )


def most_samples(model: Sequential) -> int:
    """How many samples a step of the network can be shown of."""
    return max(1, MOST_VALUES // max(1, sum(layer.memory(layer.shape) for layer in model.layers)))


def _require_room(model: Sequential, count: int) -> None:
    most = most_samples(model)
    if not 1 <= count <= most:
        raise ValueError(
            f"A step is shown of 1 to {most:,} samples of this network, as all that becomes of them is kept; "
            f"it gets {count:,}. Take fewer."
        )


class _Parts:
    """The parts of flat vectors that belong to each parameter, which the network's own views show."""

    def __init__(self, network: Sequential) -> None:
        self.network = network

    def of(self, values: Array) -> list[Named]:
        """Copies, for each row, of its parameters' parts of a vector (p,)."""
        self.network.theta[...] = values
        return [{name: part.copy() for name, part in layer.params.items()} for layer in self.network.layers]
