"""Frames of the step that is explained, as its view reads them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

import numpy as np

from nn.module import Array
from playground.analysis.step.check import Check
from playground.analysis.step.explanation import Explanation, Rest, Term
from playground.analysis.step.phases import (
    BACKWARD,
    INPUT,
    INPUT_DELTA,
    LOSS,
    OUTPUT,
    PHASES,
    TARGET,
    Block,
    Linked,
    columns,
)
from playground.analysis.step.pictures import Curve, Picture, Spread, Window, Winner
from playground.analysis.step.recording import Step
from playground.processes.wire import pack

MOST_SHOWN = 1 << 18
"""Numbers of a block that are sent; of a larger one the last axis is cut."""
MOST_LINKED = 4096
MOST_CHANNELS = 4
"""Channels of a convolution's window that are drawn: those that say most."""
BINS = 24


def number_data(value: float) -> float | str:
    """A number for JSON, which has no infinity: JavaScript's `Number` reads what stands for it."""
    if math.isnan(value):
        return "NaN"
    return float(value) if math.isfinite(value) else "Infinity" if value > 0 else "-Infinity"


def phase_frame(step: Step, phase: str, sample: int, header: Mapping[str, Any]) -> bytes:
    """The columns of a phase, and the stops of all phases.

    The header has `phase`; `phases`, all of them; `sample` and `count`, which of the step's samples it is of; `value`,
    the mean loss; and `columns`, each with `title` and `blocks`. A block has `title`, `kind`, `row` and `name`, by
    which it is asked about; `shape`, that of its numbers; and `whole`, the size of the last axis, where only a part is
    shown. Its numbers are the array of its number among all blocks, float32. A stop has `phase`, `column`, `block` and
    `index`, the number's place in it.
    """
    found = {each: columns(step, each, sample) for each in PHASES}
    arrays: dict[str, Array] = {}
    described = []
    for column in found[phase]:
        blocks = []
        for block in column.blocks:
            shown = _shown(block.values)
            arrays[str(len(arrays))] = np.ascontiguousarray(shown, np.float32)
            part = {"title": block.title, "kind": block.kind, "row": block.row, "name": block.name}
            blocks.append({**part, "shape": shown.shape, "whole": block.values.shape[-1]})
        described.append({"title": column.title, "blocks": blocks})
    stops = [stop for each in PHASES for stop in _stops(each, found[each])]
    own = {"moving": False, "phase": phase, "phases": PHASES, "sample": sample, "count": step.count}
    value = number_data(step.value)
    return pack({**header, **own, "value": value, "columns": described, "stops": stops}, arrays)


def _shown(values: Array) -> Array:
    most = max(1, MOST_SHOWN * values.shape[-1] // max(1, values.size))
    return values[..., :most]


def _stops(phase: str, found: tuple[Any, ...]) -> list[dict[str, Any]]:
    """Where the walk through a phase stands still: at the largest number of each block that something makes.

    Backward goes from the loss to the input.
    """
    stops = []
    order = range(len(found))
    for column in reversed(order) if phase == BACKWARD else order:
        for block, each in enumerate(found[column].blocks):
            if each.kind not in (INPUT, TARGET) and (phase, each.kind) != (LOSS, OUTPUT):
                stops.append({"phase": phase, "column": column, "block": block, "index": _largest(each)})
    return stops


def _largest(block: Block) -> int:
    sizes = np.abs(_shown(block.values))
    return int(np.where(np.isfinite(sizes), sizes, -1).argmax())


def explanation_data(explanation: Explanation) -> dict[str, Any]:
    """An explanation as plain data, and those before it."""
    return {
        "title": explanation.title,
        "formula": explanation.formula,
        "filled": explanation.filled,
        "symbols": explanation.symbols,
        "terms": [_term(term) for term in explanation.terms],
        "rest": _rest(explanation.rest),
        "result": number_data(explanation.result),
        "steps": [explanation_data(step) for step in explanation.steps],
        "picture": _picture(explanation.picture),
    }


def _term(term: Term) -> dict[str, Any]:
    factors = [number_data(factor) for factor in term.factors]
    return {"label": term.label, "factors": factors, "product": number_data(term.product)}


def _rest(rest: Rest | None) -> dict[str, Any] | None:
    return None if rest is None else {"label": rest.label, "sum": number_data(rest.sum)}


def _numbers(values: Array) -> list[float | str]:
    return [number_data(value) for value in np.asarray(values, np.float64).ravel()]


def _picture(picture: Picture | None) -> dict[str, Any] | None:
    match picture:
        case Curve():
            x, y, point = _numbers(picture.x), _numbers(picture.y), [number_data(part) for part in picture.point]
            return {"kind": "curve", "x": x, "y": y, "point": point, "slope": number_data(picture.slope)}
        case Window():
            return _window(picture)
        case Winner():
            values, shares = _numbers(picture.values), _numbers(picture.shares)
            return {"kind": "winner", "positions": picture.positions.tolist(), "values": values, "shares": shares}
        case Spread():
            return _spread(picture)
    return None  # what a number reaches is shown by the cells themselves


def _window(window: Window) -> dict[str, Any]:
    """The window, the filter and their products of the channels that say most, rows by columns."""
    products = window.products.reshape(-1, window.products.shape[-1])
    channels = np.argsort(-np.abs(products).sum(axis=0), kind="stable")[:MOST_CHANNELS]
    size = window.values.shape[:-1]
    rows, across = (1, *size) if len(size) == 1 else size
    parts = {"values": window.values, "filter": window.filter, "products": window.products}
    return {
        "kind": "window",
        "corner": window.corner,
        "size": [rows, across],
        "channels": channels.tolist(),
        "count": window.values.shape[-1],
        **{name: [_numbers(values[..., channel]) for channel in channels] for name, values in parts.items()},
    }


def _spread(spread: Spread) -> dict[str, Any] | None:
    values = spread.values.astype(np.float64)
    if not np.isfinite(values).all():
        return None
    counts, edges = np.histogram(values, BINS)
    return {
        "kind": "spread",
        "counts": counts.tolist(),
        "edges": _numbers(edges),
        "mean": number_data(spread.mean),
        "deviation": number_data(math.sqrt(spread.variance)),
        "value": number_data(spread.value),
        "count": len(values),
    }


def linked_data(step: Step, linked: Linked | None) -> dict[str, Any] | None:
    """The linked numbers by their indices in their block."""
    if linked is None:
        return None
    row = step.rows[linked.row]
    shape = (row.inputs if linked.kind in (INPUT, INPUT_DELTA) else row.outputs).shape[1:]
    indices = np.ravel_multi_index(linked.places, shape)[:MOST_LINKED]
    return {"kind": linked.kind, "row": linked.row, "indices": indices.tolist()}


def check_data(check: Check | None) -> dict[str, Any] | None:
    """A check as plain data."""
    if check is None:
        return None
    parts = ("backward", "difference", "above", "below", "step")
    return {**{part: number_data(getattr(check, part)) for part in parts}, "kink": check.at_kink}
