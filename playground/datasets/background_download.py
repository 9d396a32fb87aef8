"""A dataset's download beside the pages: it takes a while, and no page may wait for it."""

from __future__ import annotations

import threading

from playground.datasets.dataset import Dataset
from playground.datasets.published_file import DataUnavailable


class Downloads:
    """The downloads of a server, by the dataset's kind: visitors share them."""

    def __init__(self) -> None:
        self._begun: dict[str, BackgroundDownload] = {}

    def of(self, dataset: Dataset) -> BackgroundDownload | None:
        """The last one that was begun for such a dataset."""
        return self._begun.get(dataset.kind)

    def start(self, dataset: Dataset) -> None:
        """Begin one, unless one is under way."""
        running = self.of(dataset)
        if running is None or not running.running:
            self._begun[dataset.kind] = BackgroundDownload(dataset)

    @property
    def standing(self) -> tuple[tuple[str, bool], ...]:
        """Differs where what a page offers for any of them does."""
        return tuple((kind, download.running) for kind, download in self._begun.items())


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
            self._dataset.with_further(self._dataset.load())
        except DataUnavailable as error:
            self.problem = str(error)
        except (OSError, MemoryError) as error:  # nobody hears of what a thread raises
            self.problem = self._no_room(str(error) or "no memory is left")

    def _no_room(self, reason: str) -> str:
        return str(DataUnavailable(self._dataset.title(), f"this machine has no room for them ({reason})"))
