"""The contestants of a race: one experiment in several batch modes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from nn.settings import SpecError, brief
from playground.experiment import Experiment
from playground.experiment.schedule import Schedule

STOCHASTIC, FULL_BATCH = "Stochastic", "Full batch"
DEFAULT_SIZES = (10, 32, 100)


def mini_batch(size: int) -> str:
    """The name of the contestant with mini-batches of `size` samples."""
    return f"Mini-batch {size}"


def contestants(
    experiment: Experiment,
    batch_sizes: Sequence[int] = DEFAULT_SIZES,
    learning_rates: Mapping[str, float] | None = None,
) -> dict[str, Experiment]:
    """The experiment with single samples, with mini-batches of each size and with all samples at once, by name.

    They are the same in all but the schedule, whose stop rules are off, and the learning rate where `learning_rates`
    has one for a name; so the seed gives all of them the same first weights. SpecError for a batch size that is not
    one, for two that are equal, and for a learning rate that is out of bounds or of nobody.
    """
    count = experiment.training_count
    epochs = experiment.schedule.epochs
    modes = {STOCHASTIC: Schedule("stochastic", epochs=epochs)}
    for size in sorted(batch_sizes):
        if mini_batch(size) in modes:
            raise SpecError(f"There are two contestants with mini-batches of {size} samples; one is enough.")
        if size >= count:
            raise SpecError(f"A mini-batch of {size:,} samples is no part of {count:,} training samples: take fewer.")
        modes[mini_batch(size)] = Schedule(Schedule.MINI_BATCH, size, epochs=epochs)
    modes[FULL_BATCH] = Schedule("full batch", epochs=epochs)
    rates = dict(learning_rates or {})
    unknown = [name for name in rates if name not in modes]
    if unknown:
        raise SpecError(f"There is no contestant {brief(unknown[0])} to set a learning rate for.")
    return {
        name: experiment.changed(
            schedule=schedule, optimiser={"learning_rate": rates.get(name, experiment.optimiser.learning_rate)}
        )
        for name, schedule in modes.items()
    }
