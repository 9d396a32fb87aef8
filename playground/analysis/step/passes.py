"""Passes of the layers, listened to: what goes into each and what comes out of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from nn.buffers import samples_first, samples_last
from nn.module import Array, Module

Pass = Callable[[Array], Array]
FOUR = ("inputs", "outputs", "output slopes", "input slopes")


class Passes:
    """Copies of what goes into every layer and comes out of it, made at once, as the next layer may write over it.

    A network must take hold of its layers' passes after this, which fusing it with its loss lets it do.
    """

    def __init__(self, layers: Sequence[Module]) -> None:
        self.layers = layers
        self.order: list[int] = []
        """Rows in the order in which they computed; those that the loss owns do not."""
        self._kept: dict[str, dict[int, Array]] = {name: {} for name in FOUR}
        for row, layer in enumerate(layers):
            passes = {"forward": self._heard(row, layer.forward, *FOUR[:2])}
            vars(layer).update({**passes, "backward": self._heard(row, layer.backward, *FOUR[2:])})

    def _heard(self, row: int, once: Pass, given: str, gives: str) -> Pass:
        def heard(values: Array) -> Array:
            if given == FOUR[0]:
                self.order.append(row)
            self._kept[given][row] = samples_first(values).copy()
            result = once(values)
            self._kept[gives][row] = samples_first(result).copy()
            return result

        return heard

    def end(self) -> None:
        """Listen no more, and put those that computed before a row above them into the order of the stack."""
        for layer in self.layers:
            del vars(layer)["forward"], vars(layer)["backward"]
        for first, second in zip(self.order, self.order[1:], strict=False):
            if first > second:  # what goes into both, and the slope of what comes out of both, are as they are
                self._put_right(second, first)

    def _put_right(self, above: int, below: int) -> None:
        values = self._kept["inputs"][below]
        slopes = self._kept["output slopes"][above]
        backs = []
        for row in (above, below):
            self._kept["inputs"][row] = values
            values, back = alone(self.layers[row], values)
            self._kept["outputs"][row] = values
            backs.append((row, back))
        for row, back in reversed(backs):
            self._kept["output slopes"][row] = slopes
            slopes = back(slopes)
            self._kept["input slopes"][row] = slopes

    def of(self, row: int) -> tuple[Array, Array, Array, Array]:
        """Inputs, outputs, and the gradients of the loss by outputs and by inputs, each (n, ...)."""
        inputs, outputs, output_slopes, input_slopes = (self._kept[name][row] for name in FOUR)
        return inputs, outputs, output_slopes, input_slopes


def alone(layer: Module, inputs: Array) -> tuple[Array, Pass]:
    """A built layer's outputs in training for inputs (n, *shape), and what makes of slopes by them those by the inputs.

    The layer keeps nothing of it but the gradients of its parameters.
    """
    module = layer.for_prediction(layer.shape)
    module.prepare(len(inputs))
    module.training = True
    outputs = samples_first(module.forward(samples_last(inputs))).copy()
    return outputs, lambda slopes: samples_first(module.backward(samples_last(slopes))).copy()
