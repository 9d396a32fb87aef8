"""The buttons that move a run."""

from __future__ import annotations

import streamlit as st

from playground.components.current import session
from playground.experiment import Experiment
from playground.inspection import Inspection
from playground.training.run import DIVERGED
from playground.words import epochs_text


def show(experiment: Experiment, inspection: Inspection) -> None:
    """Play, Pause, Step, Epoch, Reset, New seed; greyed where they can do nothing."""
    run = session().current_run
    moving = run is not None and run.moving
    stuck = inspection.problem is not None
    with st.container(horizontal=True, gap="xsmall", key="controls"):
        _button("Play", ":material/play_arrow:", _play, "Train until paused or done", moving or stuck, primary=True)
        _button("Pause", ":material/pause:", _pause, "Stand still; Play goes on from there", not moving)
        _button("Step", ":material/skip_next:", _step, "One update: one batch", moving or stuck)
        _button("Epoch", ":material/fast_forward:", _epoch, "To the end of the epoch", moving or stuck)
        _button("Reset", ":material/replay:", session().drop_run, "Back to the same first weights", run is None)
        _button("New seed", ":material/casino:", session().new_seed, "Other first weights, another order", False)
    if stuck:
        st.error(inspection.problem, icon=":material/error:")
        if (other := inspection.schedule_fix) is not None:
            st.button(
                other.label,
                key="schedule_fix",
                icon=":material/build:",
                on_click=session().edit,
                kwargs={"schedule": other.schedule},
            )
    elif run is not None and run.failure is not None:
        st.error(run.failure, icon=":material/error:")
        st.button("Start again", key="start_again", icon=":material/replay:", on_click=run.play)
    elif run is not None and run.snapshot is not None and run.snapshot.reason == DIVERGED and not moving:
        st.warning(DIVERGED, icon=":material/trending_up:")
    elif stake := _at_stake(experiment):
        st.info(stake, icon=":material/info:")


def _button(label: str, icon: str, act: object, help: str, disabled: bool, *, primary: bool = False) -> None:
    st.button(
        label,
        key=f"run_{label}",
        icon=icon,
        help=help,
        on_click=act,  # type: ignore[arg-type]
        disabled=disabled,
        type="primary" if primary else "secondary",
    )


def _at_stake(experiment: Experiment) -> str | None:
    """What the next Play would throw away, in words."""
    replaced = session().replaced_run
    if replaced is None or replaced.snapshot is None or not replaced.snapshot.updates:
        return None
    what = {
        "dataset": "the data",
        "layers": "the stack",
        "loss": "the loss",
        "optimiser": "the optimiser",
        "seed": "the seed",
    }
    changed = [words for part, words in what.items() if _differs(part, replaced.experiment, experiment)]
    changed = changed or ["the preparation of the data"]
    return (
        f"You changed {' and '.join(changed)}, which needs a new network. Until you press Play, Step or Epoch, the one "
        f"you trained (for {epochs_text(replaced.snapshot.epoch)}) stays: Undo brings it back. The Runs of the Compare "
        "page have it too."
    )


def _differs(part: str, one: Experiment, other: Experiment) -> bool:
    ours, theirs = getattr(one, part), getattr(other, part)
    return bool(ours["kind"] != theirs["kind"] if part == "optimiser" else ours != theirs)


def _play() -> None:
    session().run_to_move().play()


def _pause() -> None:
    run = session().current_run
    if run is not None:
        run.pause()
        run.settle()


def _step() -> None:
    run = session().run_to_move()
    run.step()
    run.settle()


def _epoch() -> None:
    session().run_to_move().epoch()
