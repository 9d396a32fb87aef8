"""Imports go down only: pages -> playground -> nn."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STREAMLIT_MAY_APPEAR = ("pages/", "playground/components/", "playground/server/")
FILES = sorted(path for folder in ("nn", "playground", "pages") for path in (ROOT / folder).rglob("*.py"))


def imported(path):
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.split(".")[0]


def forbidden(place):
    """Names that a file at this place must not import."""
    names = set() if place.startswith(STREAMLIT_MAY_APPEAR) else {"streamlit"}
    if place.startswith("nn/"):
        return names | {"playground", "pages", "sklearn", "altair", "PIL"}
    return names | {"pages"} if place.startswith("playground/") else names


def test_imports_go_down_only():
    places = {path.relative_to(ROOT).as_posix(): set(imported(path)) for path in FILES}
    assert all(any(place.startswith(folder) for place in places) for folder in ("nn/", "playground/", "pages/"))
    offenders = {place: names & forbidden(place) for place, names in places.items() if names & forbidden(place)}
    assert not offenders, "these files import what lies above them, or Streamlit where it may not appear"


@pytest.mark.parametrize(
    "module", ["nn.registry", "nn.storage", "playground.datasets", "playground.link", "playground.presets"]
)
def test_every_kind_is_known_whichever_module_is_imported_first(module):
    code = (
        f"import {module}; from nn.loss import Loss; from nn.module import Module; from nn.optimiser import Optimiser; "
    )
    code += "assert all(family.kinds() for family in (Loss, Module, Optimiser))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
