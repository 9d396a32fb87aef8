"""The network that the Inside page looks into, and what is costly to find out about it, found once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np
import streamlit as st

from nn.module import Array
from playground.datasets.dataset import Samples
from playground.datasets.loaded import samples_of
from playground.experiment import Experiment
from playground.inside.best_patches import MOST_IMAGES, BestPatches, best_patches
from playground.inside.fields import Fields, fields
from playground.network import Network
from playground.overflow import overflow_allowed

BATCH = 256


@dataclass(frozen=True, eq=False)
class Seen:
    """A digit network: its experiment, its weights as they are now, whether they are about to change, and the row
    of a Conv2D that has Sobel's filters here."""

    experiment: Experiment
    network: Network
    moving: bool
    sobel: int | None = None

    @property
    def theta(self) -> Array:
        """The weights, hand-made filters included."""
        return self.network.model.theta

    @property
    def samples(self) -> Samples:
        """The dataset's. Raises DataUnavailable."""
        return samples_of(self.experiment.dataset)

    def best_patches(self, place: int) -> BestPatches:
        """What excites the filters of the layer at `place`, over the test images. Raises DataUnavailable."""
        return _best_patches(self, place)

    def fields(self, place: int) -> Fields:
        """What each position of the layer at `place` sees; it does not depend on the weights."""
        return _fields(self, place)

    def wrong(self) -> Array:
        """The numbers of the test images that it gets wrong, among the first. Raises DataUnavailable."""
        return _wrong(self)


def _stack(seen: Seen) -> str:
    return json.dumps([seen.experiment.dataset, seen.experiment.layers], sort_keys=True)


def _all(seen: Seen) -> str:
    """Differs for other weights, too; Streamlit's own hash of a large array looks at a part of it only."""
    weights = hashlib.blake2b(seen.theta.tobytes(), digest_size=16).hexdigest()
    return json.dumps([seen.experiment.data(), weights], sort_keys=True)


@st.cache_data(max_entries=32, show_spinner=False, hash_funcs={Seen: _all})
def _best_patches(seen: Seen, place: int) -> BestPatches:
    return best_patches(seen.network, place, seen.samples.x_test)


@st.cache_data(max_entries=16, show_spinner=False, hash_funcs={Seen: _stack})
def _fields(seen: Seen, place: int) -> Fields:
    return fields(seen.network, place)


@st.cache_data(max_entries=32, show_spinner=False, hash_funcs={Seen: _all})
@overflow_allowed
def _wrong(seen: Seen) -> Array:
    images, truth = seen.samples.x_test[:MOST_IMAGES], seen.samples.y_test[:MOST_IMAGES]
    parts = [
        seen.network.model.predict(seen.network.inputs(images[start : start + BATCH])).argmax(axis=1)
        for start in range(0, len(images), BATCH)
    ]
    wrong: Array = np.flatnonzero(np.concatenate(parts) != truth)
    return wrong
