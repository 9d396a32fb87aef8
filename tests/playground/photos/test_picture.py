"""Picture files of every kind: what can be looked at is, upright and grey; the rest is refused in words."""

import io
import struct
import zlib

import numpy as np
import pytest
from PIL import Image

from playground.photos import MOST_BYTES, PhotoError, open_picture
from playground.photos.picture import SIDE

CORNER = np.ones((60, 90))
CORNER[:20, :30] = 0  # black at the upper left
GREY = np.rint(CORNER * 255).astype(np.uint8)
COLOUR = Image.fromarray(np.stack([GREY] * 3, axis=-1))


def file(image, kind="PNG", **arguments):
    content = io.BytesIO()
    image.save(content, kind, **arguments)
    return content.getvalue()


def transparent():
    ink = np.zeros((60, 90, 4), np.uint8)  # black, but seen only at the corner
    ink[..., 3] = 255 - GREY
    return Image.fromarray(ink)


@pytest.mark.parametrize(
    "content",
    [
        file(COLOUR),
        file(COLOUR, "JPEG", quality=95),
        file(COLOUR, "WEBP", lossless=True),
        file(COLOUR, "BMP"),
        file(COLOUR, "GIF"),
        file(COLOUR.convert("CMYK"), "JPEG", quality=95),
        file(COLOUR.convert("1")),
        file(COLOUR.convert("P")),
        file(transparent()),
        file(transparent().convert("LA")),
        file(Image.fromarray(GREY.astype(np.uint16) * 257)),
    ],
    ids=["png", "jpeg", "webp", "bmp", "gif", "cmyk", "bits", "palette", "transparent", "grey transparent", "16 bits"],
)
def test_a_picture_of_any_kind_is_its_brightness(content):
    brightness = open_picture(content)
    assert brightness.shape == (60, 90)
    assert brightness.dtype == np.float32
    assert np.abs(brightness - CORNER).mean() < 0.02


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_picture_is_turned_as_the_camera_was_held(orientation):
    turns = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = COLOUR if orientation == 1 else COLOUR.transpose(list(Image.Transpose)[turns[orientation]])
    exif = Image.Exif()
    exif[0x0112] = orientation
    brightness = open_picture(file(stored, "JPEG", exif=exif, quality=95))
    assert brightness.shape == (60, 90)
    assert np.abs(brightness - CORNER).mean() < 0.02


def test_a_damaged_note_of_the_camera_s_is_passed_over():
    exif = Image.Exif()
    exif[0x0112] = 77
    assert open_picture(file(COLOUR, "JPEG", exif=exif)).shape == (60, 90)


def test_a_large_picture_is_looked_at_smaller():
    assert open_picture(file(COLOUR.resize((2 * SIDE, SIDE)), "JPEG")).shape == (SIDE // 2, SIDE)


def bomb(columns, rows):
    """A PNG of a few bytes that says it has so many pixels."""
    head = struct.pack(">IIBBBBB", columns, rows, 8, 0, 0, 0, 0)
    chunks = [chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(bytes(100))), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def chunk(kind, data):
    """A part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no picture"),
        (b"hello", "no picture"),
        (b"%PDF-1.7 nothing", "no picture"),
        (file(COLOUR, "TIFF"), "no picture"),
        (file(COLOUR, "JPEG")[:400], "not whole"),
        (file(Image.effect_noise((300, 300), 50))[:2000], "not whole"),
        (file(COLOUR.resize((10, 10))), "too few"),
        (bomb(9_000, 9_000), "60 million"),
        (bomb(12_000, 12_000), "60 million"),
        (bomb(60_000, 60_000), "60 million"),
        (bytes(MOST_BYTES + 1), "15 MB are the most"),
    ],
    ids=["empty", "text", "pdf", "tiff", "half a jpeg", "half a png", "tiny", "large", "larger", "bomb", "bytes"],
)
def test_what_is_no_picture_or_too_large_a_one_is_refused_in_words(content, said):
    with pytest.raises(PhotoError, match=said):
        open_picture(content)
