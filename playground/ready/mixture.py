"""Samples that the ready reader learns from: scanned digits, pen strokes in many manners, and zip codes."""

from __future__ import annotations

import dataclasses

import numpy as np

from nn.module import Array
from playground.datasets import Samples
from playground.datasets.dataset import Floats, Inputs, Labels
from playground.datasets.mnist import MNIST
from playground.datasets.pen_strokes import PenDigits, pen_digits
from playground.datasets.usps import USPS
from playground.drawing import BRUSH_HIGH, BRUSH_LOW, image_of
from playground.drawing.fit import centre_of_mass
from playground.drawing.manners import with_manner
from playground.experiment import Experiment
from playground.preparation import with_validation
from playground.preparation.writing import with_manners

SIZE = (28, 28)
PEN_COPIES = 4
"""Images of each pen stroke digit: each with another pen, in another manner. About a third of the samples."""
SHARE_OF_STROKES, SHARE_OF_INK = 0.5, 0.25
"""Share of the pen strokes, and of MNIST's zeros and sevens, that are written in another manner."""
BOX = 20
"""Side that a zip code digit is grown to, as MNIST's are."""


def mixture(validation: float, seed: int) -> Samples:
    """About 60 % MNIST, 30 % pen strokes and 8 % USPS, all 28 × 28 pixels as bytes. Raises DataUnavailable.

    For validation the share is set aside of MNIST, and of the writers of the pen strokes; there nothing is varied. No
    test sample is looked at: those given to test with are the ones set aside.
    """
    rng = np.random.default_rng(seed)
    scanned = with_validation(MNIST().read(), validation, seed)
    digits, _ = pen_digits()
    learnt, aside = numbers_of(digits, validation, seed)
    zips = USPS().read()
    copies = np.tile(learnt, PEN_COPIES)
    x_aside = np.concatenate([scanned.x_validation, strokes_drawn(digits, aside, None)])
    y_aside = np.concatenate([scanned.y_validation, digits.labels[aside]])
    y_scanned = scanned.y_train.astype(np.int64)
    return Samples(
        np.concatenate(
            [
                _as_bytes(with_manners(_as_ink(scanned.x_train), y_scanned, SHARE_OF_INK, rng)[..., 0]),
                strokes_drawn(digits, copies, rng),
                _as_bytes(np.stack([_grown(image) for image in zips.x_train[..., 0]])),
            ]
        ),
        np.concatenate([y_scanned, digits.labels[copies], zips.y_train]),
        x_aside,
        y_aside,
        x_aside,
        y_aside,
    )


def with_aside(samples: Samples, experiment: Experiment) -> Samples:
    """The samples that `mixture` gave, where those set aside for validation are learnt from as well."""
    rng = np.random.default_rng(experiment.seed + 1)
    digits, _ = pen_digits()
    _, aside = numbers_of(digits, experiment.preparation.validation, experiment.seed)
    copies, scanned = np.tile(aside, PEN_COPIES), len(samples.x_validation) - len(aside)
    images: list[Array] = [samples.x_train, samples.x_validation[:scanned], strokes_drawn(digits, copies, rng)]
    labels: list[Array] = [samples.y_train, samples.y_validation[:scanned], digits.labels[copies]]
    none = slice(0, 0)
    return dataclasses.replace(
        samples,
        x_train=np.concatenate(images),
        y_train=np.concatenate(labels),
        x_validation=samples.x_validation[none],
        y_validation=samples.y_validation[none],
    )


def numbers_of(digits: PenDigits, validation: float, seed: int) -> tuple[Labels, Labels]:
    """Numbers of the digits to learn from, and of those whose writers are set aside."""
    pages = np.arange(len(digits), dtype=np.float32)
    split = with_validation(
        Samples(pages, digits.labels, pages[:0], digits.labels[:0], writers_train=digits.writers), validation, seed
    )
    return split.x_train.astype(np.int64), split.x_validation.astype(np.int64)


def strokes_drawn(digits: PenDigits, numbers: Labels, rng: np.random.Generator | None) -> Inputs:
    """Images (n, 28, 28, 1) of the digits with these numbers; with `rng` each with another pen, some in a manner."""
    images = []
    for number in numbers.tolist():
        if rng is None:
            drawing = digits.drawing(number)
        else:
            drawing = digits.drawing(number, rng.uniform(BRUSH_LOW, BRUSH_HIGH))
            if rng.random() < SHARE_OF_STROKES:
                drawing = with_manner(drawing, int(digits.labels[number]), rng)
        images.append(image_of(drawing, SIZE))
    return _as_bytes(np.stack(images)[..., 0])


def _grown(image: Array) -> Array:
    """A zip code digit, ink 0..1, grown from 16 to 20 pixels and put where MNIST's digits have their centre of mass."""
    from PIL import Image

    grey = Image.fromarray(np.rint(image * 255).astype(np.uint8))
    large = np.asarray(grey.resize((BOX, BOX), Image.Resampling.BICUBIC), np.float32) / 255
    x, y = centre_of_mass(large) if large.any() else (BOX / 2, BOX / 2)
    top, left = (min(max(0, round(side // 2 - at)), side - BOX) for side, at in zip(SIZE, (y, x), strict=True))
    field = np.zeros(SIZE, np.float32)
    field[top : top + BOX, left : left + BOX] = large
    return field


def _as_ink(grey: Inputs) -> Floats:
    """Bytes as ink 0..1."""
    return np.divide(grey, np.float32(255), dtype=np.float32)


def _as_bytes(ink: Array) -> Inputs:
    """Ink 0..1 (..., rows, columns) as bytes (..., rows, columns, 1)."""
    grey: Inputs = np.rint(ink * 255).astype(np.uint8)[..., None]
    return grey
