"""Files of published datasets: found on this machine, or downloaded once, and never used unless their sum is right."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

import pooch

from playground.datasets.download import DownloadError, fetch

FOLDER_VARIABLE = "PLAYGROUND_DATA"


class DataUnavailable(Exception):  # noqa: N818 - a state of affairs, not a mistake
    """A dataset that is neither here nor to be had; the message is one sentence for a person, with a way on."""

    def __init__(self, title: str, reason: str) -> None:
        super().__init__(
            f"{title} cannot be used now, because {reason}: choose the digits of 8 × 8 pixels, which need no download."
        )


@dataclass(frozen=True)
class PublishedFile:
    """One file of a dataset: `folder` and `name` place it, `size` (bytes) and `sha256` prove it, `urls` offer it."""

    title: str
    folder: str
    name: str
    size: int
    sha256: str
    urls: tuple[str, ...]

    def places(self) -> list[Path]:
        """Where the file may lie: under the folder that `PLAYGROUND_DATA` names, if it is set, then in the cache."""
        named = os.environ.get(FOLDER_VARIABLE)
        roots = [Path(named).expanduser()] if named else []
        roots.append(Path(pooch.os_cache("neural-network-playground")))
        return [root / self.folder / self.name for root in roots]

    @property
    def here(self) -> bool:
        """Whether a file of the right size is here; only `read` looks at what is in it."""
        return any(_size(place) == self.size for place in self.places())

    def read(self) -> bytes:
        """The file's bytes, downloaded where they are not here or not right. Raises DataUnavailable."""
        for place in self.places():
            if (content := self._intact(place)) is not None:
                return content
        return self._downloaded()

    def _intact(self, place: Path) -> bytes | None:
        if _size(place) != self.size:
            return None
        try:
            content = place.read_bytes()
        except OSError:
            return None
        return content if hashlib.sha256(content).hexdigest() == self.sha256 else None

    def _downloaded(self) -> bytes:
        place = next((place for place in self.places() if _writable(place)), None)
        if place is None:
            raise DataUnavailable(self.title, "there is no folder here that a download could be kept in")
        reason = "nobody offers its files"
        for url in self.urls:
            try:
                fetch(url, place, size=self.size, sha256=self.sha256, title=self.title)
            except DownloadError as error:
                reason = str(error)
            else:
                if (content := self._intact(place)) is not None:
                    return content
        raise DataUnavailable(self.title, reason)


def _size(place: Path) -> int:
    """Bytes of a regular file; -1 where there is none."""
    try:
        return place.stat().st_size if place.is_file() else -1
    except OSError:
        return -1


def _writable(place: Path) -> bool:
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(place.parent, os.W_OK)
