"""A person's run: the experiment it trains, where it stands, and the buttons that move it."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from typing import Literal

import numpy as np

from nn.module import Array
from playground.experiment import Experiment
from playground.experiment.limits import memory_of
from playground.processes.child_process import NotStarted
from playground.processes.messages import Message
from playground.processes.pool import Pool, Ticket
from playground.training.checkpoints import Past
from playground.training.own_drawings import OwnDrawings
from playground.training.run import with_weights
from playground.training.snapshot import Snapshot
from playground.training.speeds import FULL
from playground.training.worker_process import Answer, WorkerProcess

INTEREST = 0.5
"""Seconds for which a part of the snapshots is asked for once somebody has looked for it."""
MOST_REPLACED = 2
"""Workers in a row that are replaced where they no longer answer; then the run has failed."""
Phase = Literal["ready", "waiting", "showing", "training", "paused", "ended", "failed"]


class RunHandle:
    """Plain facts and a pipe: no network lives here, so that a page may drop or reload it at any moment.

    `phase` is what the person asked for until the worker has answered, then what the worker says. Every method may be
    called from any thread.
    """

    def __init__(
        self,
        experiment: Experiment,
        pool: Pool,
        own: tuple[Array, Array] | None = None,
        first_theta: Array | None = None,
        *,
        visitor: str | None = None,
        heard: Callable[[], None] = lambda: None,
    ) -> None:
        """`own` are further training samples; `first_theta` replaces the weights that the experiment's seed draws.

        `visitor` is whose it is, for nobody has more than a few places in the pool at once. `heard`
        is called, from another thread, when the worker has said something or ended: then poll.
        """
        self.name = secrets.token_urlsafe(6)
        """Tells it from every other run, also of a server before this one."""
        self.experiment = experiment
        self.phase: Phase = "ready"
        self.snapshot: Snapshot | None = None
        """The newest."""
        self.frame: bytes | None = None
        self.network_frame: bytes | None = None
        """The newest frames of the live plot and the network picture, as the worker has packed them."""
        self.network_version = 0
        """A number that grows with every `network_frame`."""
        self.version = 0
        """A number that grows with every snapshot, and whenever the phase changes."""
        self.recalled: tuple[float, bytes] | None = None
        """An epoch of its past and the live plot's frame of it, as a worker has made it last: see `recall`."""
        self.rests = 0
        """How often it has come to rest with weights of its own; each time its past is another one."""
        self.theta: Array | None = None
        """The newest weights that were asked for, or that came when the run stood still."""
        self.health: Array | None = None
        self.health_epochs: Array | None = None
        """The newest health that was asked for, and the epochs of its rows."""
        self.place = 0
        """Place in the queue; 0 outside it."""
        self.failure: str | None = None
        self.notice: str | None = None
        """A sentence on what has happened to it and did not keep it from going on."""
        self.speed = FULL
        """The name of the speed at which it trains, of `SPEEDS`."""
        self.by_hand: list[float] = []
        """Epochs at which a person has changed weights."""
        self._changed: Array | None = None
        """The weights that the next worker to move takes, where a person has changed them since the run stood still."""
        self._own = own
        self.own_drawings: OwnDrawings | None = None
        """Those that its weights were trained with."""
        self.first_theta = first_theta
        self._pool = pool
        self._heard = heard
        self._ticket = Ticket(visitor, memory_of(experiment))
        self._worker: WorkerProcess | None = None
        self._state: Message | None = None
        self._recall: Message | None = None
        """The moment that is to be shown, as a worker is asked for it."""
        self._command: str | None = None
        """The last command of a run that moves, or waits for a place."""
        self._replaced = 0
        """Workers in a row that stopped answering, and were replaced."""
        self._number = 0
        self._looking = False
        self._wanted: dict[str, float] = {}
        self._lock = threading.RLock()

    @property
    def moving(self) -> bool:
        """Whether something will change without a further command: then poll."""
        return self.phase in ("training", "waiting")

    @property
    def standing(self) -> tuple[object, ...]:
        """Differs where what a page offers for the run does: whether it moves, has weights, or has failed."""
        return (id(self), self.moving, self.theta is not None, self.failure)

    @property
    def named_version(self) -> tuple[str, int]:
        """The run's name and version: of two pictures of one run, that with the larger version is the later one.

        Who packs a picture reads this first: what it then finds is of this version, or of a later one.
        """
        return (self.name, self.version)

    @property
    def named_rest(self) -> str:
        """The run's name and `rests`: what is said of its past holds for this one only."""
        return f"{self.name} {self.rests}"

    @property
    def beginning(self) -> Message:
        """What a worker is told first, to go on from where the run last stood still."""
        return {
            "experiment": self.experiment.data(),
            "state": self._state,
            "own": None if self._own is None else {"x": self._own[0], "y": self._own[1]},
            "theta": self.first_theta,
            "speed": self.speed,
        }

    @property
    def past(self) -> Past | None:
        """The run's past as it was when it last stood still, that moment the last; None where there is none, or the
        network is too large for it to be kept."""
        checkpoints = None if self._state is None else self._state["checkpoints"]
        if checkpoints is None or not len(checkpoints["epochs"]):
            return None
        return Past(checkpoints["epochs"], checkpoints["weights"])

    @property
    def nbytes(self) -> int:
        """Bytes that its arrays take in the server, about."""
        own = () if self._own is None else self._own
        arrays = [self.theta, self.health, self.first_theta, *own]
        return sum(int(array.nbytes) for array in arrays if array is not None) + _nbytes(self._state)

    @property
    def own_count(self) -> int:
        """Own drawings that it trains with; those that a branch's first weights have seen may be others, or gone."""
        return 0 if self._own is None else len(self._own[0])

    @property
    def process(self) -> WorkerProcess | None:
        """The worker, while there is one."""
        return self._worker

    def show(self, *, again: bool = False) -> None:
        """Make the pictures of the network as it is, in a worker, unless there are some, or some are on their way.

        Where that has failed, it is tried `again` only when that is said.
        """
        with self._lock:
            if self.frame is None and (self.phase == "ready" or (again and self.phase == "failed")):
                self._move("show")

    def play(self) -> None:
        """Train until paused or a rule ends the run."""
        self._move("play")

    def step(self) -> None:
        """Make one update."""
        self._move("step")

    def epoch(self) -> None:
        """Train to the end of the epoch."""
        self._move("epoch")

    def pause(self) -> None:
        """Stand still."""
        with self._lock:
            waited, self._command = self.phase == "waiting", None
            if waited:
                self._pool.leave(self._ticket)
                self.place = 0
                self._enter("ready" if self._state is None else "paused")
            elif self.phase == "training":
                self._send("pause")

    def recall(self, epoch: float, theta: Array) -> None:
        """Let a worker make the live plot's frame of a moment of its past, for `recalled`; the newest counts.

        The run must stand still; nothing of it is changed.
        """
        with self._lock:
            self._recall = {"epoch": epoch, "theta": theta}
            # else the worker is at another one, and is asked again once that has come
            if self.phase in ("paused", "ended"):
                self._move("recall")

    def settle(self, seconds: float = 0.06) -> None:
        """Wait a moment for the worker to come to rest: most do at once, which spares the page a rerun."""
        until = time.monotonic() + seconds
        self.poll()
        while self.phase == "training" and time.monotonic() < until:
            time.sleep(0.002)
            self.poll()

    def change(self, experiment: Experiment) -> None:
        """Go on with other rates, penalties or schedule; everything that makes the network must be the same."""
        with self._lock:
            if experiment != self.experiment:
                self.experiment = experiment
                if self._worker is not None:
                    self._worker.send({"do": "change", "experiment": experiment.data()})

    def change_speed(self, speed: str) -> None:
        """Train at another speed from now on, the name of one of `SPEEDS`; the updates are the same."""
        with self._lock:
            if speed != self.speed:
                self.speed = speed
                if self._worker is not None:
                    self._worker.send({"do": "speed", "speed": speed})

    def change_by_hand(self, snapshot: Snapshot, frame: bytes, *, changed: bool) -> bool:
        """Take the weights of a snapshot that a person has changed, and the live plot's frame of it; `changed` is False
        where all has been taken back. False where the run moves: only one that stands still can be changed."""
        with self._lock:
            if self.moving or self.phase == "showing":
                return False
            assert snapshot.theta is not None
            self.theta = self._changed = snapshot.theta
            self.snapshot, self.frame = snapshot, frame
            epochs = [epoch for epoch in self.by_hand if epoch != snapshot.epoch]
            self.by_hand = [*epochs, snapshot.epoch] if changed else epochs
            if self._state is None:
                self.first_theta = snapshot.theta
            else:
                self._state = {**self._state, "trainer": with_weights(self._state["trainer"], snapshot.theta)}
                self._state["by_hand"] = self.by_hand
            self.version += 1
            return True

    def close(self) -> None:
        """Let the process and the place in the queue go; the last snapshot and weights stay."""
        with self._lock:
            self._pool.leave(self._ticket)
            if self._worker is not None:
                self._worker.close()
                self._worker = None
            self._enter("ready" if self._state is None else "paused")

    def poll(self, *, weights: bool = False, health: bool = False) -> None:
        """Take in what the worker has sent, and ask for more, `weights` and `health` with it; never waits."""
        with self._lock:
            self.take_in()
            self.look("pictures", *(["weights"] if weights else []), *(["health"] if health else []))

    def take_in(self, *, wait: bool = True) -> None:
        """Take in what the worker has sent, or ask for a place again; unless it may `wait`, only if nobody is at it."""
        if not self._lock.acquire(blocking=wait):
            return
        try:
            if self.phase == "waiting" and wait:
                self._start()
            worker = self._worker
            if worker is None:
                return
            ended = worker.ended  # asked before the last answer is taken, so that none is lost between the two
            answer = worker.take()
            if answer is not None:
                self._take(answer)
            if ended is not None and self._worker is worker:
                self._worker = None
                if self.phase in ("training", "showing"):
                    self._lose(worker, ended)
        finally:
            self._lock.release()

    def look(self, *parts: str) -> None:
        """Ask a run that moves for its next snapshot, with these parts: "pictures", "network", "weights" or "health".

        One is asked for at a time, and all that was asked for a moment ago comes with it, so that several who look at
        one run are answered together.
        """
        if not self._lock.acquire(blocking=False):
            return  # somebody is at it, as to start the worker; who looks will look again
        try:
            now = time.monotonic()
            self._wanted |= dict.fromkeys(parts, now + INTEREST)
            if self._worker is not None and self.moving and not self._looking:
                self._looking = True
                wanted = sorted(part for part, until in self._wanted.items() if until > now)
                self._worker.send({"do": "look", "parts": wanted})
        finally:
            self._lock.release()

    def _take(self, answer: Answer) -> None:
        self._looking = False
        if self._changed is not None:
            if answer.number != self._number or not (self.moving or self.phase == "showing"):
                return  # it was under way as the weights were changed, and has those before
            if answer.state is not None:
                self._changed = None
        self.snapshot = answer.snapshot
        self.theta = self.theta if answer.snapshot.theta is None else answer.snapshot.theta
        if answer.snapshot.health is not None:
            self.health = answer.snapshot.health
            # of the evaluations: the curve may end with a row that was made to be looked at only
            self.health_epochs = answer.snapshot.curve[: len(self.health), 0]
        if answer.state is not None:
            self._state, self.rests = answer.state, self.rests + 1
        if answer.recalled is not None:
            self.recalled = answer.recalled
        self.frame = answer.frame or self.frame
        if answer.network is not None:
            self.network_frame, self.network_version = answer.network, self.network_version + 1
        if answer.number == self._number and self.phase != "waiting":
            self.phase = answer.snapshot.phase
            if self.phase in ("paused", "ended") and (answer.state, answer.recalled) != (None, None):
                self._come_to_rest(yielded=answer.yielded)
                if self._recall is not None and answer.recalled is not None:
                    self._recall_again(answer.recalled[0])
        self.version += 1  # last: who has seen it finds all of the rest

    def _come_to_rest(self, *, yielded: bool) -> None:
        """Give the place up; where it has `yielded` to others, go on as soon as there is one again."""
        worker, self._replaced = self._worker, 0
        assert worker is not None
        self._pool.rest(worker)
        if yielded and self._command is not None and self.phase == "paused":
            self._start()
        else:
            self._command = None

    def _recall_again(self, epoch: float) -> None:
        """Ask for the moment that is to be shown by now, where it is another one than the worker has shown."""
        assert self._recall is not None
        if self._recall["epoch"] != epoch:
            self._move("recall")

    def _lose(self, worker: WorkerProcess, ended: str) -> None:
        """The worker has ended unasked: say so; where it had stopped answering, or rested for too long, take another.

        One that rests ends of itself after a while, which may be as it is told to go on.
        """
        if (worker.was_silent or not ended) and self._command is not None and self._replaced < MOST_REPLACED:
            self._replaced += 1
            self.notice = f"{ended} Another goes on from where the run last stood still." if ended else None
            self._start()
        else:
            self.failure = ended or "The training process ended unasked."
            self._enter("failed")

    def _enter(self, phase: Phase) -> None:
        self.phase = phase
        self.version += 1

    def _move(self, command: str) -> None:
        with self._lock:
            self.failure = self.notice = None
            if command != "recall":
                self._recall = None
            if (
                command not in ("show", "recall") and self._own is not None
            ):  # else the first weights may have been trained with some
                self.own_drawings = OwnDrawings.of(*self._own)
            self._command = command
            if self.phase in ("training", "showing") and self._worker is not None and self._worker.alive:
                self._send(command)
            elif self.phase != "waiting":
                self._start()

    def _start(self) -> None:
        try:
            started = self._pool.start(self._ticket, self._begin)
        except NotStarted as refusal:
            self.place, self.failure = 0, str(refusal)
            self._enter("failed")
            return
        if isinstance(started, int):
            if (self.phase, self.place) != ("waiting", started):
                self.place = started
                self._enter("waiting")
            return
        self._worker, self.place = started, 0
        assert self._command is not None
        if self._changed is not None:
            started.send({"do": "weights", "theta": self._changed, "by_hand": self.by_hand})
        self._send(self._command)

    def _begin(self) -> WorkerProcess:
        """The worker that rests, or a new one that goes on from where the run last stood still."""
        resting = self._worker
        if resting is not None and resting.alive and not resting.closed:
            return resting
        return WorkerProcess(self.beginning, self._heard)

    def _send(self, command: str) -> None:
        assert self._worker is not None
        self._number += 1
        self._looking = False
        recalled = self._recall if command == "recall" and self._recall is not None else {}
        self._worker.send({"do": command, "number": self._number, **recalled})
        self._enter("showing" if command in ("show", "recall") else "training")


def _nbytes(value: object) -> int:
    """Bytes of the arrays in nested dicts."""
    if isinstance(value, dict):
        return sum(map(_nbytes, value.values()))
    return int(value.nbytes) if isinstance(value, np.ndarray) else 0
