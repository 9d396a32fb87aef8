"""Frames that Python packs, read by the browser's JavaScript: all kinds of number, any shape, headers of any length."""

from __future__ import annotations

import base64
import json
from typing import Any

import numpy as np
import pytest

from nn.module import Array
from playground.processes.wire import pack
from playground.server.web_files import WEB
from tests.node import run_node

KINDS = ("bool", "int8", "uint8", "int16", "uint16", "int32", "uint32", "int64", "uint64", "float32", "float64")
CLASSES = {kind: f"{kind.capitalize()}Array" for kind in KINDS} | {
    "bool": "Uint8Array",
    "int64": "BigInt64Array",
    "uint64": "BigUint64Array",
}
READ = f"""
    const {{ unpackWire }} = await import({json.dumps((WEB / "wire.js").as_uri())});
    const frames = JSON.parse(await (await import("node:stream/consumers")).text(process.stdin));
    const coded = (array) => Buffer.from(array.buffer, array.byteOffset, array.byteLength).toString("base64");
    const told = frames.map((frame) => {{
        const {{ header, arrays, shapes }} = unpackWire(new Uint8Array(Buffer.from(frame, "base64")));
        const read = ([name, array]) => [name, array.constructor.name, shapes[name], coded(array)];
        return [header, Object.entries(arrays).map(read)];
    }});
    process.stdout.write(JSON.stringify(told));
"""


def coded(data: bytes) -> str:
    return base64.b64encode(data).decode()


def frame(rng: np.random.Generator, kinds: tuple[str, ...]) -> tuple[dict[str, Any], dict[str, Array]]:
    """A header with words of any length, and arrays of the kinds with any bytes in them."""
    arrays = {}
    for kind in kinds:
        shape = tuple(rng.integers(0, 5, rng.integers(0, 4)).tolist())
        dtype = np.dtype(kind)
        values = np.frombuffer(rng.bytes(int(np.prod(shape)) * dtype.itemsize), "uint8" if kind == "bool" else dtype)
        arrays[f"{kind} ✓"] = (values % 2 == 1 if kind == "bool" else values).reshape(shape)
    header = {"text": "é" * int(rng.integers(9)), "share": float(rng.random()), "none": None, "list": [1, [2]]}
    return header, arrays


@pytest.mark.parametrize(
    "kinds", [*((kind,) for kind in KINDS), KINDS, ()], ids=lambda kinds: "+".join(kinds) or "none"
)
def test_the_browser_reads_what_python_packs(kinds):
    rng = np.random.default_rng(1)
    frames = [frame(rng, kinds) for _ in range(12)]
    ran = run_node(
        "--input-type=module", "-e", READ, given=json.dumps([coded(pack(header, arrays)) for header, arrays in frames])
    )
    assert ran.returncode == 0, ran.stderr
    told = json.loads(ran.stdout)
    for (header, arrays), (read, each) in zip(frames, told, strict=True):
        assert read == header
        assert each == [
            [name, CLASSES[values.dtype.name], list(values.shape), coded(values.tobytes())]
            for name, values in arrays.items()
        ]
