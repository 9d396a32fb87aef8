"""Intervals of shares that were counted: how far a count of few, or of many, may be from the truth."""

from __future__ import annotations

import math

SCORE = 1.959964
"""The standard normal value that 95 % lie within."""
FEW = 30
"""Of less than so many a share in percent, with a decimal, would say more than is known."""


def wilson(right: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share of which `right` of `count`, at least one, were seen.

    With p = right / count and z = 1.96: (p + z² / 2n ± z √(p (1 − p) / n + z² / 4n²)) / (1 + z² / n).
    Source: E. B. Wilson, Probable Inference, the Law of Succession, and Statistical Inference, Journal of the American
    Statistical Association 22, 1927, 209-212.
    """
    share, z2 = right / count, SCORE**2
    middle = share + z2 / (2 * count)
    reach = SCORE * math.sqrt(share * (1 - share) / count + z2 / (4 * count**2))
    return max(0.0, (middle - reach) / (1 + z2 / count)), min(1.0, (middle + reach) / (1 + z2 / count))


def difference_interval(first: tuple[int, int], second: tuple[int, int]) -> tuple[float, float]:
    """The 95 % interval of how much larger the first share is than the second, each given as right and count.

    With the shares p, q and their intervals l to u and m to v: p − q − √((p − l)² + (v − q)²) to
    p − q + √((u − p)² + (q − m)²). Source: R. G. Newcombe, Interval Estimation for the Difference between Independent
    Proportions, Statistics in Medicine 17, 1998, 873-890 (method 10).
    """
    (low, high), (other_low, other_high) = wilson(*first), wilson(*second)
    share, other = first[0] / first[1], second[0] / second[1]
    down = math.hypot(share - low, other_high - other)
    up = math.hypot(high - share, other - other_low)
    return share - other - down, share - other + up


def by_chance(first: tuple[int, int], second: tuple[int, int]) -> bool:
    """True where two shares, each given as right and count, differ by no more than chance may make them."""
    low, high = difference_interval(first, second)
    return low <= 0 <= high


def share_text(right: int, count: int) -> str:
    """The share in words, of few samples as their count: 93.1 %, but 4 of 7."""
    return f"{100 * right / count:.1f} %" if count >= FEW else f"{right:,} of {count:,}"


def interval_text(right: int, count: int) -> str:
    """The share's interval in words: 25 to 84 %, and near an end, or of many samples, 98.2 to 99.1 %."""
    low, high = wilson(right, count)
    decimals = 0 if high - low >= 0.1 else 1
    return f"{100 * low:.{decimals}f} to {100 * high:.{decimals}f} %"
