"""A whole training in a file: stopped, saved, loaded elsewhere and continued, it equals one that was never stopped."""

import io
import json
import subprocess
import sys
import zipfile

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nn import Penalty, Sequential, Trainer
from nn.layers import BatchNorm, Dropout, Linear, Tanh
from nn.losses import BCE, MSE
from nn.optimiser import Optimiser
from nn.rate_schedules import Cosine, Step
from nn.registry import make
from nn.storage import StorageError, load, load_training, save, save_training

RNG = np.random.default_rng(4)
X = RNG.normal(size=(50, 2)).astype(np.float32)
Y = (X[:, :1] > 0).astype(np.float32)
PLAIN = {"batch_size": 7}
RICH = {
    "batch_size": 7,
    "penalty": Penalty(l1=0.001, l2=0.01),
    "rate_schedule": Cosine(warm_up=1.0),
    "epochs": 9,
    "clip_norm": 0.5,
    "averaging": 0.9,
}


def trainer(optimiser="sgd", loss=None, generator=np.random.PCG64, dtype=np.float32, augment=None, **settings):
    rng = np.random.Generator(generator(0))
    model = Sequential([Linear(4), BatchNorm(), Dropout(0.3), Tanh(), Linear(1)]).build((2,), rng, dtype)
    given = {**PLAIN, **settings}
    return Trainer(model, loss or MSE(), make(Optimiser, {"kind": optimiser}), X, Y, rng=rng, augment=augment, **given)


def run(training, updates):
    return [training.step() for _ in range(updates)]


def through_a_file(training, **loading):
    file = io.BytesIO()
    save_training(training, file)
    file.seek(0)
    return load_training(file, X, Y, **loading)


def assert_goes_on_alike(whole, loaded):
    assert run(loaded, 25) == run(whole, 25)
    np.testing.assert_array_equal(loaded.model.theta, whole.model.theta)
    with whole.averaged(), loaded.averaged():
        np.testing.assert_array_equal(loaded.model.theta, whole.model.theta)
        np.testing.assert_array_equal(loaded.model.predict(X), whole.model.predict(X))


@pytest.mark.parametrize("settings", [PLAIN, RICH, {"rate_schedule": Step(every=2), "batch_size": None}], ids=str)
@pytest.mark.parametrize("optimiser", list(Optimiser.kinds()))
@pytest.mark.parametrize("made", [0, 3, 8, 21])
def test_it_goes_on_bit_for_bit(optimiser, made, settings):
    whole = trainer(optimiser, **settings)
    run(whole, made)
    assert_goes_on_alike(whole, through_a_file(whole))


@pytest.mark.parametrize("generator", [np.random.PCG64DXSM, np.random.Philox, np.random.SFC64, np.random.MT19937])
def test_any_generator_of_numpys_goes_on(generator):
    whole = trainer(generator=generator)
    run(whole, 5)
    assert_goes_on_alike(whole, through_a_file(whole))


def test_double_precision_and_a_loss_that_owns_an_activation_go_on():
    whole = trainer("adam", BCE(), dtype=np.float64)
    run(whole, 5)
    assert_goes_on_alike(whole, through_a_file(whole))


def test_what_varies_the_samples_is_given_again():
    def noisy(x, y, rng):
        return x + rng.normal(0, 0.1, x.shape).astype(np.float32), y

    whole = trainer(augment=noisy)
    run(whole, 5)
    assert_goes_on_alike(whole, through_a_file(whole, augment=noisy))


def test_it_goes_on_in_another_process(tmp_path):
    whole = trainer("adam", **RICH)
    run(whole, 11)
    save_training(whole, tmp_path / "training.npz")
    np.savez(tmp_path / "samples.npz", x=X, y=Y)
    program = f"""
import numpy as np
from nn.storage import load_training
samples = np.load({str(tmp_path / "samples.npz")!r})
training = load_training({str(tmp_path / "training.npz")!r}, samples["x"], samples["y"])
print([training.step().loss for _ in range(20)])
"""
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert json.loads(found.stdout) == [made.loss for made in run(whole, 20)]


def test_the_network_of_a_training_can_be_loaded_alone_and_no_training_from_a_network():
    whole = trainer()
    run(whole, 3)
    file = io.BytesIO()
    save_training(whole, file)
    file.seek(0)
    np.testing.assert_array_equal(load(file).theta, whole.model.theta)
    file = io.BytesIO()
    save(whole.model, file)
    file.seek(0)
    with pytest.raises(StorageError, match="not a saved training"):
        load_training(file, X, Y)


def test_other_samples_are_refused():
    whole = trainer()
    run(whole, 3)
    file = io.BytesIO()
    save_training(whole, file)
    for x, y in ((X[:20], Y[:20]), (X[:, :1], Y)):
        file.seek(0)
        with pytest.raises(StorageError, match=r"order is not one of|takes samples of shape"):
            load_training(file, x, y)


def test_a_file_that_is_not_there_is_told_of(tmp_path):
    with pytest.raises(StorageError, match="There is no file"):
        load_training(tmp_path / "none.npz", X, Y)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(data=st.data())
def test_any_damage_to_the_description_is_refused_or_harmless(data):
    whole = trainer("adam", **RICH)
    run(whole, 3)
    file = io.BytesIO()
    save_training(whole, file)
    with np.load(io.BytesIO(file.getvalue())) as archive:
        arrays = {name: archive[name] for name in archive.files}
    description = json.loads(arrays.pop("description").tobytes())
    part = description
    while True:  # somewhere in the nest
        name = data.draw(st.sampled_from(sorted(part)))
        if not isinstance(part[name], dict) or not part[name] or data.draw(st.booleans()):
            break
        part = part[name]
    other = st.sampled_from([None, True, -1, 0, 1e308, "x", [], {}, [[1]], {"kind": "sgd"}, 2**70])
    if data.draw(st.booleans()):
        del part[name]
    else:
        part[name] = data.draw(other)
    dropped = data.draw(st.sampled_from([None, *sorted(arrays)]))
    arrays.pop(dropped, None)
    damaged = io.BytesIO()
    text = np.frombuffer(json.dumps(description).encode(), np.uint8)
    np.savez(damaged, description=text, **arrays)
    damaged.seek(0)
    try:
        loaded = load_training(damaged, X, Y)
    except StorageError:
        return
    run(loaded, 1)


def test_nothing_is_unpickled():
    file = io.BytesIO()
    save_training(trainer("adam", **RICH), file)
    with zipfile.ZipFile(file) as archive:
        for name in archive.namelist():
            np.load(io.BytesIO(archive.read(name)), allow_pickle=False)
