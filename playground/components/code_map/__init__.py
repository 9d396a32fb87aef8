"""A map of test images: each a point at the place its code has, to look at, to pick from and to walk in."""

from __future__ import annotations

from collections.abc import Callable

from playground.components.code_map.map_frame import MOST_POINTS, pack_map, pack_marker
from playground.components.code_map.pick import Pick, read_pick
from playground.components.views import view

__all__ = ["MOST_POINTS", "Pick", "code_map", "map_marker", "pack_map", "pack_marker", "read_pick"]

# The points are large and change with the network only; what is picked and where the marks are changes many times a
# second. So the points are an element of their own, and the marker, the other one, also brings the picks: a drag runs
# the fragment of the marker, and nothing large is packed or sent.
_map = view("code_map")
_marker = view("code_map_marker", "code_map/marker")


def code_map(frame: bytes, *, key: str) -> None:
    """Show the points, outside of the fragment that is run anew with every pick; one map a page.

    Args:
        frame: What `pack_map` gives.
        key: The map's place in the session's state.
    """
    _map(key=key, data=frame)


def map_marker(marker: bytes, *, on_pick: Callable[[], None], key: str) -> None:
    """Mark places on the page's map, and take what is picked on it.

    It shows nothing where it stands, but Streamlit leaves the gap between two elements: call it last.

    The browser sends picks one at a time, also while the pointer drags: it waits for the marker that carries the last
    one's revision. So call this within an `@st.fragment`, and answer every pick.

    Args:
        marker: What `pack_marker` gives.
        on_pick: Runs when a pick has come; `read_pick(st.session_state[key], count)` is it.
        key: The marker's place in the session's state.
    """
    _marker(key=key, data=marker, on_pick_change=on_pick)
