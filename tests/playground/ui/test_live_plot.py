"""The live plot's Python: what goes to the browser with a run of the page."""

import numpy as np
from streamlit.testing.v1 import AppTest

from playground.processes.wire import pack, unpack
from tests.pages.app_steps import protos

FRAME = pack({"view": "digits", "updates": 60}, {"curve": np.zeros((13, 8), np.float32)})
SETTING = pack({"classes": ["0", "1"]}, {})


def page(frame, given):
    from playground.ui.live_plot import live_plot

    live_plot(frame, **given, key="plot")


def brought(**given):
    """Header and arrays that reach the browser."""
    demo = AppTest.from_function(page, args=(FRAME, given)).run()
    assert not demo.exception
    (drawn,) = protos(demo, "live_plot")
    return unpack(drawn.bytes)


def test_a_frame_reaches_the_component_as_it_was_packed():
    header, parts = brought()
    assert header == {"live": False, "progress": None}
    assert set(parts) == {"frame"}
    assert parts["frame"].tobytes() == FRAME


def test_what_all_frames_share_and_the_version_go_beside_the_frame():
    header, parts = brought(setting=SETTING, live=True, version=("a run", 7))
    assert header == {"live": True, "progress": None, "version": ["a run", 7]}
    assert parts["setting"].tobytes() == SETTING
