"""Explanations: their terms add up to nn's own numbers, for every layer, loss and optimiser."""

from dataclasses import dataclass

import numpy as np
import pytest

from nn import Sequential
from nn.layers import (
    GELU,
    BatchNorm,
    Conv2D,
    LayerNorm,
    Linear,
    MaxPool2D,
    ReLU,
    Residual,
    Sigmoid,
    Softmax,
    Softplus,
    Tanh,
)
from nn.losses import BCE, MSE, CrossEntropy, Hinge
from nn.module import Module
from nn.optimiser import Optimiser
from nn.optimisers import SGD, Adam, AdamW
from nn.penalty import Penalty
from nn.registry import make
from playground.analysis.step import (
    explain_average,
    explain_delta,
    explain_gradient,
    explain_input_delta,
    explain_loss,
    explain_mean_loss,
    explain_output,
    explain_prediction,
    explain_score_delta,
    explain_update,
    step_of,
    step_of_trainer,
)
from playground.analysis.step.explanation import MOST_TERMS, Terms, summed
from playground.analysis.step.links import reaches, tried
from playground.analysis.step.pictures import Curve, Reached, Spread, Window, Winner
from playground.experiment.presets import PRESETS
from playground.training.run import TrainingRun
from tests.playground.analysis.step.steps import (
    LAYERS,
    OPTIMISERS,
    close,
    losses,
    of_layer,
    samples,
    targets,
    trainer_of,
)

EVERY_LAYER = pytest.mark.parametrize(
    ("data", "shape"), [case[1:] for case in LAYERS], ids=[case[0] for case in LAYERS]
)


def require_told(explanation):
    """It adds up, and there is a formula, the same with numbers, and a title, and no more terms than are read."""
    assert close(explanation), explanation
    assert explanation.title[0].isupper()
    assert explanation.formula
    assert explanation.filled.count("{") == explanation.filled.count("}")
    assert len(explanation.terms) <= MOST_TERMS
    sizes = [abs(term.product) for term in explanation.terms]
    assert sizes == sorted(sizes, reverse=True)
    for term in explanation.terms:
        assert np.prod(term.factors) == pytest.approx(term.product)
        assert term.label
    for each in explanation.steps:
        require_told(each)


@EVERY_LAYER
def test_every_number_of_every_layer_is_told(data, shape):
    trainer, x, y = trainer_of(of_layer(data, shape), optimiser=Adam())
    step = step_of_trainer(trainer, x, y)
    row = len(step.rows) - 1
    found = step.rows[row]
    for sample in (0, 3):
        for place in np.ndindex(found.outputs.shape[1:]):
            told = explain_output(step, row, sample, place)
            require_told(told)
            assert told.result == found.outputs[(sample, *place)]
            assert told.symbols or data["kind"] in ("global_average_pool", "reshape", "flatten")
        for place in np.ndindex(found.inputs.shape[1:]):
            told = explain_input_delta(step, row, sample, place)
            require_told(told)
            assert told.result == found.input_slopes[(sample, *place)]
            assert all("backward pass gives" not in term.label for term in told.terms)
    for name, parameter in found.parameters.items():
        for place in np.ndindex(parameter.before.shape):
            told = explain_gradient(step, row, name, place)
            require_told(told)
            assert told.result == parameter.gradient[place]
            assert explain_update(step, row, name, place).result == parameter.after[place]
            require_told(explain_update(step, row, name, place))


@EVERY_LAYER
def test_every_layer_has_a_story_of_its_own(data, shape):
    """No output is told as 'what the row gives': for a new layer that is no activation, see `links` or `outputs`."""
    trainer, x, y = trainer_of(of_layer(data, shape, before=False))
    step = step_of_trainer(trainer, x, y)
    place = (0,) * (step.rows[0].outputs.ndim - 1)
    assert [term.label for term in explain_output(step, 0, 0, place).terms] != ["what the row gives"]


@pytest.mark.parametrize(
    ("data", "shape"),
    # outputs of BatchNorm depend on all samples, and not on one alone; the next mask of Dropout is another
    [case[1:] for case in LAYERS if case[1]["kind"] not in ("batch_norm", "dropout")],
    ids=[case[0] for case in LAYERS if case[1]["kind"] not in ("batch_norm", "dropout")],
)
def test_links_known_by_family_are_those_that_backward_finds(data, shape):
    trainer, x, y = trainer_of(of_layer(data, shape, before=False))
    step = step_of_trainer(trainer, x, y)
    row = step.rows[0]
    for place in np.ndindex(row.inputs.shape[1:]):
        dense = []
        for links in (reaches(row.layer, row, 1, place), tried(row.layer, row, 1, place)):
            dense.append(np.zeros(row.outputs.shape))
            dense[-1][links.places] = links.weights
        np.testing.assert_allclose(*dense, atol=1e-5)


@pytest.mark.parametrize("loss", losses(), ids=lambda loss: loss.kind)
@pytest.mark.parametrize("shape", [(3,), (2, 2, 3)])
def test_every_loss_is_told(loss, shape):
    rows = [Linear(4), Linear(3)] if shape == (3,) else [Conv2D(3, kernel=1)]
    model = Sequential(rows).build((2,) if shape == (3,) else (2, 2, 2), np.random.default_rng(1))
    trainer, x, y = trainer_of(model, loss)
    step = step_of_trainer(trainer, x, y)
    require_told(explain_mean_loss(step))
    for sample in range(4):
        require_told(explain_loss(step, sample))
        for place in np.ndindex(shape):
            told = explain_score_delta(step, sample, place)
            require_told(told)
            assert told.result == step.slopes[(sample, *place)]
            if loss.activation is not None:
                require_told(explain_prediction(step, sample, place))
                assert explain_prediction(step, sample, place).result == step.predictions[(sample, *place)]


def test_class_numbers_are_told_as_rows_are_and_one_without_a_label_counts_for_nothing():
    model = Sequential([Linear(3)]).build((2,), np.random.default_rng(1))
    x, y = samples((2,)), np.array([0, 2, -1, 1])
    step = step_of(model, CrossEntropy(ignore=True, smoothing=0.1), SGD(), x, y)
    require_told(explain_mean_loss(step))
    for sample in range(4):
        require_told(explain_loss(step, sample))
        for place in np.ndindex(3):
            require_told(explain_score_delta(step, sample, place))
    assert explain_score_delta(step, 2, (0,)).result == 0
    assert explain_score_delta(step, 0, (0,)).result == pytest.approx(
        (step.predictions[0, 0] - 0.9 - 0.1 / 3) / 3, rel=1e-5
    )


@pytest.mark.parametrize("data", [case[1] for case in OPTIMISERS], ids=[case[0] for case in OPTIMISERS])
@pytest.mark.parametrize("more", [{}, {"penalty": Penalty(l1=0.01, l2=0.1), "clip_norm": 0.05, "averaging": 0.9}])
def test_every_optimiser_is_told_by_its_formula(data, more):
    model = Sequential([Linear(3), Tanh(), Linear(2)]).build((2,), np.random.default_rng(1))
    trainer, x, y = trainer_of(model, optimiser=make(Optimiser, data), **more)
    step = step_of_trainer(trainer, x, y)
    for row in (0, 2):
        for name, parameter in step.rows[row].parameters.items():
            for place in np.ndindex(parameter.before.shape):
                told = explain_update(step, row, name, place)
                require_told(told)
                assert told.result == parameter.after[place]
                assert "optimiser adds" not in str(told.terms)
                first = told.steps[0]
                assert first.result == parameter.gradient[place]
                if more:
                    titles = [each.title for each in told.steps]
                    assert ("Gradient with the penalty's" in titles) == (name == "weights")
                    assert "Clipped gradient" in titles
                    require_told(explain_average(step, row, name, place))
    if not more:
        with pytest.raises(ValueError, match="not averaged"):
            explain_average(step, 0, "weights", (0, 0))


def test_adam_s_terms_by_hand():
    model = Sequential([Linear(1, bias=False, initialisation="zeros")]).build((1,), np.random.default_rng(0))
    model.theta[...] = 0.5
    # y = 0.5 · 2, target 0: dL/dw = 2 y x = 4; m = 0.1 · 4, s = 0.001 · 16; both are corrected to 4 and 16
    step = step_of(model, MSE(), Adam(learning_rate=0.1), np.array([[2.0]]), np.array([[0.0]]))
    told = explain_update(step, 0, "weights", (0, 0))
    gradient, m, s, m_hat, s_hat = told.steps
    assert [each.result for each in told.steps] == pytest.approx([4, 0.4, 0.016, 4, 16], rel=1e-6)
    assert told.result == pytest.approx(0.4)
    assert [term.label for term in m.terms] == ["(1 − β₁)g", "β₁m"]
    assert [term.label for term in told.terms] == ["θ", "− rate · m̂ / (√ŝ + ε)"]
    assert [term.factors for term in m.terms] == [pytest.approx((0.1, 4)), pytest.approx((0.9, 0))]
    assert m.filled == r"0.9 \cdot 0 + \left(1 - 0.9\right) \cdot 4 = 0.4"
    assert s.filled == r"0.999 \cdot 0 + \left(1 - 0.999\right) \cdot 4^{2} = 0.016"
    assert m_hat.filled == r"\frac{0.4}{1 - 0.9} = 4"
    assert s_hat.filled == r"\frac{0.016}{1 - 0.999} = 16"
    assert told.filled == r"0.5 - 0.1 \cdot \frac{4}{\sqrt{16} + 10^{-8}} = 0.4"
    assert gradient.terms[0].factors == (2.0, 2.0)
    assert dict(told.symbols)[r"\hat{m}"] == "m without its beginning at 0"
    assert dict(m_hat.symbols)[r"\beta_{1}^{t}"].startswith("β₁ as often")


def test_a_decay_of_weights_leaves_biases_alone():
    model = Sequential([Linear(1)]).build((1,), np.random.default_rng(0))
    step = step_of(model, MSE(), AdamW(decay=0.5), samples((1,)), targets(MSE(), (1,)))
    weight, bias = explain_update(step, 0, "weights", (0, 0)), explain_update(step, 0, "bias", (0,))
    assert any("decay" in each.formula for each in weight.steps)
    assert not any("decay" in each.formula for each in bias.steps)


def test_a_weighted_sum_has_its_largest_terms_and_how_many_more():
    model = Sequential([Linear(5)]).build((258,), np.random.default_rng(0))
    step = step_of(model, MSE(), SGD(), samples((258,), 1), targets(MSE(), (5,), 1))
    told = explain_output(step, 0, 0, (2,))
    require_told(told)
    # 258 inputs and a bias
    assert told.rest.count == 259 - MOST_TERMS
    assert told.rest.label == "and 247 more"
    products = step.inputs[0].astype(np.float64) * model.layers[0].params["weights"][:, 2]
    best = np.abs(products).argmax()
    assert told.terms[0].label == f"input {best + 1}"
    assert told.terms[0].product == pytest.approx(products[best])
    assert r"\text{256 more}" in told.filled
    assert told.title == "Output 3 of row 1, Linear"


def test_an_activation_is_told_on_its_curve():
    model = Sequential([Tanh()]).build((2,), None)
    step = step_of(model, MSE(), SGD(), np.array([[0.5, 7.0]]), np.zeros((1, 2)))
    told = explain_output(step, 0, 0, (0,))
    assert told.filled == r"\tanh\left(0.5\right) = 0.4621"
    assert isinstance(told.picture, Curve)
    np.testing.assert_allclose(told.picture.y, np.tanh(told.picture.x))
    assert told.picture.point == (0.5, pytest.approx(np.tanh(0.5)))
    assert told.picture.slope == pytest.approx(1 - np.tanh(0.5) ** 2)
    assert abs(explain_output(step, 0, 0, (1,)).picture.x).max() > 7
    slope = explain_input_delta(step, 0, 0, (0,))
    assert r"1 - 0.4621^{2} = 0.7864" in slope.filled
    assert slope.formula.endswith(r"\cdot \left(1 - y^{2}\right)")


def test_a_share_of_the_softmax_has_its_exponentials_and_their_sum():
    model = Sequential([Softmax()]).build((3,), None)
    step = step_of(model, MSE(), SGD(), np.log([[1.0, 2.0, 5.0]]), np.zeros((1, 3)))
    told = explain_output(step, 0, 0, (1,))
    assert told.result == pytest.approx(0.25)
    (below,) = told.steps
    assert [term.label for term in below.terms] == ["class 3", "class 2", "class 1"]
    assert [term.product for term in below.terms] == pytest.approx([1, 0.4, 0.2])
    assert below.result == pytest.approx(1.6)


def test_a_convolution_has_its_window_its_filter_and_their_products():
    model = Sequential([Conv2D(2, kernel=3, padding="same")]).build((4, 4, 1), np.random.default_rng(0))
    step = step_of(model, MSE(), SGD(), samples((4, 4, 1)), targets(MSE(), (4, 4, 2)))
    picture = explain_output(step, 0, 1, (0, 2, 1)).picture
    assert isinstance(picture, Window)
    assert picture.corner == (-1, 1)
    np.testing.assert_array_equal(picture.values[1:, :, 0], step.inputs[1, :2, 1:4, 0])
    assert not picture.values[0].any()
    np.testing.assert_array_equal(picture.filter, model.layers[0].params["weights"][..., 1])
    np.testing.assert_array_equal(picture.products, picture.values * picture.filter)
    # a corner lies in four windows, each with two filters
    told = explain_input_delta(step, 0, 1, (0, 0, 0))
    assert len(told.terms) == 8
    assert told.formula.endswith(r"\cdot W_{k, l}")
    assert isinstance(told.picture, Reached)
    # the middle of a filter has been on all positions, in every sample
    shared = explain_gradient(step, 0, "weights", (1, 1, 0, 0))
    assert shared.picture.places.shape == (4 * 16, 3)
    assert explain_gradient(step, 0, "weights", (0, 1, 0, 0)).picture.places.shape == (4 * 12, 3)


def test_a_pool_says_who_won_and_only_the_winner_has_a_gradient():
    model = Sequential([ReLU(), MaxPool2D()]).build((2, 4, 1), None)
    x = np.array([[1, 4, -1, -2], [3, 2, -3, -4]], np.float32).reshape(1, 2, 4, 1)
    step = step_of(model, MSE(), SGD(), x, np.zeros((1, 1, 2, 1)))
    told = explain_output(step, 1, 0, (0, 0, 0))
    assert isinstance(told.picture, Winner)
    assert told.picture.values.tolist() == [1, 4, 3, 2]
    assert told.picture.shares.tolist() == [0, 1, 0, 0]
    assert told.picture.positions.tolist() == [[0, 0], [0, 1], [1, 0], [1, 1]]
    for place in np.ndindex(2, 4, 1):
        require_told(explain_input_delta(step, 1, 0, place))
        require_told(explain_delta(step, 0, 0, place))
    assert explain_delta(step, 0, 0, (0, 1, 0)).result == 4


def test_batch_norm_has_the_mean_and_the_spread_of_the_batch():
    model = Sequential([BatchNorm()]).build((2,), np.random.default_rng(0))
    x = np.array([[1, 0], [3, 0.5], [5, 0.25]])
    step = step_of(model, MSE(), SGD(), x, np.zeros((3, 2)))
    told = explain_output(step, 0, 2, (0,))
    assert isinstance(told.picture, Spread)
    assert (told.picture.mean, told.picture.variance) == (3, pytest.approx(8 / 3))
    assert [each.result for each in told.steps] == [3, pytest.approx(8 / 3)]
    running = explain_update(step, 0, "variance", (0,))
    require_told(running)
    assert running.result == pytest.approx(0.9 + 0.1 * 4)


def test_a_delta_of_the_last_row_is_the_loss_s_and_of_others_the_row_s_below():
    model = Sequential([Linear(3), Sigmoid()]).build((2,), np.random.default_rng(0))
    step = step_of(model, BCE(), SGD(), samples((2,)), targets(BCE(), (3,)))
    told = explain_delta(step, 0, 1, (2,))
    require_told(told)
    assert told.title == "Gradient of the loss by output 3 of row 1, Linear"
    assert told.terms == explain_score_delta(step, 1, (2,)).terms
    assert r"\sigma\left(" in told.filled


def test_what_comes_from_a_row_that_looks_back_is_told_apart():
    model = Sequential([Linear(3), Tanh()]).build((2,), np.random.default_rng(0))
    step = step_of(model, MSE(), SGD(), samples((2,)), targets(MSE(), (3,)))
    step.rows[0].output_slopes[0, 1] += 5
    told = explain_delta(step, 0, 0, (1,))
    require_told(told)
    assert told.terms[0].label == "by rows that look back"
    assert told.terms[0].product == pytest.approx(5, rel=1e-5)


def test_somebody_else_s_layer_and_loss_and_optimiser_are_told_by_what_they_do(monkeypatch):
    @dataclass(eq=False)
    class Own(Module):
        formula = "twice as much"

        def forward(self, x):
            return np.multiply(x, 2, out=self.y)

        def backward(self, dy):
            return np.multiply(dy, 2, out=self.dx)

    @dataclass(eq=False)
    class OwnOptimiser(Optimiser):
        formula = "a little less"
        learning_rate = 0.1

        def update(self, theta, dtheta):
            theta -= self.rate * dtheta

    model = Sequential([Linear(3), Own()]).build((2,), np.random.default_rng(0))
    step = step_of(model, MSE(), OwnOptimiser(), samples((2,)), targets(MSE(), (3,)))
    require_told(explain_output(step, 1, 0, (1,)))
    told = explain_input_delta(step, 1, 0, (1,))
    require_told(told)
    assert told.terms[0].factors[1] == 2
    moved = explain_update(step, 0, "weights", (0, 0))
    require_told(moved)
    assert moved.terms[1].label == "what the optimiser adds"
    monkeypatch.setattr("playground.analysis.step.links.MOST_TRIED", 2)
    assert explain_input_delta(step, 1, 0, (1,)).terms[0].label == "what the row's backward pass gives"


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda step: explain_output(step, 5, 0, (0,)), "There is no row 5"),
        (lambda step: explain_output(step, 0, 4, (0,)), "samples run from 0 to 3"),
        (lambda step: explain_output(step, 0, 0, (3,)), r"There is no output \(3,\) of sample 0"),
        (lambda step: explain_output(step, 0, 0, (-1,)), "There is no output"),
        (lambda step: explain_output(step, 0, 0, ()), "There is no output"),
        (lambda step: explain_input_delta(step, 0, 0, (2,)), "There is no input"),
        (lambda step: explain_gradient(step, 0, "nothing", (0,)), "has no parameter 'nothing'; it has weights, bias"),
        (lambda step: explain_update(step, 0, "weights", (2, 0)), r"weights are 2 × 3"),
        (lambda step: explain_loss(step, 9), "There is no loss"),
        (lambda step: explain_prediction(step, 0, (0,)), "owns no activation"),
    ],
)
def test_what_is_not_there_is_refused_in_words(ask, words):
    model = Sequential([Linear(3)]).build((2,), np.random.default_rng(0))
    step = step_of(model, MSE(), SGD(), samples((2,)), targets(MSE(), (3,)))
    with pytest.raises(ValueError, match=words):
        ask(step)


def test_hinge_has_the_rival_and_the_right_class():
    model = Sequential([Linear(3, bias=False)]).build((3,), np.random.default_rng(0))
    model.theta[...] = np.eye(3).ravel()
    step = step_of(model, Hinge(), SGD(), np.array([[0.5, 0.25, -1.0]]), np.array([0]))
    told = explain_loss(step, 0)
    assert [(term.label, term.product) for term in told.terms] == [
        ("the greatest score, with its margin, of class 2", 1.25),
        ("less the score of class 1", -0.5),
    ]


def test_terms_without_any_add_up_to_nothing():
    told = summed("Nothing", "0", (), Terms((np.zeros(0),), str), 0.0)
    assert told.filled == "0 = 0"
    assert told.sum == 0


@pytest.mark.parametrize("size", [1e4, 1e30, np.nan])
@pytest.mark.parametrize("loss", losses(), ids=lambda loss: loss.kind)
def test_a_network_that_has_diverged_is_told_without_a_warning(loss, size):
    layers = [Linear(3), LayerNorm(), Softplus(), BatchNorm(), Softmax(), Linear(3), GELU(), Linear(3)]
    model = Sequential(layers).build((3,), np.random.default_rng(0))
    model.theta[...] *= size
    step = step_of(model, loss, Adam(), samples((3,)), targets(loss, (3,)), clip_norm=0.5, penalty=Penalty(l2=0.1))
    for row in range(len(layers)):
        for told in (
            explain_output(step, row, 0, (1,)),
            explain_delta(step, row, 0, (1,)),
            explain_input_delta(step, row, 0, (1,)),
            *(
                explain_update(step, row, name, (0,) * each.before.ndim)
                for name, each in step.rows[row].parameters.items()
            ),
        ):
            assert told.filled
    told = explain_loss(step, 0)
    assert told.result == step.losses[0] or np.isnan(told.result)
    assert size > 1e5 or np.isnan(size) or close(told)
    assert explain_mean_loss(step).filled


@pytest.mark.parametrize("name", ["Digits 8 × 8", "Autoencoder, digits 8 × 8", "Four clouds"])
def test_a_run_s_next_batch_is_told(name):
    run = TrainingRun(PRESETS[name])
    for _ in range(3):
        run.step()
    trainer = run.trainer
    x, y = trainer.batches.x[:5], trainer.batches.y[:5]
    if trainer.augment is not None:
        x, y = trainer.augment(x, y, np.random.default_rng(0))
    step = step_of_trainer(trainer, x, y)
    require_told(explain_mean_loss(step))
    rng = np.random.default_rng(0)
    for number, row in enumerate(step.rows):
        for _ in range(5):
            sample = int(rng.integers(5))
            place = tuple(int(rng.integers(size)) for size in row.outputs.shape[1:])
            require_told(explain_output(step, number, sample, place))
            require_told(explain_delta(step, number, sample, place))
            for each, parameter in row.parameters.items():
                where = tuple(int(rng.integers(size)) for size in parameter.before.shape)
                require_told(explain_update(step, number, each, where))


def test_a_loss_over_very_many_outputs_is_told_as_a_whole(monkeypatch):
    monkeypatch.setattr("playground.analysis.step.losses.MOST_OUTPUTS", 2)
    model = Sequential([Linear(3)]).build((2,), np.random.default_rng(0))
    step = step_of(model, MSE(), SGD(), samples((2,)), targets(MSE(), (3,)))
    told = explain_loss(step, 0)
    require_told(told)
    assert [term.label for term in told.terms] == ["as the loss gives it"]


def test_a_row_that_adds_an_earlier_one_is_told_and_so_is_the_delta_that_comes_both_ways():
    layers = [Linear(3), Tanh(), Linear(3), Residual(2), Linear(1)]
    model = Sequential(layers).build((2,), np.random.default_rng(1))
    trainer, x, y = trainer_of(model)
    step = step_of_trainer(trainer, x, y)
    outputs = [row.outputs[1, 2] for row in step.rows[:4]]
    told = explain_output(step, 3, 1, (2,))
    require_told(told)
    assert sorted(term.product for term in told.terms) == pytest.approx(sorted([outputs[2], outputs[0]]))
    delta = explain_delta(step, 0, 1, (2,))
    require_told(delta)
    assert any("look back" in term.label for term in delta.terms)
    trainer.step()
    for row, layer in zip(step.rows, model.layers, strict=True):
        for name, parameter in row.parameters.items():
            np.testing.assert_array_equal(parameter.after, layer.params[name])
