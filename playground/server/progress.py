"""Progress of what takes long, in words."""

from __future__ import annotations

from dataclasses import dataclass

from playground.datasets.download import Download
from playground.experiment.words import counted, duration
from playground.server.jobs.job import Job
from playground.training.run_handle import RunHandle
from playground.training.snapshot import Snapshot
from playground.training.speeds import SPEEDS


@dataclass(frozen=True)
class Progress:
    """The share done (0 to 1; 0 where no end is set) and the line beside it."""

    share: float
    text: str


def progress_of(run: RunHandle) -> Progress:
    """The progress of a run."""
    snapshot = run.snapshot
    if run.phase == "waiting" and snapshot is not None and snapshot.updates:
        return Progress(0.0, f"Others have their turn; then yours goes on. You are number {run.place} in the queue.")
    if run.phase == "waiting":
        return Progress(0.0, f"All places for training are taken. You are number {run.place} in the queue.")
    if snapshot is None:
        return Progress(0.0, run.notice or "Starting …")
    last = snapshot.last_epoch
    share = 0.0 if last is None else min(1.0, snapshot.epoch / last)
    parts = [
        f"Epoch {snapshot.epoch:,.1f}" + ("" if last is None else f" of {last:,.0f}"),
        counted(snapshot.updates, "update"),
        f"{duration(snapshot.seconds)} of training",
    ]
    if last is not None and run.phase == "training" and snapshot.epoch and share < 1:
        parts.append(f"about {duration(_seconds_left(run, snapshot, share))} left")
    if rate := _samples_a_second(run, snapshot):
        parts.append(f"{counted(float(f'{rate:.2g}'), 'sample')} a second")
    if run.notice is not None:
        parts.append(run.notice)
    return Progress(share, " · ".join(parts))


def _seconds_left(run: RunHandle, snapshot: Snapshot, share: float) -> float:
    """Seconds to the end as fast as it can, or at its speed, where that is slower."""
    made, last = snapshot.updates, snapshot.updates / share
    paced = SPEEDS[run.speed].seconds(made, last, made / snapshot.epoch)
    return max(snapshot.seconds * (1 - share) / share, paced)


def _samples_a_second(run: RunHandle, snapshot: Snapshot) -> float:
    """Samples a second while it computes, or at its speed, where that is slower."""
    if not snapshot.updates:
        return snapshot.rate
    per_epoch = snapshot.updates / snapshot.epoch
    paced = SPEEDS[run.speed].updates_a_second(snapshot.updates, per_epoch) * run.experiment.training_count / per_epoch
    return min(snapshot.rate, paced)


def progress_of_job(job: Job) -> Progress:
    """The progress of an analysis, or its place in the queue."""
    if job.phase == "waiting":
        return Progress(0.0, f"All places are taken. You are number {job.place} in the queue.")
    return Progress(job.share, job.text or "Starting …")


def progress_of_download(at: Download | None) -> Progress:
    """The progress of a download; None before its first bytes."""
    if at is None:
        return Progress(0.0, "Downloading …")
    share = at.done / at.total
    return Progress(share, f"Downloading {at.file}: {100 * share:.0f} %")
