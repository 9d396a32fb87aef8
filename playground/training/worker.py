"""The process a run lives in: `python -m playground.training.worker`, fed by messages on stdin, answering on stdout.

First message: `{"experiment": ..., "state": ... or None, "own": {"x": ..., "y": ...} or None, "theta": ... or None,
"speed": ...}`; `theta` are weights to begin with instead of those that the seed draws, and `speed` is the name of one
of `SPEEDS`. Then `{"do": "play"}`, `pause`, `show`, `step`, `epoch`, `yield` (make room for others), `change` (with
`experiment`), `speed` (with another one), `weights` (take `theta`, which a person has changed, with the epochs of
all such changes), `recall` (show a moment of the past, by its `epoch` and `theta`) and `look`
(with `parts`, of "pictures", "network", "weights" and "health"). Every command but `play`, `change` and `speed` is
answered by a snapshot, and by the frames that were asked for, as the browser reads them: a look once there is something
new to see. An answer after which nothing moves also carries the run's whole state, so that the server can let this
process go and start another from there. At the end of stdin the process ends.
"""

from __future__ import annotations

import queue
import time
from typing import IO

import numpy as np

from nn.module import Array
from playground.datasets import Samples
from playground.experiment import Experiment
from playground.processes.messages import Message, read, write
from playground.processes.serving import listen, serve_and_exit
from playground.training.live_frame import live_frame
from playground.training.moments import moment_frame
from playground.training.network_frame import NetworkPicture
from playground.training.run import TrainingRun
from playground.training.scores import SCORE_COLUMNS
from playground.training.snapshot import Phase
from playground.training.speeds import FULL, SPEEDS, Pace, Speed

SLICE = 0.002
"""Seconds of training between two looks at the commands: short enough that an answer feels immediate."""
UNWATCHED = 20.0
"""Seconds without any command after which a training run puts itself to rest: its server no longer works."""
RESTING = 60.0
"""Seconds for which a run that stands still keeps its process; its place it has given up at once."""
PICTURE_SHARE = 0.25
"""Share of the time that drawing pictures may take from training."""


class Worker:
    """Obeys commands between slices of training."""

    def __init__(
        self,
        experiment: Experiment,
        samples: Samples,
        run: TrainingRun,
        commands: queue.Queue[Message],
        answers: IO[bytes],
        speed: Speed = SPEEDS[FULL],
    ) -> None:
        self.experiment, self.samples, self.run = experiment, samples, run
        self.commands, self.answers = commands, answers
        self._network_picture: NetworkPicture | None = None
        self.mode = "pause"
        self.number = 0
        """Number of the last command that had one: by it the server knows which command an answer has seen."""
        self._pace = Pace(speed)
        self._look: Message | None = None
        self._look_after = 0.0
        self._seen: dict[str, int] = {}
        """Updates after which each part was last shown, since the last command that moved the run."""

    def serve(self) -> None:
        """Train and answer until nobody needs this process any longer."""
        last_heard = time.monotonic()
        while True:
            try:
                self.obey(self._next_command())
                last_heard = time.monotonic()
            except queue.Empty:  # asked before the time is: an update may have taken long, and commands have come in it
                silence = time.monotonic() - last_heard
                if silence > (RESTING if self.mode == "pause" else UNWATCHED):
                    self.rest()
                    return
            if self.mode != "pause":
                self.train()
                time.sleep(0)  # the thread that hears commands may have waited for the interpreter
            if self._look is not None and self._is_news(self._look) and time.monotonic() >= self._look_after:
                self.show(set(self._look["parts"]))

    def _next_command(self) -> Message:
        """The next command, waited for until there is something else to do; queue.Empty where there is none by then."""
        waits = [1.0]
        if self.mode != "pause":
            waits.append(self._pace.wait(*self._progress))
        if self._look is not None and self._is_news(self._look):
            waits.append(self._look_after - time.monotonic())
        wait = min(waits)
        return self.commands.get(timeout=wait) if wait > 0 else self.commands.get_nowait()

    @property
    def _progress(self) -> tuple[int, int]:
        """Updates made, and those that an epoch takes: what the pace goes by."""
        return self.run.trainer.updates, self.run.updates_per_epoch

    def _is_news(self, look: Message) -> bool:
        """True where something has changed since each part was shown that is looked for."""
        made = self.run.trainer.updates
        return self.mode == "pause" or any(self._seen.get(part) != made for part in look["parts"] or ["scores"])

    def obey(self, command: Message) -> None:
        """Do what one command says."""
        self.number = command.get("number", self.number)
        match command["do"]:
            case "play":
                self.run.proceed()
                self._move("play")
            case "pause" | "show":
                self.rest()
            case "yield" if self.mode != "pause":
                self.rest(yielded=True)
            case "recall":
                self.recall(command["epoch"], command["theta"])
            case "step":
                self.run.step()
                self.rest()
            case "epoch":
                self._move("epoch")
            case "change":
                self.experiment = Experiment.from_data(command["experiment"])
                self.run.change(self.experiment)
                self._seen = {}
            case "speed":
                self._pace.change(SPEEDS[command["speed"]], *self._progress)
            case "weights":
                self.run.take_weights(command["theta"], command["by_hand"])
                self._seen = {}
            case "look":
                self._look = command

    def _move(self, mode: str) -> None:
        if self.mode == "pause":
            self._pace.begin()
        self.mode = mode
        self._seen = {}

    def train(self) -> None:
        """One slice in the present mode, of the updates that are due; a run that has ended or reached its epoch comes
        to rest."""
        before = self.run.trainer.updates
        due = self._pace.due(*self._progress)
        if not due:
            return
        if self.mode == "epoch":
            ended = self.run.to_epoch_end(SLICE, due)
        else:
            self.run.advance(SLICE, due)
            ended = self.run.reason is not None
        self._pace.pay(self.run.trainer.updates - before)
        if ended:
            self.rest()

    def rest(self, *, yielded: bool = False) -> None:
        """Stand still, and hand the whole state over; `yielded`, where it was at something that is to go on later."""
        self.mode = "pause"
        self.run.evaluate()
        self.show(set(), state=True, yielded=yielded)

    def recall(self, epoch: float, theta: Array) -> None:
        """Show what the run was at a moment of its past; another network is made for it, and the run is left alone."""
        curve, reason = self.run.curve.rows[:, :SCORE_COLUMNS], self.run.reason
        frame = moment_frame(self.experiment, self.samples, epoch, theta, curve, reason, self.run.changes.texts)
        self.show(set(), recalled={"epoch": epoch, "frame": _bytes(frame)})

    def show(
        self, parts: set[str], *, state: bool = False, yielded: bool = False, recalled: Message | None = None
    ) -> None:
        """Send a snapshot; pictures that take long come less often, so that training keeps most of the time."""
        began = time.process_time()  # of this process alone: waiting for others is no work
        resting = self.mode == "pause"
        # at rest always with everything: this answer may overtake, at the server, the one that `rest` sent
        phase: Phase = "paused" if resting else "training"
        pictures = resting or "pictures" in parts
        snapshot = self.run.snapshot(
            phase,
            pictures=pictures,
            weights=resting or "weights" in parts,
            health=resting or "health" in parts,
            # where there is time until the next update; else training is not to wait for it
            up_to_date=not resting and self._pace.wait(*self._progress) > 0,
        )
        answer: Message = {"number": self.number, "yielded": yielded}
        if pictures:
            answer["frame"] = _bytes(live_frame(self.experiment, self.samples, snapshot))
        if "network" in parts:
            picture = self._network_picture or NetworkPicture(self.experiment, self.samples)
            self._network_picture = picture
            answer["network"] = _bytes(picture.frame(self.run.theta, snapshot.updates))
        # a page needs the pictures themselves only of a run that rests
        sent = snapshot if resting else snapshot.without_pictures()
        answer["snapshot"] = _bytes(sent.pack())
        if recalled is not None:
            answer["recalled"] = recalled
        if state:
            answer["state"] = self.run.state()
        write(self.answers, answer)
        self._look = None
        self._seen |= dict.fromkeys([*parts, "scores"], self.run.trainer.updates)
        self._look_after = time.monotonic() + (time.process_time() - began) * (1 / PICTURE_SHARE - 1)


def serve(messages: IO[bytes], answers: IO[bytes]) -> None:
    """Train what the first message describes, and obey the others."""
    first = read(messages)
    if first is None:
        return
    commands: queue.Queue[Message] = queue.Queue()
    listen(messages, answers, commands.put)
    experiment = Experiment.from_data(first["experiment"])
    samples = experiment.load()
    if first["own"] is not None:
        samples = samples.with_more_training(first["own"]["x"], first["own"]["y"])
    run = TrainingRun(experiment, samples, first["theta"])
    if first["state"] is not None:
        run.restore(first["state"])
        run.change(experiment)
    Worker(experiment, samples, run, commands, answers, SPEEDS[first["speed"]]).serve()


def _bytes(packed: bytes) -> Array:
    return np.frombuffer(packed, np.uint8)


if __name__ == "__main__":
    serve_and_exit(serve)
