"""Node, which runs the JavaScript in the tests."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def run_node(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """The text that Node printed, with its exit code. Where there is no Node the test is skipped; in CI it fails."""
    node = shutil.which("node")
    if node is None:
        reason = "no Node on this machine"
        if os.environ.get("CI") == "true":
            pytest.fail(f"{reason}; in CI the JavaScript's tests must run")
        pytest.skip(reason)
    return subprocess.run([node, *arguments], cwd=ROOT, input=given, capture_output=True, encoding="utf-8", check=False)
