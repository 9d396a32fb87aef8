"""The table that print(model) shows."""

import numpy as np
from hypothesis import given, settings

from nn import Sequential
from nn.layers import Conv2D, Dropout, Flatten, Linear, MaxPool2D, ReLU, Softmax
from nn.losses import CrossEntropy
from nn.shape_words import sizes_text
from nn.summary import described
from tests.nn.test_modules import stacks


def network():
    rows = [Conv2D(8, kernel=3, padding="same"), ReLU(), MaxPool2D(), Dropout(0.25), Flatten(), Linear(4)]
    return Sequential(rows)


def test_a_built_network_has_a_line_a_module_and_a_total():
    assert str(network().build((8, 8, 1), None)).splitlines() == [
        "row  module                              output       parameters",
        "  1  Conv2D(channels=8, padding='same')  8 × 8 × 8            80",
        "  2  ReLU                                8 × 8 × 8             0",
        "  3  MaxPool2D                           4 × 4 × 8             0",
        "  4  Dropout(rate=0.25)                  4 × 4 × 8             0",
        "  5  Flatten                             128 numbers           0",
        "  6  Linear(units=4)                     4 numbers           516",
        "     total                                                   596",
    ]


def test_of_one_that_is_not_built_there_are_the_modules_alone():
    lines = str(Sequential([Linear(4), ReLU()])).splitlines()
    assert lines == [
        "row  module",
        "  1  Linear(units=4)",
        "  2  ReLU",
        "Not built: build(shape, rng) gives it shapes and parameters.",
    ]


def test_what_the_loss_has_brought_is_told_once():
    model = network().build((8, 8, 1), None)
    model.fuse(CrossEntropy())
    assert str(model).splitlines()[-2].split("  ")[2:] != []
    assert "Softmax, of the loss" in str(model).splitlines()[-2]
    model = Sequential([Linear(2), Softmax()]).build((3,), None)
    model.fuse(CrossEntropy())
    assert str(model).count("Softmax") == 1


def test_a_network_without_modules_is_written_too():
    assert str(Sequential([]).build((2,), None)).splitlines()[-1].split() == ["total", "0"]
    assert str(Sequential([])).startswith("row  module\nNot built")


@settings(deadline=None, max_examples=40, derandomize=True)
@given(stacks())
def test_the_table_has_what_is_built(stack):
    layers, shape = stack
    model = Sequential(layers).build(shape, np.random.default_rng(0))
    first, *rows, last = str(model).splitlines()
    assert len(rows) == len(layers)
    assert last.split() == ["total", f"{model.count:,}"]
    after = [*(layer.shape for layer in layers[1:]), model.output_shape]
    for layer, out, row in zip(layers, after, rows, strict=False):
        assert described(layer) in row
        assert row.index(sizes_text(out), first.index("output")) == first.index("output")
    assert sum(int(row.split()[-1].replace(",", "")) for row in rows) == model.count
