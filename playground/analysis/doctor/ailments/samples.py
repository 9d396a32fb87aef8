"""Ailments of the samples and batches: inputs out of scale, too few in a batch, a rare class, and learning by heart."""

from __future__ import annotations

from typing import Any

from playground.analysis.doctor.ailment import Ailment
from playground.analysis.doctor.case import Case
from playground.analysis.doctor.finding import Finding
from playground.analysis.doctor.trial import INPUTS, best_of, input_sizes
from playground.datasets.point_set import PointSet
from playground.datasets.tasks import Classify
from playground.experiment.fixes import USUAL_VALIDATION
from playground.experiment.limits import is_light
from playground.experiment.notes import class_note_of, uneven
from playground.experiment.schedule import Schedule
from playground.experiment.words import counted
from playground.training.trained_network import TrainedNetwork

TINY_BATCH = 4
USUAL_BATCH = 32
FEW_FOUND = 0.5
"""Below this share of a rare class's samples found it goes under."""
RISEN = 1.5
"""The cost of new samples has risen that is so many times its lowest."""
WIDE = 2.0
"""A gap is wide where new samples cost so many times what those trained with do."""
USUAL_L2 = 0.001


class OutOfScale(Ailment):
    """Inputs far larger than the layers expect, where a trial does better with standardised ones."""

    kind = "out_of_scale"
    urgency = 190

    def found_in(self, case: Case) -> Finding | None:
        found, dataset = best_of(case.trial), case.experiment.dataset
        if found is None or found.of != INPUTS or not isinstance(dataset, PointSet):
            return None
        sizes = input_sizes(case.samples)
        largest = int(sizes.argmax())
        return self.finding(
            f"The input {dataset.inputs[largest]} is out of scale, {sizes[largest]:.1f} instead of about 1: "
            f"standardised ones brought the cost to {found.cost:.2g} in a trial.",
            f"{found.measured} The size is the root mean square over the training samples. The steps of a weight grow "
            "with its input: a rate that suits the others is too high for a large one.",
            found.label,
            found.change,
            anew=found.anew,
        )


class TinyBatches(Ailment):
    """Batches so small that the means and deviations which BatchNorm takes of them are mostly chance."""

    kind = "tiny_batches"
    urgency = 60

    def found_in(self, case: Case) -> Finding | None:
        size = case.experiment.schedule.samples_per_update
        norms = any(layer.kind == "batch_norm" for layer in case.experiment.layers)
        if not norms or size is None or size > TINY_BATCH or not case.begun or case.learnt:
            return None
        return self.finding(
            f"BatchNorm sees {counted(size, 'sample')} at a time, too few for a mean, and the cost is {case.cost:.2g}.",
            "In training it takes mean and deviation of the batch, else those of all it has seen. Of so few samples "
            "the one is mostly chance, and far from the other.",
            f"Train in batches of {USUAL_BATCH}",
            {"schedule": {"batch_mode": Schedule.MINI_BATCH, "batch_size": USUAL_BATCH}},
        )


class RareClass(Ailment):
    """A rare class that the network hardly ever finds."""

    kind = "rare_class"
    urgency = 100

    def found_in(self, case: Case) -> Finding | None:
        experiment, task = case.experiment, case.experiment.dataset.task
        note = class_note_of(experiment)
        if note is None or case.theta is None or not case.begun or not isinstance(task, Classify):
            return None
        found = uneven(experiment.dataset.class_shares or ())
        if found is None or not is_light(experiment):
            return None
        mine = case.samples.x_train[case.samples.y_train == found[0]]
        right = float((task.decide(TrainedNetwork.of(experiment, case.theta).predictions(mine)) == found[0]).mean())
        if right >= FEW_FOUND:
            return None
        return self.finding(
            f"Of class {task.classes[found[0]]}, which is rare, it finds {100 * right:.0f} % of the training samples.",
            note.text,
            note.fix.label,
            {"schedule": note.fix.schedule},
        )


class Overfitting(Ailment):
    """Learning by heart: the cost of new samples rises while that of the training samples falls."""

    kind = "overfitting"
    urgency = 110

    def found_in(self, case: Case) -> Finding | None:
        experiment = case.experiment
        validated = bool(experiment.validation_count)
        column, name = (6, "validation") if validated else (3, "test")
        if not case.begun:
            return None
        lowest, now = float(case.curve[:, column].min()), case.quarter(3, column)
        train = case.quarter(3)
        rises = now >= RISEN * lowest and now >= case.quarter(2, column) and train < case.quarter(2)
        if not rises or now < WIDE * train or experiment.schedule.keep_best:
            return None
        change: dict[str, Any] = {"schedule": {"keep_best": True}}
        label = "Keep the best weights"
        if not validated:
            change["preparation"] = {"validation": USUAL_VALIDATION}
            label = f"Set {100 * USUAL_VALIDATION:.0f} % aside, and keep the best weights"
        return self.finding(
            f"It learns by heart: the {name} cost has risen from {lowest:.2g} to {now:.2g} as the training cost fell.",
            f"The mean of the last quarter, beside the lowest on the way; the training cost is {train:.2g}. The run "
            "then ends with the weights of its lowest validation cost.",
            label,
            change,
        )
