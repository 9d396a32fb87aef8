"""A preparation fitted to its data: what turns samples into what a network is shown."""

from __future__ import annotations

import functools
import math
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from nn.module import Array
from playground.datasets import Dataset
from playground.datasets.image_set import PAPER_TO_INK, ImageSet
from playground.preparation.motion import bends, moved
from playground.preparation.noise import with_noise
from playground.preparation.settings import Preparation
from playground.preparation.validation import with_validation
from playground.preparation.writing import with_manners, with_thickness

Floats = npt.NDArray[np.float32]
BLOCK = 2048
"""Samples prepared or measured at a time: what is in between takes ten times the memory of the result."""
NOT_STANDARDISED = np.zeros(1, np.float32), np.ones(1, np.float32)
"""Centre and factor that change nothing."""


@dataclass(frozen=True, eq=False)
class Prepared:
    """Takes samples (n, *shape), uint8 or float32 as `Samples` has them, and gives float32 of the same shape.

    `centre` is taken off and what remains is multiplied by `factor`: one number each for images, one a column for
    points, and 0 and 1 where nothing is standardised.
    """

    preparation: Preparation
    centre: Floats
    factor: Floats

    def changed(self, preparation: Preparation) -> Prepared:
        """The same scaling with the other settings of `preparation`."""
        kept = {name: getattr(self.preparation, name) for name in Preparation.BINDING}
        return replace(self, preparation=replace(preparation, **kept))

    @property
    def varies(self) -> bool:
        """Whether training sees the samples otherwise each time."""
        return self.preparation.noise > 0 or self._any(Preparation.MOTION) or self._any(Preparation.WRITING)

    def _any(self, names: tuple[str, ...]) -> bool:
        return any(getattr(self.preparation, name) for name in names)

    def leaves(self, x: Array) -> bool:
        """Whether training may take the samples `x` as they are."""
        scales: bool = x.dtype == np.uint8 or self.preparation.binarise or self.preparation.standardise
        return not (scales or self.varies)

    def inputs(self, x: Array) -> Floats:
        """What the network is shown outside training: scaled, never varied; `x` itself where there is nothing to do."""
        return self.shown(self.clean(x))

    def batch(self, x: Array, rng: np.random.Generator, digits: Array | None = None) -> Floats:
        """A batch of training: each image written otherwise and moved, then noise added, then all standardised, drawn
        from `rng`. Without the `digits` (n,) that they show, none is written in another manner."""
        return self.pair(x, rng, digits)[0]

    def pair(self, x: Array, rng: np.random.Generator, digits: Array | None = None) -> tuple[Floats, Floats]:
        """A batch of training and its clean images: what the network is shown, and the same as ink without noise."""
        if len(x) <= BLOCK:
            return self._pair(x, rng, digits)
        batch, clean = np.empty(x.shape, np.float32), np.empty(x.shape, np.float32)
        for start in range(0, len(x), BLOCK):
            part = slice(start, start + BLOCK)
            batch[part], clean[part] = self._pair(x[part], rng, None if digits is None else digits[part])
        return batch, clean

    def clean(self, x: Array) -> Floats:
        """The samples as ink from 0 to 1, binarised as set: what an autoencoder is to give for them."""
        return self._inked(x, PAPER_TO_INK if x.dtype == np.uint8 else 1)

    def noisy(self, x: Array, rng: np.random.Generator) -> Floats:
        """The samples as ink with the noise of training, not standardised."""
        setting = self.preparation
        return with_noise(self.clean(x), setting.noise_kind, setting.noise, rng)

    def shown(self, ink: Floats) -> Floats:
        """What the network is shown of ink that `clean` or `noisy` gave."""
        if not self.preparation.standardise:
            return ink
        shown: Floats = ink - self.centre
        shown *= self.factor
        return shown

    def _pair(self, x: Array, rng: np.random.Generator, digits: Array | None) -> tuple[Floats, Floats]:
        setting, ink = self.preparation, PAPER_TO_INK if x.dtype == np.uint8 else 1
        if setting.manners and digits is not None:
            x, ink = with_manners(_whole(x, ink), digits, setting.manners, rng), 1
        if self._any(Preparation.MOTION):
            motions = self._motions(len(x), rng)
            x = moved(x, motions, bends(len(x), x.shape[1:3], setting.elastic, rng) if setting.elastic else None)
        if setting.thickness:
            x = with_thickness(x, rng.uniform(-setting.thickness, setting.thickness, len(x)))
        clean = self._inked(x, ink)
        noisy = with_noise(clean, setting.noise_kind, setting.noise, rng) if setting.noise else clean
        return self.shown(noisy), clean

    def _motions(self, count: int, rng: np.random.Generator) -> Array:
        setting = self.preparation
        reach = np.array([setting.shift, setting.shift, math.radians(setting.rotate), setting.scale, setting.shear])
        motions: Array = rng.uniform(-1, 1, (count, 5)) * reach
        motions[:, 3] += 1
        return motions

    def _inked(self, x: Array, ink: int) -> Floats:
        """Samples whose ink is `ink`, as float32 with ink 1, binarised as set; `x` itself where it is that already."""
        if self.preparation.binarise:
            return (x >= ink / 2).astype(np.float32)
        return x if ink == 1 else _whole(x, ink)


def _whole(x: Array, ink: int) -> Floats:
    """Samples whose ink is `ink`, as float32 with ink 1."""
    return np.multiply(x, np.float32(1 / ink), dtype=np.float32)


def prepared_for(dataset: Dataset, preparation: Preparation, seed: int) -> Prepared:
    """The preparation of an experiment, fitted to the dataset's own training samples but those that `seed` sets aside.

    It depends on the settings and the seed alone, so that a network in training, its test and the reading of a drawing
    all get the same. Settings that do not fit the data are passed over. The samples are loaded, once, only where their
    mean is needed; then it raises DataUnavailable where they are not to be had.
    """
    fitting = Preparation(**{name: getattr(preparation, name) for name in Preparation.settings_for(dataset)})
    plain = Prepared(fitting, *NOT_STANDARDISED)
    if not fitting.standardise:
        return plain
    centre, factor = _measured(dataset, fitting.binarise, fitting.validation, seed if fitting.validation else 0)
    return replace(plain, centre=centre, factor=factor)


@functools.lru_cache(maxsize=64)
def _measured(dataset: Dataset, binarise: bool, validation: float, seed: int) -> tuple[Floats, Floats]:
    unscaled = Prepared(Preparation(binarise=binarise), *NOT_STANDARDISED)
    x = with_validation(dataset.load(), validation, seed).x_train
    images = isinstance(dataset, ImageSet)
    count = 0
    total = squares = np.zeros(1)
    for start in range(0, len(x), BLOCK):
        values = unscaled.inputs(x[start : start + BLOCK])
        # a column each for points, one for all the pixels of images
        table = values.reshape(-1, 1) if images else values
        count += len(table)
        total = total + table.sum(axis=0, dtype=np.float64)
        squares = squares + np.einsum("ij,ij->j", table, table, dtype=np.float64)
    mean = total / count
    spread = np.sqrt(np.maximum(squares / count - mean**2, 0))
    # a column that is always the same stands in for biases: it stays what it is
    constant = spread <= 1e-6
    mean, spread = np.where(constant, 0, mean), np.where(constant, 1, spread)
    return np.asarray(mean, np.float32), np.asarray(1 / spread, np.float32)
