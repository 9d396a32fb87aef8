"""A dataset's download beside the pages: it takes a while, and no page may wait for it."""

from __future__ import annotations

import threading

from playground.datasets.dataset import Dataset
from playground.datasets.published_file import DataUnavailable


class BackgroundDownload:
    """Downloads what a dataset needs, in a thread; `problem` says in a sentence why it failed."""

    def __init__(self, dataset: Dataset) -> None:
        self.problem: str | None = None
        self._dataset = dataset
        self._thread = threading.Thread(target=self._run, daemon=True, name=f"download-{dataset.kind}")
        try:
            self._thread.start()
        except RuntimeError as error:  # there can be no more threads
            self.problem = self._no_room(str(error))

    @property
    def running(self) -> bool:
        """Whether it goes on."""
        return self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._dataset.load()
        except DataUnavailable as error:
            self.problem = str(error)
        except (OSError, MemoryError) as error:  # nobody hears of what a thread raises
            self.problem = self._no_room(str(error) or "no memory is left")

    def _no_room(self, reason: str) -> str:
        return str(DataUnavailable(self._dataset.title(), f"this machine has no room for them ({reason})"))
