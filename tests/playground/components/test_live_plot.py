"""The live plot's Python: what goes to the browser once, and what goes with every frame."""

from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from playground.wire import unpack

DEMO = Path(__file__).parents[2] / "browser" / "demo_live_plot.py"


@pytest.mark.parametrize("view", ["two classes", "four classes", "values", "digits", "rebuilt", "rebuilt from noise"])
def test_a_frame_reaches_the_component_as_it_was_packed(view):
    demo = AppTest.from_file(str(DEMO))
    demo.query_params.update({"view": view, "paused": "1", "updates": "60"})
    demo.run(timeout=20)
    assert not demo.exception
    (feed,) = [node.proto for node in _nodes(demo) if getattr(node.proto, "component_name", "") == "live_plot"]
    about, parts = unpack(feed.bytes)
    assert about == {"live": False, "progress": None}
    header, arrays = unpack(parts["frame"].tobytes())
    assert header["updates"] == 60
    assert arrays["curve"].shape == (13, 6)
    assert arrays["curve"].dtype == np.float32


def _nodes(demo):
    waiting = [demo.main]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += getattr(node, "children", {}).values()
