"""The batch-mode laboratory: who races, the race itself, and what is measured of it."""

import dataclasses
import time

import numpy as np
import pytest

from nn.registry import make
from nn.settings import SpecError
from playground.charts.gradient_noise_chart import gradient_noise_chart
from playground.charts.paths_chart import paths_chart
from playground.charts.race_chart import powers, race_chart
from playground.datasets import Dataset
from playground.experiment import Experiment
from playground.jobs.job import Job
from playground.laboratory import training_cost
from playground.laboratory.contestant import Contestant, Moments
from playground.laboratory.modes import FULL_BATCH, STOCHASTIC, contestants, mini_batch
from playground.laboratory.noise import gradient_noise
from playground.laboratory.paths import Plane, cost_surface, extent_of, weight_paths
from playground.laboratory.race import MOST_PATH_BYTES, affordable_points, race_job
from playground.laboratory.training_cost import TrainingCost
from playground.laboratory.verdict import amount, cost_text, reasons, standing_text, standings
from playground.presets import AUTOENCODER, DEFAULT, DIGITS, PRESETS
from playground.training.pool import Pool
from playground.training.run import TrainingRun

SMALL = dataclasses.replace(DEFAULT, dataset={**DEFAULT.dataset, "samples": 120})
LINEAR = PRESETS["Linear"]
WIDE = {"kind": "linear", "units": 4096}


def data_of(racing):
    return {name: experiment.data() for name, experiment in racing.items()}


def race(racing, *, seconds=60.0, epochs=3, points=40, report=lambda *_: None):
    return race_job(report, experiments=data_of(racing), seconds=seconds, epochs=epochs, points=points)


@pytest.fixture(scope="module")
def raced():
    """A race of three over three epochs, and everything that was reported on the way."""
    reports = []
    result = race(contestants(SMALL, (10,)), report=lambda *each: reports.append(each))
    return result, reports


def ended(experiment, **schedule):
    """A run of the experiment alone, through to its end."""
    run = TrainingRun(dataclasses.replace(experiment, schedule={**experiment.schedule, **schedule}))
    while run.reason is None:
        run.advance(1.0)
    return run


def test_contestants_differ_in_their_schedule_alone():
    racing = contestants(dataclasses.replace(DEFAULT, schedule={**DEFAULT.schedule, "patience": 3}))
    assert list(racing) == [STOCHASTIC, "Mini-batch 10", "Mini-batch 32", "Mini-batch 100", FULL_BATCH]
    modes = [(each.schedule["batch_mode"], each.schedule["batch_size"]) for each in racing.values()]
    assert modes[1:4] == [("mini-batch", 10), ("mini-batch", 32), ("mini-batch", 100)]
    assert (modes[0][0], modes[4][0]) == ("stochastic", "full batch")
    for each in racing.values():
        assert dataclasses.replace(each, schedule=DEFAULT.schedule) == DEFAULT
        assert (each.schedule["patience"], each.schedule["target_accuracy"]) == (0, 0.0)


def test_contestants_begin_with_identical_weights_and_the_same_generator():
    runs = [TrainingRun(each) for each in contestants(DEFAULT).values()]
    for run in runs[1:]:
        np.testing.assert_array_equal(run.model.theta, runs[0].model.theta)
        assert run.trainer.rng.bit_generator.state == runs[0].trainer.rng.bit_generator.state
    assert np.any(runs[0].model.theta != 0)


def test_a_learning_rate_is_that_of_one_contestant():
    racing = contestants(DEFAULT, (10,), {FULL_BATCH: 5.0})
    assert [each.optimiser["learning_rate"] for each in racing.values()] == [1.0, 1.0, 5.0]


@pytest.mark.parametrize(
    ("sizes", "rates", "words"),
    [
        ((10, 10), {}, "two contestants with mini-batches of 10"),
        ((500,), {}, "A mini-batch of 500 samples is no part of 500 training samples"),
        ((1,), {}, "batch size must be a whole number from 2 to 1024"),
        ((10,), {"Mini-batch 20": 1.0}, "no contestant 'Mini-batch 20'"),
        ((10,), {FULL_BATCH: 50.0}, "learning rate must be"),
    ],
    ids=["equal", "all", "one", "nobody", "rate"],
)
def test_contestants_that_cannot_be_are_refused(sizes, rates, words):
    with pytest.raises(SpecError, match=words):
        contestants(DEFAULT, sizes, rates)


@pytest.mark.parametrize("name", [STOCHASTIC, mini_batch(10), FULL_BATCH])
def test_a_contestant_has_the_curve_of_a_run_alone(raced, name):
    found = raced[0]["contestants"][name]
    alone = ended(contestants(SMALL, (10,))[name], epochs=3)
    np.testing.assert_array_equal(found["curve"][:, :6], alone.curve.rows[:, :6])
    np.testing.assert_array_equal(found["path"][-1], alone.model.theta)
    assert (found["epochs"], found["updates"]) == (3, alone.trainer.updates)
    assert found["whole_test_accuracy"] == alone.whole_test_accuracy


def test_a_long_curve_keeps_its_first_steps():
    tiny = contestants(dataclasses.replace(DEFAULT, dataset={**DEFAULT.dataset, "samples": 20}), ())
    racing = {STOCHASTIC: tiny[STOCHASTIC]}
    curve = race(racing, epochs=100)["contestants"][STOCHASTIC]["curve"]
    alone = ended(tiny[STOCHASTIC], epochs=100)
    assert alone.curve.stride > 1
    rows = {tuple(row[:6].tolist()) for row in curve}
    assert {tuple(row[:6].tolist()) for row in alone.curve.rows} < rows
    assert np.all(np.diff(curve[:, 1]) > 0)
    assert np.all(np.diff(curve[:, 6]) >= 0)
    # the run's own curve has lost every other evaluation of the first steps
    assert (curve[:, 1] < 10).sum() > (alone.curve.rows[:, 1] < 10).sum()


def test_all_but_the_seconds_is_the_same_again(raced):
    again = race(contestants(SMALL, (10,)))
    for name, found in raced[0]["contestants"].items():
        other = again["contestants"][name]
        np.testing.assert_array_equal(other["curve"][:, :6], found["curve"][:, :6])
        np.testing.assert_array_equal(other["path"], found["path"])
        np.testing.assert_array_equal(other["path_updates"], found["path_updates"])
    np.testing.assert_array_equal(again["landscape"]["surface"], raced[0]["landscape"]["surface"])
    np.testing.assert_array_equal(again["noise"]["last"]["measured"], raced[0]["noise"]["last"]["measured"])


def test_a_path_leads_from_the_first_weights_to_the_last(raced):
    start = TrainingRun(SMALL).model.theta
    for found in raced[0]["contestants"].values():
        assert found["path"].dtype == np.float32
        assert len(found["path"]) == len(found["path_updates"]) <= 40
        np.testing.assert_array_equal(found["path"][0], start)
        assert (found["path_updates"][0], found["path_updates"][-1]) == (0, found["updates"])
        assert np.all(np.diff(found["path_updates"]) > 0)


def test_the_curves_are_shown_while_they_grow(raced):
    result, reports = raced
    shares = [share for share, *_ in reports]
    assert shares == sorted(shares)
    shown = [rest[0] for _, _, *rest in reports if rest]
    assert shown
    for curves in shown:
        assert list(curves) == list(result["contestants"])
        for name, each in curves.items():
            whole = result["contestants"][name]["curve"]
            np.testing.assert_array_equal(each["curve"], whole[: len(each["curve"])])


def test_a_race_ends_by_seconds_too():
    found = race(contestants(SMALL, ()), seconds=0.02, epochs=100_000)["contestants"]
    for each in found.values():
        assert each["seconds"] >= 0.02
        assert 0 < each["epochs"] < 100_000
        assert not each["diverged"]


def test_a_contestant_that_diverges_does_not_stop_the_others():
    described = dataclasses.replace(LINEAR, optimiser={"kind": "sgd", "learning_rate": 0.1})
    found = race(contestants(described, (10,), {STOCHASTIC: 10.0}), epochs=20)["contestants"]
    assert [each["diverged"] for each in found.values()] == [True, False, False]
    assert found[FULL_BATCH]["epochs"] == 20
    goals = standings(found)
    assert all(STOCHASTIC not in taken for taken in goals[-1].taken.values())
    assert "the lowest that all but Stochastic reached" in goals[-1].goal


def unlike(**parts):
    return {"one": SMALL, "other": dataclasses.replace(SMALL, **parts)}


@pytest.mark.parametrize(
    ("racing", "changes", "words"),
    [
        ({}, {}, "A race has 1 to 8 contestants; there are 0"),
        (unlike(), {"seconds": 0.0}, "up to 120 seconds of training each; 0.0 is asked for"),
        (unlike(), {"seconds": float("nan")}, "nan is asked for"),
        (unlike(), {"points": 1}, "A path has 2 to 400 moments; 1 are asked for"),
        (unlike(), {"epochs": 0}, "epochs must be a whole number"),
        (unlike(seed=1), {}, "must begin alike"),
        ({"one": dataclasses.replace(SMALL, layers=())}, {}, "one: The stack is empty"),
        (
            {"wide": dataclasses.replace(DIGITS, layers=(DIGITS.layers[0], WIDE, DIGITS.layers[-1]))},
            {"points": 400},
            "The paths of 1 networks with 307,210 parameters need 469 MB; at most 64 MB",
        ),
    ],
    ids=["nobody", "no time", "no number", "no path", "no epochs", "unlike", "no network", "too large"],
)  # fmt: skip
def test_what_is_no_race_is_refused_in_words(racing, changes, words):
    with pytest.raises(ValueError, match=words):
        race(racing, **changes)


def test_as_many_moments_as_fit_into_memory():
    assert affordable_points(41, 5) == 40
    points = affordable_points(400_000, 4)
    assert 4 * 400_000 * 4 * points <= MOST_PATH_BYTES < 4 * 400_000 * 4 * (points + 1)
    assert affordable_points(2_000_000, 8) == 2


def test_moments_lie_evenly_over_the_logarithm():
    moments = Moments(20)
    for update in range(100_000):
        moments.add(update, np.array([update]))
    assert 10 <= len(moments.updates) <= 20
    assert moments.updates == [int(each[0]) for each in moments.measured]
    assert moments.updates[0] == 0
    late = np.array(moments.updates[6:])
    assert np.ptp(np.diff(np.log(late))) < 0.3


def test_a_moment_is_a_copy():
    theta, moments = np.zeros(2), Moments(3)
    moments.add(0, theta)
    theta += 1
    assert moments.measured[0].tolist() == [0, 0]


def test_the_plane_of_hand_made_paths():
    # along the first axis 8 wide, along the second 4, along the third, which the plane leaves out, 1
    one = np.array([[-4.0, 0, 0], [4, 0, 0]])
    other = np.array([[0.0, -2, 0], [0, 2, 0], [0, 0, 0.5], [0, 0, -0.5]])
    shift = np.array([10.0, 20, 30])
    plane, places = weight_paths({"one": one + shift, "other": other + shift})
    np.testing.assert_allclose(plane.origin, shift)
    np.testing.assert_allclose(plane.directions, [[1, 0, 0], [0, 1, 0]], atol=1e-12)
    np.testing.assert_allclose(places["one"], [[-4, 0], [4, 0]], atol=1e-12)
    np.testing.assert_allclose(places["other"], [[0, -2], [0, 2], [0, 0], [0, 0]], atol=1e-12)
    # variances 32 : 8 : 0.5
    np.testing.assert_allclose(plane.shares, [32 / 40.5, 8 / 40.5])
    np.testing.assert_allclose(plane.point(-4, 2), shift + np.array([-4, 2, 0]))


def test_the_plane_does_not_depend_on_the_order_of_the_paths():
    rng = np.random.default_rng(3)
    paths = {"one": rng.normal(size=(5, 7)), "other": rng.normal(size=(6, 7))}
    _, places = weight_paths(paths)
    _, turned = weight_paths(dict(reversed(paths.items())))
    for name in paths:
        np.testing.assert_allclose(turned[name], places[name], atol=1e-9)


@pytest.mark.parametrize("shape", [(1, 5), (5, 1)], ids=["one moment", "one weight"])
def test_no_plane_without_two_weights_and_moments(shape):
    with pytest.raises(ValueError, match="A plane needs two weights and two moments"):
        weight_paths({"one": np.ones(shape)})


def test_the_extent_holds_all_paths_with_a_margin():
    extent = extent_of({"one": np.array([[0.0, 0], [10, 0]]), "other": np.array([[5.0, 0]])})
    np.testing.assert_allclose(extent[0], [-1.5, 11.5])
    assert extent[1, 0] < 0 < extent[1, 1]


def test_the_surface_is_the_cost_at_each_place():
    theta = TrainingRun(SMALL).model.theta.astype(np.float64)
    rng = np.random.default_rng(0)
    directions = np.linalg.qr(rng.normal(size=(theta.size, 2)))[0].T
    plane = Plane(theta, directions, np.array([0.5, 0.5]))
    surface = cost_surface(SMALL, plane, np.array([[-2.0, 2], [-1, 3]]), side=5)
    cost = TrainingCost(SMALL)
    assert surface.shape == (5, 5)
    # row: place along the second direction, column: along the first
    assert surface[3, 1] == np.float32(cost.at(plane.point(-1, 2)))
    assert surface[1, 3] == np.float32(cost.at(plane.point(1, 0)))
    assert surface[1, 2] == np.float32(cost.at(theta))
    assert surface[3, 1] != surface[1, 3]


def test_the_surface_of_a_large_network_is_left_out_in_words(monkeypatch):
    monkeypatch.setattr(training_cost, "MOST_WORK", 10**9)
    found = race(contestants(DIGITS, ()), seconds=0.02)
    assert "surface" not in found["landscape"]
    assert found["landscape"]["left_out"].startswith("The cost surface is left out: with 4,810 parameters")
    assert found["landscape"]["paths"][FULL_BATCH].shape[1] == 2
    assert found["noise"]["first"]["left_out"].startswith("The gradient noise is left out: with 4,810 parameters")


def test_a_stack_that_learns_nothing_has_no_plane():
    described = dataclasses.replace(SMALL, layers=({"kind": "tanh"},), loss={"kind": "cross_entropy"})
    found = race(contestants(described, (10,)))
    assert "A plane needs two weights" in found["landscape"]["left_out"]
    assert "left_out" in found["noise"]["first"]


@pytest.mark.parametrize(
    "experiment",
    [
        SMALL,
        DIGITS,
        AUTOENCODER,
        dataclasses.replace(DIGITS, preparation={"kind": "preparation", "standardise": True}),
        LINEAR,
    ],
    ids=["points", "digits", "autoencoder", "standardised", "linear"],
)
def test_the_cost_is_that_of_the_run(experiment):
    run = TrainingRun(experiment)
    cost = TrainingCost(experiment)
    assert cost.at(run.model.theta) == run.scores.train_loss
    assert cost.count == min(1000, make(Dataset, experiment.dataset).training_count)


def test_the_gradient_is_the_slope_of_the_cost(monkeypatch):
    theta = TrainingRun(SMALL).model.theta
    whole = TrainingCost(SMALL)
    gradient = whole.gradient(theta)
    for number in (0, 7, 30, 40):
        step = np.zeros(theta.size)
        step[number] = 1e-2
        slope = (whole.at(theta + step) - whole.at(theta - step)) / 2e-2
        assert gradient[number] == pytest.approx(slope, rel=0.02, abs=1e-4)
    monkeypatch.setattr("playground.training.passing.MOST_VALUES", 700)
    in_parts = TrainingCost(SMALL)
    np.testing.assert_allclose(in_parts.gradient(theta), gradient, rtol=1e-4, atol=1e-6)
    chosen = np.array([3, 3, 50])
    each = [in_parts.gradient(theta, np.array([number])) for number in chosen]
    np.testing.assert_allclose(in_parts.gradient(theta, chosen), np.mean(each, axis=0), rtol=1e-4, atol=1e-6)


def test_noise_falls_like_one_over_the_batch_size():
    theta = TrainingRun(LINEAR).model.theta
    sizes = (1, 4, 16, 64, 256)
    found = gradient_noise(LINEAR, theta, sizes, draws=400)
    np.testing.assert_allclose(found.measured, found.law, rtol=0.25)
    slope = np.polyfit(np.log(sizes), np.log(found.measured), 1)[0]
    assert slope == pytest.approx(-1, abs=0.05)


def test_the_scale_is_the_noise_of_single_samples():
    theta = TrainingRun(SMALL).model.theta
    cost = TrainingCost(SMALL)
    full = cost.gradient(theta)
    single = np.array([cost.gradient(theta, np.array([number])) for number in range(cost.count)])
    np.testing.assert_allclose(single.mean(axis=0), full, atol=1e-7)
    expected = ((single - full) ** 2).sum(axis=1).mean() / (full @ full)
    found = gradient_noise(SMALL, theta, (1, 2))
    assert found.scale == pytest.approx(expected)
    np.testing.assert_allclose(found.law, [expected, expected / 2])


def test_no_noise_without_a_gradient():
    # without weights and biases, and with targets that average out, nothing pulls
    described = dataclasses.replace(SMALL, layers=({"kind": "linear", "units": 1}, {"kind": "relu"}))
    theta = np.array([0, 0, -1], np.float32)  # the unit is dead for every sample
    with pytest.raises(ValueError, match="is zero, or not finite"):
        gradient_noise(described, theta, (1,))


def made(curve, **known):
    """What a contestant has, from rows (epochs, updates, training cost, seconds)."""
    rows = np.array([(e, u, c, c, np.nan, np.nan, s) for e, u, c, s in curve], np.float32)
    last = curve[-1]
    goal = None if "goal" not in known else dict(zip(("epochs", "updates", "seconds"), known["goal"], strict=True))
    return {
        "curve": rows,
        "to_goal": goal,
        "best": {"accuracy": 1.0, **goal} if goal else None,
        "epochs": last[0],
        "updates": last[1],
        "seconds": last[3],
        "diverged": known.get("diverged", False),
    }


TWO = {
    STOCHASTIC: made([(0, 0, 1, 0), (1, 100, 0.2, 2), (2, 200, 0.1, 4)], goal=(1.5, 150, 3.0)),
    FULL_BATCH: made([(0, 0, 1, 0), (20, 20, 0.1, 1), (40, 40, 0.05, 2)], goal=(25, 25, 1.25)),
}


def test_who_is_first_depends_on_the_axis():
    accuracy, cost = standings(TWO)
    assert accuracy.taken["Epochs"] == {STOCHASTIC: 1.5, FULL_BATCH: 25}
    assert [accuracy.winner(axis) for axis in ("Epochs", "Updates", "Seconds")] == [STOCHASTIC, FULL_BATCH, FULL_BATCH]
    assert cost.goal == "a training cost of 0.1, the lowest that all of them reached"
    assert cost.taken["Seconds"] == {FULL_BATCH: 1, STOCHASTIC: 4}
    assert cost.changes
    assert standing_text(accuracy) == (
        "First to 99 % of the training samples right: by epochs **Stochastic** (1.5; next Full batch, 25); "
        "by updates **Full batch** (25; next Stochastic, 150); "
        "by seconds **Full batch** (1.25 s; next Stochastic, 3.00 s)."
    )


def test_why_the_winner_changes():
    first, epochs, updates, seconds = reasons(TWO, standings(TWO)[-1])
    assert first.startswith("The winner changes")
    assert "Stochastic makes 100 updates and Full batch makes 1: Stochastic has learnt" in epochs
    assert updates.endswith("its direction is surest, and it needs the fewest steps.")
    assert (
        "An update of Stochastic takes 20 ms and one of Full batch 50 ms: 100 times the samples in 2.5 times" in seconds
    )
    assert "Full batch strikes the best balance" in seconds
    assert "another race" not in seconds


def test_close_times_and_steps_are_called_close():
    close = {
        STOCHASTIC: made([(0, 0, 1, 0), (1, 100, 0.1, 1.0)]),
        FULL_BATCH: made([(0, 0, 1, 0), (110, 110, 0.1, 1.2)]),
    }
    (goal,) = standings(close)
    assert not goal.changes
    first, _, updates, seconds = reasons(close, goal)
    assert first.startswith("Stochastic is first on every axis here")
    assert "Stochastic needs about as many steps" in updates
    assert "another race may end the other way" in seconds


def test_who_learnt_nothing_sets_no_goal():
    idle = {**TWO, "Mini-batch 10": made([(0, 0, 1, 0), (5, 50, 2, 1)])}
    assert standings(idle)[-1].goal == "a training cost of 0.1, the lowest that all but Mini-batch 10 reached"
    assert standings({"Mini-batch 10": idle["Mini-batch 10"], STOCHASTIC: TWO[STOCHASTIC]})[-1].goal.startswith("99 %")


def test_a_goal_that_nobody_reached():
    nobody = {name: {**each, "to_goal": None} for name, each in TWO.items()}
    goal = standings(nobody)[0]
    assert standing_text(goal) == "Nobody got to 99 % of the training samples right."
    assert reasons(nobody, goal) == []


def test_level_contestants_are_called_level():
    level = {name: {**TWO[STOCHASTIC]} for name in (STOCHASTIC, FULL_BATCH)}
    assert "by updates **Stochastic** (150, level with Full batch)" in standing_text(standings(level)[0])


@pytest.mark.parametrize(
    ("axis", "value", "text"),
    [
        ("Epochs", 0.175, "0.17"),
        ("Epochs", 5434.2, "5,434"),
        ("Updates", 7, "7"),
        ("Seconds", 2.5, "2.50 s"),
        ("Seconds", 0.0123, "12.3 ms"),
        ("Seconds", 12e-6, "12 µs"),
    ],
)
def test_amounts_in_words(axis, value, text):
    assert amount(axis, value) == text


@pytest.mark.parametrize(("cost", "text"), [(0.25, "0.25"), (0.0000672, "0.000067"), (3e-8, "3e-08"), (12.0, "12")])
def test_costs_in_words(cost, text):
    assert cost_text(cost) == text


def test_a_race_in_a_process_of_its_own():
    racing = contestants(SMALL, (10,))
    job = Job("race", {"experiments": data_of(racing), "seconds": 0.5, "epochs": 100_000, "points": 10}, Pool(1))
    process, seen = job.process, {}
    deadline = time.monotonic() + 120
    while job.moving:
        assert time.monotonic() < deadline
        job.poll()
        seen = job.partial or seen
        time.sleep(0.01)
    assert job.failure is None
    assert list(seen) == list(racing)
    found = job.result["contestants"]
    for name, each in found.items():
        part, whole = seen[name]["curve"], each["curve"]
        assert len(part) > 0
        assert part[-1, 1] <= whole[-1, 1] == each["updates"]
        assert each["path"].shape == (len(each["path_updates"]), 41)
        assert len(each["path"]) <= 10
        assert Experiment.from_data(racing[name].data()) == racing[name]
    assert job.result["landscape"]["surface"].shape == (41, 41)
    while process.alive:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_clock_counts_updates_alone():
    racer = Contestant(SMALL, make(Dataset, SMALL.dataset).load(), 5)
    assert racer.trained == 0
    racer.evaluate()
    assert racer.trained == 0
    racer.step()
    before = racer.trained
    assert before > 0
    racer.evaluate()
    assert racer.trained == before
    assert racer.rows[-1, 6] == np.float32(before)


def layers(chart):
    """The chart's layers, each with the rows that it draws."""
    described = chart.to_dict()
    found = []
    for layer in described["layer"]:
        data = layer.get("data") or described["data"]
        rows = data["values"] if "values" in data else described["datasets"][data["name"]]
        found.append({**layer, "data": {"values": rows}})
    return found


def test_the_race_chart_shares_its_axes():
    curves = {name: each["curve"] for name, each in TWO.items()}
    lines, *others = layers(race_chart(curves, "Seconds", "Training cost"))
    assert others == []
    encoding = lines["encoding"]
    assert encoding["x"]["scale"]["type"] == encoding["y"]["scale"]["type"] == "log"
    assert encoding["x"]["title"] == "Training time (seconds)"
    # the start, at zero, has no place
    assert lines["data"]["values"] == [
        {"name": STOCHASTIC, "x": 2, "y": 0.2},
        {"name": STOCHASTIC, "x": 4, "y": 0.1},
        {"name": FULL_BATCH, "x": 1, "y": 0.1},
        {"name": FULL_BATCH, "x": 2, "y": 0.05},
    ]
    for channel in ("color", "strokeDash"):
        scale = encoding[channel]["scale"]
        assert scale["domain"] == [STOCHASTIC, FULL_BATCH]
        assert scale["range"][0] != scale["range"][1]


def test_accuracy_is_in_percent_beside_the_goal(raced):
    curves = {name: each["curve"] for name, each in raced[0]["contestants"].items()}
    lines, goal = layers(race_chart(curves, "Updates", "Training accuracy"))
    assert goal["data"]["values"] == [{"goal": 99}]
    assert lines["encoding"]["y"]["title"] == "Training accuracy (%)"
    last = [row for row in lines["data"]["values"] if row["name"] == FULL_BATCH][-1]
    assert last["x"] == 3
    assert last["y"] == pytest.approx(100 * curves[FULL_BATCH][-1, 4], rel=1e-4)


def test_a_long_line_is_thinned_evenly_over_the_logarithm():
    x = np.arange(1, 100_001)
    curve = np.column_stack([x, x, 1 / x, 1 / x, x * np.nan, x * np.nan, x]).astype(np.float32)
    rows = layers(race_chart({"long": curve}, "Epochs", "Training cost"))[0]["data"]["values"]
    assert len(rows) <= 120
    assert (rows[0]["x"], rows[-1]["x"]) == (1, 100_000)
    assert sum(row["x"] < 300 for row in rows) > 40


def test_a_curve_without_classes_or_points_is_an_empty_chart():
    rows = np.full((3, 7), np.nan, np.float32)
    for measure in ("Training cost", "Test accuracy"):
        assert layers(race_chart({"none": rows}, "Epochs", measure))[0]["data"]["values"] == []


def test_powers_of_ten_are_ticks_where_there_are_some():
    assert powers([0.002, 30]).to_dict()["values"] == [0.001, 0.01, 0.1, 1, 10, 100]
    assert "values" not in powers([2, 30]).to_dict()
    assert "values" not in powers([]).to_dict()


def test_paths_start_together_and_end_in_squares():
    paths = {"one": np.array([[0.0, 0], [1, 2]]), "other": np.array([[0.0, 0], [3, 4], [5, 6]])}
    surface = np.array([[1.0, 0.1], [0.01, np.inf]], np.float32)
    extent = np.array([[0.0, 5], [0, 6]])
    drawn = layers(paths_chart(paths, np.array([0.7, 0.2]), extent, surface))
    cells = drawn[0]["data"]["values"]
    assert drawn[0]["mark"]["type"] == "rect"
    assert [(cell["x"], cell["x2"], cell["y"], cell["y2"]) for cell in cells[:2]] == [
        (-2.5, 2.5, -3, 3),
        (2.5, 7.5, -3, 3),
    ]
    assert [cell["cost"] for cell in cells] == [1, 0.1, 0.01, 1]  # what is not finite is as high as the highest
    ends = next(each for each in drawn if each["mark"].get("shape") == "square")["data"]["values"]
    assert [(end["name"], end["x"], end["y"]) for end in ends] == [("one", 1, 2), ("other", 5, 6)]
    start = next(each for each in drawn if each["mark"].get("shape") == "circle")["data"]["values"]
    assert [(each["x"], each["y"]) for each in start] == [(0, 0)]
    titles = {each["encoding"]["x"]["title"] for each in drawn}
    assert titles == {"First direction (70 %)"}


def test_paths_without_a_surface_are_drawn_all_the_same():
    drawn = layers(paths_chart({"one": np.zeros((2, 2))}, np.array([1.0, 0])))
    assert "rect" not in {each["mark"]["type"] for each in drawn}
    assert "line" in {each["mark"]["type"] for each in drawn}


def test_the_noise_chart_has_the_law_beside_the_measured():
    sizes = np.array([1.0, 10, 100])
    found = {"first": (sizes, np.array([9.0, 1, 0]), 10 / sizes)}
    rule, _, law, marks = layers(gradient_noise_chart(found))
    assert rule["encoding"]["y"]["field"] == "even"
    assert (law["encoding"]["y"]["field"], marks["encoding"]["y"]["field"]) == ("law", "measured")
    # no noise at all has no place on a logarithmic axis
    assert [(row["size"], row["measured"], row["law"]) for row in marks["data"]["values"]] == [(1, 9, 10), (10, 1, 1)]
