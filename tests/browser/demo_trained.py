"""The app, where a new session finds the network of its link trained already."""

from pathlib import Path

import streamlit as st

from nn.module import Array
from playground import state
from playground.components import navigation
from playground.experiment import Experiment
from playground.link import experiment_of
from playground.training.run import TrainingRun
from playground.training.snapshot import Snapshot


@st.cache_resource
def trained(token: str) -> tuple[Experiment, Array, Snapshot]:
    """What the link describes, at the end of its training, which the server goes through once."""
    experiment = experiment_of(token)
    run = TrainingRun(experiment)
    while run.reason is None:
        run.advance(1.0)
    return experiment, run.model.theta, run.snapshot("ended", weights=True)


# without an icon of its own the page would fetch its menu's from the network
st.set_page_config(page_icon=Path(navigation.__file__).parents[1] / "icon.svg", layout="wide")
if "experiment" not in st.session_state:
    token = st.query_params[state.LINK]
    state.open_session()
    experiment, theta, snapshot = trained(token)
    state.branch(experiment, theta.copy(), snapshot, None)
    # a page's own address would do, but for the 404s that Streamlit's client then causes and logs
    page = st.query_params["page"]
    navigation._pages()
    st.switch_page(f"pages/{page}.py")
navigation.run_page()
