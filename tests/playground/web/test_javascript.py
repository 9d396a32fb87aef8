"""The unit tests of the JavaScript, in `tests/web`, by Node's own test runner."""

import os

from tests.node import ROOT, run_node

FILES = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "tests" / "web").glob("*.test.js"))


def test_the_javascript_s_unit_tests_pass():
    assert FILES
    ran = run_node("--test", "--test-reporter=spec", f"--test-concurrency={min(2, os.cpu_count() or 1)}", *FILES)
    assert ran.returncode == 0, f"\n{ran.stdout}{ran.stderr}"
