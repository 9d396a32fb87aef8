"""Kept runs: made from a run that stands still, told apart, drawn together, exported, saved and read back."""

import csv
import dataclasses
import io
import json
import time
import zipfile
from types import SimpleNamespace

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from nn.module import Module
from nn.registry import data_of
from nn.settings import SpecError
from playground.charts.curves_chart import MOST_LINES, curves_chart
from playground.experiment import Experiment
from playground.kept_runs import KeptRun, storage, store
from playground.kept_runs.differences import difference_texts, differences, setting_text
from playground.kept_runs.export import csv_text, json_lines
from playground.kept_runs.seed_bands import MOST_POINTS, lines_of
from playground.kept_runs.stack_text import stack_text
from playground.kept_runs.storage import KeptRunError, load, runs_of_zip, save, zip_bytes, zip_of
from playground.presets import AUTOENCODER, DEFAULT, DIGITS, PRESETS
from playground.training.pool import Pool
from playground.training.run_handle import RunHandle

WEIGHTS = 41
"""Parameters of the default network: 2 · 10 + 10 + 10 + 1."""


def changed(experiment=DEFAULT, **parts):
    """The experiment with some settings of its parts, or its seed, changed."""
    return dataclasses.replace(
        experiment,
        **{
            part: {**getattr(experiment, part), **value} if isinstance(value, dict) else value
            for part, value in parts.items()
        },
    )


def curve(costs, epochs=None, accuracy=0.5):
    """A curve (n, 6) of these train costs; the test costs are twice as high, and an epoch has ten updates."""
    costs = np.array(costs, np.float32)
    epochs = np.arange(len(costs), dtype=np.float32) if epochs is None else np.array(epochs, np.float32)
    same = np.full(len(costs), accuracy, np.float32)
    return np.stack([epochs, 10 * epochs, costs, 2 * costs, same, same], axis=1)


def kept(name="Run", experiment=DEFAULT, rows=None, **parts):
    facts = {
        "curve": curve([0.5, 0.25, 0.125]) if rows is None else rows,
        "theta": np.linspace(-1, 1, WEIGHTS, dtype=np.float32),
        "seconds": 4.0,
        "reason": "Trained for 2 epochs, as set.",
        "finished_at": "2026-01-02T03:04:05.678+00:00",
    }
    return KeptRun(name=name, experiment=experiment, **{**facts, **parts})


def same(one, other):
    return one.repeats(other) and (one.name, one.seconds, one.reason, one.whole_test_accuracy) == (
        other.name,
        other.seconds,
        other.reason,
        other.whole_test_accuracy,
    )


# making one


def test_a_run_that_has_ended_is_kept_with_its_curve_and_weights():
    experiment = changed(schedule={"epochs": 3}, seed=5)
    handle = RunHandle(experiment, Pool(1))
    try:
        handle.play()
        deadline = time.monotonic() + 60
        while handle.moving:
            assert time.monotonic() < deadline
            handle.poll()
            time.sleep(0.005)
        run = KeptRun.of(handle)
    finally:
        handle.close()
    assert run.name == "Four clouds (XOR)"
    assert run.experiment == experiment
    assert run.reason == "Trained for 3 epochs, as set."
    assert (run.curve[-1, 0], run.seconds) == (3.0, handle.snapshot.seconds)
    np.testing.assert_array_equal(run.theta, handle.theta)
    assert not run.theta.flags.writeable
    assert run.theta.base is None  # nothing of the worker's message is held in memory
    assert run.final["test_accuracy"] == handle.snapshot.whole_test_accuracy


def handle_of(**parts):
    facts = {"curve": curve([1.0]), "theta": np.zeros(WEIGHTS, np.float32), "seconds": 1.0, "reason": None}
    snapshot = SimpleNamespace(**{**facts, "whole_test_accuracy": None, **parts})
    return SimpleNamespace(phase="paused", snapshot=snapshot, experiment=DEFAULT)


def test_a_paused_run_can_be_kept_and_a_moving_one_cannot():
    assert KeptRun.of(handle_of()).reason is None
    for change in ({"phase": "training"}, {"phase": "failed"}, {"snapshot": None}):
        handle = handle_of()
        vars(handle).update(change)
        with pytest.raises(ValueError, match="stands still"):
            KeptRun.of(handle)
    with pytest.raises(ValueError, match="stands still"):
        KeptRun.of(handle_of(theta=None))


@pytest.mark.parametrize(
    ("experiment", "name"),
    [
        (DEFAULT, "Non-linear"),
        (changed(seed=9), "Non-linear"),
        (PRESETS["Linear"], "Linear"),
        (changed(optimiser={"learning_rate": 0.5}), "Four clouds (XOR)"),
    ],
    ids=["preset", "another seed", "another preset", "changed"],
)
def test_a_run_is_named_after_what_it_trained(experiment, name):
    handle = handle_of(theta=np.zeros(3 if name == "Linear" else WEIGHTS, np.float32))
    handle.experiment = experiment
    assert KeptRun.of(handle).name == name


def with_value(row, column, value):
    rows = curve([0.5, 0.25, 0.125])
    rows[row, column] = value
    return rows


REFUSED = {
    "no name": ({"name": " "}, "needs a name"),
    "name no text": ({"name": 3}, "needs a name"),
    "long name": ({"name": "x" * 61}, "at most 60"),
    "unprintable name": ({"name": "a\nb"}, "printable"),
    "formula": ({"name": "=1+1"}, "may not begin with ="),
    "no experiment": ({"experiment": DEFAULT.data()}, "needs the experiment"),
    "seconds below 0": ({"seconds": -1.0}, "seconds of training"),
    "endless": ({"seconds": float("inf")}, "seconds of training"),
    "seconds no number": ({"seconds": "4"}, "seconds of training"),
    "long reason": ({"reason": "x" * 301}, "at most 300"),
    "no time": ({"finished_at": "yesterday"}, "ISO time; it is 'yesterday'"),
    "time no text": ({"finished_at": 3}, "ISO time"),
    "accuracy over 1": ({"whole_test_accuracy": 1.5}, "from 0 to 1"),
    "no rows": ({"curve": np.zeros((0, 6), np.float32)}, "1 to 512 rows"),
    "many rows": ({"curve": np.zeros((513, 6), np.float32)}, "1 to 512 rows"),
    "few columns": ({"curve": np.zeros((2, 5), np.float32)}, "rows of 6 numbers"),
    "double curve": ({"curve": np.zeros((2, 6))}, "single precision"),
    "curve no array": ({"curve": [[0.0] * 6]}, "single precision"),
    "backwards": ({"curve": with_value(2, 0, 0.5)}, "grow from row to row"),
    "updates below 0": ({"curve": with_value(0, 1, -1)}, "grow from row to row"),
    "no cost": ({"curve": with_value(1, 2, np.nan)}, "finite numbers"),
    "accuracy above 1": ({"curve": with_value(1, 5, 1.1)}, "from 0 to 1"),
    "endless accuracy": ({"curve": with_value(1, 5, np.inf)}, "from 0 to 1"),
    "other weights": ({"theta": np.zeros(40, np.float32)}, "41 parameters; there are weights for 40"),
    "two-dimensional weights": ({"theta": np.zeros((1, WEIGHTS), np.float32)}, "in a row"),
    "double weights": ({"theta": np.zeros(WEIGHTS)}, "single precision"),
    "infinite weights": ({"theta": np.full(WEIGHTS, np.inf, np.float32)}, "not finite"),
    "stack that does not fit": (
        {"experiment": dataclasses.replace(DEFAULT, layers=({"kind": "conv2d"},))},
        "do not fit together",
    ),
}


@pytest.mark.parametrize("case", list(REFUSED))
def test_what_is_no_run_is_refused_in_words(case):
    parts, words = REFUSED[case]
    with pytest.raises(SpecError, match=words):
        kept(**parts)


def test_a_run_is_read_only_and_its_time_is_in_utc():
    rows = curve([1.0, 0.5])
    run = kept(rows=rows, name="  Mine ", finished_at="2026-01-02T05:04:05.678+02:00")
    rows[:] = 7
    assert run.curve[0, 2] == 1.0
    assert run.name == "Mine"
    assert run.finished_at == "2026-01-02T03:04:05.678+00:00"
    with pytest.raises(ValueError, match="read-only"):
        run.curve[0] = 0


def test_seconds_are_shared_out_over_the_epochs():
    assert kept(rows=curve([3, 2, 1], epochs=[0, 1, 4])).column("seconds").tolist() == [0.0, 1.0, 4.0]
    assert kept(rows=curve([3.0])).column("seconds").tolist() == [0.0]


def test_what_is_not_measured_is_none_and_the_whole_test_set_counts():
    assert kept(rows=curve([0.5], accuracy=np.nan)).final["train_accuracy"] is None
    final = kept(rows=curve([0.1], accuracy=0.5), whole_test_accuracy=0.75).final
    assert (final["train_cost"], final["train_accuracy"], final["test_accuracy"]) == (0.1, 0.5, 0.75)


# what differs


def test_only_what_differs_is_named_in_the_order_of_the_experiment():
    found = differences(
        [DEFAULT, changed(seed=3, schedule={"batch_size": 32}, optimiser={"learning_rate": 0.5}), DEFAULT]
    )
    assert list(found.items()) == [
        ("optimiser.learning_rate", (1.0, 0.5, 1.0)),
        ("schedule.batch_size", (10, 32, 10)),
        ("seed", (0, 3, 0)),
    ]
    assert differences([DEFAULT, DEFAULT]) == differences([DEFAULT]) == differences([]) == {}


def test_a_setting_that_only_one_kind_has_is_no_difference_of_its_own():
    adam = dataclasses.replace(DEFAULT, optimiser={"kind": "adam", "learning_rate": 1.0})
    assert differences([DEFAULT, adam]) == {"optimiser.kind": ("sgd", "adam")}
    other = changed(optimiser={"momentum": 0.9})
    found = differences([DEFAULT, adam, other])
    assert found == {"optimiser.kind": ("sgd", "adam", "sgd"), "optimiser.momentum": (0.0, None, 0.9)}


def test_the_order_of_the_settings_is_that_of_their_parts_whatever_the_order_of_the_experiments():
    experiments = [DIGITS, PRESETS["Linear"], AUTOENCODER, DEFAULT, changed(optimiser={"momentum": 0.5}, seed=1)]
    names = list(differences(experiments))
    assert names == list(differences(experiments[::-1]))
    assert names[0] == "dataset.kind"
    parts = [name.partition(".")[0] for name in names]
    order = [part.name for part in dataclasses.fields(Experiment)]
    assert parts == sorted(parts, key=order.index)


def test_stacks_are_written_in_a_line():
    assert stack_text(DEFAULT.layers) == "Linear 10 → Tanh → Linear 1 → Sigmoid"
    layers = ({"kind": "conv2d", "channels": 8, "kernel": 5, "padding": "same"}, {"kind": "linear", "bias": False})
    complete = dataclasses.replace(DIGITS, layers=layers).layers
    assert stack_text(complete) == "Conv2D 8 (kernel 5, padding same) → Linear 10 (no bias)"


@pytest.mark.parametrize("kind", list(Module.kinds()))
def test_every_module_that_differs_is_written_differently(kind):
    cls = Module.kinds()[kind]
    written = {}
    for example in ({}, *cls.examples):
        described = example if isinstance(example, dict) else example[0]
        data = data_of(cls(**{name: value for name, value in described.items() if name != "kind"}))
        written.setdefault(stack_text([data]), data)
        assert written[stack_text([data])] == data


def test_what_more_than_half_have_is_not_special():
    experiments = [DEFAULT, DEFAULT, changed(seed=2, loss={"kind": "bce"}, optimiser={"nesterov": True})]
    assert difference_texts(experiments) == ("", "", "loss BCE · nesterov on · seed 2")
    noisier = changed(dataset={"noise": 0.123})
    assert difference_texts([DEFAULT, noisier]) == ("dataset noise 0.4", "dataset noise 0.123")


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("optimiser.kind", "sgd", "SGD"),
        ("dataset.kind", "four_gaussians", "Four clouds (XOR)"),
        ("optimiser.learning_rate", 0.1234567, "0.1234567"),
        ("optimiser.learning_rate", 1e-05, "1e-05"),
        ("dataset.ones", False, "off"),
        ("optimiser.momentum", None, "–"),
    ],
    ids=["optimiser", "dataset", "exact", "small", "off", "none"],
)
def test_values_are_written_for_a_person(name, value, text):
    assert setting_text(name, value) == text


# the list


def numbered(count, **parts):
    return tuple(kept(f"Run {index}", changed(seed=index), **parts) for index in range(count))


def test_names_are_made_unique():
    runs = ()
    for seed, name in enumerate(["Non-linear", "Digits 8 × 8", "x" * 60] * 3):
        runs = store.add(runs, kept(name, changed(seed=seed)))
    names = [run.name for run in runs]
    assert names[0::3] == ["Non-linear", "Non-linear 2", "Non-linear 3"]
    assert names[1::3] == ["Digits 8 × 8", "Digits 8 × 8 (2)", "Digits 8 × 8 (3)"]
    assert names[2::3] == ["x" * 60, "x" * 58 + " 2", "x" * 58 + " 3"]


def test_the_same_run_is_not_added_twice_whatever_it_is_called():
    runs = store.add((), kept("One"))
    assert store.add(runs, kept("Another name")) == runs
    assert len(store.add(runs, kept("One", finished_at="2026-01-02T03:04:06+00:00"))) == 2


def test_the_oldest_goes_when_there_are_too_many():
    runs = ()
    for run in numbered(store.MOST_RUNS + 2):
        runs = store.add(runs, run)
    assert len(runs) == store.MOST_RUNS
    assert (runs[0].name, runs[-1].name) == ("Run 2", "Run 51")


def test_the_oldest_goes_when_they_are_too_large(monkeypatch):
    monkeypatch.setattr(store, "MOST_BYTES", 3 * kept().nbytes)
    runs = ()
    for run in numbered(5):
        runs = store.add(runs, run)
    assert [run.name for run in runs] == ["Run 2", "Run 3", "Run 4"]
    monkeypatch.setattr(store, "MOST_BYTES", 1)
    assert [run.name for run in store.add(runs, kept("Large"))] == ["Large"]


def test_runs_are_found_renamed_and_deleted():
    runs = numbered(3)
    assert store.find(runs, "Run 1") is runs[1]
    assert store.find(runs, "Run 9") is None
    renamed = store.rename(runs, "Run 1", " Best ")
    assert [run.name for run in renamed] == ["Run 0", "Best", "Run 2"]
    assert renamed[1].repeats(runs[1])
    assert [run.name for run in store.rename(runs, "Run 1", "Run 1")] == ["Run 0", "Run 1", "Run 2"]
    assert [run.name for run in store.delete(runs, ("Run 0", "Run 2", "gone"))] == ["Run 1"]


@pytest.mark.parametrize(
    ("name", "new", "words"),
    [
        ("Run 1", "Run 2", "called 'Run 2' already"),
        ("gone", "Best", "no run called 'gone'"),
        ("Run 1", "", "needs a name"),
        ("Run 1", "@SUM(A1)", "may not begin with @"),
    ],
    ids=["taken", "gone", "empty", "formula"],
)
def test_a_name_that_cannot_be_had_is_refused_in_words(name, new, words):
    with pytest.raises(SpecError, match=words):
        store.rename(numbered(3), name, new)


# text for other programs


def test_csv_has_a_row_for_each_point():
    runs = [kept('Comma, "quoted"'), kept("Rebuilt", rows=curve([0.1], accuracy=np.nan))]
    rows = list(csv.DictReader(io.StringIO(csv_text(runs))))
    assert [row["run"] for row in rows] == ['Comma, "quoted"'] * 3 + ["Rebuilt"]
    assert rows[2] == {
        "run": 'Comma, "quoted"',
        "epoch": "2.0",
        "updates": "20",
        "seconds": "4.0",
        "train_cost": "0.125",
        "test_cost": "0.25",
        "train_accuracy": "0.5",
        "test_accuracy": "0.5",
    }
    assert (rows[3]["train_cost"], rows[3]["train_accuracy"]) == ("0.1", "")


def test_json_has_a_line_for_each_run_from_which_it_can_be_trained_again():
    runs = [kept(whole_test_accuracy=0.625), kept("Other", changed(seed=4), curve([0.1], accuracy=np.nan))]
    first, second = map(json.loads, json_lines(runs).splitlines())
    assert Experiment.from_data(first["experiment"]) == DEFAULT
    assert Experiment.from_data(second["experiment"]).seed == 4
    assert first["final"] == {
        "epoch": 2.0,
        "updates": 20.0,
        "train_cost": 0.125,
        "test_cost": 0.25,
        "train_accuracy": 0.5,
        "test_accuracy": 0.625,
        "seconds": 4.0,
    }
    assert first["curve"]["columns"] == [
        "epoch",
        "updates",
        "seconds",
        "train_cost",
        "test_cost",
        "train_accuracy",
        "test_accuracy",
    ]
    assert first["curve"]["rows"][1] == [1.0, 10, 2.0, 0.25, 0.5, 0.5, 0.5]
    assert second["curve"]["rows"] == [[0.0, 0, 0.0, 0.1, 0.2, None, None]]
    assert "theta" not in first


# files


def test_what_is_saved_in_a_folder_is_read_back(tmp_path):
    runs = (
        kept("Mini/batch 10", whole_test_accuracy=0.5),
        kept("Mini batch 10", changed(seed=1), reason=None),
        kept("→ first", changed(seed=2), curve([0.1], accuracy=np.nan), finished_at="2025-12-31T00:00:00+00:00"),
    )
    folder = tmp_path / "new" / "runs"
    save(runs, folder)
    save(runs, folder)  # again: in the place of what is there
    found = load(folder)
    assert len(found) == 3
    assert same(found[0], runs[2])  # the first finished first
    assert {run.name for run in found[1:]} == {"Mini/batch 10", "Mini batch 10"}
    assert all(any(same(run, each) for each in runs) for run in found)


def test_a_zip_is_read_back_in_its_order():
    runs = numbered(3)[::-1]
    packed = zip_of(runs)
    assert all(map(same, runs_of_zip(packed), runs))
    assert len(packed) <= zip_bytes(runs)


def test_a_run_without_any_weights_is_read_back():
    bare = dataclasses.replace(AUTOENCODER, layers=({"kind": "flatten"},))
    run = kept(experiment=bare, theta=np.zeros(0, np.float32))
    assert same(runs_of_zip(zip_of([run]))[0], run)


def test_a_zip_of_the_files_of_a_folder_is_read_whoever_packed_it(tmp_path):
    save(numbered(2), tmp_path)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("runs/", "")
        archive.writestr("__MACOSX/runs/._x.npz", b"rubbish")
        archive.writestr("runs/readme.txt", "hello")
        for path in tmp_path.iterdir():
            archive.write(path, f"runs/{path.name}")
    assert {run.name for run in runs_of_zip(packed.getvalue())} == {"Run 0", "Run 1"}


def zipped(members, **options):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", **options) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return packed.getvalue()


def npz(**changes):
    """A zip with one run, some of whose parts are changed."""
    run = kept()
    described = {"version": 1, "name": "Run", "experiment": DEFAULT.data(), "seconds": 1.0, "reason": None}
    described |= {"finished_at": run.finished_at, "whole_test_accuracy": None, **changes.pop("described", {})}
    arrays = {"description": np.frombuffer(json.dumps(described).encode(), np.uint8)}
    arrays |= {"curve": run.curve, "theta": run.theta, **changes}
    file = io.BytesIO()
    np.savez(file, **{name: values for name, values in arrays.items() if values is not None})
    return zipped({"run.npz": file.getvalue()})


DAMAGED = {
    "rubbish": (b"rubbish", "no zip of runs"),
    "nothing": (b"", "no zip of runs"),
    "empty zip": (zipped({}), "no runs in this zip"),
    "other files": (zipped({"a.txt": "hello"}), "no runs in this zip"),
    "no archive inside": (zipped({"a.npz": "hello"}), "'a.npz' is no run"),
    "too many runs": (zipped({f"{index}.npz": b"" for index in range(51)}), "has 51 runs; at most 50"),
    "too many members": (zipped({str(index): b"" for index in range(501)}), "too many members"),
    "bomb": (zipped({"a.npz": bytes(21 * 10**6)}, compression=zipfile.ZIP_DEFLATED), "unpacks to 21,000,000 bytes"),
    "packed by LZMA": (zipped({"a.npz": b"a" * 99}, compression=zipfile.ZIP_LZMA), "packed in a way"),
    "another version": (npz(described={"version": 2}), "not of version 1"),
    "unknown module": (npz(described={"experiment": {**DEFAULT.data(), "layers": [{"kind": "x"}]}}), "Unknown module"),
    "unknown part": (npz(described={"evil": 1}), "no run that can be read"),
    "bad name": (npz(described={"name": "=cmd()"}), "may not begin with ="),
    "no weights": (npz(theta=None), "no run that can be read"),
    "objects": (npz(theta=np.array([print] * WEIGHTS, object)), "theta has the shape"),
    "double": (npz(theta=np.zeros(WEIGHTS)), "theta has the shape"),
    "by columns": (npz(curve=np.asfortranarray(kept().curve)), "curve has the shape"),
    "infinite": (npz(theta=np.full(WEIGHTS, np.nan, np.float32)), "not finite"),
    "few weights": (npz(theta=np.zeros(3, np.float32)), "weights for 3"),
    "deep description": (npz(description=np.frombuffer(b"[" * 50_000, np.uint8)), "no run that can be read"),
}


@pytest.mark.parametrize("case", list(DAMAGED))
def test_a_zip_that_holds_something_else_is_refused_in_words(case):
    packed, words = DAMAGED[case]
    with pytest.raises(KeptRunError, match=words):
        runs_of_zip(packed)


def test_a_zip_that_is_too_large_is_refused_before_it_is_opened():
    with pytest.raises(KeptRunError, match=r"has 20\.0 MB; at most 20 MB"):
        runs_of_zip(bytes(storage.MOST_ZIP_BYTES + 1))


def test_a_run_that_unpacks_to_too_much_is_refused_before_it_is_read(monkeypatch):
    monkeypatch.setattr(storage, "MOST_RUN_BYTES", 100)
    with pytest.raises(KeptRunError, match="A run unpacks to"):
        runs_of_zip(npz())


def test_a_header_that_promises_more_than_there_is_takes_no_memory():
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "<f4", "fortran_order": False, "shape": (10**15,)})
    parts = {f"{name}.npy": header.getvalue() for name in ("description", "curve", "theta")}
    with pytest.raises(KeptRunError, match=r"'a\.npz' is no run"):
        runs_of_zip(zipped({"a.npz": zipped(parts)}))


def test_a_folder_that_is_not_there_or_holds_something_else_is_refused(tmp_path, monkeypatch):
    with pytest.raises(KeptRunError, match="There is no folder"):
        load(tmp_path / "none")
    assert load(tmp_path) == ()
    (tmp_path / "a.npz").write_bytes(b"rubbish")
    with pytest.raises(KeptRunError, match=r"'a\.npz' is no run"):
        load(tmp_path)
    monkeypatch.setattr(storage, "MOST_RUN_BYTES", 3)
    with pytest.raises(KeptRunError, match="too large"):
        load(tmp_path)
    monkeypatch.setattr(storage, "MOST_RUNS", 0)
    with pytest.raises(KeptRunError, match="has 1 runs"):
        load(tmp_path)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.data())
def test_any_damage_is_refused_or_harmless(data):
    damaged = bytearray(zip_of([kept()]))
    damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    try:
        runs = runs_of_zip(bytes(damaged))
    except KeptRunError:
        return
    assert all(np.isfinite(run.theta).all() for run in runs)


# lines


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


# the chart


def drawn(lines, across="Epochs", up="Test cost", **options):
    return curves_chart(lines, across, up, **options).to_dict()


def part(chart, mark):
    return next(layer for layer in chart["layer"] if layer["mark"]["type"] == mark)


def values(chart):
    return chart["datasets"][chart["data"]["name"]]


def test_no_two_lines_look_the_same_and_neighbours_differ_in_both():
    runs = [kept(f"Run {index}", changed(schedule={"epochs": index + 1})) for index in range(MOST_LINES + 3)]
    encoding = part(drawn(lines_of(runs, "epoch", "test_cost")), "line")["encoding"]
    colours = encoding["color"]["scale"]["range"]
    dashes = [tuple(dash) for dash in encoding["strokeDash"]["scale"]["range"]]
    assert encoding["color"]["scale"]["domain"] == encoding["strokeDash"]["scale"]["domain"]
    assert len(colours) == len(set(zip(colours, dashes, strict=True))) == MOST_LINES
    assert all(one != two for one, two in zip(colours[1:], colours, strict=False))
    assert all(one != two for one, two in zip(dashes[1:], dashes, strict=False))


def test_axes_are_named_with_their_units():
    lines = lines_of([kept()], "seconds", "test_accuracy")
    chart = drawn(lines, "Seconds", "Test accuracy (%)")
    encoding = part(chart, "line")["encoding"]
    assert encoding["x"]["title"] == "Training time (s)"
    assert encoding["y"]["title"] == "Test accuracy (%)"
    assert chart["title"] == "Test accuracy of the runs"
    assert [row["y"] for row in values(chart)] == [50, 50, 50]
    assert [row["x"] for row in values(chart)] == [0, 2, 4]


def test_a_band_is_drawn_only_where_there_is_one():
    one = lines_of([kept(rows=curve([4, 2]))], "epoch", "train_cost")
    assert [layer["mark"]["type"] for layer in drawn(one)["layer"]] == ["line", "point"]
    runs = [kept("One", changed(seed=0), curve([4, 2])), kept("Two", changed(seed=1), curve([2, 1]))]
    chart = drawn(lines_of(runs, "epoch", "train_cost"))
    assert [layer["mark"]["type"] for layer in chart["layer"]] == ["area", "line", "point"]
    assert values(chart)[0] == {
        "line": "One: mean of 2 seeds",
        "x": 0,
        "y": 3,
        "low": 2,
        "high": 4,
        "band": "2 to 4",
    }


def test_a_logarithmic_axis_leaves_out_what_is_not_above_0():
    chart = drawn(lines_of([kept(rows=curve([1, 0.5, 0]))], "epoch", "train_cost"), log=True)
    assert [row["y"] for row in values(chart)] == [1, 0.5]
    assert part(chart, "line")["encoding"]["y"]["scale"]["type"] == "log"
