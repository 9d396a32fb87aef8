"""Convolutions of signals beside PyTorch's `conv1d`.

Each case names the zeros that "same" padding puts around (PyTorch has it for stride 1 alone, so they were put there by
`torch.nn.functional.pad`): as many as make ceil(length / stride) windows, half of them before, an odd one behind, which
is what TensorFlow's documentation says.
"""

from tests.nn.reference import Case, every_case

SIGNALS = [
    Case(
        {"kind": "conv1d", "channels": 2, "kernel": 3},
        (5, 2),
        x="0 0, 2 3, -3 -2, 2 3, -2 -1 / 3 -1, -2 2, -2 -1, 1 0, -3 -3",
        params={
            "weights": "2 1, 2 0 / 2 -1, 0 1 / -2 -1, -2 0",
            "bias": "3 -3",
        },
        y="17 1, -3 -2, 3 -3 / 9 6, -3 -5, 11 -3",
        dy="-1 -1, 3 -2, 0 -2 / -3 2, -3 -2, 0 0",
        dx="-3 -2, 3 5, 9 0, -2 -8, 2 0 / -4 -6, -16 -4, 0 4, 8 6, 0 0",
        grads={
            "weights": "3 12, 6 -8 / 1 0, -12 1 / 12 -3, 14 -4",
            "bias": "-4 -5",
        },
    ),
    Case(
        # windows that overlap, one position left over
        {"kind": "conv1d", "channels": 2, "kernel": 3, "stride": 2},
        (6, 2),
        x="2 -2, -3 -1, -1 2, 0 -3, -1 1, 2 2 / 3 -2, 3 -3, 0 -2, -2 1, -1 0, -2 -2",
        params={
            "weights": "1 0, 1 1 / 2 0, -1 1 / 2 2, 2 1",
            "bias": "-1 -1",
        },
        y="-4 -4, 3 -3 / 5 -8, -10 -4",
        dy="-3 -2, -1 -1 / 1 0, 1 3",
        dx="-3 -5, -6 1, -11 -10, -2 0, -4 -3, 0 0 / 1 1, 2 -1, 3 6, 2 2, 8 5, 0 0",
        grads={
            "weights": "-2 -3, 0 -4 / 10 0, 4 8 / 3 0, -9 -5",
            "bias": "-2 0",
        },
    ),
    Case(
        # gaps between the windows, one position left over
        {"kind": "conv1d", "channels": 2, "kernel": 2, "stride": 3},
        (9, 1),
        x="2, -3, -2, -2, -2, 2, 3, 1, -3 / -3, -1, 0, 1, 0, -2, -2, 1, 2",
        params={
            "weights": "-2 -2 / 0 -1",
            "bias": "3 0",
        },
        y="-1 -1, 7 6, -3 -7 / 9 7, 1 -2, 7 3",
        dy="-1 0, 1 1, -2 2 / 2 3, 2 -2, -1 1",
        dx="2, 0, 0, -4, -1, 0, 0, -2, 0 / -10, -3, 0, 0, 2, 0, 0, -1, 0",
        grads={
            "weights": "-12 -9 / -4 -2",
            "bias": "1 5",
        },
    ),
    Case(
        # 3 zeros: 1 before, 2 behind
        {"kind": "conv1d", "channels": 2, "kernel": 4, "padding": "same"},
        (5, 1),
        x="2, 3, 3, 0, 3 / 3, 3, -3, 0, 1",
        params={
            "weights": "-1 -1 / 1 2 / 0 -2 / 1 2",
            "bias": "-2 0",
        },
        y="3 4, -1 -2, 1 9, -5 -9, 1 6 / -2 -6, -2 9, -7 -7, 1 1, -1 2",
        dy="-1 3, -3 0, 3 0, -3 2, 3 3 / 3 -1, 2 3, 1 3, 1 -2, 0 1",
        dx="8, -12, 9, -8, 8 / -4, 6, 3, -2, 13",
        grads={
            "weights": "0 30 / 19 13 / -17 1 / -2 15",
            "bias": "6 12",
        },
    ),
    Case(
        # 3 zeros: 1 before, 2 behind
        {"kind": "conv1d", "channels": 1, "kernel": 4, "stride": 3, "padding": "same"},
        (7, 1),
        x="0, -2, 2, -3, -2, -2, 0 / -1, -2, -3, 1, -2, -2, 3",
        params={
            "weights": "0 / 1 / 1 / -2",
            "bias": "-2",
        },
        y="-8, -3, -2 / 1, 1, 1",
        dy="-2, -3, 2 / -3, 3, -1",
        dx="-2, -2, 4, -3, -3, 6, 2 / -3, -3, 6, 3, 3, -6, -1",
        grads={
            "weights": "-17 / 12 / 10 / 5",
            "bias": "-4",
        },
    ),
    Case(
        # 1 zero: behind
        {"kind": "conv1d", "channels": 1, "kernel": 2, "stride": 2, "padding": "same"},
        (5, 2),
        x="0 0, 0 -1, 3 -1, 1 -1, 0 3 / -2 1, -1 1, 2 -1, 1 1, 0 -3",
        params={
            "weights": "1, -2 / 2, 2",
            "bias": "2",
        },
        y="0, 7, -4 / -2, 10, 8",
        dy="-3, 3, 3 / 1, 2, 2",
        dx="-3 6, -6 -6, 3 -6, 6 6, 3 -6 / 1 -2, 2 2, 2 -4, 4 4, 2 -4",
        grads={
            "weights": "11, -1 / 4, 3",
            "bias": "8",
        },
    ),
    Case(
        # 1 zero: behind, though the kernel is odd
        {"kind": "conv1d", "channels": 1, "kernel": 3, "stride": 2, "padding": "same"},
        (6, 1),
        x="-3, -2, 2, 0, -1, -3 / 1, 1, -2, 2, -2, 3",
        params={
            "weights": "-2 / -1 / 1",
            "bias": "-3",
        },
        y="7, -8, 2 / -8, -3, -2",
        dy="-2, -1, 1 / 1, -2, -2",
        dx="4, 2, 0, 1, -3, -1 / -2, -1, 5, 2, 2, 2",
        grads={
            "weights": "12 / -8 / -1",
            "bias": "-5",
        },
    ),
    Case(
        # 1 zero on each side
        {"kind": "conv1d", "channels": 1, "kernel": 3, "padding": "same", "bias": False},
        (4, 2),
        x="3 1, 1 3, 1 2, 2 -2 / -3 -1, -2 3, 3 -3, 0 2",
        params={
            "weights": "-2, 1 / -2, 0 / 2, -1",
        },
        y="-7, -7, 5, -4 / -1, 18, -1, -9",
        dy="-1, -2, 2, -2 / 3, 0, 0, 0",
        dx="6 -2, -2 3, -4 0, 8 -2 / -6 0, 6 -3, 0 0, 0 0",
        grads={
            "weights": "-6, 0 / -16, -2 / -5, -2",
        },
    ),
    Case(
        # no zeros, though windows leave positions out
        {"kind": "conv1d", "channels": 2, "kernel": 1, "stride": 3, "padding": "same"},
        (5, 1),
        x="2, -1, -2, 3, -2 / -1, 1, 2, 1, 3",
        params={
            "weights": "-2 -1",
            "bias": "1 0",
        },
        y="-3 -2, -5 -3 / 3 1, -1 -1",
        dy="-1 -1, -3 -3 / 0 0, 3 -2",
        dx="3, 0, 0, 9, 0 / 0, 0, 0, -4, 0",
        grads={
            "weights": "-8 -13",
            "bias": "-1 -6",
        },
    ),
    Case(
        # 2 zeros on each side of 2 values
        {"kind": "conv1d", "channels": 1, "kernel": 5, "padding": "same"},
        (2, 1),
        x="3, -3 / 1, 0",
        params={
            "weights": "-1 / 0 / 1 / -1 / 0",
            "bias": "-3",
        },
        y="3, -6 / -2, -3",
        dy="3, -3 / -1, -1",
        dx="3, -6 / -1, 0",
        grads={
            "weights": "0 / -10 / 17 / -9 / 0",
            "bias": "-2",
        },
    ),
]


@every_case(SIGNALS)
def test_convolutions_of_signals_have_the_outputs_and_gradients_of_the_reference(case, dtype, order):
    case.check(dtype, order)
    case.check_prediction(dtype)
