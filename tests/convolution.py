"""A digit network with filters, for tests of what looks into one."""

from __future__ import annotations

from playground.experiment.presets import DIGITS

CONVOLUTION = DIGITS.changed(
    layers=(
        {"kind": "conv2d", "channels": 6, "kernel": 3},
        {"kind": "relu"},
        {"kind": "max_pool2d"},
        {"kind": "flatten"},
        {"kind": "linear", "units": 10},
    ),
)
