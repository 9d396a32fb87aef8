"""Thinned curves keep what a curve is looked at for."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from playground.analysis.runs.seed_bands import lines_of
from playground.charts.health_chart import health_chart
from playground.charts.race_chart import race_chart
from playground.report.charts import cost_chart
from playground.training.health import MEASURES
from playground.training.scores import MOST_ROWS, SCORE_COLUMNS, Curve, Scores
from playground.training.thinning import standing_out, thinned
from tests.playground.analysis.runs.made_runs import changed, curve, kept

VALUES = st.floats(0, 1, width=32) | st.just(np.nan)


@given(arrays(np.float32, st.tuples(st.integers(1, 300), st.integers(1, 4)), elements=VALUES), st.integers(2, 80))
def test_few_rows_are_left_in_their_order_with_both_ends(columns, most):
    left = thinned(columns, most)
    count = len(columns)
    assert len(left) == min(count, most)
    assert (left[0], left[-1]) == (0, count - 1)
    assert (np.diff(left) > 0).all()
    np.testing.assert_array_equal(thinned(columns, most), left)
    if most >= 2 * columns.shape[1] + 2:
        for column in columns.T:
            if not np.isnan(column).all():
                assert np.nanmin(column[left]) == np.nanmin(column)
                assert np.nanmax(column[left]) == np.nanmax(column)


@given(st.lists(st.floats(1, 1e6, width=32), min_size=3, max_size=300, unique=True), st.integers(4, 60))
def test_rows_can_be_thinned_along_a_scale(places, most):
    along = np.log(np.sort(np.array(places)))
    values = np.random.default_rng(0).normal(size=(len(places), 1))
    left = thinned(values, most, along)
    assert len(left) <= most
    assert {0, len(places) - 1, int(values.argmin()), int(values.argmax())} <= set(left.tolist())


def test_nothing_measured_is_thinned_evenly():
    left = thinned(np.full((1000, 2), np.nan), 12)
    assert len(left) == 12
    assert np.diff(left).max() < 150


def evaluate(curve, updates, scores_at, also=()):
    """Add rows as a run does, at ever longer gaps, and at the updates `also`; returns those of all evaluations."""
    due, made = 0, []
    for update in range(updates):
        if update >= due or update in also:
            scores = scores_at(update)
            curve.add(update / 10, update, scores)
            made.append((update, scores.train_loss, scores.test_loss))
            due = update + curve.stride
            assert len(curve.rows) <= MOST_ROWS
    return np.array(made)


def test_the_spike_of_a_curve_that_has_just_been_thinned():
    curve = Curve()
    for update in range(MOST_ROWS + 1):
        curve.add(update, update, Scores(5.0 if update == 101 else 1.0, 1.0, None, None))
    assert curve.stride == 2
    assert curve.rows[:, 2].max() == 5


@pytest.mark.parametrize("place", [1, 2, 255, 256, 511])
@pytest.mark.parametrize("name", ["train_loss", "test_loss", "train_accuracy", "test_accuracy"])
def test_a_single_spike_stays_however_long_the_run(name, place):
    flat, high, low = Scores(1.0, 1.0, 0.5, 0.5), 1.0 if "accuracy" in name else 5.0, 0.125
    spikes = {place: dataclasses.replace(flat, **{name: high}), place + 300: dataclasses.replace(flat, **{name: low})}
    curve = Curve()
    evaluate(curve, 5000, lambda update: spikes.get(update, flat), spikes)
    rows = dict(zip(curve.rows[:, 1].tolist(), curve.rows[:, 2:].tolist(), strict=True))
    assert max(rows[place]) == high
    assert min(rows[place + 300]) == low
    assert (curve.rows[0, 1], curve.stride) == (0, 16)
    # and the rest is still spread over the whole run
    assert np.diff(curve.rows[:, 1]).max() < 5000 / 50


def test_each_stretch_of_a_noisy_curve_keeps_its_extremes():
    costs = np.random.default_rng(0).exponential(size=(8192, 2)).astype(np.float32)
    curve = Curve()
    made = evaluate(curve, len(costs), lambda update: Scores(*costs[update].tolist(), None, None))
    for start in range(0, len(costs), 512):
        whole, left = (
            rows[(rows[:, -3] >= start) & (rows[:, -3] < start + 512)] for rows in (made, curve.rows[:, 1:4])
        )
        assert len(left) > 8
        for column in (-2, -1):
            assert left[:, column].max() >= np.sort(whole[:, column])[-2]
            assert left[:, column].min() <= np.sort(whole[:, column])[1]


@pytest.mark.parametrize("place", [130, 131, 400, 401])
@pytest.mark.parametrize("measure", range(len(MEASURES)))
@pytest.mark.parametrize(("usual", "spike"), [(0.1, 50), (0.5, 0)])
def test_the_spike_of_one_layer_stays_among_many(place, measure, usual, spike):
    layers = 32
    noise = np.random.default_rng(0).normal(1, 0.01, (2 * MOST_ROWS, layers, len(MEASURES)))
    sizes = np.geomspace(1, 1e3, layers)[::-1, None]
    health = (usual * noise * sizes).astype(np.float32)
    health[:, 1::2, 2:] = np.nan
    health[:, 3] = usual
    health[place, -2, measure] = spike
    curve = Curve(further=health[0].size)
    for update, found in enumerate(health):
        curve.add(update, update, Scores(1.0, 1.0, None, None), found)
    kept = curve.rows[:, SCORE_COLUMNS:].reshape(-1, *health[0].shape)
    assert spike in kept[:, -2, measure]


def test_health_without_a_number_or_a_change_takes_no_room():
    health = np.full((10, 3, len(MEASURES)), np.nan, np.float32)
    health[:, :2, 0] = 0.25
    health[:, 2, 1] = [np.inf, *range(9)]
    found = standing_out(health)
    assert np.isnan(found[:, [0, 2, 3]]).all()
    assert np.isnan(found[0, 1])
    assert (found[1:, 1].argmin(), found[1:, 1].argmax()) == (0, 8)


@pytest.mark.parametrize("most", [1, 0, -1])
def test_the_ends_need_room(most):
    with pytest.raises(ValueError, match=f"2 rows at least, its ends; {most} are asked for"):
        thinned(np.zeros((10, 1)), most)


def spiky(spike):
    """A curve of 512 flat rows, but for one."""
    rows = curve(np.ones(MOST_ROWS))
    rows[spike, 2:4] = 7
    return rows


def drawn(chart, value):
    described = chart.to_dict()
    parts = [described, *described.get("layer", ())]
    datasets = [*described.get("datasets", {}).values(), *(part.get("data", {}).get("values", []) for part in parts)]
    return [row[value] for rows in datasets for row in rows if value in row]


@pytest.mark.parametrize("spike", [1, 137, 300, 510])
def test_every_chart_of_curves_draws_the_spike(spike):
    rows = spiky(spike)
    runs = [kept("One", changed(seed=0), rows), kept("Two", changed(seed=1), rows)]
    for few in (runs[:1], runs):
        (line,) = lines_of(few, "epoch", "train_cost")
        assert line.high.max() == 7
    race = race_chart({"One": np.column_stack([rows, rows[:, 0]])}, "Epochs", "Training cost")
    assert max(drawn(race, "y")) == 7
    report = cost_chart({"One": rows}, {"One": rows[:, 0]}, title="Cost", axis="Epochs")
    assert max(drawn(report, "cost")) == 7
    health = np.ones((MOST_ROWS, 2, len(MEASURES)))
    health[spike, 1] = 7
    assert max(drawn(health_chart(rows[:, 0], health, ("Linear", "Tanh"), "gradients"), "value")) == 7
