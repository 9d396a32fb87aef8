"""The live plot's Python: what goes to the browser with a run of the page."""

import numpy as np
from streamlit.testing.v1 import AppTest

from playground.wire import pack, unpack

FRAME = pack({"view": "digits", "updates": 60}, {"curve": np.zeros((13, 6), np.float32)})
SETTING = pack({"classes": ["0", "1"]}, {})


def page(frame, given):
    from playground.components.live_plot import live_plot

    live_plot(frame, **given, key="plot")


def brought(**given):
    """Header and arrays that reach the browser."""
    demo = AppTest.from_function(page, args=(FRAME, given)).run()
    assert not demo.exception
    (feed,) = [node.proto for node in _nodes(demo) if getattr(node.proto, "component_name", "") == "live_plot"]
    return unpack(feed.bytes)


def test_a_frame_reaches_the_component_as_it_was_packed():
    header, parts = brought()
    assert header == {"live": False, "progress": None}
    assert set(parts) == {"frame"}
    assert parts["frame"].tobytes() == FRAME


def test_what_all_frames_share_and_the_moment_go_beside_the_frame():
    header, parts = brought(setting=SETTING, live=True, moment=("a run", 7))
    assert header == {"live": True, "progress": None, "moment": ["a run", 7]}
    assert parts["setting"].tobytes() == SETTING


def _nodes(demo):
    waiting = [demo.main]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += getattr(node, "children", {}).values()
