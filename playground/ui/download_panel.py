"""A dataset that has to be downloaded first: the offer, the progress, and what to do where it fails."""

from __future__ import annotations

import streamlit as st

from playground.datasets.download import download_progress
from playground.datasets.image_set import ImageSet
from playground.experiment.presets import DIGITS
from playground.server.progress import progress_of_download
from playground.server.resources import downloads
from playground.ui.current import session
from playground.ui.progress_view import progress_view


def show(dataset: ImageSet) -> None:
    """Stands in for the dataset's picture while its files are not here."""
    download = downloads().of(dataset)
    if download is not None and download.running:
        progress_view(progress_of_download(download_progress()), of="download", key="progress of download")
        return
    if download is not None and download.problem is not None:
        st.warning(download.problem, icon=":material/cloud_off:")
        st.button("Take the 8 × 8 digits", key="take_digits8", on_click=session().replace, args=(DIGITS,))
    size = dataset.bytes_to_download() / 1e6
    st.info(f"These digits are not on this machine yet: {size:.1f} MB, downloaded once.", icon=":material/download:")
    st.button("Download them", key="download", type="primary", on_click=downloads().start, args=(dataset,))
