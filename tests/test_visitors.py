"""The benchmark of many visitors: one of them is served as a browser is."""

from __future__ import annotations

import asyncio
import re

from benchmarks.visitors import measure
from tests.browser.conftest import APP, streamlit_process


def test_a_visitor_without_a_browser_trains_watches_and_clicks():
    with streamlit_process(APP) as (address, server):
        lines = asyncio.run(measure(address, server.pid, count=1, training=1, seconds=6.0))
    text = "\n".join(lines)
    assert "errors: 0 []" in text
    found = re.search(r"frames a second each: median ([\d.]+)", text)
    assert found is not None
    assert float(found[1]) > 0
