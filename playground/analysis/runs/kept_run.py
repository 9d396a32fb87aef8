"""A run as it is kept: what was trained, how that went, and the weights that came of it."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from nn.module import Array
from nn.settings import SpecError, brief, finite_number
from playground.experiment import Experiment
from playground.experiment.limits import MOST_PARAMETERS, rows_of
from playground.experiment.presets import PRESETS
from playground.training.checkpoints import Past
from playground.training.own_drawings import OwnDrawings
from playground.training.run_handle import RunHandle
from playground.training.scores import MOST_ROWS, SCORE_COLUMNS
from playground.training.snapshot import Snapshot

COLUMNS = (
    "epoch",
    "updates",
    "train_cost",
    "test_cost",
    "train_accuracy",
    "test_accuracy",
    "validation_cost",
    "validation_accuracy",
)
"""What the columns of a curve hold; accuracies are from 0 to 1, and NaN where the task has no classes, and all of
validation's are NaN where nothing is set aside for it."""
MOST_PAST_BYTES = 2**20
"""Of the weights of a run's past; a network for which that is less than two moments keeps its two ends."""
LONGEST_NAME = 60
LONGEST_REASON = 300
MOST_CHANGES, LONGEST_CHANGE = 60, 160
"""Changes of settings and weights that are kept of a run, the latest, and characters of each."""
MOST_SECONDS = 10**9
"""Thirty years of training."""
BY_HAND = ", changed by hand"
"""Addition to the name of a run whose weights a person has changed."""
FORMULA_SIGNS = ("=", "+", "-", "@")


@dataclass(frozen=True, eq=False)
class KeptRun:
    """One run, read-only; everything is checked when it is made, wherever it comes from (SpecError).

    `curve` is float32 (n, 8), n from 1 to `MOST_ROWS`, with the columns `COLUMNS`; `theta` are the final weights,
    float32 (parameters,). `seconds` are of training alone. `reason` is why the run ended, in words, or None where it
    was paused. `finished_at` is an ISO time; it is kept in UTC. `whole_test_accuracy` is over every test sample, where
    that is known; the curve looks at no more of them than an evaluation in mid-run can afford. `own_drawings` are those
    that it trained with beside the dataset. `changes` are the epochs at which a person changed settings or weights, and
    what was changed, the earliest first. `past` is kept for the session alone: files do not have it.
    """

    name: str
    experiment: Experiment
    curve: Array
    theta: Array
    seconds: float
    reason: str | None
    finished_at: str
    whole_test_accuracy: float | None = None
    own_drawings: OwnDrawings | None = None
    changes: tuple[tuple[float, str], ...] = ()
    past: Past | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.experiment, Experiment):
            raise SpecError("A kept run needs the experiment that it trained.")
        seconds = finite_number(self.seconds)
        if seconds is None or not 0 <= seconds <= MOST_SECONDS:
            raise SpecError(
                f"The seconds of training must be a number from 0 to {MOST_SECONDS:,}; they are {brief(self.seconds)}."
            )
        reason = self.reason
        if reason is not None and not (
            isinstance(reason, str) and len(reason) <= LONGEST_REASON and reason.isprintable()
        ):
            raise SpecError(f"Why a run ended must be told in at most {LONGEST_REASON} printable characters.")
        whole = self.whole_test_accuracy
        share = finite_number(whole)
        if whole is not None and (share is None or not 0 <= share <= 1):
            raise SpecError(f"An accuracy must be a number from 0 to 1; it is {brief(whole)}.")
        for name, value in {
            "name": checked_name(self.name),
            "curve": _read_only(_checked_curve(self.curve)),
            "theta": _read_only(_checked_theta(self.theta, self.experiment)),
            "seconds": float(seconds),
            "whole_test_accuracy": None if share is None else float(share),
            "finished_at": _in_utc(self.finished_at),
            "changes": _checked_changes(self.changes),
        }.items():
            object.__setattr__(self, name, value)

    @classmethod
    def of(cls, run_handle: RunHandle) -> KeptRun:
        """The run as it stands now. Raises ValueError unless it is paused or has ended.

        It is named after the preset that it trained, with whatever seed, or else after its dataset; and where a person
        has changed its weights, it says so.
        """
        snapshot = run_handle.snapshot
        if run_handle.phase not in ("paused", "ended") or snapshot is None or snapshot.theta is None:
            raise ValueError("Only a run that stands still can be kept: press Pause, or wait for its end.")
        past = run_handle.past
        return cls(
            name=_name_of(run_handle.experiment, by_hand=bool(run_handle.by_hand)),
            experiment=run_handle.experiment,
            curve=snapshot.curve[:, :SCORE_COLUMNS],
            theta=snapshot.theta,
            seconds=snapshot.seconds,
            reason=snapshot.reason,
            finished_at=now(),
            whole_test_accuracy=snapshot.whole_test_accuracy,
            own_drawings=run_handle.own_drawings,
            changes=tuple((epoch, _shortened(text)) for epoch, text in snapshot.changes[-MOST_CHANGES:]),
            past=None if past is None else past.within(MOST_PAST_BYTES),
        )

    def renamed(self, name: str) -> KeptRun:
        """The same run under another name; SpecError where that cannot be one."""
        return dataclasses.replace(self, name=name)

    def column(self, name: str) -> Array:
        """One of `COLUMNS`, or "seconds", at each row of the curve: (n,).

        A curve has no clock of its own, so that it can be the same on every machine. Seconds are the run's seconds in
        proportion to the epochs: an update takes as long at the end of a run as at its beginning.
        """
        if name != "seconds":
            return self.curve[:, COLUMNS.index(name)]
        epochs = self.curve[:, 0].astype(np.float64)
        # seconds at a row = seconds · epochs at the row / epochs at the end
        return self.seconds * epochs / epochs[-1] if epochs[-1] else np.zeros(len(epochs))

    def at(self, epoch: float, name: str) -> float:
        """The same at an epoch, between two rows in proportion."""
        return float(np.interp(epoch, self.curve[:, 0], self.column(name)))

    @property
    def final(self) -> dict[str, float | None]:
        """What each of `COLUMNS` is at the end, None where it is not measured; the test accuracy is the best known."""
        found = {name: number_of(value) for name, value in zip(COLUMNS, self.curve[-1], strict=True)}
        if self.whole_test_accuracy is not None:
            found["test_accuracy"] = self.whole_test_accuracy
        return found

    @property
    def nbytes(self) -> int:
        """Bytes that curve and weights take, those of the past not counted."""
        return int(self.curve.nbytes + self.theta.nbytes)

    @property
    def past_bytes(self) -> int:
        """Bytes that the weights of the past take."""
        return 0 if self.past is None else int(self.past.weights.nbytes)

    def shows(self, snapshot: Snapshot) -> bool:
        """True where the run has neither trained nor ended since, nor been changed by hand, if it stands so now."""
        curve = snapshot.curve[:, :SCORE_COLUMNS]
        same = snapshot.theta is None or np.array_equal(self.theta, snapshot.theta, equal_nan=True)
        return same and self.reason == snapshot.reason and np.array_equal(self.curve, curve, equal_nan=True)

    def repeats(self, other: KeptRun) -> bool:
        """Whether this is the very run that the other is, whatever they are called."""
        return (
            self.finished_at == other.finished_at
            and self.experiment == other.experiment
            and np.array_equal(self.theta, other.theta)
            and np.array_equal(self.curve, other.curve, equal_nan=True)
        )


def now() -> str:
    """The time as `finished_at` has it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def number_of(value: np.float32) -> float | None:
    """The number in as few digits as tell it from its neighbours in single precision; None for NaN."""
    return float(str(value)) if math.isfinite(value) else None


def checked_name(name: object) -> str:
    """The name without blanks around it; SpecError where a run cannot be called so."""
    if not isinstance(name, str) or not name.strip():
        raise SpecError("A run needs a name.")
    name = name.strip()
    if len(name) > LONGEST_NAME or not name.isprintable():
        given = brief(name, 80)
        raise SpecError(f"A name may have at most {LONGEST_NAME} characters, all of them printable; not {given}.")
    if name.startswith(FORMULA_SIGNS):
        raise SpecError(f"A name may not begin with {name[0]}: a spreadsheet would take it for a formula.")
    return name


def _name_of(experiment: Experiment, *, by_hand: bool) -> str:
    found = (name for name, preset in PRESETS.items() if preset.changed(seed=experiment.seed) == experiment)
    name = next(found, experiment.dataset.title())
    return marked(name, by_hand=by_hand)


def marked(name: str, *, by_hand: bool) -> str:
    """The name, which says that a person has changed the run's weights where that is so."""
    if not by_hand:
        return name.removesuffix(BY_HAND) or name
    return name if BY_HAND in name else f"{name[: LONGEST_NAME - len(BY_HAND)]}{BY_HAND}"


def _read_only(values: Array) -> Array:
    """A copy of its own: what came with a snapshot holds the whole message in memory."""
    kept = np.array(values, np.float32)
    kept.setflags(write=False)
    return kept


def _checked_curve(curve: object) -> Array:
    if (
        not isinstance(curve, np.ndarray)
        or curve.dtype != np.float32
        or curve.ndim != 2
        or curve.shape[1] != SCORE_COLUMNS
        or not 1 <= len(curve) <= MOST_ROWS
    ):
        raise SpecError(f"A curve must have 1 to {MOST_ROWS} rows of {SCORE_COLUMNS} numbers in single precision.")
    counts, accuracies, validation = curve[:, :2], curve[:, [4, 5, 7]], curve[:, 6]
    costs = curve[:, [2, 3, *([] if np.isnan(validation).all() else [6])]]
    if (
        not np.isfinite(counts).all()
        or not np.isfinite(costs).all()
        or (counts < 0).any()
        or (np.diff(counts, axis=0) < 0).any()
    ):
        raise SpecError("A curve's epochs and updates must grow from row to row, and its costs must be finite numbers.")
    if not (np.isnan(accuracies) | ((accuracies >= 0) & (accuracies <= 1))).all():
        raise SpecError("A curve's accuracies must be from 0 to 1.")
    return curve


def _checked_changes(changes: object) -> tuple[tuple[float, str], ...]:
    if not isinstance(changes, Sequence) or len(changes) > MOST_CHANGES:
        raise SpecError(f"A run's changes must be a list of at most {MOST_CHANGES}; they are {brief(changes)}.")
    checked = []
    for change in changes:
        epoch, text = change if isinstance(change, Sequence) and len(change) == 2 else (None, None)
        number = finite_number(epoch)
        if number is None or number < 0 or not isinstance(text, str) or not 0 < len(text) <= LONGEST_CHANGE:
            raise SpecError(
                f"A change needs its epoch, and in at most {LONGEST_CHANGE} characters what was changed; it is "
                f"{brief(change)}."
            )
        if not text.isprintable() or text.startswith(FORMULA_SIGNS):
            raise SpecError(f"What was changed must be told in printable words; it is {brief(text)}.")
        checked.append((float(number), text))
    return tuple(sorted(checked))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_CHANGE else f"{text[: LONGEST_CHANGE - 2]} …"


def _checked_theta(theta: object, experiment: Experiment) -> Array:
    if (
        not isinstance(theta, np.ndarray)
        or theta.dtype != np.float32
        or theta.ndim != 1
        or len(theta) > MOST_PARAMETERS
    ):
        raise SpecError(f"Weights must be at most {MOST_PARAMETERS:,} numbers in single precision, in a row.")
    rows = rows_of(experiment)
    error = next((row.error for row in rows if row.error is not None), None)
    if error is not None:
        raise SpecError(f"The run's modules do not fit together: {error}")
    count = sum(row.parameters for row in rows)
    if len(theta) != count:
        raise SpecError(f"The run's network has {count:,} parameters; there are weights for {len(theta):,}.")
    if not np.isfinite(theta).all():
        raise SpecError("Some of the run's weights are not finite numbers.")
    return theta


def _in_utc(time: object) -> str:
    try:
        assert isinstance(time, str)
        return datetime.fromisoformat(time).astimezone(UTC).isoformat(timespec="milliseconds")
    except (AssertionError, ValueError, OverflowError) as error:
        raise SpecError(f"The time at which a run finished must be an ISO time; it is {brief(time)}.") from error
