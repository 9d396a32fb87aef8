"""Arguments of the library's functions, checked at the call: which value is wrong, and what to write instead."""

from __future__ import annotations

import math
import operator
from collections.abc import Iterable
from typing import Any

import numpy as np
import numpy.typing as npt

from nn.module import Array, Module, Shape
from nn.settings import brief, finite_number

LARGEST_SAMPLE = 10**9
"""Values of one sample: a few of this size fill any memory."""


def require_instance(value: object, base: type, name: str, example: str) -> None:
    """Raise TypeError unless `value`, the argument `name`, is an instance of `base`; `example` shows one."""
    if isinstance(value, base):
        return
    if isinstance(value, type) and issubclass(value, base):
        raise TypeError(f"{name} is the class {value.__name__}; give an instance of it: {value.__name__}().")
    raise TypeError(f"{name} must be of {base.__name__}, such as {example}; it is {brief(value)}.")


def require_generator(rng: object) -> None:
    """Raise TypeError unless `rng` is a generator of NumPy's: a seed alone is none."""
    example = rng if isinstance(rng, int) else 0
    require_instance(rng, np.random.Generator, "rng", f"np.random.default_rng({brief(example)})")


def modules(layers: Iterable[Module]) -> tuple[Module, ...]:
    """The modules of a network; TypeError where one is none, ValueError where one stands twice."""
    if not isinstance(layers, Iterable):
        raise TypeError(f"Sequential takes a list of modules, such as [Linear(10), Tanh()]; it is {brief(layers)}.")
    rows: dict[int, int] = {}
    found = tuple(layers)
    for row, layer in enumerate(found, 1):
        require_instance(layer, Module, f"Row {row} of the network", "Linear(10)")
        first = rows.setdefault(id(layer), row)
        if first != row:
            raise ValueError(
                f"Rows {first} and {row} are the same {layer.title()}, and a module keeps what one place needs; "
                f"make another for row {row}, {layer.title()}(...) or copy.deepcopy of it."
            )
    return found


def whole(value: object, name: str, advice: str) -> int:
    """`value` as an int of at least 1; TypeError or ValueError with `advice` where it is none."""
    words = f"{name} must be a whole number of at least 1{advice}; it is {brief(value)}."
    if isinstance(value, bool):
        raise TypeError(words)
    try:
        number = operator.index(value)  # type: ignore[arg-type]  # what has no index is told of
    except TypeError:
        raise TypeError(words) from None
    if number < 1:
        raise ValueError(words)
    return number


def at_least_zero(value: object, name: str) -> float:
    """`value` as a number of at least 0; ValueError where it is none."""
    number = finite_number(value)
    if number is None or number < 0:
        raise ValueError(f"{name} must be a number of at least 0, which means none; it is {brief(value)}.")
    return number


def sample_shape(shape: object) -> Shape:
    """`shape` as that of one sample, a tuple of ints; TypeError or ValueError where it is none."""
    if not isinstance(shape, (tuple, list)) or not shape:
        given = f" Write ({brief(shape)},)." if isinstance(shape, int) and not isinstance(shape, bool) else ""
        raise TypeError(
            "The shape of one sample must be a tuple with at least one size, such as (2,) or (28, 28, 1); "
            f"it is {brief(shape)}.{given}"
        )
    sizes = tuple(whole(size, "Each size in the shape of a sample", ", the samples not counted") for size in shape)
    if math.prod(sizes) > LARGEST_SAMPLE:
        raise ValueError(
            f"A sample of the shape {brief(sizes)} has more than {LARGEST_SAMPLE:,} values; take smaller ones."
        )
    return sizes


def precision(dtype: npt.DTypeLike) -> np.dtype[Any]:
    """The dtype that a network computes in; TypeError for any but single and double precision."""
    try:
        found = None if dtype is None else np.dtype(dtype)
    except TypeError:
        found = None
    if found not in (np.float32, np.float64):
        raise TypeError(f"A network computes in np.float32 or np.float64; {brief(dtype)} was asked for.")
    assert found is not None
    return found


def samples(values: object, name: str) -> Array:
    """`values`, one row a sample, as an array of finite numbers; TypeError or ValueError where they are none."""
    array = numbers(values, name)
    require_finite(array, name)
    return array


def in_precision(values: Array, name: str, dtype: np.dtype[Any]) -> Array:
    """The values in this precision; ValueError where one is too large for it."""
    with np.errstate(over="ignore"):
        converted = np.asarray(values, dtype)
    if converted is not values:  # what came in this precision has been looked at
        require_finite(converted, f"{name} in {dtype}")
    return converted


def numbers(values: object, name: str) -> Array:
    """`values`, one row a sample, as an array of numbers; TypeError or ValueError where they are none."""
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(f"{name} must have the same shape for every sample; the shapes given differ.") from None
    if array.ndim == 0 or array.dtype.kind not in "buif":
        raise TypeError(f"{name} must be an array of numbers, one row a sample; it is {brief(values)}.")
    if len(array) and not array.size:
        raise ValueError(f"{name} has {len(array):,} samples without a value in them; its shape is {array.shape}.")
    return array


def require_finite(array: Array, name: str) -> None:
    """Raise ValueError, with the first place, where `array` holds a NaN or an infinity."""
    # the extremes tell without an array of answers, which would be large where the samples are
    if array.dtype.kind != "f" or not array.size or (np.isfinite(array.min()) and np.isfinite(array.max())):
        return
    index = tuple(int(number) for number in np.argwhere(~np.isfinite(array))[0])
    raise ValueError(
        f"{name} holds {float(array[index])} at {list(index)}, which no network can learn from; "
        f"replace it, or leave sample {index[0]} out."
    )
