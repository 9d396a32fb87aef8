"""The examples of README and CONTRIBUTING, run as a reader would paste them."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def examples(name):
    """The Python blocks of a Markdown file at the root."""
    return re.findall(r"^```python\n(.*?)^```$", (ROOT / name).read_text("utf-8"), re.DOTALL | re.MULTILINE)


def test_the_readme_has_a_library_in_ten_lines_that_learns():
    example, _further = examples("README.md")
    done = subprocess.run([sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert float(done.stdout) > 0.95


def test_the_layer_of_contributing_passes_the_tests_of_every_layer(tmp_path):
    (example,) = examples("CONTRIBUTING.md")
    (path,) = re.findall(r"Write `(nn/layers/\w+\.py)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8"))
    assert not (ROOT / path).exists(), "the layer of the example exists; take another for it"
    shutil.copytree(ROOT / "nn", tmp_path / "nn", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "nn", tmp_path / "tests" / "nn", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / path).write_text(example, "utf-8")
    command = [sys.executable, "-m", "pytest", "-v", "tests/nn/test_modules.py", "-k", Path(path).stem]
    alone = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # to load them all takes longer than the tests
    done = subprocess.run(command, cwd=tmp_path, env=alone, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(re.findall(rf"\[{Path(path).stem}-.* PASSED", done.stdout)) >= 5
