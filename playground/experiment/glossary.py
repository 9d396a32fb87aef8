"""The glossary: every term on the pages in one paragraph, with a small picture and where to see it happen.

A term is found by its name, or by another word for it: a setting's label, the name of a kind, a heading. Words that
mean several things have one entry that tells of all of them.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from nn.registry import Data
from playground.experiment import glossary_pictures as pictures
from playground.experiment.experiment import Experiment
from playground.experiment.glossary_pictures import Picture
from playground.experiment.presets import AUTOENCODER, DEFAULT, DIGITS, FLATTEN, PRESETS, RELU, TANH
from playground.experiment.words import singular

TRAIN, DRAW, TEACH, LATENT, JUDGE, INSIDE, COMPARE = "train", "draw", "teach", "latent", "judge", "inside", "compare"
"""Names of the pages that a term can be seen on."""
_HINT = re.compile(r" \([^()]*\)$")
"""The end of an editor's label: a unit, or what 0 stands for."""


@dataclass(frozen=True)
class Term:
    """A term, what it means, a picture, and where it happens: an experiment to open, a page to go to, or both.

    `shows` is what the button says that brings the person there.
    """

    name: str
    text: str
    picture: Callable[[], Picture]
    shows: str
    experiment: Experiment | None = None
    page: str = TRAIN
    also: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every word that it is found by."""
        return (self.name, *self.also)


def key_of(word: str) -> str:
    """A word as it is looked up: without the hint of a label, in small letters."""
    return _HINT.sub("", word.strip()).casefold()


def find(word: str) -> Term | None:
    """The term that is meant by the word, in the singular or the plural; None where it is in no glossary."""
    key = key_of(word)
    return _by_key().get(key) or _by_key().get(singular(key))


@functools.cache
def _by_key() -> Mapping[str, Term]:
    return {key_of(name): term for term in TERMS for name in term.names}


def _linear(units: int, **settings: int | bool | str) -> Data:
    return {"kind": "linear", "units": units, **settings}


def _sgd(rate: float, momentum: float = 0.0) -> Data:
    return {"kind": "sgd", "learning_rate": rate, "momentum": momentum}


def _hidden(kind: str) -> Experiment:
    """The default experiment with another activation behind its hidden layer."""
    return DEFAULT.changed(layers=(_linear(10), {"kind": kind}, _linear(1), {"kind": "sigmoid"}), optimiser=_sgd(0.3))


def _falling(kind: str, **settings: float) -> Experiment:
    return DEFAULT.changed(rate_schedule={"kind": kind, **settings})


def _digits_with(*rows: Data) -> Experiment:
    return DIGITS.changed(layers=rows)


def _few_digits(**settings: float) -> Experiment:
    """Few images and many weights, which are soon known by heart, and something against it."""
    return DIGITS.changed(dataset={"subset": 100}, penalty=settings)


_CROSS = np.eye(6) + np.eye(6)[::-1]
_EDGE = np.array([[0.0, 0, 0, 1, 1, 1]] * 6)
_DIGIT = np.array(
    [[0, 0.6, 1, 0.6, 0], [0, 0, 0, 1, 0], [0, 0.4, 1, 0.6, 0], [0, 0, 0, 1, 0], [0.2, 0.8, 1, 0.5, 0]], float
)
_SEVEN = np.array(
    [[0.8, 1, 1, 1, 0.3], [0, 0, 0, 0.9, 0.2], [0, 0, 0.4, 0.9, 0], [0, 0, 0.9, 0.2, 0], [0, 0.3, 0.9, 0, 0]], float
)
_BAR = np.zeros((5, 5))
_BAR[2, 1:] = 0.9
_UNPOOLED = np.array([[0.1, 0.9, 0, 0.2], [0, 0.3, 0.4, 0], [0, 0, 1, 0], [0.5, 0, 0, 0.2]])
_SPOILT = np.clip(_DIGIT + np.random.default_rng(3).normal(0, 0.25, _DIGIT.shape), 0, 1)
_CONVOLUTION = PRESETS["USPS digits, Conv2D"]
_SMALL_CONVOLUTION = _digits_with(
    {"kind": "conv2d", "channels": 8, "kernel": 3, "padding": "same"},
    RELU,
    {"kind": "max_pool2d", "size": 2},
    FLATTEN,
    _linear(10),
)

TERMS: tuple[Term, ...] = (
    # What a network is made of
    Term(
        "Neural network",
        "A calculation with many numbers in it that nobody has set by hand. It takes numbers in, passes them through "
        "layers one after the other, and gives numbers out. Learning means: the numbers inside are changed, a little "
        "at a time, until what comes out is right for the examples.",
        lambda: pictures.network(2, 5, 1),
        "Open a small network and press Play",
        DEFAULT,
        also=("Network", "Stack", "Train a network", "Inside a network", "Model"),
    ),
    Term(
        "Layer",
        "One step of the calculation: it takes all the numbers that the step before gave, and makes new ones of them. "
        "Layers between the first and the last are called hidden, because nobody says what should come out of them. "
        "More layers can tell more complicated things apart, and are harder to train.",
        lambda: pictures.network(2, 4, 4, 1),
        "See two hidden layers on the spirals",
        DEFAULT.changed(
            dataset={"kind": "spirals"},
            layers=(_linear(12), TANH, _linear(12), TANH, _linear(1), {"kind": "sigmoid"}),
        ),
        also=("Hidden layer", "Module", "Layer by layer"),
    ),
    Term(
        "Linear",
        "The layer in which every output is a weighted sum of all inputs: each input times a weight of its own, all "
        "added up, and a bias on top. Units says how many such outputs it has. Alone it can only draw a straight "
        "border. (A learning-rate schedule of that name lets the rate fall in a straight line, and the two clouds of "
        "that name are parted by one.)",
        lambda: pictures.points({"kind": "linear"}, border=lambda x: -x),
        "See what one Linear layer can do",
        PRESETS["Two clouds"],
        also=("Dense layer", "Two clouds (linear)"),
    ),
    Term(
        "Unit",
        "One of the outputs of a layer, also called a neuron. A unit adds up its inputs, each times a weight, and so "
        "answers to one pattern in them. More units see more patterns, but there are also more weights to learn.",
        lambda: pictures.network(3, 1),
        "See a network with three hidden units",
        DEFAULT.changed(layers=(_linear(3), TANH, _linear(1), {"kind": "sigmoid"})),
        also=("Neuron", "Units"),
    ),
    Term(
        "Weight",
        "A number that an input is multiplied with. Weights are what a network learns: training moves them, everything "
        "else stays as you have built it. Weights and biases together are called parameters.",
        lambda: pictures.network(2, 3, 1, colour="second"),
        "See the weights as lines: choose Picture above the network",
        DEFAULT,
        also=("Parameter",),
    ),
    Term(
        "Bias",
        "A number that a layer adds to a weighted sum. Without it every border goes through the middle of the plane; "
        "with it the border may lie anywhere. An input that is always 1, the column of ones, does the same, because "
        "its weight is added every time.",
        lambda: pictures.curves(lambda x: 0.6 * x, lambda x: 0.6 * x + 0.7),
        "See a network that has no bias anywhere",
        PRESETS["Four clouds, no bias anywhere"],
        also=("Column of ones",),
    ),
    Term(
        "Activation",
        "A bend that each number goes through after a Linear layer. Without one, ten Linear layers could do no more "
        "than a single one: draw a straight line. The activation is what lets borders curve.",
        lambda: pictures.activation("tanh", "relu", "sigmoid"),
        "Take the activation out and press Play",
        DEFAULT.changed(layers=(_linear(10), _linear(1), {"kind": "sigmoid"})),
        also=("Activation function",),
    ),
    Term(
        "Tanh",
        "An activation shaped like an S: large numbers become nearly 1, very negative ones nearly −1, and around zero "
        "it hardly changes anything. Far from zero it is flat, and there a layer learns slowly.",
        lambda: pictures.activation("tanh"),
        "See it between two layers",
        DEFAULT,
    ),
    Term(
        "Sigmoid",
        "An activation that turns any number into a share between 0 and 1, so that the output can be read as a "
        "probability: 0.9 means “probably class 1”.",
        lambda: pictures.activation("sigmoid"),
        "See it at the end of a network",
        DEFAULT,
    ),
    Term(
        "ReLU",
        "The simplest activation: negative numbers become 0, all others stay as they are. It is quick, and does not "
        "get flat for large numbers. But a unit that is below zero for every sample learns nothing any more: it is "
        "dead.",
        lambda: pictures.activation("relu", up=(-1.0, 3.0)),
        "See borders made of straight pieces",
        _hidden("relu"),
        also=("Dead unit", "Dead"),
    ),
    Term(
        "LeakyReLU",
        "A ReLU that lets a little of the negative numbers through, so that no unit dies. The slope says how much.",
        lambda: pictures.activation("leaky_relu", up=(-1.0, 3.0)),
        "See it at work",
        _hidden("leaky_relu"),
        also=("Slope",),
    ),
    Term(
        "ELU",
        "A ReLU whose negative side bends smoothly to −α instead of being cut off, so that it still learns there.",
        lambda: pictures.activation("elu", up=(-1.2, 3.0)),
        "See it at work",
        _hidden("elu"),
        also=("α",),
    ),
    Term(
        "GELU",
        "A ReLU with a soft corner that dips a little below zero. It is the usual activation of today's language "
        "models.",
        lambda: pictures.activation("gelu", up=(-1.0, 3.0)),
        "See it at work",
        _hidden("gelu"),
    ),
    Term(
        "Swish",
        "A number times its own sigmoid: like a ReLU with a soft corner. β says how sharp the corner is.",
        lambda: pictures.activation("swish", up=(-1.0, 3.0)),
        "See it at work",
        _hidden("swish"),
        also=("β",),
    ),
    Term(
        "Softplus",
        "A ReLU drawn with a round corner: it is never exactly 0, and so never quite flat.",
        lambda: pictures.activation("softplus", up=(-1.0, 3.0)),
        "See it at work",
        _hidden("softplus"),
    ),
    Term(
        "Softmax",
        "Turns the outputs, one for each class, into shares that add up to 1, so that they can be read as "
        "probabilities. The largest output gets the largest share.",
        lambda: pictures.bars((0.1, 0.75, 0.15), names=("0", "1", "2")),
        "See the shares of ten digits while you draw",
        page=DRAW,
        also=("Probability", "Share"),
    ),
    Term(
        "Initialisation",
        "How the first, random weights are drawn before any training. Too large, and activations start flat; too "
        "small, and signals fade from layer to layer. Which is best depends on the activation.",
        lambda: pictures.bars((0.15, 0.4, 0.8, 1.0, 0.8, 0.4, 0.15)),
        "See a network that starts with small weights",
        DEFAULT.changed(
            layers=(_linear(10, initialisation="small"), TANH, _linear(1, initialisation="small"), {"kind": "sigmoid"})
        ),
        also=("First weights",),
    ),
    Term(
        "Seed",
        "The number that all chance here begins with: the first weights, the order of the samples, the noise. The same "
        "seed gives exactly the same training again; another one shows whether a result was luck.",
        lambda: pictures.points({"kind": "four_gaussians", "seed": 5}),
        "Train with another seed",
        DEFAULT.changed(seed=7),
        also=("New seed", "Choice of images"),
    ),
    Term(
        "Residual",
        "A layer, or several, whose input is added to its output: it only has to learn what to change. The input's "
        "short cut lets gradients reach the first layers of a deep network.",
        lambda: pictures.flow("x", "layers", "+ x"),
        "See a network with a short cut",
        DEFAULT.changed(
            layers=(
                *(_linear(8), TANH, _linear(8), TANH, {"kind": "residual", "rows": 2}),
                *(_linear(1), {"kind": "sigmoid"}),
            )
        ),
        also=("Residual connection", "Shortcut", "Rows skipped"),
    ),
    # Images
    Term(
        "Convolution",
        "A layer that slides small windows of weights, its filters, over the image, and asks at every place the same "
        "question: is there such an edge, such a corner? Each filter gives one picture of answers, a channel. Kernel "
        "is the window's size, stride the length of its steps, and padding adds an edge of zeros so that the picture "
        "keeps its size.",
        lambda: pictures.cells(_EDGE, [[0, 1], [0, 1]], np.array([[0.0, 0, 1, 0, 0]] * 5), marked=(1, 2, 2)),
        "See a network with filters read digits",
        _SMALL_CONVOLUTION,
        also=("Conv1D", "Conv2D", "Channel", "Kernel", "Stride", "Padding"),
    ),
    Term(
        "Filter",
        "The small window of weights that a convolution slides over the image. It answers strongly where the image "
        "looks like it. Sobel's filters, found by hand long ago, answer to upright and lying edges.",
        lambda: pictures.cells([[0, 0.5, 1]] * 3, [[0, 0, 0], [0.5] * 3, [1, 1, 1]], between="or"),
        "Look at the filters of a trained network",
        page=INSIDE,
        also=("Sobel",),
    ),
    Term(
        "Receptive field",
        "The part of the image that a unit can see at all. Behind one convolution it is as large as the window; each "
        "further layer widens it.",
        lambda: pictures.cells(_CROSS, [[0.9]], marked=(1, 1, 3)),
        "See what single filters look at",
        page=INSIDE,
    ),
    Term(
        "Orientation",
        "The direction of the strokes that a filter answers to most: upright, lying or slanted.",
        lambda: pictures.curves(lambda x: 0 * x, lambda x: 0.3 * x, lambda x: -0.8 * x),
        "Try filters with slanted bars",
        page=INSIDE,
    ),
    Term(
        "Saliency",
        "A map of the image that tells which pixels the answer depends on most: where a small change of the ink would "
        "change the network's mind.",
        lambda: pictures.cells(_DIGIT, np.roll(_DIGIT, 1, 0) * 0.8),
        "See which pixels matter",
        page=INSIDE,
    ),
    Term(
        "Pooling",
        "Makes a picture smaller: of every small window only the largest value is kept (max pooling), or the average. "
        "What is left tells that something is there, and no longer exactly where. Size is the window's side; a stride "
        "of 0 puts the windows edge to edge.",
        lambda: pictures.cells(
            [[0.1, 0.9, 0, 0.2], [0, 0.3, 0.4, 0], [0, 0, 1, 0], [0.5, 0, 0, 0.2]], [[0.9, 0.4], [0.5, 1]]
        ),
        "See pooling behind a convolution",
        _SMALL_CONVOLUTION,
        also=(
            "MaxPool1D",
            "MaxPool2D",
            "AveragePool1D",
            "AveragePool2D",
            "GlobalAveragePool",
            "Size",
        ),
    ),
    Term(
        "Flatten",
        "Lays an image's rows end to end, so that a Linear layer can take them as one long list of numbers. Reshape "
        "does the opposite: it makes a list into a signal or an image of a height, a width and channels.",
        lambda: pictures.cells([[0.1, 0.9], [0.6, 0.3]], [[0.1, 0.9, 0.6, 0.3]]),
        "See an image flattened and read",
        DIGITS,
        also=("Reshape", "To", "Height", "Width"),
    ),
    Term(
        "Upsampling",
        "Makes a picture larger: every pixel is repeated, as often as the factor says. Autoencoders rebuild images "
        "with it. (A factor of a learning-rate schedule is what the rate is multiplied with at each step.)",
        lambda: pictures.cells([[0.2, 0.9], [0.6, 0]], np.kron([[0.2, 0.9], [0.6, 0]], np.ones((2, 2)))),
        "See an autoencoder that rebuilds with it",
        PRESETS["Autoencoder, USPS, convolutional"],
        also=("Upsample2D", "Factor", "Factor of columns"),
    ),
    # The data
    Term(
        "Data",
        "The examples that a network learns from. Each of them, a sample, has an input and the answer that is wanted. "
        "It trains with the training samples; others, the test samples, are kept apart to see how it does on what it "
        "has never seen.",
        lambda: pictures.points({"kind": "moons"}),
        "See another set of points",
        DEFAULT.changed(dataset={"kind": "moons"}),
        also=("Dataset", "Sample", "Training sample", "Test sample", "Training point", "Test point", "Input", "Output"),
    ),
    Term(
        "Points in the plane",
        "Made-up data of two numbers each, so that all that a network makes of them can be seen as a picture. Rings, "
        "moons, clouds, a checkerboard and spirals ask for different borders; with more arms, turns or squares they "
        "get harder.",
        lambda: pictures.points({"kind": "spirals"}, most=200),
        "Try the spirals",
        DEFAULT.changed(dataset={"kind": "spirals"}),
        also=(
            "Checkerboard",
            "Circles",
            "Four clouds (XOR)",
            "Moons",
            "Spirals",
            "XOR",
            "Squares",
            "Arms",
            "Turns",
        ),
    ),
    Term(
        "Regression",
        "To foretell a number instead of a class: a height, a price. The network's last layer then has no Sigmoid, and "
        "the cost is the squared distance to the right number. The bumps and the sloping plane are such data.",
        lambda: pictures.curves(lambda x: np.exp(-(x**2)), lambda x: np.exp(-(x**2)) + 0.08 * np.sin(5 * x)),
        "See a network learn a surface",
        PRESETS["A surface of values"],
        also=("Gaussian bumps", "Sloping plane", "Value"),
    ),
    Term(
        "Class",
        "One of the kinds that a network tells apart: blue or orange, or which of ten digits. To do so is called "
        "classification. Each training sample has a label that names its class.",
        lambda: pictures.points({"kind": "four_gaussians"}),
        "See two classes of points",
        DEFAULT,
        also=("Classification", "Classifier", "Label", "Judge a classifier", "Class by class"),
    ),
    Term(
        "Balance",
        "Whether all classes have about as many samples. Where one is rare, a network may look good by never naming "
        "it. Class weights help: an error with a rare class then costs more.",
        lambda: pictures.bars((0.95, 0.12), colours=("first", "second")),
        "See what becomes of a rare class",
        DEFAULT.changed(dataset={"balance": 0.95}),
        also=("Class weights", "Rare class", "Class weight"),
    ),
    Term(
        "Handwritten digits",
        "Small grey images of the digits 0 to 9, written by many hands: 8 × 8 pixels, envelopes' 16 × 16 (USPS), "
        "28 × 28 (MNIST), or the pen's way over paper, drawn as an image. Fewer training images make it harder.",
        lambda: pictures.cells(_DIGIT),
        "Train a network on digits",
        DIGITS,
        also=(
            "Digits 8 × 8",
            "USPS digits 16 × 16",
            "MNIST digits 28 × 28",
            "Pen strokes of digits",
            "USPS",
            "MNIST",
            "Training images used",
            "Pen strokes added",
            "Image size",
            "Pen width",
            "Vary the pen",
            "Turn the writing",
        ),
    ),
    Term(
        "Own drawings",
        "Digits that you have drawn and labelled on the Draw page. The network trains with them as well, and so learns "
        "to read your hand.",
        lambda: pictures.flow("draw", "label", "train"),
        "Draw digits for the network",
        page=DRAW,
        also=("Draw a digit",),
    ),
    Term(
        "Own class",
        "A class that you name on the Teach page, such as hearts or a letter, and draw examples of. From about ten of "
        "each a network learns to tell your classes apart.",
        lambda: pictures.flow("name", "draw", "teach"),
        "Teach a network hearts and stars",
        page=TEACH,
        also=("Teach it yours", "Example"),
    ),
    Term(
        "Photo of digits",
        "A photo is searched for ink: what is darker than the paper around it. Strokes that belong together are cut "
        "out, brought to the size, place and thickness of the digits that the network learnt from, and read in turn.",
        lambda: pictures.flow("photo", "cut out", "read"),
        "Let it read digits on paper",
        page=TEACH,
        also=("Read in the photo",),
    ),
    Term(
        "Transfer learning",
        "Layers that have learnt from many samples are kept as they are, frozen, and only a last layer is learnt for "
        "something new. What strokes and corners look like need not be learnt again, so a few examples are enough.",
        lambda: pictures.flow("frozen", "frozen", "new", colours=("muted", "muted", "first")),
        "Compare it with learning from scratch",
        page=TEACH,
        also=("Frozen layer", "From scratch"),
    ),
    Term(
        "Cross-validation",
        "Where samples are few, each is held back once: several networks are trained, each without another part of "
        "them, and are tested on that part. So every sample tests a network that has never seen it.",
        lambda: pictures.cells([[1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        "See each example held back once",
        page=TEACH,
        also=("Held back",),
    ),
    Term(
        "Further inputs",
        "More numbers that are worked out of the two coordinates and given to the network too: their squares, their "
        "product, their sines. With the right one a border that was a circle becomes a straight line.",
        lambda: pictures.points({"kind": "circles"}),
        "See a single layer part two rings",
        DEFAULT.changed(
            dataset={"kind": "circles", "x1_squared": True, "x2_squared": True},
            layers=(_linear(1), {"kind": "sigmoid"}),
        ),
        also=("x₁²", "x₂²", "x₁·x₂", "sin x₁", "sin x₂", "Feature"),
    ),
    Term(
        "Noise",
        "Chance mixed into the data. Of points: how far they are scattered. Of images: what is added to the input "
        "(Gaussian), or pixels that turn black and white (salt and pepper) or are wiped out (masking). A network that "
        "has learnt with it is harder to mislead.",
        lambda: pictures.cells(_DIGIT, _SPOILT),
        "See scattered points",
        DEFAULT.changed(dataset={"noise": 0.9}),
        also=("Kind of noise", "Noise level", "Salt and pepper", "Masking"),
    ),
    Term(
        "Preparation",
        "What is done to the data before the network sees them. To standardise means: shift and scale each input so "
        "that it lies around 0 and varies by about 1, which makes training easier. To binarise means: every pixel "
        "becomes black or white.",
        lambda: pictures.cells(_DIGIT, (_DIGIT > 0.5).astype(float)),
        "See digits standardised",
        DIGITS.changed(preparation={"standardise": True}),
        also=("Standardise", "Binarise", "Binarised", "Original, noise, binarised; MSE or BCE"),
    ),
    Term(
        "Moved images",
        "Each time a training image is used it is shifted, turned, stretched, slanted or bent like rubber (elastic) a "
        "little, so that no two are the same. That is like having more images: the network learns what a digit is "
        "wherever it stands.",
        lambda: pictures.cells(_DIGIT, np.roll(_DIGIT, 1, 1), between="or"),
        "Train with images that move",
        _SMALL_CONVOLUTION.changed(preparation={"shift": 0.5, "rotate": 8.0}),
        also=("Shift", "Turn", "Stretch", "Slant", "Elastic", "Augmentation"),
    ),
    Term(
        "Manners of writing",
        "In some countries people draw a slash through the 0 and a bar through the 7, and pens are of all sizes. Where "
        "training images are now and then changed so, and their strokes made thicker or thinner, the network learns to "
        "read them too, although nobody in the dataset wrote like that.",
        lambda: pictures.cells(_SEVEN, np.maximum(_SEVEN, _BAR), between="or"),
        "Train with other manners of writing",
        _SMALL_CONVOLUTION.changed(preparation={"manners": 0.25, "thickness": 0.3}),
        also=("Thickness",),
    ),
    Term(
        "Validation",
        "A share of the training samples that is set aside and not trained with. It tells early when a network begins "
        "to learn by heart, and which settings are best, so that the test samples stay unseen until the end.",
        lambda: pictures.bars(
            (0.9, 0.3, 0.6), names=("train", "valid.", "test"), colours=("ink", "validation", "test")
        ),
        "Set a fifth of the digits aside",
        DIGITS.changed(preparation={"validation": 0.2}),
        also=("Validation sample",),
    ),
    Term(
        "Target",
        "What the network is to give: the digit's name, or the image itself, which makes it an autoencoder. Training "
        "makes the distance between output and target small.",
        lambda: pictures.flow("input", "network", "target"),
        "See a network whose target is the image",
        AUTOENCODER,
        also=("The network gives",),
    ),
    # Training
    Term(
        "Training",
        "To show the network samples over and over, and to change its weights each time so that it errs a little less. "
        "Play goes on until the chosen number of epochs is over; Step makes a single update.",
        lambda: pictures.flow("samples", "network", "error"),
        "Watch a network train",
        DEFAULT,
        also=("Run", "Runs", "Training settings"),
    ),
    Term(
        "Epoch",
        "One pass through all training samples. With 500 samples in batches of 10, an epoch is 50 updates. Most "
        "networks need many epochs. Until stopped lets the training go on until you pause it.",
        lambda: pictures.learning(lambda x: np.exp(-5 * x), lambda x: 0.05 + 0.95 * np.exp(-4.5 * x)),
        "Train for five epochs",
        DEFAULT.changed(schedule={"epochs": 5}),
        also=("Until stopped",),
    ),
    Term(
        "Update",
        "One step of learning: the network looks at a batch, the gradient is worked out, and every weight moves a "
        "little. The Step button makes exactly one.",
        lambda: pictures.descent(_sgd(0.04), steps=6),
        "Press Step, and look at one update at a time",
        DEFAULT.changed(optimiser=_sgd(2.0)),
        also=("Updates",),
    ),
    Term(
        "Batch",
        "The samples that are looked at together for one update. Small batches give many quick updates in directions "
        "that are not quite right; large ones give few, in sure directions.",
        lambda: pictures.cells([[0.9, 0.9, 0.9, 0.1, 0.1, 0.1, 0.1, 0.1]] * 2),
        "Train with batches of two",
        DEFAULT.changed(schedule={"batch_size": 2}),
        also=("Batch size", "Batch mode", "Mini-batch", "Full batch", "Stochastic"),
    ),
    Term(
        "Race",
        "Networks that begin with the same weights and are trained beside each other, one sample at a time, some, or "
        "all at once, so that you can see which way is the fastest.",
        lambda: pictures.learning(lambda x: np.exp(-6 * x), lambda x: np.exp(-2 * x)),
        "Let three batch modes race",
        page=COMPARE,
        also=("One sample, some, or all: the batch-mode laboratory", "Batch-mode laboratory"),
    ),
    Term(
        "Loss",
        "A number that says how wrong the network is: 0 is perfect. Training does nothing else than make it smaller. "
        "Its mean over all samples is also called the cost. Which loss is right depends on the task.",
        lambda: pictures.learning(lambda x: np.exp(-5 * x), lambda x: 0.08 + 0.92 * np.exp(-4.5 * x)),
        "Watch the cost fall",
        DEFAULT,
        also=("Cost", "Cost function", "Cost curve", "Error"),
    ),
    Term(
        "MSE",
        "Mean squared error: the distance between output and target, squared. An error twice as large costs four times "
        "as much. It is the natural loss where numbers are to be foretold.",
        lambda: pictures.loss("mse"),
        "Train with it",
        DEFAULT,
        also=("Mean squared error", "Squared error"),
    ),
    Term(
        "BCE",
        "Binary cross-entropy, the loss for yes or no: being sure and wrong costs a great deal. It learns faster than "
        "the squared error where the answer is a probability.",
        lambda: pictures.loss("bce"),
        "Train with it",
        DEFAULT.changed(layers=(_linear(10), TANH, _linear(1)), loss={"kind": "bce"}, optimiser=_sgd(0.3)),
        also=("Binary cross-entropy",),
    ),
    Term(
        "CrossEntropy",
        "The loss for several classes: it asks how much probability the right class was given, and being sure and "
        "wrong costs most. Smoothing asks for a little less than certainty, which keeps a network modest; a label to "
        "ignore does not count.",
        lambda: pictures.curves(lambda p: -np.log(np.maximum(p, 1e-3)), across=(0.01, 1.0), up=(0.0, 4.0)),
        "Train with it on ten digits",
        DIGITS,
        also=("Cross-entropy", "Smoothing", "Ignore"),
    ),
    Term(
        "Hinge",
        "A loss that only asks to be on the right side with some distance to the border; beyond that nothing is to be "
        "gained. Support vector machines use it.",
        lambda: pictures.loss("hinge"),
        "Train with it",
        DEFAULT.changed(layers=(_linear(10), TANH, _linear(2)), loss={"kind": "hinge"}, optimiser=_sgd(0.1)),
        also=("Hinge loss",),
    ),
    Term(
        "Huber",
        "The squared error for small distances, the plain distance for those beyond δ: a few samples that are far off "
        "do not spoil everything.",
        lambda: pictures.loss("huber"),
        "Train with it",
        PRESETS["A surface of values"].changed(loss={"kind": "huber"}),
        also=("δ",),
    ),
    Term(
        "Gradient",
        "For every weight, how much the loss would change if the weight grew a little. It points uphill, so the "
        "weights are moved the other way. Where gradients shrink from layer to layer (vanish), the first layers learn "
        "little. Longest gradient shortens, or clips, one that is too long.",
        lambda: pictures.curves(lambda x: 0.3 * x**2 - 1, lambda x: 0.9 * (x - 1.5) + 0.3 * 1.5**2 - 1),
        "See a training in which gradients are clipped",
        DEFAULT.changed(schedule={"clip_norm": 0.5}),
        also=("Longest gradient", "Clipped gradient", "Vanishing gradient", "Gradient descent"),
    ),
    Term(
        "Backpropagation",
        "The way in which the gradients are found: the error at the end is handed back layer by layer, each telling "
        "the one before it how much it had to do with it.",
        lambda: pictures.flow("loss", "layer 2", "layer 1"),
        "Make one update with Step",
        DEFAULT,
        also=("Backward", "Forward", "Backward pass", "Forward pass"),
    ),
    Term(
        "Optimiser",
        "The rule by which the weights are moved once the gradient is known. SGD goes straight downhill; others "
        "remember the steps before, or give every weight a step length of its own.",
        lambda: pictures.descent(_sgd(0.04), {"kind": "adam", "learning_rate": 0.5}),
        "Train with Adam instead of SGD",
        DEFAULT.changed(optimiser={"kind": "adam", "learning_rate": 0.02}),
    ),
    Term(
        "SGD",
        "Stochastic gradient descent, the plainest optimiser: every weight goes a step against its gradient, as long "
        "as the learning rate says.",
        lambda: pictures.descent(_sgd(0.05)),
        "Train with it",
        DEFAULT,
        also=("Stochastic gradient descent",),
    ),
    Term(
        "Momentum",
        "A ball that rolls downhill does not stop at once: part of the step before is added to each new one. This gets "
        "faster through long valleys. Nesterov looks ahead first, to where the ball is rolling. (In BatchNorm, the "
        "momentum says how slowly its averages follow.)",
        lambda: pictures.descent(_sgd(0.02), _sgd(0.02, 0.7)),
        "Train with momentum",
        DEFAULT.changed(optimiser=_sgd(0.3, 0.9)),
        also=("Nesterov",),
    ),
    Term(
        "RMSprop",
        "An optimiser that divides each weight's step by how large its gradients were of late, so that all weights "
        "move at a similar pace. Decay says how fast it forgets. (In AdamW, decay is how fast weights shrink.)",
        lambda: pictures.descent({"kind": "rmsprop", "learning_rate": 0.3}),
        "Train with it",
        DEFAULT.changed(optimiser={"kind": "rmsprop", "learning_rate": 0.01}),
        also=("Decay", "Weight decay"),
    ),
    Term(
        "Adam",
        "An optimiser that does both: it remembers the direction of the steps before (β₁) and gives every weight a "
        "step length of its own (β₂). ε only keeps it from dividing by zero. It works well for most networks. AdamW "
        "also lets weights shrink a little at each step.",
        lambda: pictures.descent({"kind": "adam", "learning_rate": 0.5}),
        "Train with it",
        DEFAULT.changed(optimiser={"kind": "adam", "learning_rate": 0.02}),
        also=("AdamW", "β₁", "β₂", "ε"),
    ),
    Term(
        "Learning rate",
        "How long each step of the weights is. Too small, and learning takes for ever; too large, and the steps jump "
        "across the valley, and the cost grows instead of falling. It is the setting that matters most.",
        lambda: pictures.descent(_sgd(0.01), _sgd(0.05), _sgd(0.118)),
        "See a rate that is far too large",
        DEFAULT.changed(optimiser=_sgd(10.0)),
        also=("Rate",),
    ),
    Term(
        "Learning-rate schedule",
        "A plan by which the learning rate changes during training: usually large steps first and small ones at the "
        "end, to settle down. Step multiplies it with a factor every so many epochs, cosine lets it fall in a wave's "
        "curve, down to the least share. A warm-up begins gently.",
        lambda: pictures.rate({"kind": "cosine", "warm_up": 3.0}, {"kind": "step", "every": 6.0}),
        "Train with a rate that falls",
        _falling("cosine"),
        also=("Constant", "Step", "Cosine", "Warm-up", "Every", "Least share"),
    ),
    Term(
        "Regularisation",
        "Whatever keeps a network from learning the training samples by heart. A penalty makes large weights cost "
        "something: L2 counts their squares and keeps all of them small, L1 counts their sizes and pushes many to "
        "exactly zero. Dropout, noise and stopping early do it in other ways.",
        lambda: pictures.curves(lambda w: 0.25 * w**2, np.abs, up=(0.0, 2.5)),
        "See a penalty on few images",
        _few_digits(l2=0.01),
        also=("Regularization", "Penalty", "L1", "L2"),
    ),
    Term(
        "Dropout",
        "While it trains, units are switched off at random, as large a share of them as the rate says, so that the "
        "network cannot rely on any single one. When it is used, all are on.",
        lambda: pictures.network(3, 5, 2, gone=((1, 1), (1, 3))),
        "Train with half of the units off",
        _digits_with(FLATTEN, _linear(64), RELU, {"kind": "dropout", "rate": 0.5}, _linear(10)),
    ),
    Term(
        "Normalisation",
        "A layer that shifts and scales the numbers that pass through, so that they lie around 0 and vary by about 1. "
        "BatchNorm does it over the samples of a batch, LayerNorm over the units of one sample. Deep networks train "
        "faster with it.",
        lambda: pictures.curves(lambda x: np.exp(-((x - 1.5) ** 2) * 3), lambda x: np.exp(-(x**2))),
        "Train with BatchNorm",
        _digits_with(FLATTEN, _linear(64), {"kind": "batch_norm"}, RELU, _linear(10)),
        also=("BatchNorm", "LayerNorm", "Batch normalisation"),
    ),
    Term(
        "Early stopping",
        "To end a training when it no longer gets better on samples that it does not train with. Patience says how "
        "many epochs to wait; keep the best weights goes back to the best moment; a target accuracy ends it when that "
        "is reached.",
        lambda: pictures.learning(
            lambda x: np.exp(-4 * x), lambda x: 0.3 + 0.7 * np.exp(-7 * x) + 0.4 * x**2, colour="validation", mark=0.35
        ),
        "Stop when validation no longer gets better",
        DIGITS.changed(preparation={"validation": 0.2}, schedule={"patience": 5, "keep_best": True}),
        also=("Patience", "Target accuracy", "Keep the best weights", "Stop rule"),
    ),
    Term(
        "Averaged weights",
        "The weights jump about a little at every update. Their average over the last updates is calmer, and often "
        "better than any one of them.",
        lambda: pictures.learning(
            lambda x: np.clip(np.exp(-4 * x) + 0.08 * np.sin(40 * x), 0, 1), lambda x: np.exp(-4 * x), colour="first"
        ),
        "Train with averaged weights",
        DIGITS.changed(schedule={"averaging": 0.99}),
        also=("Average of the weights",),
    ),
    Term(
        "Checkpoint",
        "The weights as they were at an epoch of the past, kept so that one can go back there and train on in another "
        "way.",
        lambda: pictures.learning(lambda x: np.exp(-4 * x), lambda x: np.exp(-4 * x), colour="ink", mark=0.4),
        "Go back into a run's past",
        page=COMPARE,
        also=("Snapshot",),
    ),
    Term(
        "Sweep",
        "The same training again and again with other settings: every combination, or some drawn by chance. A picture "
        "of all results shows which settings matter.",
        lambda: pictures.cells(np.add.outer(np.linspace(0.1, 0.5, 4), np.linspace(0, 0.5, 6))),
        "Sweep over two settings",
        page=COMPARE,
        also=("Sweep: the same training with many settings", "Compare", "Hyperparameter"),
    ),
    # How good it is
    Term(
        "Accuracy",
        "The share of samples that are given the right class: 95 % means one in twenty is wrong. On the test samples "
        "it tells how good a network really is.",
        lambda: pictures.bars((0.95, 0.05), names=("right", "wrong"), colours=("first", "mark")),
        "Watch it rise",
        DIGITS,
        also=("Test accuracy", "Training accuracy"),
    ),
    Term(
        "Overfitting",
        "To learn by heart instead of learning the rule: on the training samples the cost goes on falling, on the test "
        "samples it rises again. Too few samples and too many weights lead to it.",
        lambda: pictures.learning(lambda x: np.exp(-5 * x), lambda x: 0.25 + 0.75 * np.exp(-8 * x) + 0.5 * x**2),
        "See it with fifty images",
        DIGITS.changed(dataset={"subset": 50}, schedule={"epochs": 200}),
        also=("Train against test", "Generalisation", "Gap"),
    ),
    Term(
        "Confusion matrix",
        "A table of what is taken for what: a row for each true class, a column for each answer. On the diagonal "
        "stands what was right; everything beside it is a mix-up.",
        lambda: pictures.cells([[0.9, 0.05, 0], [0.1, 0.8, 0.25], [0, 0.15, 0.9]]),
        "See which digits are mixed up",
        page=JUDGE,
        also=("What is taken for what", "Confusion"),
    ),
    Term(
        "Confidence",
        "How sure the network is of its answer: the share it gives to that class. It is well calibrated if, of all "
        "answers given with 80 % confidence, about 80 % are right. Many networks are too sure of themselves.",
        lambda: pictures.curves(lambda x: x, lambda x: x**1.8, across=(0.0, 1.0), up=(0.0, 1.0)),
        "See whether it may be believed",
        page=JUDGE,
        also=("Calibration", "May its confidence be believed?", "The most confident mistakes", "Reliability"),
    ),
    Term(
        "Interval",
        "What was counted on a few samples may be off by chance. The 95 % interval says how far: in 95 of 100 such "
        "cases the true share lies within it. The fewer the samples, the wider it is; where two intervals overlap "
        "much, the samples tell no difference.",
        lambda: pictures.curves(
            lambda n: 0.5 + 1 / np.sqrt(n), lambda n: 0.5 - 1 / np.sqrt(n), across=(4.0, 100.0), up=(0.0, 1.0)
        ),
        "See it around each class's accuracy",
        page=JUDGE,
        also=("95 % interval", "Confidence interval"),
    ),
    Term(
        "Robustness",
        "How much a network bears: whether it still reads a digit that is noisy, turned, shifted, or written with "
        "another pen. Who was trained with varied images bears more of what they were varied by.",
        lambda: pictures.curves(
            lambda x: 0.95 - 0.7 * x**2, lambda x: 0.9 - 0.85 * x, across=(0.0, 1.0), up=(0.0, 1.0)
        ),
        "Disturb a network's digits",
        page=JUDGE,
        also=("How much does it bear?",),
    ),
    # Autoencoders
    Term(
        "Autoencoder",
        "A network that rebuilds its own input, through a layer that is much too narrow for it. So it has to find out "
        "what matters. Its first half, the encoder, squeezes; its second, the decoder, unfolds.",
        lambda: pictures.flow("image", "code", "image", heights=(56, 18, 56)),
        "Train an autoencoder",
        AUTOENCODER,
        also=("Encoder", "Decoder", "Reconstruction", "Rebuild the image"),
    ),
    Term(
        "Latent code",
        "The few numbers that an autoencoder squeezes an image into, and from which it rebuilds it. Similar images get "
        "similar codes, so each digit has a region of its own.",
        lambda: pictures.points({"kind": "four_gaussians"}),
        "See two numbers as a map of digits",
        PRESETS["Autoencoder, digits 8 × 8, a code of 2"],
        also=("Code", "Latent space", "Latent", "What the code knows", "The plane, decoded"),
    ),
    Term(
        "Interpolation",
        "To go from one image to another in small steps. In the pixels that is a cross-fade; in the code each step is "
        "a digit in between.",
        lambda: pictures.cells(_DIGIT, 0.5 * _DIGIT + 0.5 * _DIGIT[:, ::-1], _DIGIT[:, ::-1]),
        "Go from one digit to another",
        page=LATENT,
        also=("Between two digits",),
    ),
    Term(
        "Denoising",
        "To train an autoencoder with spoilt images and to ask for the clean ones: it learns to take noise away.",
        lambda: pictures.cells(_SPOILT, _DIGIT),
        "Train one that takes noise away",
        AUTOENCODER.changed(preparation={"noise": 0.3}),
        also=("Does it take noise away?",),
    ),
    Term(
        "Cluster",
        "A group of things that lie close together. K-means finds k groups without knowing any labels; purity says how "
        "far each group holds one digit only.",
        lambda: pictures.points({"kind": "linear"}),
        "See whether codes form groups",
        page=LATENT,
        also=("K-means", "Clusters (k)", "Purity", "Clusters: does the code know the digits?"),
    ),
    Term(
        "Projection",
        "A flat map of codes that have more than two numbers. Principal components turn it so that most is seen; t-SNE "
        "keeps neighbours together and bends the rest.",
        lambda: pictures.points({"kind": "moons"}),
        "See a map of all codes",
        page=LATENT,
        also=("t-SNE", "Principal components", "Map", "Principal component"),
    ),
)
