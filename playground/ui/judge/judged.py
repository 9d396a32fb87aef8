"""A classifier that is being judged, with the samples it is judged on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

import numpy as np
import streamlit as st

from nn.module import Array
from playground.analysis.evaluation import Judgement, judge
from playground.datasets import Samples
from playground.datasets.image_set import ImageSet
from playground.experiment import Experiment
from playground.training.own_drawings import OwnDrawings


@dataclass(frozen=True, eq=False)
class Judged:
    """An experiment, its samples and what its network with weights `theta` says of them; `identity` is that of the
    weights.

    `own` are the drawings that it was trained with beside the samples.
    """

    experiment: Experiment
    theta: Array
    own: OwnDrawings | None
    samples: Samples
    judgement: Judgement
    identity: str

    @property
    def images(self) -> bool:
        """Whether the samples can be looked at."""
        return isinstance(self.experiment.dataset, ImageSet)

    @property
    def things(self) -> str:
        """What the samples are called."""
        return "images" if self.images else "points"


def judged(experiment: Experiment, theta: Array, own: OwnDrawings | None = None) -> Judged:
    """The classifier with weights `theta`, judged once for each weights. Raises DataUnavailable."""
    theta = np.asarray(theta, np.float32)
    weights = theta.tobytes()
    judgement = _judgement(experiment.data(), weights)
    identity = hashlib.sha256(weights).hexdigest()
    return Judged(experiment, theta, own, experiment.samples(), judgement, identity)


@st.cache_data(max_entries=32, show_spinner="Showing the network every test sample …")
def _judgement(experiment: dict[str, Any], weights: bytes) -> Judgement:
    described = Experiment.from_data(experiment)
    return judge(described, np.frombuffer(weights, np.float32), described.samples())
