"""Runs drawn together: lines, and bands over seeds."""

import numpy as np

from playground.analysis.runs.seed_bands import MOST_POINTS, lines_of
from playground.training.own_drawings import OwnDrawings
from tests.playground.analysis.runs.made_runs import changed, curve, kept


def test_runs_that_differ_only_in_the_seed_are_one_line_with_a_band():
    runs = [
        kept("One", changed(seed=0), curve([4, 2, 0])),
        kept("Other", changed(optimiser={"learning_rate": 0.5}), curve([9, 9, 9])),
        kept("Two", changed(seed=1), curve([2, 1, 1])),
    ]
    band, single = lines_of(runs, "epoch", "train_cost")
    assert (band.name, band.seeds) == ("One: mean of 2 seeds", 2)
    assert band.x.tolist() == [0, 1, 2]
    assert band.y.tolist() == [3, 1.5, 0.5]
    assert band.low.tolist() == [2, 1, 0]
    assert band.high.tolist() == [4, 2, 1]
    assert (single.name, single.seeds, single.y.tolist()) == ("Other", 1, [9, 9, 9])
    np.testing.assert_array_equal(single.low, single.high)


def test_runs_that_were_paused_or_had_other_own_drawings_are_in_no_mean():
    ended, of_six = [kept(f"Seed {seed}", changed(seed=seed)) for seed in (0, 1)], OwnDrawings(6, "0123abcd")
    others = [kept(f"Paused {seed}", changed(seed=seed), reason=None) for seed in (2, 3)]
    others.append(kept("Mine", changed(seed=4), own_drawings=of_six))
    names = [line.name for line in lines_of([*ended, *others], "epoch", "train_cost")]
    assert names == ["Seed 0: mean of 2 seeds", "Paused 2", "Paused 3", "Mine"]


def test_a_mean_goes_as_far_as_the_shortest_and_lies_between_the_points():
    runs = [
        kept("One", changed(seed=0), curve([4, 0], epochs=[0, 4])),
        kept("Two", changed(seed=1), curve([2, 1, 0], epochs=[0, 1, 2])),
    ]
    (band,) = lines_of(runs, "epoch", "train_cost")
    assert band.x.tolist() == [0, 1, 2]
    assert band.y.tolist() == [3, 2, 1]


def test_the_same_experiment_run_twice_is_no_band_and_counts_once_in_one():
    short, long = kept("Short", rows=curve([5, 5])), kept("Long", rows=curve([4, 4, 4]))
    assert [line.name for line in lines_of([long, short], "epoch", "train_cost")] == ["Long", "Short"]
    other = kept("Other seed", changed(seed=1), curve([2, 2, 2]))
    (band,) = lines_of([long, short, other], "epoch", "train_cost")
    assert (band.seeds, band.y.tolist()) == (2, [3, 3, 3])


def test_what_is_not_measured_is_not_drawn():
    runs = [kept("Rebuilds", rows=curve([1, 1], accuracy=np.nan)), kept("Classifies", changed(seed=1))]
    assert [line.name for line in lines_of(runs, "epoch", "test_accuracy")] == ["Classifies"]


def test_a_line_is_thinned_but_keeps_both_ends():
    rows = curve(np.linspace(1, 0, 512))
    (single,) = lines_of([kept(rows=rows)], "updates", "test_cost")
    assert len(single.x) == MOST_POINTS
    assert (single.x[0], single.x[-1], single.y[-1]) == (0, 5110, 0)
    runs = [kept("One", changed(seed=0), rows), kept("Two", changed(seed=1), rows, seconds=4.01)]
    (band,) = lines_of(runs, "seconds", "test_cost")
    assert len(band.x) == MOST_POINTS
    assert (band.x[0], band.x[-1]) == (0, 4)


def test_changes_are_marked_on_the_line_and_keep_a_run_out_of_a_mean():
    plain = [kept(f"Seed {seed}", changed(seed=seed), curve([4, 2, 0])) for seed in (0, 1)]
    run = kept("Changed", changed(seed=2), curve([4, 2, 0]), changes=((0.5, "learning rate 1 → 0.5"),))
    mean, line = lines_of([*plain, run], "seconds", "train_cost")
    assert (mean.seeds, mean.marks) == (2, ())
    assert line.marks == ((1.0, 3.0, "learning rate 1 → 0.5"),)


def test_a_line_says_what_its_cost_is_measured_with():
    runs = [
        kept("MSE"),
        kept("BCE", changed(loss={"kind": "bce"})),
        kept("Other classes", changed(schedule={"class_weights": "balanced"})),
        kept("Huber", changed(loss={"kind": "huber", "delta": 2.0})),
    ]
    names = [line.cost for line in lines_of(runs, "epoch", "test_cost")]
    assert names == ["MSE", "BCE", "MSE (all classes count alike)", "Huber (δ 2)"]
