"""Where a test needs the published digits: it skips, in words, where they are not on this machine."""

import os

import pytest

from playground.datasets.published_file import FOLDER_VARIABLE


def require_files(dataset):
    """Skip the test unless the dataset comes with the program or lies in the folder."""
    files = getattr(dataset, "files", ())
    if files and (FOLDER_VARIABLE not in os.environ or not all(file.places()[0].is_file() for file in files)):
        pytest.skip(f"{FOLDER_VARIABLE} names no folder with the published {dataset.kind} files.")
