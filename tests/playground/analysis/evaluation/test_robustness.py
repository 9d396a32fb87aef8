"""Readers of digits that are shown disturbed digits."""

import numpy as np
import pytest

from playground.analysis.evaluation import judge, robustness
from playground.analysis.evaluation.robustness import DISTURBANCES, robustness_job, robustness_text
from playground.experiment.presets import DEFAULT, DIGITS
from playground.ready import network
from playground.ready.recipes import SMALL_READER, TWO_LAYERS

READY = network(SMALL_READER)


def given(experiment, theta):
    return {"experiment": experiment.data(), "theta": theta}


def silent(*_):
    pass


@pytest.fixture(scope="module")
def found():
    """The ready network, and the same with weights that tell nothing apart."""
    networks = {
        "this network": given(READY.experiment, READY.theta),
        "the other": given(READY.experiment, np.zeros_like(READY.theta)),
    }
    told = []
    return robustness_job(lambda *each: told.append(each), networks=networks), told


def test_undisturbed_it_reads_as_it_is_judged_and_the_most_disturbed_worse(found):
    result, told = found
    right, _ = judge(READY.experiment, READY.theta, READY.experiment.dataset.load()).test_right
    for name, disturbance in DISTURBANCES.items():
        assert list(disturbance.levels) == sorted(disturbance.levels)
        counts = result[name]["right"]["this network"]
        assert result[name]["count"] == 297
        assert counts[disturbance.levels.index(0.0)] == right
        assert counts[-1] < right
        assert result[name]["examples"].shape == (len(disturbance.levels), 8, 8, 1)
    assert told[-1][0] == pytest.approx(3 / 4)


def test_the_ends_of_a_disturbance_are_said_with_their_intervals_and_who_bears_them(found):
    result, _ = found
    text = robustness_text("thickness", result["thickness"])
    assert text.startswith("At −2 px this network reads **9")
    assert "At 3 px this network reads **" in text
    assert text.count("this network bears it better.") == 2
    assert robustness_text("turn", result["turn"]).startswith("At 60° this network reads **")
    alike = {**result["turn"], "right": {"one": np.array([250, 40]), "two": np.array([250, 45])}}
    assert robustness_text("turn", alike).endswith("(11.5 to 19.7 %): so many images tell no difference.")
    assert "bears" not in robustness_text("turn", {**alike, "right": {"one": np.array([250, 40])}})


def test_every_network_sees_noise_upon_what_its_own_preparation_makes():
    ink = np.full((4, 8, 8, 1), 0.6, np.float32)
    noise, turn = DISTURBANCES["noise"], DISTURBANCES["turn"]
    reader = robustness.TrainedNetwork.of(DIGITS.changed(preparation={"binarise": True}), 0.0)
    assert len(np.unique(robustness._seen(reader, ink, noise, 0.3))) > 200
    assert set(np.unique(robustness._seen(reader, ink, turn, 45.0))) == {0, 1}


@pytest.mark.parametrize(
    ("networks", "words"),
    [
        ({}, "One or 2 networks"),
        ({"one": given(DEFAULT, np.zeros(41, np.float32))}, "one: only a network that tells digits apart"),
        (
            {"one": given(READY.experiment, READY.theta), "two": given(network(TWO_LAYERS).experiment, 0.0)},
            "images of different sizes",
        ),
    ],
)
def test_what_cannot_be_compared_is_refused_in_words(networks, words):
    with pytest.raises(ValueError, match=words):
        robustness_job(silent, networks=networks)


def test_a_large_network_is_shown_fewer_images_and_one_too_large_none(monkeypatch):
    networks = {"one": READY.experiment}
    assert robustness._image_count(networks) == robustness.MOST_IMAGES
    whole = robustness.MOST_WORK
    monkeypatch.setattr(robustness, "MOST_WORK", whole // 400)
    assert robustness.LEAST_IMAGES <= robustness._image_count(networks) < robustness.MOST_IMAGES
    monkeypatch.setattr(robustness, "MOST_WORK", whole // 1_000_000)
    with pytest.raises(ValueError, match="too large to be shown 50 digits"):
        robustness._image_count(networks)
