"""A trial: other learning rates and other networks, trained for some updates on copies, beside the experiment as it is.

It answers what no curve tells: whether another rate would learn faster, whether a larger network would learn at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np

from nn.module import Array, Module
from nn.registry import Data, data_of, make
from nn.settings import SpecError
from playground.analysis.doctor.case import Case
from playground.datasets import Samples
from playground.datasets.tasks import Reconstruct
from playground.experiment import Experiment
from playground.experiment.limits import largest_batch, rows_of, work_of
from playground.experiment.problems import problems_of
from playground.experiment.words import counted, plain
from playground.processes.messages import OnProgress
from playground.training.finite import NotFiniteError, stop_unless_finite
from playground.training.run import TrainingRun

MOST_UPDATES = 2000
"""Updates of each contestant."""
MOST_WORK = 1_500_000_000
"""Multiplications of each contestant's way forward, about: a few tenths of a second."""
FEWEST_UPDATES = 50
"""With fewer a trial tells nothing: so large a network is not tried."""
LOOKS = 4
"""Evaluations at the end of a trial, of which the mean counts: a cost that swings is not to be lucky."""
Of = Literal["rate", "inputs", "network"]
RATE, INPUTS, NETWORK = get_args(Of)
"""Kinds of change that a trial makes."""
GAIN = {RATE: 0.75, INPUTS: 0.75, NETWORK: 0.6}
"""A change is better that leaves this share of the cost, or less."""
FROM_HERE, FROM_FIRST = (0.1, 1 / 3, 3.0, 10.0, 100.0), (0.01, 0.1)
"""Factors of the learning rate that are tried from the present weights, and from the first ones: a rate that was far
too high may have ruined the present."""
HALF = 0.5
"""Of a change that leaves at most this share of the cost it may be said that it is at the root."""
LARGE_INPUT = 3.0
"""Root mean square from which on it is tried to standardise the inputs; layers expect about 1."""
UNITS = 32


@dataclass(frozen=True)
class Tried:
    """The best of a trial, with its cost beside that of the experiment as it is."""

    of: Of
    name: str
    label: str
    change: Mapping[str, Any]
    anew: bool
    cost: float
    as_it_is: float
    measured: str


@dataclass(frozen=True)
class _Contestant:
    of: Of
    name: str
    label: str
    change: Mapping[str, Any]
    anew: bool


def worth_a_trial(case: Case) -> bool:
    """True where a training rests that has not learnt, and whose network is small enough for a trial."""
    return case.theta is not None and case.begun and not case.learnt and updates_of(case.experiment) >= FEWEST_UPDATES


def updates_of(experiment: Experiment) -> int:
    """Updates that each contestant of a trial makes; fewer than `FEWEST_UPDATES` are none."""
    work = sum(map(work_of, rows_of(experiment))) * largest_batch(experiment)
    return min(MOST_UPDATES, MOST_WORK // max(work, 1))


def trial_job(on_progress: OnProgress, *, experiment: dict[str, Any], theta: Array) -> dict[str, Any]:
    """Train every contestant, and the experiment from its weights `theta` as it is.

    Gives `updates`, `as_it_is`, the cost of the latter, and `tried`: of each contestant what it is and its `cost`, None
    where that was no finite number. Raises ValueError, DataUnavailable.
    """
    described = Experiment.from_data(experiment)
    count = updates_of(described)
    if count < FEWEST_UPDATES:
        raise ValueError("The network is too large to be tried in a few seconds.")
    samples = described.load()
    found = list(_contestants(described, samples))
    tried: list[dict[str, Any]] = []
    for number, each in enumerate(found):
        on_progress(number / (len(found) + 1), f"Trying {each.name} …")
        changed = described.changed(**each.change)
        cost = _cost_after(changed, samples, None if each.anew else theta, min(count, updates_of(changed)))
        tried.append({**vars(each), "change": dict(each.change), "cost": cost})
    on_progress(1 - 1 / (len(found) + 1), "Trying it as it is …")
    return {"updates": count, "as_it_is": _cost_after(described, samples, theta, count), "tried": tried}


def best_of(trial: Mapping[str, Any] | None) -> Tried | None:
    """The contestant of the lowest cost, where that is low enough beside the experiment as it is; else None.

    What is at the root goes first, where it halves the cost: inputs out of scale, then the rate, then the network.
    """
    if trial is None or trial["as_it_is"] is None:
        return None
    as_it_is = trial["as_it_is"]
    better = [
        each for each in trial["tried"] if each["cost"] is not None and each["cost"] <= GAIN[each["of"]] * as_it_is
    ]
    if not better:
        return None
    halving = [each for each in better if each["cost"] <= HALF * as_it_is]
    first = [each for of in (INPUTS, RATE) for each in halving if each["of"] == of][:1]
    alike = [each for each in halving if first and each["of"] == first[0]["of"]]
    best = min(alike or better, key=lambda each: each["cost"])
    updates = counted(trial["updates"], "update")
    measured = (
        f"On copies, {counted(len(trial['tried']), 'change')} were tried for {updates} each. The mean training cost at "
        f"the end: {best['cost']:.2g} with {best['name']}, {as_it_is:.2g} as it is, which went on from where it stands."
    )
    return Tried(
        best["of"], best["name"], best["label"], best["change"], best["anew"], best["cost"], as_it_is, measured
    )


def _cost_after(experiment: Experiment, samples: Samples, theta: Array | None, updates: int) -> float | None:
    """Mean training cost over the last quarter of so many updates; None where it is not finite."""
    costs = []
    try:
        run = TrainingRun(experiment, samples, theta)
        for update in range(updates):
            stop_unless_finite(run.trainer.step().loss)
            left = updates - 1 - update
            if left < updates // 4 and left % max(1, updates // (4 * LOOKS)) == 0:
                with run.trainer.averaged():
                    costs.append(run.evaluation.scores(run.model).train_loss)
        stop_unless_finite(*costs)
    except (NotFiniteError, ValueError):  # a ValueError: already the first cost is no finite number
        return None
    return float(np.mean(costs))


def _contestants(experiment: Experiment, samples: Samples) -> Iterator[_Contestant]:
    """Those whose experiments can be trained."""
    for each in (*_rates(experiment), *_inputs(experiment, samples), *_networks(experiment)):
        try:
            changed = experiment.changed(**each.change)
        except SpecError:  # beyond the bounds of a setting
            continue
        if changed != experiment and problems_of(changed).problem is None and updates_of(changed) >= FEWEST_UPDATES:
            yield each


def _rates(experiment: Experiment) -> Iterator[_Contestant]:
    for anew, factors in ((False, FROM_HERE), (True, FROM_FIRST)):
        for factor in factors:
            rate = float(f"{experiment.optimiser.learning_rate * factor:.1g}")
            text = f"a learning rate of {plain(rate)}"
            label = f"Begin again with {text}" if anew else f"Go on with {text}"
            yield _Contestant("rate", text, label, {"optimiser": {"learning_rate": rate}}, anew)


def _inputs(experiment: Experiment, samples: Samples) -> Iterator[_Contestant]:
    """Standardised inputs, where one of them is large."""
    if not experiment.preparation.standardise and input_sizes(samples).max() >= LARGE_INPUT:
        change = {"preparation": {"standardise": True}}
        yield _Contestant("inputs", "standardised inputs", "Standardise the inputs", change, True)


def input_sizes(samples: Samples) -> Array:
    """Root mean square of each input over the training samples; of images, whose ink goes from 0 to 1, zero."""
    x = samples.x_train
    return np.sqrt(np.square(x, dtype=np.float64).mean(axis=0)) if x.ndim == 2 else np.zeros(1)


def _networks(experiment: Experiment) -> Iterator[_Contestant]:
    """Wider and deeper networks, and another optimiser; of an autoencoder none, for its code is to be narrow."""
    layers = list(experiment.layers_data())
    places = [place for place, layer in enumerate(layers) if layer["kind"] == "linear"]
    adam = {"kind": "adam", "learning_rate": 0.01}
    if experiment.optimiser.kind != "adam":
        yield _Contestant("network", "Adam", "Train with Adam", {"optimiser": adam}, True)
    if isinstance(experiment.dataset.task, Reconstruct) or not places:
        return
    hidden, last = places[:-1], places[-1]
    before = [layer for layer in layers[:last] if make(Module, layer).elementwise]
    bend: Data = before[-1] if before else {"kind": "relu"}
    width = max((int(layers[place]["units"]) for place in hidden), default=UNITS // 2)
    wider = max(2 * width, UNITS)
    if hidden:
        wide = [{**layer, "units": wider} if place in hidden else layer for place, layer in enumerate(layers)]
        text = f"{wider} hidden units"
        yield _Contestant("network", text, f"Take {text}", {"layers": wide}, True)
    text = f"another layer of {width} units"
    yield _Contestant(
        "network", text, f"Add {text}", {"layers": [*layers[:last], _dense(width), bend, *layers[last:]]}, True
    )
    first = hidden[0] if hidden else last
    both = [*layers[:first], *2 * [_dense(wider), {"kind": "relu"}], *layers[last:]]
    text = f"two layers of {wider} ReLU units and Adam"
    yield _Contestant("network", text, "Take that network", {"layers": both, "optimiser": adam}, True)


def _dense(units: int) -> Data:
    return data_of(make(Module, {"kind": "linear", "units": units}))
