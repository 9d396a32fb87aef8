"""The live plot's Python: what goes to the browser once, and what goes with every frame."""

import re
from pathlib import Path

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

import playground.components.live_plot as live_plot_package
from playground.components.assets import script
from playground.wire import unpack

FOLDER = Path(live_plot_package.__file__).parent
DEMO = Path(__file__).parents[2] / "browser" / "demo_live_plot.py"


def test_what_goes_with_every_frame_is_small():
    assert len(script(FOLDER, "feed.js")) < 1500
    drawing = script(FOLDER, *live_plot_package._SCRIPTS) + live_plot_package._STYLES
    assert len(drawing.encode()) < 52_000


def test_every_file_is_joined_after_those_it_imports():
    names = [name for name in live_plot_package._SCRIPTS if not name.startswith("..")]
    assert {*names, "feed.js"} == {path.name for path in FOLDER.glob("*.js")}
    for place, name in enumerate(names):
        imported = re.findall(r'from "\./([\w.]+)";', (FOLDER / name).read_text("utf-8"))
        assert set(imported) <= set(names[:place])


def test_the_joined_files_share_no_name():
    joined = script(FOLDER, *live_plot_package._SCRIPTS)
    names = re.findall(r"^(?:const|let|class|function) (\w+)", joined, re.MULTILINE)
    assert len(names) == len(set(names))
    assert joined.count("export ") == 1


@pytest.mark.parametrize("view", ["two classes", "four classes", "values", "digits", "rebuilt", "rebuilt from noise"])
def test_a_frame_reaches_the_component_as_it_was_packed(view):
    demo = AppTest.from_file(str(DEMO))
    demo.query_params.update({"view": view, "paused": "1", "updates": "60"})
    demo.run(timeout=20)
    assert not demo.exception
    (feed,) = [node.proto for node in _nodes(demo) if getattr(node.proto, "component_name", "") == "live_plot"]
    header, arrays = unpack(feed.bytes)
    assert header["updates"] == 60
    assert arrays["curve"].shape == (13, 6)
    assert arrays["curve"].dtype == np.float32


def _nodes(demo):
    waiting = [demo.main]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += getattr(node, "children", {}).values()
