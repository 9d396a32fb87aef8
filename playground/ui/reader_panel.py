"""The network that a page uses, in words and to be chosen, and a button that trains one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import streamlit as st

from playground.analysis.codes.autoencoder import code_text
from playground.experiment import Experiment
from playground.experiment.limits import rows_of
from playground.experiment.presets import AUTOENCODER
from playground.experiment.words import epochs_text, with_article
from playground.ready import ReadyNetwork
from playground.ready.network import ERROR, OWN_TEST, PENS
from playground.ready.recipes import BUTTON, CODE_OF_2, CODE_OF_10, READER, RECIPES, SMALL_READER, TWO_LAYERS
from playground.server.progress import progress_of
from playground.server.session import Role as RoleName
from playground.training.run_handle import RunHandle
from playground.training.snapshot import Snapshot
from playground.ui.controlled import controlled
from playground.ui.current import session
from playground.ui.progress_view import progress_view

OWN = "Yours, trained here"


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
    """A page's use for a network: where it finds one, and what it offers beside it."""

    name: RoleName
    ready: tuple[str, ...]
    """Names of the networks that are ready for it."""
    start: Callable[[Experiment], None]
    preset: Experiment
    button: str
    beside: str
    """What is said beside the button."""
    described: Callable[[RunHandle, Snapshot], str | None]

    def run(self) -> RunHandle | None:
        """The run whose network is used."""
        return session().run_of(self.name)


CLASSIFIER = Role(
    "digits",
    (READER, SMALL_READER, TWO_LAYERS),
    lambda described: session().start_digit_run(described),
    BUTTON,
    "Train a digit network",
    "Or train your own, on 1,500 real handwritten digits: it takes seconds. On the Train page you build it yourself.",
    _reads,
)
AUTOENCODER_ROLE = Role(
    "autoencoder",
    (CODE_OF_10, CODE_OF_2),
    lambda described: session().start_autoencoder_run(described),
    AUTOENCODER,
    "Train an autoencoder",
    "Or train your own, on 1,500 real handwritten digits: it takes seconds. On the Train page you build it yourself, "
    "also for USPS and MNIST.",
    _rebuilds,
)


def show(role: Role = CLASSIFIER) -> None:
    """The choice of the network, a line about it, live while it trains, and beside it what trains another."""
    run = role.run()
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        if run is not None:
            _choose(role, run)
        offer(role, first=run is None)
    if run is None:
        st.info(f"No network that is ready can be used here. {role.beside}", icon=":material/school:")
        return
    snapshot, ready = run.snapshot, session().ready.network(run)
    if ready is not None:
        st.caption(_of_ready(ready))
    elif run.failure is not None:
        st.error(run.failure, icon=":material/error:")
        st.button("Start again", key="start_again", on_click=run.play)
    elif run.moving:
        progress_view(progress_of(run), of=role.name, key=f"progress of {role.name}")
    elif snapshot is not None and (words := role.described(run, snapshot)) is not None:
        st.caption(f"{words} {_beside_ready(role)}".strip())


def offer(role: Role, *, first: bool = False) -> None:
    """The button that trains a network here; `first` where there is nothing else to do."""
    kind: Literal["primary", "secondary"] = "primary" if first else "secondary"
    key = f"train_{role.name}"
    st.button(role.button, key=key, type=kind, on_click=role.start, args=(role.preset,), help=role.beside)


def _choose(role: Role, run: RunHandle) -> None:
    """The ready networks, and that which was trained here, where there is one."""
    here = session()
    names: dict[str, str | None] = {RECIPES[name].title: name for name in role.ready if here.ready.of(name) is not None}
    if here.own_run(role.name) is not None:
        names[OWN] = None
    ready = here.ready.network(run)
    present, options = OWN if ready is None else ready.title, list(names)
    controlled(
        st.selectbox,
        f"network_{role.name}",
        present,
        lambda title: here.choose_ready(role.name, names[title]),
        label="The network",
        options=options,
        index=options.index(present),
        width=320,
    )


def _of_ready(ready: ReadyNetwork) -> str:
    if ready.reads:
        said = f"It reads {_percent(ready, PENS)} of the {PENS} and {_percent(ready, OWN_TEST)} of {OWN_TEST}"
        return f"{said}: people whose writing it has never seen. {ready.made}"
    return f"{ready.made} It rebuilds its test digits with {with_article(ERROR)} of {ready.figures[ERROR]:.4f}."


def _beside_ready(role: Role) -> str:
    """How a network that was trained here compares with what is ready; empty where that cannot be used."""
    here = session().ready
    ready, small = (here.network(here.of(name)) for name in (role.ready[0], SMALL_READER))
    if ready is None or small is None:
        return ""
    if not ready.reads:
        return f"The ready one, of ten numbers, has {ready.figures[ERROR]:.4f}."
    return (
        f"Of the {PENS}, none of whom it has seen, the ready network reads {_percent(ready, PENS)}; one of those that "
        f"the button trains, {_percent(small, PENS)}."
    )


def _percent(ready: ReadyNetwork, figure: str) -> str:
    return f"{100 * ready.figures[figure]:.1f} %"
