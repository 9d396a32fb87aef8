"""What times are measured against: something known that the same machine does in between, as busy as it is."""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from playwright.sync_api import Page

WORK = """window.work = () => {
  const begun = performance.now();
  let sum = 0;
  for (let i = 0; i < 500_000; i += 1) sum += Math.sqrt(i % 97);
  return sum && performance.now() - begun;
};"""
"""JavaScript that gives a page `work()`, half a million square roots; it returns their milliseconds."""
ASK = """async () => {
  const begun = performance.now();
  await (await fetch("/_stcore/health", { cache: "no-store" })).text();
  return performance.now() - begun;
}"""


def asked(page: Page) -> float:
    """Milliseconds until the server has answered a question that needs no thought."""
    took: float = page.evaluate(ASK)
    return took


def times_as_long(taken: Sequence[float], yardstick: Sequence[float]) -> float:
    """How many times as long the one takes as the other, by their medians."""
    return statistics.median(taken) / statistics.median(yardstick)
