"""In CI a browser test that fails is run once more, and named as flaky in the last lines where it then passes."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterable

import pytest


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark the tests that open a browser, the only ones that depend on how busy the machine is."""
    if os.environ.get("CI"):
        for item in items:
            if "browser" in getattr(item, "fixturenames", ()):
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> Generator[None]:
    """Tell why they failed, and name them below everything else that is said."""
    yield
    told = terminalreporter.stats
    failed = {report.nodeid for kind in ("failed", "error") for report in told.get(kind, ())}
    flaky = [report for report in told.get("rerun", ()) if report.nodeid not in failed]
    for report in flaky:
        terminalreporter.write_sep("_", report.nodeid)
        terminalreporter.write_line(report.longreprtext)
    for name in dict.fromkeys(report.nodeid for report in flaky):
        terminalreporter.write_line(f"flaky: {name}")
