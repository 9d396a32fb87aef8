"""The dataset: which, its picture, its settings."""

from __future__ import annotations

import streamlit as st

from nn.settings import settings_of
from playground.charts.contact_sheet import contact_sheet
from playground.datasets import Dataset
from playground.datasets.image_set import ImageSet, grey_bytes
from playground.datasets.point_set import FURTHER_INPUTS, PointSet
from playground.experiment import Experiment
from playground.experiment.limits import MOST_TEST, MOST_TRAINING, MOST_VALIDATION
from playground.experiment.words import counted, listed
from playground.preparation import Preparation
from playground.ui import download_panel
from playground.ui.current import session
from playground.ui.headings import heading
from playground.ui.images import ink_sheet
from playground.ui.settings_form import kind_picker, settings_form


def show(experiment: Experiment) -> str | None:
    """The panel, whose every change makes another experiment; why the data cannot be used yet, in words, or None."""
    heading("Data")
    dataset = experiment.dataset
    kind_picker(Dataset, "dataset", label="Dataset", headed=True)
    st.caption(dataset.summary())
    missing = dataset.missing_files if isinstance(dataset, ImageSet) else ()
    with st.container():
        if isinstance(dataset, ImageSet) and missing:
            download_panel.show(dataset)
        else:
            _samples(experiment, dataset)
    names = [setting.name for setting in settings_of(type(dataset))]
    settings_form(
        "dataset",
        [name for name in names if name not in FURTHER_INPUTS],
        columns=2 if isinstance(dataset, PointSet) else 1,
    )
    if isinstance(dataset, PointSet):
        on = len(dataset.inputs) - 2
        with st.expander(f"Further inputs ({on} on)" if on else "Further inputs", key="further_inputs"):
            settings_form("dataset", FURTHER_INPUTS)

    with st.expander("Preparation", key="preparation"):
        settings_form("preparation", Preparation.settings_for(dataset))
    return f"{missing[0].title} are not on this machine yet: download them under Data." if missing else None


def _samples(experiment: Experiment, dataset: Dataset) -> None:
    samples = experiment.samples()
    train, aside, test = len(samples.x_train), len(samples.x_validation), len(samples.x_test)
    if isinstance(dataset, ImageSet):
        ink_sheet(contact_sheet(grey_bytes(samples.x_train[:60])), width="stretch", alt="The first 60 training images")
    measured = None
    if train > MOST_TRAINING or aside > MOST_VALIDATION or test > MOST_TEST:
        firsts = [min(train, MOST_TRAINING), *([min(aside, MOST_VALIDATION)] if aside else []), min(test, MOST_TEST)]
        measured = (
            "So that training is hardly slowed, cost and accuracy are measured now and then, on the first "
            f"{listed([f'{first:,}' for first in firsts])} of them; at the end, on all test samples."
        )
    count = session().own_count(experiment)
    own = f" It trains with {counted(count, 'drawing')} of your own as well." if count else ""
    counts = [f"{train:,} training", *([f"{aside:,} validation"] if aside else []), f"{test:,} test"]
    st.caption(f"{listed(counts)} samples.{own}", help=measured)
