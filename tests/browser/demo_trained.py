"""The app, where a new session finds the network of its link trained already."""

import streamlit as st

from nn.module import Array
from playground.experiment import Experiment
from playground.experiment.link import experiment_of
from playground.training.run import TrainingRun
from playground.training.snapshot import Snapshot
from playground.ui.current import LINK, TOKEN, session
from playground.ui.navigation import ICON, PAGES, run_page


@st.cache_resource
def trained(token: str) -> tuple[Experiment, Array, Snapshot]:
    """The experiment of the link, at the end of its training, which the server goes through once."""
    experiment = experiment_of(token)
    run = TrainingRun(experiment)
    while run.reason is None:
        run.advance(1.0)
    return experiment, run.model.theta, run.snapshot("ended", weights=True)


if TOKEN not in st.session_state:
    # without an icon of its own the page would fetch its menu's from the network
    st.set_page_config(page_icon=ICON, layout="wide")
    experiment, theta, snapshot = trained(st.query_params[LINK])
    session().branch(experiment, theta.copy(), None, snapshot)
    # a page's own address would do, but for the 404s that Streamlit's client then causes and logs
    page = st.query_params["page"]
    st.navigation([st.Page(path, default=path.stem == "train") for path in sorted(PAGES.glob("*.py"))])
    st.switch_page(PAGES / f"{page}.py")
run_page()
