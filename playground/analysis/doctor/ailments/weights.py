"""Ailments of the weights: units that are copies of each other, and borders without a bias."""

from __future__ import annotations

import numpy as np

from nn.initialisation import Weighted
from playground.analysis.doctor.ailment import Ailment
from playground.analysis.doctor.case import Case
from playground.analysis.doctor.finding import Finding
from playground.datasets.point_set import PointSet
from playground.experiment.fixes import named
from playground.experiment.words import counted, listed, with_article


class Symmetric(Ailment):
    """Symmetry: all units of a layer have the same weights, and will always have."""

    kind = "symmetric"
    urgency = 20

    def found_in(self, case: Case) -> Finding | None:
        if case.theta is None or not case.ails:
            return None
        model = case.experiment.network()
        model.theta[...] = case.theta
        for place in case.hidden:
            layer = model.layers[place]
            if not isinstance(layer, Weighted) or layer.initialisation != "zeros":
                continue
            weights = layer.params["weights"]
            if weights.shape[-1] < 2 or not np.array_equal(weights, np.broadcast_to(weights[..., :1], weights.shape)):
                continue
            layers = [
                {**data, "initialisation": "xavier"} if data.get("initialisation") == "zeros" else data
                for data in case.experiment.layers_data()
            ]
            return self.finding(
                f"All {weights.shape[-1]} units of {named(layer.title(), place)} have the same weights: they count "
                "as one.",
                "They began with zeros, so each gets the same gradient as its neighbour, at every update. Weights that "
                "are drawn by chance make them differ from the first.",
                "Begin with weights drawn by chance",
                {"layers": layers},
            )
        return None


class NoBias(Ailment):
    """Missing biases: no layer has one, and the inputs have no column of ones."""

    kind = "no_bias"
    urgency = 50

    def found_in(self, case: Case) -> Finding | None:
        experiment = case.experiment
        weighted = [layer for layer in experiment.layers if isinstance(layer, Weighted)]
        others = any(row.parameters for row in case.problems.rows) and len(weighted) < sum(
            bool(row.parameters) for row in case.problems.rows
        )
        ones = isinstance(experiment.dataset, PointSet) and experiment.dataset.ones
        if not case.ails or not weighted or others or ones or any(layer.bias for layer in weighted):
            return None
        names = listed(sorted({layer.title() for layer in weighted}))
        return self.finding(
            f"None of its {counted(len(weighted), 'layer')} has a bias, and the cost stands at {case.cost:.2g}.",
            f"Without one, what {with_article(names)} gives for an input of zeros is zero, whatever its weights: "
            "every border passes through the middle.",
            "Give every layer a bias",
            {"layers": [{**data, "bias": True} if "bias" in data else data for data in experiment.layers_data()]},
        )
