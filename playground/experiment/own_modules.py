"""Modules that somebody has written, as in an exercise, for this server's editor: files that the environment names."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from nn.exercises.exercise import OWN_MODULES, Unwritten, defined_in

_LOG = logging.getLogger(__name__)


def register() -> None:
    """Register the modules of each file in this process; a file that cannot be run is left out.

    The files are run: they are those of who starts the server.
    """
    for path in filter(None, os.environ.get(OWN_MODULES, "").split(os.pathsep)):
        try:
            defined_in(Path(path))
        except Unwritten as why:
            _LOG.warning("%s", why)
