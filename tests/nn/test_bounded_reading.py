"""Bounded reading: nothing unpacks to more than it may, whatever its headers say."""

import gzip
import io
import zipfile

import pytest

from nn.bounded_reading import TooLarge, read_at_most, read_member
from tests.bombs import PROMISED, UNPACKED, bomb, little_memory


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 200_000])
def test_all_bytes_up_to_the_bound_are_read(size):
    content = bytes(range(256)) * 1000
    assert read_at_most(io.BytesIO(content[:size]), size) == content[:size]
    with pytest.raises(TooLarge, match=f"the file unpacks to more than {size:,} bytes"):
        read_at_most(io.BytesIO(content[: size + 1]), size)


def test_a_packed_stream_is_unpacked_no_further_than_the_bound():
    packed = gzip.compress(bytes(UNPACKED), 1)
    with little_memory(), pytest.raises(TooLarge):
        read_at_most(gzip.GzipFile(fileobj=io.BytesIO(packed)), 10**6)


def test_a_member_that_unpacks_to_more_than_it_says_takes_no_memory():
    packed = io.BytesIO(bomb("a"))
    with little_memory(), zipfile.ZipFile(packed) as archive:
        assert read_member(archive, "a", 10**6) == bytes(PROMISED)


def test_a_member_that_says_more_than_is_allowed_is_refused_at_the_bound():
    packed = io.BytesIO(bomb("a", UNPACKED))
    with (
        little_memory(),
        zipfile.ZipFile(packed) as archive,
        pytest.raises(TooLarge, match="'a' unpacks to more than 1,000,000 bytes"),
    ):
        read_member(archive, "a", 10**6)


@pytest.mark.parametrize("packing", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packings_that_cannot_be_unpacked_piece_by_piece_are_refused(packing):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", packing) as archive:
        archive.writestr("a", b"content")
        with pytest.raises(ValueError, match="packed in a way that is not read here"):
            read_member(archive, "a", 100)
