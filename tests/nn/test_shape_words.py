"""Shapes in words, and no Python notation in anything that is said of a module."""

import re

import pytest

import nn.layers  # noqa: F401  registers every kind
from nn import trace
from nn.module import Module
from nn.registry import make
from nn.settings import settings_of
from nn.shape_words import shape_text, sizes_text

WORDS = {
    (64,): "a list of 64 numbers",
    (4096,): "a list of 4,096 numbers",
    (1,): "a single number",
    (256, 1): "a signal of length 256",
    (254, 32): "32 signals of length 254",
    (28, 28, 1): "a picture of 28 × 28",
    (14, 7, 8): "8 pictures of 14 × 7",
    (2, 3, 4, 5): "a block of 2 × 3 × 4 × 5",
}
PYTHON = re.compile(r"\(\s*\d+\s*,|\(\w+(, \w+)*,?\)|\bNone\b|\bTrue\b|\bFalse\b|[\[\]{}]|\bshape\b")


@pytest.mark.parametrize(("shape", "words"), WORDS.items())
def test_a_shape_is_said_in_words(shape, words):
    assert shape_text(shape) == words


def test_sizes_alone():
    assert [sizes_text(shape) for shape in ((28, 28, 1), (64,), ())] == ["28 × 28 × 1", "64", ""]


def test_what_is_python_is_known_as_such():
    for notation in ("(1, 28, 28)", "needs a signal (length, channels)", "it is None", "[3]", "shape 8 × 8", "(64,)"):
        assert PYTHON.search(notation), notation
    assert not PYTHON.search("bends the others smoothly towards -α (Clevert et al., 2016)")


@pytest.mark.parametrize("kind", Module.kinds())
def test_help_speaks_no_python(kind):
    cls = Module.kinds()[kind]
    for text in (cls.summary(), *(setting.help for setting in settings_of(cls))):
        assert not PYTHON.search(text), text


@pytest.mark.parametrize("shape", WORDS)
def test_errors_speak_no_python_and_say_what_to_do(shape):
    refused = 0
    for kind in Module.kinds():
        (row,) = trace([make(Module, {"kind": kind})], shape)
        if row.error is not None:
            refused += 1
            assert not PYTHON.search(row.error), row.error
            assert re.search(r"\. (Add|Take|Make|Change|Move) ", row.error), row.error
            # alone, a Residual lacks a row to add, whatever the shape
            assert shape_text(shape) in row.error or kind == "residual"
    assert refused
