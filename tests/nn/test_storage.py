"""Saving and loading."""

import copy
import io
import json
import zipfile
from pathlib import Path

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given, settings

from nn import Sequential, train
from nn.layers import Flatten, GlobalAveragePool, Linear, Sigmoid, Softmax, Tanh
from nn.losses import BCE, MSE, CrossEntropy
from nn.optimisers import SGD
from nn.storage import StorageError, load, load_noted, save
from tests.bombs import PROMISED, UNPACKED, bomb, little_memory


def saved():
    model = Sequential([Flatten(), Linear(3), Tanh(), Linear(2, bias=False)]).build((2, 2), np.random.default_rng(0))
    file = io.BytesIO()
    save(model, file)
    return model, file


def written(**arrays):
    file = io.BytesIO()
    np.savez(file, **arrays)
    file.seek(0)
    return file


def described(**changes):
    data = {"version": 2, "shape": [2], "layers": [{"kind": "linear", "units": 1}], "activation": None, **changes}
    return np.frombuffer(json.dumps(data).encode(), np.uint8)


def test_a_saved_network_predicts_the_same(tmp_path):
    model, file = saved()
    path = tmp_path / "network.npz"
    path.write_bytes(file.getvalue())
    x = np.random.default_rng(1).normal(size=(5, 2, 2)).astype(np.float32)
    for source in (file, path):
        np.testing.assert_array_equal(load(source).predict(x), model.predict(x))


@pytest.mark.parametrize("loss", [MSE(), BCE(), CrossEntropy()])
@pytest.mark.parametrize("last", [[], [Sigmoid()], [Softmax()]])
def test_a_loaded_network_predicts_bit_for_bit_what_was_saved_whatever_activation_its_loss_owns(loss, last):
    x = np.random.default_rng(1).normal(size=(40, 2)).astype(np.float32)
    y = np.eye(2, dtype=np.float32)[(x[:, 0] > 0).astype(int)]
    model = Sequential([Linear(4), Tanh(), Linear(2), *copy.deepcopy(last)]).build((2,), np.random.default_rng(0))
    list(train(model, loss, SGD(), x, y, batch_size=8, epochs=3, rng=np.random.default_rng(2)))
    file = io.BytesIO()
    save(model, file)
    loaded = load(file)
    np.testing.assert_array_equal(loaded.predict(x), model.predict(x))
    np.testing.assert_array_equal(loaded.forward(x), model.forward(x))
    list(train(loaded, loss, SGD(), x, y, batch_size=8, epochs=1, rng=np.random.default_rng(3)))
    list(train(model, loss, SGD(), x, y, batch_size=8, epochs=1, rng=np.random.default_rng(3)))
    np.testing.assert_array_equal(loaded.predict(x), model.predict(x))


def test_in_half_precision_a_file_is_half_as_large_and_three_digits_are_kept():
    model = Sequential([Flatten(), Linear(50)]).build((10, 10), np.random.default_rng(0))
    whole, half = io.BytesIO(), io.BytesIO()
    save(model, whole)
    save(model, half, half=True)
    assert 1.9 * model.count < len(whole.getvalue()) - len(half.getvalue()) <= 2 * model.count
    loaded = load(half)
    assert loaded.dtype == np.float32
    np.testing.assert_array_equal(loaded.theta, model.theta.astype(np.float16))
    np.testing.assert_allclose(loaded.theta, model.theta, rtol=5e-4, atol=1e-7)


def test_parameters_too_large_for_half_precision_are_not_saved_in_it():
    model = Sequential([Linear(1)]).build((2,), np.random.default_rng(0))
    model.theta[0] = 1e5
    file = io.BytesIO()
    with pytest.raises(StorageError, match="not finite numbers"):
        save(model, file, half=True)
    assert file.getvalue() == b""


def test_a_note_goes_along_with_a_network():
    model, plain = saved()
    file, note = io.BytesIO(), {"accuracy": 0.99, "made": ["so", "and so"]}
    save(model, file, note=note)
    loaded, found = load_noted(file)
    assert found == note
    np.testing.assert_array_equal(loaded.theta, model.theta)
    assert load_noted(plain)[1] == {}


@pytest.mark.parametrize("name", ["net", "net.npz", "net.v1"])
@pytest.mark.parametrize("as_path", [Path, str])
def test_a_file_has_the_name_that_it_was_given(tmp_path, name, as_path):
    model, _ = saved()
    save(model, as_path(tmp_path / name))
    assert [path.name for path in tmp_path.iterdir()] == [name]
    np.testing.assert_array_equal(load(as_path(tmp_path / name)).theta, model.theta)


def test_a_network_that_is_not_built_is_refused_and_leaves_no_file(tmp_path):
    with pytest.raises(RuntimeError, match=r"call build\(shape, rng\) first"):
        save(Sequential([Linear(1)]), tmp_path / "net")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("layers", "shape", "change", "words"),
    [
        ([Flatten(), Linear(1)], (1, 1, 1, 1, 2), None, "at most 4 sides"),
        ([GlobalAveragePool()], (1001, 1000, 1), None, "1,000,000 values"),
        ([Linear(4096), Linear(4096), Linear(4096)], (4096,), None, "at most 160,000,000"),
        ([Linear(1)], (2,), np.inf, "not finite numbers"),
    ],
)
def test_what_could_not_be_loaded_is_not_saved(tmp_path, layers, shape, change, words):
    model = Sequential(layers).build(shape, None)
    if change is not None:
        model.theta[0] = change
    with pytest.raises(StorageError, match=words):
        save(model, tmp_path / "network")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("cut", [0, 1, 100, -40])
def test_damaged_files_are_refused(cut):
    with pytest.raises(StorageError, match="not a saved network"):
        load(io.BytesIO(saved()[1].getvalue()[:cut]))


THETA = np.zeros(3, np.float32)
REFUSED = [
    ({"description": described(version=9), "theta": THETA}, "version 9"),
    ({"description": described(layers=[{"kind": "evil"}]), "theta": THETA}, "Unknown module"),
    ({"description": described(shape=[2, 2]), "theta": THETA}, "0 parameters"),
    ({"description": described(shape=[-2]), "theta": THETA}, "shape"),
    ({"description": described(), "theta": np.zeros(4, np.float32)}, "3 parameters"),
    ({"description": described(), "theta": np.full(3, np.nan, np.float32)}, "not finite"),
    ({"description": described(shape=[])}, "not a saved network"),
    ({"description": described(shape=[2.5]), "theta": THETA}, "shape"),
    ({"description": described(shape=[1] * 5), "theta": THETA}, "shape"),
    ({"description": described(shape=[10**2000]), "theta": THETA}, r"samples of the shape \(10"),
    ({"description": described(shape=[1_000_000, 2]), "theta": THETA}, r"samples of the shape \(1000000, 2\)"),
    ({"description": described(version=10**2000), "theta": THETA}, "version 10000"),
    ({"description": described(activation="linear"), "theta": THETA}, "Linear is no activation"),
    ({"description": described(activation=["softmax"]), "theta": THETA}, "Unknown module"),
    ({"description": described(layers=3), "theta": THETA}, "not a saved network"),
    ({"description": np.frombuffer(b"[" * 50_000, np.uint8), "theta": THETA}, "not a saved network"),
    (
        {"description": np.zeros(200_000, np.uint8), "theta": THETA},
        "description.npy' unpacks to more than 110,000 bytes",
    ),
    ({"description": described(), "theta": THETA[None]}, r"3 parameters; the file holds \(1, 3\)"),
    ({"description": described(), "theta": np.asfortranarray(np.zeros((3, 2), np.float32))}, "theta has the shape"),
    ({"description": described(), "theta": THETA.astype(np.float16)}, "theta has the shape.*float16"),
    ({"description": described()}, "not a saved network"),
    ({"description": described(), "theta": np.array([print] * 3, dtype=object)}, "not a saved network"),
]


def test_a_note_that_is_no_mapping_is_refused_in_words():
    file = written(description=described(note=[1]), theta=np.zeros(3, np.float32))
    with pytest.raises(StorageError, match="The file's note must be a mapping"):
        load_noted(file)


@pytest.mark.parametrize(("arrays", "words"), REFUSED)
def test_files_that_hold_something_else_are_refused_in_words(arrays, words):
    with pytest.raises(StorageError, match=words):
        load(written(**arrays))


def test_a_file_that_is_not_there_is_told_of_by_name(tmp_path):
    with pytest.raises(StorageError, match=r"There is no file .*missing"):
        load(tmp_path / "missing")


@pytest.mark.parametrize("promised", [PROMISED, UNPACKED])
def test_no_more_is_unpacked_than_a_network_may_have_whatever_the_headers_say(promised):
    file = io.BytesIO(bomb("description.npy", promised))
    with little_memory(), pytest.raises(StorageError, match="not a saved network"):
        load(file)


def test_a_header_that_promises_more_than_there_is_takes_no_memory():
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "<f4", "fortran_order": False, "shape": (10**15,)})
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in ("description", "theta"):
            archive.writestr(f"{name}.npy", header.getvalue())
    with pytest.raises(StorageError, match=r"\(1000000000000000,\)"):
        load(file)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.data())
def test_any_damage_is_refused_or_harmless(data):
    good = saved()[1].getvalue()
    place = data.draw(st.integers(0, len(good) - 1))
    damaged = bytearray(good)
    damaged[place] = data.draw(st.integers(0, 255))
    try:
        model = load(io.BytesIO(damaged))
    except StorageError:
        return
    assert np.isfinite(model.theta).all()
