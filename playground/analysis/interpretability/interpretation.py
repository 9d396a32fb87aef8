"""A digit network that is looked into, and what is costly to find out about it, found once."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass

import numpy as np

from nn.module import Array
from playground.analysis.interpretability.best_patches import MOST_IMAGES, BestPatches, best_patches
from playground.analysis.interpretability.receptive_fields import ReceptiveFields, receptive_fields
from playground.datasets import samples_of
from playground.datasets.dataset import Samples
from playground.datasets.found_once import FoundOnce
from playground.experiment import Experiment
from playground.training.finite import overflow_allowed
from playground.training.trained_network import TrainedNetwork

_best_patches = FoundOnce[BestPatches](32)
_fields = FoundOnce[ReceptiveFields](16)
_wrong = FoundOnce[Array](32)


@dataclass(frozen=True, eq=False)
class Interpretation:
    """Its network with the weights as they are now, hand-made filters included."""

    network: TrainedNetwork

    @property
    def samples(self) -> Samples:
        """The dataset's. Raises DataUnavailable."""
        return samples_of(self.network.experiment.dataset)

    def best_patches(self, place: int) -> BestPatches:
        """The patches that excite the filters of the layer at `place`, over the test images. Raises DataUnavailable."""
        return _best_patches.of((self._key, place), lambda: best_patches(self.network, place, self.samples.x_test))

    def fields(self, place: int) -> ReceptiveFields:
        """The part of the image that each position of the layer at `place` sees; it does not depend on the weights."""
        experiment = self.network.experiment
        stack = json.dumps(experiment.layers_data(), sort_keys=True)
        return _fields.of((experiment.dataset, stack, place), lambda: receptive_fields(self.network, place))

    def wrong(self) -> Array:
        """The numbers of the test images that it gets wrong, among the first. Raises DataUnavailable."""
        return _wrong.of(self._key, self._find_wrong)

    @property
    def _key(self) -> tuple[Experiment, bytes]:
        """Differs for other weights, too."""
        weights = hashlib.blake2b(self.network.model.theta.tobytes(), digest_size=16).digest()
        return self.network.experiment, weights

    @overflow_allowed
    def _find_wrong(self) -> Array:
        images, truth = self.samples.x_test[:MOST_IMAGES], self.samples.y_test[:MOST_IMAGES]
        wrong: Array = np.flatnonzero(self.network.predictions(images).argmax(axis=1) != truth)
        return wrong
