"""Digits through ten numbers and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from playground.analysis.codes.autoencoder import autoencoder_of, narrowest
from playground.analysis.codes.comparison import (
    CLEAR,
    CLUSTERS,
    IMAGES,
    LOSSES,
    REPORTED_PURITY,
    clearly_lower,
    comparison_job,
    measure_autoencoder,
    variants,
)
from playground.analysis.codes.tsne import tsne_job
from playground.experiment.limits import rows_of
from playground.experiment.presets import PRESETS
from playground.processes.messages import OnProgress
from playground.report.chapter import Chapter, result_of
from playground.report.figure import Figure
from playground.report.goal import Goal
from playground.report.plan import Plan, seeded
from playground.report.prediction import Measured, Prediction
from playground.report.training import train

NOISE = 0.3
NOISY = PRESETS["Autoencoder, USPS, Gaussian noise and a light penalty"]
BASE = PRESETS["Autoencoder, USPS, BCE (the report's)"].changed(penalty=NOISY.penalty)
SEVENTH = "Noise, BCE, no penalty"
TO_REACH = {"Original": 0.68, "Noise": 0.72, "Binarised": 0.68}
"""The purity that is to be reached, by kind of images."""
PERPLEXITY = 30.0
MOST_MAPPED = 1000
"""Test images on the map: more would hide each other."""
MAP_SHARE = 0.15
"""Of a seed's time, what the map takes."""
COMPARED_SHARE = 0.72
"""Of a seed's time, what the six take that differ in nothing but images and loss; the seventh is between."""


def _name(images: str, loss: str) -> str:
    return f"{images}, {loss.upper()}"


def _closer(measured: Measured) -> int:
    mse, bce = (float(np.mean(measured[f"error {loss}"])) for loss in LOSSES)
    if clearly_lower(bce, mse):
        return 1
    return 0 if clearly_lower(mse, bce) else 2


class Autoencoders(Chapter):
    """The report's autoencoder with two losses, on original, noisy and binarised digits."""

    kind = "autoencoders"
    number = 6
    heading = "Autoencoders"
    question = (
        "A network that is asked for nothing but its own input, through a passage of ten numbers, the code. It has "
        "to find out what ten numbers say most about a digit. It is trained with two losses, MSE and BCE, and on "
        "three kinds of images: as they are, with noise that the output shall not have, and with every pixel made "
        "ink or paper. Do codes of the same digit lie together? K-means makes ten groups of the test codes without "
        "seeing a label, and the purity is the share of images whose digit is their group's most frequent one. All six "
        "also pay a little for large weights, the same little; a seventh, on noisy digits, does not."
    )
    prediction = Prediction(
        "Original images: which loss will rebuild them more closely, if closeness is judged by the mean squared error?",
        ("MSE: it is the very number that it was trained for", "BCE", f"Neither by more than {100 * CLEAR:.0f} %"),
        _closer,
    )
    experiments: ClassVar = {
        **{_name(images, loss): variant for (images, loss), variant in variants(BASE, NOISE).items()},
        SEVENTH: NOISY.changed(penalty={"l2": 0.0}),
    }
    figures: ClassVar = {
        **{
            f"purity {images}": Figure(
                f"Purity of {CLUSTERS} groups found among the test codes, as the report did",
                _name(images, "bce"),
                "share",
                reported=f"{reported}",
                reported_value=reported,
                to_reach=TO_REACH[images],
            )
            for images, reported in REPORTED_PURITY.items()
        },
        **{
            f"purity of new {images}": Figure(
                f"Purity of the test codes in {CLUSTERS} groups found among the training codes",
                _name(images, "bce"),
                "share",
                to_reach=least,
            )
            for images, least in TO_REACH.items()
        },
        **{
            f"purity {where} {SEVENTH}": Figure(
                f"Purity of the test codes in {CLUSTERS} groups found among the {where} codes",
                SEVENTH,
                "share",
            )
            for where in ("test", "training")
        },
        **{f"error {loss}": Figure("Mean squared error a pixel", _name("Original", loss), "error") for loss in LOSSES},
    }
    small_epochs = 4
    conclusion = (
        "Ten numbers are enough for most digits to come back recognisable, and the code knows more of the ten digits "
        "than anybody told it. The report found BCE clearer than MSE, noise a help to the images that come back, and "
        "binarising worse than noise."
    )
    next_goal = Goal(
        "USPS as an autoencoder: a mean squared error of at most 0.027 a pixel through a code of at most 10 numbers.",
        "The report's stack ends at about 0.030. Is it the code that is too narrow, or what leads to it and away "
        "from it?",
        {"kind": "usps", "target": "image"},
        test_error=0.027,
        code=10,
    )

    def measure(self, on_progress: OnProgress, plan: Plan) -> dict[str, Any]:
        base = next(iter(plan.experiments.values()))
        values: dict[str, list[float]] = {name: [] for name in self.figures}
        pictures: dict[str, Any] = {}
        row = narrowest(rows_of(base))
        assert row is not None
        for seed in range(plan.seeds):
            mine = seeded(base, seed)

            def tell(share: float, text: str, *, seed: int = seed) -> None:
                on_progress((seed + share) / plan.seeds, f"Seed {seed}: {text}")

            results = comparison_job(
                lambda share, text: tell(COMPARED_SHARE * share, text),
                experiment=mine.data(),
                row=row,
                noise=NOISE,
                seeds=1,
            )
            found = {**_measures(results), **_without_penalty(tell, plan, row, seed)}
            for name, value in found.items():
                values[name].append(value)
            if not seed:
                pictures = self._seen(on_progress, plan, row, results)
        count = len(base.dataset.load().x_test)
        text = f"{count:,} test images of {base.dataset.title()} that training never saw"
        return result_of(plan, values, pictures, text)

    def _seen(self, on_progress: OnProgress, plan: Plan, row: int, results: Mapping[str, Any]) -> dict[str, Any]:
        name = _name("Original", "bce")
        experiment = seeded(plan.experiments[name], 0)
        samples = experiment.load()

        def tell(share: float, text: str) -> None:
            on_progress((1 - MAP_SHARE + MAP_SHARE * share) / plan.seeds, text)

        trained = train(
            experiment, samples, lambda share: tell(share / 2, f"{name}, once more for the map of its codes")
        )
        autoencoder = autoencoder_of(experiment, trained.run.theta, row)
        codes = autoencoder.encode(samples.x_test[:MOST_MAPPED])
        perplexity = min(PERPLEXITY, (len(codes) - 1) / 3)
        points = tsne_job(lambda share, text: tell((1 + share) / 2, text), codes=codes, perplexity=perplexity, seed=0)[
            "points"
        ]
        return {
            "rebuilt": {
                _name(images, loss): results[f"{images} {loss}"]["pictures"] for images in IMAGES for loss in LOSSES
            },
            "curves": {name: trained.curve},
            "seconds": {name: trained.seconds},
            "map": {"points": points, "labels": samples.y_test[: len(points)].astype(np.uint8)},
        }

    def conclude(self, measured: Measured) -> str:
        mse, bce = (float(np.mean(measured[f"error {loss}"])) for loss in LOSSES)
        found = {images: float(np.mean(measured[f"purity {images}"])) for images in IMAGES}
        unpenalised = float(np.mean(measured[f"purity test {SEVENTH}"]))
        purest = max(found, key=found.__getitem__)
        least = min(found, key=found.__getitem__)
        return (
            f"{self.conclusion} Here the error on original images is {mse:.4f} after MSE and {bce:.4f} after BCE. "
            f"Sorted as the report sorted them, the codes of “{purest}” images are the purest ({found[purest]:.3f}) "
            f"and those of “{least}” ones the least pure ({found[least]:.3f}). K-means cares for distances only, and "
            "it is given the number of groups; the same codes sorted by groups of the training codes may come out in "
            f"another order. Six of the seven differ in nothing but images and loss. The seventh, noisy too, pays "
            f"nothing for large weights, and its groups have a purity of {unpenalised:.3f}: what noise does to the "
            "code depends on what else keeps the weights small."
        )


def _measures(results: Mapping[str, Any]) -> dict[str, float]:
    """The figures of one seed, from what `comparison_job` found."""
    return {
        **{f"purity {images}": float(results[f"{images} bce"]["purity"].mean()) for images in IMAGES},
        **{f"purity of new {images}": float(results[f"{images} bce"]["purity_of_new"].mean()) for images in IMAGES},
        **{f"error {loss}": float(results[f"Original {loss}"]["mse"]) for loss in LOSSES},
    }


def _without_penalty(tell: OnProgress, plan: Plan, row: int, seed: int) -> dict[str, float]:
    """The figures of the seventh."""
    experiment = seeded(plan.experiments[SEVENTH], seed)
    samples = experiment.load()
    span = 1 - MAP_SHARE - COMPARED_SHARE
    trained = train(experiment, samples, lambda share: tell(COMPARED_SHARE + span * share, SEVENTH))
    found = measure_autoencoder(trained.run, experiment, samples, row, 1)
    return {
        f"purity test {SEVENTH}": float(found["purity"].mean()),
        f"purity training {SEVENTH}": float(found["purity_of_new"].mean()),
    }
