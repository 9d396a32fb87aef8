"""The Inside page's two pictures: what goes to the browser once, and what goes with every frame."""

import re
from pathlib import Path

import pytest

import playground.components.filter_view as filter_view
import playground.components.layer_outputs as layer_outputs
from playground.components.assets import script

VIEWS = pytest.mark.parametrize("view", [layer_outputs, filter_view], ids=["layer_outputs", "filter_view"])


@VIEWS
def test_what_goes_with_every_frame_is_small(view):
    folder = Path(view.__file__).parent
    assert len(script(folder, "feed.js")) < 1500
    assert len((script(folder, *view._SCRIPTS) + view._STYLES).encode()) < 40_000


@VIEWS
def test_every_file_is_joined_after_those_it_imports(view):
    folder = Path(view.__file__).parent
    names = list(view._SCRIPTS)
    assert {*names, "feed.js"} >= {path.name for path in folder.glob("*.js")}
    for place, name in enumerate(names):
        before = {(folder / earlier).resolve() for earlier in names[:place]}
        imported = re.findall(r'from "(\.{1,2}/[\w./]+)";', (folder / name).read_text("utf-8"))
        assert {((folder / name).parent / each).resolve() for each in imported} <= before


@VIEWS
def test_the_joined_files_share_no_name(view):
    joined = script(Path(view.__file__).parent, *view._SCRIPTS)
    names = re.findall(r"^(?:const|let|class|function) (\w+)", joined, re.MULTILINE)
    assert len(names) == len(set(names))
    assert joined.count("export ") == 1
