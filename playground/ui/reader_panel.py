"""The network that a page uses, in words, and a button that trains one where there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from playground.analysis.codes.autoencoder import code_text
from playground.experiment import Experiment
from playground.experiment.limits import rows_of
from playground.experiment.presets import AUTOENCODER, DIGITS
from playground.experiment.words import epochs_text
from playground.server.progress import progress_of
from playground.training.run_handle import RunHandle
from playground.training.snapshot import Snapshot
from playground.ui.current import session
from playground.ui.progress_view import progress_view


def _reads(run: RunHandle, snapshot: Snapshot) -> str | None:
    accuracy = snapshot.best_known_test_accuracy
    if accuracy is None:
        return None
    return (
        f"Read by {_stack(run.experiment)}: it gets {100 * accuracy:.1f} % of the test digits right "
        f"after {epochs_text(snapshot.epoch)}{_own_text(run)}."
    )


def _rebuilds(run: RunHandle, snapshot: Snapshot) -> str | None:
    if snapshot.scores is None or snapshot.scores.errors is None:
        return None
    row = session().code_row.of(run.experiment)
    code = "" if row is None else f" Its code: {code_text(run.experiment, rows_of(run.experiment), row)}."
    return (
        f"Rebuilt by {_stack(run.experiment)}: on the test digits a mean squared error of "
        f"{snapshot.scores.errors['mse']:.4f} a pixel after {epochs_text(snapshot.epoch)}{_own_text(run)}.{code}"
    )


def _own_text(run: RunHandle) -> str:
    return "" if run.own_drawings is None else f" with {run.own_drawings.text} among the training images"


def _stack(experiment: Experiment) -> str:
    return " → ".join(layer.title() for layer in experiment.layers)


@dataclass(frozen=True)
class Role:
    """A page's use for a network: where it finds one, and what it offers where there is none."""

    name: Literal["digits", "autoencoder"]
    run: Callable[[], RunHandle | None]
    start: Callable[[Experiment], None]
    preset: Experiment
    invitation: str
    button: str
    described: Callable[[RunHandle, Snapshot], str | None]


CLASSIFIER = Role(
    "digits",
    lambda: session().digit_run,
    lambda described: session().start_digit_run(described),
    DIGITS,
    "No network here has learnt digits yet. Train one now, on 1,500 real handwritten digits: it takes seconds. "
    "Or build your own on the Train page, with a dataset of digits.",
    "Train a digit network",
    _reads,
)
AUTOENCODER_ROLE = Role(
    "autoencoder",
    lambda: session().autoencoder_run,
    lambda described: session().start_autoencoder_run(described),
    AUTOENCODER,
    "No network here rebuilds images yet. Train an autoencoder now, on 1,500 real handwritten digits: it takes "
    "seconds. Or start from one of the autoencoders on the Train page, USPS and MNIST among them.",
    "Train an autoencoder",
    _rebuilds,
)


def show(role: Role = CLASSIFIER) -> None:
    """One line about the network, live while it trains."""
    run = role.run()
    if run is None:
        st.info(role.invitation, icon=":material/school:")
        st.button(role.button, key=f"train_{role.name}", type="primary", on_click=role.start, args=(role.preset,))
        return
    snapshot = run.snapshot
    if run.failure is not None:
        st.error(run.failure, icon=":material/error:")
        st.button("Start again", key="start_again", on_click=run.play)
    elif run.moving:
        progress_view(progress_of(run), of=role.name, key=f"progress of {role.name}")
    elif snapshot is not None and (words := role.described(run, snapshot)) is not None:
        st.caption(words)
