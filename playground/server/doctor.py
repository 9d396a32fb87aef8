"""The doctor of a session: what it says of the Train page's run, its trial, and what it is to leave."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Any

from playground.analysis.doctor import Case, Finding, diagnose
from playground.analysis.doctor.trial import worth_a_trial
from playground.datasets.published_file import DataUnavailable
from playground.server.jobs.job import Job
from playground.server.jobs.job_cache import key_of
from playground.server.session_jobs import Jobs
from playground.training.run_handle import RunHandle

PLACE = "doctor"
"""The place of the trial among the session's jobs."""
TRIAL = "trial"
"""The name of the job."""
PAUSE = 1.0
"""Seconds between two looks at a run that moves."""


@dataclass(frozen=True)
class Opinion:
    """Opinion of the doctor on a run: a finding, a trial under way, or that one would be worth its while; or none."""

    finding: Finding | None = None
    trial: Job | None = None
    """One that is under way."""
    worth_a_trial: bool = False
    ended: bool = False
    """True where the run has come to its end by itself: then nobody needs to ask for the trial."""

    @property
    def key(self) -> str:
        """Differs where another thing is said; figures within it may move on."""
        return self.finding.kind if self.finding is not None else f"trial {self.worth_a_trial}"


NOTHING = Opinion()


class Doctor:
    """Looks at one run at a time; whoever calls it holds the session's lock, or does not mind an older opinion."""

    def __init__(self) -> None:
        self._judged: tuple[str, int, str] | None = None
        """The run that was looked at last, its updates, and the experiment by which it had come that far."""
        self._opinion = NOTHING
        self._seen: tuple[object, ...] = ()
        self._again = 0.0
        self._left: tuple[str, frozenset[str]] = ("", frozenset())
        """A run, and the kinds of findings of which nothing more is to be said there."""

    def opinion(self, run: RunHandle | None, jobs: Jobs) -> Opinion:
        """What there is to say of the run now, `PAUSE` after the last look at the soonest while it moves.

        A run that rests is judged by the experiment by which it got where it is: once that is changed nothing is said
        until it has moved again, or the change is undone.
        """
        if run is None or run.snapshot is None or not run.snapshot.updates or run.failure is not None:
            return NOTHING
        job = jobs.of(PLACE)
        seen = (run.named_version, run.experiment.key, self._left, job and (job.key, job.phase))
        now = time.monotonic()
        same_run = self._judged is not None and self._judged[0] == run.name
        if seen != self._seen and (not run.moving or not same_run or now >= self._again):
            self._seen, self._again = seen, now + PAUSE
            self._opinion = self._look(run, job)
        return self._opinion

    def leave(self, run: RunHandle, finding: Finding) -> None:
        """Say no more of this finding, of this run."""
        before = self._left[1] if self._left[0] == run.name else frozenset()
        self._left = (run.name, before | {finding.kind})

    def try_changes(self, run: RunHandle, jobs: Jobs) -> None:
        """Begin the trial of other rates and networks, on copies."""
        if run.theta is not None:
            jobs.start(PLACE, TRIAL, _arguments(run))

    def _look(self, run: RunHandle, job: Job | None) -> Opinion:
        snapshot = run.snapshot
        assert snapshot is not None
        if run.moving or self._judged is None or self._judged[:2] != (run.name, snapshot.updates):
            self._judged = (run.name, snapshot.updates, run.experiment.key)
        if self._judged[2] != run.experiment.key:
            return NOTHING
        theta = None if run.moving else run.theta
        mine = job is not None and theta is not None and job.key == key_of(TRIAL, _arguments(run))
        trial = job.result if mine and job is not None else None
        case = Case(run.experiment, snapshot.curve, theta, run.health, snapshot.reason, trial)
        try:
            finding = diagnose(case, self._left[1] if self._left[0] == run.name else ())
            if run.moving and case.ails:
                run.look("health")  # for the next look: of a run that is well it would be carried in vain
            worth = not mine and not run.moving and worth_a_trial(case)
        except DataUnavailable:
            return NOTHING
        under_way = job if mine and job is not None and job.moving else None
        return Opinion(finding, under_way, worth and finding is None, snapshot.reason is not None)


def _arguments(run: RunHandle) -> dict[str, Any]:
    return {"experiment": run.experiment.data(), "theta": run.theta}
