"""Products of matrices, arranged as OpenBLAS is fast at them.

Its kernels for AVX-512 take the matrices as they lie below about `SMALL` multiplications; above, and all others always,
it first packs copies of them, which takes longer than it saves where one side of the product is short. There a large
product is made of several small ones. How, processor and shapes alone decide, so that the same training gives the same
bits everywhere on a machine.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from nn.buffers import ones
from nn.module import Array

Product = Callable[[Array, Array, Array], Array]
TAKES_SMALL = not {"AVX512_SKX", "X86_V4"}.isdisjoint(np.show_config("dicts")["SIMD Extensions"]["found"])
"""True where this processor has AVX-512, by its names in older and newer versions of NumPy."""
SMALL = 1_000_000
"""Multiplications."""
SHORT = 128
"""Length of a side that is short; and what a block is at least long where blocks have to be added up."""
MOST_BLOCKS = 32
"""Blocks of a product, above which to begin each takes longer than is saved."""
FEW = 8
"""Samples, of which all positions are multiplied at once."""
LARGE = 4096
"""Values of a product with a transposed matrix, above which it pays to lay that out anew first."""
NEAR = 1 << 16
"""Values that stay near the processor between two passes over them."""


def product_of(multiplications: int) -> Product:
    """What puts the product of two matrices, of so many multiplications, into a third: product(a, b, out)."""
    return in_blocks if TAKES_SMALL and multiplications > SMALL else np.ndarray.dot


def in_blocks(a: Array, b: Array, out: Array) -> Array:
    """out = a · b, in blocks of rows or columns, or of a long side between them, where blocks are faster."""
    (rows, inner), columns = a.shape, b.shape[1]
    least = -(-rows * inner * columns // SMALL)
    longest = max(rows, columns, inner if inner >= SHORT * least else 0)
    blocks = next((blocks for blocks in range(least, MOST_BLOCKS + 1) if longest % blocks == 0), 0)
    if not blocks or min(rows, inner, columns) > SHORT:
        a.dot(b, out)
    elif longest == rows:
        np.matmul(a.reshape(blocks, -1, inner), np.ascontiguousarray(b), out=out.reshape(blocks, -1, columns))
    elif longest == columns:
        b, parts = (matrix.reshape(len(matrix), blocks, -1).swapaxes(0, 1) for matrix in (b, out))
        np.matmul(a, b, out=parts)
    else:
        parts = np.matmul(a.reshape(rows, blocks, -1).swapaxes(0, 1), b.reshape(blocks, -1, columns))
        np.add.reduce(parts, out=out)
    return out


def at_every_position(matrix: Array, values: Array, out: Array) -> Array:
    """out[i, j] = matrix · values[i, j], for values (height, width, rows, n)."""
    if matrix.shape[1] == 1:  # which matmul has no fast way for
        return np.multiply(matrix, values, out=out)
    if values.shape[-1] != 1:
        return np.matmul(np.ascontiguousarray(matrix), values, out=out)
    # of a single sample all positions are the columns of a single matrix
    values.reshape(-1, values.shape[-2]).dot(matrix.T, out=out.reshape(-1, len(matrix)))
    return out


def over_all_positions(values: Array, slopes: Array) -> Array:
    """Σᵢⱼ values[i, j] · slopes[i, j]ᵀ, for values (height, width, rows, n) and slopes (height, width, columns, n)."""
    height, width, rows, n = values.shape
    columns = slopes.shape[-2]
    if n <= FEW:
        at_once, slopes_at_once = (each.swapaxes(-1, -2).reshape(-1, each.shape[-2]) for each in (values, slopes))
        total: Array = at_once.T.dot(slopes_at_once)
        return total
    total = np.zeros(rows * columns, values.dtype)
    step = max(1, NEAR // (width * rows * columns))
    for start in range(0, height, step):
        turned = slopes[start : start + step].swapaxes(-1, -2)
        if rows * columns > LARGE:
            turned = np.ascontiguousarray(turned)
        each = np.matmul(values[start : start + step], turned).reshape(-1, rows * columns)
        total += ones(len(each), each.dtype).dot(each)
    return total.reshape(rows, columns)
