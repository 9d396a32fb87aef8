"""The one home of what a visitor's session holds: the experiment, its history and link, the runs, the own drawings."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import streamlit as st

from nn.module import Array
from nn.registry import Data, make
from playground.datasets import Dataset, Samples
from playground.datasets.image_set import ImageSet
from playground.drawing import Drawing, prepare
from playground.drawing.own_drawings import MOST_OWN_DRAWINGS, OwnDrawings
from playground.experiment import HIGHEST_SEED, Experiment
from playground.jobs.job import Job
from playground.jobs.job_cache import JobCache
from playground.latent.autoencoder import code_rows, narrowest
from playground.link import LinkError, experiment_of, token_of
from playground.presets import DEFAULT, DIGITS
from playground.problems import problems_of, rows_of
from playground.processes.messages import Message
from playground.tasks import Reconstruct
from playground.training.pool import Pool, default_limit
from playground.training.run import TrainingRun
from playground.training.run_handle import RunHandle
from playground.training.snapshot import Snapshot

LINK = "e"
"""The query parameter that carries the experiment."""
MOST_HISTORY = 100
LEAVE = 1.0
"""Seconds for which a page waits until a run that is let go stands still; most do at once."""
EMPTY = Drawing()


@st.cache_resource
def pool() -> Pool:
    """The one pool of this server."""
    return Pool(default_limit())


@st.cache_resource
def job_cache() -> JobCache:
    """Results of analyses: work that all visitors save each other, to be shown only to who asks for it."""
    return JobCache()


@st.cache_resource(max_entries=32, show_spinner=False)
def samples_of(dataset: Data) -> Samples:
    """The dataset's samples, made once for all visitors; read-only."""
    samples = make(Dataset, dataset).load()
    for values in (samples.x_train, samples.y_train, samples.x_test, samples.y_test):
        values.setflags(write=False)
    return samples


@st.cache_data(max_entries=64, show_spinner=False)
def _untrained(experiment: dict[str, Any]) -> bytes:
    described = Experiment.from_data(experiment)
    return TrainingRun(described, samples_of(described.dataset)).snapshot("paused", weights=True).pack()


def untrained(experiment: Experiment) -> Snapshot:
    """What the experiment's network shows before its first update."""
    return Snapshot.unpack(_untrained(experiment.data()))


def shown_with(described: Experiment, theta: Array) -> Snapshot:
    """What the experiment's network shows with the weights `theta`, those included."""
    return TrainingRun(described, samples_of(described.dataset), theta).snapshot("paused", weights=True)


def open_session() -> None:
    """Make what a new session needs, from the link where there is one, and keep the link up to date."""
    state = st.session_state
    if "experiment" not in state:
        state.experiment, state.past, state.future, state.revision = DEFAULT, [], [], 0
        state.run = state.digit_run = state.autoencoder_run = state.message = None
        state.left = []
        state.own_drawings, state.code_choice, state.jobs, state.answered = [], None, {}, frozenset()
        state.drawing = {"drawing": EMPTY.data(), "centre": True, "revision": 0, "clear": 0}
        if token := st.query_params.get(LINK):
            try:
                state.experiment = experiment_of(token)
            except LinkError as error:
                state.message = f"{error} The default experiment is shown instead."
    st.query_params[LINK] = token_of(state.experiment)


def experiment() -> Experiment:
    """The experiment as it is edited now."""
    edited: Experiment = st.session_state.experiment
    return edited


def edit(**parts: Any) -> None:
    """Replace parts of the experiment; the old one goes into the history."""
    replace(dataclasses.replace(experiment(), **parts))


def replace(new: Experiment) -> None:
    """Make `new` the experiment; rates and schedule reach a running network at once; another network, or a
    schedule that cannot be trained by, pauses it."""
    state = st.session_state
    if new == state.experiment:
        return
    state.past = [*state.past, state.experiment][-MOST_HISTORY:]
    state.future = []
    _show(new)


def undo() -> None:
    """Go back one edit."""
    state = st.session_state
    if state.past:
        *state.past, before = state.past
        state.future = [*state.future, state.experiment]
        _show(before)


def redo() -> None:
    """Take one undo back."""
    state = st.session_state
    if state.future:
        *state.future, after = state.future
        state.past = [*state.past, state.experiment]
        _show(after)


def _show(new: Experiment) -> None:
    state = st.session_state
    state.experiment = new
    state.revision += 1
    run: RunHandle | None = state.run
    if run is not None:
        if not run.experiment.resets(new) and problems_of(new).problem is None:
            run.change(new)
        elif run.moving:
            run.pause()


def current_run() -> RunHandle | None:
    """The run of the experiment as it is edited now, or None where that has not been started."""
    run: RunHandle | None = st.session_state.run
    return None if run is None or run.experiment.resets(experiment()) else run


def runs() -> list[RunHandle]:
    """The session's runs, each once: the Train page's, those that read and rebuild drawings, and those let go since
    `close_left`."""
    state, found = st.session_state, list[RunHandle]()
    for run in (state.run, state.digit_run, state.autoencoder_run, *state.left):
        if run is not None and run not in found:
            found.append(run)
    return found


def close_left() -> None:
    """Forget the runs that were let go, once they stand still and have been looked at."""
    state = st.session_state
    for run in state.left:
        if not run.moving:
            run.close()
    state.left = [run for run in state.left if run.moving]


def replaced_run() -> RunHandle | None:
    """A run whose network the present experiment would replace at the next Play; undo brings it back."""
    run: RunHandle | None = st.session_state.run
    return run if run is not None and run.snapshot is not None and run.experiment.resets(experiment()) else None


def run_to_move() -> RunHandle:
    """The current run; where there is none, a new one takes the old one's place."""
    return current_run() or _replace_run(RunHandle(experiment(), pool(), _own_samples(experiment())))


def branch(described: Experiment, theta: Array, snapshot: Snapshot, own: OwnDrawings | None) -> None:
    """Put a new run in the place of the current one, which begins with `theta` and shows `snapshot` until it moves.

    `own` are the drawings that `theta` was trained with.
    """
    replace(described)
    run = _replace_run(RunHandle(described, pool(), _own_samples(described), theta))
    run.theta, run.snapshot, run.own_drawings = theta, snapshot, own


def _replace_run(run: RunHandle) -> RunHandle:
    drop_run()
    st.session_state.run = run
    dataset = make(Dataset, run.experiment.dataset)
    if isinstance(dataset, ImageSet):
        _use("autoencoder_run" if isinstance(dataset.task, Reconstruct) else "digit_run", run)
    return run


def _use(name: str, run: RunHandle) -> None:
    """Put the run in a place of the session; the one that was there is let go, unless it has another place."""
    before: RunHandle | None = st.session_state[name]
    st.session_state[name] = run
    if before is not None and before not in runs():
        _let_go(before)


def _let_go(run: RunHandle) -> None:
    """Let the run stand still and its process go; it is among the `runs` until that has been seen."""
    run.poll()
    if run.moving:
        run.pause()
        run.settle(LEAVE)
    if not run.moving:
        run.close()
    st.session_state.left = [*st.session_state.left, run]


def drop_run() -> None:
    """Let the run go; if it was of images, the pages that use it keep its last weights."""
    state = st.session_state
    run: RunHandle | None = state.run
    if run is not None:
        _let_go(run)
    state.run = None


def new_seed() -> None:
    """Other first weights and another order of the samples."""
    edit(seed=int(np.random.default_rng().integers(HIGHEST_SEED)))
    drop_run()


def digit_run() -> RunHandle | None:
    """The run whose network reads drawings: the last one started to tell images apart, wherever that was."""
    return _begun(st.session_state.digit_run)


def autoencoder_run() -> RunHandle | None:
    """The run whose network rebuilds images: the last one started to do so, wherever that was."""
    return _begun(st.session_state.autoencoder_run)


def _begun(run: RunHandle | None) -> RunHandle | None:
    # One that failed before its first weights came is to be told of, and can be started again.
    if run is None or not (run.moving or run.failure is not None or run.theta is not None):
        return None
    return run


def start_digit_run(described: Experiment) -> None:
    """Train a digit network beside whatever the Train page shows."""
    run = RunHandle(described, pool(), _own_samples(described))
    _use("digit_run", run)
    run.play()


def start_autoencoder_run(described: Experiment) -> None:
    """Train an autoencoder beside whatever the Train page shows."""
    run = RunHandle(described, pool(), _own_samples(described))
    _use("autoencoder_run", run)
    run.play()


def code_row(experiment: Experiment) -> int | None:
    """The row, from 0, whose output is the code: the person's choice, else the narrowest; None where none can be."""
    rows = rows_of(experiment)
    choice = st.session_state.code_choice
    if choice is not None and choice[0] == experiment.layers and choice[1] in code_rows(rows):
        chosen: int = choice[1]
        return chosen
    return narrowest(rows)


def choose_code_row(experiment: Experiment, row: int) -> None:
    """Take the output of `row` for the code, as long as the stack stays as it is."""
    st.session_state.code_choice = (experiment.layers, row)


def start_job(place: str, name: str, arguments: dict[str, Any], *, anew: bool = False) -> None:
    """Let the analysis `name` begin, in place of the one that was begun for the same `place` on a page.

    What anybody has found by the same is the answer at once, unless it is to be done `anew`.
    """
    state = st.session_state
    before = job(place)
    if before is not None:
        before.cancel()
        if before.result is not None:
            state.answered |= {before.key}
    state.jobs[place] = Job(name, arguments, pool(), job_cache(), anew=anew)


def answer(key: str) -> Message | None:
    """The result of an earlier analysis of this session, as long as it is kept; None for one never asked for."""
    return job_cache().get(key) if key in st.session_state.answered else None


def jobs() -> list[Job]:
    """All analyses that were begun, the last one of each place."""
    return list(st.session_state.jobs.values())


def under_way() -> bool:
    """Whether any training or analysis of the session moves."""
    return any(run.moving for run in runs()) or any(each.moving for each in jobs())


def job(place: str) -> Job | None:
    """The analysis that was begun last for that place on a page."""
    begun: Job | None = st.session_state.jobs.get(place)
    return begun


def train_with_own_drawings() -> None:
    """Train the digit network again from its first weights, now with the own drawings."""
    run = digit_run()
    described = DIGITS if run is None else run.experiment
    start_digit_run(dataclasses.replace(described, dataset={**described.dataset, "own_drawings": True}))


def kept_drawing() -> dict[str, Any]:
    """The drawing on the canvas: its plain `drawing`, `centre` and `revision`, and `clear`, a count of clearings."""
    kept: dict[str, Any] = st.session_state.drawing
    return kept


def keep_drawing(drawing: dict[str, Any], *, centre: bool, revision: int) -> None:
    """Remember what is on the canvas; what is known already, and may have been cleared since, changes nothing."""
    kept = kept_drawing()
    if revision > kept["revision"]:
        st.session_state.drawing = {**kept, "drawing": drawing, "centre": centre, "revision": revision}


def clear_drawing() -> None:
    """Empty the canvas."""
    kept = kept_drawing()
    st.session_state.drawing = {**kept, "drawing": EMPTY.data(), "clear": kept["clear"] + 1}


def add_own_drawing(drawing: Drawing, label: int) -> None:
    """Keep a drawing with its right label."""
    state = st.session_state
    state.own_drawings = [*state.own_drawings, {"drawing": drawing.data(), "label": label}][-MOST_OWN_DRAWINGS:]


def own_drawings() -> Sequence[Mapping[str, Any]]:
    """The kept drawings: each `{"drawing": ..., "label": ...}`."""
    kept: list[dict[str, Any]] = st.session_state.own_drawings
    return kept


def own_count(described: Experiment) -> int:
    """Count of the own drawings that a run of the experiment trains with, the current one where there is one."""
    run = current_run()
    if run is not None:
        return run.own_count
    return len(own_drawings()) if described.dataset.get("own_drawings") else 0


def forget_own_drawings() -> None:
    """Keep none of them."""
    st.session_state.own_drawings = []


def _own_samples(described: Experiment) -> tuple[Array, Array] | None:
    dataset = make(Dataset, described.dataset)
    kept = st.session_state.own_drawings
    if not (isinstance(dataset, ImageSet) and dataset.own_drawings and kept):
        return None
    images = [prepare(Drawing.from_data(own["drawing"]), dataset.size) for own in kept]
    return np.stack(images), np.array([own["label"] for own in kept], np.int64)
