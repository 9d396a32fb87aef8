"""The panels of clusters, of the comparison and of denoising, each alone, under AppTest."""

from types import SimpleNamespace

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.analysis.codes.comparison import IMAGES, LOSSES
from playground.experiment import Experiment
from playground.experiment.presets import AUTOENCODER, PRESETS
from playground.processes.pool import Pool
from playground.training.run import TrainingRun
from playground.training.run_handle import RunHandle
from playground.ui.latent.cluster_panel import reported_like
from playground.ui.latent.comparison_panel import conclusions
from tests.pages.app_steps import button, chooser, finish_job, session_of, words

ROW = 4


def panel_app():
    import importlib

    import streamlit as st

    from playground.analysis.codes.latent_space import latent_space
    from playground.experiment import Experiment

    asked = st.session_state.asked
    panel = importlib.import_module(f"playground.ui.latent.{asked['panel']}")
    panel.show(latent_space(Experiment.from_data(asked["experiment"]), asked["theta"], asked["row"]))


def short(epochs=3, subset=0, **prepared):
    """The autoencoder of 8 × 8 digits, trained briefly and with another preparation."""
    return AUTOENCODER.changed(
        dataset={"subset": subset},
        schedule={"epochs": epochs},
        preparation={**prepared},
    )


@pytest.fixture(scope="module")
def trained():
    """Weights of an experiment, trained once for all tests."""
    kept = {}

    def weights(experiment):
        key = repr(experiment.data())
        if key not in kept:
            run = TrainingRun(experiment)
            while run.reason is None:
                run.advance(0.5)
            kept[key] = run.model.theta.copy()
        return kept[key]

    return weights


@pytest.fixture
def opened(trained):
    def open_panel(panel, experiment, theta=None):
        app = AppTest.from_function(panel_app, default_timeout=60)
        theta = trained(experiment) if theta is None else theta
        app.session_state["asked"] = {"panel": panel, "experiment": experiment.data(), "theta": theta, "row": ROW}
        app.run()
        assert not app.exception
        return app

    return open_panel


def slider(app, label):
    return next(widget for widget in app.slider if widget.label == label)


def charts(app):
    return len(app.get("vega_lite_chart"))


def table(app):
    (shown,) = app.table
    return shown.value


def test_clusters_are_made_on_demand_and_say_what_they_were_measured_on(opened):
    app = opened("cluster_panel", short(noise=0.3))
    assert [heading.value for heading in app.subheader] == ["Clusters: does the code know the digits?"]
    assert "0.6243 with Gaussian noise" in words(app)
    assert not app.table
    assert charts(app) == 0
    slider(app, "Number of seeds").set_value(2).run()
    slider(app, "Clusters (k)").set_value(4).run()
    button(app, "Cluster the codes").click().run()
    result = finish_job(app, "clusters")
    assert result["table"].shape == (4, 10)
    assert result["scores"]["codes"]["test_purity"].shape == (2,)
    assert "Measured on 297 test images of Digits 8 × 8 and 1,500 training images, seeds 0 to 1" in words(app)
    assert "fitted to the test images" in words(app)
    assert charts(app) == 2
    shown = table(app)
    assert list(shown.columns) == ["Clusters of", "Purity, training", "Purity, test", "ARI, test", "NMI, test"]
    assert shown["Clusters of"].tolist() == ["codes", "pixels", "principal components", "chance"]
    mean = np.mean(result["scores"]["codes"]["test_purity"])
    assert shown["Purity, test"][0].startswith(f"{mean:.3f}\u00a0±")
    # four clusters cannot be named by ten digits
    assert "No cluster is mostly " in words(app)


def test_other_settings_ask_for_other_clusters(opened):
    app = opened("cluster_panel", short())
    slider(app, "Number of seeds").set_value(1).run()
    slider(app, "Clusters (k)").set_value(3).run()
    button(app, "Cluster the codes").click().run()
    first = finish_job(app, "clusters")
    assert "±" not in table(app)["Purity, test"][0]
    assert ", seed 0; the centres" in words(app)
    chooser(app, "Fitted on").set_value("the training codes").run()
    assert not app.table
    button(app, "Cluster the codes").click().run()
    second = finish_job(app, "clusters")
    assert "fitted to the training images" in words(app)
    assert second["scores"]["codes"]["test_purity"] != first["scores"]["codes"]["test_purity"]
    chooser(app, "Fitted on").set_value("the test codes, as the report did").run()
    assert len(app.table) == 1  # found once, it is there at once
    other = opened("cluster_panel", short())
    slider(other, "Number of seeds").set_value(1).run()
    slider(other, "Clusters (k)").set_value(3).run()
    assert not other.table  # but for nobody who has not asked
    button(other, "Cluster the codes").click().run()
    assert len(other.table) == 1


@pytest.mark.parametrize(
    ("prepared", "like"),
    [
        ({}, "Original"),
        ({"noise": 0.2}, "Noise"),
        ({"binarise": True}, "Binarised"),
        ({"noise": 0.2, "noise_kind": "masking"}, None),
        ({"noise": 0.2, "binarise": True}, None),
    ],
    ids=["original", "noise", "binarised", "masking", "noise and binarised"],
)
def test_the_reports_figure_is_that_of_a_network_like_its_own(prepared, like):
    reports = PRESETS["Autoencoder, USPS, BCE (the report's)"]
    experiment = reports.changed(preparation={**prepared})
    assert reported_like(experiment) == like
    assert reported_like(experiment.changed(penalty={"l2": 1e-5})) is None
    assert reported_like(experiment.changed(layers=experiment.layers[1:])) is None
    assert reported_like(short(**prepared)) is None


def test_without_a_network_like_the_reports_this_is_said(opened):
    found = words(opened("cluster_panel", short(epochs=1)))
    assert "None of the three was trained quite as this one." in found
    assert "as here" not in found


def test_denoising_shows_both_errors_and_ten_digits(opened):
    app = opened("denoising_panel", short(epochs=20, noise=0.35))
    assert [heading.value for heading in app.subheader] == ["Does it take noise away?"]
    assert chooser(app, "Kind of noise").value == "gaussian"
    assert charts(app) == 1
    assert "first 297 test images" in words(app)
    assert "trained with: Gaussian noise 0.35." in words(app)
    # the level of training is among those measured, and shown first
    assert app.select_slider[0].value == 0.35
    assert "At 0.35 the noisy image is off by 0.122; rebuilt, it is off by " in words(app)
    assert "% of the error remains" in words(app)
    assert "Where there is little noise, it does harm: at 0" in words(app)
    assert "Ten digits at a noise level of 0.35" in words(app)
    app.select_slider[0].set_value(0.0).run()
    assert "Without noise there is nothing to take away" in words(app)


def test_another_kind_of_noise_is_new_to_the_network(opened):
    app = opened("denoising_panel", short(epochs=20, noise=0.35))
    chooser(app, "Kind of noise").set_value("masking").run()
    assert not app.exception
    assert "Gaussian noise 0.35, so that this kind is new to it" in words(app)
    assert "trained at" not in str(app.get("vega_lite_chart")[0].proto)
    chooser(app, "Kind of noise").set_value("gaussian").run()
    assert "trained at 0.35" in str(app.get("vega_lite_chart")[0].proto)


def test_an_untrained_network_is_called_worse_than_doing_nothing(opened):
    experiment = short()
    theta = np.full_like(TrainingRun(experiment).model.theta, 4.0)
    app = opened("denoising_panel", experiment, theta)
    assert "This network was trained without noise." in words(app)
    assert app.select_slider[0].value == 0.3
    assert "**that is worse than doing nothing.**" in words(app)


def test_a_network_trained_with_other_noise_begins_with_its_own_level(opened, trained):
    app = opened("denoising_panel", short(epochs=20, noise=0.35))
    app.select_slider[0].set_value(0.6).run()
    assert "Ten digits at a noise level of 0.6" in words(app)
    asked = app.session_state["asked"]
    other = short(noise=0.2, noise_kind="masking")
    app.session_state["asked"] = {**asked, "experiment": other.data(), "theta": trained(other)}
    app.run()
    assert not app.exception
    assert chooser(app, "Kind of noise").value == "masking"
    assert app.select_slider[0].value == 0.2
    app.session_state["asked"] = asked
    app.run()
    assert app.select_slider[0].value == 0.6


def test_the_comparison_trains_six_and_weighs_the_reports_conclusions(opened):
    experiment = short(epochs=1, subset=300)
    app = opened("comparison_panel", experiment)
    assert [heading.value for heading in app.subheader] == ["Original, noise, binarised; MSE or BCE"]
    assert "(seed 0), 1 epoch each over 300 training images of Digits 8 × 8, with Gaussian noise at 0.3." in words(app)
    assert "Training takes about" not in words(app)
    button(app, "Train the six").click().run()
    results = finish_job(app, "comparison")
    shown = table(app)
    assert shown["Images"].tolist() == ["Original", "Original", "Noise", "Noise", "Binarised", "Binarised"]
    assert shown["Loss"].tolist() == ["MSE", "BCE"] * 3
    assert shown["MSE"].tolist()[::5] == [
        f"{results['Original mse']['mse']:.4f}",
        f"{results['Binarised bce']['mse']:.4f}\u00a0†",
    ]
    assert len(app.get("image")) == 6
    assert charts(app) == 1
    assert "Measured on all 297 test images" in words(app)
    for each in conclusions(results):
        assert f"- **{each.claim}**: {each.measured} {each.sign} **{each.verdict}.**" in words(app)
    assert len(conclusions(results)) == 3


def test_a_penalty_of_all_six_is_named(opened):
    described = short(epochs=1, subset=200)
    app = opened("comparison_panel", described.changed(penalty={"l2": 3e-5}))
    assert "with Gaussian noise at 0.3 and a penalty, L2 of 0.00003." in words(app)


def test_the_six_are_the_same_whatever_loss_and_images_this_network_was_trained_on(opened):
    one = opened("comparison_panel", short(epochs=1, subset=200))
    other = opened("comparison_panel", short(epochs=1, subset=200, noise=0.5).changed(loss={"kind": "mse"}))
    for app in (one, other):
        button(app, "Train the six").click().run()
    keys = {session_of(app).jobs.of("comparison").key for app in (one, other)}
    for app in (one, other):
        session_of(app).jobs.of("comparison").cancel()
    assert len(keys) == 1


def test_how_long_it_takes_follows_from_this_networks_own_training(opened):
    experiment = short(epochs=10)
    app = opened("comparison_panel", experiment)
    snapshot = SimpleNamespace(epoch=5.0, seconds=10.0)
    run = session_of(app).use(RunHandle(experiment, Pool(1)))
    run.snapshot, run.theta = snapshot, np.zeros(1)
    app.run()
    assert "Training takes about 2 min 0 s, and measuring some more." in words(app)
    snapshot.seconds = 2.0
    app.run()
    assert "Training takes about 24 s" in words(app)
    run.experiment = Experiment.from_data({**experiment.data(), "seed": 1})
    app.run()
    assert "Training takes" not in words(app)


def six(**changes):
    """Results of the six in which the report's conclusions all hold, but for the changes."""
    found = {}
    for images in IMAGES:
        for loss in LOSSES:
            mse = {"Original": 0.03, "Noise": 0.02, "Binarised": 0.1}[images] + (0.005 if loss == "mse" else 0)
            purity = {"Original": 0.65, "Noise": 0.62, "Binarised": 0.59}[images] + np.array([-0.01, 0, 0.01])
            found[f"{images} {loss}"] = {"mse": mse, "purity": purity}
    for key, change in changes.items():
        found[key.replace("_", " ")].update(change)
    return found


def test_where_all_holds_all_three_agree():
    assert [each.verdict for each in conclusions(six())] == ["Agrees here"] * 3
    assert [each.sign for each in conclusions(six())] == ["✓"] * 3


@pytest.mark.parametrize(
    ("place", "changes", "verdict"),
    [
        (0, {"Original_bce": {"mse": 0.04}}, "Does not show here"),
        (0, {"Original_bce": {"mse": 0.0349}}, "Does not show here"),
        (1, {"Noise_bce": {"mse": 0.031}}, "Agrees here with MSE only"),
        (1, {"Noise_bce": {"mse": 0.031}, "Noise_mse": {"mse": 0.036}}, "Does not show here"),
        (2, {"Binarised_mse": {"purity": np.array([0.7, 0.71])}}, "Agrees here with BCE only"),
        (2, {"Binarised_mse": {"purity": np.array([0.57, 0.66])}}, "Agrees here with BCE only"),
    ],
    ids=["worse", "too close", "one loss", "neither", "purer", "within the spread"],
)
def test_a_verdict_follows_the_figures(place, changes, verdict):
    assert conclusions(six(**changes))[place].verdict == verdict
    others = [each.verdict for number, each in enumerate(conclusions(six(**changes))) if number > place]
    assert others == ["Agrees here"] * len(others)


def test_a_conclusion_names_the_figures_it_rests_on():
    clearer, better, worse = conclusions(six())
    assert "0.0300 after training with BCE and 0.0350 with MSE" in clearer.measured
    assert "0.0250 after training with noise and 0.0350 without (MSE)" in better.measured
    assert "0.590 binarised and 0.620 with noise (BCE)" in worse.measured
