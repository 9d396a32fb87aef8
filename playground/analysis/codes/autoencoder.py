"""An autoencoder taken apart: what makes the code of an image, and what makes an image of a code."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from nn.module import Array, Shape
from nn.trace import Row
from playground.experiment import Experiment
from playground.experiment.words import counted
from playground.training.finite import overflow_allowed
from playground.training.trained_network import TrainedNetwork


def code_rows(rows: Sequence[Row]) -> tuple[int, ...]:
    """Numbers of the rows, from 0, whose output may be called the code: something is learnt behind each of them, from
    nothing but that output. Where a connection goes around a row, more than what the row gives is known behind it."""
    last = max((number for number, row in enumerate(rows) if row.parameters), default=0)
    passed = {between for number, row in enumerate(rows) for between in range(number - row.skipped, number)}
    return tuple(number for number in range(last) if rows[number].shape_out is not None and number not in passed)


def narrowest(rows: Sequence[Row]) -> int | None:
    """The row whose output is the smallest, and of several in a row the last: the code, unless told; None without one.

    So the code is what comes out of the activation behind the narrowest layer.
    """
    candidates = code_rows(rows)
    if not candidates:
        return None
    sizes = {number: math.prod(rows[number].shape_out or ()) for number in candidates}
    found = min(candidates, key=sizes.__getitem__)
    while found + 1 in sizes and sizes[found + 1] == sizes[found]:
        found += 1
    return found


def code_text(experiment: Experiment, rows: Sequence[Row], row: int) -> str:
    """The code in words: how many numbers, and which row gives them."""
    title = experiment.layers[row].title()
    size = math.prod(rows[row].shape_out or ())
    return f"{counted(size, 'number')}, what row {row + 1}, {title}, gives"


@dataclass(frozen=True, eq=False)
class Autoencoder:
    """A network that rebuilds images, with the row whose output is its code."""

    network: TrainedNetwork
    row: int

    @property
    def code_shape(self) -> Shape:
        """Of one code as it leaves its row."""
        return self.network.model.layers[self.row + 1].shape

    @property
    def code_size(self) -> int:
        """Numbers in a code."""
        return math.prod(self.code_shape)

    def clean(self, images: Array) -> Array:
        """The images (n, rows, columns, 1), ink or bytes, as the network is to give them: ink from 0 to 1."""
        return self.network.prepared.clean(images)

    def encode(self, images: Array) -> Array:
        """Codes (n, code_size), float32, of images (n, rows, columns, 1) of ink, 0 to 1 or as bytes."""
        return self._encoded(self.network.inputs(part) for part in self.network.parts(images))

    def encode_shown(self, inputs: Array) -> Array:
        """Codes (n, code_size) of what the network is shown, (n, rows, columns, 1), prepared already."""
        return self._encoded(self.network.parts(inputs))

    def decode(self, codes: Array) -> Array:
        """Images (n, rows, columns) of ink, cut to 0..1, that codes (n, code_size) stand for."""
        return np.nan_to_num(self.outputs(codes)).clip(0, 1)

    def outputs(self, codes: Array) -> Array:
        """What the network itself gives for codes (n, code_size): (n, rows, columns), below 0 and above 1 too where
        its last layer allows it.
        """
        codes = np.asarray(codes, np.float32).reshape(-1, *self.code_shape)
        parts = (self.network.predictions_behind(self.row, part) for part in self.network.parts(codes))
        return _joined(parts).reshape(-1, *self.network.shape[:2])

    def rebuild(self, images: Array) -> Array:
        """What the network makes of images: (n, rows, columns) of ink, cut to 0..1."""
        return self.decode(self.encode(images))

    @overflow_allowed
    def errors(self, images: Array) -> Array:
        """The mean squared error of each rebuilt image, (n,), per pixel, against the clean one."""
        difference = self.outputs(self.encode(images)) - self.clean(images)[..., 0]
        errors: Array = np.einsum("nij,nij->n", difference, difference) / math.prod(self.network.shape)
        return errors

    def _encoded(self, parts: Iterable[Array]) -> Array:
        return _joined(self.network.layer_output(self.row, part) for part in parts)


def autoencoder_of(experiment: Experiment, theta: Array, row: int) -> Autoencoder:
    """The experiment's autoencoder with weights `theta`, whose code is what row `row`, from 0, gives."""
    return Autoencoder(TrainedNetwork.of(experiment, theta), row)


@overflow_allowed
def _joined(parts: Iterable[Array]) -> Array:
    """Parts (n, ...), each of which the next may overwrite, one below the other as rows."""
    rows = [part.reshape(len(part), -1).copy() for part in parts]
    return rows[0] if len(rows) == 1 else np.concatenate(rows)
