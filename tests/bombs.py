"""Files that unpack to much more than their headers say."""

import io
import tracemalloc
import zipfile
import zlib
from contextlib import contextmanager

UNPACKED = 64 * 2**20
PROMISED = 100


def bomb(name, promised=PROMISED):
    """A zip with one member of 64 MiB that its headers, checksum and all, call `promised` bytes."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(name, bytes(UNPACKED))
    data = bytearray(file.getvalue())
    # the checksum, and behind two sizes the unpacked one: in the member's own header, and in the directory
    for mark, checksum in ((b"PK\x03\x04", 14), (b"PK\x01\x02", 16)):
        at = data.index(mark) + checksum
        data[at : at + 4] = zlib.crc32(bytes(promised)).to_bytes(4, "little")
        data[at + 8 : at + 12] = promised.to_bytes(4, "little")
    return bytes(data)


@contextmanager
def little_memory(most=8 * 2**20):
    """Fails where more than so many bytes are held within, at any moment."""
    tracemalloc.start()
    try:
        yield
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < most, f"{peak:,} bytes were held"
