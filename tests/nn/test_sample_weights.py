"""Sample weights: losses beside PyTorch's, gradients beside differences, and trainings that count samples unequally."""

import io

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from nn import Penalty, Sequential, Trainer, fit, gradient_check
from nn.class_loss import ClassLoss
from nn.layers import BatchNorm, Dropout, Linear, Tanh
from nn.loss import Loss
from nn.losses import BCE, MSE, CrossEntropy, Hinge, Huber
from nn.optimisers import SGD, Adam
from nn.registry import make
from nn.sample_weights import balanced
from nn.storage import load_training, save_training
from tests.nn.reference import EVERY_PRECISION, close, named, table

Z = "1 2 0.5, 0 -1 -3, 2 0 1"
VALUES = "1 0 0, 0.5 -1 2, 2 1 -1"
WEIGHTS = "2 0.5 3"
# Σ w ℓ / Σ w of the losses that PyTorch gives with reduction="none", each sample's the mean over its outputs
CASES = [
    (
        {"kind": "mse"},
        VALUES,
        WEIGHTS,
        "2.189393939",
        "0 0.4848484848 0.1212121212, -0.0303030303 0 -0.303030303, 0 -0.3636363636 0.7272727273",
    ),
    (
        {"kind": "huber"},
        VALUES,
        WEIGHTS,
        "0.7007575758",
        "0 0.1212121212 0.06060606061, -0.01515151515 0 -0.0303030303, 0 -0.1818181818 0.1818181818",
    ),
    (
        {"kind": "huber", "delta": 2.5},
        VALUES,
        WEIGHTS,
        "1",
        "0 0.2424242424 0.06060606061, -0.01515151515 0 -0.07575757576, 0 -0.1818181818 0.3636363636",
    ),
    (
        {"kind": "bce"},
        "1 0 0.25, 0 1 0.5, 1 1 0",
        WEIGHTS,
        "0.8943055826",
        "-0.03259896017 0.1067632822 0.0451465856, 0.01515151515 -0.02215329026 -0.01371436748, "
        "-0.02167325855 -0.09090909091 0.1329197416",
    ),
    # cross_entropy(z, y, weight=(0.5, 2, 3)), each sample with the weight of its class
    (
        {"kind": "cross_entropy"},
        [2, 0, 0],
        "3 0.5 0.5",
        "1.567853861",
        "0.1734179232 0.4713987894 -0.6448167126, -0.03682693591 0.03243705754 0.00438987837, "
        "-0.04184488053 0.01125382165 0.03059105888",
    ),
    # the same with ignore_index=-1
    (
        {"kind": "cross_entropy", "ignore": True},
        [2, -1, 1],
        "3 7 2",
        "2.141663656",
        "0.1387343386 0.3771190315 -0.5158533701, 0 0 0, 0.2660963823 -0.3639877707 0.09789138842",
    ),
    (
        {"kind": "cross_entropy", "smoothing": 0.1},
        [2, 0, 0],
        WEIGHTS,
        "1.010799073",
        "0.0719602052 0.2164357767 -0.2883959819, -0.02072262006 0.02056028427 0.0001623357842, "
        "-0.1462322059 0.03092576718 0.1153064388",
    ),
    (
        {"kind": "cross_entropy"},
        "0.5 0.25 0.25, 0 1 0, 0.2 0.2 0.6",
        WEIGHTS,
        "1.37746574",
        "-0.0977367645 0.1376478979 -0.03991113339, 0.06412586479 -0.06731850361 0.003192638814, "
        "0.2537677941 -0.05998332373 -0.1937844703",
    ),
    # by scikit-learn's hinge_loss with sample_weight, its gradient by PyTorch's autograd of (z + 1 - one_hot).max(1)
    ({"kind": "hinge"}, [2, 0, 0], WEIGHTS, "0.9090909091", "0 0.3636363636 -0.3636363636, 0 0 0, 0 0 0"),
]
LOSSES = [MSE(), Huber(0.5), BCE(), CrossEntropy(), CrossEntropy(0.1), CrossEntropy(ignore=True), Hinge()]
RNG = np.random.default_rng(4)
X = RNG.normal(size=(50, 2)).astype(np.float32)
Y = (X[:, :1] > 0).astype(np.float32)
EVERY_LOSS = pytest.mark.parametrize("loss", LOSSES, ids=repr)


def targets_for(loss, rng, count, classes=3, shape=()):
    """Targets that the loss takes, for outputs (count, *shape, classes)."""
    if isinstance(loss, ClassLoss):
        labels = rng.integers(0, classes, (count, *shape))
        if not shape and isinstance(loss, CrossEntropy) and loss.ignore:
            labels[rng.random(count) < 0.3] = -1
        return np.eye(classes)[labels] if shape else labels
    return rng.random((count, *shape, classes))


def trainer(weights=None, *, loss=None, optimiser=None, batch_size=7, dtype=np.float32, augment=None, **settings):
    rng = np.random.default_rng(0)
    model = Sequential([Linear(4), BatchNorm(), Dropout(0.3), Tanh(), Linear(1)]).build((2,), rng, dtype)
    given = {"batch_size": batch_size, "rng": rng, "augment": augment, **settings}
    return Trainer(model, loss or BCE(), optimiser or Adam(), X, Y, sample_weights=weights, **given)


def steps(training, count=20):
    return [training.step() for _ in range(count)]


@pytest.mark.parametrize(("data", "y", "weights", "value", "gradient"), CASES, ids=[named(case[0]) for case in CASES])
@EVERY_PRECISION
def test_weighted_losses_have_the_values_and_gradients_of_the_reference(data, y, weights, value, gradient, dtype):
    z, w = table(Z, dtype).reshape(3, 3), table(weights, dtype)
    targets = table(y, dtype).reshape(3, 3) if isinstance(y, str) else np.array(y)
    loss = make(Loss, data)
    found, slope = loss.weighted(z, targets, w)
    assert (type(found), slope.dtype, slope.shape) == (float, dtype, z.shape)
    close(found, value, dtype)
    close(loss.value(z, targets, w), value, dtype)
    close(slope, gradient, dtype)
    # only how the weights stand to each other matters
    close(loss.weighted(z, targets, 8 * w)[1], gradient, dtype)


@EVERY_LOSS
@pytest.mark.parametrize("shape", [(), (2,), (2, 2)])
@settings(deadline=None, derandomize=True, max_examples=20)
@given(seed=st.integers(0, 1000))
def test_each_samples_loss_is_its_loss_alone_and_their_mean_is_the_value(loss, shape, seed):
    rng = np.random.default_rng(seed)
    z = rng.normal(size=(6, *shape, 3))
    y = targets_for(loss, rng, 6, shape=shape)
    each = loss.of_each(z, y)
    assert each.shape == (6,)
    np.testing.assert_allclose(each, [loss.value(z[row : row + 1], y[row : row + 1]) for row in range(6)], rtol=1e-12)
    counted = y >= 0 if y.ndim == 1 else np.ones(6, bool)
    if counted.any():
        assert each[counted].mean() == pytest.approx(loss.value(z, y), rel=1e-12)
        w = rng.random(6)
        expected = (w * each)[counted].sum() / w[counted].sum()
        assert loss.value(z, y, w) == pytest.approx(expected, rel=1e-12)


@EVERY_LOSS
def test_the_gradient_is_the_weighted_values(loss):
    rng = np.random.default_rng(3)
    z, w = rng.normal(size=(8, 3)), np.append(rng.random(7), 0)
    y = targets_for(loss, rng, 8)
    for mean in (None, 0.7):
        found = loss.weighted(z, y, w, mean)[1]
        for index in np.ndindex(z.shape):
            step = np.zeros_like(z)
            step[index] = 1e-5
            slope = (loss.weighted(z + step, y, w, mean)[0] - loss.weighted(z - step, y, w, mean)[0]) / 2e-5
            assert found[index] == pytest.approx(slope, abs=1e-7)
        assert not found[7].any()


@EVERY_LOSS
def test_weights_of_one_are_as_if_there_were_none(loss):
    rng = np.random.default_rng(5)
    z = rng.normal(size=(9, 3)).astype(np.float32)
    y = targets_for(loss, rng, 9)
    value, gradient = loss.value_and_gradient(z, y)
    for weights in (np.ones(9, np.float32), np.full(9, 4.0)):
        found, slope = loss.weighted(z, y, weights)
        assert found == pytest.approx(value, rel=1e-6)
        np.testing.assert_array_equal(slope, gradient)


@EVERY_LOSS
def test_what_weighs_nothing_has_no_part_whatever_it_is(loss):
    rng = np.random.default_rng(6)
    z, y = rng.normal(size=(5, 3)), np.abs(targets_for(loss, rng, 5))
    w = np.array([1, 0, 2, 0.5, 0])
    wild = z.copy()
    wild[1], wild[4] = (np.nan, 1, 2), (np.inf, 0, -np.inf)
    with np.errstate(all="ignore"):
        value, gradient = loss.weighted(wild, y, w)
    expected = loss.weighted(z[w > 0], y[w > 0], w[w > 0])
    assert value == pytest.approx(expected[0], rel=1e-12)
    np.testing.assert_allclose(gradient[w > 0], expected[1], rtol=1e-12)
    assert not gradient[w == 0].any()
    value, gradient = loss.weighted(z, y, np.zeros(5))
    assert value == 0
    assert not gradient.any()


class OnlyMean(ClassLoss):
    """A loss that says no more than it must."""

    def of_rows(self, z, y):
        return -float((y.T * z).sum()) / len(z), -y.T / len(z)


class OnlyMeanOfValues(Loss):
    """Another, over values."""

    def value_and_gradient(self, z, y):
        return MSE().value_and_gradient(z, y)


def test_a_loss_that_says_no_more_than_it_must_can_be_weighted():
    z, w = table(Z).reshape(3, 3), table(WEIGHTS)
    assert OnlyMean().value(z, np.array([1, 0, 2]), w) == pytest.approx(-(2 * 2 + 0.5 * 0 + 3 * 1) / 5.5)
    assert OnlyMeanOfValues().value(z, table(VALUES).reshape(3, 3), w) == pytest.approx(2.189393939)


@pytest.mark.parametrize(
    "loss", [BCE(), MSE(), CrossEntropy(0.1), CrossEntropy(ignore=True), Hinge(), Huber(0.4)], ids=repr
)
def test_networks_have_the_gradients_of_weighted_losses(loss):
    rng = np.random.default_rng(0)
    model = Sequential([Linear(4), Tanh(), Linear(3)]).build((2,), rng, np.float64)
    y = targets_for(loss, rng, 6)
    check = gradient_check(model, loss, rng.normal(size=(6, 2)), y, weights=np.array([0, 1, 0.1, 5, 2, 3]))
    assert check.parameters < 1e-6
    assert check.input < 1e-6


def test_a_gradient_of_other_weights_is_no_gradient():
    class Alike(MSE):
        """Weighs its value, and not its gradient."""

        def weighted(self, z, y, weights, mean=None):
            return super().weighted(z, y, weights, mean)[0], self.value_and_gradient(z, y)[1]

    rng = np.random.default_rng(0)
    model = Sequential([Linear(1)]).build((2,), rng, np.float64)
    x, y = rng.normal(size=(2, 3, 2))
    assert gradient_check(model, Alike(), x, y[:, :1], weights=np.array([1, 2, 3])).parameters > 0.01


def test_a_training_with_class_weights_takes_the_updates_of_the_reference():
    # torch.nn.Linear in double precision, SGD of cross_entropy(weight=(0.5, 2, 3)), three full batches
    model = Sequential([Linear(3)]).build((2,), np.random.default_rng(0), np.float64)
    model.layers[0].params["weights"][...] = table("0.1 0.3 -0.5, -0.2 0.4 0.2").reshape(2, 3)
    model.layers[0].params["bias"][...] = table("0 0.1 -0.1")
    y = np.array([0, 1, 2, 0])
    run = Trainer(
        model,
        CrossEntropy(),
        SGD(learning_rate=0.5),
        table("1 2, -1 0.5, 0 -1, 2 1").reshape(4, 2),
        y,
        batch_size=None,
        rng=np.random.default_rng(0),
        sample_weights=np.array([0.5, 2, 3])[y],
    )
    close([made.loss for made in steps(run, 3)], "1.342421585 1.013825743 0.7817854523")
    close(
        model.layers[0].params["weights"],
        "0.4552510283 -0.2309914234 -0.3242596049, 0.2800541197 0.5344115609 -0.4144656806",
    )
    close(model.layers[0].params["bias"], "-0.199091125 0.08196149523 0.1171296298")


@pytest.mark.parametrize("batch_size", [1, 7, None])
def test_what_the_batches_give_is_on_average_what_the_training_set_gives(batch_size):
    """Also one sample at a time, where a sum over the batch's own weights would leave nothing of them."""
    weights = RNG.uniform(0.1, 5, 50)
    x, y = X.astype(np.float64), Y.astype(np.float64)
    whole = Sequential([Linear(1)]).build((2,), np.random.default_rng(0), np.float64)
    value, dz = BCE().weighted(whole.forward(x, training=True), y, weights)
    whole.backward(dz)
    batches, made, gradient = [], 0, np.zeros(3)
    model = Sequential([Linear(1)]).build((2,), np.random.default_rng(0), np.float64)
    start, rng = model.theta.copy(), np.random.default_rng(0)
    run = Trainer(model, BCE(), SGD(), x, y, batch_size=batch_size, rng=rng, sample_weights=weights)
    while not run.epoch:
        model.theta[...] = start
        loss = run.step().loss
        batches.append(loss * (run.samples_seen - made) / 50)
        gradient += model.dtheta * (run.samples_seen - made) / 50
        made = run.samples_seen
    assert sum(batches) == pytest.approx(value, rel=1e-6)
    np.testing.assert_allclose(gradient, whole.dtheta, rtol=1e-6)


@pytest.mark.parametrize("batch_size", [1, 7, None])
def test_a_training_with_weights_of_one_is_one_without(batch_size):
    optimiser = {"loss": MSE(), "batch_size": batch_size} if batch_size != 1 else {"loss": MSE()}
    plain, weighted = trainer(**optimiser), trainer(np.ones(50), **optimiser)
    for one, other in zip(steps(plain), steps(weighted), strict=True):
        assert other.loss == pytest.approx(one.loss, rel=1e-6)
    np.testing.assert_array_equal(weighted.model.theta, plain.model.theta)


def test_a_weight_of_two_is_the_sample_twice_and_one_of_zero_is_no_sample():
    numbers = np.r_[0:10, 0:5]
    double = np.r_[np.full(5, 2), np.ones(5), np.zeros(40)]
    found = []
    for x, y, weights in ((X[numbers], Y[numbers], None), (X, Y, double)):
        model = Sequential([Linear(4), Tanh(), Linear(1)]).build((2,), np.random.default_rng(0), np.float64)
        rng = np.random.default_rng(0)
        run = Trainer(model, BCE(), SGD(), x, y, batch_size=None, rng=rng, sample_weights=weights)
        steps(run)
        found.append(model.theta.copy())
    np.testing.assert_allclose(found[0], found[1], rtol=1e-9)


def test_a_batch_that_weighs_nothing_moves_nothing():
    weights = np.zeros(50)
    weights[7] = 1
    run = trainer(weights, batch_size=10, penalty=Penalty(l2=0.1), averaging=0.5)
    steps(run, 5)  # the momentum of one epoch
    moved = 0
    for _ in range(25):
        theta, average, optimiser = run.model.theta.copy(), run.average.values.copy(), run.optimiser.state()
        order = run.batches.order if len(run.batches.order) else None
        made = run.step()
        weighty = 7 in run.batches.chosen
        moved += weighty
        assert (made.loss > 0) == weighty
        assert np.array_equal(run.model.theta, theta) == (not weighty)
        assert np.array_equal(run.average.values, average) == (not weighty)
        assert str(run.optimiser.state()) == str(optimiser) or weighty
        assert order is None or len(order) == len(run.batches.order) + 10
    assert (moved, run.updates, run.samples_seen, run.epoch) == (5, 30, 300, 6)


@pytest.mark.parametrize("batch_size", [1, 7, None])
@pytest.mark.parametrize("made", [0, 3, 21])
def test_a_weighted_training_goes_on_bit_for_bit_from_a_file(batch_size, made):
    weights = RNG.uniform(0, 3, 50)
    size = {"batch_size": batch_size or None} if batch_size != 1 else {"batch_size": 2}
    whole = trainer(weights, **size)
    steps(whole, made)
    file = io.BytesIO()
    save_training(whole, file)
    file.seek(0)
    loaded = load_training(file, X, Y)
    assert steps(loaded) == steps(whole)
    np.testing.assert_array_equal(loaded.model.theta, whole.model.theta)
    np.testing.assert_array_equal(loaded.sample_weights, whole.sample_weights)


def test_weights_may_change_between_steps_and_those_given_are_not_kept_in_hand():
    given = np.r_[np.full(25, 9.0), np.ones(25)]
    run, other = trainer(given), trainer(given)
    given[:] = 1  # whoever gave them goes on with them
    assert steps(run, 3) == steps(other, 3)
    run.weigh(None)
    other.weigh(np.full(50, 0.3))
    for one, two in zip(steps(run, 5), steps(other, 5), strict=True):
        assert one.loss == pytest.approx(two.loss, rel=1e-4)
    with pytest.raises(ValueError, match="sample 2"):
        run.weigh(np.r_[1, 1, np.nan, np.ones(47)])
    assert run.sample_weights is None


@pytest.mark.parametrize(
    ("weights", "error", "words"),
    [
        (np.ones(49), ValueError, r"one number for each of the 50 samples; its shape is \(49,\)"),
        (np.ones((50, 1)), ValueError, r"its shape is \(50, 1\)"),
        (3.0, ValueError, r"its shape is \(\)"),
        (np.r_[np.ones(4), -0.5, np.ones(45)], ValueError, "weight of sample 4 is -0.5; give a finite number"),
        (np.r_[np.inf, np.ones(49)], ValueError, "weight of sample 0 is inf"),
        (np.zeros(50), ValueError, "add up to 0, .* not all of them 0"),
        (np.full(50, 1e-60), ValueError, "add up to 0, .* give numbers around 1"),  # nothing is left in float32
        (np.full(50, 1e300), ValueError, "add up to inf, .* give numbers around 1"),
        ("balanced", TypeError, "array of numbers, one a sample; it is 'balanced'"),
        ([[1], [2, 3]], TypeError, "array of numbers"),
        ({0: 1.0}, TypeError, "array of numbers"),
    ],
)
def test_weights_that_no_training_can_have_are_refused_in_words(weights, error, words):
    with pytest.raises(error, match=words):
        trainer(weights)


def test_weights_of_other_samples_are_refused_by_the_loss_and_after_a_variation():
    for loss, y in ((MSE(), np.ones((3, 2))), (CrossEntropy(ignore=True), np.array([0, 1, -1]))):
        with pytest.raises(ValueError, match=r"3 samples and weights \(2,\); give one weight a sample"):
            loss.value(np.ones((3, 2)), y, np.ones(2))

    def halved(x, y, _rng):
        return (x, y) if len(x) == 1 else (x[::2], y[::2])

    with pytest.raises(ValueError, match=r"4 samples and weights \(7,\)"):
        trainer(np.ones(50), augment=halved).step()


def test_balanced_weights_are_scikit_learns():
    # compute_class_weight("balanced") of seven, two and one sample
    labels = np.array([0] * 7 + [1] * 2 + [2])
    np.testing.assert_allclose(balanced(labels), [0.47619048, 1.66666667, 3.33333333], rtol=1e-7)


@settings(deadline=None, derandomize=True)
@given(st.lists(st.integers(-1, 4), min_size=1, max_size=40))
def test_balanced_classes_count_alike(numbers):
    labels = np.array(numbers)
    weights = balanced(labels, 5)
    assert weights.shape == (5,)
    known = labels[labels >= 0]
    sums = np.bincount(known, weights[known], minlength=5)
    present = np.bincount(known, minlength=5) > 0
    np.testing.assert_allclose(sums, np.where(present, len(known) / max(1, present.sum()), 0), rtol=1e-12)


def test_fit_takes_weights_and_a_rare_class_is_found_with_them():
    rng = np.random.default_rng(1)
    labels = (rng.random(800) < 0.05).astype(int)
    x = rng.normal(size=(800, 2)) + 1.2 * labels[:, None]
    found = {}
    for name, weights in (("plain", None), ("balanced", balanced(labels)[labels])):
        model = Sequential([Linear(2)]).build((2,), np.random.default_rng(0))
        settings_ = {"epochs": 30, "batch_size": 10, "rng": np.random.default_rng(0), "sample_weights": weights}
        fit(model, CrossEntropy(), SGD(learning_rate=0.05), x, labels, **settings_)
        taken = model.predict(x).argmax(axis=1)
        found[name] = float((taken[labels == 1] == 1).mean())
    assert found["plain"] < 0.35
    assert found["balanced"] > 0.75
