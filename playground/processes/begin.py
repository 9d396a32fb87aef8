"""Beginning of a child process, `python -m playground.processes.begin module`: modest before it imports anything."""

import contextlib
import os
import runpy
import sys

MODESTY = 10
"""Added to the process's niceness: pages go first."""

if __name__ == "__main__":
    with contextlib.suppress(AttributeError, OSError):
        os.nice(MODESTY)
    runpy.run_module(sys.argv[1], run_name="__main__")
