"""How far a run is, in words."""

from __future__ import annotations

from dataclasses import dataclass

from playground.training.run_handle import RunHandle


@dataclass(frozen=True)
class Progress:
    """The share done (0 to 1; 0 where no end is set) and the line beside it."""

    share: float
    text: str


def progress_of(run: RunHandle) -> Progress:
    """The progress of a run."""
    snapshot = run.snapshot
    if run.phase == "waiting":
        return Progress(0.0, f"All places for training are taken. You are number {run.place} in the queue.")
    if snapshot is None:
        return Progress(0.0, "Starting …")
    last = snapshot.last_epoch
    share = 0.0 if last is None else min(1.0, snapshot.epoch / last)
    parts = [
        f"Epoch {snapshot.epoch:,.1f}" + ("" if last is None else f" of {last:,.0f}"),
        f"{snapshot.updates:,} update{'s' * (snapshot.updates != 1)}",
        f"{duration(snapshot.seconds)} of training",
    ]
    if last is not None and run.phase == "training" and snapshot.epoch and share < 1:
        parts.append(f"about {duration(snapshot.seconds * (1 - share) / share)} left")
    if snapshot.rate:
        parts.append(f"{float(f'{snapshot.rate:.2g}'):,.0f} samples a second")
    return Progress(share, " · ".join(parts))


def epochs_text(epoch: float) -> str:
    """Epochs in words, with a decimal before the tenth where there is one to tell: 0.3 epochs, 1 epoch, 12 epochs."""
    number = f"{epoch:,.0f}" if epoch >= 10 else f"{epoch:.1f}".removesuffix(".0")
    return f"{number} epoch{'s' * (number != '1')}"


def duration(seconds: float) -> str:
    """A time in words: 0.4 s, 12 s, 3 min 20 s, 2 h 5 min."""
    if seconds < 10:
        return f"{seconds:.1f} s"
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    return f"{whole // 3600} h {whole % 3600 // 60} min"
