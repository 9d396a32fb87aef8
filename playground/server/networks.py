"""Networks of a session's runs, built once and kept as long as their weights stay the same."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from nn.module import Array
from playground.analysis.interpretability.sobel import sobel_places, with_sobel
from playground.experiment import Experiment
from playground.training.run_handle import RunHandle
from playground.training.switches import Unit, switch_off
from playground.training.trained_network import TrainedNetwork


@dataclass(eq=False)
class _Built:
    network: TrainedNetwork
    theta: Array
    sobel: object
    off: tuple[Unit, ...]
    lock: threading.Lock = field(default_factory=threading.Lock)


class Networks:
    """The last network of each run that was asked for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._built: WeakKeyDictionary[RunHandle, _Built] = WeakKeyDictionary()

    @contextlib.contextmanager
    def of(self, run: RunHandle, sobel: object = None, off: tuple[Unit, ...] = ()) -> Iterator[TrainedNetwork]:
        """The network with the run's weights as they are now; it is the caller's alone inside of the context.

        The run must have weights. Where `sobel` is the place of a Conv2D that Sobel's filters fit into, it has these;
        the units that are `off` are nothing to those behind them.
        """
        theta = run.theta
        assert theta is not None
        with self._lock:
            built = self._built.get(run)
            if built is None or built.theta is not theta or (built.sobel, built.off) != (sobel, off):
                network = network_with(run.experiment, theta, sobel, off)
                built = self._built[run] = _Built(network, theta, sobel, off)
        with built.lock:
            yield built.network


def network_with(
    experiment: Experiment, theta: Array, sobel: object = None, off: tuple[Unit, ...] = ()
) -> TrainedNetwork:
    """The network with weights `theta` that `Networks.of` gives, built anew."""
    network = TrainedNetwork.of(experiment, theta)
    if type(sobel) is int and sobel in sobel_places(network):
        with_sobel(network, sobel)
    switch_off(network, off)
    return network
