"""Frames that answer a drawing: the classes, or the image as it is rebuilt."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import numpy as np

from nn.module import Array
from playground.analysis.interpretability.strokes import WithoutPart
from playground.processes.wire import pack
from playground.server.canvas import Drawn


def pack_answer(
    revision: int,
    classes: Sequence[str],
    probabilities: Array | None,
    image: Array | None,
    note: str | None = None,
    doubt: int | None = None,
) -> bytes:
    """Pack the class probabilities that the canvas shows beside the drawing.

    Args:
        revision: That of the drawing which this is the answer to; 0 before there is one.
        classes: The class names, in the order of the network's outputs.
        probabilities: One for each class, (classes,); None where there is nothing to say, as of an empty drawing.
        image: What the network saw, (rows, columns) or (rows, columns, 1), ink 0..1.
        note: A sentence under the answer: why there is none, or how far to trust it.
        doubt: Where the answer is that it is not sure, the class that a second opinion is for; else None.

    Raises:
        ValueError: Where the probabilities do not fit the classes, the image has no two axes, or a value is not finite.
    """
    header = {"kind": "classes", "revision": revision, "note": note, "classes": list(classes), "doubt": doubt}
    arrays: dict[str, Array] = {}
    if probabilities is not None:
        if probabilities.shape != (len(classes),) or not np.isfinite(probabilities).all():
            raise ValueError(f"{len(classes)} classes need as many finite probabilities; got {probabilities.shape}.")
        arrays["probabilities"] = probabilities.astype(np.float32)
    if image is not None:
        arrays["image"] = ink_bytes(image)
    return pack(header, arrays)


def strokes_answer(
    drawn: Drawn, classes: Sequence[str], probabilities: Array | None, found: Sequence[WithoutPart]
) -> bytes:
    """Changes of the answer without each part of the drawing, as JSON.

    `probabilities` are those of the whole drawing, (classes,), None where nothing is drawn; then nothing is `found`.
    """
    best = None if probabilities is None else int(probabilities.argmax())
    header = {
        "revision": drawn.revision,
        "named": None if best is None else classes[best],
        "share": None if probabilities is None or best is None else _rounded(probabilities[best]),
        "strokes": len(drawn.drawing.strokes),
        "pieces": len(drawn.drawing.strokes) == 1 and len(found) > 1,
        "parts": [_without(classes, best, each) for each in found],
    }
    return json.dumps(header, allow_nan=False).encode()


def _without(classes: Sequence[str], best: int | None, found: WithoutPart) -> dict[str, Any]:
    shares = found.probabilities
    if shares is None or best is None:
        return {**asdict(found.part), "share": None, "instead": None, "instead_share": None}
    instead = int(shares.argmax())
    told = {"share": _rounded(shares[best]), "instead": classes[instead], "instead_share": _rounded(shares[instead])}
    return {**asdict(found.part), **told}


def _rounded(share: float) -> float:
    return round(float(share), 6)


MOST_CODE = 1024
SHOWN_CODE = 32
"""So many numbers of the code go to the browser; of the others it is told how many they are."""
BINS = 30
USUAL = 0.90
"""A drawing whose error is above that of at most this share of the test digits counts as drawn like one."""
UNUSUAL = 0.99


def pack_rebuilt(
    revision: int,
    image: Array | None,
    rebuilt: Array | None,
    code: Array | None,
    code_range: tuple[Array, Array] | None,
    error: float | None,
    test_errors: Array | None,
    note: str | None = None,
) -> bytes:
    """Pack the rebuilt drawing, its code and its error, which the canvas shows beside the drawing.

    An empty drawing has no `rebuilt`, `code` and `error`; give the other arguments also then, so that what they show
    keeps its place.

    Args:
        revision: That of the drawing which this is the answer to; 0 before there is one.
        image: What the network saw, (rows, columns) or (rows, columns, 1), ink 0..1.
        rebuilt: What it made of that, of the same shape, ink 0..1; clipped to that range.
        code: The numbers between encoder and decoder, (k,), k from 1 to `MOST_CODE`.
        code_range: The lowest and the highest of each over the test digits, (k,) both: the bars are scaled by them.
        error: The mean squared error of `rebuilt` against `image`.
        test_errors: The same of the test digits, sorted, (n,); None or empty where they are not known.
        note: A sentence under the answer: why there is none, or how far to trust it.

    Raises:
        ValueError: Where shapes do not fit, a value is not finite, an error is negative, the errors are not sorted, or
            there is an error without a rebuilt image or the other way about.
    """
    header: dict[str, Any] = {"kind": "rebuilt", "revision": revision, "note": note}
    arrays: dict[str, Array] = {}
    if image is not None:
        arrays["image"] = ink_bytes(image)
    if (rebuilt is None) != (error is None):
        raise ValueError("A rebuilt image and its error come together, or neither does.")
    if rebuilt is not None and error is not None:
        arrays["rebuilt"] = ink_bytes(rebuilt)
        if image is None or arrays["rebuilt"].shape != arrays["image"].shape:
            seen = None if image is None else image.shape
            raise ValueError(f"The rebuilt image must have the shape of the one seen, {seen}; it has {rebuilt.shape}.")
        if not (np.isfinite(error) and error >= 0):
            raise ValueError(f"The error must be a finite number, 0 or above; it is {error}.")
    header["code_length"] = _add_code(arrays, code, code_range)
    errors = np.empty(0) if test_errors is None else _checked(test_errors)
    header |= _standing(None if error is None else float(error), errors)
    if len(errors):
        arrays["error_counts"], header["error_high"] = _counts(errors)
    return pack(header, arrays)


def _add_code(arrays: dict[str, Array], code: Array | None, code_range: tuple[Array, Array] | None) -> int:
    """Puts the first numbers of the code and of their range among the arrays; gives how many there are in all."""
    parts = {} if code is None else {"code": code}
    if code_range is not None:
        parts |= {"code_low": code_range[0], "code_high": code_range[1]}
    length = next((part.size for part in parts.values()), 0)
    for name, part in parts.items():
        if part.shape != (length,) or not 1 <= length <= MOST_CODE or not np.isfinite(part).all():
            raise ValueError(
                f"The code and both ends of its range must be of the same 1 to {MOST_CODE} finite numbers; "
                f"{name} is of {part.shape}."
            )
        arrays[name] = part[:SHOWN_CODE].astype(np.float32)
    if code_range is not None and (code_range[0] > code_range[1]).any():
        raise ValueError("The code's lowest numbers must not be above the highest.")
    return length


def _checked(errors: Array) -> Array:
    """The test digits' errors as float64."""
    if errors.ndim != 1 or not np.isfinite(errors).all():
        raise ValueError(f"The test digits' errors must be finite and of (digits,); they are of {errors.shape}.")
    if (errors[1:] < errors[:-1]).any() or (errors[:1] < 0).any():
        raise ValueError("The test digits' errors must be sorted and not negative.")
    return errors.astype(np.float64)


def _counts(errors: Array) -> tuple[Array, float]:
    """How many of the sorted errors lie in each of `BINS` equal steps from 0 to the largest, and where these end."""
    high = float(errors[-1]) or 1.0
    below = np.searchsorted(errors, np.linspace(0, high, BINS + 1)[1:], side="right")
    return np.diff(below, prepend=0).astype(np.uint32), high


def _standing(error: float | None, errors: Array) -> dict[str, Any]:
    """The error in words: alone, and among the sorted errors of the test digits where there are any."""
    if error is None:
        return {"error": None, "sentence": None, "standing": None}
    size = f"{error:.3f}" if error >= 0.001 or error == 0 else "less than 0.001"
    sentence = f"Rebuilt with an error of {size}"
    if not len(errors):
        return {"error": error, "sentence": sentence, "standing": None}
    smaller = int(np.searchsorted(errors, error))
    share = smaller / len(errors)
    if share > USUAL:
        than = "that of every test digit" if smaller == len(errors) else f"that of {_percent(share)} of the test digits"
        sentence += f", larger than {than}"
    sentence += f": {likeness(share)}"
    return {
        "error": error,
        "sentence": sentence,
        "standing": _larger(len(errors) - int(np.searchsorted(errors, error, side="right")), len(errors)),
    }


def likeness(share: float) -> str:
    """What it says of a drawing that its error is above that of this share of the test digits, 0..1."""
    if share <= USUAL:
        return "drawn like a digit"
    return "an unusual digit" if share <= UNUSUAL else "unlike anything seen"


def _larger(count: int, digits: int) -> str:
    if count == 0:
        return "None of the test digits has a larger error."
    share = "Less than 1 %" if 100 * count < digits else _percent(count / digits)
    return f"{share} of the test digits have a larger error."


def _percent(share: float) -> str:
    """Rounded down: only all are 100 %."""
    return f"{int(100 * share + 1e-9)} %"


def ink_bytes(image: Array) -> Array:
    """An image (rows, columns) or (rows, columns, 1), ink 0..1, as uint8 (rows, columns) of 255 for full ink.

    Raises:
        ValueError: Where the image has no two axes or a value is not finite.
    """
    if image.ndim not in (2, 3) or image.shape[2:] not in ((), (1,)) or not np.isfinite(image).all():
        raise ValueError(f"The image must be finite and of (rows, columns); it is of {image.shape}.")
    return (image.reshape(image.shape[:2]).clip(0, 1) * 255).round().astype(np.uint8)
