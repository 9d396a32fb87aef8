"""Imports go down only: pages -> playground -> nn, and the floors within playground."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
FLOORS = {
    "processes": {"numpy", "threadpoolctl"},
    "drawing": {"numpy", "PIL"},
    "datasets": {"numpy", "sklearn", "pooch", "requests", "urllib3"},
    "preparation": {"numpy"},
    "experiment": {"numpy"},
    "training": {"numpy"},
    "analysis": {"numpy", "sklearn", "joblib"},
    "ready": {"numpy", "PIL"},
    "teaching": {"numpy"},
    "photos": {"numpy", "PIL", "scipy"},
    "charts": {"numpy", "altair"},
    "report": {"numpy", "altair", "PIL", "threadpoolctl"},
    "server": {"numpy", "starlette", "streamlit"},
    "ui": {"numpy", "altair", "streamlit"},
}
"""The rooms of `playground`, the lowest first, and the packages of others that each may use."""
FILES = sorted(path for folder in ("nn", "playground", "pages") for path in (ROOT / folder).rglob("*.py"))


def imported(source):
    """Dotted names of the modules that a module imports."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def allowed(place):
    """The packages, and the rooms of `playground`, that a file at this place may import besides Python's own."""
    top, room = Path(place).parts[:2]
    if top == "nn":
        return {"nn", "numpy"}
    if top == "pages":
        return {"nn", "playground", "streamlit"}
    rooms = list(FLOORS)
    return {"nn", *FLOORS[room], *(f"playground.{each}" for each in rooms[: rooms.index(room) + 1])}


def offends(place, name):
    """True where the file at this place may not import the module of that name."""
    first, *rest = name.split(".")
    if first in sys.stdlib_module_names:
        return False
    may = allowed(place)
    return first not in may and ".".join([first, *rest[:1]]) not in may


def test_every_file_of_the_playground_has_a_room():
    rooms = {
        path.relative_to(ROOT / "playground").parts[0] for path in FILES if path.is_relative_to(ROOT / "playground")
    }
    assert rooms == {*FLOORS, "__init__.py"}


def test_imports_go_down_only():
    found = {
        path.relative_to(ROOT).as_posix(): set(imported(path.read_text("utf-8")))
        for path in FILES
        if path != ROOT / "playground/__init__.py"
    }
    assert all(any(place.startswith(folder) for place in found) for folder in ("nn/", "playground/", "pages/"))
    offenders = {place: [name for name in names if offends(place, name)] for place, names in found.items()}
    assert not {place: names for place, names in offenders.items() if names}, "these import what they may not"


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("nn/loss.py", "import playground"),
        ("nn/loss.py", "from scipy import special"),
        ("playground/training/run.py", "from playground.server.session import Session"),
        ("playground/training/run.py", "import streamlit as st"),
        ("playground/experiment/link.py", "def late():\n    from playground.analysis import sweeps"),
        ("playground/server/session.py", "from playground.ui import views"),
        ("playground/server/session.py", "import torch"),
        ("playground/ui/views.py", "import pages.train"),
        ("pages/train.py", "import sklearn"),
    ],
)
def test_an_import_upwards_or_of_an_unknown_package_is_found(place, source):
    assert [name for name in imported(source) if offends(place, name)]


@pytest.mark.parametrize(
    "module",
    ["nn.registry", "nn.storage", "playground.datasets", "playground.experiment.link", "playground.experiment.presets"],
)
def test_every_kind_is_known_whichever_module_is_imported_first(module):
    code = (
        f"import {module}; from nn.loss import Loss; from nn.module import Module; from nn.optimiser import Optimiser; "
    )
    code += "assert all(family.kinds() for family in (Loss, Module, Optimiser))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_the_first_page_needs_nothing_that_is_slow_to_import():
    code = """
import sys
import streamlit_app
from streamlit.testing.v1 import AppTest
from playground.ui.navigation import SCRIPT
assert not AppTest.from_file(str(SCRIPT), default_timeout=60).run().exception
print(*sorted({"sklearn", "scipy", "altair", "joblib", "pandas"} & set(sys.modules)))
"""
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert told.stdout.split() == [], (
        "scikit-learn takes a second, Altair and pandas half of one: who needs them imports them"
    )


def streamlit_s_own(source):
    """Names that a module uses of Streamlit that is not public: a line number and a name each."""
    tree = ast.parse(source)
    named = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "streamlit":
                    named.add(alias.asname or "streamlit")
                    yield from _unless_public(node.lineno, alias.name)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "streamlit":
            for alias in node.names:
                named.add(alias.asname or alias.name)
                yield from _unless_public(node.lineno, f"{node.module}.{alias.name}")
    for node in ast.walk(tree):
        if not isinstance(node, ast.Attribute):
            continue
        root, names = node, []
        while isinstance(root, ast.Attribute):
            names.append(root.attr)
            root = root.value
        if isinstance(root, ast.Name) and root.id in named:
            path = ".".join(["streamlit", *reversed(names)])
            yield from _unless_public(node.lineno, path)
            if (
                isinstance(node.ctx, ast.Store | ast.Del)
                and "session_state" not in names
                and "query_params" not in names
            ):
                yield node.lineno, f"{path} is set"


def _unless_public(line, path):
    parts = path.split(".")
    if any(part.startswith("_") for part in parts) or parts[1:2] in (["runtime"], ["web"]):
        yield line, path


def test_nothing_of_streamlit_s_own_is_used():
    files = [*FILES, ROOT / "streamlit_app.py"]
    found = {path.relative_to(ROOT).as_posix(): list(streamlit_s_own(path.read_text("utf-8"))) for path in files}
    assert not {place: names for place, names in found.items() if names}


@pytest.mark.parametrize(
    "source",
    [
        "import streamlit.runtime",
        "from streamlit.web import bootstrap",
        "from streamlit import _utils",
        "import streamlit as st\nst._config",
        "import streamlit as st\nst.components.v2._x.y",
        "from streamlit.navigation.page import _Page",
        "import streamlit as st\nst.button = None",
        "import streamlit as st\nst.runtime.exists()",
        "from streamlit.navigation.page import Page\nPage.run = None",
    ],
)
def test_what_is_streamlit_s_own_is_found(source):
    assert list(streamlit_s_own(source))


def test_what_is_public_is_not():
    source = "import streamlit as st\nst.session_state.x = 1\nst.query_params['e'] = st.context.cookies"
    assert not list(streamlit_s_own(source))
