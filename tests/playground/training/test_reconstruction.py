"""Autoencoders: their task, their noise, their errors, and the code in their middle."""

import json

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from nn.registry import copy_of
from playground.analysis.codes.autoencoder import autoencoder_of, code_rows, code_text, narrowest
from playground.analysis.codes.comparison import comparison_job, variants
from playground.analysis.codes.denoising import denoising
from playground.datasets.tasks import Reconstruct
from playground.experiment import Experiment
from playground.experiment.inspection import inspect
from playground.experiment.presets import AUTOENCODER, DIGITS, PRESETS
from playground.preparation import Preparation, prepared_for
from playground.preparation.noise import with_noise
from playground.processes.wire import unpack
from playground.training.live_frame import live_frame, live_setting
from playground.training.reconstruction import cross_entropy, mean_squared_error
from playground.training.run import TrainingRun

SAMPLES = AUTOENCODER.dataset.load()
KINDS = pytest.mark.parametrize("kind", ["gaussian", "salt and pepper", "masking"])


def changed(experiment=AUTOENCODER, *, layers=None, preparation=(), **parts):
    return experiment.changed(
        layers=experiment.layers if layers is None else tuple(layers),
        preparation={**dict(preparation)},
        **parts,
    )


def trained(experiment, epochs=3):
    run = TrainingRun(changed(experiment, schedule={"epochs": epochs}), SAMPLES)
    while run.reason is None:
        run.advance(1.0)
    return run


def test_the_choice_of_target_makes_the_task():
    assert AUTOENCODER.dataset.task == Reconstruct((8, 8, 1))
    assert DIGITS.resets(DIGITS.changed(dataset=AUTOENCODER.dataset))


@pytest.mark.parametrize(
    ("layers", "words", "fix"),
    [
        ([{"kind": "flatten"}, {"kind": "linear", "units": 10}], "must give 64", {"kind": "linear", "units": 64}),
        ([{"kind": "conv2d", "channels": 3}], "has 64 pixels", None),
        (
            [{"kind": "conv2d", "channels": 3, "padding": "same"}, {"kind": "sigmoid"}],
            "gives 3 pictures of 8 × 8; it must give a picture of 8 × 8",
            {"kind": "conv2d", "channels": 1},
        ),
        ([{"kind": "max_pool2d"}, {"kind": "upsample2d"}], None, None),
    ],
    ids=["too few numbers", "too small an image", "too many channels", "its own shape"],
)
def test_an_output_of_another_size_is_told_and_fixed(layers, words, fix):
    found = inspect(changed(layers=layers))
    if words is None:
        assert found.output_error is None
        return
    assert words in found.problem
    if fix is not None:
        fixed = changed(layers=found.fix.layers)
        assert inspect(fixed).problem is None
        assert any(fix.items() <= layer.items() for layer in fixed.layers_data())


def test_a_loss_that_compares_classes_is_refused_in_words():
    found = inspect(changed(loss={"kind": "cross_entropy"}))
    assert "Choose BCE or MSE" in found.problem
    assert found.fix is None


@KINDS
def test_noise_is_of_its_kind_and_level_and_writes_nothing(kind):
    ink = np.full((400, 8, 8, 1), 0.5, np.float32)
    kept = ink.copy()
    noisy = with_noise(ink, kind, 0.3, np.random.default_rng(0))
    np.testing.assert_array_equal(ink, kept)
    assert noisy.dtype == np.float32
    if kind == "gaussian":
        assert noisy.std() == pytest.approx(0.3, rel=0.02)
        assert noisy.mean() == pytest.approx(0.5, abs=0.01)
        return
    assert (noisy == 0.5).mean() == pytest.approx(0.7, abs=0.01)
    assert (noisy == 1).mean() == pytest.approx(0.15 if kind == "salt and pepper" else 0, abs=0.01)


@KINDS
def test_noise_comes_anew_and_only_on_the_input(kind):
    settings = Preparation(noise=0.3, noise_kind=kind, standardise=True, shift=2.0)
    made, rng = prepared_for(AUTOENCODER.dataset, settings, 0), np.random.default_rng(0)
    x = SAMPLES.x_train[:50]
    inputs, clean = made.pair(x, rng)
    again, _ = made.pair(x, rng)
    assert np.abs(inputs - again).max() > 0
    assert clean.min() >= 0
    assert clean.max() <= 1
    moved_alike = made.shown(clean)
    spoilt = inputs != moved_alike
    assert spoilt.any()
    if kind != "gaussian":
        assert spoilt.mean() < 0.35


def test_binarised_digits_are_the_target_too():
    made = prepared_for(AUTOENCODER.dataset, Preparation(binarise=True), 0)
    inputs, clean = made.pair(SAMPLES.x_train[:9], np.random.default_rng(0))
    assert set(np.unique(clean)) == {0, 1}
    np.testing.assert_array_equal(inputs, clean)


def test_large_batches_are_prepared_in_parts_and_are_the_same(monkeypatch):
    made = prepared_for(AUTOENCODER.dataset, Preparation(binarise=True), 0)
    whole = made.pair(SAMPLES.x_train[:30], np.random.default_rng(0))
    monkeypatch.setattr("playground.preparation.prepared.BLOCK", 7)
    for part, expected in zip(made.pair(SAMPLES.x_train[:30], np.random.default_rng(0)), whole, strict=True):
        np.testing.assert_array_equal(part, expected)


@pytest.mark.parametrize("loss", ["bce", "mse"])
def test_both_errors_are_reported_whichever_is_trained(loss):
    run = trained(changed(loss={"kind": loss}))
    assert run.scores.errors[loss] == pytest.approx(run.scores.test_loss, rel=1e-3)
    assert set(run.scores.errors) == {"mse", "bce"}
    assert run.scores.test_accuracy is None
    assert run.snapshot("ended").whole_test_accuracy is None


def test_errors_are_those_of_the_formulas():
    outputs, clean = np.float32([[0.5, 0.25], [1.0, 0.0]]), np.float32([[1.0, 0.0], [1.0, 0.5]])
    assert mean_squared_error(outputs, clean) == pytest.approx((0.25 + 0.0625 + 0 + 0.25) / 4)
    assert cross_entropy(outputs[:1], clean[:1]) == pytest.approx(-(np.log(0.5) + np.log(0.75)) / 2)
    assert np.isfinite(cross_entropy(outputs, clean))


def test_the_noise_of_a_running_network_can_be_changed():
    run = TrainingRun(AUTOENCODER, SAMPLES)
    assert "noisy_mse" not in run.scores.errors
    run.change(changed(preparation={"noise": 0.5}))
    run.step()
    assert run.scores.errors["identity_mse"] == pytest.approx(0.25, rel=0.05)
    originals, inputs, _ = run.snapshot("paused").rebuilt
    assert np.abs(originals.astype(int) - inputs).mean() > 20


@pytest.mark.parametrize("name", ["Autoencoder, digits 8 × 8", "convolutional", "no sigmoid of its own"])
def test_encoder_and_decoder_are_the_network_taken_apart(name):
    experiment = PRESETS.get(name, AUTOENCODER)
    if name == "convolutional":
        layers = PRESETS["Autoencoder, USPS, convolutional"].layers
        experiment = changed(layers=layers)
    if name == "no sigmoid of its own":
        experiment = changed(layers=experiment.layers[:-1])
    run = trained(experiment, epochs=1)
    rows = inspect(experiment).rows
    whole = run.model.predict(SAMPLES.x_test).reshape(-1, 8, 8)
    for row in code_rows(rows):
        autoencoder = autoencoder_of(experiment, run.model.theta, row)
        codes = autoencoder.encode(SAMPLES.x_test)
        assert codes.shape == (len(SAMPLES.x_test), autoencoder.code_size)
        np.testing.assert_allclose(autoencoder.decode(codes), whole, atol=1e-6)
    errors = autoencoder.errors(SAMPLES.x_test)
    assert errors.mean() == pytest.approx(run.scores.errors["mse"], rel=1e-4)


def test_images_pass_in_parts_where_memory_is_short(monkeypatch):
    run = trained(AUTOENCODER, epochs=1)
    autoencoder = autoencoder_of(AUTOENCODER, run.model.theta, 4)
    whole = autoencoder.rebuild(SAMPLES.x_test)
    monkeypatch.setattr("playground.training.forward_passes.MOST_VALUES", 3000)
    np.testing.assert_allclose(autoencoder.rebuild(SAMPLES.x_test), whole, atol=1e-6)


def test_the_code_is_the_narrowest_row_behind_its_activation():
    rows = inspect(AUTOENCODER).rows
    assert narrowest(rows) == 4
    assert code_text(AUTOENCODER, rows, 4) == "10 numbers, what row 5, Tanh, gives"
    assert narrowest(inspect(changed(layers=[{"kind": "flatten"}])).rows) is None
    assert len(rows) - 2 not in code_rows(rows)


@given(st.lists(st.integers(1, 64), min_size=1, max_size=5))
def test_the_code_is_as_narrow_as_can_be(widths):
    layers = [{"kind": "flatten"}, *({"kind": "linear", "units": units} for units in [*widths, 64])]
    rows = inspect(changed(layers=layers)).rows
    assert rows[narrowest(rows)].shape_out == (min(widths),)


def test_a_row_that_a_residual_goes_around_is_no_code():
    linear = [{"kind": "linear", "units": units} for units in (8, 3, 8, 64)]
    rows = inspect(changed(layers=[{"kind": "flatten"}, *linear[:3], {"kind": "residual", "rows": 2}, linear[3]])).rows
    assert code_rows(rows) == (0, 1, 4)
    assert narrowest(rows) == 1
    around = [{"kind": "flatten"}, *linear, {"kind": "residual", "rows": 4}, linear[3]]
    assert code_rows(inspect(changed(layers=around)).rows) == (0, 5)


def test_denoising_is_measured_beside_doing_nothing():
    experiment = changed(preparation={"noise": 0.4})
    run = trained(experiment, epochs=20)
    found = denoising(autoencoder_of(experiment, run.model.theta, 4), SAMPLES.x_test, "gaussian", (0.0, 0.2, 0.4, 0.8))
    np.testing.assert_allclose(found.noisy, [0, 0.04, 0.16, 0.64], rtol=0.05)
    assert (np.diff(found.rebuilt) > 0).all()
    assert found.rebuilt[2] < 0.45 * found.noisy[2]
    assert found.rebuilt[0] > found.noisy[0]


def test_the_live_frame_shows_originals_inputs_and_outputs():
    experiment = changed(preparation={"noise": 0.3, "noise_kind": "masking"})
    run = trained(experiment, epochs=1)
    setting, _ = unpack(live_setting(experiment, SAMPLES))
    assert setting["view"] == "reconstructions"
    assert setting["noise"] == "Masking noise 0.3"
    header, arrays = unpack(live_frame(experiment, SAMPLES, run.snapshot("ended")))
    assert set(header["errors"]) == {"mse", "bce", "noisy_mse", "identity_mse"}
    assert arrays["truth"].tolist() == list(range(10))
    for name in ("originals", "inputs", "outputs"):
        assert arrays[name].shape == (10, 8, 8)
        assert arrays[name].dtype == np.uint8
    first = np.unique(SAMPLES.y_test, return_index=True)[1]
    np.testing.assert_array_equal(arrays["originals"], np.rint(SAMPLES.x_test[first, ..., 0] * 255))
    assert (arrays["inputs"] <= arrays["originals"]).all()


def test_the_six_of_the_comparison_differ_in_nothing_else():
    six = variants(AUTOENCODER, 0.3)
    assert len(six) == 6
    assert {variant.seed for variant in six.values()} == {AUTOENCODER.seed}
    assert six["Noise", "mse"].preparation == copy_of(AUTOENCODER.preparation, noise=0.3)
    assert six["Binarised", "bce"].preparation == copy_of(AUTOENCODER.preparation, binarise=True)


def test_the_comparison_measures_all_six():
    experiment = changed(schedule={"epochs": 2})
    shares = []
    results = comparison_job(
        lambda share, _text: shares.append(share), experiment=experiment.data(), row=4, noise=0.3, seeds=2
    )
    assert len(results) == 6
    assert shares == sorted(shares)
    for result in results.values():
        assert 0 < result["mse"] < 0.2
        assert result["purity"].shape == (2,)
        assert result["pictures"].shape == (2, 10, 8, 8)
    assert set(np.unique(results["Binarised mse"]["pictures"][0])) == {0, 255}


def test_an_autoencoder_survives_its_description():
    assert Experiment.from_data(json.loads(json.dumps(AUTOENCODER.data()))) == AUTOENCODER
