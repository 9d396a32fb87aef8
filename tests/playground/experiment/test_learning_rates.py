"""The learning rate over an experiment's training, as it is drawn and as it is taken."""

import numpy as np
import pytest

from nn.rate_schedules import RateSchedule
from playground.charts.rate_chart import rate_chart
from playground.datasets import samples_of
from playground.experiment.learning_rates import learning_rates
from playground.experiment.presets import DEFAULT
from playground.processes.wire import unpack
from playground.training.live_frame import live_frame
from playground.training.run import TrainingRun

SHORT = DEFAULT.changed(schedule={"epochs": 4, "batch_size": 100}, optimiser={"learning_rate": 0.2})


@pytest.mark.parametrize("kind", list(RateSchedule.kinds()))
def test_the_rates_that_are_drawn_are_those_that_are_taken(kind):
    experiment = SHORT.changed(rate_schedule={"kind": kind, "warm_up": 1.0})
    run, taken, at = TrainingRun(experiment), [], []
    count = len(samples_of(experiment.dataset).x_train)
    while run.epoch < 4:
        before = run.epoch
        run.step()
        taken.append(run.trainer.optimiser.rate)
        at.append((before + run.epoch) / 2)
    assert count == 100 * round(count / 100), "whole batches"
    np.testing.assert_allclose(learning_rates(experiment, np.array(at)), taken, rtol=1e-5)


def test_a_rate_that_fell_falls_anew_where_play_goes_on_after_the_end():
    run = TrainingRun(SHORT.changed(rate_schedule={"kind": "linear"}))
    run.advance(100)
    assert run.epoch == 4
    run.proceed()
    run.step()
    assert run.trainer.optimiser.share == pytest.approx(0.5, abs=0.1)


def test_another_schedule_reaches_a_running_network():
    run = TrainingRun(SHORT)
    run.step()
    changed = SHORT.changed(rate_schedule={"kind": "cosine"})
    assert not SHORT.resets(changed)
    run.change(changed)
    run.step()
    assert run.trainer.optimiser.share < 1
    run.change(SHORT)
    run.step()
    assert run.trainer.optimiser.share == 1


@pytest.mark.parametrize(("kind", "there"), [("constant", False), ("cosine", True)])
def test_a_frame_has_the_rates_where_they_move(kind, there):
    experiment = SHORT.changed(rate_schedule={"kind": kind})
    run = TrainingRun(experiment)
    run.advance(100)
    _, arrays = unpack(live_frame(experiment, samples_of(experiment.dataset), run.snapshot("ended")))
    assert ("rates" in arrays) is there
    if there:
        assert len(arrays["rates"]) == len(arrays["curve"])
        assert arrays["rates"][0] == pytest.approx(0.2)
        assert arrays["rates"][-1] == pytest.approx(0, abs=1e-6)


def test_the_chart_draws_the_plan():
    values = rate_chart(SHORT.changed(rate_schedule={"kind": "linear"})).data.values
    assert (values[0]["epoch"], values[0]["rate"]) == (0, pytest.approx(0.2))
    assert (values[-1]["epoch"], values[-1]["rate"]) == (4, pytest.approx(0))


def test_a_run_is_judged_by_its_averaged_weights_and_trained_by_its_own():
    plain, averaged = TrainingRun(SHORT), TrainingRun(SHORT.changed(schedule={"averaging": 0.9}))
    for run in (plain, averaged):
        run.advance(100)
    np.testing.assert_array_equal(plain.model.theta, averaged.model.theta)
    assert (averaged.theta != averaged.model.theta).any()
    np.testing.assert_array_equal(averaged.snapshot("ended", weights=True).theta, averaged.theta)
    theta = averaged.model.theta.copy()
    averaged.model.theta[...] = averaged.theta
    averaged.trainer.averaging = 0
    assert averaged.evaluation.scores(averaged.model) == averaged.scores
    assert averaged.scores != plain.scores
    averaged.model.theta[...] = theta


@pytest.mark.parametrize(
    "settings", [{"schedule": {"averaging": 0.9, "clip_norm": 0.1}}, {"rate_schedule": {"kind": "cosine"}}]
)
def test_a_stopped_run_goes_on_as_if_it_had_not_been(settings):
    experiment = SHORT.changed(**settings)
    whole, half = TrainingRun(experiment), TrainingRun(experiment)
    whole.step(), half.step()
    resumed = TrainingRun(experiment)
    resumed.restore(half.state())
    for run in (whole, resumed):
        run.advance(100)
    np.testing.assert_array_equal(whole.theta, resumed.theta)
    np.testing.assert_array_equal(whole.curve.rows, resumed.curve.rows)
