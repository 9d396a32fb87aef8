"""Learning-rate schedules: their shapes, and a training that follows one."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nn import Sequential, Trainer, train
from nn.layers import Linear, Tanh
from nn.losses import MSE
from nn.optimisers import SGD
from nn.rate_schedules import Constant, Cosine, RateSchedule, Step
from nn.rate_schedules import Linear as LinearFall
from nn.registry import data_of, make

RNG = np.random.default_rng(2)
X = RNG.normal(size=(40, 2)).astype(np.float32)
Y = (X[:, :1] > 0).astype(np.float32)
EVERY = pytest.mark.parametrize(
    "data",
    [
        pytest.param({"kind": kind, **example}, id=f"{kind}-{number}")
        for kind, cls in RateSchedule.kinds().items()
        for number, example in enumerate(cls.examples)
    ],
)


def trainer(schedule, *, epochs=math.inf, batch_size=10, rate=0.1):
    model = Sequential([Linear(3), Tanh(), Linear(1)]).build((2,), np.random.default_rng(0))
    return Trainer(
        model, MSE(), SGD(rate), X, Y, batch_size=batch_size, rng=np.random.default_rng(0),
        rate_schedule=schedule, epochs=epochs,
    )  # fmt: skip


@EVERY
@given(epoch=st.floats(0, 300), epochs=st.floats(3, 200))
def test_a_share_is_between_0_and_1_and_only_a_warm_up_rises(data, epoch, epochs):
    schedule = make(RateSchedule, data)
    share, later = schedule.share(epoch, epochs), schedule.share(epoch + 0.5, epochs)
    assert 0 <= share <= 1
    assert later >= share if epoch + 0.5 <= schedule.warm_up else later <= share or epoch < schedule.warm_up


@EVERY
def test_a_schedule_is_plain_data_and_says_what_it_is(data):
    schedule = make(RateSchedule, data)
    assert data_of(make(RateSchedule, data_of(schedule))) == data_of(schedule)
    assert schedule.formula
    assert len(schedule.summary()) > 20


@pytest.mark.parametrize(
    ("schedule", "shares"),
    [
        (Constant(), [1, 1, 1, 1, 1]),
        (Constant(warm_up=4), [0, 0.5, 1, 1, 1]),
        (Step(every=2, factor=0.5), [1, 0.5, 0.25, 0.125, 0.0625]),
        (Step(every=2, factor=0.5, warm_up=2), [0, 1, 0.5, 0.25, 0.125]),
        (LinearFall(), [1, 0.75, 0.5, 0.25, 0]),
        (LinearFall(least=0.5), [1, 0.875, 0.75, 0.625, 0.5]),
        (LinearFall(warm_up=4), [0, 0.5, 1, 0.5, 0]),
        (Cosine(), [1, (1 + math.sqrt(0.5)) / 2, 0.5, (1 - math.sqrt(0.5)) / 2, 0]),
    ],
)
def test_shares_by_hand_over_eight_epochs(schedule, shares):
    assert [schedule.share(epoch, 8) for epoch in (0, 2, 4, 6, 8)] == pytest.approx(shares)


def test_past_its_end_a_rate_that_fell_stays_where_it_is():
    assert Cosine(least=0.25).share(20, 8) == LinearFall(least=0.25).share(20, 8) == 0.25
    assert LinearFall(warm_up=9).share(9.5, 8) == 0, "a warm-up longer than the training"


@pytest.mark.parametrize("schedule", [Cosine(), LinearFall()])
def test_a_fall_to_the_end_needs_an_end(schedule):
    with pytest.raises(ValueError, match="say after how many epochs"):
        trainer(schedule)
    run = trainer(Constant())
    with pytest.raises(ValueError, match="say after how many epochs"):
        run.plan(schedule)
    assert isinstance(run.rate_schedule, Constant), "nothing has changed"


def test_each_update_takes_the_share_of_its_middle():
    run, shares = trainer(LinearFall(warm_up=1), epochs=2), []
    for _ in range(8):
        run.step()
        shares.append(run.optimiser.share)
    assert shares == pytest.approx([0.125, 0.375, 0.625, 0.875, 0.875, 0.625, 0.375, 0.125])


def test_an_update_is_by_the_share_as_long_as_by_a_rate_of_that_size():
    one, other = trainer(LinearFall(), epochs=1, batch_size=None, rate=0.2), trainer(Constant(), batch_size=None)
    one.step()
    other.step()
    np.testing.assert_array_equal(one.model.theta, other.model.theta)


def test_a_schedule_that_is_taken_back_leaves_the_whole_rate():
    run = trainer(LinearFall(), epochs=1)
    run.step()
    run.plan(Constant())
    run.step()
    assert run.optimiser.share == 1


def test_without_one_the_weights_are_the_same_bit_for_bit():
    found = []
    for settings in ({}, {"rate_schedule": Constant()}):
        model = Sequential([Linear(3), Tanh(), Linear(1)]).build((2,), np.random.default_rng(0))
        rng = np.random.default_rng(0)
        for _ in train(model, MSE(), SGD(), X, Y, epochs=2, batch_size=7, rng=rng, **settings):
            pass
        found.append(model.theta)
    np.testing.assert_array_equal(*found)


def test_what_no_schedule_is_is_refused():
    with pytest.raises(TypeError, match="rate_schedule must be of RateSchedule"):
        trainer("cosine")


def test_a_rate_that_falls_ends_nearer_to_the_bottom_than_one_that_stays():
    """A noisy bowl: each target is 0 and an error; the best weight is 0, and the rate is the size of its jolts."""
    rng = np.random.default_rng(0)
    x, y = np.ones((400, 1), np.float32), rng.normal(size=(400, 1)).astype(np.float32)
    y -= y.mean()
    ends = {}
    for schedule, seed in itertools.product((Constant(), LinearFall()), range(5)):
        model = Sequential([Linear(1, bias=False)]).build((1,), np.random.default_rng(seed))
        settings = {"epochs": 3, "batch_size": 1, "rng": np.random.default_rng(seed), "rate_schedule": schedule}
        for _ in train(model, MSE(), SGD(0.1), x, y, **settings):
            pass
        ends.setdefault(schedule.kind, []).append(abs(float(model.theta[0])))
    assert np.median(ends["linear"]) < np.median(ends["constant"]) / 2
