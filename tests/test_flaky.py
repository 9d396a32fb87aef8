"""What CI does with a browser test that fails."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SETTINGS = """
[pytest]
addopts = -ra --strict-markers --strict-config --import-mode=importlib -p no:cacheprovider -p pytest_rerunfailures
filterwarnings =
    error
    ignore::pytest.PytestAssertRewriteWarning
"""
CONFTEST = """
import pytest
from tests.flaky import pytest_collection_modifyitems, pytest_terminal_summary

@pytest.fixture
def browser():
    return object()

@pytest.fixture
def page(browser, request):
    problems = []
    yield problems
    assert not problems, "the browser's console shows a problem"
"""
ONCE = """
from pathlib import Path

def first(name):
    try:
        (Path(__file__).parent / name).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True

def test_once(page):
    assert page == []  # fresh, also the second time
    page.append("error")
    assert not first("once")
    page.clear()

def test_console_once(page):
    if first("console"):
        page.append("error")

def test_good(page):
    pass
"""
ALWAYS = """
def test_twice(page):
    assert page

def test_console_twice(page):
    page.append("error")

def test_without_a_page():
    assert False
"""


def run(folder, tests, *options, ci=True):
    """Run the tests in `folder`, as CI does; the exit code and the lines that are printed."""
    for name, text in {"pytest.ini": SETTINGS, "conftest.py": CONFTEST, "test_page.py": tests}.items():
        (folder / name).write_text(text)
    surroundings = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST")}
    surroundings["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # to load them all takes longer than the tests
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *options],
        cwd=folder,
        env={**surroundings, "PYTHONPATH": str(ROOT), **({"CI": "true"} if ci else {})},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout.strip().splitlines()


def flaky(lines):
    return [line for line in lines if line.startswith("flaky: ")]


def test_a_browser_test_that_fails_once_passes_and_is_named_in_the_last_lines(tmp_path):
    code, lines = run(tmp_path, ONCE, "-p", "xdist", "-n", "2", "--dist", "worksteal")
    assert code == 0, lines
    assert sorted(flaky(lines)) == ["flaky: test_page.py::test_console_once", "flaky: test_page.py::test_once"]
    assert lines[-3:-1] == flaky(lines)
    assert any("the browser's console shows a problem" in line for line in lines), "why it failed is told as well"


def test_one_that_fails_twice_fails_and_no_other_test_is_run_again(tmp_path):
    code, lines = run(tmp_path, ONCE + ALWAYS, "-v")
    assert code == 1
    assert "2 failed" in lines[-1]
    assert "1 error" in lines[-1]
    assert flaky(lines) == ["flaky: test_page.py::test_once", "flaky: test_page.py::test_console_once"]
    again = {line.split("::")[1].split()[0] for line in lines if " RERUN " in line}
    assert again == {"test_once", "test_console_once", "test_twice", "test_console_twice"}


def test_nothing_is_run_again_outside_of_ci(tmp_path):
    code, lines = run(tmp_path, ONCE, ci=False)
    assert code == 1
    assert "rerun" not in lines[-1]
    assert not flaky(lines)
