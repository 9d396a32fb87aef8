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


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_down_only(path):
    place, names = path.relative_to(ROOT).as_posix(), set(imported(path))
    if place.startswith("nn/"):
        assert not names & {"playground", "pages", "streamlit", "sklearn", "altair", "PIL"}
    if place.startswith("playground/"):
        assert "pages" not in names
    if not place.startswith(STREAMLIT_MAY_APPEAR):
        assert "streamlit" not in names


@pytest.mark.parametrize(
    "module", ["nn.registry", "nn.storage", "playground.datasets", "playground.link", "playground.presets"]
)
def test_every_kind_is_known_whichever_module_is_imported_first(module):
    code = (
        f"import {module}; from nn.loss import Loss; from nn.module import Module; from nn.optimiser import Optimiser; "
    )
    code += "assert all(family.kinds() for family in (Loss, Module, Optimiser))"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
