"""The benchmark of many visitors: one of them is served as a browser is."""

from __future__ import annotations

import asyncio
import re
from concurrent.futures import ThreadPoolExecutor

from benchmarks.visitors import measure
from tests.browser.conftest import APP, streamlit_process


def test_a_visitor_without_a_browser_trains_watches_and_clicks():
    # a thread of its own: Playwright, in the tests before, leaves this one's event loop running
    with streamlit_process(APP) as (address, server), ThreadPoolExecutor(1) as thread:
        lines = thread.submit(asyncio.run, measure(address, server.pid, count=1, training=1, seconds=6.0)).result()
    text = "\n".join(lines)
    assert "errors: 0 []" in text
    found = re.search(r"frames a second each: median ([\d.]+)", text)
    assert found is not None
    assert float(found[1]) > 0
