"""Networks with residual rows beside the same in PyTorch, where each is a sum that is written out."""

import numpy as np
import pytest

from nn import Sequential
from nn.layers import BatchNorm, Conv2D, Linear, ReLU, Residual, Sigmoid, Tanh
from tests.nn.reference import EVERY_PRECISION, close, table


def built(layers, shape, parameters, dtype):
    """A network; `parameters` has those of each layer that has any, as text, by name."""
    model = Sequential(layers).build(shape, np.random.default_rng(0), dtype)
    for layer, texts in zip((layer for layer in layers if layer.params), parameters, strict=True):
        for name, text in texts.items():
            layer.params[name][...] = table(text).reshape(layer.params[name].shape)
    return model


def require(model, x, dy, y, dx, gradients, dtype):
    """Hold outputs and gradients to the numbers, whether the gradient by the input is asked for or not."""
    x, dy = (table(text, dtype).reshape(-1, *size) for text, size in ((x, model.shape), (dy, model.output_shape)))
    with_parameters = [layer for layer in model.layers if layer.params]
    for wanted in (True, False):
        model.dtheta[...] = np.nan
        close(model.forward(x, training=True), y, dtype)
        found = model.backward(dy, input_gradient=wanted)
        if wanted:
            close(found, dx, dtype)
        for layer, texts in zip(with_parameters, gradients, strict=True):
            for name, text in texts.items():
                close(layer.grads[name], text, dtype)


@EVERY_PRECISION
def test_a_block_of_two_linear_layers_is_the_references(dtype):
    # h = x w1 + b1, then relu(tanh(h) w2 + b2 + h) w3 + b3
    layers = [Linear(3), Tanh(), Linear(3), Residual(2), ReLU(), Linear(1)]
    parameters = [
        {"weights": "0.5 -1 0.25, 1 0.5 -0.75", "bias": "0.25 0 -0.5"},
        {"weights": "1 -0.5 0.5, -0.25 1 0.75, 0.5 -1 1.5", "bias": "0 0.5 -0.25"},
        {"weights": "1 -2 0.5", "bias": "0.75"},
    ]
    gradients = [
        {
            "weights": "1.4059992 1.601055318 0.3926734217, -5.242132613 13.40432413 -1.042892033",
            "bias": "-0.1960477457 6.614532421 0.09388919047",
        },
        {
            "weights": "-1.720771396 3.931380117 0, -2.118581545 2.54059581 0, 2.043023588 -3.837341173 0",
            "bias": "-1 4 0",
        },
        {"weights": "-4.669614216 -4.706123462 0", "bias": "-1"},
    ]
    model = built(layers, (2,), parameters, dtype)
    y, dx = "1.519166073, -1.236733318", "1.163178182 1.535761866, -7.852262178 1.505039705"
    require(model, "1 -0.5, 0.25 2", "1, -2", y, dx, gradients, dtype)
    close(model.predict(table("1 -0.5, 0.25 2", dtype).reshape(2, 2)), y, dtype)


@EVERY_PRECISION
def test_a_block_of_convolutions_and_batch_norms_is_the_references(dtype):
    # x + batch_norm(conv2d(relu(batch_norm(conv2d(x))))), then relu: the block of He et al., 2016, figure 2
    same = {"kernel": 3, "padding": "same"}
    layers = [Conv2D(1, **same), BatchNorm(), ReLU(), Conv2D(1, **same), BatchNorm(), Residual(5), ReLU()]
    parameters = [
        {"weights": "0.5 -1 0.25, 1 0.5 -0.75, -0.25 0.75 -0.5", "bias": "0.25"},
        {"scale": "1.5", "shift": "0.25"},
        {"weights": "-0.5 0.25 1, 0.75 -1 0.5, 1 -0.25 0.5", "bias": "-0.75"},
        {"scale": "-0.5", "shift": "0.5"},
    ]
    gradients = [
        {
            "weights": "0.2616376364 -0.623904471 0.3165384368, -0.5971035281 1.500808497 -0.7577428969, "
            "-0.2291200799 -1.241526857 1.363203022",
            "bias": "0",
        },
        {"scale": "-0.1439413717", "shift": "0.8636470494"},
        {
            "weights": "-0.0652758791 -0.8468342425 0.2626826346, 0.2842102528 -0.2608237664 -0.02223007073, "
            "-0.01729433915 1.516738322 -0.2999996195",
            "bias": "0",
        },
        {"scale": "0.2307055128", "shift": "3.5"},
    ]
    model = built(layers, (2, 2, 1), parameters, dtype)
    require(
        model,
        "1 -0.5 / 0.25 2, -1 0.75 / 0.5 -0.25",
        "1 -2 / 3 2, -1 0.5 / 2 -3",
        "1.045751634 0.710373862 / 0 3.000466974, 0 0.8954327995 / 1.467996492 0",
        "0.8467620893 -3.028511917 / 0.7588902902 1.319265144, -0.5589880156 0.7211949742 / 2.002626983 -0.3381220489",
        gradients,
        dtype,
    )


@EVERY_PRECISION
def test_sums_inside_of_a_sum_are_the_references_for_a_single_sample(dtype):
    # a = tanh x, c = sigmoid(a w + a), y = c + a + x
    layers = [Tanh(), Linear(2, bias=False), Residual(1), Sigmoid(), Residual(3), Residual(5)]
    model = built(layers, (2,), [{"weights": "1 -0.5, 0.75 0.25"}], dtype)
    gradients = [{"weights": "0.1138076454 -0.1499907127, -0.2229148817 0.2937866069"}]
    require(model, "0.5 -1.5", "1 -2", "1.523154501 -2.201312976", "2.301441504 -2.401351308", gradients, dtype)


@pytest.mark.parametrize("rows", [1, 2, 3])
def test_rows_that_change_nothing_are_added_to_themselves(rows):
    # by hand: Linear layers that are the identity make y = x + x
    layers = [*(Linear(2, bias=False) for _ in range(rows)), Residual(rows)]
    model = Sequential(layers).build((2,), None, np.float64)
    for layer in layers[:-1]:
        layer.params["weights"][...] = np.eye(2)
    assert model.predict(np.array([[3.0, -1.0]])).tolist() == [[6, -2]]
