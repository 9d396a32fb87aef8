"""The trainer: settings that change in mid-run, and states that resume bit for bit."""

import json

import numpy as np
import pytest

from nn import Penalty, Sequential, Trainer, train
from nn.layers import Dropout, Linear, Tanh
from nn.losses import BCE, MSE
from nn.optimiser import Optimiser
from nn.optimisers import SGD, Adam
from nn.registry import make

RNG = np.random.default_rng(4)
X = RNG.normal(size=(50, 2)).astype(np.float32)
Y = (X[:, :1] > 0).astype(np.float32)


def trainer(optimiser=None, *, batch_size=7, seed=0, units=4, samples=50, penalty=None, augment=None, x=X):
    model = Sequential([Linear(units), Dropout(0.3), Tanh(), Linear(1)]).build((2,), np.random.default_rng(seed))
    return Trainer(
        model,
        MSE(),
        optimiser or SGD(),
        x[:samples],
        Y[:samples],
        batch_size=batch_size,
        rng=np.random.default_rng(seed),
        penalty=penalty,
        augment=augment,
    )


def steps(run, count):
    return [run.step() for _ in range(count)]


def through_storage(value):
    """A copy that only numbers, strings, arrays and dicts of these survive."""
    if isinstance(value, dict):
        assert all(type(key) is str for key in value)
        return {key: through_storage(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        assert value.dtype.kind in "iuf"
        return np.frombuffer(value.tobytes(), value.dtype).reshape(value.shape)
    assert type(value) in (int, float, str)
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("kind", list(Optimiser.kinds()))
@pytest.mark.parametrize("made", [0, 3, 8, 21])
@pytest.mark.parametrize("batch_size", [1, 7, None])
def test_a_stored_state_resumes_bit_for_bit_in_mid_epoch(kind, made, batch_size):
    whole = trainer(make(Optimiser, {"kind": kind}), batch_size=batch_size)
    steps(whole, made)
    resumed = trainer(make(Optimiser, {"kind": kind}), batch_size=batch_size, seed=9)
    steps(resumed, 5)
    resumed.restore(through_storage(whole.state()))
    assert resumed.samples_seen == whole.samples_seen
    assert steps(resumed, 30) == steps(whole, 30)
    np.testing.assert_array_equal(resumed.model.theta, whole.model.theta)


def test_a_state_is_a_copy_and_restoring_it_goes_back():
    run = trainer(Adam())
    steps(run, 4)
    state = run.state()
    once = steps(run, 20)
    run.restore(state)
    assert steps(run, 20) == once
    run.restore(state)
    assert steps(run, 20) == once


def test_a_new_batch_size_holds_from_the_next_update_in_the_same_order():
    run = trainer(batch_size=10)
    steps(run, 1)
    to_come = run.state()["order"]
    run.batch_size = 15
    steps(run, 1)
    np.testing.assert_array_equal(run.state()["order"], to_come[15:])
    run.batch_size = None
    (progress,) = steps(run, 1)
    assert progress == (1, 3, progress.loss, True)
    assert run.samples_seen == 50
    assert steps(run, 1)[0].epoch_ended
    run.batch_size = 1
    assert [p.epoch_ended for p in steps(run, 50)] == [False] * 49 + [True]
    assert (run.epoch, run.updates, run.samples_seen) == (3, 54, 150)


def test_every_epoch_sees_every_sample_once_in_a_new_order():
    run = trainer(batch_size=1)
    orders = []
    for _ in range(2):
        steps(run, 1)
        orders.append(run.state()["order"])
        steps(run, 49)
    for order in orders:
        assert len(set(order.tolist())) == len(order) == 49
    assert orders[0].tolist() != orders[1].tolist()


def test_blocks_do_not_change_what_is_trained_on(monkeypatch):
    thetas = []
    for block in (1 << 18, 30, 2):
        monkeypatch.setattr("nn.batches.BLOCK_VALUES", block)
        run = trainer(batch_size=4)
        steps(run, 17)
        run.batch_size = 9
        steps(run, 17)
        thetas.append(run.model.theta.copy())
    np.testing.assert_array_equal(thetas[0], thetas[1])
    np.testing.assert_array_equal(thetas[0], thetas[2])


def test_learning_rate_penalty_and_momentum_change_in_mid_run():
    plain, changed = trainer(), trainer()
    steps(plain, 3), steps(changed, 3)
    changed.optimiser.learning_rate = 0.01
    changed.penalty = Penalty(l2=0.5)
    steps(plain, 1), steps(changed, 1)
    assert np.abs(plain.model.theta - changed.model.theta).max() > 0
    changed.optimiser = SGD(momentum=0.9)
    steps(changed, 3)
    assert changed.state()["optimiser"]["memory"]["velocity"].any()


def test_momentum_turned_on_after_a_restore_starts_from_rest():
    before = trainer(SGD())
    steps(before, 3)
    after = trainer(SGD(momentum=0.9))
    after.restore(before.state())
    steps(after, 1), steps(before, 1)
    np.testing.assert_array_equal(after.model.theta, before.model.theta)


def test_states_of_others_are_refused_and_change_nothing():
    run = trainer()
    steps(run, 3)
    before = through_storage(run.state())
    for state, words in [
        (trainer(units=5).state(), "parameters"),
        (trainer(Adam()).state(), "optimiser 'adam'"),
        ({**before, "order": np.array([3, 3])}, "50 samples"),
        ({**before, "order": np.array([50])}, "50 samples"),
        ({**before, "layers": {}}, "modules"),
    ]:
        with pytest.raises(ValueError, match=words):
            run.restore(state)
    np.testing.assert_equal(run.state(), before)


def test_impossible_batch_sizes_are_refused():
    run = trainer()
    with pytest.raises(ValueError, match="at least 1"):
        run.batch_size = 0
    assert run.batch_size == 7


def test_error_handling_of_numpy_does_not_leak():
    before = np.geterr()
    for _progress in train(trainer().model, MSE(), SGD(), X, Y, batch_size=9, epochs=1, rng=np.random.default_rng(0)):
        assert np.geterr() == before
    run = trainer(SGD(learning_rate=10.0))
    run.model.theta[...] = 1e30
    assert not np.isfinite(steps(run, 3)[-1].loss)
    assert np.geterr() == before


def test_a_loss_owns_its_activation_from_the_start():
    model = Sequential([Linear(1)]).build((2,), np.random.default_rng(0))
    Trainer(model, BCE(), SGD(), X, Y, batch_size=1, rng=np.random.default_rng(0))
    assert ((model.predict(X) > 0) & (model.predict(X) < 1)).all()


def shaken(x, y, rng):
    return x + rng.normal(scale=0.5, size=x.shape).astype(np.float32), y


@pytest.mark.parametrize("made", [0, 3, 8])
@pytest.mark.parametrize("batch_size", [1, 7, None])
def test_varied_batches_resume_bit_for_bit(made, batch_size):
    whole = trainer(batch_size=batch_size, augment=shaken)
    steps(whole, made)
    resumed = trainer(batch_size=batch_size, seed=9, augment=shaken)
    steps(resumed, 5)
    resumed.restore(through_storage(whole.state()))
    assert steps(resumed, 20) == steps(whole, 20)
    np.testing.assert_array_equal(resumed.model.theta, whole.model.theta)


def test_varied_batches_come_in_the_order_of_the_others_and_leave_the_samples_alone():
    plain, varied, kept = trainer(), trainer(augment=shaken), X.copy()
    for run in (plain, varied):
        steps(run, 11)
    np.testing.assert_array_equal(plain.state()["order"], varied.state()["order"])
    assert np.abs(plain.model.theta - varied.model.theta).max() > 0
    np.testing.assert_array_equal(X, kept)


def test_variation_can_be_turned_on_and_off_in_mid_run():
    plain, changed = trainer(), trainer()
    steps(plain, 3), steps(changed, 3)
    changed.augment = shaken
    steps(changed, 1)
    changed.augment = None
    steps(plain, 1), steps(changed, 1)
    assert np.abs(plain.model.theta - changed.model.theta).max() > 0


def test_targets_may_be_made_of_the_samples():
    by_hand = trainer()
    by_hand.batches.y = X[:, :1]
    made = trainer(augment=lambda x, _y, _rng: (x, x[:, :1]))
    assert steps(by_hand, 9) == steps(made, 9)


def test_samples_of_another_dtype_are_kept_as_they_are_for_the_variation():
    seen = []

    def scaled(x, y, _rng):
        seen.append(x.dtype)
        return x.astype(np.float32) / 255, y

    stored = np.random.default_rng(0).integers(0, 256, (50, 2), np.uint8)
    by_bytes, by_ink = trainer(x=stored, augment=scaled), trainer(x=stored.astype(np.float32) / 255)
    steps(by_bytes, 9), steps(by_ink, 9)
    assert set(seen) == {np.dtype(np.uint8)}
    np.testing.assert_array_equal(by_bytes.model.theta, by_ink.model.theta)
