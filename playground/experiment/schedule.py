"""The schedule of a training: batch mode, length, stop rules, how classes count, and what is done to gradients and
weights."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import ClassVar, Literal

from nn.registry import Registered
from nn.settings import setting, settings_of
from playground.datasets.tasks import Classify, Task


@dataclass(frozen=True)
class Schedule(Registered):
    """Batch mode, how long to train and when to stop early; a run that diverges always stops.

    Class weights (`nn.sample_weights`), clipped gradients (Pascanu et al., 2013) and averaged weights (`nn.averaging`)
    are settings of it too.
    """

    family = "schedule"
    kind = "schedule"
    STOCHASTIC: ClassVar[Literal["stochastic"]] = "stochastic"
    MINI_BATCH: ClassVar[Literal["mini-batch"]] = "mini-batch"

    batch_mode: Literal["stochastic", "mini-batch", "full batch"] = setting(
        "mini-batch", help="How many samples each update looks at: one, some, or all"
    )
    batch_size: int = setting(10, low=2, high=1024, help="Samples in a mini-batch")
    until_stopped: bool = setting(False, help="Train until Pause is pressed or a stop rule holds")
    epochs: int = setting(100, low=1, high=100_000, help="How often every training sample is seen")
    class_weights: Literal["by number", "balanced"] = setting(
        "by number",
        help="By number: a class counts as much as it has samples. Balanced: all classes count alike in the cost; of n "
        "samples in k classes each weighs n / (k · samples of its class). The costs shown, of training, validation and "
        "test samples, are weighted so too, and stop rules look at that; accuracies count every sample alike",
    )
    target_accuracy: float = setting(
        0.0, low=0.0, high=100.0, label="Target accuracy (%, 0: off)", help="Stop at this validation accuracy; 0 is off"
    )
    patience: int = setting(
        0,
        low=0,
        high=10_000,
        label="Patience (epochs, 0: off)",
        help="Stop after so many epochs in which the validation cost has not improved; 0 is off",
    )

    keep_best: bool = setting(
        False,
        label="Keep the best weights",
        help="At its end the run goes back to the weights with which the validation cost was lowest",
    )
    averaging: float = setting(
        0.0,
        low=0.0,
        high=0.9999,
        label="Averaged weights (0: off)",
        help="Predict with a moving average of the weights, of which each update leaves this share",
    )
    clip_norm: float = setting(
        0.0,
        low=0.0,
        high=100.0,
        label="Longest gradient (norm, 0: off)",
        help="A gradient that is longer is shortened to this length",
    )

    @classmethod
    def settings_for(cls, task: Task) -> tuple[str, ...]:
        """The settings that mean something for the task; the others are passed over."""
        names = [setting.name for setting in settings_of(cls)]
        return tuple(name for name in names if name != "class_weights" or isinstance(task, Classify))

    def unwatched(self) -> Schedule:
        """The same schedule, but that nothing in it looks at validation samples."""
        return dataclasses.replace(self, target_accuracy=0.0, patience=0, keep_best=False)

    @property
    def samples_per_update(self) -> int | None:
        """The batch size as `nn.train` takes it: None is the full batch."""
        return {"stochastic": 1, "mini-batch": self.batch_size, "full batch": None}[self.batch_mode]

    @property
    def last_epoch(self) -> int | None:
        """The epoch to end after, or None for until stopped."""
        return None if self.until_stopped else self.epochs
