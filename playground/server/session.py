"""A visitor's session: the experiment and its history, runs, jobs, drawings and choices."""

from __future__ import annotations

import dataclasses
import logging
from typing import Any, ClassVar, Literal

import numpy as np

from nn.module import Array
from playground.analysis.doctor import Finding
from playground.analysis.runs.kept_run import KeptRun
from playground.datasets.image_set import ImageSet
from playground.datasets.tasks import Reconstruct
from playground.experiment import HIGHEST_SEED, Experiment
from playground.experiment.limits import is_light
from playground.experiment.problems import problems_of
from playground.ready.recipes import BUTTON, CODE_OF_10, READER
from playground.server.canvas import Canvas, OwnExamples
from playground.server.code_row import CodeRow
from playground.server.code_selection import CodeSelection
from playground.server.doctor import Doctor, Opinion
from playground.server.edited_experiment import EditedExperiment
from playground.server.kept_runs import KeptRuns
from playground.server.met_challenges import MetChallenges
from playground.server.networks import Networks
from playground.server.ready_runs import ReadyRuns
from playground.server.recalled import Recalled
from playground.server.resources import downloads, pool
from playground.server.session_jobs import Jobs
from playground.server.shown_step import ShownStep
from playground.server.switched_off import SwitchedOff
from playground.server.teaching import LESSON, Teaching
from playground.training.by_hand import ByHand
from playground.training.own_drawings import OwnDrawings
from playground.training.run_handle import RunHandle
from playground.training.snapshot import Snapshot
from playground.training.speeds import WATCH
from playground.training.untrained import shown_with

LEAVE = 1.0
"""Seconds for which a page waits until a run that is let go stands still; most do at once."""
_LOG = logging.getLogger(__name__)
RACE = "laboratory"
"""The place of the race among the session's jobs."""
Role = Literal["digits", "autoencoder"]
"""A use of a network beside the Train page's: to read drawings, or to rebuild images."""
READY_AT_FIRST: dict[Role, str] = {"digits": READER, "autoencoder": CODE_OF_10}


class Session(EditedExperiment):
    """The state of one visitor, known by a random `token`; pages, the live channel and tests share the one object.

    Whoever reads several parts that belong together, or changes any, does so `with session.lock`; the methods do.
    `visitor` is the random name of the browser that it belongs to; None where that takes no cookies.
    """

    first_speed: ClassVar[str] = WATCH
    """The speed at which the Train page's run trains until another is chosen."""

    def __init__(self, token: str, visitor: str | None = None) -> None:
        super().__init__()
        self.token = token
        self.visitor = visitor
        self._owner = visitor or token
        """Whose processes its own are, for the pool: two tabs of one browser are one visitor."""
        self.message: str | None = None
        """A message that the next page shows, once."""
        self.run: RunHandle | None = None
        """That of the Train page."""
        self.speed = self.first_speed
        """The speed at which it trains, of `SPEEDS`; the others train at full speed."""
        self.speed_revision = 0
        """The number of the browser's last message that has chosen one."""
        self._recalled: Recalled | None = None
        self.recall_revision = 0
        """The number of the browser's last message that has recalled a moment."""
        self.by_hand: tuple[RunHandle, ByHand] | None = None
        """The run whose weights a person has changed last, and what was changed: see `changed_weights`."""
        self.hand_revision = 0
        """The number of the browser's last change by hand."""
        self.pictured: Experiment | None = None
        """The experiment whose picture the Train page showed last: it stays where the next one cannot be trained."""
        self.branched_from: RunHandle | None = None
        """The Train page's run before the present one was branched off its past."""
        self._digit_run: RunHandle | None = None
        self._autoencoder_run: RunHandle | None = None
        self.ready = ReadyRuns()
        self._ready_chosen: dict[Role, str] = {}
        """Names of the ready networks that were chosen in the stead of the runs trained here."""
        self.least_confidence: float | None = None
        """Confidence from which a ready network answers, as the person has set it; None for what was found best."""
        self._left: list[RunHandle] = []
        self.code_row = CodeRow()
        self.canvas = Canvas()
        self.code_selection = CodeSelection()
        self.networks = Networks()
        self.switched_off = SwitchedOff()
        self.shown_step = ShownStep()
        self.examples = OwnExamples()
        self.teaching = Teaching()
        self._preview: RunHandle | None = None
        """A run that shows a network before its first update, where that is too much for the server itself."""
        self._preview_examples = self.examples.kept
        """The own drawings that it was made with."""
        self.kept = KeptRuns()
        self.met = MetChallenges()
        self.jobs = Jobs(self.hear, self._owner)
        self.doctor = Doctor()
        self.choices: dict[str, dict[str, Any]] = {}
        """Values of the widgets of each page, by the page's name."""
        self.obeyed = ("", 0)
        """The page whose presses of buttons were obeyed last, and the number of the last one."""
        self.turn = 0
        """A number that grows when something has begun or ended that a page is to be drawn anew for."""
        self._standing: tuple[object, ...] = ()

    # The Train page's run

    def new_seed(self) -> None:
        """Other first weights and another order of the samples."""
        self.edit(seed=int(np.random.default_rng().integers(HIGHEST_SEED)))
        self.drop_run()

    def _edited(self) -> None:
        new = self.experiment
        run = self.run
        if run is not None:
            if not run.experiment.resets(new) and problems_of(new).problem is None:
                run.change(new)
            elif run.moving:
                run.pause()

    def change_speed(self, speed: str) -> None:
        """Train the Train page's run at another speed, one of `SPEEDS`, from now on."""
        with self.lock:
            self.speed = speed
            if self.run is not None:
                self.run.change_speed(speed)

    @property
    def current_run(self) -> RunHandle | None:
        """The run of the experiment as it is edited now, or None where that has not been started."""
        return None if self.run is None or self.run.experiment.resets(self.experiment) else self.run

    @property
    def replaced_run(self) -> RunHandle | None:
        """A run whose network the present experiment would replace at the next Play; undo brings it back."""
        run = self.run
        return run if run is not None and run.snapshot is not None and run.experiment.resets(self.experiment) else None

    def run_to_move(self) -> RunHandle:
        """The current run; where there is none, a new one takes the old one's place."""
        with self.lock:
            return self.current_run or self._replace_run(self._previewed() or self._new_run(self.experiment))

    def preview(self) -> RunHandle:
        """A run of the experiment that makes its first pictures in a worker, and becomes the current one at Play."""
        with self.lock:
            found = self._previewed()
            if found is None:
                found = self._preview = self._new_run(self.experiment)
                self._preview_examples = self.examples.kept
            found.show()
            return found

    def _previewed(self) -> RunHandle | None:
        """The preview, where it is of the experiment as it is edited now; another one is let go."""
        found = self._preview
        if found is not None and (
            found.experiment.resets(self.experiment) or self._preview_examples is not self.examples.kept
        ):
            self._preview = None
            found.close()
            return None
        if found is not None:
            found.change(self.experiment)
        return found

    def branch(
        self, described: Experiment, theta: Array, own: OwnDrawings | None, snapshot: Snapshot | None = None
    ) -> None:
        """Put a new run in the place of the current one, which begins with `theta`.

        `own` are the drawings that `theta` was trained with. Until it moves it shows `snapshot`, or what `theta` does,
        which for a large network is found in a worker.
        """
        if snapshot is None and is_light(described):
            snapshot = shown_with(described, theta)
        with self.lock:
            self.replace(described)
            run = self._replace_run(self._new_run(described, theta))
            run.theta, run.snapshot, run.own_drawings = theta, snapshot, own
            if snapshot is None:
                run.show()

    def remember(self) -> None:
        """Keep the past of the current run at hand, before another one is branched off."""
        run = self.current_run
        if run is not None and not run.moving and run.past is not None:
            self.branched_from = run

    @property
    def recalled(self) -> Recalled | None:
        """The moment of its past that the Train page's run shows; None where it shows the present."""
        found = self._recalled
        return found if found is not None and found.run is self.current_run and found.stands else None

    def recall(self, rest: str, place: int) -> None:
        """Show a checkpoint of the Train page's run in the place of the present, by its number in the past, the last of
        which is the present; nothing, where the run has moved since the `named_rest` that is meant."""
        with self.lock:
            run = self.current_run
            if run is None or run.moving or run.named_rest != rest:
                return
            self._recalled = found = Recalled.of(run, place)
            if found is not None and found.in_worker:
                run.recall(found.epoch, found.theta)

    def branch_from_past(self, rest: str, place: int) -> bool:
        """Branch off the Train page's run at a checkpoint of its past, named as for `recall`; False for no such one."""
        with self.lock:
            self.recall(rest, place)
            found = self.recalled
            if found is None:
                return False
            self.remember()
            self.branch(found.run.experiment, found.theta, found.run.own_drawings)
            return True

    def reopen(self, run: KeptRun) -> None:
        """Put a kept run on the Train page, with the weights that it ended with; Play goes on from there."""
        past = None
        if is_light(run.experiment):
            shown = shown_with(run.experiment, run.theta)
            epoch, updates = float(run.curve[-1, 0]), int(run.curve[-1, 1])
            past = dataclasses.replace(shown, curve=run.curve, epoch=epoch, updates=updates, seconds=run.seconds)
        self.branch(run.experiment, run.theta, run.own_drawings, past)

    def drop_run(self) -> None:
        """Let the run go; if it was of images, the pages that use it keep its last weights."""
        with self.lock:
            if self.run is not None:
                self._let_go(self.run)
            self.run = None

    def own_count(self, described: Experiment) -> int:
        """Count of the own drawings that a run of the experiment trains with, the current one where there is one."""
        run = self.current_run
        if run is not None:
            return run.own_count
        return len(self.examples) if getattr(described.dataset, "own_drawings", False) else 0

    # What the doctor says of it

    def doctor_opinion(self) -> Opinion:
        """Finding on the current run."""
        return self.doctor.opinion(self.current_run, self.jobs)

    def ask_doctor(self) -> None:
        """Let other rates and networks be tried on a copy of the current run."""
        run = self.current_run
        if run is not None:
            self.doctor.try_changes(run, self.jobs)

    def follow_doctor(self, run: RunHandle, finding: Finding) -> None:
        """Make the change of a finding on the run, where that is still the current one; undo takes it back."""
        with self.lock:
            if run is self.current_run:
                self.edit(**finding.change)
                if finding.anew:
                    self.drop_run()

    # The runs whose networks other pages use

    @property
    def digit_run(self) -> RunHandle | None:
        """The run whose network reads drawings: the last one started to tell images apart, wherever that was, or a
        ready network."""
        return self.run_of("digits")

    @property
    def autoencoder_run(self) -> RunHandle | None:
        """The run whose network rebuilds images: the last one started to do so, wherever that was, or a ready one."""
        return self.run_of("autoencoder")

    def run_of(self, role: Role) -> RunHandle | None:
        """The run that pages use in this role; None where none was trained here, and no ready network can be read."""
        own = self.own_run(role)
        if own is not None and role not in self._ready_chosen:
            return own
        return self.ready.of(self._ready_chosen.get(role, READY_AT_FIRST[role])) or own

    def own_run(self, role: Role) -> RunHandle | None:
        """The last run that was started here for this role, whether it is used at present or not."""
        return _begun(self._digit_run if role == "digits" else self._autoencoder_run)

    def choose_ready(self, role: Role, name: str | None) -> None:
        """Use the ready network of that name in this role; None for the run that was trained here."""
        with self.lock:
            if name is None:
                self._ready_chosen.pop(role, None)
            else:
                self._ready_chosen[role] = name
        self.notify()

    def sure_from(self, run: RunHandle) -> float | None:
        """The confidence below which the run's network says that it is not sure; None where none was ever measured."""
        ready = self.ready.network(run)
        if ready is None or ready.sure is None:
            return None
        return ready.sure if self.least_confidence is None else self.least_confidence

    def be_sure_from(self, confidence: float) -> None:
        """Let a ready network answer from this confidence on, 0 to 1."""
        with self.lock:
            self.least_confidence = confidence
        self.notify()

    def start_digit_run(self, described: Experiment) -> None:
        """Train a digit network beside whatever the Train page shows."""
        self.use(self._new_run(described)).play()

    def start_autoencoder_run(self, described: Experiment) -> None:
        """Train an autoencoder beside whatever the Train page shows."""
        self.use(self._new_run(described)).play()

    def train_with_examples(self) -> None:
        """Train the digit network again from its first weights, now with the own drawings.

        Where none was trained here, one that takes seconds: a ready network's own training takes long.
        """
        run = self.own_run("digits")
        described = BUTTON if run is None else run.experiment
        self.start_digit_run(described.changed(dataset={"own_drawings": True}))

    def use(self, run: RunHandle) -> RunHandle:
        """Let the pages that use such networks use this run; the one before is let go, unless it has another place."""
        with self.lock:
            dataset = run.experiment.dataset
            if not isinstance(dataset, ImageSet):
                return run
            if isinstance(dataset.task, Reconstruct):
                before, self._autoencoder_run = self._autoencoder_run, run
                self._ready_chosen.pop("autoencoder", None)
            else:
                before, self._digit_run = self._digit_run, run
                self._ready_chosen.pop("digits", None)
            if before is not None and before not in self.runs():
                self._let_go(before)
            return run

    def teach(self) -> None:
        """Let the own classes be taught as they are; nothing, where one of them lacks examples."""
        with self.lock:
            if self.teaching.own.obstacle is None:
                self.jobs.start(LESSON, LESSON, self.teaching.begin())

    # All of them

    def runs(self) -> list[RunHandle]:
        """The runs, each once: the Train page's, those that read and rebuild drawings, and those let go of late."""
        found = list[RunHandle]()
        for run in (self.run, self._preview, self._digit_run, self._autoencoder_run, *self._left):
            if run is not None and run not in found:
                found.append(run)
        return found

    def look(self) -> None:
        """Look at all runs and jobs, and keep what has come to rest: runs, and a race's contestants."""
        with self.lock:
            for run in self.runs():
                run.take_in()
                self.kept.keep(run)
            if self.run is not None:
                self.met.look(self.run)
            for run in self._left:
                if not run.moving:
                    run.close()
            self._left = [run for run in self._left if run.moving]
            self.jobs.look()
            race = self.jobs.of(RACE)
            if race is not None and race.result is not None:
                self.kept.keep_race(race.key, race.arguments["experiments"], race.result)
            self.teaching.look(self.jobs.of(LESSON))
            standing = (
                *(run.standing for run in self.runs()),
                *(job.standing for job in self.jobs.all()),
                self.teaching.standing,
                downloads().standing,
            )
            if standing != self._standing:
                self._standing, self.turn = standing, self.turn + 1
        self.notify()

    def follow(self) -> None:
        """Ask how its trainings are getting on, though nobody looks at them: one that hears nothing rests."""
        for run in self.runs():
            run.look()

    def rest(self, *, waiting: bool = True) -> None:
        """Let its trainings stand still, and unless said those that wait for a place, so that others have theirs."""
        with self.lock:
            for run in self.runs():
                if run.moving and (waiting or run.phase != "waiting"):
                    run.pause()

    @property
    def waiting(self) -> int:
        """Count of its runs that wait for a place."""
        return sum(run.phase == "waiting" for run in self.runs())

    def hear(self) -> None:
        """Take in what a process has just sent, from the thread that reads it, which never waits and never fails.

        Where somebody is at the session, who looks at the process takes it in, or the housekeeping's next round.
        """
        if self.lock.acquire(blocking=False):
            try:
                self.look()
            except Exception:
                _LOG.exception("What a process has sent could not be taken in.")
            finally:
                self.lock.release()
        else:
            self.notify()

    @property
    def nbytes(self) -> int:
        """Bytes that its runs, kept runs, own classes and the step that is looked at take, about."""
        runs = sum(run.nbytes for run in self.runs())
        return self.kept.nbytes + self.shown_step.nbytes + self.teaching.nbytes + runs

    @property
    def training(self) -> bool:
        """True where any of its runs moves."""
        return any(run.moving for run in self.runs())

    def close(self) -> None:
        """Let all processes go, for nobody will ask for them again."""
        with self.lock:
            for run in self.runs():
                run.close()
            self.jobs.cancel()

    def _new_run(self, described: Experiment, theta: Array | None = None) -> RunHandle:
        own = self.examples.samples(described)
        return RunHandle(described, pool(), own, theta, visitor=self._owner, heard=self.hear)

    def _replace_run(self, run: RunHandle) -> RunHandle:
        self.drop_run()
        if run is self._preview:
            self._preview = None
        self.run = run
        run.change_speed(self.speed)
        return self.use(run)

    def _let_go(self, run: RunHandle) -> None:
        """Let the run stand still and its process go; it is among the `runs` until that has been seen."""
        run.take_in()
        if run.moving:
            run.pause()
            run.settle(LEAVE)
        if not run.moving:
            run.close()
        self._left = [*self._left, run]


def _begun(run: RunHandle | None) -> RunHandle | None:
    # One that failed before its first weights came is to be told of, and can be started again.
    if run is None or not (run.moving or run.failure is not None or run.theta is not None):
        return None
    return run
