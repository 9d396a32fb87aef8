"""One file from the network: bounded, checked before it gets its name, and with a progress that a page can poll."""

from __future__ import annotations

import contextlib
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pooch

CONNECT_SECONDS, READ_SECONDS = 5.0, 20.0
"""How long a server may take to be reached, and to send the next bytes."""
PIECE = 1 << 16


class DownloadError(Exception):
    """A download that did not succeed; the message says why, to stand behind "because"."""


@dataclass(frozen=True)
class Download:
    """Progress of the download of one file, in bytes."""

    title: str
    file: str
    done: int
    total: int


_running: dict[Path, Download] = {}
_lock = threading.Lock()


def download_progress() -> Download | None:
    """The download that runs in this process now, for a page to poll; None where there is none."""
    with _lock:
        return next(iter(_running.values()), None)


def fetch(url: str, place: Path, *, size: int, sha256: str, title: str) -> None:
    """Put the file at `url` into `place`, whose folder exists; a file already there stays unless its sum is wrong.

    Nothing but `size` bytes whose sum is `sha256` ever gets the name `place`. Raises DownloadError.
    """
    import requests  # only where there is something to fetch

    pooch.get_logger().setLevel(logging.WARNING)
    try:
        with _shown(place, Download(title, place.name, 0, size)) as count:
            # pooch writes to a temporary name beside the file, checks the sum, and only then renames
            pooch.retrieve(
                url,
                f"sha256:{sha256}",
                fname=place.name,
                path=place.parent,
                downloader=lambda url, output, _pooch: _stream(url, output, size, count),
            )
    except requests.HTTPError as error:
        status = "an error" if error.response is None else f"error {error.response.status_code}"
        raise DownloadError(f"the server that has it answers with {status}") from None
    except requests.Timeout:
        raise DownloadError("the server that has it does not answer in time") from None
    except requests.RequestException:
        raise DownloadError("the server that has it cannot be reached from here") from None
    except ValueError:
        raise DownloadError("what the server sends is not the published file") from None
    except OSError:
        raise DownloadError("a download cannot be kept on this machine") from None


def _stream(url: str, output: str, size: int, count: Callable[[int], None]) -> None:
    """Write what `url` sends to the file `output`; ValueError for another size, DownloadError where it breaks off."""
    import requests
    import urllib3

    # The bytes as they are stored: some servers call a .gz "encoded", and it would arrive unpacked.
    as_stored = {"Accept-Encoding": "identity"}
    with requests.get(url, stream=True, timeout=(CONNECT_SECONDS, READ_SECONDS), headers=as_stored) as answer:
        answer.raise_for_status()
        if answer.headers.get("Content-Length", str(size)) != str(size):
            raise ValueError
        done = 0
        try:
            with open(output, "wb") as file:
                while piece := answer.raw.read(PIECE, decode_content=False):
                    done += len(piece)
                    if done > size:
                        raise ValueError
                    file.write(piece)
                    count(done)
        except urllib3.exceptions.HTTPError:
            raise DownloadError("the download broke off") from None
        if done < size:
            raise DownloadError("the download broke off")


@contextlib.contextmanager
def _shown(place: Path, download: Download) -> Iterator[Callable[[int], None]]:
    """Keep what `download_progress` tells up to date."""

    def count(done: int) -> None:
        with _lock:
            _running[place] = replace(download, done=done)

    count(0)
    try:
        yield count
    finally:
        with _lock:
            _running.pop(place, None)
