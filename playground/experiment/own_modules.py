"""Modules that somebody has written, as in an exercise, for this server's editor: files that the environment names."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from nn.exercises.exercise import Unwritten, defined_in

FILES = "PLAYGROUND_MODULES"
"""The environment's list of files, parted as a path is. They are run: they are those of who starts the server."""
_LOG = logging.getLogger(__name__)


def register() -> list[str]:
    """Register the module of each file, in this process, and give their names; one that cannot be run is left out."""
    found = []
    for path in filter(None, os.environ.get(FILES, "").split(os.pathsep)):
        try:
            found += [written.title() for written in defined_in(Path(path))]
        except Unwritten as why:
            _LOG.warning("%s", why)
    return found
