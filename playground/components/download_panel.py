"""A dataset that has to be downloaded first: the offer, the progress, and what to do where it fails."""

from __future__ import annotations

import streamlit as st

from playground.components.current import session
from playground.datasets.background_download import BackgroundDownload
from playground.datasets.download import download_progress
from playground.datasets.image_set import ImageSet
from playground.presets import DIGITS

POLL = 0.25
"""Seconds between two looks at the progress."""


@st.cache_resource
def _downloads() -> dict[str, BackgroundDownload]:
    """The downloads of this server, by the dataset's kind: visitors share them."""
    return {}


def show(dataset: ImageSet) -> None:
    """Stands in for the dataset's picture while its files are not here."""
    download = _downloads().get(dataset.kind)
    running = download is not None and download.running
    st.fragment(_follow, run_every=POLL if running else None)(dataset, running)


def _follow(dataset: ImageSet, running: bool) -> None:
    """One look; `running` is what the page was drawn for: when that changes, all of it has to hear."""
    download = _downloads().get(dataset.kind)
    if running != (download is not None and download.running):
        st.rerun()
    if download is not None and download.running:
        at = download_progress()
        share = 0.0 if at is None else at.done / at.total
        st.progress(share, text="Downloading …" if at is None else f"Downloading {at.file}: {100 * share:.0f} %")
        return
    if download is not None and download.problem is not None:
        st.warning(download.problem, icon=":material/cloud_off:")
        if st.button("Take the 8 × 8 digits", key="take_digits8", on_click=session().replace, args=(DIGITS,)):
            st.rerun()
    size = dataset.bytes_to_download() / 1e6
    st.info(f"These digits are not on this machine yet: {size:.1f} MB, downloaded once.", icon=":material/download:")
    st.button("Download them", key="download", type="primary", on_click=_start, args=(dataset,))


def _start(dataset: ImageSet) -> None:
    downloads = _downloads()
    running = downloads.get(dataset.kind)
    if running is None or not running.running:
        downloads[dataset.kind] = BackgroundDownload(dataset)
