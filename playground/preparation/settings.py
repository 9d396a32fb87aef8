"""The settings of the preparation, and which data each of them fits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from nn.registry import Registered
from nn.settings import setting
from playground.datasets import Dataset
from playground.datasets.image_set import ImageSet


@dataclass(frozen=True)
class Preparation(Registered):
    """Sets samples aside, scales the inputs, and varies them anew for every batch of training, never for a test."""

    family = "preparation"
    kind = "preparation"
    SCALING: ClassVar[tuple[str, ...]] = ("standardise", "binarise")
    """What a network is built upon: it reads in use, too, what was done so in training."""
    BINDING: ClassVar[tuple[str, ...]] = ("validation", *SCALING)
    """What a network stays bound to: its scaling, and the samples that it must never have been trained on."""
    MOTION: ClassVar[tuple[str, ...]] = ("shift", "rotate", "scale", "shear", "elastic")
    """What moves the pixels of an image."""
    WRITING: ClassVar[tuple[str, ...]] = ("thickness", "manners")
    """Settings that write the digit of an image otherwise."""

    standardise: bool = setting(
        False, help="Take off the mean of the training inputs and divide by their standard deviation"
    )
    binarise: bool = setting(False, help="Make every pixel ink or paper: ink from half grey on")
    noise: float = setting(
        0.0,
        low=0.0,
        high=1.0,
        label="Noise",
        help="How much noise the network is shown in training, drawn anew for every batch; 0 is off. Gaussian: its "
        "standard deviation, in ink from 0 to 1; the others: the share of the pixels that it replaces",
    )
    noise_kind: Literal["gaussian", "salt and pepper", "masking"] = setting(
        "gaussian",
        label="Kind of noise",
        help="Gaussian adds a random amount to every pixel; salt and pepper makes some full ink or bare paper; masking "
        "makes some bare paper",
    )
    shift: float = setting(
        0.0, low=0.0, high=6.0, label="Shift (pixels)", help="Moves each image at random, up to so far; 0 is off"
    )
    rotate: float = setting(
        0.0, low=0.0, high=45.0, label="Turn (degrees)", help="Turns each image at random, up to so far; 0 is off"
    )
    scale: float = setting(
        0.0, low=0.0, high=0.5, label="Stretch", help="Makes each image larger or smaller by up to this share; 0 is off"
    )
    shear: float = setting(
        0.0, low=0.0, high=0.5, label="Slant", help="Slants each image by up to this share of its height; 0 is off"
    )
    elastic: float = setting(
        0.0,
        low=0.0,
        high=3.0,
        label="Elastic (pixels)",
        help="Bends each image at random, as if it were of rubber: neighbouring pixels move together, mostly about so "
        "far; 0 is off",
    )
    thickness: float = setting(
        0.0,
        low=0.0,
        high=1.0,
        label="Thickness (pixels)",
        help="Makes the strokes of each image thicker or thinner at random, by up to so much on either side; 0 is off",
    )
    manners: float = setting(
        0.0,
        low=0.0,
        high=1.0,
        label="Manners of writing (share)",
        help="Draws a slash through this share of the zeros and a bar through this share of the sevens, as many people "
        "write them; 0 is off",
    )
    validation: float = setting(
        0.0,
        low=0.0,
        high=0.5,
        label="Validation (share, 0: off)",
        help="This share of the training samples is set aside: the network never learns from them, and the stop rules "
        "look at them; 0 is off. The seed of the network draws them, from each class alike, or, where it is known who "
        "wrote the samples, whole writers",
    )

    @property
    def noise_text(self) -> str | None:
        """The noise of training in words, or None where there is none."""
        return f"{self.noise_kind.capitalize()} noise {self.noise:g}" if self.noise else None

    @classmethod
    def settings_for(cls, dataset: Dataset) -> tuple[str, ...]:
        """The settings that mean something for the data; the others are passed over.

        All of them for images. Points are only set aside and standardised: they come with a noise of their own, have no
        ink, and to move them would be to change the data.
        """
        if isinstance(dataset, ImageSet):
            return (*cls.BINDING, "noise", "noise_kind", *cls.MOTION, *cls.WRITING)
        return ("validation", "standardise")
