"""Kept runs saved and read back, and files that hold something else."""

import io
import json
import zipfile

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from playground.analysis.runs import storage, store
from playground.analysis.runs.export import csv_text, json_lines
from playground.analysis.runs.kept_run import LONGEST_CHANGE, LONGEST_NAME, LONGEST_REASON, MOST_CHANGES
from playground.analysis.runs.storage import KeptRunError, load, runs_of_zip, save, zip_bytes, zip_of
from playground.experiment.presets import AUTOENCODER, DEFAULT
from playground.training.own_drawings import OwnDrawings
from tests.bombs import bomb, little_memory
from tests.hostile import damaged
from tests.playground.analysis.runs.made_runs import WEIGHTS, changed, curve, kept, numbered, same


def test_what_is_saved_in_a_folder_is_read_back(tmp_path):
    runs = (
        kept("Mini/batch 10", whole_test_accuracy=0.5, changes=((0.5, "learning rate 1 → 0.5"),)),
        kept("Mini batch 10", changed(seed=1), reason=None, own_drawings=OwnDrawings(6, "0123abcd")),
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


def test_what_fills_a_run_s_description_is_read_back():
    most = tuple((float(epoch), "→" * LONGEST_CHANGE) for epoch in range(MOST_CHANGES))
    run = kept("→" * LONGEST_NAME, reason="→" * LONGEST_REASON, changes=most)
    assert same(runs_of_zip(zip_of([run]))[0], run)


def test_a_run_without_any_weights_is_read_back():
    bare = AUTOENCODER.changed(layers=({"kind": "flatten"},))
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


def test_a_run_that_was_saved_before_there_was_validation_is_read_without_any():
    run = kept()
    (read,) = runs_of_zip(npz(curve=run.curve[:, :6]))
    np.testing.assert_array_equal(read.curve, run.curve)
    assert read.final["validation_cost"] is None


def test_validation_is_saved_and_read():
    rows = kept().curve.copy()
    rows[:, 6:] = [[0.5, 0.25]] * 3
    (read,) = runs_of_zip(zip_of([kept(rows=rows)]))
    np.testing.assert_array_equal(read.curve, rows)
    assert (read.final["validation_cost"], read.final["validation_accuracy"]) == (0.5, 0.25)


def archive_of(described):
    """A zip with one run of this description."""
    run, file = kept(), io.BytesIO()
    text = np.frombuffer(json.dumps(described).encode(), np.uint8)
    np.savez(file, description=text, curve=run.curve, theta=run.theta)
    return zipped({"run.npz": file.getvalue()})


def description():
    """The description of a real archive."""
    with zipfile.ZipFile(io.BytesIO(zip_of([kept(whole_test_accuracy=0.5)]))) as archive:
        inner = io.BytesIO(archive.read(archive.namelist()[0]))
    return json.loads(np.load(inner)["description"].tobytes())


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
    **{
        f"unknown key {key}": (npz(described={key: "x"}), f"its description has '{key}', which no run has")
        for key in ("past", "curve", "theta", "self", "nbytes")
    },
    "no description": (archive_of([1]), "not of version 1"),
    "a long description": (
        archive_of({"version": "1" * 200_000}),
        "'description.npy' unpacks to more than 110,000 bytes",
    ),
    "a huge number": (
        npz(described={"seconds": 10**400}),
        "seconds of training must be a number from 0 to 1,000,000,000",
    ),
    "many seconds": (npz(described={"seconds": 1e10}), "seconds of training must be a number from 0"),
    "an odd reason": (npz(described={"reason": "a\x00"}), "at most 300 printable characters"),
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


def test_a_run_that_unpacks_to_too_much_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(storage, "MOST_RUN_BYTES", 100)
    with pytest.raises(KeptRunError, match=r"'run\.npz' unpacks to more than 100 bytes"):
        runs_of_zip(npz())


@pytest.mark.parametrize("packed", [bomb("run.npz"), zipped({"run.npz": bomb("description.npy")})], ids=["run", "part"])
def test_what_unpacks_to_more_than_it_says_is_refused_in_words_and_takes_no_memory(packed):
    with little_memory(), pytest.raises(KeptRunError, match=r"'run\.npz' is no run"):
        runs_of_zip(packed)


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


def test_every_value_of_a_description_is_checked():
    taken = []
    for at, value, described in damaged(description()):
        if len(at) > 2:  # what is in an experiment's parts is held where links are
            continue
        try:
            (run,) = runs_of_zip(archive_of(described))
        except KeptRunError:
            continue
        taken.append((at, value))
        assert same(runs_of_zip(zip_of([run]))[0], run)
        assert run.past is None
        assert run.past_bytes == 0
        assert csv_text([run])
        assert json_lines([run])
        assert store.add((), run)
    assert (("whole_test_accuracy",), None) in taken
    assert not any(value in ("missing", "renamed") for at, value in taken if len(at) == 1)


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
