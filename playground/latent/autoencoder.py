"""An autoencoder taken apart: what makes the code of an image, and what makes an image of a code."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from nn.module import Array, Module, Shape
from nn.registry import make
from nn.trace import Row
from playground.experiment import Experiment
from playground.network import Network, network_of
from playground.overflow import overflow_allowed
from playground.training.passing import parts_of
from playground.words import counted


def code_rows(rows: Sequence[Row]) -> tuple[int, ...]:
    """Numbers of the rows, from 0, whose output may be called the code: something is learnt behind each of them."""
    last = max((number for number, row in enumerate(rows) if row.parameters), default=0)
    return tuple(number for number in range(last) if rows[number].shape_out is not None)


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
    title = make(Module, experiment.layers[row]).title()
    size = math.prod(rows[row].shape_out or ())
    return f"{counted(size, 'number')}, what row {row + 1}, {title}, gives"


@dataclass(frozen=True, eq=False)
class Autoencoder:
    """A network that rebuilds images, with the row whose output is its code."""

    network: Network
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
        return self._through(
            self._encoder, (self.network.inputs(part) for part in parts_of(self.network.model, images))
        )

    def encode_shown(self, inputs: Array) -> Array:
        """Codes (n, code_size) of what the network is shown, (n, rows, columns, 1), prepared already."""
        return self._through(self._encoder, parts_of(self.network.model, inputs))

    @property
    def _encoder(self) -> Sequence[Module]:
        return self.network.model.layers[: self.row + 1]

    def decode(self, codes: Array) -> Array:
        """Images (n, rows, columns) of ink, cut to 0..1, that codes (n, code_size) stand for."""
        return np.nan_to_num(self.outputs(codes)).clip(0, 1)

    def outputs(self, codes: Array) -> Array:
        """What the network itself gives for codes (n, code_size): (n, rows, columns), below 0 and above 1 too where
        its last layer allows it.
        """
        layers = self.network.model.layers[self.row + 1 :]
        codes = np.asarray(codes, np.float32).reshape(-1, *self.code_shape)
        return self._through(layers, parts_of(self.network.model, codes), head=True).reshape(
            -1, *self.network.shape[:2]
        )

    def rebuild(self, images: Array) -> Array:
        """What the network makes of images: (n, rows, columns) of ink, cut to 0..1."""
        return self.decode(self.encode(images))

    @overflow_allowed
    def errors(self, images: Array) -> Array:
        """The mean squared error of each rebuilt image, (n,), per pixel, against the clean one."""
        difference = self.outputs(self.encode(images)) - self.clean(images)[..., 0]
        errors: Array = np.einsum("nij,nij->n", difference, difference) / math.prod(self.network.shape)
        return errors

    @overflow_allowed
    def _through(self, layers: Sequence[Module], parts: Iterable[Array], *, head: bool = False) -> Array:
        outputs = []
        for values in parts:
            for layer in layers:
                values = layer.forward(values)
            if head and self._loss_ends_it:
                values = self.network.model.activate(values)
            outputs.append(values.reshape(len(values), -1).copy())
        return outputs[0] if len(outputs) == 1 else np.concatenate(outputs)

    @property
    def _loss_ends_it(self) -> bool:
        """Whether the output activation is the loss's own and no row of the stack."""
        activation, layers = self.network.loss.activation, self.network.model.layers
        return activation is not None and not isinstance(layers[-1], activation)


def autoencoder_of(experiment: Experiment, theta: Array, row: int) -> Autoencoder:
    """The experiment's autoencoder with weights `theta`, whose code is what row `row`, from 0, gives."""
    return Autoencoder(network_of(experiment, theta), row)
