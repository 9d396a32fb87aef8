"""Map of codes and sliders of a code: what goes to the browser, and what comes back."""

import hypothesis.strategies as st
import numpy as np
import pytest
from hypothesis import given

from playground.processes.wire import unpack
from playground.server.topics.code_frames import MOST_NUMBERS, MOST_POINTS, pack_map, pack_marks, pack_walk
from playground.server.topics.code_messages import Pick, read_pick, read_walk

POINTS = np.array([[0, 1], [2, -3], [4, 5]], np.float64)
IMAGES = np.linspace(0, 1, 3 * 4 * 2).reshape(3, 4, 2, 1).astype(np.float32)
LABELS = np.array([1, 0, 1])


def packed_map(points=POINTS, labels=LABELS, images=IMAGES, names=("0", "1"), axes=("Code 1", "Code 2"), **more):
    return unpack(pack_map(points, labels, images, names=names, axes=axes, **more))


def test_a_map_is_coloured_by_class_unless_told_otherwise():
    header, arrays = packed_map()
    assert header["group_names"] == header["names"] == ["0", "1"]
    assert not header["clustered"]
    assert not header["walkable"]
    assert arrays["points"].dtype == np.float32
    assert arrays["images"].shape == (3, 4, 2)
    assert (arrays["images"].min(), arrays["images"].max()) == (0, 255)
    np.testing.assert_array_equal(arrays["groups"], LABELS)
    np.testing.assert_array_equal(arrays["wrong"], [0, 0, 0])


def test_a_map_of_clusters_has_their_names_and_what_is_wrong():
    groups, wrong = np.array([2, 0, 1]), np.array([True, False, False])
    header, arrays = packed_map(groups=groups, group_names=["a", "b", "c"], wrong=wrong, wrong_means="astray")
    assert (header["clustered"], header["group_names"], header["wrong_means"]) == (True, ["a", "b", "c"], "astray")
    np.testing.assert_array_equal(arrays["groups"], groups)
    np.testing.assert_array_equal(arrays["wrong"], [1, 0, 0])


def test_the_extent_holds_all_points_and_never_is_without_width():
    assert packed_map()[0]["extent"] == pytest.approx([-0.2, 4.2, -3.4, 5.4])
    assert packed_map(extent=(0, 1, -2, 2))[0]["extent"] == [0, 1, -2, 2]
    left, right, lower, upper = packed_map(points=np.full((3, 2), 100.0))[0]["extent"]
    assert left < 99
    assert right > 101
    assert lower < upper
    nothing = np.zeros((0, 2))
    assert packed_map(nothing, LABELS[:0], IMAGES[:0])[0]["extent"] == [-1, 1, -1, 1]


@pytest.mark.parametrize(
    "change",
    [
        {"points": POINTS * np.nan},
        {"points": POINTS[:, :1]},
        {"points": np.zeros((MOST_POINTS + 1, 2))},
        {"labels": np.array([0, 1, 2])},
        {"labels": np.array([0, 1])},
        {"labels": np.array([0, -1, 1])},
        {"images": IMAGES[:2]},
        {"images": IMAGES[..., 0, 0]},
        {"groups": LABELS},
        {"wrong": LABELS == 0},
        {"wrong": np.zeros(2, bool), "wrong_means": "astray"},
        {"extent": (1, 0, 0, 1)},
        {"extent": (0, float("inf"), 0, 1)},
    ],
    ids=range(13),
)
def test_what_fits_no_map_is_refused(change):
    with pytest.raises(ValueError, match=r"\w"):
        packed_map(**change)


def test_marks_carry_revision_and_places():
    header, arrays = unpack(pack_marks(3, place=(0.5, -1), picked=7, drawn=(2, 3), drawn_title="Your 4"))
    assert not arrays
    assert header == {"revision": 3, "picked": 7, "place": [0.5, -1.0], "drawn": [2.0, 3.0], "drawn_title": "Your 4"}
    assert unpack(pack_marks(0))[0]["place"] is None
    with pytest.raises(ValueError, match="finite place"):
        pack_marks(0, drawn=(0.0, float("nan")))


def picked(**changes):
    pick = {"place": [0.5, -1], "nearest": 2, "revision": 3, **changes}
    return {name: value for name, value in pick.items() if value is not ...}


def test_a_pick_is_read():
    assert read_pick(picked(), 3) == Pick((0.5, -1.0), 2, revision=3)
    assert read_pick(picked(place=None), 3) == Pick(None, 2, revision=3)
    assert read_pick(picked(nearest=None), 3).nearest is None
    # JSON's numbers are all alike to a browser.
    assert read_pick(picked(revision=4.0, nearest=1.0), 3) == Pick((0.5, -1.0), 1, revision=4)
    assert read_pick(picked(place=[1e300, 10**400]), 3).place == (1e6, 1e6)


BAD_PICKS = [
    {},
    {"pick": picked()},
    picked(nearest=3),
    picked(nearest=-1),
    picked(nearest=0.5),
    picked(nearest=True),
    picked(nearest="2"),
    picked(nearest=None, place=None),
    picked(place=[0.5]),
    picked(place="ab"),
    picked(place=[0.5, float("nan")]),
    picked(place=[float("inf"), 0]),
    picked(place=[True, 0]),
    picked(revision=-1),
    picked(revision=10**30),
    picked(revision=...),
]


@pytest.mark.parametrize("value", BAD_PICKS, ids=range(len(BAD_PICKS)))
def test_anything_else_is_no_pick(value):
    assert read_pick(value, 3) is None


CODE, MEANS = np.array([0.5, 100.0]), np.array([0.0, 1.0])
RANGES, IMAGE = np.array([[-1, 1], [2, 2]]), np.full((3, 2), 2.0)


def packed_walk(code=CODE, ranges=RANGES, means=MEANS, image=IMAGE, **more):
    return unpack(pack_walk(4, code, ranges, means, image, **more))


def test_a_frame_carries_code_and_image():
    header, arrays = packed_walk(title="Decoded", note="Nearest: 5")
    assert header == {"revision": 4, "title": "Decoded", "note": "Nearest: 5"}
    np.testing.assert_array_equal(arrays["code"], CODE)
    np.testing.assert_array_equal(arrays["image"], np.full((3, 2), 255))
    assert "picked" not in arrays
    np.testing.assert_array_equal(packed_walk(picked=MEANS)[1]["picked"], MEANS)


def test_a_number_that_never_changes_still_has_a_slider_s_range():
    np.testing.assert_array_equal(packed_walk()[1]["ranges"], [[-1, 1], [1, 3]])
    np.testing.assert_array_equal(packed_walk(ranges=RANGES * 50)[1]["ranges"], [[-50, 50], [50, 150]])


@pytest.mark.parametrize(
    "change",
    [
        {"code": CODE * np.nan},
        {"code": CODE[:1]},
        {"code": CODE[:0], "ranges": RANGES[:0], "means": MEANS[:0]},
        {"code": np.zeros(MOST_NUMBERS + 1)},
        {"ranges": RANGES[:, :1]},
        {"ranges": RANGES[0]},
        {"means": MEANS[:1]},
        {"picked": np.array([0.0, np.inf])},
        {"image": IMAGE[0]},
        {"image": IMAGE * np.nan},
    ],
    ids=range(10),
)
def test_what_fits_no_code_is_refused(change):
    with pytest.raises(ValueError, match=r"\w"):
        packed_walk(**change)


def walked(**changes):
    walk = {"code": [0.5, 3], "revision": 3, **changes}
    return {name: value for name, value in walk.items() if value is not ...}


def test_a_code_is_read_and_cut_to_a_bound():
    walk = read_walk(walked(), 2)
    assert (walk.revision, walk.code.dtype) == (3, np.float32)
    np.testing.assert_array_equal(walk.code, [0.5, 3])
    np.testing.assert_array_equal(read_walk(walked(code=[-1e30, 10**400]), 2).code, np.float32([-1e6, 1e6]))


BAD_WALKS = [
    {},
    {"walk": walked()},
    walked(code=[0.5]),
    walked(code=[0.5, 1, 2]),
    walked(code="ab"),
    walked(code=[0.5, None]),
    walked(code=[0.5, "1"]),
    walked(code=[0.5, True]),
    walked(code=[0.5, float("nan")]),
    walked(code=[[0.5], [1]]),
    walked(code=...),
    walked(revision=1.5),
]


@pytest.mark.parametrize("value", BAD_WALKS, ids=range(len(BAD_WALKS)))
def test_anything_else_is_no_code(value):
    assert read_walk(value, 2) is None


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=6,
)


@given(st.fixed_dictionaries(dict.fromkeys(("place", "nearest", "revision", "code"), anything)))
def test_whatever_comes_it_is_read_or_refused(raw):
    pick, walk = read_pick(raw, 3), read_walk(raw, 2)
    assert pick is None or pick.nearest in (None, 0, 1, 2)
    assert walk is None or (walk.code.shape == (2,) and np.isfinite(walk.code).all())
