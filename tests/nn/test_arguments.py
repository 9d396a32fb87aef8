"""Arguments that nothing can be trained with: refused at the call, naming the value and what to write instead."""

import copy

import numpy as np
import pytest

from nn import Penalty, Sequential, Trainer, train
from nn.layers import Flatten, Linear, ReLU, Softmax, Tanh
from nn.losses import BCE, MSE, CrossEntropy
from nn.module import Module
from nn.optimisers import SGD, Adam

X = np.random.default_rng(4).normal(size=(20, 2)).astype(np.float32)
Y = X[:, :1]


def model():
    return Sequential([Linear(3), Tanh(), Linear(1)]).build((2,), np.random.default_rng(0))


def with_value(array, value, index):
    changed = array.copy()
    changed[index] = value
    return changed


REFUSED = [
    ({"batch_size": 10.0}, TypeError, r"batch size must be a whole number.*None for the full batch; it is 10\.0"),
    ({"batch_size": -(10**5000)}, ValueError, "it is a value of type int that is too large to be written"),
    ({"batch_size": "10"}, TypeError, "it is '10'"),
    ({"batch_size": True}, TypeError, "it is True"),
    ({"batch_size": -3}, ValueError, "at least 1.*it is -3"),
    ({"epochs": 0}, ValueError, "epochs must be a whole number of at least 1.*it is 0"),
    ({"epochs": 2.5}, TypeError, r"it is 2\.5"),
    ({"rng": 7}, TypeError, r"rng must be of Generator, such as np.random.default_rng\(7\); it is 7"),
    ({"rng": None}, TypeError, r"np.random.default_rng\(0\); it is None"),
    ({"rng": np.random}, TypeError, "rng must be of Generator"),
    ({"loss": MSE}, TypeError, r"loss is the class MSE; give an instance of it: MSE\(\)"),
    ({"loss": "mse"}, TypeError, r"loss must be of Loss, such as MSE\(\); it is 'mse'"),
    ({"optimiser": SGD}, TypeError, r"SGD\(\)"),
    ({"optimiser": 0.1}, TypeError, r"optimiser must be of Optimiser, such as SGD\(\); it is 0\.1"),
    ({"penalty": 0.1}, TypeError, r"Penalty\(l2=0.001\); it is 0\.1"),
    ({"penalty": Penalty}, TypeError, "penalty is the class Penalty"),
    ({"model": [Linear(1)]}, TypeError, "model must be of Sequential"),
    ({"model": Sequential([Linear(1)])}, RuntimeError, r"call build\(shape, rng\) first"),
    ({"x": with_value(X, np.nan, (3, 1))}, ValueError, r"x holds nan at \[3, 1\].*leave sample 3 out"),
    ({"x": with_value(X, -np.inf, (0, 0))}, ValueError, r"x holds -inf at \[0, 0\]"),
    ({"x": with_value(X.astype(float), 1e300, (5, 0))}, ValueError, r"x in float32 holds inf at \[5, 0\]"),
    ({"y": with_value(Y, np.nan, (19, 0))}, ValueError, r"y holds nan at \[19, 0\]"),
    ({"x": X[:, 0]}, ValueError, r"takes samples of shape \(2,\).*\(20,\)"),
    ({"x": np.hstack([X, X])}, ValueError, r"\(20, 4\)"),
    ({"x": [[1, 2], [3]]}, ValueError, "x must have the same shape for every sample"),
    ({"x": np.array([["a", "b"]] * 20)}, TypeError, "x must be an array of numbers"),
    ({"x": 3.0}, TypeError, "x must be an array of numbers"),
    ({"y": Y[:, 0]}, ValueError, r"MSE: outputs \(20, 1\) and targets \(20,\) differ in shape"),
    ({"loss": BCE(), "y": 2 * (X[:, :1] > 0) - 1.0}, ValueError, "BCE: a target of sample .* is -1; give 0 for no"),
    ({"loss": BCE(), "y": 255 * (X[:, :1] > 0)}, ValueError, "is 255; give 0 for no"),
    ({"loss": CrossEntropy(), "y": np.zeros(20, int)}, ValueError, "CrossEntropy compares classes.*one output a class"),
    ({"y": Y[:-1]}, ValueError, "as many targets as samples"),
    ({"x": X[:0], "y": Y[:0]}, ValueError, "at least one"),
]


@pytest.mark.parametrize(("changed", "error", "words"), REFUSED)
def test_what_cannot_be_trained_with_is_refused_before_any_update(changed, error, words):
    arguments = {
        "model": model(),
        "loss": MSE(),
        "optimiser": SGD(),
        "x": X,
        "y": Y,
        "batch_size": 5,
        "rng": np.random.default_rng(0),
        "epochs": 1,
        **changed,
    }
    with pytest.raises(error, match=words):
        train(**arguments)


def test_nothing_is_trained_until_an_update_is_asked_for():
    built = model()
    before = built.theta.copy()
    updates = train(built, MSE(), SGD(), X, Y, batch_size=5, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(built.theta, before)
    next(updates)
    assert np.abs(built.theta - before).max() > 0


def test_lists_and_whole_numbers_of_numpy_are_taken():
    built, same = model(), model()
    for each, x, y, batch_size in ((built, X, Y, 5), (same, X.tolist(), Y.tolist(), np.int64(5))):
        trainer = Trainer(each, MSE(), SGD(), x, y, batch_size=batch_size, rng=np.random.default_rng(0))
        trainer.step()
    np.testing.assert_array_equal(built.theta, same.theta)
    np.testing.assert_array_equal(built.predict(X.tolist()), built.predict(X))


@pytest.mark.parametrize(
    ("shape", "error", "words"),
    [
        (2, TypeError, r"such as \(2,\).*it is 2\. Write \(2,\)\."),
        ((), TypeError, r"at least one size.*it is \(\)"),
        (None, TypeError, "it is None"),
        ((0,), ValueError, "at least 1.*it is 0"),
        ((2**62,), ValueError, "more than 1,000,000,000 values"),
        ((4, -1, 1), ValueError, "it is -1"),
        ((2.0,), TypeError, r"it is 2\.0"),
    ],
)
def test_shapes_that_no_sample_has_are_refused(shape, error, words):
    with pytest.raises(error, match=words):
        Sequential([Flatten(), Linear(1)]).build(shape, np.random.default_rng(0))


def test_a_build_that_fails_leaves_the_network_as_it_was():
    built = model()
    before = built.predict(X)
    with pytest.raises(ValueError, match="plain list of numbers"):
        built.build((2, 2), np.random.default_rng(0))
    with pytest.raises(TypeError, match="rng must be of Generator"):
        built.build((2,), 0)
    with pytest.raises(TypeError, match=r"np.float32 or np.float64; <class 'numpy.int64'> was asked for"):
        built.build((2,), np.random.default_rng(0), np.int64)
    for dtype in (None, "foo", np.float16):
        with pytest.raises(TypeError, match=r"computes in np\.float32 or np\.float64"):
            built.build((2,), np.random.default_rng(0), dtype)
    np.testing.assert_array_equal(built.predict(X), before)


@pytest.mark.parametrize(
    ("layers", "words"),
    [
        ([Linear], r"Row 1 of the network is the class Linear; give an instance of it: Linear\(\)"),
        (Linear(3), r"Sequential takes a list of modules, such as \[Linear\(10\), Tanh\(\)\]; it is Linear"),
        (None, "it is None"),
        ([Linear(2), "tanh"], r"Row 2 of the network must be of Module, such as Linear\(10\); it is 'tanh'"),
    ],
)
def test_rows_that_are_no_modules_are_refused(layers, words):
    with pytest.raises(TypeError, match=words):
        Sequential(layers)


@pytest.mark.parametrize("use", [lambda network: network.predict(X), lambda network: network.forward(X)])
def test_a_network_that_is_not_built_says_so(use):
    with pytest.raises(RuntimeError, match=r"Sequential: call build\(shape, rng\) first"):
        use(Sequential([Linear(1)]))


def test_batches_without_samples_are_refused_and_predictions_of_none_are_none():
    built = model()
    with pytest.raises(ValueError, match=r"needs at least 1 sample in every update; here it gets 0\."):
        built.forward(X[:0], training=True)
    assert built.predict(X[:0]).shape == (0, 1)
    with pytest.raises(ValueError, match=r"The batch size must be a whole number of at least 1.*it is 0"):
        built.predict(X, batch_size=0)


@pytest.mark.parametrize(
    ("y", "words"),
    [
        (np.arange(20) % 3 + 1, "class numbers run from 1 to 3, but there are 3 outputs"),
        (np.arange(20) % 3 - 1, "class numbers run from -1 to 1"),
        (np.arange(20) % 3 + 0.0, "float.* give one whole class number a sample"),
        (np.full((20, 3), 0.5), r"sample 0 add up to 1\.5; give shares that add up to 1"),
    ],
)
def test_labels_that_name_no_class_are_refused_before_the_first_update(y, words):
    built = Sequential([Linear(3)]).build((2,), np.random.default_rng(0))
    with pytest.raises(ValueError, match=words):
        train(built, CrossEntropy(), SGD(), X, y, batch_size=5, rng=np.random.default_rng(0))


def test_a_state_of_an_optimiser_of_another_network_is_refused_and_changes_nothing():
    trainer = Trainer(model(), MSE(), Adam(), X, Y, batch_size=5, rng=np.random.default_rng(0))
    trainer.step()
    state = trainer.state()
    state["optimiser"]["memory"]["mean"] = np.zeros(3, np.float32)
    before = trainer.model.theta.copy()
    with pytest.raises(ValueError, match=r"3 parameters.*new optimiser"):
        trainer.restore(state)
    np.testing.assert_array_equal(trainer.model.theta, before)


@pytest.mark.parametrize(
    ("x", "error", "words"),
    [
        ([[1, 2], [3]], ValueError, "the same shape for every sample"),
        ([["a", "b"]], TypeError, "x must be an array of numbers"),
        ([[None, 1]], TypeError, "x must be an array of numbers"),
        (np.ones((2, 2), complex), TypeError, "x must be an array of numbers"),
        (np.ones((2, 0)), ValueError, "2 samples without a value"),
    ],
)
def test_what_is_no_samples_is_not_predicted(x, error, words):
    with pytest.raises(error, match=words):
        model().predict(x)


@pytest.mark.parametrize("kind", [kind for kind, cls in Module.kinds().items() if cls.examples])
def test_of_no_samples_no_outputs_are_predicted(kind):
    settings, shape = Module.kinds()[kind].examples[0]
    built = Sequential([Module.kinds()[kind](**settings)]).build(shape, np.random.default_rng(0))
    assert built.predict(np.empty((0, *shape), np.float32)).shape == (0, *built.output_shape)


def nothing(x, _y, _rng):
    return x


def unknown(x, y, _rng):
    return np.full_like(x, np.nan), y


def wider(x, y, _rng):
    return np.hstack([x, x]), y


def signed(x, y, _rng):
    return x, 0 * y - 1


@pytest.mark.parametrize(
    ("augment", "loss", "error", "words"),
    [
        (3, MSE(), TypeError, "augment must be a function of samples, targets and a generator; it is 3"),
        (nothing, MSE(), TypeError, "augment must give samples and targets, two arrays"),
        (unknown, MSE(), ValueError, "x from augment holds nan"),
        (wider, MSE(), ValueError, r"takes samples of shape \(2,\)"),
        (signed, BCE(), ValueError, "BCE: a target of sample 0 is -1"),
    ],
)
def test_a_variation_that_nothing_can_be_trained_with_is_refused_at_the_call(augment, loss, error, words):
    with pytest.raises(error, match=words):
        train(model(), loss, SGD(), X, Y, batch_size=5, rng=np.random.default_rng(0), augment=augment)


def test_an_optimiser_that_remembers_another_network_is_refused_at_the_call():
    optimiser, first, second = Adam(), model(), model()
    for each in (first, first):
        next(train(each, MSE(), optimiser, X, Y, batch_size=5, rng=np.random.default_rng(0)))
    before = second.theta.copy()
    for changed in (second, first.build((2,), np.random.default_rng(1))):
        with pytest.raises(ValueError, match=r"remembers the gradients of another network.*new one.*Adam\(\.\.\.\)"):
            train(changed, MSE(), optimiser, X, Y, batch_size=5, rng=np.random.default_rng(0))
    np.testing.assert_array_equal(second.theta, before)
    next(train(second, MSE(), copy.deepcopy(optimiser), X, Y, batch_size=5, rng=np.random.default_rng(0)))


def test_a_state_of_other_modules_is_refused_and_changes_nothing():
    others = Sequential([Linear(3), ReLU(), Linear(1)]).build((2,), np.random.default_rng(0))
    one, other = (
        Trainer(each, MSE(), SGD(), X, Y, batch_size=5, rng=np.random.default_rng(0)) for each in (model(), others)
    )
    one.step()
    before = other.model.theta.copy()
    with pytest.raises(ValueError, match="Row 2 of the state is 'tanh'; the model has 'relu' there"):
        other.restore(one.state())
    damaged = {**other.state(), "rng": {"bit_generator": "os.system"}}
    with pytest.raises(ValueError, match="no state of a random generator"):
        other.restore(damaged)
    np.testing.assert_array_equal(other.model.theta, before)
    assert other.updates == 0


def test_two_trainings_of_one_network_with_their_own_losses_keep_them():
    def losses(*others):
        built = Sequential([Linear(3), Softmax()]).build((2,), np.random.default_rng(0))
        targets = np.eye(3, dtype=np.float32)[np.arange(20) % 3]
        trainers = [
            Trainer(built, loss, SGD(), X, targets, batch_size=5, rng=np.random.default_rng(0))
            for loss in (CrossEntropy(), *others)
        ]
        return trainers[0].step().loss

    assert losses() == losses(MSE())


@pytest.mark.parametrize("name", ["theta", "shape", "count"])
def test_what_is_not_there_yet_can_be_asked_for(name):
    assert not hasattr(Sequential([Linear(1)]), name)
